"""Can others try by a link until it ends, can what is not open be tried, do officers work on it, and does time pass?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings

from commonhall.cases.models import Case
from commonhall.cases.tried import begin_trial, end_trial, let_time_pass, open_trials
from commonhall.catalogue.models import Binding, Running
from commonhall.catalogue.operations import AdoptionRefused, adopt, change_setting, close_adoption, import_pattern
from commonhall.catalogue.queries import Service, find_service, get_service
from commonhall.core.language.loading import read_pattern
from commonhall.councils.actors import SYSTEM
from commonhall.councils.models import Trial
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode, is_testing
from commonhall.councils.testing import name_of
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import begin_journey
from commonhall.record import worker
from commonhall.record.jobs import Job, troubles
from commonhall.record.models import Outbox
from commonhall.record.operations import enqueue
from commonhall.record.worker import serve_lane
from commonhall.web.citizen.services import forget_services
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.test_pay import BASE, check
from tests.rooms.office.desk import Desk, host_of, new_desk
from tests.rooms.work.paying import BINS, adopt_bins, send

SAYS_SO = "This is a test. Nothing is real"
TODAY = datetime.now(UTC)


@pytest.fixture
def bins(place: CouncilSite) -> Service:
    with in_council(place):
        return adopt_bins(place, at=NOW)


@pytest.fixture
def lead(place: CouncilSite, bins: Service) -> Desk:
    return new_desk(place, "Lowri Lead", ("lead", "*", ""), ("manager", "*", ""), ("records", "*", ""))


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.at = TODAY


def ask(lead: Desk, path: str, **fields: str) -> Any:
    """Post a form of the studio, or get a page where no field is given."""
    call = lead.client.post if fields else lead.client.get
    return call(f"/studio/tests{path}", fields, headers={"host": host_of(lead.council)}, follow=True)


def link_made(lead: Desk) -> str:
    """Make a link in the studio, and return its path."""
    page = unescape(ask(lead, "/begin", service="garden-bin", who="others").content.decode())
    assert "The link is made" in page
    assert settings.TEST_COOKIE not in lead.client.cookies
    found = re.search(r"https?://[^/\s]+(/try/[^\s<]+)", page)
    assert found
    return found[1]


def try_one(citizen: Browser, resident: Resident) -> None:
    """Send a request that is only tried."""
    check(citizen, resident)
    citizen.post()


def tried_cases(council: CouncilSite) -> list[Case]:
    with in_test_mode(), in_council(council):
        return list(Case.objects.all())


class TestLink:
    def test_whoever_opens_it_tries_until_somebody_ends_it(
        self, lead: Desk, citizen: Browser, resident: Resident
    ) -> None:
        link = link_made(lead)
        assert citizen.get(link) == BASE
        assert SAYS_SO in citizen.text
        try_one(citizen, resident)
        assert SAYS_SO in citizen.text
        assert len(tried_cases(lead.council)) == 1
        with in_council(lead.council):
            assert not Case.objects.exists()
            (trial,) = open_trials(at=TODAY)
        assert "has ended, in every browser" in unescape(ask(lead, f"/trials/{trial.id}", end="1").content.decode())
        citizen.get("/")
        assert SAYS_SO not in citizen.text
        citizen.get(link)
        assert citizen.status == 404
        assert "was for trying our services out, and it has ended" in citizen.text
        assert "was over already" in unescape(ask(lead, f"/trials/{trial.id}", end="1").content.decode())
        assert ask(lead, f"/trials/{trial.id}").status_code == 404

    def test_it_ends_by_itself(self, lead: Desk, citizen: Browser) -> None:
        with in_council(lead.council):
            trial = begin_trial(service="", shared=True, by=SYSTEM, at=TODAY)
        assert citizen.get(f"/try/{name_of(trial)}") == "/"
        assert SAYS_SO in citizen.text
        with in_council(lead.council):
            Trial.objects.filter(id=trial.id).update(ends_at=TODAY - timedelta(seconds=1))
        citizen.get("/")
        assert SAYS_SO not in citizen.text
        citizen.get(f"/try/{name_of(trial)}")
        assert citizen.status == 404

    def test_leaving_is_for_this_browser_only(self, lead: Desk, citizen: Browser) -> None:
        link = link_made(lead)
        other = Browser(citizen.host)
        for one in (citizen, other):
            one.get(link)
        citizen.get("/leave-test")
        assert citizen.path == "/"
        assert SAYS_SO not in citizen.text
        other.get("/")
        assert SAYS_SO in other.text

    def test_no_other_council_sees_or_ends_it(self, lead: Desk, citizen: Browser, other_council: CouncilSite) -> None:
        link = link_made(lead)
        elsewhere = Browser(host_of(other_council))
        elsewhere.get(link)
        assert elsewhere.status == 404
        with in_council(lead.council):
            (trial,) = open_trials(at=TODAY)
        with in_council(other_council):
            assert open_trials(at=TODAY) == []
            assert not end_trial(trial_id=trial.id, by=SYSTEM, at=TODAY)
        citizen.get(link[:-3] + "xyz")
        assert citizen.status == 404

    def test_those_who_lead_nothing_make_none(self, place: CouncilSite, bins: Service) -> None:
        officer = new_desk(place, "Ola Officer", ("officer", "*", ""))
        assert ask(officer, "/begin", service="garden-bin", who="others").status_code == 404
        with in_council(place):
            assert open_trials(at=TODAY) == []


class TestClosed:
    def test_what_is_closed_is_tried_and_met_by_nobody_else(
        self, lead: Desk, place: CouncilSite, citizen: Browser, resident: Resident
    ) -> None:
        with in_council(place):
            close_adoption(slug="garden-bin", by=SYSTEM, at=TODAY)
        forget_services()
        citizen.get(BASE)
        assert citizen.status == 404
        assert "Garden waste bin (not open)" in unescape(ask(lead, "").content.decode())
        citizen.get(link_made(lead))
        try_one(citizen, resident)
        assert [case.service for case in tried_cases(place)] == ["garden-bin"]

    def test_what_is_prepared_stays_closed_until_it_is_opened(self, place: CouncilSite, bins: Service) -> None:
        with in_council(place):
            close_adoption(slug="garden-bin", by=SYSTEM, at=NOW)
            price = [{"from": "2020-01-01", "pence": 4100}]
            change_setting(
                council=place, slug="garden-bin", setting="price", value=price, from_date=NOW.date(), why="",
                by=SYSTEM, at=NOW,
            )  # fmt: skip
            assert not get_service("garden-bin", council=place, day=NOW.date()).is_open
            assert get_service("skip-licence", council=place, day=NOW.date()).is_open
            adopt_bins(place, at=NOW)
            assert get_service("garden-bin", council=place, day=NOW.date()).is_open

    def test_a_service_can_be_prepared_without_opening(self, place: CouncilSite) -> None:
        with in_council(place):
            Binding.objects.filter(capability="payments").update(state="past")
            pattern, _ = read_pattern(BINS)
            own = import_pattern(pattern=pattern, report={}, by=SYSTEM, at=NOW)
            adopt(council=place, slug="bins", origin="own", version_id=own.id, opens=False, by=SYSTEM, at=NOW)
            assert find_service("bins", council=place, day=NOW.date()) is None
            assert not Running.objects.filter(slug="bins").exists()
            with pytest.raises(AdoptionRefused, match="payments"):
                adopt(council=place, slug="bins", origin="own", version_id=own.id, by=SYSTEM, at=NOW)
        with in_test_mode(), in_council(place):
            assert find_service("bins", council=place, day=NOW.date()) is not None


class TestOffice:
    @pytest.fixture
    def real(self, place: CouncilSite, bins: Service) -> Case:
        with in_council(place):
            return send(place, bins, at=TODAY)

    def test_officers_see_test_cases_only_after_they_ask_for_them(
        self, lead: Desk, real: Case, place: CouncilSite, citizen: Browser, resident: Resident
    ) -> None:
        citizen.get(link_made(lead))
        try_one(citizen, resident)
        (tried,) = tried_cases(place)
        page = unescape(lead.get("").content.decode())
        assert real.reference in page
        assert tried.reference not in page
        assert lead.post("tests").status_code == 303
        for path, there in (("", True), (f"cases/{tried.reference}", True), ("home", False), ("deliveries", False)):
            answer = lead.get(path)
            said = unescape(answer.content.decode())
            assert answer.status_code == 200, path
            assert SAYS_SO in said, path
            assert (tried.reference in said) is there, path
            assert real.reference not in said, path
        assert lead.get(f"cases/{real.reference}").status_code == 404
        lead.post(f"cases/{tried.reference}/notes", text="Looked at")
        lead.client.get("/leave-test", headers={"host": host_of(place)})
        said = unescape(lead.get("").content.decode())
        assert real.reference in said
        assert SAYS_SO not in said

    @pytest.mark.parametrize("path", ["figures", "records", "money", "lists/csv", "views", "rules", "rights/record"])
    def test_what_counts_or_arranges_is_not_there(self, lead: Desk, path: str) -> None:
        lead.post("tests")
        answer = lead.get(path)
        assert answer.status_code == 403
        said = unescape(answer.content.decode())
        assert "This page is not part of a test" in said
        assert SAYS_SO in said
        assert f'href="/office/{path}"' not in said

    def test_the_same_rights_hold(self, lead: Desk, place: CouncilSite, citizen: Browser, resident: Resident) -> None:
        citizen.get(link_made(lead))
        try_one(citizen, resident)
        (tried,) = tried_cases(place)
        other = new_desk(place, "Olwen Other", ("officer", "skip-licence", ""))
        other.post("tests")
        assert tried.reference not in unescape(other.get("").content.decode())
        assert other.get(f"cases/{tried.reference}").status_code == 404
        nobody = new_desk(place, "Nia Nobody")
        assert nobody.get("tests").status_code == 404


class TestTime:
    def test_days_pass_for_what_is_tried(
        self, lead: Desk, place: CouncilSite, citizen: Browser, resident: Resident
    ) -> None:
        check(Browser(citizen.host), resident)
        citizen.get(link_made(lead))
        check(citizen, resident)
        assert "Time passes" in unescape(ask(lead, "/time", days="31").content.decode())
        assert not serve_lane(place)
        with in_test_mode():
            assert serve_lane(place) == 1
        assert journeys(place) == ["started"]
        with in_test_mode():
            assert journeys(place) == ["expired"]

    def test_what_was_to_go_out_later_goes(self, place: CouncilSite) -> None:
        sent: dict[str, Any] = {"kind": "nothing", "payload": {}, "at": TODAY}
        with in_test_mode(), in_council(place):
            enqueue(key="soon", run_at=TODAY + timedelta(days=2), **sent)
            enqueue(key="late", run_at=TODAY + timedelta(days=9), **sent)
        with in_council(place):
            let_time_pass(days=3, by=SYSTEM, at=TODAY)
        with in_test_mode():
            serve_lane(place, clock=lambda: TODAY)
            with in_council(place):
                assert Outbox.objects.get(key="soon").run_at == TODAY
                assert Outbox.objects.get(key="late").run_at == TODAY + timedelta(days=9)

    @pytest.mark.parametrize("days", ["", "0", "-3", "367", "soon"])
    def test_a_number_of_days_is_needed(self, lead: Desk, days: str) -> None:
        with in_test_mode(), in_council(lead.council):
            begin_journey(service=get_service("garden-bin", council=lead.council, day=TODAY.date()), language="en",
                          at=TODAY)  # fmt: skip
        assert "Enter a number of days from 1 to 366" in unescape(ask(lead, "/time", days=days).content.decode())


def journeys(council: CouncilSite) -> list[str]:
    with in_council(council):
        return list(Journey.objects.values_list("state", flat=True))


def test_jobs_of_cases_run_for_tests_and_what_fails_there_is_nobodys_trouble(
    place: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, bool]] = []

    def run(council: CouncilSite, *, at: datetime) -> None:
        ran.append((council.slug, is_testing()))
        if is_testing():
            raise ZeroDivisionError

    monkeypatch.setattr(worker, "councils_trying", lambda *, at: {place.id})
    assert worker.run_job(Job("x", timedelta(seconds=1), run, tests=True), clock=lambda: TODAY) == 0
    assert not [each for each in troubles() if each.job == "x"]
    assert [mode for slug, mode in ran if slug == place.slug] == [False, True]
    assert True not in [mode for slug, mode in ran if slug != place.slug]
    ran.clear()
    worker.run_job(Job("y", timedelta(seconds=1), run), clock=lambda: TODAY)
    assert (place.slug, True) not in ran
