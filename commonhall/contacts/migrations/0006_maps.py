"""Adds where streets run and which areas there are, with their walls."""

from typing import Any, ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable

OPTIONS: dict[str, Any] = {"abstract": False, "base_manager_name": "objects"}


def _boxed() -> list[tuple[str, Any]]:
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
        ("west", models.IntegerField()),
        ("south", models.IntegerField()),
        ("east", models.IntegerField()),
        ("north", models.IntegerField()),
        ("shape", models.JSONField()),
    ]


class Migration(migrations.Migration):
    """Two tables, and indexes to find things by place."""

    dependencies: ClassVar = [("contacts", "0005_tests")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="StreetLine",
            fields=[*_boxed(), ("usrn", models.TextField())],
            options={
                **OPTIONS,
                "db_table": "contacts_street_line",
                "indexes": [models.Index(fields=["council_id", "west", "east"], name="contacts_street_line_box")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "usrn"), name="contacts_street_line_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                *_boxed(),
                ("kind", models.TextField()),
                ("code", models.TextField()),
                ("part", models.IntegerField(default=0)),
                ("name_en", models.TextField()),
                ("name_cy", models.TextField(blank=True, default="")),
                ("url", models.TextField(blank=True, default="")),
            ],
            options={
                **OPTIONS,
                "db_table": "contacts_area",
                "indexes": [models.Index(fields=["council_id", "west", "east"], name="contacts_area_box")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "kind", "code", "part"), name="contacts_area_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("council", "neighbour", "ward", "park", "water"))),
                        name="contacts_area_kind",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="property",
            index=models.Index(fields=["council_id", "easting", "northing"], name="contacts_property_place"),
        ),
        migrations.AddIndex(
            model_name="furniture",
            index=models.Index(fields=["council_id", "easting", "northing"], name="contacts_furniture_place"),
        ),
        WallTable("contacts_street_line"),
        WallTable("contacts_area"),
    ]
