"""Makes the table of how each council's part of the platform stands, in control."""

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
from commonhall.councils.walls import ControlTable


class Migration(migrations.Migration):
    """The table and its grants."""

    dependencies: ClassVar = [("catalogue", "0005_bindings")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CouncilReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(unique=True)),
                ("content", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "catalogue_report"},
        ),
        ControlTable("catalogue_report"),
    ]
