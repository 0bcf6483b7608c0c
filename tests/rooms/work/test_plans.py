"""No list reads rows only to throw them away: every queue finds its cases through an index, under the wall."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.db.models import QuerySet

from commonhall.cases.models import Case
from commonhall.cases.queries import Filter, filtered
from commonhall.catalogue.models import AdoptionRevision
from commonhall.core.values.reference import new_reference
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Granted, Member
from tests.database import OwnDatabase
from tests.rooms.work.skips import AT, adopt_skips

NOBODY = UUID(int=1)
CASES = 3000
QUEUES = (
    (Filter(), ("due_at", "id")),
    (Filter(team=("team-1",)), ("due_at", "id")),
    (Filter(pattern=("pattern-0",)), ("due_at", "id")),
    (Filter(due="overdue"), ("due_at", "id")),
    (Filter(due="today"), ("due_at", "id")),
    (Filter(owner="none"), ("due_at", "id")),
    (Filter(phase="closed"), ("-closed_at", "-id")),
    (Filter(search="17"), ("due_at", "id")),
    (Filter(sort="priority"), ("-priority", "due_at", "id")),
    (Filter(sort="oldest"), ("opened_at", "id")),
    (Filter(sort="newest"), ("-opened_at", "-id")),
    (Filter(review="due"), ("due_at", "id")),
)


def member(council: CouncilSite) -> Member:
    return Member(NOBODY, NOBODY, council.id, NOBODY, "Test", "test@example.org", "en", (Granted("officer"),))


@pytest.fixture
def uncounted(own_database: OwnDatabase) -> None:
    """Let the planner know nothing of the cases: what other tests left may have been counted in the background."""
    with psycopg.connect(own_database.superuser_dsn, autocommit=True) as superuser:
        superuser.execute("DELETE FROM pg_statistic WHERE starelid = 'cases_case'::regclass")
        superuser.execute("UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = 'cases_case'::regclass")


@pytest.fixture
def busy(council: CouncilSite, uncounted: None) -> CouncilSite:
    """A council with a few thousand cases, a tenth of them open."""
    with in_council(council):
        adopt_skips(council)
        revision = AdoptionRevision.objects.get().id
        Case.objects.bulk_create(
            Case(
                reference=new_reference("SK", number.to_bytes(16, "big")),
                pattern=f"pattern-{number % 5}",
                pattern_version="1.0.0",
                revision_id=revision,
                service="skip-licence",
                item=str(number),
                title_en="A case",
                state="received" if number % 10 == 0 else "licensed",
                phase="open" if number % 10 == 0 else "closed",
                team=f"team-{number % 4}",
                opened_at=AT,
                since_at=AT,
                due_at=AT + timedelta(hours=number % 400),
                closed_at=None if number % 10 == 0 else AT + timedelta(minutes=number),
                postcode=f"DL11 {number % 9}AA",
                uprn=str(number),
            )
            for number in range(CASES)
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a few thousand rows are no reason to use an index
    return council


def plan_of(rows: QuerySet[Case]) -> list[dict[str, Any]]:
    """Return every node of the plan with which PostgreSQL ran ``rows``."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        read = cursor.fetchone()[0]
    waiting = [(json.loads(read) if isinstance(read, str) else read)[0]["Plan"]]
    nodes = []
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        waiting += node.get("Plans", [])
    return nodes


def test_a_queue_is_found_through_an_index(busy: CouncilSite, subtests: pytest.Subtests) -> None:
    with in_council(busy), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        for chosen, order in QUEUES:
            with subtests.test(str(chosen)):
                found = filtered(member(busy), chosen, at=AT + timedelta(hours=30)).order_by(*order)[:51]
                scans = [node for node in plan_of(found) if "Scan" in node["Node Type"] and _of_cases(node)]
                assert scans
                assert all("Index" in node["Node Type"] for node in scans), scans
                thrown = sum(node.get("Rows Removed by Filter", 0) for node in scans)
                assert thrown <= 51 * 4, f"{thrown} rows were read for nothing: {scans}"


def _of_cases(node: dict[str, Any]) -> bool:
    return bool(node.get("Relation Name") == "cases_case")


def test_words_are_found_through_their_index(superuser: psycopg.Connection) -> None:
    """What the finder's function does, planned as its owner does it: other councils' words are not even read."""
    ((body,),) = superuser.execute(
        "SELECT prosrc FROM pg_proc WHERE oid = 'guard.find_cases(text, text[], text[], text[], integer)'::regprocedure"
    ).fetchall()
    anywhere = {name: "ARRAY['']" for name in ("patterns", "teams", "wards")}
    for name, value in {"wanted": "'''000007n:rees'''", **anywhere}.items():
        body = re.sub(rf"\b{name}\b", value, body)
    body = body.rpartition("RETURN QUERY")[2].partition(";")[0]
    body = re.sub(r"\bmost\b", "50", body).replace("mine", f"'{UUID(int=7)}'::uuid")
    with superuser.transaction(force_rollback=True):
        superuser.execute("SET LOCAL session_replication_role = replica")  # the cases themselves are not needed
        superuser.execute(
            "INSERT INTO cases_words (id, council_id, case_id, words) SELECT gen_random_uuid(), %s, gen_random_uuid(), "
            "array_to_tsvector(ARRAY['n:name' || n, 'w:council']) FROM generate_series(1, 5000) AS n",
            [UUID(int=7)],
        )
        superuser.execute("ANALYZE cases_words")
        superuser.execute("SET LOCAL enable_seqscan = off")
        superuser.execute("SET LOCAL enable_nestloop = off")  # there are no cases to begin from
        plan = "\n".join(row[0] for row in superuser.execute(f"EXPLAIN {body}").fetchall())
    assert "Bitmap Index Scan on cases_words_found" in plan
    condition = plan[plan.index("cases_words_found") :].split("Index Cond:")[1].splitlines()[0]
    assert "marked(" in condition
    assert "@@ '''000007n:rees'''" in condition
