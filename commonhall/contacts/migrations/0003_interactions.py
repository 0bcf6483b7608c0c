"""Add conversations, the codes that end them, and how callers are checked, with their walls."""

from typing import Any

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import WallTable


def _keys() -> list[Any]:
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Interaction",
            fields=[
                *_keys(),
                ("channel", models.TextField()),
                ("direction", models.TextField(default="in")),
                ("number", models.TextField(blank=True, default="")),
                ("person_id", models.UUIDField(null=True)),
                ("agent_id", models.UUIDField()),
                ("agent_name", models.TextField()),
                ("check_result", models.TextField(default="none")),
                ("check_how", models.TextField(blank=True, default="")),
                ("check_tries", models.SmallIntegerField(default=0)),
                ("checked_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
                ("outcome", models.TextField(blank=True, default="")),
                ("avoidable", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("restricted", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "contacts_interaction",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["council_id", "agent_id", "started_at"],
                        name="contacts_interaction_open",
                    ),
                    models.Index(fields=["council_id", "person_id", "started_at"], name="contacts_interaction_person"),
                    models.Index(fields=["council_id", "started_at"], name="contacts_interaction_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("phone", "counter", "visit", "chat", "post", "email"))),
                        name="contacts_interaction_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ("in", "out"))), name="contacts_interaction_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("check_result__in", ("none", "passed", "failed"))),
                        name="contacts_interaction_check",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrapUpCode",
            fields=[
                *_keys(),
                ("kind", models.TextField()),
                ("slug", models.TextField()),
                ("label_en", models.TextField()),
                ("label_cy", models.TextField(blank=True, default="")),
                ("place", models.SmallIntegerField()),
                ("in_use", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "contacts_wrap_up_code",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "kind", "slug"), name="contacts_wrap_up_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("reason", "outcome", "avoidable"))),
                        name="contacts_wrap_up_code_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallerCheck",
            fields=[
                *_keys(),
                ("always", models.JSONField(default=list)),
                ("others", models.JSONField(default=list)),
                ("needed", models.SmallIntegerField()),
                ("tries", models.SmallIntegerField()),
                ("kept_months", models.SmallIntegerField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "contacts_caller_check",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id",), name="contacts_caller_check_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tries__range", (1, 9))), name="contacts_caller_check_tries"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_months__range", (1, 84))), name="contacts_caller_check_kept"
                    ),
                ],
            },
        ),
        WallTable("contacts_interaction", foreign_keys=[("person_id", "contacts_person")]),
        WallTable("contacts_wrap_up_code"),
        WallTable("contacts_caller_check"),
    ]
