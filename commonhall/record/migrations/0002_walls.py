"""Puts the walls on the record, its order column, and the function that names the councils with something due."""

from django.db import migrations, models
from django.db.models.expressions import RawSQL

from commonhall.councils.walls import ControlTable, WallTable

# Hops from council to council through the index of open rows, so that one council's burst costs nothing. It is the only
# thing that sees all councils' outboxes, and it returns councils' ids only.
DUE_LANES = """
CREATE FUNCTION guard.due_lanes(at timestamptz, lim integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE lane(council_id) AS (
    (SELECT o.council_id FROM public.record_outbox o WHERE o.state IN ('ready', 'leased')
     ORDER BY o.council_id LIMIT 1)
    UNION ALL
    SELECT (SELECT o.council_id FROM public.record_outbox o
            WHERE o.state IN ('ready', 'leased') AND o.council_id > lane.council_id
            ORDER BY o.council_id LIMIT 1)
    FROM lane WHERE lane.council_id IS NOT NULL)
  SELECT lane.council_id FROM lane WHERE lane.council_id IS NOT NULL AND EXISTS (
    SELECT FROM public.record_outbox o WHERE o.council_id = lane.council_id
      AND o.state IN ('ready', 'leased') AND o.run_at <= due_lanes.at)
  LIMIT least(greatest(lim, 0), 1000) $$
"""


class Migration(migrations.Migration):
    """Walls, order and lanes."""

    dependencies = [("record", "0001_initial"), ("councils", "0002_guard")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE record_event ADD COLUMN position bigint NOT NULL GENERATED ALWAYS AS IDENTITY",
                    "ALTER TABLE record_event DROP COLUMN position",
                )
            ],
            state_operations=[
                migrations.AddField(
                    "event", "position", models.BigIntegerField(db_default=RawSQL("DEFAULT", []), editable=False)
                )
            ],
        ),
        migrations.AddIndex("event", models.Index(fields=["council_id", "position"], name="record_event_order")),
        migrations.AddIndex(
            "event",
            models.Index(
                fields=["council_id", "actor_id", "id"],
                name="record_event_by",
                condition=models.Q(actor_id__isnull=False),
            ),
        ),
        WallTable("record_event", append_only=True),
        WallTable("record_outbox"),
        ControlTable("record_job_turn"),
        migrations.RunSQL(
            "GRANT SELECT (council_id, state, run_at) ON record_outbox TO ch_finder",
            "REVOKE SELECT (council_id, state, run_at) ON record_outbox FROM ch_finder",
        ),
        migrations.RunSQL(DUE_LANES, "DROP FUNCTION guard.due_lanes(timestamptz, integer)"),
        migrations.RunSQL("ALTER FUNCTION guard.due_lanes(timestamptz, integer) OWNER TO ch_finder", ""),
        migrations.RunSQL("GRANT EXECUTE ON FUNCTION guard.due_lanes(timestamptz, integer) TO ch_control", ""),
    ]
