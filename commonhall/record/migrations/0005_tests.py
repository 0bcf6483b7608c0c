"""Keeps what is tried apart from what is real, also where the worker looks for lanes with something due."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart

# As in 0002_walls, but of what is real only; and the same of what is tried, which is little.
DUE_LANES = """
CREATE OR REPLACE FUNCTION guard.due_lanes(at timestamptz, lim integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE lane(council_id) AS (
    (SELECT o.council_id FROM public.record_outbox o WHERE o.state IN ('ready', 'leased') AND NOT o.is_test
     ORDER BY o.council_id LIMIT 1)
    UNION ALL
    SELECT (SELECT o.council_id FROM public.record_outbox o
            WHERE o.state IN ('ready', 'leased') AND NOT o.is_test AND o.council_id > lane.council_id
            ORDER BY o.council_id LIMIT 1)
    FROM lane WHERE lane.council_id IS NOT NULL)
  SELECT lane.council_id FROM lane WHERE lane.council_id IS NOT NULL AND EXISTS (
    SELECT FROM public.record_outbox o WHERE o.council_id = lane.council_id
      AND o.state IN ('ready', 'leased') AND NOT o.is_test AND o.run_at <= due_lanes.at)
  LIMIT least(greatest(lim, 0), 1000) $$
"""
DUE_TESTS = """
CREATE FUNCTION guard.due_tests(at timestamptz, lim integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT o.council_id FROM public.record_outbox o
  WHERE o.is_test AND o.state IN ('ready', 'leased') AND o.run_at <= due_tests.at
  LIMIT least(greatest(lim, 0), 1000) $$
"""


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("record", "0004_forgetting"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("record_event", alike=["record_event_subject"], appended=True),
        KeepTestsApart("record_read", appended=True),
        KeepTestsApart("record_outbox", alike=["record_outbox_key"]),
        migrations.RunSQL(
            "CREATE INDEX record_outbox_due_tests ON record_outbox (run_at, council_id) "
            "WHERE is_test AND state IN ('ready', 'leased')",
            "DROP INDEX record_outbox_due_tests",
        ),
        migrations.RunSQL("GRANT SELECT (is_test) ON record_outbox TO ch_finder", migrations.RunSQL.noop),
        migrations.RunSQL(DUE_LANES, migrations.RunSQL.noop),
        migrations.RunSQL(DUE_TESTS, "DROP FUNCTION guard.due_tests(timestamptz, integer)"),
        migrations.RunSQL("REVOKE ALL ON FUNCTION guard.due_tests(timestamptz, integer) FROM PUBLIC", ""),
        migrations.RunSQL("ALTER FUNCTION guard.due_tests(timestamptz, integer) OWNER TO ch_finder", ""),
        migrations.RunSQL("GRANT EXECUTE ON FUNCTION guard.due_tests(timestamptz, integer) TO ch_control", ""),
    ]
