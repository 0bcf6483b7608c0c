"""The whiles during which browsers try services, and the function that names the councils that have had one of late."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable

TRYING = """
CREATE FUNCTION guard.trying(since timestamptz, lim integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT t.council_id FROM public.councils_trial t WHERE t.ends_at > trying.since
  LIMIT least(greatest(lim, 0), 1000) $$
"""


class Migration(migrations.Migration):
    """The table, its wall and the function."""

    dependencies: ClassVar = [("councils", "0004_testing")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("service", models.TextField(blank=True, default="")),
                ("shared", models.BooleanField(default=False)),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "db_table": "councils_trial",
                "indexes": [models.Index(fields=["council_id", "ends_at"], name="councils_trial_ends")],
            },
        ),
        WallTable("councils_trial", unique_pair=False),
        migrations.RunSQL("GRANT SELECT (council_id, ends_at) ON councils_trial TO ch_finder", migrations.RunSQL.noop),
        migrations.RunSQL(TRYING, "DROP FUNCTION guard.trying(timestamptz, integer)"),
        migrations.RunSQL("REVOKE ALL ON FUNCTION guard.trying(timestamptz, integer) FROM PUBLIC", ""),
        migrations.RunSQL("ALTER FUNCTION guard.trying(timestamptz, integer) OWNER TO ch_finder", ""),
        migrations.RunSQL("GRANT EXECUTE ON FUNCTION guard.trying(timestamptz, integer) TO ch_control", ""),
    ]
