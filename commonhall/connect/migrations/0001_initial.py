"""Makes the tables of linked systems, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    initial = True

    dependencies = [
        ("cases", "0009_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("service", models.TextField()),
                ("title_en", models.TextField()),
                ("title_cy", models.TextField(blank=True, default="")),
                ("exchange", models.JSONField()),
                ("running", models.BooleanField(default=True)),
                ("since_at", models.DateTimeField()),
                ("heard_until", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True, default="")),
                ("trouble_since", models.DateTimeField(null=True)),
                ("linked_by", models.TextField()),
                ("linked_at", models.DateTimeField()),
            ],
            options={
                "db_table": "connect_link",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("council_id", "service"), name="connect_link_once")],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("external", models.TextField(blank=True, default="")),
                ("token", models.TextField(blank=True, default="")),
                ("told_state", models.TextField()),
                ("binding_id", models.UUIDField(null=True)),
                ("heard_status", models.TextField(blank=True, default="")),
                ("heard_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="cases.case",
                    ),
                ),
                (
                    "link",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="connect.link",
                    ),
                ),
            ],
            options={
                "db_table": "connect_handover",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("number", models.IntegerField()),
                ("act", models.TextField()),
                ("status", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="waiting")),
                ("entry_id", models.UUIDField(null=True)),
                ("tried", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "handover",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sendings",
                        to="connect.handover",
                    ),
                ),
            ],
            options={
                "db_table": "connect_sending",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("update_id", models.TextField()),
                ("status", models.TextField()),
                ("effective_at", models.DateTimeField()),
                ("came_at", models.DateTimeField()),
                ("outcome", models.TextField()),
                ("reason", models.TextField(blank=True, default="")),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "handover",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heard",
                        to="connect.handover",
                    ),
                ),
                (
                    "link",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heard",
                        to="connect.link",
                    ),
                ),
            ],
            options={
                "db_table": "connect_heard",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome__in", ("refused", "unknown")), ("seen_at", None)),
                        fields=["council_id", "came_at"],
                        name="connect_heard_to_see",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "link", "update_id"), name="connect_heard_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("moved", "noted", "kept", "late", "refused", "unknown"))),
                        name="connect_heard_outcome",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["council_id", "link", "external"], name="connect_handover_external"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(fields=("council_id", "case", "link"), name="connect_handover_once"),
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(
                condition=models.Q(("state", "done"), _negated=True),
                fields=["council_id", "made_at"],
                name="connect_sending_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.UniqueConstraint(
                fields=("council_id", "handover", "number"), name="connect_sending_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ("open", "update"))), name="connect_sending_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "queued", "done"))), name="connect_sending_state"
            ),
        ),
        WallTable("connect_link"),
        WallTable("connect_handover", foreign_keys=[("case_id", "cases_case"), ("link_id", "connect_link")]),
        WallTable("connect_sending", foreign_keys=[("handover_id", "connect_handover")]),
        WallTable("connect_heard", foreign_keys=[("handover_id", "connect_handover"), ("link_id", "connect_link")]),
    ]
