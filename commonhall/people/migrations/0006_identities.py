"""Makes the tables of who signs in through a provider, residents and staff apart, and of what works once."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import GrantColumns, WallTable


def own_columns() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]  # of any kind
    """Return the columns that every table of a council has."""
    return [
        (
            "id",
            models.UUIDField(default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False),
        ),
        ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
    ]


def belongs_to(model: str, related_name: str) -> models.ForeignKey:  # type: ignore[type-arg]  # to any row
    """Return the column that points to a row of the same council."""
    return commonhall.councils.tables.CouncilForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to=model,
    )


class Migration(migrations.Migration):
    """The tables and their walls."""

    dependencies = [
        ("people", "0005_invitations"),
    ]

    operations = [
        migrations.AddField("residentsession", "sign_out_hint", models.TextField(blank=True, default="")),
        GrantColumns("people_resident_session"),
        migrations.CreateModel(
            name="ResidentIdentity",
            fields=[
                *own_columns(),
                ("issuer", models.TextField()),
                ("subject", models.TextField()),
                ("level", models.TextField(default="signed_in")),
                ("name", models.TextField(blank=True, default="")),
                ("birth_date", models.DateField(null=True)),
                ("linked_at", models.DateTimeField()),
                ("proved_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField()),
                ("resident", belongs_to("people.resident", "identities")),
            ],
            options={
                "db_table": "people_resident_identity",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "issuer", "subject"), name="people_resident_identity_subject"
                    ),
                    models.UniqueConstraint(
                        fields=("council_id", "resident", "issuer"), name="people_resident_identity_issuer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ("signed_in", "identity"))),
                        name="people_resident_identity_level",
                    ),
                ],
            },
        ),
        WallTable("people_resident_identity", unique_pair=False, foreign_keys=[("resident_id", "people_resident")]),
        migrations.CreateModel(
            name="StaffIdentity",
            fields=[
                *own_columns(),
                ("issuer", models.TextField()),
                ("subject", models.TextField()),
                ("linked_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("membership", belongs_to("people.membership", "identities")),
            ],
            options={
                "db_table": "people_staff_identity",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "issuer", "subject"), name="people_staff_identity_subject"
                    ),
                    models.UniqueConstraint(
                        fields=("council_id", "membership", "issuer"), name="people_staff_identity_issuer"
                    ),
                ],
            },
        ),
        WallTable("people_staff_identity", unique_pair=False, foreign_keys=[("membership_id", "people_membership")]),
        migrations.CreateModel(
            name="SpentToken",
            fields=[
                *own_columns(),
                ("kind", models.TextField()),
                ("token_hash", models.TextField()),
                ("until_at", models.DateTimeField()),
            ],
            options={
                "db_table": "people_spent_token",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "kind", "token_hash"), name="people_spent_token_once")
                ],
            },
        ),
        WallTable("people_spent_token", unique_pair=False),
    ]
