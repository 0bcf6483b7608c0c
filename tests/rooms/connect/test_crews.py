"""Is what crews report asked for and heard, each once, and are bins known by it while the contractor is down?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.signed_webhooks import signature_headers
from commonhall.capabilities.waste.collection import Collection
from commonhall.capabilities.waste.simulator.estate import Estate
from commonhall.capabilities.waste.simulator.program import ContractorSimulator, demo_secret, demo_settings, running
from commonhall.catalogue.binding import bind_provider
from commonhall.catalogue.calls import forget_failures
from commonhall.connect.bins import KnownBins, bins_of, collections_now
from commonhall.connect.crew_tables import CrewReport, KeptDays
from commonhall.connect.crews import forget_crews, hear_crews
from commonhall.core.values.dates import london
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.waste.benches import HOUSE
from tests.loopback import loopback
from tests.rooms.office.desk import host_of

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
SECRET_OF_NOBODY = demo_secret("nobody")


@dataclass
class Crews:
    """A council that asks a contractor's system, and the time for both."""

    council: CouncilSite
    simulator: ContractorSimulator
    now: datetime = AT

    def bind(self, *, service: str = "") -> None:
        """Let the council, or one of its services, ask the contractor."""
        settings = demo_settings(self.council.slug, self.simulator.address)
        with in_council(self.council):
            bind_provider(
                capability="waste", provider="contractor", settings=settings, service=service, by=SYSTEM, at=self.now
            )

    def known(self, service: str = "") -> KnownBins:
        """Return what a resident reads."""
        with in_council(self.council):
            return bins_of(HOUSE, service=service, horizon=timedelta(days=92), at=self.now)

    def next_day(self) -> Collection:
        """Go to noon of the day of the next collection, and return it as known before."""
        first = self.known().collections[0]
        assert first.next is not None
        self.now = datetime.fromisoformat(f"{first.next.date}T11:00:00+00:00")
        return first

    def report(self, collection: Collection, reason: str) -> dict[str, Any]:
        """Let the crew report on a collection."""
        code = {"refuse": "REF", "recycling": "REC", "food": "FOOD", "garden": "GDN"}[collection.service]
        return self.simulator.report(self.council.slug, HOUSE.uprn, service_code=code, reason_code=reason)

    def break_down(self) -> None:
        """Let the contractor's system fail."""
        self.simulator.faults.set("status:500")

    def hear(self) -> int:
        """Ask what is new, and return how many reports are kept."""
        hear_crews(self.council, at=self.now)
        with in_council(self.council):
            return int(CrewReport.objects.count())

    def push(self, event: dict[str, Any], *, secret: str = "", sent_at: datetime | None = None) -> int:
        """Push a report and return the status of the answer."""
        now = sent_at or datetime.now(UTC)
        body = json.dumps({"type": "crew_event.recorded", "timestamp": now.isoformat(), "data": event}).encode()
        headers = signature_headers(
            body, message_id="msg_1", secrets=[secret or demo_secret(self.council.slug)], at=now
        )
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            "/hooks/waste", body, content_type="application/json", headers={"host": host_of(self.council), **headers}
        )
        return int(answer.status_code)


@pytest.fixture
def crews(council: CouncilSite) -> Iterator[Crews]:
    made: list[Crews] = []
    estate = Estate({HOUSE.uprn: HOUSE}, {"seed": "crews", "garden_share": 100})
    with loopback(), running({council.slug: lambda: estate}, clock=lambda: made[0].now if made else AT) as simulator:
        made.append(Crews(council, simulator))
        made[0].bind()
        yield made[0]
    forget_failures()


def test_reports_are_asked_for_and_kept_once(crews: Crews) -> None:
    first = crews.hear()
    crews.report(crews.next_day(), "NOT_OUT")
    crews.now += timedelta(minutes=1)
    second = crews.hear()
    assert second > first
    assert crews.hear() == second
    with in_council(crews.council):
        assert CrewReport.objects.get(code="not_presented").uprn == HOUSE.uprn


def test_a_contractor_that_forgot_is_asked_for_what_it_has(crews: Crews) -> None:
    crews.hear()
    crews.now += timedelta(days=30)
    collection = crews.next_day()
    crews.report(collection, "CONTAMINATED")
    crews.now += timedelta(minutes=1)
    crews.hear()
    with in_council(crews.council):
        assert CrewReport.objects.filter(code="contaminated", came_at=crews.now).exists()


def test_a_reading_that_fails_begins_there_again(crews: Crews) -> None:
    crews.hear()
    collection = crews.next_day()
    crews.report(collection, "NOT_OUT")
    crews.break_down()
    before = crews.hear()
    crews.simulator.faults = type(crews.simulator.faults)()
    crews.now += timedelta(minutes=2)
    assert crews.hear() > before


