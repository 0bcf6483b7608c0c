"""Are webhooks signed as the standard says, and are only genuine ones heard?"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from commonhall.capabilities.backoffice.port import back_office_from, listener_from
from commonhall.capabilities.backoffice.simulator.accounts import demo_secret, demo_webhook
from commonhall.capabilities.backoffice.simulator.contractor import Contractor
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.signed_webhooks import NotGenuine, signature_headers, verified_id
from commonhall.capabilities.simulators.serving import Request
from tests.contracts.backoffice.benches import COUNCIL, OTHER, contractor, references_at
from tests.contracts.backoffice.test_backoffice import parcel

__all__ = ["contractor"]
SECRET = "whsec_Y29tbW9uaGFsbC1kZW1vLXNpZ25pbmcta2V5LTAwMDE="
BODY = b'{"type":"request.submitted","timestamp":"2026-11-21T10:00:00Z","data":{"reference":"CH-2026-000123"}}'
AT = datetime.fromtimestamp(1795255200, UTC)
SIGNED = "v1,Nlinm/UUy/XtZzaRCuVQm7XAXGD7Xt9DudWmrsmWBso="


def test_the_signature_is_the_published_one() -> None:
    made = signature_headers(BODY, message_id="msg_0001", secrets=[SECRET], at=AT)
    assert made == {"webhook-id": "msg_0001", "webhook-timestamp": "1795255200", "webhook-signature": SIGNED}


def test_ours_and_the_librarys_verify_each_other() -> None:
    now = datetime.now(UTC)
    ours = signature_headers(b'{"a": "\xc5\xb5"}', message_id="m", secrets=[demo_secret(OTHER), SECRET], at=now)
    assert Webhook(SECRET).verify(b'{"a": "\xc5\xb5"}', ours) == {"a": "ŵ"}
    with pytest.raises(WebhookVerificationError):
        Webhook(demo_secret("thornbridge")).verify(b'{"a": "\xc5\xb5"}', ours)
    theirs = {"webhook-id": "m", "webhook-timestamp": str(int(now.timestamp())),
              "webhook-signature": Webhook(SECRET).sign("m", now, "{}")}  # fmt: skip
    assert verified_id(theirs, b"{}", secrets=[demo_secret(OTHER), SECRET], now=now) == "m"


@pytest.mark.parametrize(
    ("changes", "body", "minutes", "why"),
    [
        ({}, BODY + b" ", 0, "signature"),
        ({"webhook-id": "msg_0002"}, BODY, 0, "signature"),
        ({"webhook-timestamp": "1795255201"}, BODY, 0, "signature"),
        ({"webhook-signature": SIGNED.replace("v1,", "v2,")}, BODY, 0, "signature"),
        ({"webhook-signature": "v1,ŵ"}, BODY, 0, "signature"),
        ({"webhook-id": ""}, BODY, 0, "headers"),
        ({"webhook-timestamp": "soon"}, BODY, 0, "headers"),
        ({"webhook-timestamp": "-1"}, BODY, 0, "headers"),
        ({"webhook-signature": ""}, BODY, 0, "headers"),
        ({}, BODY, 5.1, "time"),
        ({}, BODY, -5.1, "time"),
    ],
)
def test_what_is_not_genuine_is_refused(changes: dict[str, str], body: bytes, minutes: float, why: str) -> None:
    headers = {**signature_headers(BODY, message_id="msg_0001", secrets=[SECRET], at=AT), **changes}
    with pytest.raises(NotGenuine) as refused:
        verified_id(headers, body, secrets=[SECRET], now=AT + timedelta(minutes=minutes))
    assert refused.value.why == why


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_within_five_minutes_it_is_heard(minutes: int) -> None:
    headers = signature_headers(BODY, message_id="msg_0001", secrets=[SECRET], at=AT)
    assert verified_id(headers, BODY, secrets=[SECRET], now=AT + timedelta(minutes=minutes)) == "msg_0001"


def test_while_a_secret_is_replaced_both_count(contractor: Contractor) -> None:
    settings = {**demo_webhook(COUNCIL, contractor.address), "secret": SECRET, "older_secret": demo_secret(COUNCIL)}
    back_office_from("webhook", settings).deliver(parcel())
    assert references_at(contractor) == ["RP-7K3Q9-XW4P2"]
    listener = listener_from("webhook", settings)
    assert listener is not None
    data = {"external": "GH-1", "status": "Fixed", "at": "2026-06-10T10:00:00+01:00", "text": "Wedi'i drwsio"}
    body = json.dumps({"type": "case.updated", "data": data}).encode()
    for secret in (SECRET, demo_secret(COUNCIL)):
        (heard,) = listener.hear(signature_headers(body, message_id="m", secrets=[secret], at=AT), body, AT)
        assert (heard.id, heard.status, heard.text) == ("m", "fixed", "Wedi'i drwsio")
    other = json.dumps({"type": "case.archived", "data": {}}).encode()
    assert not listener.hear(signature_headers(other, message_id="m", secrets=[SECRET], at=AT), other, AT)


@pytest.mark.parametrize(
    ("effect", "error"),
    [
        ("timeout_before", Unavailable), ("timeout_after", Unavailable), ("reset", Unavailable),
        ("truncated_json", Unavailable), ("html_error_page", Unavailable), ("rate_limit", Unavailable),
        ("status:500", Unavailable), ("status:302", Unavailable), ("status:401", Misconfigured),
        ("status:410", Misconfigured), ("status:400", Rejected), ("status:404", Rejected), ("status:409", Rejected),
        ("status:413", Rejected),
    ],
)  # fmt: skip
def test_every_fault_is_one_class_of_failure(contractor: Contractor, effect: str, error: type[Exception]) -> None:
    contractor.faults.set(effect)
    settings: dict[str, Any] = {**demo_webhook(COUNCIL, contractor.address), "seconds": 0.5}
    with pytest.raises(error):
        back_office_from("webhook", settings).deliver(parcel())


def test_a_secret_of_another_council_is_for_the_operator(contractor: Contractor) -> None:
    settings = {**demo_webhook(COUNCIL, contractor.address), "secret": demo_secret(OTHER)}
    with pytest.raises(Misconfigured):
        back_office_from("webhook", settings).check()


def test_a_case_that_is_too_long_is_refused_before_it_goes(contractor: Contractor) -> None:
    with pytest.raises(Rejected) as refused:
        back_office_from("webhook", demo_webhook(COUNCIL, contractor.address)).deliver(
            parcel(fields={"x": "y" * 20_000})
        )
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "c2hvcnQ=", "whsec_ŵ"])
def test_a_secret_must_be_one(secret: str) -> None:
    with pytest.raises(Misconfigured):
        back_office_from("webhook", {"url": "https://example.org/hook", "secret": secret}).check()


@pytest.fixture
def told() -> Iterator[tuple[str, list[tuple[bool, str, str]]]]:
    """A council's address that hears pushes: whether each was genuine, its id, the status; it refuses the first."""
    heard: list[tuple[bool, str, str]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                verified_id(headers, body, secrets=[demo_secret(COUNCIL)], now=datetime.now(UTC))
                genuine = True
            except NotGenuine:
                genuine = False
            heard.append((genuine, headers["webhook-id"], json.loads(body)["data"]["status"]))
            self.send_response(503 if len(heard) == 1 else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/hooks/back-office/x", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("", [(True, "open"), (True, "open"), (True, "investigating")]),
        ("duplicate_callback", [(True, "open"), (True, "open"), (True, "open"), (True, "investigating")]),
        ("bad_signature", [(False, "open"), (True, "open"), (True, "investigating")]),
        ("drop_callback", [(True, "investigating"), (True, "investigating")]),
    ],
)
def test_the_contractor_pushes_until_it_is_taken_and_fails_on_purpose(
    tmp_path: Path, told: tuple[str, list[tuple[bool, str, str]]], effect: str, expected: list[tuple[bool, str]]
) -> None:
    address, heard = told
    began = datetime.now(UTC)
    now = [began]
    made = Contractor(tmp_path, lambda: now[0])
    try:
        for url, status in (("https://example.org/", 422), ("http://10.0.0.1/", 422), (address, 200)):
            asked = json.dumps({"council": COUNCIL, "url": url}).encode()
            assert made.answer(request("/_sim/callbacks", asked)).status == status
        if effect:
            made.faults.set(effect, times=1)
        given = {"reference": "RP-7K3Q9-XW4P2", "fields": {"description": "x"}}
        body = json.dumps({"type": "case.opened", "data": given}).encode()
        headers = signature_headers(body, message_id="k", secrets=[demo_secret(COUNCIL)], at=began)
        assert json.loads(made.answer(request(f"/hooks/{COUNCIL}", body, headers)).body) == {"reference": "GH-48201"}
        for seconds in (0, 10, 61, 70):
            now[0] = began + timedelta(seconds=seconds)
            made.tick()
    finally:
        made.close()
    assert [(genuine, status) for genuine, _, status in heard] == expected
    assert {id for _, id, status in heard if status == "investigating"} == {"msg_u-GH-48201-1"}


def request(path: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> Request:
    """Return a post from this computer."""
    return Request("POST", path, {}, headers, body, from_loopback=True)
