"""Can an administrator, and nobody else, choose a provider, try it, switch to it, and see how it stands?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, Final, get_args
from uuid import uuid4

import pytest
from django.urls import URLPattern, reverse

from commonhall.capabilities.errors import Unavailable
from commonhall.catalogue.binding import bind_provider, switch_bindings
from commonhall.catalogue.bound import get_binding, held_bindings
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.faults import set_fault
from commonhall.catalogue.models import Binding
from commonhall.core.values.dates import london
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.people.policies import Role
from commonhall.record.queries import events_about
from commonhall.web.studio.urls import urlpatterns
from tests.rooms.office.desk import Desk, host_of, new_desk, stranger
from tests.rooms.work.skips import adopt_skips

SITE: Final = "commonhall.config.urls_council"
KEY: Final = "key-0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11-5a1f4a52-1111-4222-8333-abcdefabcdef"
TEMPLATE: Final = "0f6e0d2c-8f4e-4a7e-9a83-3a0b8f8e2b11"
NOTIFY: Final = {
    "set-api_key": KEY,
    "set-base_url": "http://127.0.0.1:9",
    "set-email_template_id--en": TEMPLATE,
    "set-sms_template_id--en": TEMPLATE,
    "set-timeout": "1",
}


class Studio:
    """An administrator's browser."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def get(self, path: str = "", **query: str) -> str:
        answer = self.desk.client.get(f"/studio/{path}", query, headers={"host": host_of(self.desk.council)})
        assert answer.status_code == 200, answer.status_code
        return unescape(answer.content.decode())

    def post(self, path: str, **fields: str) -> Any:
        return self.desk.client.post(f"/studio/{path}", fields, headers={"host": host_of(self.desk.council)})

    def follow(self, path: str, **fields: str) -> str:
        answer = self.desk.client.post(
            f"/studio/{path}", fields, headers={"host": host_of(self.desk.council)}, follow=True
        )
        assert answer.status_code == 200
        return unescape(answer.content.decode())


@pytest.fixture
def studio(council: CouncilSite) -> Studio:
    return Studio(new_desk(council, "Avery Administrator", ("administrator", "*", "")))


@pytest.fixture
def outbox(council: CouncilSite, tmp_path: Path) -> Binding:
    with in_council(council):
        return bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": str(tmp_path)}, by=SYSTEM,
            at=datetime.now(UTC),
        )  # fmt: skip


