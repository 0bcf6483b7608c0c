"""Add what is known of people, how they belong together, warnings, suggestions and joins, with their walls."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_interactions"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchingRules",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("weights", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "contacts_matching_rules",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("council_id",), name="contacts_matching_rules_once")],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("name", models.TextField()),
                ("folded", models.TextField()),
                ("number", models.TextField(blank=True, default="")),
                ("email", models.TextField(blank=True, default="")),
                ("phone", models.TextField(blank=True, default="")),
                ("phone_typed", models.TextField(blank=True, default="")),
                ("address", models.TextField(blank=True, default="")),
                ("uprn", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "contacts_organisation",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["council_id", "folded"],
                        name="contacts_organisation_name",
                        opclasses=["uuid_ops", "text_pattern_ops"],
                    ),
                    models.Index(fields=["council_id", "uprn"], name="contacts_organisation_uprn"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactWarning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("uprn", models.TextField(blank=True, default="")),
                ("kind", models.TextField()),
                ("narrative", models.TextField()),
                ("risk_to", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="proposed")),
                ("since_date", models.DateField()),
                ("review_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("told", models.BooleanField(default=False)),
                ("told_how", models.TextField(blank=True, default="")),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.TextField()),
                ("proposed_by_id", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                ("ended_why", models.TextField(blank=True, default="")),
                (
                    "person",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_warning",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "live")),
                        fields=["council_id", "uprn"],
                        name="contacts_warning_uprn",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("proposed", "live"))),
                        fields=["council_id", "state", "review_date"],
                        name="contacts_warning_review",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "violence",
                                    "threats",
                                    "dog",
                                    "hazard",
                                    "infection",
                                    "visit_in_pairs",
                                    "vulnerable",
                                    "unreasonable",
                                    "other",
                                ),
                            )
                        ),
                        name="contacts_warning_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("proposed", "refused", "live", "ended"))),
                        name="contacts_warning_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("uprn", ""), _negated=True), _connector="XOR"
                        ),
                        name="contacts_warning_about_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Detail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("value", models.TextField()),
                ("shown", models.TextField(blank=True, default="")),
                ("postcode", models.TextField(blank=True, default="")),
                ("uprn", models.TextField(blank=True, default="")),
                ("source", models.TextField()),
                ("level", models.TextField(default="typed")),
                ("since_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "person",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="details",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_detail",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["council_id", "kind", "value"], name="contacts_detail_value"),
                    models.Index(
                        condition=models.Q(("postcode", ""), _negated=True),
                        fields=["council_id", "postcode"],
                        name="contacts_detail_postcode",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at__isnull", True)),
                        fields=("council_id", "person", "kind", "value"),
                        name="contacts_detail_now_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("name", "email", "phone", "address", "vehicle", "ni", "account"))
                        ),
                        name="contacts_detail_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ("typed", "verified"))), name="contacts_detail_level"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("why", models.TextField()),
                ("evidence", models.JSONField(default=list)),
                ("choices", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
                ("made_by_id", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                ("ended_why", models.TextField(blank=True, default="")),
                (
                    "merged",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="contacts.person",
                    ),
                ),
                (
                    "survivor",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_survived",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_merge",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("council_id", "merged"),
                        name="contacts_merge_now_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("language", models.TextField(blank=True, default="")),
                ("channel", models.TextField(blank=True, default="")),
                ("formats", models.JSONField(default=list)),
                ("needs", models.TextField(blank=True, default="")),
                ("not_by", models.JSONField(default=list)),
                ("safe_times", models.TextField(blank=True, default="")),
                ("no_voicemail", models.BooleanField(default=False)),
                ("covers", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.TextField(blank=True, default="")),
                (
                    "person",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_preferences",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "person"), name="contacts_preferences_once"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("", "email", "text", "phone", "letter"))),
                        name="contacts_preferences_channel",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("kind", models.TextField()),
                ("authority", models.TextField(blank=True, default="")),
                ("evidence_id", models.UUIDField(null=True)),
                ("since_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                (
                    "organisation",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "other",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="contacts.person",
                    ),
                ),
                (
                    "person",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relationships",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_relationship",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("council_id", "person", "other", "kind"),
                        name="contacts_relationship_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "household",
                                    "partner",
                                    "parent",
                                    "carer",
                                    "representative",
                                    "appointee",
                                    "attorney",
                                    "deputy",
                                    "landlord",
                                    "works_for",
                                    "other",
                                ),
                            )
                        ),
                        name="contacts_relationship_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other__isnull", False), ("organisation__isnull", False), _connector="XOR"),
                        name="contacts_relationship_to_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("points", models.IntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("state", models.TextField(default="open")),
                ("made_at", models.DateTimeField()),
                ("again_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.TextField(blank=True, default="")),
                ("why", models.TextField(blank=True, default="")),
                (
                    "one",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggested",
                        to="contacts.person",
                    ),
                ),
                (
                    "other",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggested_to",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "db_table": "contacts_suggestion",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "later"))),
                        fields=["council_id", "points", "id"],
                        name="contacts_suggestion_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "one", "other"), name="contacts_suggestion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "later", "same", "different", "gone"))),
                        name="contacts_suggestion_state",
                    ),
                ],
            },
        ),
        WallTable("contacts_detail", foreign_keys=[("person_id", "contacts_person")]),
        WallTable("contacts_preferences", foreign_keys=[("person_id", "contacts_person")]),
        WallTable("contacts_organisation"),
        WallTable(
            "contacts_relationship",
            foreign_keys=[
                ("person_id", "contacts_person"),
                ("other_id", "contacts_person"),
                ("organisation_id", "contacts_organisation"),
            ],
        ),
        WallTable("contacts_warning", foreign_keys=[("person_id", "contacts_person")]),
        WallTable("contacts_suggestion", foreign_keys=[("one_id", "contacts_person"), ("other_id", "contacts_person")]),
        WallTable(
            "contacts_merge", foreign_keys=[("merged_id", "contacts_person"), ("survivor_id", "contacts_person")]
        ),
        WallTable("contacts_matching_rules"),
    ]
