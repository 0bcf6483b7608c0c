"""Who may see what the council took, and of which day?"""

from __future__ import annotations

from datetime import date

from commonhall.cases.queries import CaseUnknown
from commonhall.core.values.dates import london_day, parse_date
from commonhall.people.policies import ANY_PATTERN, NotAllowed, reach
from commonhall.web.office.door import Visit


def check_sees_money(visit: Visit) -> None:
    """Raise NotAllowed unless some grant of the member reaches the money of the whole council."""
    if not any(
        grant.pattern == ANY_PATTERN and grant.team_id is None and not grant.ward
        for grant in reach(visit.member, "money")
    ):
        raise NotAllowed("The money of the whole council is for managers, leads and who looks after the records")


def day_asked_for(visit: Visit, typed: str) -> date:
    """Return the day that an address names, today where it names none. Raises CaseUnknown for what is no day, or to
    come."""
    today = london_day(visit.at)
    if not typed:
        return today
    try:
        day = parse_date(typed)
    except ValueError:
        raise CaseUnknown(typed) from None
    if day > today:
        raise CaseUnknown(typed)
    return day
