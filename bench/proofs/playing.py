"""How is a proof played? Residents send and pay in threads while something is done to what runs; then all settles
and is counted."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import count, cycle, islice
from typing import Final

from bench.measuring import Figure
from bench.proofs.chatting import ALL_DAY, Agents
from bench.proofs.counting import what_is_wrong
from bench.proofs.installation import Installation, Killer
from bench.proofs.journeys import COUNCILS, KILLED, SWAPPED, Errand, Told, go_through
from bench.proofs.signing_in import Officers
from bench.proofs.surroundings import Surroundings, nobody_waits
from bench.proofs.swapping import Swapper
from bench.proofs.talks import what_is_wrong_with_talks

AT_ONCE: Final = 4
HOMES: Final = """SELECT p.postcode, p.uprn FROM contacts_property p JOIN councils_council c ON c.id = p.council_id
WHERE c.slug = '{council}' AND p.classification LIKE 'RD%' AND p.record->>'status' = 'approved' AND 60 > (
    SELECT count(*) FROM contacts_property o WHERE o.council_id = p.council_id AND o.postcode = p.postcode)
ORDER BY p.uprn"""
"""Homes that are lived in, and that a search for their postcode shows at once."""
TIME_PASSES: Final = (
    "UPDATE record_outbox SET run_at = now(), leased_until = now() WHERE state = 'leased' OR attempts > 0 AND"
    " state = 'ready'",
    "UPDATE cases_payment SET looked_at = looked_at - interval '10 minutes' WHERE state = 'started'",
    "UPDATE record_job_turn SET next_at = now()",
)
"""What a quarter of an hour does: claims of workers that died run out, and periodic jobs are due."""
UNSETTLED: Final = """SELECT (SELECT count(*) FROM record_outbox WHERE state IN ('ready', 'leased'))
+ (SELECT count(*) FROM cases_payment WHERE state = 'started')"""
ROUNDS: Final = 4
A_ROUND: Final = 20.0
"""Seconds in which a round must settle, before time passes again."""


@dataclass(frozen=True)
class Outcome:
    """How it went. acts: how often what was killed, or switched. wrong: a sentence for everything lost or doubled.
    planned: how many switches came at a time that was set. officers: how often they signed in, by which way."""

    told: tuple[Told, ...]
    acts: Mapping[str, int]
    wrong: tuple[str, ...]
    seconds: float
    planned: int = 0
    officers: Mapping[str, int] = field(default_factory=dict)

    def check(self) -> None:
        """End the program with all that is wrong, where anything is."""
        if self.wrong:
            sys.exit("\n".join(self.wrong))

    @property
    def counted(self) -> dict[str, int]:
        """What was acknowledged, in numbers."""
        return {
            "references": sum(len(one.references) for one in self.told),
            "refused by the service": sum(one.refused for one in self.told),
            "payments begun": sum(one.at_card for one in self.told),
            "payments acknowledged": sum(one.paid for one in self.told),
            "photos": sum(one.sent_photo for one in self.told),
            "signed in by a provider": sum(one.way == "provider" for one in self.told),
            "signed in by a link": sum(one.way == "link" for one in self.told),
            "lines in chats": sum(len(one.lines) for one in self.told),
            "requests repeated": sum(one.again for one in self.told),
        }


def figure_of(outcome: Outcome, **more: object) -> Figure:
    """Return the outcome as a figure. more: what was done meanwhile."""
    journeys = len(outcome.told)
    return Figure(
        f"lost or doubled in {journeys} journeys",
        len(outcome.wrong),
        "findings",
        "a journey",
        len(outcome.wrong) / journeys,
        aim="none",
        more={**outcome.counted, **more, "seconds": round(outcome.seconds)},
    )


class Residents:
    """Who lives in an installation's councils: each home sends one request, each person is somebody else."""

    def __init__(self, installation: Installation, *, seed: int = 5) -> None:
        self.installation, self.seed = installation, seed
        self._homes = {council: _homes(installation, council, seed) for council in COUNCILS}
        self._numbers = count()

    def send(self, errands: Sequence[Errand], most: int, *, around: Surroundings) -> tuple[Told, ...]:
        """Let ``most`` residents go on ``errands`` in turn, some at once; return what they were told."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sent = [pool.submit(self._one, errand, around) for errand in islice(cycle(errands), most)]
            try:
                return tuple(each.result() for each in sent)
            finally:
                for each in sent:
                    each.cancel()

    def _one(self, errand: Errand, around: Surroundings) -> Told:
        number = next(self._numbers)
        chance = random.Random(self.seed * 1_000_003 + number)  # noqa: S311 no secrets
        return go_through(errand, number, around=around, home=next(self._homes[errand.council]), chance=chance)


def _homes(installation: Installation, council: str, seed: int) -> Iterator[tuple[str, str]]:
    """Yield homes of a council, each once: postcode and number."""
    found = [(str(row[0]), str(row[1])) for row in installation.asked(HOMES.format(council=council))]
    random.Random(seed).shuffle(found)  # noqa: S311 no secrets
    return iter(found)


def play_kills(residents: Residents, journeys: int) -> Outcome:
    """Let ``journeys`` residents send and pay while web, worker and database are killed; return what became of it."""
    begun = time.monotonic()
    installation = residents.installation
    with Killer(installation, residents.seed) as killer:
        told = residents.send(KILLED, journeys, around=_around(installation, killer.count))
    return _ended(installation, told, installation.kills, begun)


def play_swaps(residents: Residents, journeys: int) -> Outcome:
    """Let ``journeys`` residents send, pay, sign in and chat while every provider is swapped for its second one and
    back; officers sign in and agents answer meanwhile."""
    begun, installation = time.monotonic(), residents.installation
    installation.asked(ALL_DAY)
    swapper = Swapper(installation)
    around = _around(installation, swapper.count, swapper.await_switch)
    with swapper, Officers(around) as officers, Agents(around) as agents:

        def asks() -> None:
            for each in (swapper, officers, agents):
                each.count()

        told = residents.send(SWAPPED, journeys, around=replace(around, asks=asks))
    ended = _ended(installation, told, swapper.switched, begun)
    wrong = (*ended.wrong, *what_is_wrong_with_talks(installation, told, officers))
    return replace(ended, wrong=wrong, planned=swapper.planned, officers=dict(officers.ways))


def _around(
    installation: Installation, asks: Callable[[], None], await_switch: Callable[[str], None] = nobody_waits
) -> Surroundings:
    return Surroundings(installation.port, installation.data.path, asks, await_switch)


def _ended(installation: Installation, told: tuple[Told, ...], acts: Mapping[str, int], begun: float) -> Outcome:
    seconds = time.monotonic() - begun
    settle(installation)
    return Outcome(told, dict(acts), tuple(what_is_wrong(installation, told)), seconds)


def settle(installation: Installation) -> None:
    """Kill the worker once more, let time pass, and wait until nothing waits any more."""
    for _ in range(ROUNDS):
        installation.await_web()
        installation.stop_at_once("worker")
        for statement in TIME_PASSES:
            installation.asked(statement)
        installation.bring_back("worker")
        until = time.monotonic() + A_ROUND
        while time.monotonic() < until:
            time.sleep(0.5)
            if installation.asked(UNSETTLED)[0][0] == 0:
                return
