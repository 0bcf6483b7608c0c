"""Lets facts of events be taken away, and nothing else of them be changed: their digest stays in their place."""

from django.db import migrations, models

# Runs with the rights of whoever changes the row. Only parts of the facts can go, and only once is their digest kept.
ONLY_FORGETS = """
CREATE FUNCTION guard.only_forgets() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT OLD.facts @> NEW.facts OR NEW.forgotten IS NULL
     OR (OLD.forgotten IS NOT NULL AND OLD.forgotten IS DISTINCT FROM NEW.forgotten) THEN
    RAISE EXCEPTION 'facts of an event can only be removed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    """A column, a grant and a trigger."""

    dependencies = [("record", "0003_reads")]

    operations = [
        migrations.AddField("event", "forgotten", models.BinaryField(null=True)),
        migrations.RunSQL(ONLY_FORGETS, "DROP FUNCTION guard.only_forgets()"),
        migrations.RunSQL("ALTER FUNCTION guard.only_forgets() OWNER TO ch_owner", ""),
        migrations.RunSQL(
            "CREATE TRIGGER only_forgets BEFORE UPDATE ON record_event "
            "FOR EACH ROW EXECUTE FUNCTION guard.only_forgets()",
            "DROP TRIGGER only_forgets ON record_event",
        ),
        migrations.RunSQL(
            "GRANT UPDATE (facts, forgotten) ON record_event TO ch_app",
            "REVOKE UPDATE (facts, forgotten) ON record_event FROM ch_app",
        ),
    ]
