"""Makes the tables of councils and their addresses."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Council",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.TextField(unique=True)),
                ("name_en", models.TextField()),
                ("name_cy", models.TextField(blank=True, default="")),
                ("kind", models.TextField()),
                ("nation", models.TextField()),
                ("default_language", models.TextField(default="en")),
                ("languages", models.JSONField(default=list)),
                ("look", models.JSONField(default=dict)),
                ("contact", models.JSONField(default=dict)),
                ("status", models.TextField(default="live")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "councils_council",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                (
                                    "london_borough",
                                    "district",
                                    "county",
                                    "unitary",
                                    "metropolitan",
                                    "welsh",
                                    "scottish",
                                    "northern_irish",
                                ),
                            )
                        ),
                        name="councils_council_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nation__in", ("england", "wales", "scotland", "northern_ireland"))),
                        name="councils_council_nation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("live", "suspended", "closed"))),
                        name="councils_council_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("default_language__in", ("en", "cy"))), name="councils_council_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z][a-z0-9-]{1,40}[a-z0-9]$")),
                        name="councils_council_slug",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilHost",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("host", models.TextField(unique=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="councils.council"
                    ),
                ),
            ],
            options={
                "db_table": "councils_host",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("host__regex", "^[a-z0-9.-]+$")), name="councils_host_plain"
                    )
                ],
            },
        ),
    ]
