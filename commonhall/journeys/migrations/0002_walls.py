"""Put the walls on the tables of this room."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The wall, the pairs and the grants."""

    dependencies: ClassVar = [("journeys", "0001_initial"), ("councils", "0002_guard")]
    operations: ClassVar = [
        WallTable("journeys_journey"),
        WallTable("journeys_resume_link", foreign_keys=[("journey_id", "journeys_journey")]),
        WallTable("journeys_feedback"),
    ]
