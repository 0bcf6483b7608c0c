"""Do the adapter of the back-office calendar and its simulator speak as the calendar is described, and is nothing taken
twice where an answer got lost?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from commonhall.capabilities.bookings.port import Bookings, Claim, Wanted, bookings_from
from commonhall.capabilities.bookings.simulator import program
from commonhall.capabilities.bookings.simulator.program import CalendarSimulator, demo_settings, running
from commonhall.capabilities.bookings.slot import Place
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.simulators.serving import Answer, Request
from tests.contracts.bookings.benches import timetables

AT = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
DAY, NEXT = "2026-06-10", "2026-06-11"
DESCRIPTION: dict[str, Any] = json.loads((Path(program.__file__).parent / "calendar-api.json").read_text())
COUNCIL = "amberford"


class Witness:
    """Holds every request and every answer against the description."""

    def __init__(self, simulator: CalendarSimulator) -> None:
        self.seen: set[tuple[str, str, int]] = set()
        self._answer = simulator.answer
        simulator.answer = self.answer  # type: ignore[method-assign] # it listens to what passes

    def answer(self, request: Request) -> Answer:
        answer = self._answer(request)
        if request.path.startswith("/v1/") and not answer.cut and answer.status != 502:
            self._compare(request, answer)
        return answer

    def _compare(self, request: Request, answer: Answer) -> None:
        path, described = next(
            (path, each)
            for path, each in DESCRIPTION["paths"].items()
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.path)
        )
        act = described[request.method.lower()]
        self.seen.add((request.method, path, answer.status))
        if answer.status < 300:
            for one in act.get("parameters", ()):
                given = {"query": request.query, "header": request.headers, "path": {"calendar": 1, "reference": 1}}
                name = one["name"].lower() if one["in"] == "header" else one["name"]
                assert not one.get("required") or name in given[one["in"]], name
            known = {one["name"] for one in act.get("parameters", ()) if one["in"] == "query"}
            assert set(request.query) <= known
            assert "requestBody" in act or not request.body
            if "requestBody" in act:
                fits(act["requestBody"], json.loads(request.body))
        told = act["responses"][str(answer.status)]
        if "content" in told:
            fits(told, json.loads(answer.body))
        else:
            assert answer.body == b""


def fits(described: dict[str, Any], body: Any) -> None:
    schema = described["content"]["application/json"]["schema"]
    jsonschema.validate(body, {**schema, "components": DESCRIPTION["components"]})


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[CalendarSimulator]:
    with running(tmp_path, timetables=timetables(), clock=lambda: AT) as made:
        yield made


@pytest.fixture
def witness(simulator: CalendarSimulator) -> Witness:
    return Witness(simulator)


@pytest.fixture
def bookings(simulator: CalendarSimulator) -> Bookings:
    return bookings_from("calendar_api", {**demo_settings(COUNCIL, simulator.address), "seconds": 1})


def claim(reference: str, slot: str = DAY, *, units: int = 1) -> Claim:
    return Claim(reference, "bulky", slot, 30, units, "999901000011")


def raw(simulator: CalendarSimulator, method: str, path: str, key: str = "", **more: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {demo_settings(COUNCIL, '')['api_key']}", "idempotency-key": key}
    return httpx.request(method, f"{simulator.address}{path}", headers=headers, **more)


def test_everything_that_passes_is_as_described(bookings: Bookings, witness: Witness) -> None:
    bookings.check()
    assert len(bookings.slots(Wanted("bulky", DAY, "2026-06-12", 2, "999901000011", "a"), AT)) == 3
    assert len(bookings.slots(Wanted("visits", DAY, "2026-06-20"), AT)) == 2
    bookings.hold(claim("a"), AT)
    bookings.hold(claim("a", NEXT), AT)
    bookings.hold(Claim("b", "visits", "2026-06-16T09:00/10:30", 5), AT)
    assert bookings.confirm("a", AT).state == "confirmed"
    bookings.move("a", DAY, 2, AT)
    assert [each.reference for each in bookings.listed(DAY, "2026-06-30", AT)] == ["a", "b"]
    for ask in (
        lambda: bookings.hold(claim("c", units=3), AT),
        lambda: bookings.hold(claim("c", "2026-06-13"), AT),
        lambda: bookings.hold(claim("a", NEXT), AT),
        lambda: bookings.move("a", DAY, 2, AT),
        lambda: bookings.confirm("nobody", AT),
        lambda: bookings.slots(Wanted("nothing", DAY, NEXT), AT),
    ):
        with pytest.raises(Rejected):
            ask()
    bookings.release("a", AT)
    bookings.release("a", AT)
    assert bookings.find("a", AT) is None
    assert {(method, status) for method, _, status in witness.seen} == {
        ("GET", 200), ("GET", 404), ("POST", 200), ("POST", 201), ("POST", 404), ("POST", 409), ("DELETE", 204),
        ("DELETE", 404),
    }  # fmt: skip
    assert {path for _, path, _ in witness.seen} == set(DESCRIPTION["paths"])


def test_the_simulator_refuses_what_the_description_does_not_allow(
    simulator: CalendarSimulator, witness: Witness
) -> None:
    hold = {"reference": "a", "calendar": "bulky", "slot": {"date": DAY, "start": None, "end": None}, "units": 1,
            "hold_minutes": 5}  # fmt: skip
    assert raw(simulator, "POST", "/v1/bookings", json=hold).json()["code"] == "idempotency_key_missing"
    for change, code in (
        ({"units": 0}, "units_malformed"),
        ({"hold_minutes": "5"}, "minutes_malformed"),
        ({"slot": DAY}, "slot_unknown"),
        ({"slot": {"date": "2026-02-30"}}, "slot_unknown"),
        ({"reference": "a/b"}, "malformed"),
        ({"reference": "x" * 65}, "malformed"),
    ):
        answer = raw(simulator, "POST", "/v1/bookings", "k1", json={**hold, **change})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert raw(simulator, "POST", "/v1/bookings", "k2", content=b"[").status_code == 422
    for path in (f"?from={DAY}", "?from=x&to=y", f"?from={DAY}&to={NEXT}&units=many"):
        assert raw(simulator, "GET", f"/v1/calendars/bulky/slots{path}").status_code == 422
    assert httpx.get(f"{simulator.address}/v1/calendars").json()["code"] == "unauthorised"
    assert witness.seen


def test_the_same_key_does_nothing_twice_and_is_no_other_s(simulator: CalendarSimulator) -> None:
    hold = {"reference": "a", "calendar": "bulky", "slot": {"date": DAY}, "units": 2, "hold_minutes": 5}
    first = raw(simulator, "POST", "/v1/bookings", "k", json=hold)
    again = raw(simulator, "POST", "/v1/bookings", "k", json=hold)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    other = raw(simulator, "POST", "/v1/bookings", "k", json={**hold, "units": 3})
    assert (other.status_code, other.json()["code"]) == (409, "key_used_otherwise")


def test_a_long_list_is_read_in_parts_to_its_end(
    simulator: CalendarSimulator, bookings: Bookings, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "AT_ONCE", 2)
    for reference in ("a", "b", "c"):
        bookings.hold(claim(reference), AT)
    for reference in ("d", "e"):
        bookings.hold(claim(reference, NEXT), AT)
    found = bookings.listed(DAY, NEXT, AT)
    assert [each.reference for each in found] == ["a", "b", "c", "d", "e"]
    assert found[0].uprn == "999901000011"
    simulator.faults.set(f"body:{json.dumps({'bookings': [], 'more': True})}")
    with pytest.raises(Unavailable, match="gives no more"):
        bookings.listed(DAY, NEXT, AT)


def test_the_other_council_knows_nothing_of_it(simulator: CalendarSimulator, bookings: Bookings) -> None:
    bookings.hold(claim("a", units=3), AT)
    other = bookings_from("calendar_api", demo_settings("brackwater", simulator.address))
    assert other.find("a", AT) is None
    other.release("a", AT)
    assert other.hold(claim("b", units=3), AT).state == "held"
    assert bookings.find("a", AT) is not None


@pytest.mark.parametrize("effect", ["timeout_after", "truncated_json", "body:{}", "html_error_page"])
def test_what_was_done_though_its_answer_got_lost_is_found(
    simulator: CalendarSimulator, bookings: Bookings, effect: str
) -> None:
    def place() -> Place:
        found = bookings.find("a", AT)
        assert found is not None
        return found

    acts: list[tuple[Callable[[], object], Callable[[], bool]]] = [
        (lambda: bookings.hold(claim("a", units=2), AT), lambda: place().units == 2),
        (lambda: bookings.move("a", NEXT, 2, AT), lambda: place().slot.id == NEXT),
        (lambda: bookings.confirm("a", AT), lambda: place().state == "confirmed"),
    ]
    bookings.hold(claim("a"), AT)
    done = effect in ("timeout_after", "truncated_json")
    for act, is_done in acts:
        simulator.faults.set(effect, match={"method": "POST"}, times=1)
        if done:
            act()
        else:
            with pytest.raises(Unavailable) as doubtful:
                act()
            assert doubtful.value.in_doubt
        assert is_done() is done


def test_doubt_stays_where_it_cannot_be_looked_up_either(simulator: CalendarSimulator, bookings: Bookings) -> None:
    simulator.faults.set("truncated_json", match={"method": "POST"}, times=1)
    simulator.faults.set("status:503", match={"method": "GET"})
    with pytest.raises(Unavailable) as doubtful:
        bookings.hold(claim("a"), AT)
    assert doubtful.value.in_doubt


@pytest.mark.parametrize(
    "effect", ["reset", "status:500", "rate_limit", "html_error_page", "truncated_json", "body:[]"]
)
def test_slots_that_cannot_be_read_are_no_slots(simulator: CalendarSimulator, bookings: Bookings, effect: str) -> None:
    simulator.faults.set(effect)
    with pytest.raises(Unavailable):
        bookings.slots(Wanted("bulky", DAY, NEXT), AT)


def test_a_hold_that_does_not_say_how_long_is_not_believed(simulator: CalendarSimulator, bookings: Bookings) -> None:
    place = {"reference": "a", "calendar": "bulky", "slot": {"date": DAY}, "units": 1, "status": "held"}
    simulator.faults.set(f"body:{json.dumps(place)}")
    with pytest.raises(Unavailable):
        bookings.find("a", AT)


def test_a_wrong_key_and_a_wrong_address_are_for_the_council_to_mend(simulator: CalendarSimulator) -> None:
    for change in ({"api_key": "amberford.wrong"}, {"base_url": f"{simulator.address}/elsewhere"}):
        port = bookings_from("calendar_api", {**demo_settings(COUNCIL, simulator.address), **change})
        with pytest.raises((Misconfigured, Rejected)):
            port.check()
    with pytest.raises(Rejected) as refused:
        port.release("a", AT)
    assert refused.value.code == "request", "an address where nothing is gives nothing back"


def test_what_it_keeps_outlives_a_restart_and_is_shown_without_keys(tmp_path: Path) -> None:
    with running(tmp_path, timetables=timetables(), clock=lambda: AT) as first:
        bookings_from("calendar_api", demo_settings(COUNCIL, first.address)).hold(claim("a"), AT)
    with running(tmp_path, timetables=timetables(), clock=lambda: AT + timedelta(hours=1)) as again:
        port = bookings_from("calendar_api", demo_settings(COUNCIL, again.address))
        found = port.find("a", AT)
        assert found is not None
        assert not found.stands(AT + timedelta(hours=1))
        page = httpx.get(again.address).text
    assert "Nobody comes" in page
    assert DAY in page
    assert demo_settings(COUNCIL, "")["api_key"] not in page


def test_the_key_is_shown_nowhere() -> None:
    settings = demo_settings(COUNCIL, "http://127.0.0.1:9")
    assert settings["api_key"] not in repr(vars(bookings_from("calendar_api", settings)))
