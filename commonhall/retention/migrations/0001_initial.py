"""Makes the tables of holds, disposal and packs, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    initial = True

    dependencies = [("councils", "0002_guard")]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("scope", models.TextField()),
                ("subject_id", models.UUIDField(null=True)),
                ("pattern", models.TextField(blank=True, default="")),
                ("restricted", models.BooleanField(default=False)),
                ("reason", models.TextField()),
                ("placed_by", models.TextField()),
                ("placed_by_id", models.UUIDField(null=True)),
                ("placed_at", models.DateTimeField()),
                ("review_date", models.DateField()),
                ("released_by", models.TextField(blank=True, default="")),
                ("released_at", models.DateTimeField(null=True)),
                ("release_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "retention_hold",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at", None)),
                        fields=["council_id", "subject_id"],
                        name="retention_hold_on",
                    ),
                    models.Index(
                        condition=models.Q(("released_at", None)),
                        fields=["council_id", "review_date", "id"],
                        name="retention_hold_review",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ("person", "case", "pattern"))), name="retention_hold_scope"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject_id__isnull", False), models.Q(("pattern", ""), _negated=True), _connector="OR"
                        ),
                        name="retention_hold_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptMoney",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("case_hash", models.TextField()),
                ("pattern", models.TextField()),
                ("amount_pence", models.BigIntegerField()),
                ("refunded_pence", models.BigIntegerField(default=0)),
                ("method", models.TextField()),
                ("provider", models.TextField(blank=True, default="")),
                ("provider_id", models.TextField(blank=True, default="")),
                ("state", models.TextField()),
                ("paid_at", models.DateTimeField(null=True)),
                ("keep_until", models.DateField()),
            ],
            options={
                "db_table": "retention_kept_money",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "keep_until"], name="retention_kept_money_until")],
            },
        ),
        migrations.CreateModel(
            name="Lengthening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("pattern", models.TextField()),
                ("months", models.IntegerField()),
                ("reason", models.TextField()),
                ("set_by", models.TextField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": "retention_lengthening",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "pattern"), name="retention_lengthening_once"),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 600)),
                        name="retention_lengthening_months",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("purpose", models.TextField()),
                ("person_id", models.UUIDField(null=True)),
                ("case_id", models.UUIDField(null=True)),
                ("request_id", models.UUIDField(null=True)),
                ("language", models.TextField(default="en")),
                ("state", models.TextField(default="review")),
                ("code", models.TextField(blank=True, default="")),
                ("begun_by", models.TextField()),
                ("begun_by_id", models.UUIDField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("sent_by", models.TextField(blank=True, default="")),
                ("sent_by_id", models.UUIDField(null=True)),
                ("checked_by", models.TextField(blank=True, default="")),
                ("checked_at", models.DateTimeField(null=True)),
                ("sent_back", models.TextField(blank=True, default="")),
                ("key", models.TextField(blank=True, default="")),
                ("sha256", models.TextField(blank=True, default="")),
                ("size", models.IntegerField(default=0)),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "retention_pack",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "begun_at", "id"], name="retention_pack_newest"),
                    models.Index(
                        condition=models.Q(("state", "ready")),
                        fields=["council_id", "expires_at"],
                        name="retention_pack_expiry",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ("access", "disclosure"))), name="retention_pack_purpose"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("review", "check", "making", "ready", "failed", "removed"))),
                        name="retention_pack_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("pattern", models.TextField()),
                ("restricted", models.BooleanField(default=False)),
                ("rule", models.SmallIntegerField(null=True)),
                ("then", models.TextField()),
                ("why_en", models.TextField(blank=True, default="")),
                ("why_cy", models.TextField(blank=True, default="")),
                ("law", models.TextField(blank=True, default="")),
                ("months", models.IntegerField()),
                ("state", models.TextField(default="proposed")),
                ("proposed_by", models.TextField()),
                ("proposed_by_id", models.UUIDField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.TextField(blank=True, default="")),
                ("approved_by_id", models.UUIDField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("turn", models.IntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("persons", models.IntegerField(default=0)),
                ("files", models.IntegerField(default=0)),
                ("rows", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "retention_run",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "proposed_at", "id"], name="retention_run_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "running", "done", "cancelled"))),
                        name="retention_run_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("then__in", ("delete", "anonymise"))), name="retention_run_then"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("place", models.IntegerField()),
                ("case_id", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("about", models.TextField(blank=True, default="")),
                ("title", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
                ("rows", models.JSONField(default=list)),
                ("document_id", models.UUIDField(null=True)),
                ("type", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(null=True)),
                ("found", models.JSONField(default=list)),
                ("choice", models.TextField(blank=True, default="")),
                ("marks", models.JSONField(default=list)),
                ("exemption", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("decided_by", models.TextField(blank=True, default="")),
                (
                    "pack",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="retention.pack",
                    ),
                ),
            ],
            options={
                "db_table": "retention_part",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "pack", "place"), name="retention_part_place"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ("", "include", "leave_out", "redact"))),
                        name="retention_part_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "about",
                                    "case",
                                    "answers",
                                    "message",
                                    "note",
                                    "document",
                                    "decision",
                                    "history",
                                    "contact",
                                    "report",
                                    "reads",
                                ),
                            )
                        ),
                        name="retention_part_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("case_id", models.UUIDField()),
                ("reference", models.TextField(blank=True, default="")),
                ("hash", models.TextField()),
                ("closed_date", models.DateField()),
                ("state", models.TextField(default="waiting")),
                ("reason", models.TextField(blank=True, default="")),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "run",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="retention.run",
                    ),
                ),
            ],
            options={
                "db_table": "retention_item",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["council_id", "case_id"],
                        name="retention_item_case",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "run", "case_id"), name="retention_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "files", "done", "skipped"))),
                        name="retention_item_state",
                    ),
                ],
            },
        ),
        WallTable("retention_lengthening"),
        WallTable("retention_hold"),
        WallTable("retention_run"),
        WallTable("retention_item", foreign_keys=[("run_id", "retention_run")]),
        WallTable("retention_kept_money"),
        WallTable("retention_pack"),
        WallTable("retention_part", foreign_keys=[("pack_id", "retention_pack")]),
    ]
