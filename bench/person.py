"""Is everything about a person there at once? The view of somebody with 200 cases, and finding somebody among many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

import psycopg

from bench.caseload import REVISION, bench_member
from bench.measuring import Cost, Figure, cost_of, percentile_ms
from commonhall.cases.people.person_page import person_page
from commonhall.cases.people.reaching import find_people
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council

NOW: Final = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
CASES: Final = 200
PEOPLE: Final = """
INSERT INTO contacts_person (id, council_id, name, forename, surname, surname_sound, email, phone, phone_typed,
    language, made_at, restricted, matched_at)
SELECT gen_random_uuid(), %(council)s, 'Ana Bench' || translate(n::text, '0123456789', 'abcdefghij'), 'ana',
    'bench' || translate(n::text, '0123456789', 'abcdefghij'), 'bnx' || n %% 500,
    'ana' || n || '@example.org', '+4477009' || lpad(n::text, 5, '0'), '', 'en', %(now)s, false, %(now)s
FROM generate_series(1, %(people)s::int) AS n
"""
DETAILS: Final = """
INSERT INTO contacts_detail (id, council_id, person_id, kind, value, shown, postcode, uprn, source, level, since_at)
SELECT gen_random_uuid(), council_id, id, kind, CASE kind WHEN 'email' THEN email ELSE phone END, '', '', '', 'case',
    'typed', made_at
FROM contacts_person, unnest(ARRAY['email', 'phone']) AS kind WHERE council_id = %(council)s
"""
CASES_OF: Final = """
INSERT INTO cases_case (id, council_id, reference, pattern, pattern_version, revision_id, service, item, title_en,
    title_cy, state, phase, team, person_id, uprn, parent_uprn, address, postcode, channel, language, answers, facts,
    kept, restricted, opened_at, since_at, due_at, dispose_then, version, priority, last_from, ward{more})
SELECT gen_random_uuid(), %(council)s, 'BP-' || %(key)s || '-' || n, 'missed-bin', '1.0.0', %(revision)s, 'bench', '',
    'Case ' || n, '', 'closed', CASE WHEN n %% 4 = 0 THEN 'open' ELSE 'closed' END, 'waste', %(person)s, '', '', '', '',
    'web', 'en', jsonb_build_object('message', repeat('word ', 40)), '{{}}', '{{}}', false,
    %(now)s::timestamptz - n * interval '1 day', %(now)s, %(now)s, '', 1, 0, 'resident', ''{values}
FROM generate_series(1, %(cases)s::int) AS n
"""
MESSAGES: Final = """
INSERT INTO cases_message (id, council_id, case_id, occasion, kind, channel, recipient, language, subject, body, state,
    provider_id, failure, composed_at, direction{more})
SELECT gen_random_uuid(), council_id, id, id::text, 'opened', 'email', 'ana@example.org', 'en', 'We have it',
    repeat('word ', 100), 'sent', '', '', opened_at, 'out'{values} FROM cases_case WHERE person_id = %(person)s
"""


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield what the view of a person with 200 cases costs, and finding one by name among many."""
    site = _council()
    people = 2_000 if quick else 50_000
    with psycopg.connect(os.environ["COMMONHALL_DSN_MIGRATOR"], autocommit=True) as migrator:
        made = migrator.execute(REVISION, {"council": site.id}).fetchone()
        assert made is not None
        values = {"council": site.id, "now": NOW, "people": people, "revision": made[0]}
        migrator.execute(PEOPLE, values)
        migrator.execute(DETAILS, values)
        many, one = _person(migrator, site, 7), _person(migrator, site, 8)
        for person, cases in ((many, CASES), (one, 1)):
            given = {**values, "person": person, "cases": cases, "key": uuid4().hex[:8]}
            _fill(migrator, CASES_OF, "cases_case", given)
            _fill(migrator, MESSAGES, "cases_message", given)
        migrator.execute("VACUUM ANALYZE contacts_person, contacts_detail, cases_case, cases_message")
    yardstick = _view(site, one)
    for name, person in (("a person with one case", one), (f"a person with {CASES} cases", many)):
        yield _figure(f"person view, {name}", _view(site, person), yardstick, _p95(site, person))
    found = cost_of(lambda _: _find(site), times=20)
    yield Figure(
        f"people found by name among {people:,}",
        found.cpu_ms,
        "CPU ms",
        "the view of a person with one case",
        found.cpu_ms / yardstick.cpu_ms,
        more={"p95_wall_ms": round(percentile_ms(lambda _: _find(site), times=50), 3), "statements": found.statements},
    )


def _council() -> CouncilSite:
    return add_council(
        slug="bench-people", name=Words(en="Bench"), kind="district", nation="england", by=SYSTEM, at=NOW
    )


def _person(migrator: psycopg.Connection, site: CouncilSite, number: int) -> UUID:
    row = migrator.execute(
        "SELECT id FROM contacts_person WHERE council_id = %s AND email = %s", (site.id, f"ana{number}@example.org")
    ).fetchone()
    assert row is not None
    return UUID(str(row[0]))


REST: Final = """
SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s
AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
PLAIN: Final = {"text": "''", "integer": "0", "smallint": "0", "bigint": "0", "boolean": "false", "jsonb": "'{}'"}


def _fill(migrator: psycopg.Connection, statement: str, table: str, values: dict[str, object]) -> None:
    """Run ``statement`` with nothing in the columns of ``table`` that it does not name and that need something."""
    rest = [(name, kind) for name, kind in migrator.execute(REST, (table,)).fetchall() if name not in statement]
    more = "".join(f", {name}" for name, _ in rest)
    plain = "".join(f", {PLAIN[kind]}" for _, kind in rest)
    migrator.execute(statement.format(more=more, values=plain), values)


def _view(site: CouncilSite, person: UUID) -> Cost:
    return cost_of(lambda _: _look(site, person), times=20)


def _p95(site: CouncilSite, person: UUID) -> float:
    return percentile_ms(lambda _: _look(site, person), times=100)


def _look(site: CouncilSite, person: UUID) -> None:
    with in_council(site):
        person_page(bench_member(site), person, council=site, at=NOW)


def _find(site: CouncilSite) -> None:
    with in_council(site):
        assert find_people(bench_member(site), "Ana Benchec", at=NOW).people


def _figure(name: str, cost: Cost, yardstick: Cost, p95: float) -> Figure:
    return Figure(
        name,
        cost.cpu_ms,
        "CPU ms",
        "the view of a person with one case",
        cost.cpu_ms / yardstick.cpu_ms,
        aim="p95 at most 250 ms, at most 12 statements",
        more={
            "python": round(cost.python_ms, 3),
            "postgres": round(cost.postgres_ms, 3),
            "statements": cost.statements,
            "p95_wall_ms": round(p95, 3),
        },
    )
