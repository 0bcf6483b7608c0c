"""Who chats in the tests, with whom, and when?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from commonhall.chats.answering import set_desk
from commonhall.chats.policies import DAYS, DeskRules
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen.services import forget_services
from tests.rooms.citizen.browsing import Browser
from tests.rooms.office.desk import Desk, host_of, new_desk

AROUND_THE_CLOCK = {day: ("00:00", "24:00") for day in DAYS}


@pytest.fixture(autouse=True)
def _fresh_services() -> Iterator[None]:
    forget_services()
    yield
    forget_services()


def open_desk(council: CouncilSite, **changes: object) -> None:
    """Let a council answer chats all day and all night, so that the clock of the machine does not matter."""
    rules = DeskRules(**{"is_on": True, "hours": AROUND_THE_CLOCK, "on_holidays": True, **changes})  # type: ignore[arg-type]  # as the test says
    with in_council(council):
        set_desk(rules=rules, by=SYSTEM, at=datetime.now(UTC))


@pytest.fixture
def place(council: CouncilSite) -> CouncilSite:
    """Amberford, where chats are answered."""
    open_desk(council)
    return council


@pytest.fixture
def resident(place: CouncilSite) -> Browser:
    """Somebody at Amberford's site."""
    return Browser(host_of(place))


@pytest.fixture
def agent(place: CouncilSite) -> Desk:
    """An agent of Amberford, signed in."""
    return new_desk(place, "Asha Agent", ("agent", "*", ""))
