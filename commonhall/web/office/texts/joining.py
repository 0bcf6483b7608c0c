"""What is said when a colleague is added, and to the colleague who chooses a password?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "joining_add": both("Add a member of staff", "Ychwanegu aelod o staff"),
    "joining_lead": both(
        "We send them an email. Who has no account yet chooses a password by the link in it, within 72 hours.",
        "Byddwn yn anfon e-bost atynt. Bydd rhywun heb gyfrif yn dewis cyfrinair drwy’r ddolen ynddo, o fewn 72 awr.",
    ),
    "joining_name": both("Full name", "Enw llawn"),
    "joining_name_name": both("their full name", "eu henw llawn"),
    "joining_email": both("Work email address", "Cyfeiriad e-bost gwaith"),
    "joining_email_hint": both("They sign in with it.", "Byddant yn mewngofnodi ag ef."),
    "joining_email_name": both("a work email address", "cyfeiriad e-bost gwaith"),
    "joining_language": both("Language of their pages and emails", "Iaith eu tudalennau a’u negeseuon e-bost"),
    "joining_language_name": both("a language", "iaith"),
    "joining_there": both(
        "Somebody with this email address works here already: look in the list of staff",
        "Mae rhywun â’r cyfeiriad e-bost hwn yn gweithio yma eisoes: edrychwch yn y rhestr staff",
    ),
    "joining_no_email": both(
        "Enter an email address in the correct format, like name@example.com",
        "Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com",
    ),
    "joining_done": both("We are sending an email to {email}", "Rydym yn anfon e-bost at {email}"),
    "joining_again": both("Send the email again", "Anfon yr e-bost eto"),
    "joining_again_lead": both(
        "We send the email to {email} again. Links in emails before it stop working.",
        "Byddwn yn anfon yr e-bost at {email} eto. Bydd dolenni mewn negeseuon cynharach yn peidio â gweithio.",
    ),
    "joining_choose": both("Choose a password", "Dewiswch gyfrinair"),
    "joining_choose_lead": both(
        "{name}, you sign in with {email}. Choose a password of at least 12 characters. Three words that do not "
        "belong together are good.",
        "{name}, byddwch yn mewngofnodi ag {email}. Dewiswch gyfrinair o 12 nod o leiaf. Mae tri gair nad ydynt yn "
        "perthyn i’w gilydd yn dda.",
    ),
    "joining_choose_button": both("Save the password and sign in", "Cadw’r cyfrinair a mewngofnodi"),
    "joining_weak": both(
        "Enter a password of 12 to 128 characters that is not made of your email address or of a few characters",
        "Rhowch gyfrinair o 12 i 128 o nodau nad yw wedi’i wneud o’ch cyfeiriad e-bost nac o ychydig nodau",
    ),
    "joining_dead": both(
        "This link does not work any more. Ask for another, or sign in",
        "Nid yw’r ddolen hon yn gweithio mwyach. Gofynnwch am un arall, neu mewngofnodwch",
    ),
}
