"""Puts the walls and grants on the tables of staff."""

from django.db import migrations

from commonhall.councils.walls import ControlTable, WallTable


class Migration(migrations.Migration):
    """Walls."""

    dependencies = [("people", "0001_initial"), ("councils", "0002_guard")]

    operations = [
        ControlTable("people_account"),
        ControlTable("people_attempt"),
        WallTable("people_team"),
        WallTable("people_membership"),
        WallTable(
            "people_grant",
            unique_pair=False,
            foreign_keys=[("membership_id", "people_membership"), ("team_id", "people_team")],
        ),
        WallTable("people_staff_session", unique_pair=False, foreign_keys=[("membership_id", "people_membership")]),
    ]
