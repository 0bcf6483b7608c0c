"""What is said where a person may be known twice, before what we know of them is given out?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

TEXTS: Final[dict[str, Words]] = {
    "packs_doubles": both("Records that may be the same person", "Cofnodion a allai fod yr un person"),
    "packs_doubles_about": both(
        "This person may be known more than once. A pack without these may not be complete.",
        "Efallai fod y person hwn yn hysbys fwy nag unwaith. Efallai na fydd pecyn heb y rhain yn gyflawn.",
    ),
    "packs_double": both("Who", "Pwy"),
    "packs_double_why": both("Why", "Pam"),
    "packs_double_cases": both("Cases", "Achosion"),
    "packs_double_email": both("The same email address", "Yr un cyfeiriad e-bost"),
    "packs_double_phone": both("The same phone number", "Yr un rhif ffôn"),
    "packs_double_suggested": both("Suggested as the same person", "Awgrymwyd fel yr un person"),
    "packs_double_join": both("Join this person’s records", "Uno cofnodion y person hwn"),
    "packs_also": both("Which of these do you want to include too?", "Pa rai o’r rhain ydych chi am eu cynnwys hefyd?"),
    "packs_also_hint": both(
        "Only if you are sure that it is the same person. Else join the records first, or leave them out.",
        "Dim ond os ydych yn siŵr mai’r un person ydyw. Fel arall, unwch y cofnodion yn gyntaf, neu gadewch nhw allan.",
    ),
    "packs_also_name": both("which to include", "pa rai i’w cynnwys"),
    "packs_person": both("Person", "Person"),
    "packs_due": both("To be given out by", "I’w roi allan erbyn"),
}
