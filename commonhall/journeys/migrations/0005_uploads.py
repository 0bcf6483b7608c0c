"""Keep files that come in parts until they are whole, behind the wall."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The tables of files in parts."""

    dependencies: ClassVar = [("journeys", "0004_standing_of_documents")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("question", models.TextField()),
                ("item", models.TextField(blank=True, default="")),
                ("name", models.TextField()),
                ("size", models.IntegerField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("arrived", models.IntegerField(default=0)),
                ("sealed_key", models.BinaryField()),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "journey",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="journeys.journey",
                    ),
                ),
            ],
            options={
                "db_table": "journeys_upload",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "expires_at"], name="journeys_upload_expiry"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("arrived__gte", 0), ("arrived__lte", models.F("size"))),
                        name="journeys_upload_arrived",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("offset", models.IntegerField()),
                ("content", models.BinaryField()),
                (
                    "upload",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="journeys.upload",
                    ),
                ),
            ],
            options={
                "db_table": "journeys_upload_part",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "upload", "offset"), name="journeys_upload_part_offset"
                    ),
                ],
            },
        ),
        WallTable("journeys_upload", foreign_keys=[("journey_id", "journeys_journey")]),
        WallTable("journeys_upload_part", foreign_keys=[("upload_id", "journeys_upload")]),
    ]
