"""Can a lead try a service from its first page to its payment, while nothing that is real sees anything of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonhall.capabilities.errors import Misconfigured
from commonhall.cases.models import Case, Message, Payment
from commonhall.cases.tried import all_tried, delete_old_tests, find_tried
from commonhall.catalogue.binding import BindingRefused, bind_provider, switch_binding
from commonhall.catalogue.bound import BindingMissing, get_binding, get_bound, get_bound_to_try
from commonhall.catalogue.models import Binding
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode, tried_in_scope
from commonhall.councils.testing import KEPT
from commonhall.journeys.models import Journey
from commonhall.record.models import Event
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.test_pay import BASE, check
from tests.rooms.office.desk import Desk, host_of, new_desk
from tests.rooms.work.paying import adopt_bins
from tests.rooms.work.told import e_mails, work

SITE: Final = "commonhall.config.urls_council"
PAY: Final = {"base_url": "https://publicapi.payments.service.gov.uk", "signing_secret": "s" * 20}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local providers keep what they are given beside whoever runs: not among the files of the product."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lead(place: CouncilSite, clock: Clock) -> Desk:
    with in_council(place):
        adopt_bins(place, at=NOW)
    rights = [(role, "*", "") for role in ("lead", "manager", "records", "administrator", "agent")]
    return new_desk(place, "Lowri Lead", *rights)  # type: ignore[arg-type]  # roles, each named above


@pytest.fixture
def tester(lead: Desk, citizen: Browser) -> Browser:
    """The lead's browser on the residents' pages, after they pressed "Try it"."""
    answer = lead.client.post("/studio/tests/begin", {"service": "garden-bin"}, headers={"host": host_of(lead.council)})
    assert answer.status_code == 303
    assert answer["Location"] == BASE
    citizen.jar[(settings.TEST_COOKIE, "/")] = lead.client.cookies.pop(settings.TEST_COOKIE).value
    return citizen


def try_it(tester: Browser, resident: Resident) -> None:
    check(tester, resident)
    tester.post()
    tester.post()
    tester.post(card="pay")
    assert "Payment received" in tester.title


def tried_case(council: CouncilSite) -> Case:
    with in_test_mode(), in_council(council):
        case: Case = Case.objects.get()
        return case


LEAVING: Final = ("/leave", "/leave-test", "/studio/tests")
"""Two pages lead away, and one shows what was tried."""
FILES: Final = ("/office/lists/csv", "/office/lists/xlsx", f"/office/money/ledger-{NOW:%Y-%m-%d}.csv",
                "/office/rights/record.csv")  # fmt: skip


def lists() -> Iterator[str]:
    """Yield the address of every page that names nothing in particular, and of what is taken out."""
    for top in get_resolver(SITE).url_patterns:
        for one in top.url_patterns if isinstance(top, URLResolver) else (top,):
            address = f"/{top.pattern if one is not top else ''}{one.pattern}"
            if isinstance(one, URLPattern) and not one.pattern.regex.groupindex and address not in LEAVING:
                yield address
    yield from FILES


def test_every_page_of_a_test_says_so(tester: Browser, place: CouncilSite, resident: Resident) -> None:
    for path in ("/", BASE, f"{BASE}/bins"):
        tester.get(path)
        assert "This is a test. Nothing is real" in tester.text, path
    try_it(tester, resident)
    assert "This is a test." in tester.text
    tester._ask("GET", "/leave-test")
    assert tester.answer["Location"] == "/"
    tester.get("/")
    assert "This is a test" not in tester.text


def said_at(lead: Desk, address: str, query: dict[str, str]) -> str:
    """Return what a page says besides what was asked for."""
    answer = lead.client.get(address, query, headers={"host": host_of(lead.council)}, follow=True)
    assert answer.status_code in (200, 400, 403, 404, 405), (address, answer.status_code)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # of streams
    said = unescape(body.decode(errors="replace")).replace(f'value="{query.get("q")}"', "")
    return re.sub(r"<(title|h1)[^>]*>.*?</\1>|“[^”]*”", "", said, flags=re.DOTALL)


def test_what_is_tried_is_nowhere_among_what_is_real(
    tester: Browser, lead: Desk, place: CouncilSite, resident: Resident
) -> None:
    someone = Resident(name="Gwenllian Real", email="gwenllian.real@example.org")
    try_it(Browser(tester.host), someone)
    try_it(tester, resident)
    tried = tried_case(place)
    with in_council(place):
        real = Case.objects.get()
        assert Payment.objects.count() == Journey.objects.count() == 1
        assert not Event.objects.filter(subject_id=tried.id).exists()
    canaries = (tried.reference, resident.name, resident.email)
    walked = searched = found = 0
    for address in lists():
        plain = said_at(lead, address, {})
        assert not [each for each in canaries if each in plain], address
        walked += 1
        found += any(each in plain for each in (real.reference, someone.name, someone.email))
        for sought in (tried.reference, resident.email) if 'name="q"' in plain else ():
            said = said_at(lead, address, {"q": sought})
            assert not [each for each in canaries if each in said and each != sought], (address, sought)
            searched += 1
    assert walked > 60
    assert searched >= 4
    assert found >= 3, "the walk must come to pages that list cases"
    host = {"host": host_of(place)}
    pages = {each: reverse("office-case", args=(each.reference,), urlconf=SITE) for each in (real, tried)}
    assert lead.client.get(pages[real], headers=host).status_code == 200
    assert lead.client.get(pages[tried], headers=host).status_code == 404


def test_what_is_real_is_not_there_in_a_test(
    tester: Browser,
    place: CouncilSite,
    resident: Resident,
) -> None:
    real = Browser(tester.host)
    try_it(real, resident)
    with in_council(place):
        case = Case.objects.get()
    with in_test_mode(), in_council(place):
        assert not Case.objects.exists()
    path = real.path
    real.jar[(settings.TEST_COOKIE, "/")] = tester.jar[(settings.TEST_COOKIE, "/")]
    real.get(path)
    assert case.reference not in real.text


def test_messages_go_through_the_provider_for_tests_and_say_so(
    tester: Browser,
    place: CouncilSite,
    resident: Resident,
    tmp_path: Path,
) -> None:
    folders = {mode: tmp_path / mode for mode in ("live", "test")}
    bound: dict[str, UUID] = {}
    with in_council(place):
        for mode in ("live", "test"):
            bound[mode] = bind_provider(
                capability="notifications", provider="outbox_folder", settings={"folder": str(folders[mode])},
                mode="test" if mode == "test" else "live", by=SYSTEM, at=NOW,
            ).id  # fmt: skip
        assert get_binding("notifications").id == bound["live"]
    try_it(tester, resident)
    with in_test_mode():
        work(place, at=NOW)
        with in_council(place):
            assert get_binding("notifications").id == bound["test"]
            assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    work(place, at=NOW)
    assert e_mails(folders["test"])
    assert all(str(mail["Subject"]).startswith("TEST") for mail in e_mails(folders["test"]))
    assert not e_mails(folders["live"])
    with in_council(place):
        assert not Message.objects.exists()


def test_tests_are_shown_and_deleted_whole(
    tester: Browser,
    lead: Desk,
    place: CouncilSite,
    resident: Resident,
) -> None:
    real = Browser(tester.host)
    try_it(real, resident)
    try_it(tester, resident)
    case = tried_case(place)
    host = {"host": host_of(place)}
    page = unescape(lead.client.get("/studio/tests", headers=host).content.decode())
    assert case.reference in page
    with in_council(place):
        theirs = Case.objects.get()
        assert theirs.reference not in page
        assert find_tried(theirs.id) is None
    page = unescape(lead.client.get(f"/studio/tests/{case.id}", headers=host).content.decode())
    assert "£80" in page
    assert lead.client.get(f"/studio/tests/{theirs.id}", headers=host).status_code == 404
    page = unescape(lead.client.post("/studio/tests/delete", headers=host, follow=True).content.decode())
    assert "All tests are deleted" in page
    assert "Nothing was tried yet" in page
    with in_council(place):
        assert Case.objects.get().id == theirs.id
        assert Payment.objects.count() == 1
        with tried_in_scope():
            assert not Event.objects.exists()
            assert not Journey.objects.exists()
        assert Event.objects.filter(kind="tests_deleted").count() == 1


def test_old_tests_are_deleted_by_themselves(tester: Browser, place: CouncilSite, resident: Resident) -> None:
    try_it(tester, resident)
    delete_old_tests(place, at=NOW + KEPT / 2)
    with in_council(place):
        assert len(all_tried().cases) == 1
    delete_old_tests(place, at=NOW + KEPT * 2)
    with in_council(place):
        assert all_tried().cases == ()


def test_a_cookie_that_is_forged_or_of_another_council_does_nothing(
    tester: Browser, other_council: CouncilSite
) -> None:
    good = tester.jar[(settings.TEST_COOKIE, "/")]
    tester.jar[(settings.TEST_COOKIE, "/")] = good[:-3] + "xyz"
    tester.get("/")
    assert "This is a test" not in tester.text
    elsewhere = Browser(host_of(other_council))
    elsewhere.jar[(settings.TEST_COOKIE, "/")] = good
    elsewhere.get("/?lang=en")
    assert "This is a test" not in elsewhere.text


def test_a_service_that_is_not_there_is_not_tried(lead: Desk) -> None:
    answer = lead.client.post("/studio/tests/begin", {"service": "no"}, headers={"host": host_of(lead.council)})
    assert "Choose one" in unescape(answer.content.decode())
    assert settings.TEST_COOKIE not in answer.cookies


class TestWhichProvider:
    def bind(self, mode: str, **more: str) -> Binding:
        return bind_provider(
            capability="payments", provider="govuk_pay", settings={**PAY, **more}, by=SYSTEM, at=NOW,
            mode="test" if mode == "test" else "live",
        )  # fmt: skip

    def test_a_key_of_the_other_mode_is_refused(self, council: CouncilSite) -> None:
        with in_council(council):
            with pytest.raises(Misconfigured, match="test key"):
                self.bind("live", api_key="api_test_" + "a" * 20)
            with pytest.raises(Misconfigured, match="live key"):
                self.bind("test", api_key="api_live_" + "a" * 20)
            self.bind("live", api_key="api_live_" + "a" * 20)
            self.bind("test", api_key="api_test_" + "a" * 20)

    def test_one_that_was_drafted_before_the_rule_is_refused_when_switched(self, council: CouncilSite) -> None:
        with in_council(council):
            row = self.bind("test", api_key="api_test_" + "a" * 20)
            Binding.objects.filter(id=row.id).update(mode="live", state="draft")
            with pytest.raises((BindingRefused, Exception)):
                switch_binding(binding_id=row.id, begins_at=None, by=SYSTEM, at=NOW)
            assert not Binding.objects.filter(mode="live", state="in_force").exists()

    def test_a_test_key_means_nothing_to_a_stand_in_on_this_computer(self, council: CouncilSite) -> None:
        with in_council(council):
            self.bind("live", api_key="api_test_" + "a" * 20, base_url="http://127.0.0.1:9")

    def test_what_is_real_and_what_is_tried_never_share_one_that_leads_outside(self, council: CouncilSite) -> None:
        with in_council(council):
            live = self.bind("live", api_key="api_live_" + "a" * 20)
            assert get_binding("payments").id == live.id
            with pytest.raises(BindingMissing):
                get_binding("payments", mode="test")
            test = self.bind("test", api_key="api_test_" + "a" * 20)
            assert get_binding("payments").id == live.id
            with pytest.raises(BindingMissing):
                get_bound(test.id)
            assert get_bound_to_try(test.id).mode == "test"
        with in_test_mode(), in_council(council):
            assert get_binding("payments").id == test.id
            assert get_bound(test.id).mode == "test"
            with pytest.raises(BindingMissing):
                get_bound(live.id)

    def test_a_test_may_use_what_stays_here(self, council: CouncilSite) -> None:
        with in_council(council):
            row = bind_provider(capability="payments", provider="practice_card", settings={}, by=SYSTEM, at=NOW)
        with in_test_mode(), in_council(council):
            assert get_binding("payments").id == row.id
            assert get_bound(row.id).provider == "practice_card"
            with pytest.raises(BindingMissing):
                get_bound(uuid4())


def test_another_council_sees_nothing_of_a_test(
    tester: Browser,
    place: CouncilSite,
    other_council: CouncilSite,
    resident: Resident,
) -> None:
    try_it(tester, resident)
    case: UUID = tried_case(place).id
    with in_council(other_council):
        assert all_tried().cases == ()
        assert find_tried(case) is None
