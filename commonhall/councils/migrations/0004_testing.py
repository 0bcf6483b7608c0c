"""Makes ``guard.testing()``, through which policies read whether what is tried is in scope, or what is real."""

from django.db import migrations

MAKE_TESTING = """
CREATE FUNCTION guard.testing() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(current_setting('app.testing', true), '') = 'on' $$
"""


class Migration(migrations.Migration):
    """The function."""

    dependencies = [("councils", "0003_keys")]

    operations = [
        migrations.RunSQL(MAKE_TESTING, "DROP FUNCTION guard.testing()"),
        migrations.RunSQL("REVOKE ALL ON FUNCTION guard.testing() FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(
            "GRANT EXECUTE ON FUNCTION guard.testing() TO ch_app, ch_control, ch_sector, ch_finder, ch_owner",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("ALTER FUNCTION guard.testing() OWNER TO ch_owner", migrations.RunSQL.noop),
    ]
