"""Does the simulator speak as GOV.UK Notify does? Asked with its official client and by hand."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from notifications_python_client.errors import HTTPError

from commonhall.capabilities.notifications.simulator.accounts import (
    demo_account,
    demo_key,
    secret,
    service_id,
    template_id,
)
from commonhall.capabilities.notifications.simulator.limits import Limits
from commonhall.capabilities.notifications.simulator.server import running
from tests.contracts.notifications.benches import COUNCIL, OTHER, client_of

ACCOUNT = demo_account(COUNCIL)
EMAIL, SMS, LETTER = (ACCOUNT[f"{channel}_template_id"]["en"] for channel in ("email", "sms", "letter"))
WORDS = {"subject": "Hello", "body": "Line"}
LINES = {"address_line_1": "Sam", "address_line_2": "1 High Street", "address_line_3": "LL99 1ZZ"}
SAM = "sam@example.org"
TO_SAM = {"email_address": SAM, "template_id": EMAIL}
TEXT = {"phone_number": "07700 900123", "template_id": SMS}


class Clock:
    """The real time, and as much later as a test says."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path, clock: Clock) -> Iterator[str]:
    with running(tmp_path, clock=clock) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[Any]:
    with client_of(url) as made:
        yield made


def token(**changes: Any) -> str:
    claims = {"iss": str(service_id(COUNCIL)), "iat": int(datetime.now(UTC).timestamp())}
    return jwt.encode({**claims, **changes}, secret(service_id(COUNCIL), "test"), "HS256")


def post(url: str, path: str, body: Any, authorisation: str | None = None) -> httpx.Response:
    headers = {"Authorization": authorisation if authorisation is not None else f"Bearer {token()}"}
    content = body if isinstance(body, bytes) else None
    return httpx.post(f"{url}{path}", headers=headers, content=content, json=None if content is not None else body)


def kind_of(error: HTTPError) -> str:
    assert isinstance(error.message, list)
    return str(error.message[0]["error"])


def email_to(client: Any, address: str = "sam@example.org", **fields: Any) -> dict[str, Any]:
    sent: dict[str, Any] = client.send_email_notification(
        **{"email_address": address, "template_id": EMAIL, "personalisation": WORDS, **fields}
    )
    return sent


def test_every_call_of_the_official_client_works(client: Any) -> None:
    sent = email_to(client, reference="r1", one_click_unsubscribe_url="https://example.org/u")
    assert sent["content"]["subject"] == "Hello"
    assert sent["template"]["version"] == 2
    text = client.send_sms_notification("07700 900123", SMS, {"body": "Hi"})
    assert text["content"] == {"body": "Hi", "from_number": "COUNCIL"}
    letter = client.send_letter_notification(LETTER, {**WORDS, **LINES})
    ready = client.send_precompiled_letter_notification("r4", io.BytesIO(b"%PDF-1.4 x"), postage="first")
    assert set(ready) == {"id", "reference", "postage"}
    found = [client.get_notification_by_id(one["id"]) for one in (sent, text, letter, ready)]
    assert [one["type"] for one in found] == ["email", "sms", "letter", "letter"]
    assert found[2]["line_1"] == "Sam"
    assert found[2]["postcode"] == "LL99 1ZZ"
    assert client.get_pdf_for_letter(letter["id"]).read().startswith(b"%PDF-")
    assert len(list(client.get_all_notifications_iterator())) == 4
    assert [one["id"] for one in client.get_all_notifications(reference="r1")["notifications"]] == [sent["id"]]
    assert len(client.get_all_notifications(template_type="letter")["notifications"]) == 2
    assert len(client.get_all_templates()["templates"]) == 7
    assert {one["type"] for one in client.get_all_templates("sms")["templates"]} == {"sms"}
    assert client.get_template(EMAIL)["version"] == 2
    assert client.get_template_version(EMAIL, 1)["body"] == "Hello\n\n((body))"
    assert client.post_template_preview(EMAIL, WORDS)["html"] == "<p>Line</p>"
    assert client.get_received_texts()["received_text_messages"] == []
    assert list(client.get_received_texts_iterator()) == []


def test_a_template_with_a_list_and_a_condition_is_filled_in(client: Any) -> None:
    example = str(template_id(service_id(COUNCIL), "email", "example"))
    values = {"Name": "Sam", "DATE": "1 May", "items": ["sofa", "bed"], "assisted": "yes", "extra": "x"}
    made = client.post_template_preview(example, values)
    assert made["subject"] == "Your collection on 1 May"
    assert "* sofa\n* bed" in made["body"]
    assert made["body"].endswith("We will come to your door.")
    assert "door" not in client.post_template_preview(example, {**values, "assisted": "no"})["body"]
    with pytest.raises(HTTPError) as refused:
        client.post_template_preview(example, {"name": "Sam"})
    assert refused.value.message == [
        {"error": "BadRequestError", "message": "Missing personalisation: date, items, assisted"}
    ]


