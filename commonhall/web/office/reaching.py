"""Which case does this form work on, and was it changed since the form was made?"""

from __future__ import annotations

from commonhall.cases.queries import Case, CaseUnknown, find_case, get_case_page, roles_on
from commonhall.web.office.door import Visit
from commonhall.web.office.timeline import title_of_event, who


def case_to_work_on(visit: Visit, reference: str) -> tuple[Case, tuple[str, ...]]:
    """Return the case and the member's roles on it. Raises CaseUnknown, also where they may only look."""
    case = find_case(visit.member, reference)
    roles = roles_on(visit.member, case) if case else ()
    if case is None or not roles:
        raise CaseUnknown(reference)
    return case, roles


def posted_version(visit: Visit) -> int:
    """Return the version of the case that the form was made for; one that cannot be read was never seen."""
    typed = visit.request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1


def last_change(visit: Visit, reference: str) -> str:
    """Return what was done to the case last, and by whom."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    changes = [event for event in found.events if event.kind in ("case_moved", "case_assigned")]
    if not changes:
        return found.case.reference
    return visit.say("changed_by", what=title_of_event(changes[-1], found, visit), name=who(changes[-1], visit))
