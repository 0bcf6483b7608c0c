"""Makes the tables of events, the outbox and the turns of jobs."""

import django.core.serializers.json
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope


class Migration(migrations.Migration):
    """Tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobTurn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("job", models.TextField(unique=True)),
                ("next_at", models.DateTimeField()),
            ],
            options={
                "db_table": "record_job_turn",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.UUIDField()),
                ("actor_kind", models.TextField()),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("number", models.IntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "record_event",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor_kind__in", ("resident", "staff", "system", "provider"))),
                        name="record_event_actor",
                    ),
                    models.UniqueConstraint(
                        fields=("council_id", "subject_kind", "subject_id", "number"), name="record_event_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("payload", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("key", models.TextField()),
                ("state", models.TextField(default="ready")),
                ("attempts", models.IntegerField(default=0)),
                ("run_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("first_tried_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "record_outbox",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("ready", "leased"))),
                        fields=["council_id", "run_at", "id"],
                        name="record_outbox_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "dead")),
                        fields=["council_id", "finished_at"],
                        name="record_outbox_dead",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "key"), name="record_outbox_key"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("ready", "leased", "done", "dead"))),
                        name="record_outbox_state",
                    ),
                ],
            },
        ),
    ]
