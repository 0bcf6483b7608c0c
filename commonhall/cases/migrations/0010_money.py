"""Keep how a payment was begun, what a provider tells of it, and where its books and ours disagree."""

from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
from commonhall.councils.walls import GrantColumns, WallTable


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("day", models.DateField()),
                ("provider", models.TextField()),
                ("payments", models.IntegerField()),
                ("paid_pence", models.BigIntegerField()),
                ("refunded_pence", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "cases_money_comparison",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("day", models.DateField()),
                ("kind", models.TextField()),
                ("provider", models.TextField()),
                ("provider_id", models.TextField()),
                ("payment", models.UUIDField(null=True)),
                ("reference", models.TextField(blank=True, default="")),
                ("ours", models.TextField(blank=True, default="")),
                ("theirs", models.TextField(blank=True, default="")),
                ("ours_pence", models.BigIntegerField(default=0)),
                ("theirs_pence", models.BigIntegerField(default=0)),
                ("noted_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "cases_money_difference",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PayMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("message_id", models.TextField()),
                ("event", models.TextField()),
                ("provider_id", models.TextField()),
                ("came_at", models.DateTimeField()),
            ],
            options={
                "db_table": "cases_pay_message",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.RemoveConstraint(
            model_name="refund",
            name="cases_refund_state",
        ),
        migrations.AddField(
            model_name="payment",
            name="binding",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="refund",
            name="looked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="refund",
            name="provider_id",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("asked", "sent", "made", "failed"))), name="cases_refund_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="comparison",
            constraint=models.UniqueConstraint(
                fields=("council_id", "day", "provider"), name="cases_money_comparison_once"
            ),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(
                condition=models.Q(("gone_at", None), ("settled_at", None)),
                fields=["council_id", "noted_at"],
                name="cases_money_difference_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                fields=("council_id", "provider", "provider_id", "kind"), name="cases_money_difference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("unknown_here", "missing_there", "state", "amount", "refunded"))),
                name="cases_money_difference_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymessage",
            constraint=models.UniqueConstraint(fields=("council_id", "message_id"), name="cases_pay_message_once"),
        ),
        GrantColumns("cases_payment"),
        GrantColumns("cases_refund"),
        WallTable("cases_pay_message"),
        WallTable("cases_money_comparison"),
        WallTable("cases_money_difference"),
    ]
