"""What is said when an officer acts?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "button": both("Confirm", "Cadarnhau"),
    "preview": both("in {language}, as the resident gets it", "yn {language}, fel y bydd y preswylydd yn ei chael"),
    "in_english": both("In English", "Yn Saesneg"),
    "in_case_language": both("In Welsh, as the resident gets it", "Yn Gymraeg, fel y bydd y preswylydd yn ei chael"),
    "text_version": both("Text message", "Neges destun"),
    "email_version": both("Email", "E-bost"),
    "letter_version": both("Letter", "Llythyr"),
    "your_answer": both("your answer to: {question}", "eich ateb i: {question}"),
    "not_told": both("The resident is not told about this.", "Ni ddywedir wrth y preswylydd am hyn."),
    "cannot_be_told": both(
        "The resident left no address that we can write to.",
        "Ni adawodd y preswylydd gyfeiriad y gallwn ysgrifennu ato.",
    ),
    "moved": both("Done: {what}", "Wedi’i wneud: {what}"),
    "done_and_yours": both("{said}. The case is yours now", "{said}. Chi sydd â’r achos nawr"),
    "noted": both("Note saved", "Cadwyd y nodyn"),
    "taken": both("You have this case now", "Mae’r achos hwn gennych chi nawr"),
    "assigned": both("Officer changed", "Newidiwyd y swyddog"),
    "changed": both(
        "Somebody changed this case while you had it open: {what}. Look at it and decide again.",
        "Newidiodd rhywun yr achos hwn tra oedd ar agor gennych: {what}. Edrychwch arno a phenderfynwch eto.",
    ),
    "changed_by": both("{what}, by {name}", "{what}, gan {name}"),
    "not_now": both(
        "This cannot be done now. Look at the case and decide again.",
        "Ni ellir gwneud hyn nawr. Edrychwch ar yr achos a phenderfynwch eto.",
    ),
    "note_empty": both("Enter a note", "Rhowch nodyn"),
    "note_long": both("Note must be 5,000 characters or less", "Nodyn: defnyddiwch 5,000 o nodau neu lai"),
}
