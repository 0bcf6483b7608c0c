"""Adds the records of gazetteer supplies and the keys that let other programs search, with their walls."""

from typing import Any, ClassVar

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable

OPTIONS: dict[str, Any] = {"abstract": False, "base_manager_name": "objects"}


def _keys() -> list[tuple[str, Any]]:
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
    ]


class Migration(migrations.Migration):
    """Two tables."""

    dependencies: ClassVar = [("contacts", "0006_maps")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="GazetteerRecord",
            fields=[
                *_keys(),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("subject", models.TextField()),
                ("values", models.JSONField()),
            ],
            options={
                **OPTIONS,
                "db_table": "contacts_gazetteer_record",
                "indexes": [
                    models.Index(fields=["council_id", "subject", "kind"], name="contacts_gazetteer_record_of")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "kind", "key"), name="contacts_gazetteer_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="GazetteerKey",
            fields=[
                *_keys(),
                ("name", models.TextField()),
                ("digest", models.TextField()),
                ("ending", models.TextField()),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("minute", models.BigIntegerField(default=0)),
                ("calls", models.IntegerField(default=0)),
            ],
            options={
                **OPTIONS,
                "db_table": "contacts_gazetteer_key",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "digest"), name="contacts_gazetteer_key_once")
                ],
            },
        ),
        WallTable("contacts_gazetteer_record"),
        WallTable("contacts_gazetteer_key"),
    ]