def test_named_words_are_made_harmless_and_the_change_is_told(client: Any) -> None:
    typed = "Amala, now [click this evil link](https://evil.example)"
    sent = email_to(client, personalisation={**WORDS, "body": typed}, sanitise_content_for=["body"])
    assert sent["content"]["body"] == "Amala, now \\[click this evil link\\]\\(\\)"
    assert sent["sanitised_content"] == {"body": {"unsanitised": typed, "sanitised": sent["content"]["body"]}}


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("email", {"template_id": EMAIL}, "ValidationError"),
        ("email", {"email_address": SAM, "template_id": "no-uuid"}, "ValidationError"),
        ("email", {**TO_SAM, "colour": 1}, "ValidationError"),
        ("email", {"email_address": ["x"], "template_id": EMAIL}, "ValidationError"),
        (
            "email",
            {**TO_SAM, "reference": "x" * 1001},
            "ValidationError",
        ),
        ("email", {**TO_SAM, "personalisation": []}, "ValidationError"),
        (
            "email",
            {**TO_SAM, "one_click_unsubscribe_url": "http://x"},
            "ValidationError",
        ),
        ("email", {**TO_SAM}, "BadRequestError"),
        (
            "email",
            {"email_address": SAM, "template_id": SMS, "personalisation": WORDS},
            "BadRequestError",
        ),
        ("email", {"email_address": SAM, "template_id": str(uuid4())}, "BadRequestError"),
        (
            "email",
            {**TO_SAM, "email_reply_to_id": str(uuid4())},
            "BadRequestError",
        ),
        ("sms", {"phone_number": "01632 960001", "template_id": SMS}, "ValidationError"),
        (
            "sms",
            {**TEXT, "personalisation": {"body": "x" * 919}},
            "BadRequestError",
        ),
        ("letter", {"template_id": LETTER, "personalisation": WORDS}, "ValidationError"),
        ("letter", {"reference": "r", "content": base64.b64encode(b"no pdf").decode()}, "BadRequestError"),
        ("email", b"{", "BadRequestError"),
        ("email", b"[" * 100_000, "BadRequestError"),
        ("email", b"[]", "ValidationError"),
        ("email", b"\xff\xfe", "BadRequestError"),
    ],
)
def test_what_notify_refuses_is_refused(url: str, client: Any, path: str, body: Any, kind: str) -> None:
    answer = post(url, f"/v2/notifications/{path}", body)
    assert answer.status_code == 400
    assert answer.json()["status_code"] == 400
    assert answer.json()["errors"][0]["error"] == kind
    assert client.get_all_notifications()["notifications"] == []


@pytest.mark.parametrize(
    ("authorisation", "status"),
    [
        ("", 401),
        ("Basic abc", 401),
        ("Bearer", 403),
        ("Bearer x.y.z", 403),
        (f"Bearer {token(iss=str(uuid4()))}", 403),
        (f"Bearer {token(iss='x')}", 403),
        (f"Bearer {token(iss=str(service_id(OTHER)))}", 403),
        (f"Bearer {token(iat='soon')}", 403),
        (f"Bearer {token(iat=None)}", 403),
        ("Bearer " + jwt.encode({"iss": str(service_id(COUNCIL)), "iat": 1}, "", "none"), 403),
        ("Bearer " + jwt.encode({"iss": str(service_id(COUNCIL))}, "k" * 64, "HS512"), 403),
    ],
)
def test_a_wrong_token_is_refused(url: str, authorisation: str, status: int) -> None:
    answer = post(url, "/v2/notifications/email", {}, authorisation)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["error"] == "AuthError"


@pytest.mark.parametrize(("seconds", "status"), [(-40, 403), (-20, 200), (0, 200), (20, 200), (40, 403)])
def test_the_two_clocks_may_differ_by_30_seconds(url: str, seconds: int, status: int) -> None:
    made = token(iat=int(datetime.now(UTC).timestamp()) + seconds)
    answer = httpx.get(f"{url}/v2/templates", headers={"Authorization": f"Bearer {made}"})
    assert answer.status_code == status


def test_no_council_and_no_other_key_sees_a_message(url: str, client: Any) -> None:
    sent = email_to(client)
    for key in (demo_key(OTHER), demo_key(COUNCIL, "live")):
        with client_of(url, key) as other:
            assert other.get_all_notifications()["notifications"] == []
            with pytest.raises(HTTPError) as refused:
                other.get_notification_by_id(sent["id"])
            assert refused.value.status_code == 404
    with client_of(url, demo_key(OTHER)) as other, pytest.raises(HTTPError) as refused:
        other.get_template(EMAIL)
    assert refused.value.status_code == 404


