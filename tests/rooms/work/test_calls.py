"""A provider that keeps failing is left alone for a while, for one council and not for the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.catalogue.calls import call_provider, forget_failures
from commonhall.councils.queries import CouncilSite
from tests.rooms.work.skips import AT


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    forget_failures()
    yield
    forget_failures()


class Provider:
    """A provider that is down until it is mended."""

    def __init__(self) -> None:
        self.asked = 0
        self.down = True

    def ask(self) -> str:
        self.asked += 1
        if self.down:
            raise Unavailable
        return "answer"


def call(provider: Provider, council: CouncilSite, seconds: int) -> str:
    return call_provider(
        provider.ask,
        council_id=council.id,
        capability="addresses",
        provider="test",
        at=AT + timedelta(seconds=seconds),
    )


def test_after_three_failures_it_rests_and_is_tried_again(council: CouncilSite, other_council: CouncilSite) -> None:
    provider = Provider()
    for second in range(6):
        with pytest.raises(Unavailable):
            call(provider, council, second)
    assert provider.asked == 3
    provider.down = False
    assert call(provider, other_council, 6) == "answer"
    with pytest.raises(Unavailable):
        call(provider, council, 6)
    assert call(provider, council, 40) == "answer"
    assert call(provider, council, 41) == "answer"


def test_a_refusal_is_no_failure(council: CouncilSite) -> None:
    def refuse() -> str:
        raise Rejected("no")

    for _ in range(5):
        with pytest.raises(Rejected):
            call_provider(refuse, council_id=council.id, capability="addresses", provider="test", at=AT)
