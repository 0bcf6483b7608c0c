"""Where does a calendar know other bookings than we do, and when was that looked at? For leads and administrators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.books.differing import open_differences
from commonhall.cases.calendars_compared import compare_calendars, last_compared
from commonhall.core.questions.slot import slot_label
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Form, Heading, Prose
from commonhall.web.office.differing import Side, differences_table, settling_page
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import go


def _said(visit: Visit, slot: str, pence: int) -> str:
    return slot_label(slot).say(visit.language) if slot else visit.say("differs_nothing")


BOOKINGS: Final = Side("bookings", "calendars", "office-calendars", "office-difference-booking", _said)


def compared(visit: Visit) -> Iterator[Block]:
    """Yield what differs, when the calendars were compared, and the button that does it now."""
    made, found = last_compared(), open_differences("bookings")
    yield Heading(text=visit.say("calendars_compared"), id="compared")
    if found:
        yield Prose(text=visit.say("calendars_compared_differ"), look="warning")
        yield differences_table(visit, found, BOOKINGS)
    for each in made:
        gaps = {"provider": each.provider, "when": when(each.made_at, visit.language), "n": f"{each.counted:,}"}
        yield Prose(text=visit.say("calendars_compared_when", **gaps), look="quiet")
    if not made:
        yield Prose(text=visit.say("calendars_compared_never"), look="quiet")
    yield Form(button=visit.say("calendars_compare"), hidden=(("do", "compare"),), look="secondary")


def compare_now(visit: Visit) -> HttpResponse:
    """Compare the calendars at once. Raises NotAllowed."""
    check_may(visit, "lead", "administer")
    failed = compare_calendars(at=visit.at)
    home = reverse("office-calendars")
    return go(home, "warning", "calendars_compared_not") if failed else go(home, "success", "calendars_compared_now")


@open_to("staff")
@staff("GET", "POST")
def booking_difference_page(visit: Visit, difference: UUID) -> HttpResponse:
    """Show a difference about a booking, and take the reason for it."""
    check_may(visit, "lead", "administer")
    return settling_page(visit, difference, BOOKINGS)
