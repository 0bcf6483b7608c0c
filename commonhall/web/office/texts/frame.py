"""What stands around the pages of the office?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "studio": both("Studio", "Stiwdio"),
    "office": both("Office", "Swyddfa"),
    "work": both("Work", "Gwaith"),
    "begin": both("Fill in for somebody", "Llenwi ar ran rhywun"),
    "begin_lead": both(
        "For somebody who calls, writes or comes in. "
        "You see the same pages as they would, and questions for the office.",
        "Ar gyfer rhywun sy’n ffonio, yn ysgrifennu neu’n dod i mewn. "
        "Byddwch yn gweld yr un tudalennau, a chwestiynau ar gyfer y swyddfa.",
    ),
    "begin_which": both("Which service?", "Pa wasanaeth?"),
    "deliveries": both("Messages out", "Negeseuon allan"),
    "me": both("My details", "Fy manylion"),
    "sign_in": both("Sign in", "Mewngofnodi"),
    "refused": both(
        "Enter the email address and password of your account", "Rhowch gyfeiriad e-bost a chyfrinair eich cyfrif"
    ),
    "too_often": both("Too many tries", "Gormod o geisiadau"),
    "not_found": both("Page not found", "Heb ganfod y dudalen"),
    "back_to_case": both("Go back to the case", "Ewch yn ôl i’r achos"),
    "more_asked": both("There is more to answer now", "Mae mwy i’w ateb nawr"),
    "file_not_now": both("The file cannot be opened now", "Ni ellir agor y ffeil nawr"),
    "files": both("Files", "Ffeiliau"),
    "back_to_work": both("Go to your work", "Ewch i’ch gwaith"),
    "resident": both("the resident", "y preswylydd"),
    "system": both("Commonhall", "Commonhall"),
}
