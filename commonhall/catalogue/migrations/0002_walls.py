"""Put the walls on the tables of this room."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import ReferenceTable, WallTable


class Migration(migrations.Migration):
    """The wall, the pairs and the grants."""

    dependencies: ClassVar = [("catalogue", "0001_initial"), ("councils", "0002_guard")]
    operations: ClassVar = [
        ReferenceTable("catalogue_published"),
        WallTable("catalogue_own"),
        WallTable("catalogue_adoption"),
        WallTable("catalogue_revision", foreign_keys=[("adoption_id", "catalogue_adoption")]),
        WallTable("catalogue_binding"),
    ]
