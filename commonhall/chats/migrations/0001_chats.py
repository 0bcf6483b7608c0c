"""Add chats, their lines and the desk that answers them, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.chats.models
import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0004_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("state", models.TextField(default="waiting")),
                ("token_hash", models.BinaryField()),
                ("language", models.TextField()),
                ("name", models.TextField(blank=True, default="")),
                ("about", models.TextField(blank=True, default="")),
                ("provider", models.TextField()),
                ("binding_id", models.UUIDField(null=True)),
                ("provider_id", models.TextField(blank=True, default="")),
                ("agent_id", models.UUIDField(null=True)),
                ("agent_name", models.TextField(blank=True, default="")),
                ("last_number", models.IntegerField(default=0)),
                ("carried_number", models.IntegerField(default=0)),
                ("end_told", models.BooleanField(default=False)),
                ("draft", models.TextField(blank=True, default="")),
                ("begun_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "interaction",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=commonhall.chats.models.with_conversation,
                        related_name="chats",
                        to="contacts.interaction",
                    ),
                ),
            ],
            options={
                "db_table": "chats_chat",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("is_on", models.BooleanField(default=False)),
                ("hours", models.JSONField(default=dict)),
                ("on_holidays", models.BooleanField(default=False)),
                ("most_waiting", models.SmallIntegerField(default=10)),
                ("quiet_minutes", models.SmallIntegerField(default=20)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "chats_desk",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id",), name="chats_desk_once"),
                    models.CheckConstraint(
                        condition=models.Q(("most_waiting__range", (1, 500))), name="chats_desk_waiting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quiet_minutes__range", (2, 120))), name="chats_desk_quiet"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("number", models.IntegerField()),
                ("side", models.TextField()),
                ("author", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("link_path", models.TextField(blank=True, default="")),
                ("link_en", models.TextField(blank=True, default="")),
                ("link_cy", models.TextField(blank=True, default="")),
                ("form", models.UUIDField(null=True)),
                ("told_id", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                (
                    "chat",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="chats.chat",
                    ),
                ),
            ],
            options={
                "db_table": "chats_line",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="chat",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=["council_id", "begun_at"],
                name="chats_chat_open",
            ),
        ),
        migrations.AddIndex(
            model_name="chat",
            index=models.Index(fields=["council_id", "ended_at"], name="chats_chat_ended"),
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.UniqueConstraint(fields=("council_id", "token_hash"), name="chats_chat_token"),
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=("council_id", "binding_id", "provider_id"),
                name="chats_chat_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "talking", "ended"))), name="chats_chat_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="chat",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_by__in", ("", "resident", "agent", "quiet", "gone"))),
                name="chats_chat_ended_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("council_id", "chat", "number"), name="chats_line_number"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("council_id", "chat", "form"), name="chats_line_form"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                condition=models.Q(("told_id", ""), _negated=True),
                fields=("council_id", "chat", "told_id"),
                name="chats_line_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ("resident", "agent", "system"))), name="chats_line_side"
            ),
        ),
        WallTable("chats_desk"),
        WallTable("chats_chat", foreign_keys=[("interaction_id", "contacts_interaction")]),
        WallTable("chats_line", foreign_keys=[("chat_id", "chats_chat")]),
    ]
