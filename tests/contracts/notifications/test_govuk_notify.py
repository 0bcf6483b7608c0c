"""Does the provider read every answer of GOV.UK Notify as the right one of the three errors?"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.notifications.port import notifications_from
from commonhall.capabilities.notifications.providers.govuk_notify import NotifySettings, Provider
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running
from commonhall.capabilities.ports import make_provider
from tests.contracts.notifications.benches import COUNCIL, OTHER, client_of
from tests.contracts.notifications.test_notifications import message

EMPTY = (200, json.dumps({"notifications": [], "links": {"current": "x"}}).encode())


@contextmanager
def answering(*answers: tuple[int, bytes]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn, the last for ever; and the requests it got."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            status, body = answers[min(len(asked), len(answers) - 1)]
            asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def provider_at(url: str, **settings: Any) -> Provider:
    clock = lambda: datetime(2026, 6, 10, 22, 30, tzinfo=UTC)  # noqa: E731 - a clock that stands still
    return Provider(NotifySettings.model_validate({**demo_account(COUNCIL, url), **settings}), clock)


def refusal(status: int, kind: str) -> tuple[int, bytes]:
    return status, json.dumps({"status_code": status, "errors": [{"error": kind, "message": "words change"}]}).encode()


def attributes(error: Exception) -> str:
    return error.code if isinstance(error, Rejected) else str(getattr(error, "until", ""))


@pytest.mark.parametrize(
    ("answer", "error", "attribute"),
    [
        (refusal(400, "ValidationError"), Rejected, "recipient"),
        (refusal(400, "InvalidPhoneError"), Rejected, "recipient"),
        (refusal(400, "InvalidEmailError"), Rejected, "recipient"),
        (refusal(400, "BadRequestError"), Misconfigured, ""),
        (refusal(400, "SomethingNew"), Rejected, "request"),
        (refusal(401, "AuthError"), Misconfigured, ""),
        (refusal(403, "AuthError"), Misconfigured, ""),
        (refusal(403, "BadRequestError"), Misconfigured, ""),
        (refusal(413, "TooLarge"), Rejected, "request"),
        (refusal(429, "RateLimitError"), Unavailable, "None"),
        (refusal(429, "TooManyRequestsError"), Unavailable, "2026-06-11T01:00:00"),  # midnight UTC, London summer
        (refusal(500, "Exception"), Unavailable, "None"),
        (refusal(504, "EventletTimeout"), Unavailable, "None"),
        ((503, b"<h1>busy</h1>"), Unavailable, "None"),
        ((502, b""), Unavailable, "None"),
        ((201, b"{"), Unavailable, "None"),
        ((201, b"{}"), Unavailable, "None"),
        ((201, b"[]"), Unavailable, "None"),
        ((201, b"<html>a portal</html>"), Unavailable, "None"),
    ],
)
def test_every_answer_to_a_send_is_one_of_the_three_errors(
    answer: tuple[int, bytes], error: type[Exception], attribute: str
) -> None:
    with answering(EMPTY, answer) as (url, asked):
        with pytest.raises(error) as raised:
            provider_at(url).send(message())
        assert attributes(raised.value) == attribute
        assert [one.split()[0] for one in asked] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("created", "created"),
        ("sending", "sending"),
        ("pending", "sending"),
        ("sent", "sending"),
        ("delivered", "delivered"),
        ("temporary-failure", "temporary_failure"),
        ("permanent-failure", "permanent_failure"),
        ("technical-failure", "technical_failure"),
        ("accepted", "sending"),
        ("received", "delivered"),
        ("cancelled", "technical_failure"),
        ("a-word-of-tomorrow", "sending"),
    ],
)
def test_every_status_has_a_state(status: str, state: str) -> None:
    answer = {"id": "x", "status": status, "created_at": "2026-06-10T10:00:00.000000Z", "completed_at": None}
    with answering((200, json.dumps(answer).encode())) as (url, _):
        delivery = provider_at(url).status("x")
    assert (delivery.state, delivery.provider_status) == (state, status)
    assert delivery.at == datetime(2026, 6, 10, 10, tzinfo=UTC)


def test_no_answer_at_all_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        provider_at("http://127.0.0.1:9").send(message())


def test_a_time_out_after_the_message_was_taken_does_not_send_it_twice(tmp_path: Path) -> None:
    one = message()
    with running(tmp_path) as url, client_of(url) as client:
        httpx.post(f"{url}/simulator/faults", json={"mode": "slow", "delay": 2}).raise_for_status()
        with pytest.raises(Unavailable):
            provider_at(url, timeout=0.3).send(one)
        httpx.post(f"{url}/simulator/faults", json={"mode": "ok"}).raise_for_status()
        sent = provider_at(url).send(one)
        (kept,) = client.get_all_notifications()["notifications"]
        assert kept["id"] == sent.provider_id
        assert kept["reference"] == str(one.id)


@pytest.mark.parametrize(("mode", "error"), [("down", Unavailable), ("rate_limit", Unavailable), ("reject", Rejected)])
def test_a_fault_is_named_and_nothing_is_lost(tmp_path: Path, mode: str, error: type[Exception]) -> None:
    one = message()
    with running(tmp_path) as url, client_of(url) as client:
        httpx.post(f"{url}/simulator/faults", json={"mode": mode, "seconds": 60}).raise_for_status()
        with pytest.raises(error):
            provider_at(url).send(one)
        httpx.post(f"{url}/simulator/faults", json={"mode": "ok"}).raise_for_status()
        provider_at(url).send(one)
        assert len(client.get_all_notifications()["notifications"]) == 1


def test_check_names_a_wrong_key_and_a_wrong_template(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        mine, theirs = demo_account(COUNCIL, url), demo_account(OTHER, url)
        wrong_key = mine["api_key"][:-12] + "0" * 12
        for changes, words in [
            ({"api_key": wrong_key}, "key"),
            ({"email_template_id": theirs["email_template_id"]}, "no template"),
            ({"email_template_id": mine["sms_template_id"]}, "is for sms"),
        ]:
            with pytest.raises(Misconfigured, match=words) as raised:
                notifications_from("govuk_notify", {**mine, **changes}).check()
            assert wrong_key not in str(raised.value)


def test_a_wrong_setting_is_named_without_its_value() -> None:
    with pytest.raises(Misconfigured, match="api_key") as raised:
        make_provider("notifications", "govuk_notify", {**demo_account(COUNCIL), "api_key": "half-of-a-secret"})
    assert "half-of-a-secret" not in str(raised.value)


def test_the_key_does_not_show_in_the_settings() -> None:
    settings = NotifySettings.model_validate(demo_account(COUNCIL))
    assert demo_account(COUNCIL)["api_key"][-36:] not in repr(settings)


def test_a_council_template_with_the_public_s_words_gets_them_harmless() -> None:
    sent: dict[str, Any] = {}

    class Client:
        def send_email_notification(self, **fields: Any) -> object:
            sent.update(fields)
            return {"id": "x"}

    provider = provider_at("http://127.0.0.1:9")
    provider._post(Client(), message())  # type: ignore[arg-type]  # a stand-in
    assert sent["sanitise_content_for"] == ["name"]
    assert "body" not in sent["sanitise_content_for"]  # its links are ours, and must work
