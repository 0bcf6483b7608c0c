"""Makes the tables of reads and of seals over the record, which nobody may change."""

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    dependencies = [
        ("record", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Read",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("how", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.UUIDField(null=True)),
                ("actor_kind", models.TextField()),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.TextField(blank=True, default="")),
                ("role", models.TextField(blank=True, default="")),
                ("purpose", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "record_read",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "subject_kind", "subject_id", "id"], name="record_read_subject"),
                    models.Index(fields=["council_id", "actor_id", "id"], name="record_read_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("opened", "searched", "exported", "unmasked"))),
                        name="record_read_how",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("number", models.IntegerField()),
                ("from_at", models.DateTimeField(null=True)),
                ("until_at", models.DateTimeField()),
                ("events", models.IntegerField()),
                ("subjects", models.IntegerField()),
                ("root", models.BinaryField()),
                ("hash", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "record_seal",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("council_id", "number"), name="record_seal_number")],
            },
        ),
        WallTable("record_read", append_only=True),
        WallTable("record_seal", unique_pair=False, append_only=True),
    ]
