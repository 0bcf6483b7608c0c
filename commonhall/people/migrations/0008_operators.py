"""Makes the tables of the platform's own staff, in control."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
from commonhall.councils.walls import ControlTable


def own_id() -> tuple[str, "models.UUIDField[object, object]"]:
    """Return the key that every table has."""
    return (
        "id",
        models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
    )


class Migration(migrations.Migration):
    """Two tables and their grants."""

    dependencies: ClassVar = [("people", "0007_tests")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Operator",
            fields=[
                own_id(),
                ("email", models.TextField(unique=True)),
                ("password_hash", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("disabled_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "people_operator"},
        ),
        migrations.CreateModel(
            name="OperatorSession",
            fields=[
                own_id(),
                ("key_hash", models.TextField(unique=True)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="people.operator"
                    ),
                ),
            ],
            options={
                "db_table": "people_operator_session",
                "indexes": [models.Index(fields=["began_at"], name="people_operator_session_began")],
            },
        ),
        ControlTable("people_operator"),
        ControlTable("people_operator_session"),
    ]
