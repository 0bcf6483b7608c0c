"""Add which conversations were about a case, with the wall."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_worklists"),
        ("contacts", "0003_interactions"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("way", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="cases.case",
                    ),
                ),
                (
                    "interaction",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="contacts.interaction",
                    ),
                ),
            ],
            options={
                "db_table": "cases_contact",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council_id", "case", "interaction", "way"), name="cases_contact_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ("opened", "noted", "told"))), name="cases_contact_way"
                    ),
                ],
            },
        ),
        WallTable(
            "cases_contact",
            foreign_keys=[("case_id", "cases_case"), ("interaction_id", "contacts_interaction")],
        ),
    ]
