"""Is a case found as fast as cases pile up? By a name, a number and words, among those of 300 councils."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.caseload import NOW, bench_member, caseload, sizes
from bench.measuring import Figure
from bench.queue import TABS, measured
from commonhall.cases.queries import Filter, counts_of, looked_up, queue
from commonhall.cases.searching import found_because
from commonhall.core.finding.asking import wanted_from
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council

SEARCHES = {
    "a reference": Filter(search="BN-17"),
    "an e-mail address": Filter(search="somebody17@example.org"),
    "a phone number": Filter(search="07700 900017"),
    "a surname": Filter(search="surname17"),
    "forename and surname": Filter(search="forename17 surname17"),
    "names that sound like it": Filter(search="surname17", like="yes"),
    "two words": Filter(search="word17 word18"),
    "a beginning": Filter(search="street1"),
    "a postcode": Filter(search="ZZ17 AA"),
    "nothing": Filter(search="no such thing"),
    "a word that every case has": Filter(search="council"),
}


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield what each kind of search costs, counts of the tabs and reasons among it."""
    load = caseload()
    size = sizes(quick=quick)[-1]
    load.grow(size)
    load.give_words()
    yardstick = 0.0
    for name, chosen in SEARCHES.items():
        for which, site in (("largest council", load.largest), ("an ordinary council", load.sites[150])):
            more = measured(_search(site, chosen))
            yardstick = yardstick or more["cpu"]
            yield Figure(
                f"search: {name}, {size:,} cases, {which}",
                more["cpu"],
                "CPU ms",
                "a reference in the largest council",
                more["cpu"] / yardstick,
                more=more,
            )


def _search(site: CouncilSite, chosen: Filter) -> Callable[[int], object]:
    member = bench_member(site)

    def page(_: int) -> None:
        with in_council(site):
            looked = looked_up(member, chosen)
            found = queue(member, looked, at=NOW)
            counts_of(member, [*TABS, looked], at=NOW)
            found_because(found.cases, wanted_from(chosen.search, like=bool(chosen.like)))

    return page
