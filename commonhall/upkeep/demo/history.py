"""What did the demonstration's first council do in the past weeks? Enquiries that were answered, some of them late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from commonhall.cases.operations import move_case
from commonhall.core.questions.question import Answer
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.upkeep.demo.enquiries import send

PAST: Final[tuple[tuple[int, int, str, str, str, str], ...]] = (
    (83, 4, "streets", "Dermot Quayle", "The bollard on the corner is bent.", "closed"),
    (80, 15, "council_tax", "Ines Marlowe", "Can I pay by standing order?", "answered"),
    (74, 2, "bins", "Toby Fairlight", "My bin was left in the road.", "answered"),
    (69, 6, "other", "Sefina Arkwright", "When does the museum open again?", "answered"),
    (66, 9, "housing", "Gil Penhallow", "My window does not close.", "answered"),
    (61, 1, "bins", "Rosalind Achebe", "Do you take car batteries?", "answered"),
    (55, 3, "planning", "Mungo Tallis", "Where can I see the plans for the mill?", "answered"),
    (52, 21, "streets", "Prudence Oakes", "There is a hole by the bus stop.", "closed"),
    (48, 5, "council_tax", "Jarek Dunmore", "I get two bills for one flat.", "answered"),
    (44, 8, "other", "Winnie Stroud", "Can I have my birth certificate sent?", "closed"),
    (41, 2, "bins", "Aled Farquhar", "Which week is the paper collected?", "answered"),
    (37, 12, "housing", "Mireille Cobb", "The lift is out of order again.", "answered"),
    (33, 4, "streets", "Basil Nettle", "Please cut back the hedge in Mill Lane.", "answered"),
    (27, 7, "planning", "Odette Prior", "My neighbour builds on Sundays.", "closed"),
    (24, 1, "bins", "Kwame Lister", "Is there a collection on the bank holiday?", "answered"),
    (18, 5, "council_tax", "Fenella Bright", "My son has moved out. Does that change my bill?", "answered"),
)
"""Days ago, days until it ended, topic, who, what, and how it ended."""
REPLY: Final = "Thank you for your message. We have looked into it and done what you asked."


def work_through(site: CouncilSite, *, by: Actor, at: datetime) -> int:
    """Send the enquiries of the past and bring each to its end; return how many. The council must be in scope."""
    for days_ago, days, topic, name, message, end in PAST:
        sent_at = at - timedelta(days=days_ago)
        answers: dict[str, Answer] = {
            "topic": topic,
            "message": message,
            "name": name,
            "contact_by": ["email"],
            "email": f"{name.lower().replace(' ', '.')}@example.org",
        }
        sent = send(site, service="contact-the-council", answers=answers, language="en", at=sent_at)
        asked = {"reply": REPLY} if end == "answered" else {"reason": "not_ours"}
        move_case(
            case_id=sent.case_ids[0],
            transition="answer" if end == "answered" else "close",
            asked=asked,
            expect=None,
            actors=("officer",),
            council=site,
            by=by,
            at=sent_at + timedelta(days=days),
        )
    return len(PAST)
