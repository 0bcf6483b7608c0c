"""Makes the table of jobs that fail, in control."""

from typing import ClassVar

from django.db import migrations, models

import commonhall.councils.ids
from commonhall.councils.walls import ControlTable


class Migration(migrations.Migration):
    """The table and its grants."""

    dependencies: ClassVar = [("record", "0005_tests")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="JobTrouble",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("job", models.TextField()),
                ("council_id", models.UUIDField()),
                ("error", models.TextField()),
                ("times", models.IntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "record_job_trouble",
                "constraints": [models.UniqueConstraint(fields=("council_id", "job"), name="record_job_trouble_once")],
            },
        ),
        ControlTable("record_job_trouble"),
    ]
