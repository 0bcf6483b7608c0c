"""Makes ``guard.council()``, the one function through which every policy reads the council in scope, and the grants."""

from django.db import migrations

from commonhall.councils.walls import ControlTable

# nullif: after a transaction-local setting has ended it reads as an empty text, not as NULL.
MAKE_COUNCIL = """
CREATE FUNCTION guard.council() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT nullif(current_setting('app.council', true), '')::uuid $$
"""


class Migration(migrations.Migration):
    """The guard."""

    dependencies = [("councils", "0001_initial")]

    operations = [
        migrations.RunSQL(MAKE_COUNCIL, "DROP FUNCTION guard.council()"),
        migrations.RunSQL(
            "GRANT EXECUTE ON FUNCTION guard.council() TO ch_app, ch_control, ch_sector, ch_finder, ch_owner",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("ALTER FUNCTION guard.council() OWNER TO ch_owner", migrations.RunSQL.noop),
        ControlTable("councils_council"),
        ControlTable("councils_host"),
    ]
