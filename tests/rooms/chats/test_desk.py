"""Who sets when chats are answered, and does what they set hold?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.chats.policies import DAYS
from commonhall.chats.queries import desk_rules
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.chats.conftest import open_desk
from tests.rooms.office.desk import Desk, new_desk, text_of


@pytest.fixture
def lead(council: CouncilSite) -> Desk:
    """A lead of Amberford, signed in."""
    return new_desk(council, "Lena Lead", ("lead", "*", ""))


def fields(**changes: str) -> dict[str, str]:
    """What a lead fills in."""
    hours = dict.fromkeys(DAYS[:5], "9:00 to 17:30")
    rest = {"sat": "", "sun": "", "is_on": "yes", "on_holidays": "no", "most_waiting": "5", "quiet_minutes": "10"}
    return {**hours, **rest, **changes}


def test_a_lead_sets_hours_and_limits(lead: Desk) -> None:
    assert "Chat is switched off." in text_of(lead.get("chats"))
    answer = lead.post("chats/settings", **fields(sat="10.00 - 12.00"))
    assert answer.status_code == 303, text_of(answer)
    with in_council(lead.council):
        rules = desk_rules()
        assert Event.objects.filter(kind="chat_desk_set").count() == 1
    assert rules.is_on
    assert rules.hours == {**dict.fromkeys(DAYS[:5], ("09:00", "17:30")), "sat": ("10:00", "12:00")}
    assert (rules.on_holidays, rules.most_waiting, rules.quiet_minutes) == (False, 5, 10)
    page = lead.get("chats/settings").content.decode()
    assert 'value="09:00 – 17:30"' in page
    assert "Saved." in page


@pytest.mark.parametrize(
    "wrong",
    [{"mon": "all day"}, {"mon": "17:00 to 9:00"}, {"tue": "25:00 to 26:00"}, {"most_waiting": "0"}, {"is_on": ""}],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(lead: Desk, wrong: dict[str, str]) -> None:
    answer = lead.post("chats/settings", **fields(**wrong))
    assert "There is a problem" in text_of(answer)
    with in_council(lead.council):
        assert not desk_rules().is_on


def test_the_other_council_has_hours_of_its_own(lead: Desk, other_council: CouncilSite) -> None:
    open_desk(lead.council)
    with in_council(other_council):
        assert not desk_rules().is_on


@pytest.mark.parametrize("role", ["agent", "officer", "viewer"])
def test_others_set_nothing(council: CouncilSite, role: Any) -> None:
    desk = new_desk(council, "Sam Someone", (role, "*", ""))
    assert desk.post("chats/settings", **fields()).status_code == 404
    with in_council(council):
        assert not desk_rules().is_on
