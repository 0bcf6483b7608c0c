"""Keeps whose data may only be stored, and who may work on a case of theirs all the same, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    dependencies = [
        ("cases", "0011_message_binding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standstill",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("person_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("review_date", models.DateField()),
                ("placed_by", models.TextField()),
                ("placed_by_id", models.UUIDField(null=True)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.TextField(blank=True, default="")),
                ("lifted_why", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "cases_standstill",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("council_id", "person_id"),
                        name="cases_standstill_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("ground", models.TextField()),
                ("reason", models.TextField()),
                ("state", models.TextField(default="waiting")),
                ("asked_by", models.TextField()),
                ("asked_by_id", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.TextField(blank=True, default="")),
                ("decided_by_id", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_use",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ("consent", "claims", "others", "interest"))),
                        name="cases_use_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "allowed", "refused", "ended"))),
                        name="cases_use_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "allowed"))),
                        fields=("council_id", "case"),
                        name="cases_use_once",
                    ),
                ],
            },
        ),
        WallTable("cases_standstill"),
        WallTable("cases_use", foreign_keys=[("case_id", "cases_case")]),
    ]
