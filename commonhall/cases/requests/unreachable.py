"""What when the address of somebody does not work any more? Their case's team looks for another way, once."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from commonhall.cases.correspondence.ways import fails
from commonhall.cases.models import Case, Message
from commonhall.cases.operations import locked_case
from commonhall.cases.requests.errands import CaseTask, Wanted, open_task
from commonhall.contacts.queries import find_person
from commonhall.core.values.words import both
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite

TITLE: Final = both("Find another way to reach {who}", "Dod o hyd i ffordd arall o gysylltu â {who}")
TEXT: Final = both(
    "What we send to {address} comes back. Ask for an address that works, or ring them.",
    "Mae’r hyn a anfonwn i {address} yn dod yn ôl. Gofynnwch am gyfeiriad sy’n gweithio, neu ffoniwch nhw.",
)
MOST: Final = 1000


def seek_another_way(message: Message, *, council: CouncilSite, at: datetime) -> CaseTask | None:
    """Begin a task for the team of the case of ``message`` where its address counts as one that does not work.

    Once for an address, whichever of its person's cases the messages were about; None where there is nothing to do.
    """
    if message.case_id is None or not fails(message.recipient):
        return None
    case = locked_case(message.case_id)
    if case.merged_into_id is not None:
        case = locked_case(case.merged_into_id)
    # Two messages to one address that come back at once wait for each other here.
    sent = Message.objects.filter(recipient=message.recipient, direction="out", case__isnull=False).order_by("id")
    cases = set(sent.select_for_update(of=("self",)).values_list("case_id", flat=True)[:MOST])
    occasion = f"unreachable:{message.recipient}"
    known = [_task_of(each, occasion) for each in (*cases, case.id)]
    if CaseTask.objects.filter(id__in=known).exists():
        return None
    language = council.default_language
    wanted = Wanted(
        title=TITLE.say(language).format(who=_name(case, message)),
        text=TEXT.say(language).format(address=message.recipient.replace("\n", ", ")),
    )
    return open_task(case_id=case.id, wanted=wanted, occasion=occasion, by=SYSTEM, at=at)


def _task_of(case_id: UUID, occasion: str) -> UUID:
    """Return the id that open_task gives to the task of this occasion."""
    return uuid5(case_id, f"task:{occasion}")


def _name(case: Case, message: Message) -> str:
    """Return the name of the person of a case; the address where it is somebody else's."""
    person = find_person(case.person_id)
    own = person is not None and message.recipient.split("\n")[0] in (person.email, person.phone, person.name)
    return person.name if person is not None and own else message.recipient.split("\n")[0]
