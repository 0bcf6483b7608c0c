"""Add words to find cases by, kept lists, rules of allocation, absences and acts on many, with their walls."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import commonhall.cases.tables.worklists
import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable

# The words of all councils are in one index, so each lexeme is indexed behind the end of its council's id: what a council
# looks for is not merged with what three hundred others hold.
MARKED = """
CREATE FUNCTION guard.marked(council uuid, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_to_tsvector(ARRAY(SELECT right(council::text, 6) || word FROM unnest(tsvector_to_array(words)) AS word)) $$
"""
MARKED_FUNCTION = "guard.marked(uuid, tsvector)"

# The words are compared with an operator that row security will not let use an index, so a function of the finder does
# it: inside one council, for one of the patterns, teams and wards that the caller may reach (three lists of one length,
# a grant in each place, blank for all). What it returns is read again through the wall and the member's own rights.
# The council is compared as text, so that its own index is left alone: the lexemes have the council in them already.
# The ids of cases begin with the time at which they were made: the newest are first without a look at the case. A word
# that many cases have is found among the newest by themselves; the index would give all of them, to be put in order.
FIND_CASES = """
CREATE FUNCTION guard.find_cases(wanted text, patterns text[], teams text[], wards text[], lim integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  mine CONSTANT uuid := guard.council();
  most CONSTANT integer := least(greatest(lim, 0), 500);
  plain CONSTANT tsquery := replace(wanted, chr(39) || right(mine::text, 6), chr(39))::tsquery;
  newest CONSTANT uuid[] := ARRAY(
    SELECT c.id FROM (
      SELECT w.case_id, w.council_id, w.words FROM public.cases_words w WHERE w.council_id = mine
      ORDER BY w.case_id DESC LIMIT 3 * most) AS near
    JOIN public.cases_case c ON c.id = near.case_id AND c.council_id = near.council_id
    WHERE near.words @@ plain AND EXISTS (
        SELECT FROM unnest(patterns, teams, wards) AS may (pattern, team, ward)
        WHERE may.pattern IN ('', c.pattern) AND may.team IN ('', c.team) AND may.ward IN ('', c.ward))
    ORDER BY near.case_id DESC LIMIT most);
BEGIN
  IF cardinality(newest) = most THEN
    RETURN QUERY SELECT unnest(newest);
    RETURN;
  END IF;
  RETURN QUERY
  SELECT c.id FROM (
    SELECT w.case_id, w.council_id FROM public.cases_words w
    WHERE guard.marked(w.council_id, w.words) @@ wanted::tsquery AND w.council_id::text = mine::text
    ORDER BY w.case_id DESC) AS holding
  JOIN public.cases_case c ON c.id = holding.case_id AND c.council_id = holding.council_id
  WHERE EXISTS (
      SELECT FROM unnest(patterns, teams, wards) AS may (pattern, team, ward)
      WHERE may.pattern IN ('', c.pattern) AND may.team IN ('', c.team) AND may.ward IN ('', c.ward))
  ORDER BY holding.case_id DESC
  LIMIT most;
END $$
"""
FUNCTION = "guard.find_cases(text, text[], text[], text[], integer)"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_correspondence"),
        ("people", "0002_walls"),
    ]

    operations = [
        migrations.RunSQL(MARKED, f"DROP FUNCTION {MARKED_FUNCTION}"),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {MARKED_FUNCTION} TO ch_app, ch_finder, ch_owner", ""),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "cases_absence",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AllocationRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("position", models.IntegerField()),
                ("pattern", models.TextField(blank=True, default="")),
                ("ward", models.TextField(blank=True, default="")),
                ("language", models.TextField(blank=True, default="")),
                ("question", models.TextField(blank=True, default="")),
                ("answer", models.TextField(blank=True, default="")),
                ("to_team", models.TextField(blank=True, default="")),
                ("how", models.TextField(default="team")),
                ("officer_id", models.UUIDField(null=True)),
                ("last_given_id", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "cases_allocation_rule",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "position"), name="cases_allocation_rule_order"),
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("team", "round_robin", "least_loaded", "officer"))),
                        name="cases_allocation_rule_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bulk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("act", models.TextField()),
                ("value", models.TextField(blank=True, default="")),
                ("reason", models.TextField()),
                ("state", models.TextField(default="waiting")),
                ("made_by_id", models.UUIDField()),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("undo_until_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_bulk",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "made_by_id", "made_at"], name="cases_bulk_mine")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ("assign", "priority", "tag", "review", "move"))),
                        name="cases_bulk_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "done", "undoing", "undone"))),
                        name="cases_bulk_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("state", models.TextField(default="waiting")),
                ("why", models.TextField(blank=True, default="")),
                ("before", models.TextField(blank=True, default="")),
                ("version", models.IntegerField(null=True)),
                (
                    "bulk",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="cases.bulk",
                    ),
                ),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_bulk_row",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "bulk", "case"), name="cases_bulk_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "done", "skipped", "undone", "kept"))),
                        name="cases_bulk_row_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_words",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        commonhall.cases.tables.worklists.Marked("council_id", "words"), name="cases_words_found"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("council_id", "case"), name="cases_words_once")],
            },
        ),
        migrations.CreateModel(
            name="Declined",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("reason", models.TextField()),
                ("declined_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declined",
                        to="cases.case",
                    ),
                ),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "cases_declined",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "membership"), name="cases_declined_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("name", models.TextField()),
                ("query", models.TextField(blank=True, default="")),
                ("shared", models.TextField(default="mine")),
                ("team", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                (
                    "owner",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "cases_saved_view",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "owner", "name"), name="cases_saved_view_name"),
                    models.CheckConstraint(
                        condition=models.Q(("shared__in", ("mine", "team", "council"))), name="cases_saved_view_shared"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("skill", models.TextField()),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "cases_skill",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "membership", "skill"), name="cases_skill_once")
                ],
            },
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                models.F("council_id"),
                models.OrderBy(models.F("priority"), descending=True),
                models.F("due_at"),
                models.F("id"),
                name="cases_case_priority",
                condition=~models.Q(phase="closed"),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["council_id", "opened_at", "id"], name="cases_case_age", condition=~models.Q(phase="closed")
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["council_id", "ward", "due_at", "id"],
                name="cases_case_ward_queue",
                condition=models.Q(("phase", "closed"), _negated=True),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["council_id", "since_at", "id"],
                name="cases_case_moved",
                condition=models.Q(("phase", "closed"), _negated=True),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["council_id", "review_date"],
                name="cases_case_review",
                condition=models.Q(review_date__isnull=False),
            ),
        ),
        WallTable("cases_words", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_saved_view", foreign_keys=[("owner_id", "people_membership")]),
        WallTable("cases_allocation_rule"),
        WallTable("cases_absence", foreign_keys=[("membership_id", "people_membership")]),
        WallTable("cases_skill", foreign_keys=[("membership_id", "people_membership")]),
        WallTable("cases_declined", foreign_keys=[("case_id", "cases_case"), ("membership_id", "people_membership")]),
        WallTable("cases_bulk"),
        WallTable("cases_bulk_row", foreign_keys=[("bulk_id", "cases_bulk"), ("case_id", "cases_case")]),
        migrations.RunSQL("GRANT SELECT ON cases_words TO ch_finder", "REVOKE SELECT ON cases_words FROM ch_finder"),
        migrations.RunSQL(
            "GRANT SELECT (id, council_id, pattern, team, ward) ON cases_case TO ch_finder",
            "REVOKE SELECT (id, council_id, pattern, team, ward) ON cases_case FROM ch_finder",
        ),
        migrations.RunSQL(FIND_CASES, f"DROP FUNCTION {FUNCTION}"),
        migrations.RunSQL(f"ALTER FUNCTION {FUNCTION} OWNER TO ch_finder", ""),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC", ""),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {FUNCTION} TO ch_app", ""),
    ]
