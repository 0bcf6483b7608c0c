"""Do our requests and the simulator's answers fit the description that GOV.UK Notify publishes?"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import jsonschema
import pytest
import requests
from notifications_python_client.errors import HTTPError

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.port import notifications_from
from commonhall.capabilities.notifications.recipients import (
    RecipientRefused,
    clean_address,
    clean_email,
    clean_phone,
)
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running
from tests.contracts.notifications.benches import COUNCIL, client_of
from tests.contracts.notifications.test_notifications import message
from tests.contracts.notifications.test_simulator import EMAIL, WORDS
from tests.core.shared_files import FOLDER, vectors

DESCRIPTION = FOLDER / "standards" / "govuk-notify-openapi-bundled.json"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DESCRIPTION.exists(), reason="the published description of GOV.UK Notify is not here"),
]


OPEN = {"personalisation", "sanitised_content"}
NULL_AT_FIRST = {"sent_at", "completed_at"}  # not said in the description: a message that has not gone has no such time


@functools.cache
def description() -> dict[str, Any]:
    return dict(_typed(json.loads(DESCRIPTION.read_text())))


def _typed(part: Any, name: str = "") -> Any:
    """Return the description in the words of JSON Schema: nullable becomes null, unknown keys are refused.

    Where it gives the fields of an example only (OPEN), any are taken. Its alternatives overlap, so the one of
    the message's own type has to fit, and not one alone.
    """
    if isinstance(part, list):
        return [_typed(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {"anyOf" if key == "oneOf" else key: _typed(value, key) for key, value in part.items()}
    if "title" in part and "type" in part.get("properties", {}):
        made["properties"]["type"]["enum"] = [part["title"].split()[-1]]
        made["properties"]["estimated_delivery"] = {"type": "string"}  # of letters, in the guidance only
    if part.get("type") == "object" and "properties" in part and name not in OPEN:
        made["additionalProperties"] = False
    if part.get("nullable") is True or part.get("example", "") is None or name in NULL_AT_FIRST:
        made["type"] = [part.get("type", "string"), "null"]
        if "enum" in part:
            made["enum"] = [*part["enum"], None]
    return made


def check(schema: dict[str, Any], body: Any) -> None:
    jsonschema.validate(body, {**schema, "components": description()["components"]})


class Witness:
    """Checks everything that passes between a client and the simulator."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str, int]] = set()

    def __call__(self, response: requests.Response, *_: Any, **__: Any) -> None:
        asked = response.request
        path = next(
            known
            for known in sorted(description()["paths"], key=lambda one: one.count("{"))
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), urlsplit(str(asked.url)).path)
        )
        method = str(asked.method).lower()
        operation = description()["paths"][path][method]
        if isinstance(asked.body, str | bytes) and response.ok:
            check(operation["requestBody"]["content"]["application/json"]["schema"], json.loads(asked.body))
        answers = operation["responses"]
        status = response.status_code
        if path.endswith("/preview") and status == 404:
            status = 400  # the description forgets that a template may be unknown
        content = answers[str(status)].get("content", {}).get("application/json")
        if content:
            check(content["schema"], response.json())
        self.seen.add((method, path, response.status_code))


@pytest.fixture
def witness(monkeypatch: pytest.MonkeyPatch) -> Witness:
    made = Witness()
    original = requests.Session.__init__

    def opened(self: requests.Session) -> None:
        original(self)
        self.hooks["response"].append(made)

    monkeypatch.setattr(requests.Session, "__init__", opened)
    return made


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with running(tmp_path) as address:
        yield address


def test_what_the_provider_says_and_hears_fits_the_description(url: str, witness: Witness) -> None:
    provider = notifications_from("govuk_notify", demo_account(COUNCIL, url))
    provider.check()
    channels: list[Any] = ["email", "sms", "letter"]
    for channel in channels:
        provider.status(provider.send(message(channel)).provider_id)
    for wrong in (message(to="nobody"), message("sms", to="01632 960001")):
        with pytest.raises(Rejected):
            provider.send(wrong)
    sends = {(method, path, status) for method, path, status in witness.seen if method == "post"}
    assert {("post", f"/v2/notifications/{channel}", 201) for channel in channels} <= sends
    assert ("post", "/v2/notifications/email", 400) in sends
    assert ("get", "/v2/notifications/{notification_id}", 200) in witness.seen


def test_every_other_answer_fits_the_description(url: str, witness: Witness) -> None:
    example = uuid4()
    httpx.post(
        f"{url}/simulator/received-texts", json={"council": COUNCIL, "from": "07700 900123", "message": "Hi"}
    ).raise_for_status()
    with client_of(url) as client:
        client.send_email_notification("sam@example.org", EMAIL, WORDS, reference="r")
        client.get_all_notifications()
        client.get_received_texts()
        client.get_all_templates()
        client.get_template_version(EMAIL, 1)
        client.post_template_preview(EMAIL, WORDS)
        for call in (
            functools.partial(client.get_template, example),
            functools.partial(client.get_template, "no-uuid"),
            functools.partial(client.get_notification_by_id, example),
            functools.partial(client.get_all_notifications, status="elephant"),
            functools.partial(client.post_template_preview, EMAIL, {}),
        ):
            with pytest.raises(HTTPError):
                call()
    assert {status for _, _, status in witness.seen} >= {200, 201, 400, 404}
    assert len({path for _, path, _ in witness.seen}) >= 8


def refused(clean: Any, value: Any) -> bool:
    try:
        clean(value)
    except RecipientRefused:
        return True
    return False


def test_e_mail_addresses_are_judged_as_notify_judges_them() -> None:
    known = vectors("notify-test_email_address.json")
    spaced = known["test_validate_email_address_strips_whitespace"][1]
    assert [one for one in known["valid_email_addresses"] + spaced if refused(clean_email, one)] == []
    assert [one for one in known["invalid_email_addresses"] if not refused(clean_email, one)] == []


def test_numbers_are_judged_as_notify_judges_them() -> None:
    known = vectors("notify-test_phone_number.json")
    good = [
        *known["valid_uk_mobile_phone_numbers"],
        *known["valid_international_phone_numbers"],
        *known["valid_channel_island_numbers"],
    ]
    assert [one for one in good if refused(clean_phone, one)] == []
    landlines = known["valid_uk_landlines"] + known["invalid_uk_landlines"]  # a service has to ask for them
    assert [one for one in landlines if not refused(clean_phone, one)] == []
    pairs = known["test_valid_international_phone_number_can_be_formatted_consistently"][1]
    assert [clean_phone(typed) for typed, _ in pairs] == [digits for _, digits in pairs]


def test_addresses_are_judged_as_notify_judges_them() -> None:
    known = vectors("notify-test_postal_address.json")
    for address, too_many in known["test_has_too_many_lines"][1]:
        assert _refused_for(address, "no more than 7") == too_many
    for address, enough in known["test_has_enough_lines"][1]:
        assert _refused_for(address, "at least 3") != enough
    for address, bad in known["test_has_invalid_characters"][1][1:]:
        assert _refused_for(address, "must not start") == bad


def _refused_for(address: str, words: str) -> bool:
    try:
        clean_address(address.splitlines())
    except RecipientRefused as told:
        return words in told.message
    return False
