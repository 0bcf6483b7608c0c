"""Do the adapter to a contractor's system and its stand-in both speak as the Contractor JSON API is described, and is
what a crew reports understood?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.signed_webhooks import NotGenuine, signature_headers
from commonhall.capabilities.simulators.serving import Answer, Request
from commonhall.capabilities.waste.codes import CODES, MATERIALS
from commonhall.capabilities.waste.contractor_wire import REASONS, SERVICES, STATES
from commonhall.capabilities.waste.crew_events import CrewEvent, CrewFeed, crew_feed_from, with_events
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.capabilities.waste.simulator.program import ContractorSimulator, demo_secret, demo_settings
from commonhall.core.values.dates import london
from tests.contracts.waste.benches import FLAT, HOUSE, contractor_at, through
from tests.contracts.waste.described import DESCRIPTION, SCHEMAS, check, check_exchange

NOON = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
NOW = "2026-06-10T12:00:00"
EVENT = SCHEMAS["Event"]["properties"]


class Clock:
    """The clock of the stand-in."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(clock: Clock) -> Iterator[ContractorSimulator]:
    with contractor_at(clock) as made:
        yield made


@pytest.fixture
def waste(simulator: ContractorSimulator) -> Waste:
    return through(simulator)


def feed(waste: Waste) -> CrewFeed:
    return cast(CrewFeed, waste)


def exchanged(simulator: ContractorSimulator, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Request, Answer]]:
    """Keep every call and its answer."""
    kept: list[tuple[Request, Answer]] = []
    answer = simulator.answer

    def keeping(request: Request) -> Answer:
        kept.append((request, answer(request)))
        return kept[-1][1]

    monkeypatch.setattr(simulator, "answer", keeping)
    return kept


