"""Adds residents who sign in, their sessions and links, and codes that open one request."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Tables and walls."""

    dependencies = [
        ("people", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("handle_hash", models.TextField()),
                ("code_hash", models.TextField(blank=True, default="")),
                ("subject_id", models.UUIDField(null=True)),
                ("tries", models.IntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_access_code",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "handle_hash"), name="people_access_code_handle")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("email", models.TextField()),
                ("language", models.TextField(default="en")),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "db_table": "people_resident",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "email"), name="people_resident_email"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("en", "cy"))), name="people_resident_language"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("token_hash", models.TextField()),
                ("email", models.TextField()),
                ("language", models.TextField(default="en")),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_sign_in_link",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "email"], name="people_sign_in_link_email")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "token_hash"), name="people_sign_in_link_token")
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidentSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("key_hash", models.TextField()),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "resident",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "db_table": "people_resident_session",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "key_hash"), name="people_resident_session_key")
                ],
            },
        ),
        WallTable("people_resident"),
        WallTable("people_resident_session", unique_pair=False, foreign_keys=[("resident_id", "people_resident")]),
        WallTable("people_sign_in_link", unique_pair=False),
        WallTable("people_access_code", unique_pair=False),
    ]
