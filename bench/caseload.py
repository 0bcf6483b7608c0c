"""What do councils hold in the measurements? Three hundred of them, one large, with cases and words to find them."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import psycopg

from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Granted, Member

COUNCILS = 300
NOW = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
SHARE = 0.058
"""Of all cases, the part that the largest council has; the others share the rest evenly."""

ADD = """
INSERT INTO cases_case (id, council_id, reference, pattern, pattern_version, revision_id, service, item, title_en,
    title_cy, state, phase, team, uprn, parent_uprn, address, postcode, channel, language, answers, facts, opened_at,
    due_at, closed_at, version, kept, restricted, since_at, dispose_then, priority, last_from, ward)
SELECT (lpad(to_hex((extract(epoch FROM %(now)s::timestamptz - n * interval '7 seconds') * 1000)::bigint), 12, '0')
    || '7' || left(md5(random()::text), 3) || '8' || left(md5(random()::text), 15))::uuid, %(council)s, 'BN-' || n,
    (ARRAY['missed-bin', 'contact-the-council', 'complaints'])[1 + n %% 3],
    '1.0.0', %(revision)s, 'bench', '', 'Case ' || n, '', CASE WHEN n %% 10 < 7 THEN 'closed' ELSE 'reported' END,
    CASE WHEN n %% 10 < 7 THEN 'closed' ELSE 'open' END, (ARRAY['waste', 'highways', 'tax', 'housing'])[1 + n %% 4],
    '', '', '', '', 'web', 'en', jsonb_build_object('message', repeat('word ', 40)), '{}',
    %(now)s::timestamptz - n * interval '7 seconds', %(now)s::timestamptz + ((n * 7919) %% 40 - 10) * interval '1 day',
    CASE WHEN n %% 10 < 7 THEN %(now)s::timestamptz - n * interval '5 seconds' END, 1,
    '{}', false, %(now)s::timestamptz - n * interval '3 seconds', '', (n * 7919) %% 4 - 1,
    CASE WHEN n %% 4 = 0 THEN 'staff' ELSE 'resident' END, 'Ward ' || (n * 31) %% 20
FROM generate_series(%(first)s::int, %(last)s::int) AS n
"""
# A surname is that of one case in 400, a forename of one in 90; answers have 30 of 3,000 words, and one that all have.
WORDS = """
INSERT INTO cases_words (id, council_id, case_id, words)
SELECT gen_random_uuid(), council_id, id, array_to_tsvector(ARRAY['w:council', 'n:surname' || n * 7919 % 400,
    's:s' || n * 7919 % 150, 'd:surname' || n * 7919 % 400, 'd:surnam' || n * 7919 % 400, 'n:forename' || n % 90,
    'i:f', 'i:s', 'a:street' || n % 900, 'a:house' || n % 120, 'c:zz' || n % 40 || 'aa', 'p:447700' || 900000 + n,
    'e:somebody' || n || '@example.org']
    || ARRAY(SELECT DISTINCT 'w:word' || (n * 31 + k * k * 17 + (n % 97) * k) % 3000 FROM generate_series(1, 30) AS k))
FROM (SELECT council_id, id, substr(reference, 4)::int AS n FROM cases_case WHERE reference LIKE 'BN-%') AS cases
ON CONFLICT DO NOTHING
"""
REVISION = """
WITH adopted AS (INSERT INTO catalogue_adoption (id, council_id, slug, pattern, mode, state, revision, adopted_at)
    VALUES (gen_random_uuid(), %(council)s, 'bench', 'bench', 'pin', 'live', 1, now()) RETURNING id)
INSERT INTO catalogue_revision
    (id, council_id, adoption_id, number, origin, version_id, settings, wording, made_by, made_at)
SELECT gen_random_uuid(), %(council)s, id, 1, 'library', gen_random_uuid(), '[]', '{}', '', now()
FROM adopted RETURNING id
"""


@dataclass
class Caseload:
    """The councils of the measurements, the largest first, and how many cases each has."""

    sites: list[CouncilSite]
    revisions: dict[UUID, UUID]
    have: dict[UUID, int] = field(default_factory=dict)

    @property
    def largest(self) -> CouncilSite:
        """The council with the largest share."""
        return self.sites[0]

    def grow(self, size: int) -> None:
        """Let there be ``size`` cases in all."""
        with _migrator() as migrator:
            for place, site in enumerate(self.sites):
                share = int(size * SHARE) if place == 0 else max(1, int(size * (1 - SHARE) / (COUNCILS - 1)))
                have = self.have.get(site.id, 0)
                if share > have:
                    values = {"council": site.id, "revision": self.revisions[site.id], "now": NOW}
                    migrator.execute(ADD, {**values, "first": have + 1, "last": share})
                    self.have[site.id] = share
            migrator.execute("VACUUM ANALYZE cases_case")

    def give_words(self) -> None:
        """Let every case be found. The index is made at the end, as after a restore: row by row it takes an hour."""
        with _migrator() as migrator:
            made = migrator.execute("SELECT pg_get_indexdef('cases_words_found'::regclass)").fetchone()
            assert made is not None
            migrator.execute("DROP INDEX cases_words_found")
            migrator.execute(WORDS)
            migrator.execute("SET maintenance_work_mem = '512MB'")
            migrator.execute(made[0])
            migrator.execute("VACUUM ANALYZE cases_words")


def _migrator() -> psycopg.Connection:
    return psycopg.connect(os.environ["COMMONHALL_DSN_MIGRATOR"], autocommit=True)


@functools.cache
def caseload() -> Caseload:
    """Return the councils, made once in a run."""
    sites = [_council(number) for number in range(COUNCILS)]
    with _migrator() as migrator:
        return Caseload(sites, {site.id: _revision(migrator, site) for site in sites})


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


def bench_member(site: CouncilSite) -> Member:
    """Return an officer who sees everything of a council that is not restricted."""
    nobody = UUID(int=1)
    return Member(nobody, nobody, site.id, nobody, "Bench", "bench@example.org", "en", (Granted("officer"),))


def sizes(*, quick: bool) -> tuple[int, ...]:
    """Return how many cases there are in all, one measurement after the other."""
    return (1_000, 10_000, 100_000) if quick else (1_000, 100_000, 1_000_000)