def test_a_push_is_taken_once(crews: Crews) -> None:
    event = crews.report(crews.known().collections[0], "NOT_OUT")
    assert [crews.push(event), crews.push(event)] == [204, 204]
    with in_council(crews.council):
        assert CrewReport.objects.count() == 1


def test_what_is_not_genuine_is_not_heard(crews: Crews) -> None:
    event = crews.report(crews.known().collections[0], "NOT_OUT")
    assert crews.push(event, secret=SECRET_OF_NOBODY) == 401
    assert crews.push(event, sent_at=datetime.now(UTC) - timedelta(minutes=6)) == 401
    assert crews.push({"id": "evt_1"}) == 400
    assert crews.push({"id": "x" * 70_000}) == 413
    assert Client().get("/hooks/waste", headers={"host": host_of(crews.council)}).status_code == 405
    with in_council(crews.council):
        assert CrewReport.objects.count() == 0


def test_a_council_with_own_rounds_hears_nobody(crews: Crews) -> None:
    event = crews.report(crews.known().collections[0], "NOT_OUT")
    with in_council(crews.council):
        bind_provider(capability="waste", provider="rounds", settings={}, by=SYSTEM, at=crews.now)
    assert crews.push(event) == 401
    assert crews.hear() == 0


def test_while_it_is_down_days_are_as_they_were_said_and_reports_as_they_came(crews: Crews) -> None:
    asked_at = crews.now
    fresh = crews.known()
    assert fresh.as_of is None
    collection = crews.next_day()
    assert crews.push(crews.report(collection, "NOT_OUT")) == 204
    crews.break_down()
    stale = crews.known()
    assert stale.as_of == asked_at
    (same,) = [each for each in stale.collections if each.service == collection.service]
    assert same.last is not None
    assert same.next is not None
    assert (same.last.date, same.last.code) == (london(crews.now)[:10], "not_presented")
    assert same.next.date > same.last.date
    assert [day for day in fresh.days if day.date > london(crews.now)[:10]] == list(stale.days)


def test_what_nobody_reported_of_a_day_since_is_not_known(crews: Crews) -> None:
    collection = crews.next_day()
    crews.break_down()
    (same,) = [each for each in crews.known().collections if each.service == collection.service]
    assert same.last is not None
    assert (same.last.state, same.last.completed_at) == ("outstanding", None)


def test_nothing_is_decided_by_what_was_kept(crews: Crews) -> None:
    crews.known()
    crews.break_down()
    with in_council(crews.council), pytest.raises(Unavailable):
        collections_now(HOUSE, service="", at=crews.now)


def test_where_nothing_is_kept_nobody_knows(crews: Crews) -> None:
    crews.break_down()
    with pytest.raises(Unavailable):
        crews.known()


def test_a_report_counts_at_once_where_the_contractor_s_own_answer_is_older(
    crews: Crews, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = crews.next_day()
    event = crews.report(collection, "GATE_LOCKED")
    monkeypatch.setattr(Estate, "_of_property", lambda *_: iter(()))
    assert crews.push(event) == 204
    with in_council(crews.council):
        found = collections_now(HOUSE, service="", at=crews.now)
    (same,) = [each for each in found if each.service == collection.service]
    assert same.last is not None
    assert same.last.code == "gate_locked"


def test_one_service_asks_a_provider_of_its_own(crews: Crews) -> None:
    with in_council(crews.council):
        bind_provider(capability="waste", provider="rounds", settings={}, by=SYSTEM, at=crews.now)
    crews.bind(service="missed-bin")
    crews.break_down()
    assert crews.known().as_of is None
    with pytest.raises(Unavailable):
        crews.known("missed-bin")


def test_a_property_that_the_contractor_does_not_know(crews: Crews) -> None:
    stranger = type(HOUSE)(uprn="1", usrn="1")
    with in_council(crews.council), pytest.raises(Rejected):
        bins_of(stranger, service="", horizon=timedelta(days=92), at=crews.now)


def test_what_says_nothing_any_more_goes(crews: Crews) -> None:
    crews.known()
    crews.push(crews.report(crews.known().collections[0], "NOT_OUT"), sent_at=datetime.now(UTC))
    with in_council(crews.council):
        CrewReport.objects.update(came_at=crews.now)
    forget_crews(crews.council, at=crews.now + timedelta(days=34))
    with in_council(crews.council):
        assert (CrewReport.objects.count(), KeptDays.objects.count()) == (1, 1)
    forget_crews(crews.council, at=crews.now + timedelta(days=43))
    with in_council(crews.council):
        assert (CrewReport.objects.count(), KeptDays.objects.count()) == (0, 0)


def test_another_council_sees_none_of_it(crews: Crews, other_council: CouncilSite) -> None:
    crews.known()
    crews.push(crews.report(crews.known().collections[0], "NOT_OUT"))
    with in_council(other_council):
        assert (CrewReport.objects.count(), KeptDays.objects.count()) == (0, 0)
