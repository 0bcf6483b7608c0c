"""Add templates, letters as printed, mail to place, requests and the links that answer them, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("name", models.TextField()),
                ("channels", models.JSONField(default=list)),
                ("patterns", models.JSONField(default=list)),
                ("subject_en", models.TextField(blank=True, default="")),
                ("subject_cy", models.TextField(blank=True, default="")),
                ("body_en", models.TextField()),
                ("body_cy", models.TextField(blank=True, default="")),
                ("changed_by", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "cases_template",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("council_id", "name"),
                        name="cases_template_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("target_id", models.UUIDField()),
                ("nonce", models.TextField()),
                ("token_hash", models.BinaryField(max_length=32)),
                ("code_hash", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened", models.IntegerField(default=0)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_invitation",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "case", "target_id"], name="cases_invitation_target")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "token_hash"), name="cases_invitation_token"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("request", "task", "file"))), name="cases_invitation_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("pdf", models.BinaryField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                (
                    "message",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="cases.message",
                    ),
                ),
            ],
            options={
                "db_table": "cases_paper",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("council_id", "message"), name="cases_paper_once")],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("occasion", models.TextField()),
                ("text", models.TextField()),
                ("questions", models.JSONField(default=list)),
                ("language", models.TextField(default="en")),
                ("clock", models.TextField(default="pause")),
                ("limit", models.TextField(default="escalate")),
                ("state", models.TextField(default="open")),
                ("due_date", models.DateField()),
                ("step", models.TextField(blank=True, default="")),
                ("next_at", models.DateTimeField(null=True)),
                ("answers", models.JSONField(default=dict)),
                ("late", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.TextField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_request",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "case", "state"], name="cases_request_case"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["council_id", "next_at"],
                        name="cases_request_next",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "occasion"), name="cases_request_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "answered", "closed", "cancelled"))),
                        name="cases_request_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stray",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("mail_id", models.TextField()),
                ("sender", models.TextField()),
                ("subject", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("guess", models.TextField(blank=True, default="")),
                ("raw", models.BinaryField()),
                ("state", models.TextField(default="waiting")),
                ("came_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.TextField(blank=True, default="")),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_stray",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["council_id", "came_at"],
                        name="cases_stray_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "mail_id"), name="cases_stray_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "placed", "aside"))), name="cases_stray_state"
                    ),
                ],
            },
        ),
        WallTable("cases_template"),
        WallTable("cases_paper", foreign_keys=[("message_id", "cases_message")]),
        WallTable("cases_stray", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_request", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_invitation", foreign_keys=[("case_id", "cases_case")]),
    ]
