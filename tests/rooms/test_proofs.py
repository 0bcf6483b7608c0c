"""Is nothing lost or doubled while web, worker and database are killed, and while providers are swapped in the studio?

Real programs, each a process, and residents who come through their pages. COMMONHALL_KILLS says how many of them see
programs killed; `./run bench kill` plays a thousand, `./run bench swap` three hundred.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bench.proofs.installation import installed
from bench.proofs.playing import Residents, play_kills, play_swaps
from bench.proofs.swapping import swaps
from commonhall.capabilities.ports import find_provider, providers_of
from commonhall.capabilities.words import capabilities

pytestmark = pytest.mark.commits
KILLED: Final = 40
SWAPPED: Final = 24


@pytest.fixture(scope="module")
def residents() -> Iterator[Residents]:
    with installed() as installation:
        yield Residents(installation)


def test_every_capability_is_swapped(tmp_path: Path) -> None:
    found = swaps(tmp_path, 8000)
    assert {swap.capability for swap in found} == {capability.name for capability in capabilities()}
    for swap in found:
        assert len(providers_of(swap.capability)) > 1
        assert find_provider(swap.capability, swap.provider).name == swap.provider


def test_nothing_is_lost_or_doubled_when_programs_are_killed(residents: Residents) -> None:
    outcome = play_kills(residents, int(os.environ.get("COMMONHALL_KILLS", KILLED)))
    assert not outcome.wrong, "\n".join(outcome.wrong)
    assert all(outcome.acts.values()), outcome.acts
    told = outcome.counted
    assert told["references"] > told["payments acknowledged"] > 0, told
    assert told["requests repeated"], "no request met a program that was dead: the proof proves nothing"


def test_nothing_is_lost_or_doubled_when_providers_are_swapped_and_swapped_back(residents: Residents) -> None:
    outcome = play_swaps(residents, SWAPPED)
    assert not outcome.wrong, "\n".join(outcome.wrong)
    assert all(times >= 2 for times in outcome.acts.values()), outcome.acts
    told = outcome.counted
    assert told["references"] > told["payments acknowledged"] > 0, told
    assert told["photos"], told
    assert outcome.planned == len(outcome.acts), "not every provider was switched to at a time that was set"
    assert told["signed in by a provider"], told
    assert told["signed in by a link"], told
    assert told["lines in chats"], told
    assert set(outcome.officers) == {"provider", "password"}, outcome.officers
