"""What do a pattern's own costs come to: reading it, checking it, finding the way through it, working out a condition?

Large: 10,000 parts. Ordinary: 30 pages with the conditions of ordinary ones. Nothing of it touches the database.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring import Figure
from commonhall.core.journey.route import Known, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.expressions import evaluate
from commonhall.core.language.loading import read_folder, read_pattern
from commonhall.core.verify.answers_tried import Tried
from commonhall.core.verify.checks import check_pattern
from tests.bench.large_pattern import large_pattern_text, ordinary_pattern_text

DAY = "2026-06-10"
NOW = f"{DAY}T12:00:00"
PARTS = 10_000
ORDINARY_PARTS = 260
"""Ten blocks of three pages."""


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; quick takes each but once."""
    rounds = 1 if quick else 5
    yardstick = _cpu_ms(lambda: sum(range(1_000_000)), rounds=5)
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "pattern.yaml").write_text(large_pattern_text(PARTS), encoding="utf-8")
        read = read_folder(folder)
        load = _cpu_ms(lambda: read_folder(folder), rounds=rounds)
    yield _figure("pattern load", load, yardstick, "10,000 parts in under 500 ms")
    check = _cpu_ms(lambda: check_pattern(read, fact_types={}), rounds=1 if quick else 3)
    yield _figure("pattern check", check, yardstick, "10,000 parts in under 5,000 ms")
    yield from _ways(yardstick, times=50 if quick else 1_000, rounds=rounds)


def _ways(yardstick: float, *, times: int, rounds: int) -> Iterator[Figure]:
    """One condition for three pages is ordinary; in the dense one, as in the large one, there are four."""
    aims = {"": "at most 0.2 ms for 30 pages", " dense": "none: four conditions for three pages"}
    for name, text in {"": ordinary_pattern_text(30), " dense": large_pattern_text(ORDINARY_PARTS)}.items():
        effective = _effective(text)
        known = _known(effective)
        route = navigate(effective, known)
        taken = _cpu_ms(partial(_repeated, partial(navigate, effective, known), times), rounds=rounds) / times
        figure = _figure(f"pattern navigate{name}", taken, yardstick, aims[name])
        yield replace(figure, more={"pages": len(effective.pattern.pages), "walked": len(route.walked)})
    large = _effective(large_pattern_text(PARTS))
    there = _known(large)
    taken = _cpu_ms(lambda: navigate(large, there), rounds=max(3, rounds))
    yield _figure("pattern navigate large", taken, yardstick, "10,000 parts in under 20 ms")
    source = "answers.way_1 == 'way_1' && answers.number_1 > settings.limit_1"
    condition = partial(evaluate, source, route.scope, place="bench")
    work = _cpu_ms(partial(_repeated, condition, times), rounds=rounds) / times
    yield _figure("pattern evaluate", work, yardstick, "at most 0.02 ms for an ordinary condition")


def _repeated(work: Callable[[], object], times: int) -> None:
    for _ in range(times):
        work()


def _figure(name: str, value: float, yardstick: float, aim: str) -> Figure:
    return Figure(name, value, "CPU ms", "sum(range(1_000_000))", value / yardstick, aim)


def _cpu_ms(work: Callable[[], object], *, rounds: int) -> float:
    """Return the median processor time, in milliseconds, of ``work`` over ``rounds``, after one that is not counted."""
    taken = []
    for _ in range(rounds + 1):
        begun = time.process_time_ns()
        work()
        taken.append((time.process_time_ns() - begun) / 1_000_000)
    return statistics.median(taken[1:])


def _effective(text: str) -> Effective:
    pattern, _ = read_pattern(text)
    council = {"nation": "england", "slug": "example", "name": {"en": "Example", "cy": ""}}
    return effective_pattern(pattern, council=council, day=date.fromisoformat(DAY))


def _known(effective: Effective) -> Known:
    """Answers that lead through every page: each block by the way that asks all of it."""
    tried = Tried(effective, DAY)
    answers = {name: possible[0] for name, possible in tried.answers.items()}
    answers |= {name: "way_2" for name in answers if name.startswith("way_")}
    return Known(answers=answers, now=NOW, opened=NOW)