def test_a_message_moves_on_by_the_clock(client: Any, clock: Clock) -> None:
    addresses = ["sam@example.org", "temp-fail@simulator.notify", "perm-fail@simulator.notify"]
    sent = [email_to(client, address)["id"] for address in addresses]
    assert client.get_notification_by_id(sent[0])["status"] == "created"
    clock.ahead = timedelta(seconds=1.6)
    assert client.get_notification_by_id(sent[0])["status"] == "sending"
    assert client.get_notification_by_id(sent[0])["completed_at"] is None
    clock.ahead = timedelta(seconds=5)
    assert [client.get_notification_by_id(one)["status"] for one in sent] == [
        "delivered",
        "temporary-failure",
        "permanent-failure",
    ]
    assert [one["id"] for one in client.get_all_notifications(status="delivered")["notifications"]] == sent[:1]
    assert len(client.get_all_notifications(status="failed")["notifications"]) == 2


def test_recipients_of_smoke_tests_are_kept_nowhere(client: Any) -> None:
    sent = email_to(client, "simulate-delivered@notifications.service.gov.uk")
    with pytest.raises(HTTPError) as refused:
        client.get_notification_by_id(sent["id"])
    assert refused.value.status_code == 404


def test_a_message_is_gone_after_seven_days(url: str, client: Any, clock: Clock) -> None:
    email_to(client)
    clock.ahead = timedelta(days=7, seconds=5)
    late = token(iat=int(clock().timestamp()))
    answer = httpx.get(f"{url}/v2/notifications", headers={"Authorization": f"Bearer {late}"})
    assert answer.json()["notifications"] == []


def test_lists_come_in_pages_of_250_and_the_client_walks_them(client: Any) -> None:
    made = [email_to(client, reference="many")["id"] for _ in range(251)]
    first = client.get_all_notifications(reference="many")
    assert len(first["notifications"]) == 250
    assert "next" in first["links"]
    assert [one["id"] for one in client.get_all_notifications_iterator(reference="many")] == made[::-1]
    last = client.get_all_notifications(older_than=made[0])
    assert last["notifications"] == []
    assert set(last["links"]) == {"current"}


def test_a_team_key_reaches_the_team_only(url: str) -> None:
    with client_of(url, demo_key(COUNCIL, "team")) as team:
        email_to(team, "pat@team.example.org")
        with pytest.raises(HTTPError) as refused:
            email_to(team)
        assert refused.value.status_code == 400
        with pytest.raises(HTTPError) as refused:
            team.send_letter_notification(LETTER, {**WORDS, **LINES})
        assert refused.value.status_code == 403


def test_too_many_requests_and_too_many_messages_are_refused(tmp_path: Path) -> None:
    tight = Limits(per_second=0.001, burst=3, daily={"email": 2, "sms": 9, "letter": 9})
    with running(tmp_path, limits=tight) as url, client_of(url) as client:
        email_to(client)
        email_to(client)
        with pytest.raises(HTTPError) as refused:
            email_to(client)
        assert (refused.value.status_code, kind_of(refused.value)) == (429, "TooManyRequestsError")
        with pytest.raises(HTTPError) as refused:
            email_to(client)
        assert (refused.value.status_code, kind_of(refused.value)) == (429, "RateLimitError")


def test_texts_that_residents_send_are_listed(url: str, client: Any) -> None:
    body = {"council": COUNCIL, "from": "07700 900123", "message": "STOP"}
    httpx.post(f"{url}/simulator/received-texts", json=body).raise_for_status()
    (text,) = list(client.get_received_texts_iterator())
    assert (text["user_number"], text["content"]) == ("447700900123", "STOP")
    with client_of(url, demo_key(OTHER)) as other:
        assert other.get_received_texts()["received_text_messages"] == []


@pytest.mark.parametrize("body", [{}, {"mode": "explode"}, {"mode": "ok", "x": 1}, {"mode": "down", "seconds": -1}])
def test_an_unknown_fault_is_refused(url: str, body: dict[str, Any]) -> None:
    assert httpx.post(f"{url}/simulator/faults", json=body).status_code == 400
    assert httpx.get(f"{url}/simulator/state").json()["mode"] == "ok"


def test_a_web_page_cannot_work_the_controls(url: str) -> None:
    answer = httpx.post(f"{url}/simulator/faults", content='{"mode": "down"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 404


def test_a_fault_passes(url: str, clock: Clock) -> None:
    httpx.post(f"{url}/simulator/faults", json={"mode": "down", "seconds": 60}).raise_for_status()
    assert httpx.get(f"{url}/v2/templates").status_code == 503
    clock.ahead = timedelta(seconds=61)
    assert httpx.get(f"{url}/simulator/state").json()["mode"] == "ok"