def addresses(binding: Binding) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every page."""
    known: dict[str, Any] = {
        "capability": "notifications",
        "provider": "govuk_notify",
        "binding": binding.id,
        "case": uuid4(),
    }
    for one in urlpatterns:
        assert isinstance(one, URLPattern)
        if one.name in ("studio-tried", "studio-trial") or re.fullmatch("studio-mapping(-.*)?", str(one.name)):
            continue  # their own tests see who gets there: test_tried.py, test_trials.py, test_mapping_pages.py
        gaps = {name: known[name] for name in one.pattern.regex.groupindex}
        yield str(one.name), reverse(str(one.name), urlconf=SITE, kwargs=gaps)


SENT: Final = {"studio-check", "studio-give-up", "studio-begin-test", "studio-delete-tests", "studio-pass-time"}
LED: Final = {"studio-tests", "studio-begin-test", "studio-delete-tests", "studio-pass-time", "studio-mappings"}
"""What those see who lead the work of a service."""


@pytest.mark.parametrize("role", get_args(Role))
def test_administrators_see_every_page_and_others_none(council: CouncilSite, outbox: Binding, role: Role) -> None:
    desk = new_desk(council, f"Robin {role.title()}", (role, "*", ""))
    for name, address in addresses(outbox):
        ask = desk.client.post if name in SENT else desk.client.get
        status = ask(address, headers={"host": host_of(council)}).status_code
        if role == "administrator" or (role == "lead" and name in LED):
            assert status in (200, 303), name
        else:
            assert status == 404, name


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(council: CouncilSite, outbox: Binding) -> None:
    desk = stranger(council)
    for name, address in addresses(outbox):
        ask = desk.client.post if name in SENT else desk.client.get
        answer = ask(address, headers={"host": host_of(council)})
        assert answer.status_code == 303, name
        assert answer["location"].startswith("/office/sign-in?next=%2Fstudio%2F"), name


def test_another_councils_bindings_are_not_there(studio: Studio, other_council: CouncilSite) -> None:
    with in_council(other_council):
        theirs = bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": "theirs"}, by=SYSTEM,
            at=datetime.now(UTC),
        )  # fmt: skip
    host = {"host": host_of(studio.desk.council)}
    for name, address in addresses(theirs):
        if "binding" in address:
            ask = studio.desk.client.post if name in SENT else studio.desk.client.get
            assert ask(address, headers=host).status_code == 404, name
    assert "theirs" not in studio.get("providers/notifications")
    assert studio.desk.client.get(f"/studio/bindings/{uuid4()}", headers=host).status_code == 404


def test_the_list_says_what_is_used_and_what_is_not(studio: Studio, outbox: Binding) -> None:
    page = studio.get()
    assert "A folder" in page or "folder" in page
    assert "Not chosen yet" in page
    assert "Not used yet" in page


def test_a_provider_is_chosen_filled_in_checked_and_kept_without_being_used(studio: Studio, outbox: Binding) -> None:
    council = studio.desk.council
    assert "Choose a provider" in studio.get("providers/notifications/choose", provider="", service="all", mode="live")
    chosen = studio.desk.client.get(
        "/studio/providers/notifications/choose", {"provider": "govuk_notify", "service": "all", "mode": "live"},
        headers={"host": host_of(council)},
    )  # fmt: skip
    assert chosen.status_code == 303
    settings = "providers/notifications/choose/govuk_notify?service=&mode=live"
    form = studio.get("providers/notifications/choose/govuk_notify")
    assert "API key" in form
    page = studio.follow(settings, **NOTIFY)
    assert "the check did not go well" in page
    assert "Ends in cdef" in page
    assert KEY not in page
    with in_council(council):
        draft = next(each for each in held_bindings("notifications") if each.state == "draft")
        assert get_binding("notifications").provider == "outbox_folder"
        assert draft.check_result == "unavailable"
        assert KEY not in str([event.facts for event in events_about(("binding", draft.id))])
    form = studio.get("providers/notifications/choose/govuk_notify")
    assert KEY not in form
    assert "it ends in cdef" in form
    kept = studio.follow(settings, **{**NOTIFY, "set-api_key": ""})
    assert "Ends in cdef" in kept


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(studio: Studio) -> None:
    address = "providers/notifications/choose/govuk_notify?service=&mode=live"
    answer = studio.post(address, **{**NOTIFY, "set-api_key": "half-a-key-typed", "set-sms_template_id--en": ""})
    page = unescape(answer.content.decode())
    assert "<title>Error:" in page
    assert "Enter: Text message template: English template ID" in page
    assert "API key: Copy the whole key" in page
    assert "half-a-key-typed" not in page
    with in_council(studio.desk.council):
        assert held_bindings("notifications") == []


def test_it_is_switched_now_and_back(studio: Studio, outbox: Binding, tmp_path: Path) -> None:
    council = studio.desk.council
    other = tmp_path / "other"
    other.mkdir()
    address = "providers/notifications/choose/outbox_folder?service=&mode=live"
    assert "The check went well" in studio.follow(address, **{"set-folder": str(other)})
    with in_council(council):
        draft = next(each for each in held_bindings("notifications") if each.state == "draft")
    assert "ends with" in studio.get(f"bindings/{draft.id}/switch")
    assert "is in use" in studio.follow(f"bindings/{draft.id}/switch", when="now")
    with in_council(council):
        assert get_binding("notifications").settings == {"folder": str(other)}
    assert "Switch back to this" in studio.get(f"bindings/{outbox.id}")
    assert "is in use" in studio.follow(f"bindings/{outbox.id}/switch", when="now")
    with in_council(council):
        assert get_binding("notifications").settings == {"folder": str(tmp_path)}
    refused = studio.follow(f"bindings/{get_now(council).id}/switch", when="now")
    assert "cannot be switched on any more" in refused


def get_now(council: CouncilSite) -> Any:
    with in_council(council):
        return get_binding("notifications")


def test_it_is_planned_for_a_time_in_london_and_can_be_given_up(
    studio: Studio, outbox: Binding, tmp_path: Path
) -> None:
    council = studio.desk.council
    address = "providers/notifications/choose/outbox_folder?service=&mode=live"
    studio.follow(address, **{"set-folder": str(tmp_path)})
    with in_council(council):
        draft = next(each for each in held_bindings("notifications") if each.state == "draft")
    switch = f"bindings/{draft.id}/switch"
    for fields, said in (
        ({"when": ""}, "Choose when"),
        ({"when": "later", "day-day": "31", "day-month": "2", "day-year": "2030", "time": "07:00"}, "Enter the day"),
        ({"when": "later", "day-day": "1", "day-month": "2", "day-year": "2090", "time": "25:00"}, "Enter the time"),
        ({"when": "later", "day-day": "1", "day-month": "2", "day-year": "2020", "time": "07:00"}, "still to come"),
    ):
        assert said in unescape(studio.post(switch, **fields).content.decode())
    later = datetime.now(UTC) + timedelta(days=40)
    day = london(later)[:10].split("-")
    fields = {"when": "later", "day-day": day[2], "day-month": day[1], "day-year": day[0], "time": "7am"}
    assert "begins 7am on" in studio.follow(switch, **fields)
    with in_council(council):
        planned = next(each for each in held_bindings("notifications") if each.state == "planned")
        assert planned.begins_at is not None
        assert london(planned.begins_at)[11:16] == "07:00"
    assert "Planned" in studio.get("providers/notifications")
    assert "This was given up" in studio.follow(f"bindings/{draft.id}/give-up")
    switch_bindings(council, at=later + timedelta(days=2))
    with in_council(council):
        assert get_binding("notifications").id == outbox.id


def test_what_is_only_tried_sends_one_message_to_the_administrator(
    studio: Studio, outbox: Binding, tmp_path: Path
) -> None:
    page = studio.get(f"bindings/{outbox.id}/try")
    assert "avery.administrator@" in page
    said = unescape(studio.post(f"bindings/{outbox.id}/try", typed="avery@example.org").content.decode())
    assert "It took the message" in said
    assert any(tmp_path.rglob("*"))
    assert "It refused: recipient" in unescape(studio.post(f"bindings/{outbox.id}/try", typed="x").content.decode())


@pytest.mark.parametrize(
    ("capability", "provider", "settings", "typed", "said"),
    [
        ("addresses", "gazetteer", {}, "ZZ1 1AA", "It found 0 addresses"),
        ("waste", "rounds", {"seed": "amberford"}, "100000000001", "It knows"),
        ("payments", "pay_later", {}, "", "It works"),
    ],
)
def test_each_capability_can_be_tried(
    studio: Studio, capability: str, provider: str, settings: dict[str, Any], typed: str, said: str
) -> None:
    with in_council(studio.desk.council):
        row = bind_provider(
            capability=capability, provider=provider, settings=settings, by=SYSTEM, at=datetime.now(UTC)
        )
    assert said in unescape(studio.post(f"bindings/{row.id}/try", typed=typed).content.decode())


def _fail() -> str:
    raise Unavailable(why="down")


def test_health_says_what_is_down_since_when_and_what_happens_and_residents_read_it_too(
    studio: Studio, outbox: Binding
) -> None:
    council = studio.desk.council
    with in_council(council), pytest.raises(Unavailable):
        call_provider(
            _fail, council_id=council.id, capability="notifications", provider="outbox_folder", at=datetime.now(UTC)
        )
    page = studio.get("health")
    assert "Down" in page
    assert "Files in a folder" in page
    assert "It did not answer" in page
    assert "Messages wait and are sent" in page
    public = stranger(council).client.get("/status", headers={"host": host_of(council)})
    said = unescape(public.content.decode())
    assert "What does not work now" in said
    assert "Messages wait and are sent" in said
    assert "outbox_folder" not in said


def test_the_status_page_is_silent_about_what_is_only_tried_or_not_used_any_more(
    council: CouncilSite, outbox: Binding
) -> None:
    at = datetime.now(UTC)
    with in_council(council):
        bind_provider(capability="payments", provider="pay_later", settings={}, by=SYSTEM, at=at)
        with pytest.raises(Unavailable):
            call_provider(_fail, council_id=council.id, capability="payments", provider="pay_later", at=at)
        bind_provider(capability="payments", provider="practice_card", settings={}, by=SYSTEM, at=at)
        bind_provider(capability="payments", provider="pay_later", settings={}, mode="test", by=SYSTEM, at=at)
    page = stranger(council).client.get("/status", headers={"host": host_of(council)})
    assert "Everything works." in unescape(page.content.decode())


def test_a_switch_for_one_service_says_which(studio: Studio, outbox: Binding) -> None:
    with in_council(studio.desk.council):
        adopt_skips(studio.desk.council)
    studio.follow("providers/payments/choose/practice_card?service=skip-licence&mode=live")
    with in_council(studio.desk.council):
        draft = next(each for each in held_bindings("payments") if each.state == "draft")
    page = studio.get(f"bindings/{draft.id}/switch")
    assert "Apply for a skip licence" in page
    assert "Real use" in page


def test_the_status_page_says_that_all_is_well(council: CouncilSite, outbox: Binding) -> None:
    page = stranger(council).client.get("/status", headers={"host": host_of(council)})
    assert page.status_code == 200
    assert "Everything works." in unescape(page.content.decode())


def test_another_councils_trouble_is_not_told(
    council: CouncilSite, other_council: CouncilSite, outbox: Binding
) -> None:
    with in_council(other_council), pytest.raises(Unavailable):
        call_provider(
            _fail, council_id=other_council.id, capability="notifications", provider="outbox_folder",
            at=datetime.now(UTC),
        )  # fmt: skip
    page = stranger(council).client.get("/status", headers={"host": host_of(council)})
    assert "Everything works." in unescape(page.content.decode())


def test_a_fault_that_is_set_is_shown(studio: Studio, outbox: Binding) -> None:
    with in_council(studio.desk.council):
        set_fault(capability="payments", effect="slow", by=SYSTEM, at=datetime.now(UTC))
    assert "A fault is set for Paying" in studio.get("health")


def test_pages_are_in_welsh_where_the_council_is(other_council: CouncilSite) -> None:
    studio = Studio(new_desk(other_council, "Cadi Gweinydd", ("administrator", "*", ""), language="cy"))
    page = studio.get()
    assert "Darparwyr" in page
    assert re.search(r'<html[^>]* lang="cy"', page)


def test_without_a_scanner_the_studio_says_that_no_file_can_be_opened(
    studio: Studio, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "No scanner is chosen, so nobody can open any file that people send."
    assert said not in studio.get("health")  # a demonstration makes do with the one that knows the test file
    monkeypatch.setattr("django.conf.settings.MODE", "production")
    with in_council(council):
        Document.objects.create(
            case_id=uuid4(), question="proof", name="bill.pdf", type="application/pdf", size=1, sha256=b"1", key="",
            state="attached", standing="quarantined", uploaded_at=datetime.now(UTC),
        )  # fmt: skip
    for page in (studio.get("health"), studio.get()):
        assert f"{said} Their requests come all the same. Files that wait: 1." in page
        assert 'href="/studio/providers/scanning"' in page
    with in_council(council):
        bind_provider(capability="scanning", provider="test_file", settings={}, by=SYSTEM, at=datetime.now(UTC))
    assert "it knows no real virus" in studio.get("health")
    with in_council(council):
        settings = {"host": "127.0.0.1", "port": 3310}
        bind_provider(capability="scanning", provider="clamd", settings=settings, by=SYSTEM, at=datetime.now(UTC))
    page = studio.get("health")
    assert said not in page
    assert "it knows no real virus" not in page
    assert re.search(r"Checking files for viruses.*?1 since", page, re.S), "what waits is said where it is down"
