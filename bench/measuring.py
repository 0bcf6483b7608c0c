"""What did a piece of work cost? Processor time of Python and of PostgreSQL, statements, and the median of rounds."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Cost:
    """What one round cost, each value for one piece of work. CPU in milliseconds."""

    python_ms: float
    postgres_ms: float
    wall_ms: float
    statements: float

    @property
    def cpu_ms(self) -> float:
        """Processor time of both."""
        return self.python_ms + self.postgres_ms


@dataclass(frozen=True)
class Figure:
    """One line of the report. ratio: the figure by the yardstick, measured in the same run."""

    name: str
    value: float
    unit: str
    yardstick: str
    ratio: float
    aim: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """Return the figure as a line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "value": round(self.value, 4),
                "unit": self.unit,
                "ratio": round(self.ratio, 3),
                "yardstick": self.yardstick,
                **({"aim": self.aim} if self.aim else {}),
                **self.more,
            }
        )


def backend_ns(alias: str) -> int:
    """Return the processor time, in nanoseconds, of the server process behind a connection (0 where not readable)."""
    raw = connections[alias].connection
    if raw is None:
        return 0
    stat = Path(f"/proc/{raw.info.backend_pid}/schedstat")
    try:
        return int(stat.read_text().split()[0])
    except OSError:
        return 0


class _Counting:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def cost_of(work: Callable[[int], object], *, times: int, aliases: tuple[str, ...] = ("default",)) -> Cost:
    """Return the median cost of one piece of ``work`` over five rounds of ``times``, after a round that is not counted.

    work: called with a number that is different each time.
    """
    for alias in aliases:
        connections[alias].ensure_connection()
    rounds = [_round(work, times, start, aliases) for start in range(0, 6 * times, times)][1:]
    return Cost(
        python_ms=statistics.median(one.python_ms for one in rounds),
        postgres_ms=statistics.median(one.postgres_ms for one in rounds),
        wall_ms=statistics.median(one.wall_ms for one in rounds),
        statements=rounds[-1].statements,
    )


def _round(work: Callable[[int], object], times: int, start: int, aliases: tuple[str, ...]) -> Cost:
    counting = _Counting()
    before = sum(backend_ns(alias) for alias in aliases)
    python, wall = time.process_time_ns(), time.perf_counter_ns()
    with connections["default"].execute_wrapper(counting):
        for number in range(start, start + times):
            work(number)
    python, wall = time.process_time_ns() - python, time.perf_counter_ns() - wall
    postgres = sum(backend_ns(alias) for alias in aliases) - before
    each = times * 1_000_000
    return Cost(python / each, postgres / each, wall / each, counting.count / times)


def percentile_ms(work: Callable[[int], object], *, times: int, percent: int = 95) -> float:
    """Return the wall-clock time, in milliseconds, under which ``percent`` of ``times`` pieces of work stayed."""
    taken = []
    for number in range(times):
        begun = time.perf_counter_ns()
        work(number)
        taken.append((time.perf_counter_ns() - begun) / 1_000_000)
    return statistics.quantiles(taken, n=100)[percent - 1]
