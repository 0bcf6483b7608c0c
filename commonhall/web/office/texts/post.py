"""What is said on the lists of correspondence, templates, and mail that nobody could place?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "post": both("Post", "Post"),
    "templates": both("Templates", "Templedi"),
    "templates_none": both("There are no templates yet.", "Nid oes templedi eto."),
    "template_new": both("New template", "Templed newydd"),
    "template_name": both("Name", "Enw"),
    "template_name_name": both("a name", "enw"),
    "template_channels": both("For which kinds of message?", "Ar gyfer pa fathau o neges?"),
    "template_channels_name": both("for which kinds of message", "ar gyfer pa fathau o neges"),
    "template_changed": both("Changed", "Newidiwyd"),
    "template_patterns": both("For which services?", "Ar gyfer pa wasanaethau?"),
    "template_patterns_hint": both("Select none for all.", "Peidiwch â dewis dim i’w gynnig i bob un."),
    "template_subject_en": both("Subject in English", "Pwnc yn Saesneg"),
    "template_subject_en_name": both("a subject in English", "pwnc yn Saesneg"),
    "template_body_en": both("Words in English", "Geiriau yn Saesneg"),
    "template_body_en_name": both("the words in English", "y geiriau yn Saesneg"),
    "template_subject_cy": both("Subject in Welsh", "Pwnc yn Gymraeg"),
    "template_subject_cy_name": both("a subject in Welsh", "pwnc yn Gymraeg"),
    "template_body_cy": both("Words in Welsh", "Geiriau yn Gymraeg"),
    "template_body_cy_name": both("the words in Welsh", "y geiriau yn Gymraeg"),
    "template_keep": both("Save template", "Cadw’r templed"),
    "template_kept": both("The template was saved.", "Cadwyd y templed."),
    "template_retire": both("Offer it no longer", "Peidio â’i gynnig mwyach"),
    "template_retired": both("The template is offered no longer.", "Nid yw’r templed yn cael ei gynnig mwyach."),
    "template_refused_name": both("Enter a name", "Rhowch enw"),
    "template_refused_taken": both("Another template has this name", "Mae gan dempled arall yr enw hwn"),
    "template_refused_body": both("Enter the words in English", "Rhowch y geiriau yn Saesneg"),
    "template_refused_subject": both("Enter a subject in English", "Rhowch bwnc yn Saesneg"),
    "template_refused_changed": both(
        "A colleague changed this template. Copy your words and open it again",
        "Newidiodd cydweithiwr y templed hwn. Copïwch eich geiriau a’i agor eto",
    ),
    "tray": both("E-mails to place", "E-byst i’w lleoli"),
    "tray_none": both("No e-mail waits to be placed.", "Nid oes e-bost yn aros i’w leoli."),
    "tray_subject": both("Subject", "Pwnc"),
    "tray_no_subject": both("(no subject)", "(dim pwnc)"),
    "tray_sender": both("From", "Oddi wrth"),
    "tray_came": both("Came", "Daeth"),
    "tray_reference": both("Reference of the case that it belongs to", "Cyfeirnod yr achos y mae’n perthyn iddo"),
    "tray_reference_name": both("the reference", "y cyfeirnod"),
    "tray_place": both("Add it to this case", "Ei ychwanegu at yr achos hwn"),
    "tray_aside": both("It belongs to no case", "Nid yw’n perthyn i unrhyw achos"),
    "tray_aside_said": both("Put aside. Its words were deleted.", "Rhoddwyd o’r neilltu. Dilëwyd ei eiriau."),
    "tray_placed": both("The e-mail was added to this case.", "Ychwanegwyd yr e-bost at yr achos hwn."),
    "tray_over": both("A colleague has dealt with it.", "Mae cydweithiwr wedi delio ag ef."),
    "tray_unknown": both(
        "You can work on no case with this reference. Check it",
        "Ni allwch weithio ar achos â’r cyfeirnod hwn. Gwiriwch ef",
    ),
}
