"""Is a lead told where a calendar knows other bookings, with what to do, and can they compare at once?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.cases.calendars_compared import compare_calendars
from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Difference, Place
from commonhall.catalogue.faults import set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import new_desk, text_of
from tests.rooms.work.slots import AT, adopt_visits, begin, fill_in


@pytest.fixture
def difference(council: CouncilSite) -> Difference:
    """The calendar does not have what a request has booked."""
    with in_council(council):
        submit(standing=fill_in(begin(adopt_visits(council)), council), at=AT)
        Place.objects.all().delete()
        assert compare_calendars(at=AT + timedelta(hours=2)) == ()
        found: Difference = Difference.objects.get()
        return found


def test_it_is_listed_with_what_to_do_until_somebody_says_why(council: CouncilSite, difference: Difference) -> None:
    desk = new_desk(council, "Lena Lead", ("lead", "*", ""))
    said = text_of(desk.get("calendars"))
    for words in (
        "The calendar does not have our booking",
        "Wednesday 10 June 2026 Nothing",
        difference.reference,
        "Compared with own_calendar",
        "It has 0 bookings to come.",
    ):
        assert words in said, words
    address = f"calendars/differences/{difference.id}"
    said = text_of(desk.get(address))
    assert "Nobody may come. Ask the supplier to book this time again." in said
    assert f"/office/cases/{difference.reference}" in desk.get(address).content.decode()
    assert "There is a problem" in text_of(desk.post(address, reason=""))
    desk.post(address, reason="They come all the same")
    said = text_of(desk.get("calendars"))
    assert "The reason is kept." in said
    assert "does not have our booking" not in said
    assert desk.get(address).status_code == 303
    desk.get("calendars?lang=cy")
    assert "Cymharu nawr" in text_of(desk.get("calendars"))


def test_it_is_compared_at_once_and_said_where_that_fails(council: CouncilSite, difference: Difference) -> None:
    desk = new_desk(council, "Lena Lead", ("lead", "*", ""))
    desk.post("calendars", do="compare")
    said = text_of(desk.get("calendars"))
    assert "The calendars were compared" in said
    assert "does not have our booking" not in said, "its day is over by now"
    with in_council(council):
        set_fault(capability="bookings", effect="failing", by=SYSTEM, at=AT)
    desk.post("calendars", do="compare")
    assert "A calendar did not answer. We try again every hour." in text_of(desk.get("calendars"))


def test_who_does_not_lead_and_who_is_elsewhere_see_nothing_of_it(
    council: CouncilSite, other_council: CouncilSite, difference: Difference
) -> None:
    address = f"calendars/differences/{difference.id}"
    officer = new_desk(council, "Olu Officer", ("officer", "*", ""))
    assert "Compare now" not in text_of(officer.get("calendars"))
    for desk in (officer, new_desk(other_council, "Mair Lead", ("lead", "*", ""))):
        assert desk.get(address).status_code in (403, 404)
        desk.post(address, reason="Not mine")
    assert officer.post("calendars", do="compare").status_code in (403, 404)
    assert "does not have our booking" not in text_of(
        new_desk(other_council, "Nia Lead", ("lead", "*", "")).get("calendars")
    )
    money = new_desk(council, "Mo Manager", ("manager", "*", ""))
    assert money.get(f"money/differences/{difference.id}").status_code == 404, "it is not about money"
    with in_council(council):
        difference.refresh_from_db()
        assert difference.settled_at is None
        assert Case.objects.count() == 1
