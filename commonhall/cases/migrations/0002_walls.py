"""Put the walls on the tables of this room."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """The wall, the pairs and the grants."""

    dependencies: ClassVar = [
        ("cases", "0001_initial"),
        ("councils", "0002_guard"),
        ("contacts", "0002_walls"),
        ("catalogue", "0002_walls"),
        ("people", "0002_walls"),
    ]
    operations: ClassVar = [
        WallTable(
            "cases_case",
            foreign_keys=[
                ("person_id", "contacts_person"),
                ("revision_id", "catalogue_revision"),
                ("owner_id", "people_membership"),
            ],
        ),
        WallTable("cases_deadline", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_task", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_timer", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_entitlement", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_note", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_message", foreign_keys=[("case_id", "cases_case")]),
    ]
