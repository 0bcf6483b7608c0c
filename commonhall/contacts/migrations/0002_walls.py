"""Put the walls on the tables of this room."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The wall, the pairs and the grants."""

    dependencies: ClassVar = [("contacts", "0001_initial"), ("councils", "0002_guard")]
    operations: ClassVar = [
        WallTable("contacts_person", foreign_keys=[("merged_into_id", "contacts_person")]),
        WallTable("contacts_street"),
        WallTable("contacts_property"),
        WallTable("contacts_furniture"),
    ]
