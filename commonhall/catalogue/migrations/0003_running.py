"""What councils run, as they say it publicly: a table of class *figures*."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import FiguresTable


class Migration(migrations.Migration):
    """The table, its policies and its grants."""

    dependencies: ClassVar = [("catalogue", "0002_walls"), ("councils", "0002_guard")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Running",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("published_at", models.DateTimeField(null=True)),
                ("slug", models.TextField()),
                ("pattern", models.TextField()),
                ("version", models.TextField()),
                ("origin", models.TextField()),
                ("title_en", models.TextField()),
                ("title_cy", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "catalogue_running",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "slug"), name="catalogue_running_once"),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ("library", "own"))), name="catalogue_running_origin"
                    ),
                ],
            },
        ),
        FiguresTable("catalogue_running"),
    ]
