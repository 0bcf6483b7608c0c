"""Is anything lost or doubled when every provider is swapped in the studio during hundreds of journeys? See
bench/proofs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.measuring import Figure
from bench.proofs.installation import installed
from bench.proofs.playing import Residents, figure_of, play_swaps

JOURNEYS: Final = 300
QUICK: Final = 24


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield how many references, payments, messages, files, sign-ins and chats were lost or doubled, and end with an
    error where any was.
    """
    with installed() as installation:
        outcome = play_swaps(Residents(installation), QUICK if quick else JOURNEYS)
    yield figure_of(outcome, switched=outcome.acts, planned=outcome.planned, officers=outcome.officers)
    outcome.check()
