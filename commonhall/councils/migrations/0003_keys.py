"""The keys of each council, sealed under those of the installation."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The table and its wall."""

    dependencies: ClassVar = [("councils", "0002_guard")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="CouncilKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("number", models.IntegerField()),
                ("root", models.TextField()),
                ("wrapped", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "db_table": "councils_key",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "number"), name="councils_key_once"),
                ],
            },
        ),
        WallTable("councils_key"),
    ]
