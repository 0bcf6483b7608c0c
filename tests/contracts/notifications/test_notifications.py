"""Does every provider of notifications keep the promises of its port?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.port import Message
from commonhall.capabilities.ports import providers_of
from tests.contracts.notifications.benches import BENCHES, Bench

NAMES = [provider.name for provider in providers_of("notifications")]
ADDRESS = "Sam Jones\n1 High Street\nBrynafon\nLL99 1ZZ"
RECIPIENTS: dict[Any, str] = {"email": "sam@example.org", "sms": "07700 900123", "letter": ADDRESS}


@pytest.fixture(params=NAMES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


def message(channel: Any = "email", **changes: Any) -> Message:
    made = Message(
        id=uuid4(),
        channel=channel,
        to=RECIPIENTS[channel],
        subject="Your missed bin",
        body="Dear ((name)),\n\nWe will come back by 5pm.",
        values={"name": "Sam"},
    )
    return replace(made, **changes)


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)


def test_it_checks_out(bench: Bench) -> None:
    bench.notifications.check()
    assert bench.texts() == []


@pytest.mark.parametrize("channel", ["email", "sms", "letter"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_sends_on_every_channel_in_both_languages(bench: Bench, channel: str, language: str) -> None:
    sent = bench.notifications.send(message(channel, language=language))
    (text,) = bench.texts()
    assert "Dear Sam," in text
    assert "We will come back by 5pm." in text
    delivery = bench.notifications.status(sent.provider_id)
    assert delivery.provider_id == sent.provider_id
    assert delivery.state in ("created", "sending", "delivered")
    assert delivery.at is not None
    assert delivery.at.tzinfo is not None


def test_the_same_message_twice_is_sent_once(bench: Bench) -> None:
    one = message()
    assert bench.notifications.send(one) == bench.notifications.send(one)
    assert len(bench.texts()) == 1


def test_two_messages_of_the_same_words_are_two(bench: Bench) -> None:
    assert bench.notifications.send(message()) != bench.notifications.send(message())
    assert len(bench.texts()) == 2


@pytest.mark.parametrize(
    ("channel", "to"),
    [
        ("email", "plainaddress"),
        ("email", "a@b@example.org"),
        ("email", "sam@example.org\nBcc: all@example.org"),
        ("email", ""),
        ("sms", "01632 960123"),
        ("sms", "07700"),
        ("sms", "sam"),
        ("letter", "Sam\nLL99 1ZZ"),
        ("letter", "Sam\n1 High Street\nBrynafon"),
    ],
)
def test_a_recipient_that_cannot_be_used_is_rejected(bench: Bench, channel: str, to: str) -> None:
    with pytest.raises(Rejected) as rejected:
        bench.notifications.send(message(channel, to=to))
    assert rejected.value.code == "recipient"
    assert to not in str(rejected.value) or not to
    assert bench.texts() == []


def test_a_text_message_of_918_characters_goes_and_of_919_does_not(bench: Bench) -> None:
    bench.notifications.send(message("sms", body="x" * 918, values={}))
    with pytest.raises(Rejected) as rejected:
        bench.notifications.send(message("sms", body="x" * 919, values={}))
    assert rejected.value.code == "too_long"
    assert len(bench.texts()) == 1


@pytest.mark.parametrize("unknown", ["0b7d3b3e-6f0e-4c39-9a51-5a0c2a4f7d11", "00000000-0000-0000-0000-000000000000"])
def test_the_status_of_an_unknown_message_is_rejected(bench: Bench, unknown: str) -> None:
    with pytest.raises(Rejected) as rejected:
        bench.notifications.status(unknown)
    assert rejected.value.code == "not_found"


def test_what_the_public_typed_stays_words(bench: Bench) -> None:
    bench.notifications.send(message(values={"name": "[Win](https://evil.example/x) www.evil.example"}))
    (text,) = bench.texts()
    assert "evil.example" not in text
    assert "Win" in text


def test_a_subject_cannot_add_a_header(bench: Bench) -> None:
    one = message(subject="About ((name))", values={"name": "x\r\nBcc: all@example.org"})
    bench.notifications.send(one)
    assert one.heading() == "About x Bcc: all@example.org"
    assert len(bench.texts()) == 1
