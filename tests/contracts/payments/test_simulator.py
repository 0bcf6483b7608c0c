"""Does the stand-in refuse, decide and tell as GOV.UK Pay does?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.payments.simulator.limits import Limits
from commonhall.capabilities.payments.simulator.program import PaySimulator, running
from tests.contracts.payments.paying import Clock, heading_of
from tests.contracts.payments.wire import AT, GOOD, at, client_at, create, payer, refused


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Iterator[PaySimulator]:
    with running(tmp_path, clock=clock, limits=Limits(10_000, 10_000)) as made:
        yield made


@pytest.fixture
def api(simulator: PaySimulator) -> Iterator[httpx.Client]:
    with client_at(simulator) as client:
        yield client


WITHOUT: Any = object()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("amount", WITHOUT, (400, "P0101", "amount")),
        ("amount", None, (400, "P0101", "amount")),
        ("amount", "100", (400, "P0102", "amount")),
        ("amount", True, (400, "P0102", "amount")),
        ("amount", 1.5, (400, "P0102", "amount")),
        ("amount", 10_000_001, (422, "P0102", "amount")),
        ("amount", -1, (422, "P0102", "amount")),
        ("amount", 29, (422, "P0102", "amount")),
        ("reference", WITHOUT, (400, "P0101", "reference")),
        ("reference", 5, (400, "P0102", "reference")),
        ("reference", "x" * 256, (422, "P0102", "reference")),
        ("reference", "a|b", (400, "P0102", "reference")),
        ("reference", 'a"b', (400, "P0920", "")),
        ("description", WITHOUT, (400, "P0101", "description")),
        ("description", "<b>", (400, "P0102", "description")),
        ("return_url", WITHOUT, (400, "P0101", "")),
        ("return_url", "nowhere", (422, "P0102", "return_url")),
        ("return_url", f"https://example.org/{'x' * 2000}", (422, "P0102", "return_url")),
        ("email", 5, (400, "P0102", "email")),
        ("email", "nobody", (422, "P0102", "email")),
        ("language", "fr", (422, "P0102", "language")),
        ("language", 1, (400, "P0102", "language")),
        ("moto", "yes", (400, "P0102", "moto")),
        ("delayed_capture", 1, (400, "P0102", "delayed_capture")),
        ("metadata", {}, (422, "P0102", "metadata")),
        ("metadata", None, (422, "P0102", "metadata")),
        ("metadata", {"x": None}, (422, "P0102", "metadata")),
        ("metadata", {"x" * 31: "1"}, (422, "P0102", "metadata")),
        ("metadata", {"x": "y" * 101}, (422, "P0102", "metadata")),
        ("metadata", {"x": 1, "X": 2}, (422, "P0102", "metadata")),
        ("metadata", {str(one): 1 for one in range(16)}, (422, "P0102", "metadata")),
        ("authorisation_mode", "none", (422, "P0102", "authorisation_mode")),
    ],
)
def test_what_is_refused(api: httpx.Client, field: str, value: Any, expected: tuple[int, str, str]) -> None:
    body = {name: given for name, given in {**GOOD, field: value}.items() if given is not WITHOUT}
    assert refused(api.post("/v1/payments", json=body)) == expected


def test_what_is_no_json_is_refused(api: httpx.Client) -> None:
    json_type = {"Content-Type": "application/json"}
    assert refused(api.post("/v1/payments", content=b"{", headers=json_type)) == (400, "P0197", "")
    assert refused(api.post("/v1/payments", content=b"", headers=json_type)) == (400, "P0920", "")
    assert refused(api.post("/v1/payments", data=GOOD)) == (400, "P0920", "")
    wrong = api.post("/v1/payments", json=GOOD, headers={"Idempotency-Key": "a b"})
    assert refused(wrong) == (422, "P0102", "Idempotency-Key")


def test_a_live_key_wants_https(simulator: PaySimulator) -> None:
    with client_at(simulator, "api_live_demonstration-fallowdale") as live:
        wrong = live.post("/v1/payments", json={**GOOD, "return_url": "http://fallowdale.example.org/"})
        assert refused(wrong) == (422, "P0920", "return_url")
    with client_at(simulator) as test:
        create(test, return_url="http://fallowdale.example.org/")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer nonsense", "Bearer api_test_of-nobody", "Basic api_test_demonstration-fallowdale"]
)
def test_without_a_key_nothing_is_answered(simulator: PaySimulator, header: str) -> None:
    answer = httpx.get(f"{simulator.address}/v1/payments", headers={"Authorization": header}, trust_env=False)
    assert answer.status_code == 401
    assert "code" not in answer.json()


def test_one_key_never_sees_the_payments_of_another(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    with client_at(simulator, "api_test_demonstration-brynafon") as other:
        own = f"/v1/payments/{payment['payment_id']}"
        assert refused(other.get(own)) == (404, "P0200", "")
        assert refused(other.get(f"{own}/events")) == (404, "P0300", "")
        assert refused(other.post(f"{own}/cancel")) == (404, "P0500", "")
        assert refused(other.post(f"{own}/capture")) == (404, "P1000", "")
        assert refused(other.post(f"{own}/refunds", json={"amount": 1})) == (404, "P0600", "")
        assert refused(other.get(f"{own}/refunds/x")) == (404, "P0700", "")
        assert refused(other.get(f"{own}/refunds")) == (404, "P0800", "")
        assert other.get("/v1/payments").json()["total"] == 0


def test_the_same_idempotency_key_makes_one_payment(api: httpx.Client) -> None:
    header = {"Idempotency-Key": "one-1"}
    first = api.post("/v1/payments", json=GOOD, headers=header)
    again = api.post("/v1/payments", json=GOOD, headers=header)
    other = api.post("/v1/payments", json={**GOOD, "amount": 50}, headers=header)
    assert (first.status_code, again.status_code, refused(other)) == (201, 200, (409, "P0191", ""))
    assert first.json()["payment_id"] == again.json()["payment_id"]


def test_a_way_to_the_page_works_once_and_each_look_gives_a_new_one(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    way = payment["_links"]["next_url"]["href"]
    fresh = at(api, payment)["_links"]["next_url"]["href"]
    assert way != fresh
    assert httpx.get(way, trust_env=False).status_code == 303
    again = httpx.get(way, trust_env=False)
    assert (again.status_code, heading_of(again.text)) == (404, "This link does not work any more")
    assert at(api, payment)["state"]["status"] == "started"
    assert httpx.get(fresh, trust_env=False).status_code == 303


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("4444333322221111", "success", ""),
        ("5105 1051 0510 5100", "success", ""),
        ("371449635398431", "success", ""),
        ("4000160000000004", "success", ""),
        ("4000002500003155", "success", ""),
        ("4000000000000002", "failed", "P0010"),
        ("4000000000000069", "failed", "P0010"),
        ("4000000000000127", "failed", "P0010"),
        ("4000000000000119", "error", "P0050"),
    ],
)
def test_what_a_card_leads_to(simulator: PaySimulator, api: httpx.Client, number: str, status: str, code: str) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        if status == "success":
            assert person.pay(number) == GOOD["return_url"]
        else:
            person.type(number)
            assert heading_of(person.read()) in ("Your payment has been declined", "We are having technical problems")
    seen = at(api, payment)
    assert (seen["state"]["status"], seen["state"].get("code", ""), seen["state"]["finished"]) == (status, code, True)
    assert seen["card_details"]["last_digits_card_number"] == number.replace(" ", "")[-4:]
    assert seen["_links"]["next_url"] is None
    assert seen["_links"]["cancel"] is None


@pytest.mark.parametrize("number", ["6759649826438453", "4111111111111111", ""])
def test_a_card_that_is_not_taken_stays_on_the_page(simulator: PaySimulator, api: httpx.Client, number: str) -> None:
    payment = create(api, language="cy")
    with payer(simulator, payment) as person:
        page = person.type(number)
        assert page.status_code == 200
        assert "Mae problem" in page.text
        if number:
            assert number not in page.text, "the number of a card is never shown again"
    seen = at(api, payment)
    assert seen["state"]["status"] == "started"
    assert "card_details" not in seen


def test_a_bank_may_say_no(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        assert person.type("4000002500003155").headers["location"].endswith("/bank")
        person.press("bank", bank="no")
    assert at(api, payment)["state"]["code"] == "P0010"


def test_pages_expire_after_ninety_minutes(simulator: PaySimulator, api: httpx.Client, clock: Clock) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        clock.on(timedelta(minutes=89))
        assert at(api, payment)["state"]["status"] == "started"
        clock.on(timedelta(minutes=1))
        assert heading_of(person.read()) == "Your payment session has expired"
    assert at(api, payment)["state"] == {
        "status": "failed", "finished": True, "code": "P0020", "message": "Payment expired",
    }  # fmt: skip


def test_delayed_capture(simulator: PaySimulator, api: httpx.Client, clock: Clock) -> None:
    one, late = create(api, delayed_capture=True), create(api, delayed_capture=True)
    for each in (one, late):
        with payer(simulator, each) as person:
            person.pay()
    seen = at(api, one)
    assert (seen["state"]["status"], seen["state"]["finished"]) == ("capturable", False)
    own = f"/v1/payments/{one['payment_id']}/capture"
    assert api.post(own).status_code == 204
    assert refused(api.post(own)) == (409, "P1003", "")
    assert at(api, one)["settlement_summary"]["captured_date"] == "2026-06-10"
    clock.on(timedelta(hours=120))
    assert refused(api.post(f"/v1/payments/{late['payment_id']}/capture")) == (400, "P1001", "")
    assert at(api, late)["state"]["code"] == "P0020"


def test_refunds(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    own = f"/v1/payments/{payment['payment_id']}/refunds"
    assert refused(api.post(own, json={"amount": 1})) == (400, "P0603", "")
    with payer(simulator, payment) as person:
        person.pay()
    assert refused(api.post(own, json={})) == (400, "P0601", "amount")
    assert refused(api.post(own, json={"amount": "1"})) == (400, "P0602", "amount")
    assert refused(api.post(own, json={"amount": 0})) == (422, "P0602", "amount")
    assert refused(api.post(own, content=b"{", headers={"Content-Type": "application/json"})) == (400, "P0697", "")
    assert refused(api.post(own, json={"amount": 1, "refund_amount_available": 4319})) == (412, "P0604", "")
    made = api.post(own, json={"amount": 4000, "refund_amount_available": 4320})
    assert (made.status_code, made.json()["status"]) == (202, "success")
    assert refused(api.post(own, json={"amount": 321})) == (400, "P0603", "")
    assert api.post(own, json={"amount": 320}).status_code == 202
    assert at(api, payment)["refund_summary"] == {"status": "full", "amount_available": 0, "amount_submitted": 4320}
    assert len(api.get(own).json()["_embedded"]["refunds"]) == 2
    assert api.get("/v1/refunds").json()["results"][0]["payment_id"] == payment["payment_id"]


def test_two_refunds_at_once_never_give_more_than_there_is(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        person.pay()
    own, statuses = f"/v1/payments/{payment['payment_id']}/refunds", []

    def ask() -> None:
        statuses.append(api.post(own, json={"amount": 3000, "refund_amount_available": 4320}).status_code)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [202, 412, 412, 412, 412, 412]


def test_what_a_search_finds(simulator: PaySimulator, api: httpx.Client, clock: Clock) -> None:
    first = create(api, email="ffion@example.org")
    clock.on(timedelta(seconds=10))
    second = create(api, reference="bw-7k3q9")
    with payer(simulator, second) as person:
        person.pay()

    def found(**asked: str) -> list[str]:
        return [each["payment_id"] for each in api.get("/v1/payments", params=asked).json()["results"]]

    both = [second["payment_id"], first["payment_id"]]
    assert found() == found(reference="BW-7K3q9") == both, "the newest first, whatever the case"
    assert found(reference="BW-7K3Q") == []
    assert found(state="success") == found(last_digits_card_number="4242") == found(card_brand="visa") == [both[0]]
    assert found(from_date="2026-06-10T12:00:10Z") == [both[0]]
    assert found(to_date="2026-06-10T12:00:10Z") == [both[1]], "the end is not included"
    assert found(page="2", display_size="1") == [both[1]]
    assert refused(api.get("/v1/payments", params={"page": "3"})) == (404, "P0402", "")
    for wrong in ({"state": "capturable"}, {"display_size": "501"}, {"page": "0"}, {"from_date": "2026-06-10"}):
        assert refused(api.get("/v1/payments", params=wrong)) == (422, "P0401", "")
    simulator.faults.set("stale_search", times=1)
    assert found() == []


def test_events_tell_the_way(simulator: PaySimulator, api: httpx.Client) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        person.pay()
    events = api.get(f"/v1/payments/{payment['payment_id']}/events").json()["events"]
    assert [each["state"]["status"] for each in events] == ["created", "started", "submitted", "success"]


def test_too_many_calls_in_a_second(tmp_path: Path, clock: Clock) -> None:
    with running(tmp_path, clock=clock) as simulator, client_at(simulator) as api:
        statuses = [api.post("/v1/payments", json=GOOD).status_code for _ in range(16)]
        assert statuses == [201] * 15 + [429]
        assert refused(api.post("/v1/payments", json=GOOD)) == (429, "P0900", "")
        clock.on(timedelta(seconds=1))
        create(api)


@pytest.mark.parametrize(("effect", "code"), [("account_disabled", "P0941"), ("psp_not_linked", "P0940")])
def test_an_account_may_be_switched_off(simulator: PaySimulator, api: httpx.Client, effect: str, code: str) -> None:
    simulator.faults.set(effect, times=1)
    assert refused(api.post("/v1/payments", json=GOOD)) == (403, code, "")


def test_what_was_paid_outlives_the_program(tmp_path: Path, clock: Clock) -> None:
    with running(tmp_path, clock=clock) as simulator, client_at(simulator) as api:
        payment = create(api)
        with payer(simulator, payment) as person:
            person.pay()
    with running(tmp_path, clock=clock) as simulator, client_at(simulator) as api:
        assert at(api, payment)["state"]["status"] == "success"


def test_faults_are_set_over_the_wire(simulator: PaySimulator, api: httpx.Client) -> None:
    where = "/_sim/faults"
    assert api.post(where, json={"effect": "nonsense"}).status_code == 422
    asked = {"effect": "status:503", "match": {"method": "GET", "path": "/v1/payments"}, "times": 1, "after": 1}
    assert api.post(where, json=asked).json()["faults"][0]["effect"] == "status"
    assert [api.get("/v1/payments").status_code for _ in range(3)] == [200, 503, 200]
    api.post(where, json={"effect": "html_error_page"})
    assert api.get("/v1/payments").headers["content-type"] == "text/html"
    api.delete(where)
    assert api.get("/v1/payments").status_code == 200
    assert httpx.post(f"{simulator.address}{where}", data={"effect": "reset"}, trust_env=False).status_code == 415
