"""Where does a payment provider say something else than we do?"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse

from commonhall.core.values.money import in_words
from commonhall.councils.policies import open_to
from commonhall.web.office.differing import Side, settling_page
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.takings.days import check_sees_money

STATES: Final = ("created", "started", "held", "paid", "failed", "cancelled", "expired")


def _said(visit: Visit, state: str, pence: int) -> str:
    if state not in STATES:
        return visit.say("differs_nothing")
    return f"{in_words(pence)}, {visit.say(f'takings_state_{state}')}"


MONEY: Final = Side("payments", "takings", "office-takings", "office-difference", _said)


@open_to("staff")
@staff("GET", "POST")
def difference_page(visit: Visit, difference: UUID) -> HttpResponse:
    """Show a difference about a payment, and take the reason for it."""
    check_sees_money(visit)
    return settling_page(visit, difference, MONEY)
