"""What is said where an officer writes to people and reads what they write back?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "letters_write": both("Write to the resident", "Ysgrifennu at y preswylydd"),
    "letters_write_email": both("Write an e-mail", "Ysgrifennu e-bost"),
    "letters_write_sms": both("Write a text message", "Ysgrifennu neges destun"),
    "letters_write_letter": both("Write a letter", "Ysgrifennu llythyr"),
    "letters_no_way": both(
        "We have no address that a message could go to. Ask for one, or phone.",
        "Nid oes gennym gyfeiriad i anfon neges ato. Gofynnwch am un, neu ffoniwch.",
    ),
    "letters_how": both("How do you want to send it?", "Sut ydych chi am ei hanfon?"),
    "letters_how_name": both("how to send it", "sut i’w hanfon"),
    "letters_by_email": both("E-mail", "E-bost"),
    "letters_by_sms": both("Text message", "Neges destun"),
    "letters_by_letter": both("Letter", "Llythyr"),
    "letters_failing": both(
        "Messages to it came back. Choose another way if there is one.",
        "Daeth negeseuon ato yn ôl. Dewiswch ffordd arall os oes un.",
    ),
    "letters_language": both("In which language?", "Ym mha iaith?"),
    "letters_language_name": both("the language", "yr iaith"),
    "letters_begin": both("What do you want to begin with?", "Gyda beth ydych chi am ddechrau?"),
    "letters_begin_name": both("what to begin with", "beth i ddechrau gydag ef"),
    "letters_blank": both("A blank page", "Tudalen wag"),
    "letters_go_on": both("Continue", "Parhau"),
    "letters_subject": both("Subject", "Pwnc"),
    "letters_subject_name": both("the subject", "y pwnc"),
    "letters_subject_hint": both(
        "Others may see it. Say nothing private in it.",
        "Gall eraill ei weld. Peidiwch â dweud dim byd preifat ynddo.",
    ),
    "letters_body": both("Message", "Neges"),
    "letters_body_name": both("the message", "y neges"),
    "letters_gaps": both(
        "You can use these, and they are filled in from the case:",
        "Gallwch ddefnyddio’r rhain, a chânt eu llenwi o’r achos:",
    ),
    "letters_files": both("Files to send with it", "Ffeiliau i’w hanfon gyda hi"),
    "letters_files_hint": both(
        "The resident gets a link to each file that works for 28 days. PDFs and pictures are printed with a letter.",
        "Bydd y preswylydd yn cael dolen i bob ffeil sy’n gweithio am 28 diwrnod. Gyda llythyr, caiff ffeiliau PDF a "
        "lluniau eu hargraffu hefyd.",
    ),
    "letters_sensitive": both(
        "This case is sensitive. The subject says only that there is news, and the reference.",
        "Mae’r achos hwn yn sensitif. Dim ond bod newyddion, a’r cyfeirnod, sydd yn y pwnc.",
    ),
    "letters_preview": both("Preview", "Rhagolwg"),
    "letters_check": both("Check it before you send it", "Gwiriwch hi cyn ei hanfon"),
    "letters_to": both("To", "At"),
    "letters_how_sent": both("Sent by", "Anfonir drwy"),
    "letters_in": both("Language", "Iaith"),
    "letters_send_email": both("Send the e-mail", "Anfon yr e-bost"),
    "letters_send_sms": both("Send the text message", "Anfon y neges destun"),
    "letters_send_letter": both("Send the letter", "Anfon y llythyr"),
    "letters_change": both("Change it", "Ei newid"),
    "letters_sent_email": both("We are sending the e-mail.", "Rydym yn anfon yr e-bost."),
    "letters_sent_sms": both("We are sending the text message.", "Rydym yn anfon y neges destun."),
    "letters_sent_letter": both("We are sending the letter.", "Rydym yn anfon y llythyr."),
    "letters_refused_gap": both(
        "Nothing is known that could stand for {what}. Write it yourself",
        "Nid oes dim yn hysbys a allai sefyll yn lle {what}. Ysgrifennwch ef eich hun",
    ),
    "letters_refused_long": both(
        "Once its gaps are filled the text message is too long. Shorten it",
        "Ar ôl llenwi’r bylchau mae’r neges destun yn rhy hir. Gwnewch hi’n fyrrach",
    ),
    "letters_refused_way": both(
        "This address can no longer be used. Choose another way",
        "Ni ellir defnyddio’r cyfeiriad hwn bellach. Dewiswch ffordd arall",
    ),
    "letters_refused_address": both(
        "No letter can be printed for this address. It needs 3 to 7 lines with a real UK postcode or a country at the "
        "end. Correct the address in the answers first",
        "Ni ellir argraffu llythyr ar gyfer y cyfeiriad hwn. Mae angen 3 i 7 llinell gyda chod post go iawn yn y DU "
        "neu wlad ar y diwedd. Cywirwch y cyfeiriad yn yr atebion yn gyntaf",
    ),
    "letters_refused_both": both(
        "Only a letter can be in both languages. Choose one", "Dim ond llythyr all fod yn y ddwy iaith. Dewiswch un"
    ),
    "language_both": both("Welsh and English on one paper", "Cymraeg a Saesneg ar un papur"),
    "letters_subject_in_cy": both("Subject in Welsh", "Pwnc yn Gymraeg"),
    "letters_subject_in_en": both("Subject in English", "Pwnc yn Saesneg"),
    "letters_body_in_cy": both("Message in Welsh", "Neges yn Gymraeg"),
    "letters_body_in_en": both("Message in English", "Neges yn Saesneg"),
    "letters_refused_subject": both("Enter a subject", "Rhowch bwnc"),
    "letters_refused_body": both("Enter a message", "Rhowch neges"),
    "letters_thread": both("Letters and messages", "Llythyrau a negeseuon"),
    "letters_none": both("Nothing was written yet.", "Ni ysgrifennwyd dim eto."),
    "letters_new_reply": both("New reply", "Ateb newydd"),
    "letters_from_them": both("From the resident", "Gan y preswylydd"),
    "letters_from_us": both("From us", "Gennym ni"),
    "letters_by_itself": both("Automatic message", "Neges awtomatig"),
    "letters_answered": both("The resident answered: look at it", "Mae’r preswylydd wedi ateb: edrychwch arno"),
    "letters_wrote": both("The resident wrote: look at it", "Mae’r preswylydd wedi ysgrifennu: edrychwch arno"),
    "letters_all": both("Read all of it", "Darllen y cyfan"),
    "letters_files_only": both("They sent files.", "Anfonwyd ffeiliau."),
    "letters_clock_again": both(
        "We no longer wait for them. The clock runs again: {due}.",
        "Nid ydym yn aros amdanynt mwyach. Mae’r cloc yn rhedeg eto: {due}.",
    ),
    "letters_clock_waits": both(
        "The clock still waits for something else.", "Mae’r cloc yn dal i aros am rywbeth arall."
    ),
    "letters_clock_runs": both("The clock runs: {due}.", "Mae’r cloc yn rhedeg: {due}."),
    "letters_came_web": both("Written on our site {when}", "Ysgrifennwyd ar ein gwefan {when}"),
    "letters_came_email": both("E-mail from {to}, {when}", "E-bost gan {to}, {when}"),
    "letters_came_sms": both("Text message from {to}, {when}", "Neges destun gan {to}, {when}"),
    "letters_came_letter": both("Letter, {when}", "Llythyr, {when}"),
    "letters_came_phone": both("By phone, {when}", "Dros y ffôn, {when}"),
    "letters_mark_read": both("Mark as read", "Nodi ei bod wedi’i darllen"),
    "letters_marked": both("Marked as read.", "Nodwyd ei bod wedi’i darllen."),
    "letters_written_by": both("Written by {name}", "Ysgrifennwyd gan {name}"),
    "letters_not_sent": both("This letter has not gone out yet.", "Nid yw’r llythyr hwn wedi mynd allan eto."),
    "letters_returned": both(
        "Kept. We try another way if there is one.", "Cofnodwyd. Byddwn yn rhoi cynnig ar ffordd arall os oes un."
    ),
    "letters_came_back": both("This letter came back", "Daeth y llythyr hwn yn ôl"),
    "letters_print": both("The letter as PDF", "Y llythyr fel PDF"),
    "message_bounced": both(
        "Came back. The address does not work. Sent {when}",
        "Daeth yn ôl. Nid yw’r cyfeiriad yn gweithio. Anfonwyd {when}",
    ),
    "message_returned": both("The letter came back. Sent {when}", "Daeth y llythyr yn ôl. Anfonwyd {when}"),
    "message_received": both("Message from the resident", "Neges gan y preswylydd"),
    "message_written_event": both("Message written to the resident", "Ysgrifennwyd neges at y preswylydd"),
    "messages_read": both("New messages read", "Darllenwyd negeseuon newydd"),
    "message_bounced_event": both(
        "A message came back: the address does not work", "Daeth neges yn ôl: nid yw’r cyfeiriad yn gweithio"
    ),
    "message_returned_event": both("A letter came back", "Daeth llythyr yn ôl"),
    "message_delivered_event": both("A message arrived", "Cyrhaeddodd neges"),
}
