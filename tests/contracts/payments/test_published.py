"""Do our requests and the simulator's answers fit the description that GOV.UK Pay publishes?"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import jsonschema
import pytest

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.payments.port import RefundWanted, Wanted
from commonhall.capabilities.payments.signature import is_signed, sign
from commonhall.capabilities.payments.simulator.program import PaySimulator
from tests.contracts.payments.paying import CARDS, Clock, Payer, provider_at, simulated
from tests.core.shared_files import FOLDER

DESCRIPTION = FOLDER / "standards" / "govuk-pay-publicapi-openapi.json"
VECTOR = FOLDER / "standards" / "vectors" / "pay-signature.json"
AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DESCRIPTION.exists(), reason="the published description of GOV.UK Pay is not here"),
]
NOT_LISTED = {
    ("post", "/v1/payments", 200),
    ("post", "/v1/payments", 409),
    ("post", "/v1/payments", 403),
    ("post", "/v1/payments/{paymentId}/refunds", 400),
    ("get", "/v1/payments", 404),
}
"""Answers of the real one that its description forgets."""


@functools.cache
def description() -> dict[str, Any]:
    found = dict(_typed(json.loads(DESCRIPTION.read_text())))
    found["components"]["schemas"]["CreatePaymentResult"]["properties"]["authorisation_mode"] = {"type": "string"}
    found["components"]["schemas"]["ExternalMetadata"] = {"type": "object"}  # what it says fits no metadata at all
    return found


def _typed(part: Any) -> Any:
    """Return the description in the words of JSON Schema: nullable becomes null."""
    if isinstance(part, list):
        return [_typed(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _typed(value) for key, value in part.items()}
    if "properties" in part and "params" in part["properties"]:
        made["properties"]["params"] = {"type": "object"}
    if part.get("nullable") is True and "type" in part:
        made["type"] = [part["type"], "null"]
        if "enum" in part:
            made["enum"] = [*part["enum"], None]
    if "properties" in part:
        made["additionalProperties"] = False
        made["properties"] = {name: _or_null(each) for name, each in made["properties"].items()}
    return made


def _or_null(schema: Any) -> Any:
    """A link that is not allowed is null, and so is a type of card that is not known: the description forgets it."""
    return {"anyOf": [schema, {"type": "null"}]} if "$ref" in schema or schema.get("type") == "string" else schema


def check(schema: dict[str, Any], body: Any) -> None:
    jsonschema.validate(body, {**schema, "components": description()["components"]})


class Witness:
    """Checks everything that passes between a client and the simulator."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int]] = set()

    def __call__(self, answer: httpx.Response) -> None:
        answer.read()
        asked, method = answer.request, answer.request.method.lower()
        path = next(
            known
            for known in sorted(description()["paths"], key=lambda one: one.count("{"))
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), urlsplit(str(asked.url)).path)
        )
        operation = description()["paths"][path][method]
        if asked.content and answer.is_success and "requestBody" in operation:
            check(operation["requestBody"]["content"]["application/json"]["schema"], json.loads(asked.content))
        known = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
        assert set(asked.url.params) <= known
        status = answer.status_code
        self.seen.add((method, path, status))
        if (method, path, status) in NOT_LISTED:
            return
        content = operation["responses"][str(status)].get("content", {}).get("application/json")
        if content and answer.content:
            check(content["schema"], answer.json())


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Iterator[PaySimulator]:
    with simulated(tmp_path, clock) as running:
        yield running


@pytest.fixture
def witness(monkeypatch: pytest.MonkeyPatch) -> Witness:
    made = Witness()
    original = httpx.Client.send

    def sent(self: httpx.Client, request: httpx.Request, **more: Any) -> httpx.Response:
        answer = original(self, request, **more)
        if "/v1/" in str(request.url):
            made(answer)
        return answer

    monkeypatch.setattr(httpx.Client, "send", sent)
    return made


def wanted(**other: Any) -> Wanted:
    return Wanted(
        **{
            "id": str(uuid4()), "reference": "BW-7K3Q9", "description": "Bulky <waste>", "amount_pence": 4320,
            "return_url": "https://fallowdale.example.org/back", **other,
        }
    )  # fmt: skip


def test_the_adapter_and_the_simulator_keep_to_the_description(simulator: PaySimulator, witness: Witness) -> None:
    pay = provider_at(simulator)
    pay.check()
    first = pay.start(wanted(email="ffion@example.org", language="cy", ledger="GW01"), AT)
    with Payer(simulator, first.next_url) as payer:
        payer.pay()
    assert pay.find(first.provider_id, AT).state == "paid"
    made = pay.refund(RefundWanted("r1", first.provider_id, 1000), AT)
    assert pay.refund(RefundWanted("r1", first.provider_id, 1000), AT) == made
    assert pay.find_refund(first.provider_id, made.provider_id, AT) == made
    held = pay.start(wanted(hold=True, telephone=True), AT)
    with Payer(simulator, held.next_url) as payer:
        payer.pay()
    assert pay.find(held.provider_id, AT).state == "held"
    pay.capture(held.provider_id, AT)
    pay.capture(held.provider_id, AT)
    lost = pay.start(wanted(), AT)
    with Payer(simulator, lost.next_url) as payer:
        payer.type(CARDS["decline"])
    assert (pay.find(lost.provider_id, AT).state, pay.find(lost.provider_id, AT).code) == ("failed", "declined")
    given_up = pay.start(wanted(), AT)
    pay.cancel(given_up.provider_id, AT)
    pay.cancel(given_up.provider_id, AT)
    books = pay.statement(AT - timedelta(days=1), AT + timedelta(days=1), AT)
    assert books is not None
    assert (len(books.payments), len(books.refunds)) == (4, 1)
    with pytest.raises(Rejected):
        pay.find("nothing", AT)
    assert {(method, status) for method, _, status in witness.seen} >= {
        ("get", 200), ("get", 404), ("post", 201), ("post", 202), ("post", 204), ("post", 400), ("post", 409),
    }  # fmt: skip


def test_other_words_for_the_same_payment_are_the_same_payment(simulator: PaySimulator, witness: Witness) -> None:
    pay, one = provider_at(simulator), wanted()
    first = pay.start(one, AT)
    again = pay.start(wanted(id=one.id, description="Casgliad gwastraff"), AT)
    assert first.provider_id == again.provider_id
    assert ("post", "/v1/payments", 409) in witness.seen


def test_the_published_signature_is_ours() -> None:
    vector = json.loads(VECTOR.read_text())
    body = vector["body"].encode()
    assert sign(body, vector["key"]) == vector["pay_signature"]
    assert is_signed(body, vector["pay_signature"], vector["key"])
    assert not is_signed(body, vector["pay_signature"], "another key")
