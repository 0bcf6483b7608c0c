"""Add the parties of a case, with the wall."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_contacts"),
        ("contacts", "0004_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseParty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("role", models.TextField()),
                ("may_see", models.BooleanField(default=False)),
                ("may_be_told", models.BooleanField(default=False)),
                ("authority", models.TextField(blank=True, default="")),
                ("authority_note", models.TextField(blank=True, default="")),
                ("evidence_id", models.UUIDField(null=True)),
                ("until_date", models.DateField(null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="cases.case",
                    ),
                ),
                (
                    "organisation",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "person",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "cases_party",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                (
                                    "applicant",
                                    "subject",
                                    "representative",
                                    "complainant",
                                    "respondent",
                                    "supporter",
                                    "referrer",
                                ),
                            )
                        ),
                        name="cases_party_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authority__in", ("", "letter", "appointee", "attorney", "deputy", "parent", "elected"))
                        ),
                        name="cases_party_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), ("organisation__isnull", False), _connector="XOR"
                        ),
                        name="cases_party_one",
                    ),
                ],
            },
        ),
        WallTable(
            "cases_party",
            foreign_keys=[
                ("case_id", "cases_case"),
                ("person_id", "contacts_person"),
                ("organisation_id", "contacts_organisation"),
            ],
        ),
    ]
