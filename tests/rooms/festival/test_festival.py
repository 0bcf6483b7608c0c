"""Does every story come to its end while each provider that it meets does wrong, with everything there exactly once?

What happened stands in a table of the docs. COMMONHALL_FESTIVAL=1 writes it anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from commonhall.catalogue.faults import EFFECTS, Effect
from commonhall.councils.queries import CouncilSite
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.conftest import (
    clock as clock,
)  # fixtures of the rooms that files and back offices are proved in
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.conftest import roads as roads
from tests.rooms.festival import filing, handing, locating, patterns, pointing, proving, signing_in, table
from tests.rooms.festival.stories import STORIES, Stage, in_words

_TOLD: Final = [(story.name, capability) for story in STORIES.values() for capability in story.uses]
_FILED: Final = [(filing.STORY, capability) for capability in filing.USES]
_LOCATED: Final = [(locating.STORY, capability) for capability in locating.USES]
_POINTED: Final = [(pointing.STORY, capability) for capability in pointing.USES]
_HANDED: Final = [(handing.STORY, capability) for capability in handing.USES]
_SIGNED_IN: Final = [(each.STORY, capability) for each in (signing_in, proving) for capability in each.USES]
CASES: Final = [
    *(
        (*one, effect)
        for one in (*_TOLD, *_FILED, *_LOCATED, *_POINTED, *_HANDED, *_SIGNED_IN)
        for effect in sorted(EFFECTS)
    ),
    *patterns.CASES,
]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonhall.catalogue.faults.time.sleep", lambda seconds: None)


@pytest.mark.parametrize(("name", "capability"), _TOLD)
@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_it_goes_on_and_everything_is_there_once(
    council: CouncilSite, tmp_path: Path, name: str, capability: str, effect: Effect
) -> None:
    story = STORIES[name]
    ended = Stage(council, tmp_path, story).play(capability, effect)
    table.check_line((name, capability, effect), in_words(ended, story), cases=CASES)


@pytest.mark.parametrize(("name", "capability"), _FILED)
@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_the_file_is_there_once_or_asked_for(
    council: CouncilSite, tmp_path: Path, clock: Clock, name: str, capability: str, effect: Effect
) -> None:
    words = filing.play(council, tmp_path, clock, capability, effect)
    table.check_line((name, capability, effect), words, cases=CASES)


@pytest.mark.parametrize(("name", "capability"), _LOCATED)
@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_the_property_is_known_in_the_end(
    council: CouncilSite, clock: Clock, name: str, capability: str, effect: Effect
) -> None:
    table.check_line((name, capability, effect), locating.play(council, clock, effect), cases=CASES)


@pytest.mark.parametrize(("name", "capability"), _POINTED)
@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_the_place_is_known_with_its_point(
    council: CouncilSite, clock: Clock, name: str, capability: str, effect: Effect
) -> None:
    table.check_line((name, capability, effect), pointing.play(council, effect), cases=CASES)


@pytest.mark.parametrize(("name", "capability"), _HANDED)
@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_the_back_office_has_it_once_and_in_order(roads: Roads, name: str, capability: str, effect: Effect) -> None:
    table.check_line((name, capability, effect), handing.play(roads, effect), cases=CASES)


def test_the_table_has_a_line_for_each_story_and_fault() -> None:
    assert table.lines() == CASES
