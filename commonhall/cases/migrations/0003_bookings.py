"""Add places, bookings, disclosures and supporters, with their walls."""

import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("reference", models.TextField()),
                ("calendar", models.TextField()),
                ("slot", models.TextField()),
                ("date", models.DateField()),
                ("start", models.TextField(blank=True, default="")),
                ("end", models.TextField(blank=True, default="")),
                ("units", models.IntegerField(default=1)),
                ("uprn", models.TextField(blank=True, default="")),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_place",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "calendar", "date"], name="cases_place_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "reference"), name="cases_place_reference"),
                    models.CheckConstraint(condition=models.Q(("units__gte", 1)), name="cases_place_units"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("journey_id", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("question", models.TextField()),
                ("calendar", models.TextField()),
                ("slot", models.JSONField(default=dict)),
                ("date", models.DateField()),
                ("units", models.IntegerField(default=1)),
                ("uprn", models.TextField(blank=True, default="")),
                ("reference", models.TextField()),
                ("state", models.TextField(default="held")),
                ("until", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookings",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_booking",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["council_id", "until"],
                        name="cases_booking_holds",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "reference"), name="cases_booking_reference"),
                    models.UniqueConstraint(
                        fields=("council_id", "journey_id", "kind"), name="cases_booking_journey_once"
                    ),
                    models.UniqueConstraint(fields=("council_id", "case", "kind"), name="cases_booking_case_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("held", "confirmed", "released", "lost"))),
                        name="cases_booking_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("pattern", models.TextField()),
                ("language", models.TextField(default="en")),
                ("title", models.TextField()),
                ("question", models.TextField()),
                ("answer", models.TextField()),
                ("outcome", models.TextField(blank=True, default="")),
                ("keywords", models.TextField(blank=True, default="")),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("shown", models.IntegerField(default=0)),
                ("opened", models.IntegerField(default=0)),
                ("answered", models.IntegerField(default=0)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        "title", "keywords", config="english", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "question", config="english", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("english"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector("answer", config="english", weight="D"),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "title", "keywords", "question", "answer", config="simple", weight="D"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="disclosures",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_disclosure",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["council_id", "published_at", "id"], name="cases_disclosure_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case"), name="cases_disclosure_case_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("journey_id", models.UUIDField()),
                ("email", models.TextField(blank=True, default="")),
                ("language", models.TextField(default="en")),
                ("followed_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supporters",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_supporter",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "case", "journey_id"), name="cases_supporter_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("council_id", "case", "email"),
                        name="cases_supporter_email_once",
                    ),
                ],
            },
        ),
        WallTable("cases_place"),
        WallTable("cases_booking", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_disclosure", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_supporter", foreign_keys=[("case_id", "cases_case")]),
    ]
