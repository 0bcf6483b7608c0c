"""Are providers found by name, are their settings checked, and does a failing one stop being called?"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import Breaker, find_provider, guarded, make_provider, providers_of
from commonhall.capabilities.words import capabilities

CAPABILITIES = ("addresses", "bookings", "files", "identity", "maps", "payments", "staff_identity", "waste")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def fail() -> str:
    raise Unavailable(why="down")


def refuse() -> str:
    raise Rejected("no")


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_each_port_has_at_least_two_providers_with_titles_in_both_languages(capability: str) -> None:
    found = providers_of(capability)
    assert len(found) >= 2
    assert [provider.name for provider in found] == sorted(provider.name for provider in found)
    for provider in found:
        assert provider.title.en
        assert provider.title.cy
        assert provider.Settings.model_json_schema()["type"] == "object"
        assert find_provider(capability, provider.name) is provider


@pytest.mark.parametrize("name", ["nobody", "../ports", "", "gazetteer.Provider", "_read"])
def test_a_name_that_is_no_provider_says_which_there_are(name: str) -> None:
    with pytest.raises(Misconfigured, match="csv_extract, gazetteer"):
        find_provider("addresses", name)


@pytest.mark.parametrize("capability", ["nothing", "../core", "", "errors", "addresses.providers"])
def test_a_capability_that_does_not_exist_is_refused(capability: str) -> None:
    with pytest.raises(Misconfigured, match="no capability"):
        providers_of(capability)


def test_wrong_settings_are_named_but_their_values_never_shown() -> None:
    with pytest.raises(Misconfigured) as refused:
        make_provider("addresses", "csv_extract", {"path": "x.csv", "pasword": "hunter2"})
    assert "pasword" in refused.value.mend
    assert "hunter2" not in str(refused.value)


def test_the_breaker_opens_rests_lets_one_call_try_and_closes() -> None:
    clock, breaker = Clock(), Breaker(failures=2, rest=timedelta(seconds=30))
    for _ in range(2):
        with pytest.raises(Unavailable, match="down"):
            guarded(fail, breaker=breaker, clock=clock)
    with pytest.raises(Unavailable, match="breaker") as still_open:
        guarded(lambda: "fine", breaker=breaker, clock=clock)
    assert still_open.value.until == "2026-06-10T13:00:30"  # London is an hour ahead of UTC in June
    clock.now += timedelta(seconds=30)
    with pytest.raises(Unavailable, match="down"):
        guarded(fail, breaker=breaker, clock=clock)
    with pytest.raises(Unavailable, match="breaker"):
        guarded(lambda: "fine", breaker=breaker, clock=clock)
    clock.now += timedelta(seconds=30)
    assert guarded(lambda: "fine", breaker=breaker, clock=clock) == "fine"
    with pytest.raises(Unavailable, match="down"):
        guarded(fail, breaker=breaker, clock=clock)
    assert guarded(lambda: "fine", breaker=breaker, clock=clock) == "fine"


def test_while_one_call_tries_the_others_keep_waiting() -> None:
    clock, breaker = Clock(), Breaker(failures=1, rest=timedelta(seconds=30))
    with pytest.raises(Unavailable):
        guarded(fail, breaker=breaker, clock=clock)
    clock.now += timedelta(seconds=30)

    def try_another() -> str:
        with pytest.raises(Unavailable, match="breaker"):
            guarded(lambda: "second", breaker=breaker, clock=clock)
        return "first"

    assert guarded(try_another, breaker=breaker, clock=clock) == "first"


def test_a_refusal_is_not_a_failure() -> None:
    clock, breaker = Clock(), Breaker(failures=2)
    for _ in range(5):
        with pytest.raises(Rejected):
            guarded(refuse, breaker=breaker, clock=clock)
    assert guarded(lambda: 1, breaker=breaker, clock=clock) == 1


def test_a_call_that_takes_too_long_is_unavailable_and_counts() -> None:
    released = threading.Event()
    clock, breaker = Clock(), Breaker(failures=1)
    began = time.monotonic()
    with pytest.raises(Unavailable, match=r"0\.05 seconds"):
        guarded(lambda: released.wait(10), breaker=breaker, clock=clock, seconds=0.05)
    assert time.monotonic() - began < 5
    with pytest.raises(Unavailable, match="breaker"):
        guarded(lambda: "fine", breaker=breaker, clock=clock)
    released.set()


@pytest.mark.parametrize("seconds", [None, 5.0])
def test_a_call_in_time_gives_its_answer_or_its_own_error(seconds: float | None) -> None:
    clock, breaker = Clock(), Breaker()
    assert guarded(lambda: None, breaker=breaker, clock=clock, seconds=seconds) is None
    with pytest.raises(Rejected, match="no"):
        guarded(refuse, breaker=breaker, clock=clock, seconds=seconds)
    with pytest.raises(ZeroDivisionError):
        guarded(lambda: 1 // 0, breaker=breaker, clock=clock, seconds=seconds)


def test_every_capability_is_called_something_in_both_languages() -> None:
    for each in capabilities():
        assert providers_of(each.name)
        for words in (each.title, each.does, each.down):
            assert words.en, each.name
            assert words.cy, each.name
            assert words.en != words.cy, each.name
