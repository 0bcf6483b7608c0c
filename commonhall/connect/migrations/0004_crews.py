"""Makes the tables of what contractors' systems say about bins, with their walls."""

from typing import Any

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable


def _own() -> list[tuple[str, Any]]:
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
    ]


class Migration(migrations.Migration):
    """Tables and walls."""

    dependencies = [("connect", "0003_tests")]

    operations = [
        migrations.CreateModel(
            name="CrewReport",
            fields=[
                *_own(),
                ("provider", models.TextField()),
                ("event_id", models.TextField()),
                ("scope", models.TextField()),
                ("uprn", models.TextField(blank=True, default="")),
                ("usrn", models.TextField(blank=True, default="")),
                ("service", models.TextField()),
                ("original_date", models.DateField()),
                ("date", models.DateField()),
                ("state", models.TextField()),
                ("code", models.TextField(blank=True, default="")),
                ("material", models.TextField(blank=True, default="")),
                ("final", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("came_at", models.DateTimeField()),
            ],
            options={
                "db_table": "connect_crew_report",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "uprn", "date"], name="connect_crew_report_uprn"),
                    models.Index(fields=["council_id", "usrn", "date"], name="connect_crew_report_usrn"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "provider", "event_id"), name="connect_crew_report_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CrewReading",
            fields=[*_own(), ("binding_id", models.UUIDField()), ("read_until", models.DateTimeField())],
            options={
                "db_table": "connect_crew_reading",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "binding_id"), name="connect_crew_reading_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptDays",
            fields=[
                *_own(),
                ("provider", models.TextField()),
                ("uprn", models.TextField()),
                ("kept", models.JSONField()),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "db_table": "connect_kept_days",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "provider", "uprn"), name="connect_kept_days_once")
                ],
            },
        ),
        WallTable("connect_crew_report"),
        WallTable("connect_crew_reading"),
        WallTable("connect_kept_days"),
    ]