def pushed(event: dict[str, Any], at: datetime, **other: Any) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of a webhook as the contractor sends it."""
    body = json.dumps({"type": "crew_event.recorded", "timestamp": at.isoformat(), "data": event, **other}).encode()
    return signature_headers(body, message_id="msg_1", secrets=[demo_secret("amberford")], at=at), body


def collection_due(waste: Waste, key: PropertyKey = HOUSE) -> tuple[str, str]:
    """Return the service that is next collected, and its date."""
    first = waste.collections(key, NOW)[0]
    assert first.next is not None
    return first.service, first.next.date


# What both say is as described.


def test_adapter_and_stand_in_keep_to_the_description(
    simulator: ContractorSimulator, waste: Waste, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = exchanged(simulator, monkeypatch)
    waste.check()
    waste.planned_downtime()
    for key in (HOUSE, FLAT):
        waste.collections(key, NOW)
    waste.calendar(HOUSE, "2026-06-01", "2028-06-01")
    assert feed(waste).events(NOON - timedelta(days=6))
    for failing in (
        lambda: waste.collections(PropertyKey("123", ""), NOW),
        lambda: feed(waste).events(NOON - timedelta(days=8)),
    ):
        with pytest.raises(Rejected):
            failing()
    simulator.downtimes.append((NOON, NOON + timedelta(hours=1)))
    with pytest.raises(Unavailable):
        waste.collections(HOUSE, NOW)
    simulator.calls_a_minute = 0
    with pytest.raises(Unavailable):
        waste.check()
    with pytest.raises(Misconfigured):
        waste_from("contractor", {"api_key": "wrong", "base_url": simulator.address}).check()
    seen = {check_exchange(request, answer) for request, answer in kept}
    assert {path for path, _ in seen} == set(DESCRIPTION["paths"])
    assert {status for _, status in seen} == {200, 401, 404, 410, 429, 503}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/properties/12a", 400),
        ("/v1/properties/999902000030/collections?from=2026-06-01", 400),
        ("/v1/properties/999902000030/collections?from=2026-06-02&to=2026-06-01", 400),
        ("/v1/properties/999902000030/collections?from=2026-06-01&to=2026-07-01&per_page=0", 400),
        ("/v1/events?since=2026-06-09T00:00:00", 400),
        ("/v1/properties", 404),
        ("/v2/status", 404),
    ],
)
def test_the_stand_in_refuses_with_a_code(simulator: ContractorSimulator, path: str, status: int) -> None:
    key = demo_settings("amberford", "")["api_key"]
    answer = httpx.get(f"{simulator.address}{path}", headers={"authorization": f"Bearer {key}"}, trust_env=False)
    assert answer.status_code == status
    check(answer.json(), SCHEMAS["Refusal"])


def test_every_word_of_the_description_has_a_meaning() -> None:
    assert set(REASONS) == set(EVENT["reason_code"]["oneOf"][1]["enum"])
    assert set(REASONS.values()) == set(CODES)
    assert {one.lower() for one in EVENT["material"]["oneOf"][1]["enum"]} == set(MATERIALS)
    assert set(STATES) == set(SCHEMAS["Collection"]["properties"]["task_state"]["enum"])


def test_the_events_of_a_collection_are_those_of_the_feed(simulator: ContractorSimulator, waste: Waste) -> None:
    key = demo_settings("amberford", "")["api_key"]
    url = f"{simulator.address}/v1/properties/{HOUSE.uprn}/collections?from=2026-06-04&to=2026-06-10"
    rows = httpx.get(url, headers={"authorization": f"Bearer {key}"}, trust_env=False).json()["collections"]
    embedded = {event["id"] for row in rows for event in row["events"]}
    assert embedded
    assert embedded <= {event.id for event in feed(waste).events(NOON - timedelta(days=6, hours=12))}


# What crews report.


@pytest.mark.parametrize(
    ("reason", "code", "state"),
    [
        ("", None, "completed"),
        ("NOT_OUT", "not_presented", "not_completed"),
        ("CONTAMINATED", "contaminated", "not_completed"),
        ("PARKED_CARS", "parked_vehicle", "outstanding"),
        ("PART_STREET", "part_street", "outstanding"),
    ],
)
def test_what_a_crew_reports_is_read_asked_and_heard(
    simulator: ContractorSimulator, waste: Waste, clock: Clock, reason: str, code: str | None, state: str
) -> None:
    service, day = collection_due(waste)
    clock.now = datetime.fromisoformat(f"{day}T05:00:00+00:00")  # before the crews of the stand-in set out
    service_code = next(name for name, slug in SERVICES.items() if slug == service)
    material = "FOOD" if reason == "CONTAMINATED" else ""
    event = simulator.report("amberford", HOUSE.uprn, service_code=service_code, reason_code=reason, material=material)
    check(event, SCHEMAS["Event"])
    (heard,) = feed(waste).hear(*pushed(event, clock.now), clock.now)
    assert heard in feed(waste).events(clock.now - timedelta(minutes=1))
    assert (heard.code, heard.state, heard.service, heard.date) == (code, state, service, day)
    now = london(clock.now)
    last = next(each.last for each in waste.collections(HOUSE, now) if each.service == service)
    assert last is not None
    assert (last.date, last.code, last.state, last.material) == (day, code, state, material.lower())
    assert (last.completed_at is not None) is (state == "completed")
    overlaid = next(each for each in with_events(waste.collections(HOUSE, NOW), [heard], now=now)
                    if each.service == service)  # fmt: skip
    assert overlaid.last is not None
    assert (overlaid.last.code, overlaid.last.state, overlaid.next) == (code, state, None)


def test_what_happened_at_the_bin_says_more_than_what_happened_in_the_street(
    simulator: ContractorSimulator, waste: Waste, clock: Clock
) -> None:
    service, day = collection_due(waste)
    service_code = next(name for name, slug in SERVICES.items() if slug == service)
    clock.now = datetime.fromisoformat(f"{day}T05:00:00+00:00")
    simulator.report("amberford", HOUSE.uprn, service_code=service_code, reason_code="NOT_OUT")
    before = waste.collections(HOUSE, london(clock.now))
    clock.now += timedelta(minutes=5)
    event = simulator.report("amberford", HOUSE.uprn, service_code=service_code, reason_code="PART_STREET")
    heard = feed(waste).hear(*pushed(event, clock.now), clock.now)
    for known in (waste.collections(HOUSE, london(clock.now)), with_events(before, heard, now=london(clock.now))):
        last = next(each.last for each in known if each.service == service)
        assert last is not None
        assert (last.state, last.code) == ("not_completed", "not_presented")


def test_what_is_older_than_what_is_known_changes_nothing(waste: Waste) -> None:
    found = waste.collections(HOUSE, NOW)
    known = next(each for each in found if each.last and each.last.completed_at)
    assert known.last is not None
    event = CrewEvent(
        "e", "property", HOUSE.uprn, HOUSE.usrn, known.service, known.last.original_date, known.last.date,
        "not_completed", datetime(2026, 5, 1, tzinfo=UTC), "contaminated",
    )  # fmt: skip
    assert with_events(found, [event], now=NOW) == found


def test_a_block_s_bins_are_reported_for_the_block(simulator: ContractorSimulator, waste: Waste) -> None:
    event = simulator.report("amberford", FLAT.uprn, service_code="REF", reason_code="GATE_LOCKED")
    assert event["uprn"] == FLAT.parent_uprn
    (heard,) = feed(waste).hear(*pushed(event, NOON), NOON)
    assert (heard.scope, heard.uprn) == ("property", FLAT.parent_uprn)


def test_a_code_of_the_contractor_s_own_is_read_by_the_council_s_table(simulator: ContractorSimulator) -> None:
    event = simulator.report("amberford", HOUSE.uprn, service_code="REF", reason_code="NOT_OUT")
    own = {**demo_settings("amberford", simulator.address), "reasons": {"X9": "gate_locked"}}
    tabled = crew_feed_from("contractor", own)
    assert tabled is not None
    (heard,) = tabled.hear(*pushed({**event, "reason_code": "X9"}, NOON), NOON)
    assert heard.code == "gate_locked"
    (unknown,) = tabled.hear(*pushed(event, NOON), NOON)
    assert (unknown.code, unknown.state) == (None, "not_completed")


def test_only_a_genuine_webhook_is_heard(simulator: ContractorSimulator, waste: Waste) -> None:
    event = simulator.report("amberford", HOUSE.uprn, service_code="REF", reason_code="NOT_OUT")
    headers, body = pushed(event, NOON)
    for wrong, at in (
        ({**headers, "webhook-signature": "v1,AAAA"}, NOON),
        ({}, NOON),
        (headers, NOON + timedelta(minutes=6)),
        (signature_headers(body, message_id="msg_1", secrets=[demo_secret("fallowdale")], at=NOON), NOON),
    ):
        with pytest.raises(NotGenuine):
            feed(waste).hear(wrong, body, at)
    with pytest.raises(Rejected) as refused:
        feed(waste).hear(*pushed({"id": "evt_1"}, NOON), NOON)
    assert refused.value.code == "request"
    assert feed(waste).hear(*pushed({}, NOON, type="lorry.moved"), NOON) == ()


def test_without_a_secret_nothing_is_heard(simulator: ContractorSimulator) -> None:
    settings = {**demo_settings("amberford", simulator.address), "webhook_secret": ""}
    made = crew_feed_from("contractor", settings)
    assert made is not None
    with pytest.raises(Misconfigured, match="secret"):
        made.hear(*pushed({}, NOON), NOON)


def test_own_rounds_tell_of_nothing_by_themselves() -> None:
    assert crew_feed_from("rounds", {}) is None


def test_the_stand_in_tells_again_until_it_is_taken(
    simulator: ContractorSimulator, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, bytes]] = []
    statuses = [503, 204, 204]

    def take(url: str, **more: Any) -> httpx.Response:
        told.append((more["headers"]["webhook-id"], more["content"]))
        return httpx.Response(statuses.pop(0))

    monkeypatch.setattr("commonhall.capabilities.simulators.telling.httpx.post", take)
    monkeypatch.setattr(simulator, "tick", lambda: None)
    simulator.want_hooks("amberford", "http://127.0.0.1:9/hooks/waste")
    simulator.report("amberford", HOUSE.uprn, service_code="REF", reason_code="NOT_OUT")
    for seconds in (0, 10, 20):
        clock.now = NOON + timedelta(seconds=seconds)
        ContractorSimulator.tick(simulator)
    assert len(told) == 2
    assert told[0][0] == told[1][0]
    check(json.loads(told[0][1]), DESCRIPTION["webhooks"]["crew_event.recorded"]["post"]["requestBody"]["content"][
        "application/json"]["schema"])  # fmt: skip


# What goes wrong.


def test_a_planned_downtime_is_announced_and_says_until_when(simulator: ContractorSimulator, waste: Waste) -> None:
    simulator.downtimes.append((NOON, NOON + timedelta(hours=1)))
    (planned,) = waste.planned_downtime()
    assert (planned.start, planned.end) == ("2026-06-10T12:00:00", "2026-06-10T13:00:00")
    with pytest.raises(Unavailable) as down:
        waste.collections(HOUSE, NOW)
    assert down.value.until is not None


def test_a_property_of_nobody_is_not_found(waste: Waste) -> None:
    for uprn in ("123456789012", "", "../status", "1234567890123"):
        with pytest.raises(Rejected) as refused:
            waste.collections(PropertyKey(uprn, ""), NOW)
        assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    "effect", ["reset", "truncated_json", "html_error_page", "status:500", "rate_limit", "body:{}", "body:[1]",
               'body:{"uprn": "1", "usrn": "1", "service_units": []}'],
)  # fmt: skip
def test_a_broken_answer_is_no_calendar(simulator: ContractorSimulator, waste: Waste, effect: str) -> None:
    simulator.faults.set(effect)
    with pytest.raises(Unavailable):
        waste.collections(HOUSE, NOW)


def test_pages_without_an_end_are_given_up(simulator: ContractorSimulator, waste: Waste) -> None:
    simulator.faults.set('body:{"events": [], "next_cursor": "7"}')
    with pytest.raises(Unavailable, match="no end"):
        feed(waste).events(NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reasons": {"X": "nonsense"}},
        {"services": {"REF": "Re fuse"}},
        {"webhook_secret": "short"},
        {"base_url": "nowhere"},
        {"unknown": 1},
    ],
)
def test_wrong_settings_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(Misconfigured, match=next(iter(wrong))):
        waste_from("contractor", {**demo_settings("amberford", "http://127.0.0.1:9"), **wrong})


def test_the_key_of_one_council_shows_nothing_of_another(simulator: ContractorSimulator) -> None:
    ours, theirs = through(simulator), through(simulator, "fallowdale")
    simulator.report("amberford", HOUSE.uprn, service_code="REF", reason_code="NOT_OUT", id="evt_ours")
    assert "evt_ours" in {event.id for event in feed(ours).events(NOON)}
    assert "evt_ours" not in {event.id for event in feed(theirs).events(NOON)}


def test_the_key_is_shown_nowhere(waste: Waste) -> None:
    settings = demo_settings("amberford", "http://127.0.0.1:9")
    assert settings["api_key"] not in repr(vars(waste))
    assert settings["webhook_secret"] not in repr(vars(waste))


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/_sim/events", {"council": "amberford", "uprn": HOUSE.uprn, "service_code": "REF"}, 200),
        ("/_sim/events", {"council": "amberford", "uprn": "1", "service_code": "REF"}, 422),
        ("/_sim/events", {"council": "amberford", "uprn": HOUSE.uprn, "service_code": "NONE"}, 422),
        ("/_sim/callbacks", {"council": "nobody", "url": "http://127.0.0.1:9"}, 422),
        ("/_sim/callbacks", {"council": "amberford", "url": "http://127.0.0.1:9"}, 200),
    ],
)
def test_a_demonstration_makes_crews_report(
    simulator: ContractorSimulator, monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, str], status: int
) -> None:
    monkeypatch.setattr(simulator, "tick", lambda: None)
    assert httpx.post(f"{simulator.address}{path}", json=body, trust_env=False).status_code == status
