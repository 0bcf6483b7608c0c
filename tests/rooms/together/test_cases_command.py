"""Running cases come to the newest version from the command line: shown first, then done, each by itself."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commonhall.cases.models import Case, Recast
from commonhall.cases.operations import move_case
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import read_case
from tests.rooms.together.services import newer, noise_case
from tests.rooms.together.test_moving_over import now

ROWAN = Actor("staff", name="Rowan Pike")


def run(*more: str) -> str:
    out = StringIO()
    call_command("cases", "move", "--council", "amberford", "--service", "noise", *more, stdout=out)
    return out.getvalue()


def test_cases_are_moved_in_bulk_after_they_were_shown(council: CouncilSite) -> None:
    first, second = noise_case(council), noise_case(council)
    with in_council(council):
        move_case(
            case_id=second.id, transition="visit", expect=1, actors=("officer",), council=council, by=ROWAN, at=now()
        )
    version = newer(council).version
    shown = run()
    assert f"{first.reference}: received to received, left: told" in shown
    assert f"{second.reference}: cannot be moved (state, state visited)" in shown
    assert f"1 of 2 cases can be moved to version {version} of noise" in shown
    with in_council(council):
        assert not Recast.objects.exists(), "nothing has happened yet"
    assert "2 of 2 cases moved" in run("--do", "--why", "New rules", "--state", "visited=seen")
    assert (read_case(council, second).state, read_case(council, second).pattern_version) == ("seen", version)
    assert "0 of 0 cases moved" in run("--do", "--why", "New rules"), "again changes nothing"
    with in_council(council):
        assert Recast.objects.count() == 2
        assert set(Case.objects.values_list("pattern_version", flat=True)) == {version}


def test_what_cannot_be_done_is_said(council: CouncilSite) -> None:
    noise_case(council)
    with pytest.raises(CommandError, match="--why"):
        run("--do")
    with pytest.raises(CommandError, match="OLD=NEW"):
        run("--state", "visited")
    with pytest.raises(CommandError, match="nowhere"):
        call_command("cases", "move", "--council", "amberford", "--service", "nowhere", stdout=StringIO())
