"""Makes the tables of accounts, members and sessions."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables


class Migration(migrations.Migration):
    """Tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.TextField(unique=True)),
                ("password_hash", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("disabled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_account",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("account_id", models.UUIDField()),
                ("name", models.TextField()),
                ("email", models.TextField()),
                ("language", models.TextField(default="en")),
                ("active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField()),
                ("signed_in_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_membership",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "account_id"), name="people_membership_account"),
                    models.UniqueConstraint(fields=("council_id", "email"), name="people_membership_email"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("en", "cy"))), name="people_membership_language"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "people_attempt",
                "indexes": [models.Index(fields=["kind", "key", "at"], name="people_attempt_kind_key_at")],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("slug", models.TextField()),
                ("name_en", models.TextField()),
                ("name_cy", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "people_team",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("council_id", "slug"), name="people_team_slug")],
            },
        ),
        migrations.CreateModel(
            name="StaffSession",
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
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "db_table": "people_staff_session",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "key_hash"), name="people_staff_session_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("pattern", models.TextField(default="*")),
                ("ward", models.TextField(blank=True, default="")),
                ("role", models.TextField()),
                ("from_date", models.DateField(null=True)),
                ("until_date", models.DateField(null=True)),
                ("stands_in_for", models.UUIDField(null=True)),
                ("granted_at", models.DateTimeField()),
                ("granted_by", models.TextField(blank=True, default="")),
                (
                    "membership",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="people.membership",
                    ),
                ),
                (
                    "team",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "db_table": "people_grant",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "council_id",
                            "membership",
                            "pattern",
                            "team",
                            "ward",
                            "role",
                            "from_date",
                            "until_date",
                        ),
                        name="people_grant_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ("viewer", "agent", "officer", "lead", "manager", "records", "administrator"))
                        ),
                        name="people_grant_role",
                    ),
                ],
            },
        ),
    ]
