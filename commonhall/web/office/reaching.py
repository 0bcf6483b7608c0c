"""Which case does this form work on, and was it changed since the form was made?"""

from __future__ import annotations

from typing import Final

from commonhall.cases.queries import Case, CasePage, CaseUnknown, find_case, get_case_page, roles_on
from commonhall.web.office.door import Visit
from commonhall.web.office.timeline import title_of_event, who


def case_to_work_on(visit: Visit, reference: str) -> tuple[Case, tuple[str, ...]]:
    """Return the case and the member's roles on it. Raises CaseUnknown, also where they may only look."""
    case = find_case(visit.member, reference)
    roles = roles_on(visit.member, case) if case else ()
    if case is None or not roles:
        raise CaseUnknown(reference)
    return case, roles


def revision_of(found: CasePage) -> str:
    """Return what a form about a case carries: its version, and the last thing that had happened to it."""
    last = found.events[-1].id.hex if found.events else ""
    return f"{found.case.version}.{last}"


def posted_version(visit: Visit) -> int:
    """Return the version of the case that the form was made for; one that cannot be read was never seen."""
    typed = visit.request.POST.get("revision", "").partition(".")[0]
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1


def last_change(visit: Visit, reference: str) -> str:
    """Return what was done to the case since the form was made, and by whom; what was done last, where that is unknown.

    At most MOST_SAID things, the last ones.
    """
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    seen = visit.request.POST.get("revision", "").partition(".")[2]
    place = next((number for number, event in enumerate(found.events) if event.id.hex == seen), None)
    changes = [event for event in found.events[place + 1 if place is not None else 0 :] if event.kind not in TOLD]
    if place is None:
        changes = [event for event in changes if event.kind in ("case_moved", "case_assigned")][-1:]
    if not changes:
        return found.case.reference
    return "; ".join(
        visit.say("changed_by", what=title_of_event(event, found, visit), name=who(event, visit))
        for event in changes[-MOST_SAID:]
    )


MOST_SAID: Final = 5
TOLD: Final = ("message_sent", "message_failed", "timer_rang", "case_followed")
"""Kinds of events that change nothing about what an officer decides."""
