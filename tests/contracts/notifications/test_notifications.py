"""Does every provider of notifications keep the promises of its port?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.notifications.port import CHANNELS, Channel, Message, channels_of
from commonhall.capabilities.ports import find_provider, providers_of
from tests.contracts.notifications.benches import BENCHES, Bench

NAMES = [provider.name for provider in providers_of("notifications")]
ADDRESS = "Sam Jones\n1 High Street\nBrynafon\nLL99 1ZZ"
RECIPIENTS: dict[Any, str] = {"email": "sam@example.org", "sms": "07700 900123", "letter": ADDRESS}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bench(name: str, tmp_path: Path) -> Iterator[Bench]:
    with BENCHES[name](tmp_path) as made:
        yield made


@pytest.fixture
def channels(name: str) -> tuple[Channel, ...]:
    """What the provider under test carries."""
    return channels_of(find_provider("notifications", name))


@pytest.fixture
def any_channel(channels: tuple[Channel, ...]) -> Channel:
    """The first of what the provider carries: e-mail wherever it can."""
    return channels[0]


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


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_sends_on_every_channel_it_carries_in_both_languages(
    bench: Bench, channels: tuple[Channel, ...], channel: Channel, language: str
) -> None:
    if channel not in channels:
        with pytest.raises(Misconfigured):
            bench.notifications.send(message(channel, language=language))
        assert bench.texts() == []
        return
    sent = bench.notifications.send(message(channel, language=language))
    (text,) = bench.texts()
    assert "Dear Sam," in text
    assert "We will come back by 5pm." in text
    delivery = bench.notifications.status(sent.provider_id)
    assert delivery.provider_id == sent.provider_id
    assert delivery.state in ("created", "sending", "delivered")
    assert delivery.at is not None
    assert delivery.at.tzinfo is not None


def test_the_same_message_twice_is_sent_once(bench: Bench, any_channel: Channel) -> None:
    one = message(any_channel)
    assert bench.notifications.send(one) == bench.notifications.send(one)
    assert len(bench.texts()) == 1


def test_two_messages_of_the_same_words_are_two(bench: Bench, any_channel: Channel) -> None:
    assert bench.notifications.send(message(any_channel)) != bench.notifications.send(message(any_channel))
    assert len(bench.texts()) == 2


BAD_RECIPIENTS: list[tuple[Channel, str]] = [
    ("email", "plainaddress"),
    ("email", "a@b@example.org"),
    ("email", "sam@example.org\nBcc: all@example.org"),
    ("email", ""),
    ("sms", "01632 960123"),
    ("sms", "07700"),
    ("sms", "sam"),
    ("letter", "Sam\nLL99 1ZZ"),
    ("letter", "Sam\n1 High Street\nBrynafon"),
]


def test_a_recipient_that_cannot_be_used_is_rejected(bench: Bench, channels: tuple[Channel, ...]) -> None:
    tried = [(channel, to) for channel, to in BAD_RECIPIENTS if channel in channels]
    assert tried
    for channel, to in tried:
        with pytest.raises(Rejected) as rejected:
            bench.notifications.send(message(channel, to=to))
        assert rejected.value.code == "recipient", to
        assert to not in str(rejected.value) or not to
    assert bench.texts() == []


@pytest.mark.parametrize("name", [each for each in NAMES if "sms" in channels_of(find_provider("notifications", each))])
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


def test_what_the_public_typed_stays_words(bench: Bench, any_channel: Channel) -> None:
    bench.notifications.send(message(any_channel, values={"name": "[Win](https://evil.example/x) www.evil.example"}))
    (text,) = bench.texts()
    assert "evil.example" not in text
    assert "Win" in text


def test_a_subject_cannot_add_a_header(bench: Bench, any_channel: Channel) -> None:
    one = message(any_channel, subject="About ((name))", values={"name": "x\r\nBcc: all@example.org"})
    bench.notifications.send(one)
    assert one.heading() == "About x Bcc: all@example.org"
    assert len(bench.texts()) == 1
