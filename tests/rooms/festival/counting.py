"""Is everything that came of one journey there exactly once: here, and where the stand-ins keep what they took?"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from commonhall.cases.models import Booking, Case, Message, Payment, Place
from commonhall.cases.tables.money import TillPayment
from commonhall.connect.models import Handover, Sending
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import read_document
from commonhall.journeys.models import Document
from tests.rooms.festival.preparing import Around


def check_once(council: CouncilSite, case_id: UUID, around: Around, *, costs_pence: int, files: int) -> int:
    """Assert that the case of a council is there once, and all that came of it; return how many messages went."""
    with in_council(council):
        case: Case = Case.objects.get()
        assert case.id == case_id
        _check_money(costs_pence)
        _check_slot()
        _check_files(around, files)
        _check_handed_over(council, case, around)
        return _check_messages(around.folder / "outbox")


def _check_messages(outbox: Path) -> int:
    messages = list(Message.objects.exclude(state="received"))
    assert {one.state for one in messages} <= {"sent", "delivered"}
    assert len({(one.occasion, one.channel) for one in messages}) == len(messages)
    ids = {str(one.id) for one in messages}
    written = [path.stem for path in outbox.iterdir()] if outbox.exists() else []
    assert sorted(name for name in written if name in ids) == sorted(ids)
    return len(messages)


def _check_money(costs_pence: int) -> None:
    wanted = [costs_pence] if costs_pence else []
    assert list(Payment.objects.filter(state="paid").values_list("amount_pence", flat=True)) == wanted
    assert list(TillPayment.objects.filter(state="paid").values_list("wanted__amount_pence", flat=True)) == wanted


def _check_slot() -> None:
    booked = list(Booking.objects.filter(state="confirmed"))
    assert len(booked) <= 1
    assert [one.reference for one in Place.objects.filter(until=None)] == [one.reference for one in booked]


def _check_files(around: Around, files: int) -> None:
    there = list(Document.objects.filter(standing="clean"))
    assert len(there) == files
    assert not Document.objects.filter(standing="quarantined").exists()
    assert all(read_document(document=each, by=SYSTEM, at=around.clock.at) for each in there)
    store = around.folder / "files"
    assert len([path for path in store.rglob("*") if path.is_file()]) == files


def _check_handed_over(council: CouncilSite, case: Case, around: Around) -> None:
    assert Handover.objects.get().case_id == case.id
    assert list(Sending.objects.values_list("act", "state")) == [("open", "done")]
    reports = around.contractor._store.reports(council.slug)
    assert [case.reference in str(each.first("description")) for each in reports].count(True) == 1
