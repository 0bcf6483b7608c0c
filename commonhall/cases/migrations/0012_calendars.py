"""Bookings keep with which provider they began; own calendars can be closed, and be read by secret addresses."""

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import GrantColumns, WallTable


class Migration(migrations.Migration):
    """The column, the tables and their walls."""

    dependencies = [
        ("cases", "0011_standstills"),
    ]

    operations = [
        migrations.AddField(model_name="booking", name="binding_id", field=models.UUIDField(null=True)),
        GrantColumns("cases_booking"),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("token_hash", models.BinaryField()),
                ("calendar", models.TextField(blank=True, default="")),
                ("shows", models.TextField(default="places")),
                ("member_id", models.UUIDField()),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_calendar_feed",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "token_hash"), name="cases_calendar_feed_token"),
                    models.CheckConstraint(
                        condition=models.Q(("shows__in", ("places", "people"))), name="cases_calendar_feed_shows"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("calendar", models.TextField()),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                ("reason", models.TextField(blank=True, default="")),
                ("closed_by", models.TextField()),
                ("closed_at", models.DateTimeField()),
                ("ended_by", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_closure",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["council_id", "calendar", "last_date"],
                        name="cases_closure_days",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_date__lte", models.F("last_date"))), name="cases_closure_in_order"
                    )
                ],
            },
        ),
        WallTable("cases_calendar_feed"),
        WallTable("cases_closure"),
    ]
