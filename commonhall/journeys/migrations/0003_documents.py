"""Keep a row for each file that somebody sent, behind the wall."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The table of documents."""

    dependencies: ClassVar = [("journeys", "0002_walls")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("journey_id", models.UUIDField(null=True)),
                ("case_id", models.UUIDField(null=True)),
                ("question", models.TextField()),
                ("item", models.TextField(blank=True, default="")),
                ("name", models.TextField()),
                ("type", models.TextField()),
                ("size", models.IntegerField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("key", models.TextField()),
                ("state", models.TextField(default="held")),
                ("uploaded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "journeys_document",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "journey_id"], name="journeys_document_journey"),
                    models.Index(fields=["council_id", "case_id"], name="journeys_document_case"),
                    models.Index(
                        condition=models.Q(("state__in", ("held", "removed"))),
                        fields=["council_id", "uploaded_at"],
                        name="journeys_document_loose",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("held", "attached", "removed"))),
                        name="journeys_document_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("journey_id__isnull", False), ("case_id__isnull", False), _connector="OR"),
                        name="journeys_document_owner",
                    ),
                ],
            },
        ),
        WallTable("journeys_document"),
    ]
