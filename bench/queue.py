"""Does an officer's queue stay as fast as cases pile up? Pages at growing numbers of cases over 300 councils."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.caseload import NOW, bench_member, caseload, sizes
from bench.measuring import Figure, cost_of, percentile_ms
from commonhall.cases.queries import Filter, Place, counts_of, queue
from commonhall.cases.queues.my_work import waiting_for
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council

TABS = [Filter(), Filter(due="overdue"), Filter(due="today"), Filter(owner="me"), Filter(owner="none")]
MINE = [
    Filter(owner="me", due="overdue"),
    Filter(owner="me", due="today"),
    Filter(owner="me", last_from="resident"),
    Filter(owner="me", review="due"),
    Filter(watched="yes"),
    Filter(owner="none"),
]
LISTS = {
    "one service and one team": Filter(pattern=("missed-bin",), team=("waste",)),
    "one ward": Filter(ward=("Ward 3",)),
    "a tag that no case has": Filter(tag=("storm",)),
    "by priority": Filter(sort="priority"),
    "newest first": Filter(sort="newest"),
    "status changed last": Filter(sort="moved"),
    "closed": Filter(phase="closed"),
}


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures of the queue at each size, for the largest council and for one of the others."""
    load = caseload()
    yardstick, size = 0.0, 0
    for size in sizes(quick=quick):
        load.grow(size)
        first = measured(_page(load.largest, Filter()))
        yardstick = yardstick or first["cpu"]
        more = {**first, "cases_of_council": load.have[load.largest.id]}
        yield _figure(f"first page with counts, {size:,} cases, largest council", more, yardstick, aim="flat")
    other = measured(_page(load.sites[150], Filter()))
    yield _figure(f"first page with counts, {size:,} cases, an ordinary council", other, yardstick)
    for name, chosen in LISTS.items():
        yield _figure(f"{name}, {size:,} cases", measured(_page(load.largest, chosen)), yardstick)
    yield _figure(f"my work, {size:,} cases", measured(_home(load.largest)), yardstick)
    yield from _deep(load.largest, yardstick)


def _figure(name: str, more: dict[str, float], yardstick: float, *, aim: str = "") -> Figure:
    by = "the first page at 1,000 cases"
    return Figure(f"queue: {name}", more["cpu"], "CPU ms", by, more["cpu"] / yardstick, aim=aim, more=more)


def measured(work: Callable[[int], object]) -> dict[str, float]:
    """Return what ``work`` costs: processor time of both sides, wall clock at the 95th percentile, statements."""
    cost = cost_of(work, times=20)
    return {
        "cpu": round(cost.cpu_ms, 3),
        "python": round(cost.python_ms, 3),
        "postgres": round(cost.postgres_ms, 3),
        "p95_wall_ms": round(percentile_ms(work, times=100), 3),
        "statements": cost.statements,
    }


def _page(site: CouncilSite, chosen: Filter) -> Callable[[int], object]:
    """Return what a page of the queue reads: its cases, and the counts of its tabs."""
    member = bench_member(site)

    def page(_: int) -> None:
        with in_council(site):
            queue(member, chosen, at=NOW)
            counts_of(member, [*TABS, chosen], at=NOW)

    return page


def _home(site: CouncilSite) -> Callable[[int], object]:
    member = bench_member(site)

    def page(_: int) -> None:
        with in_council(site):
            counts_of(member, MINE, at=NOW)
            waiting_for(member)

    return page


def _deep(site: CouncilSite, yardstick: float) -> Iterator[Figure]:
    """Measure a page far down the queue: keyset pages cost the same anywhere."""
    member = bench_member(site)
    far: Place | None = None
    pages = 0
    with in_council(site):
        while pages < 100 and (found := queue(member, Filter(), start=far, at=NOW)).after:
            far, pages = found.after, pages + 1

    def page(_: int) -> None:
        with in_council(site):
            queue(member, Filter(), start=far, at=NOW)

    yield _figure(f"page {pages}, without counts", measured(page), yardstick)
