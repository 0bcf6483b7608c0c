"""Does an officer's queue stay as fast as cases pile up? First page at growing numbers of cases over 300 councils."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import psycopg

from bench.measuring import Figure, cost_of, percentile_ms
from commonhall.cases.queries import Filter, Place, counted, filtered, queue
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Granted, Member

COUNCILS = 300
NOW = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
SHARE = 0.058
"""Of all cases, the part that the largest council has; the others share the rest evenly."""

ADD = """
INSERT INTO cases_case (id, council_id, reference, pattern, pattern_version, revision_id, service, item, title_en,
    title_cy, state, phase, team, uprn, parent_uprn, address, postcode, channel, language, answers, facts, opened_at,
    due_at, closed_at, version, kept, restricted, since_at, dispose_then)
SELECT gen_random_uuid(), %(council)s, 'BN-' || n,
    (ARRAY['missed-bin', 'contact-the-council', 'complaints'])[1 + n %% 3],
    '1.0.0', %(revision)s, 'bench', '', 'Case ' || n, '', CASE WHEN n %% 10 < 7 THEN 'closed' ELSE 'reported' END,
    CASE WHEN n %% 10 < 7 THEN 'closed' ELSE 'open' END, (ARRAY['waste', 'highways', 'tax', 'housing'])[1 + n %% 4],
    '', '', '', '', 'web', 'en', jsonb_build_object('message', repeat('word ', 40)), '{}',
    %(now)s::timestamptz - n * interval '7 seconds', %(now)s::timestamptz + ((n * 7919) %% 40 - 10) * interval '1 day',
    CASE WHEN n %% 10 < 7 THEN %(now)s::timestamptz - n * interval '5 seconds' END, 1,
    '{}', false, %(now)s::timestamptz, ''
FROM generate_series(%(first)s::int, %(last)s::int) AS n
"""
REVISION = """
WITH adopted AS (INSERT INTO catalogue_adoption (id, council_id, slug, pattern, mode, state, revision, adopted_at)
    VALUES (gen_random_uuid(), %(council)s, 'bench', 'bench', 'pin', 'live', 1, now()) RETURNING id)
INSERT INTO catalogue_revision
    (id, council_id, adoption_id, number, origin, version_id, settings, wording, made_by, made_at)
SELECT gen_random_uuid(), %(council)s, id, 1, 'library', gen_random_uuid(), '[]', '{}', '', now()
FROM adopted RETURNING id
"""


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures of the queue at each size, for the largest council and for one of the others."""
    sites = [_council(number) for number in range(COUNCILS)]
    sizes = (1_000, 10_000, 100_000) if quick else (1_000, 100_000, 1_000_000)
    yardstick = 0.0
    with psycopg.connect(os.environ["COMMONHALL_DSN_MIGRATOR"], autocommit=True) as migrator:
        revisions = {site.id: _revision(migrator, site) for site in sites}
        have = dict.fromkeys((site.id for site in sites), 0)
        for size in sizes:
            for place, site in enumerate(sites):
                _grow(migrator, site, revisions[site.id], have, _wanted(size, place))
            migrator.execute("VACUUM ANALYZE cases_case")
            largest = _first_page(sites[0])
            yardstick = yardstick or largest["cpu"]
            yield Figure(
                f"queue, first page, {size:,} cases, largest council",
                largest["cpu"],
                "CPU ms",
                "the same at 1,000 cases",
                largest["cpu"] / yardstick,
                aim="flat",
                more={**largest, "cases_of_council": have[sites[0].id]},
            )
        other = _first_page(sites[150])
        yield Figure(
            f"queue, first page, {size:,} cases, an ordinary council",
            other["cpu"],
            "CPU ms",
            "the largest council at 1,000 cases",
            other["cpu"] / yardstick,
            more=other,
        )
        yield from _deep(sites[0], yardstick)


def _council(number: int) -> CouncilSite:
    return add_council(
        slug=f"bench-{number:03}",
        name=Words(en=f"Bench {number}"),
        kind="district",
        nation="england",
        by=SYSTEM,
        at=NOW,
    )


def _revision(migrator: psycopg.Connection, site: CouncilSite) -> UUID:
    row = migrator.execute(REVISION, {"council": site.id}).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def _wanted(size: int, place: int) -> int:
    return int(size * SHARE) if place == 0 else max(1, int(size * (1 - SHARE) / (COUNCILS - 1)))


def _grow(migrator: psycopg.Connection, site: CouncilSite, revision: UUID, have: dict[UUID, int], wanted: int) -> None:
    if wanted > have[site.id]:
        values = {"council": site.id, "revision": revision, "now": NOW, "first": have[site.id] + 1, "last": wanted}
        migrator.execute(ADD, values)
        have[site.id] = wanted


def _member(site: CouncilSite) -> Member:
    nobody = UUID(int=1)
    return Member(nobody, nobody, site.id, nobody, "Bench", "bench@example.org", "en", (Granted("officer"),))


def _first_page(site: CouncilSite) -> dict[str, float]:
    """Measure what the queue's page reads: the first page, and the four counts beside it."""
    member = _member(site)

    def page(_: int) -> None:
        with in_council(site):
            queue(member, Filter(), at=NOW)
            for due in ("overdue", "today"):
                counted(filtered(member, Filter(due=due), at=NOW))
            counted(filtered(member, Filter(owner="none"), at=NOW))

    cost = cost_of(page, times=20)
    return {
        "cpu": round(cost.cpu_ms, 3),
        "python": round(cost.python_ms, 3),
        "postgres": round(cost.postgres_ms, 3),
        "p95_wall_ms": round(percentile_ms(page, times=100), 3),
        "statements": cost.statements,
    }


def _deep(site: CouncilSite, yardstick: float) -> Iterator[Figure]:
    """Measure a page far down the queue: keyset pages cost the same anywhere."""
    member = _member(site)
    with in_council(site):
        rows = list(filtered(member, Filter(), at=NOW).order_by("due_at", "id").values_list("due_at", "id")[:5000])
    far = Place(*rows[-min(len(rows), 200)])

    def page(_: int) -> None:
        with in_council(site):
            queue(member, Filter(), start=far, at=NOW)

    cost = cost_of(page, times=20)
    yield Figure(
        "queue, a page far down",
        cost.cpu_ms,
        "CPU ms",
        "the first page with counts at 1,000 cases",
        cost.cpu_ms / yardstick,
        more={"rows_before": len(rows)},
    )
