"""Is anything lost or doubled when programs are killed at random moments of a thousand journeys? See bench/proofs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bench.measuring import Figure
from bench.proofs.installation import installed
from bench.proofs.playing import Residents, figure_of, play_kills

JOURNEYS: Final = 1000
QUICK: Final = 60


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield how many references, payments, messages and bookings were lost or doubled, and end with an error where any
    was. COMMONHALL_KILLS says how many journeys, COMMONHALL_KILLS_SEED from what the moments follow.
    """
    journeys = int(os.environ.get("COMMONHALL_KILLS", QUICK if quick else JOURNEYS))
    with installed() as installation:
        residents = Residents(installation, seed=int(os.environ.get("COMMONHALL_KILLS_SEED", "5")))
        outcome = play_kills(residents, journeys)
    yield figure_of(outcome, killed=outcome.acts)
    outcome.check()
