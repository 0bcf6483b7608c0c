"""Adds the addresses that people typed and that are looked up afterwards, with their walls."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import KeepTestsApart, WallTable


class Migration(migrations.Migration):
    """One table."""

    dependencies: ClassVar = [("cases", "0013_tests")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="AddressCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_checks",
                        to="cases.case",
                    ),
                ),
                ("question", models.TextField()),
                ("state", models.TextField(default="waiting")),
                ("why", models.TextField(blank=True, default="")),
                ("tries", models.SmallIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("task_id", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_address_check",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["council_id", "due_at"],
                        name="cases_address_check_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "question"), name="cases_address_check_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "found", "asked", "settled", "left"))),
                        name="cases_address_check_state",
                    ),
                ],
            },
        ),
        WallTable("cases_address_check", foreign_keys=[("case_id", "cases_case")]),
        KeepTestsApart("cases_address_check"),
    ]
