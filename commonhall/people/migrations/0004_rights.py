"""Makes the tables of declared interests and of restricted cases that were opened with a reason."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    dependencies = [
        ("people", "0003_residents"),
    ]

    operations = [
        migrations.CreateModel(
            name="BrokenGlass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("case_id", models.UUIDField()),
                ("reference", models.TextField()),
                ("reason", models.TextField()),
                ("broken_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("review_date", models.DateField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.UUIDField(null=True)),
                ("right", models.BooleanField(null=True)),
                ("finding", models.TextField(blank=True, default="")),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glasses",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "people_glass",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", True)),
                        fields=["council_id", "review_date", "id"],
                        name="people_glass_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredInterest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("value", models.TextField()),
                ("declared_at", models.DateTimeField()),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "people_interest",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "membership", "kind", "value"), name="people_interest_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("email", "phone", "uprn", "postcode"))),
                        name="people_interest_kind",
                    ),
                ],
            },
        ),
        WallTable("people_interest", unique_pair=False, foreign_keys=[("membership_id", "people_membership")]),
        WallTable("people_glass", unique_pair=False, foreign_keys=[("membership_id", "people_membership")]),
    ]
