"""Bindings with a history, how providers stand, and faults for demonstrations and tests."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import GrantColumns, WallTable


def _own_fields() -> list[tuple[str, Any]]:
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
    ]


WALLED = {"abstract": False, "base_manager_name": "objects"}
BINDING_FIELDS: list[tuple[str, Any]] = [
    ("service", models.TextField(blank=True, default="")),
    ("mode", models.TextField(default="live")),
    ("secrets", models.JSONField(default=dict)),
    ("state", models.TextField(default="in_force")),
    ("begins_at", models.DateTimeField(null=True)),
    ("began_at", models.DateTimeField(null=True)),
    ("ended_at", models.DateTimeField(null=True)),
    ("check_result", models.TextField(blank=True, default="")),
    ("check_note", models.TextField(blank=True, default="")),
    ("checked_at", models.DateTimeField(null=True)),
]


class Migration(migrations.Migration):
    """The columns, the two tables, their walls."""

    dependencies: ClassVar = [("catalogue", "0004_profiles"), ("councils", "0003_keys")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="binding", name="catalogue_binding_once"),
        *(migrations.AddField(model_name="binding", name=name, field=field) for name, field in BINDING_FIELDS),
        # What is there already holds its secrets in clear until a job seals it.
        migrations.AddField(model_name="binding", name="sealed", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="binding", name="sealed", field=models.BooleanField(default=True)),
        *(
            migrations.AddConstraint(
                model_name="binding",
                constraint=models.UniqueConstraint(
                    fields=("council_id", "capability", "service", "mode"),
                    name=f"catalogue_binding_{state}",
                    condition=models.Q(("state", state)),
                ),
            )
            for state in ("in_force", "planned")
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("draft", "planned", "in_force", "past", "withdrawn"))),
                name="catalogue_binding_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ("live", "test"))), name="catalogue_binding_mode"
            ),
        ),
        GrantColumns("catalogue_binding"),
        migrations.CreateModel(
            name="Standing",
            fields=[
                *_own_fields(),
                ("capability", models.TextField()),
                ("provider", models.TextField()),
                ("state", models.TextField()),
                ("code", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
            ],
            options={
                **WALLED,
                "db_table": "catalogue_standing",
                "indexes": [models.Index(fields=["council_id", "capability", "at"], name="catalogue_standing_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("working", "down", "misconfigured"))),
                        name="catalogue_standing_state",
                    ),
                ],
            },
        ),
        WallTable("catalogue_standing"),
        migrations.CreateModel(
            name="Fault",
            fields=[
                *_own_fields(),
                ("capability", models.TextField()),
                ("effect", models.TextField()),
                ("set_by", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
            ],
            options={
                **WALLED,
                "db_table": "catalogue_fault",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "capability"), name="catalogue_fault_once"),
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ("slow", "failing", "lying", "duplicating", "reordering"))),
                        name="catalogue_fault_effect",
                    ),
                ],
            },
        ),
        WallTable("catalogue_fault"),
    ]
