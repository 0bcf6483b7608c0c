"""Lets files come in parts for a case to which they are added."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.tables
from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """An upload is of a journey or of a case."""

    dependencies: ClassVar = [("journeys", "0007_proof")]
    operations: ClassVar = [
        migrations.AlterField(
            "upload",
            "journey",
            commonhall.councils.tables.CouncilForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uploads",
                to="journeys.journey",
            ),
        ),
        migrations.AddField("upload", "case_id", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=models.Q(("journey__isnull", True), ("case_id__isnull", True), _connector="XOR"),
                name="journeys_upload_owner",
            ),
        ),
        GrantColumns("journeys_upload"),
    ]
