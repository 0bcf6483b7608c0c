"""Bulky waste is booked while no calendar answers: we ask which days suit, and one is agreed and paid for later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.cases.bookings import bookings_of
from commonhall.cases.models import Case, Place
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.payments import ask_payment
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import clear_faults, set_fault
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo import enquiries
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
DAY = "2026-06-16"
SLOT = {"value": DAY, "date": DAY, "start": "", "end": ""}
ANSWERS: dict[str, Any] = {
    "property": {"lines": ["12 Mill Lane"], "town": "Amberford", "postcode": "ZZ1 1ZZ", "source": "typed"},
    "items": [{"value": "table", "quantity": 1}],
    "preferred_days": "Any Tuesday",
    "agreed": True,
    "name": "Nia Ffowc",
    "contact_by": ["email"],
    "email": "nia.ffowc@example.org",
}
CALENDAR = {
    "calendars": [
        {"id": "bulky_waste", "title": {"en": "Bulky"}, "openings": [{"days": ["tuesday"], "capacity": 3}]},
    ]
}


def send(council: CouncilSite, folder: Path) -> Case:
    """Adopt bulky waste and book it while the calendar fails; afterwards it answers again."""
    for capability, provider, settings in (
        ("addresses", "gazetteer", {}),
        ("bookings", "own_calendar", CALENDAR),
        ("payments", "practice_card", {}),
        ("notifications", "outbox_folder", {"folder": str(folder)}),
    ):
        bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=AT)
    adopt_own(council, "bulky-waste", read_folder(LIBRARY / "bulky-waste").pattern, at=AT)
    set_fault(capability="bookings", effect="failing", by=SYSTEM, at=AT)
    sent = enquiries.send(council, service="bulky-waste", answers=ANSWERS, language="en", at=AT)
    clear_faults()
    forget_failures()
    case: Case = Case.objects.get(id=sent.case_ids[0])
    return case


def agree(council: CouncilSite, case: Case, *, by: str, **more: Any) -> Case:
    return move_case(
        case_id=case.id, transition="agree", asked={"slot": SLOT}, expect=None, actors=(by,), council=council,
        by=RESIDENT, at=AT + timedelta(hours=1), **more,
    )  # fmt: skip


def test_it_is_sent_without_a_day_and_an_officer_is_to_agree_one(council: CouncilSite, tmp_path: Path) -> None:
    with in_council(council):
        case = send(council, tmp_path)
        assert (case.state, bookings_of(case.id)) == ("to_agree", ())
        assert [task.kind for task in case.tasks.all()] == ["agree_day"]
        assert case.answers["preferred_days"] == "Any Tuesday"
        assert not case.deadlines.exists()


@pytest.mark.commits
def test_the_day_that_was_agreed_is_paid_for_and_booked(committed: None, council: CouncilSite, tmp_path: Path) -> None:
    with in_council(council):
        case = send(council, tmp_path)
        with pytest.raises(MoveCosts) as costs:
            agree(council, case, by="officer")
        assert Place.objects.count() == 0
        payment = ask_payment(
            case_id=case.id, transition="agree", charges=costs.value.charges, asked={"slot": SLOT},
            actors=("officer",), council=council, by=SYSTEM, at=AT + timedelta(hours=1),
        )  # fmt: skip
        assert payment.amount_pence == 4000
        agree(council, case, by="officer", paid=True)
        (booking,) = bookings_of(case.id)
        assert (booking.state, booking.date.isoformat(), Place.objects.get().slot) == ("confirmed", DAY, DAY)
        assert Case.objects.get(id=case.id).state == "booked"
