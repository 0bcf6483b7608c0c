"""Add what officers need to work together, and cases that belong together, with their walls."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_payments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("member_id", models.UUIDField()),
                ("since_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_watch",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "member_id", "case"], name="cases_watch_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "member_id"), name="cases_watch_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("member_id", models.UUIDField()),
                ("name", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_look",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "member_id"), name="cases_look_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("tag", models.TextField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_tag",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "tag", "case"], name="cases_tag_named")],
                "constraints": [models.UniqueConstraint(fields=("council_id", "case", "tag"), name="cases_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("member_id", models.UUIDField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="cases.case",
                    ),
                ),
                (
                    "note",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "db_table": "cases_mention",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "member_id", "at"], name="cases_mention_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "note", "member_id"), name="cases_mention_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("happened_at", models.DateTimeField(null=True)),
                ("reporter", models.TextField(blank=True, default="")),
                ("person_id", models.UUIDField(null=True)),
                ("text", models.TextField(blank=True, default="")),
                ("channel", models.TextField(default="phone")),
                ("from_case_id", models.UUIDField(null=True)),
                ("by", models.TextField(blank=True, default="")),
                ("added_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_occurrence",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "case", "from_case_id"), name="cases_occurrence_merged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("by", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="cases.case",
                    ),
                ),
                (
                    "other",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_relation",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "other", "kind"), name="cases_relation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("related", "follows", "part_of", "appeal_of", "referred"))),
                        name="cases_relation_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True), name="cases_relation_to_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("why", models.TextField()),
                ("before", models.JSONField(default=dict)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("undone_by", models.TextField(blank=True, default="")),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="cases.case",
                    ),
                ),
                (
                    "into",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged_here",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_merge",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("council_id", "case"),
                        name="cases_merge_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("transition", models.TextField()),
                ("asked", models.JSONField(default=dict)),
                ("actors", models.JSONField(default=list)),
                ("approvers", models.JSONField(default=list)),
                ("state", models.TextField(default="waiting")),
                ("by_id", models.UUIDField(null=True)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("comment", models.TextField(blank=True, default="")),
                ("decided_by", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_proposal",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["council_id", "at", "id"],
                        name="cases_proposal_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("council_id", "case"),
                        name="cases_proposal_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "approved", "sent_back", "withdrawn", "lapsed"))),
                        name="cases_proposal_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("question", models.TextField()),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("why", models.TextField()),
                ("renewed", models.BooleanField(default=False)),
                ("results_before", models.JSONField(default=dict)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_correction",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Recast",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("from_pattern", models.TextField()),
                ("from_version", models.TextField()),
                ("from_revision_id", models.UUIDField()),
                ("from_state", models.TextField()),
                ("left", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("why", models.TextField(blank=True, default="")),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recasts",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_recast",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("version", "service"))), name="cases_recast_kind"
                    )
                ],
            },
        ),
        WallTable("cases_watch", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_look", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_tag", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_mention", foreign_keys=[("case_id", "cases_case"), ("note_id", "cases_note")]),
        WallTable("cases_occurrence", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_relation", foreign_keys=[("case_id", "cases_case"), ("other_id", "cases_case")]),
        WallTable("cases_merge", foreign_keys=[("case_id", "cases_case"), ("into_id", "cases_case")]),
        WallTable("cases_proposal", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_correction", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_recast", foreign_keys=[("case_id", "cases_case")]),
    ]
