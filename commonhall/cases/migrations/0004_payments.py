"""Make the tables of payments, refunds and the till, and put the walls on them."""

import django.db.models.deletion
from django.db import migrations, models

import commonhall.councils.ids
import commonhall.councils.scope
import commonhall.councils.tables
from commonhall.councils.walls import WallTable


class Migration(migrations.Migration):
    """Payments."""

    dependencies = [
        ("cases", "0003_bookings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("purpose", models.TextField()),
                ("lines", models.JSONField(default=list)),
                ("amount_pence", models.BigIntegerField()),
                ("method", models.TextField(default="online")),
                ("provider", models.TextField(blank=True, default="")),
                ("provider_id", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="created")),
                ("code", models.TextField(blank=True, default="")),
                ("surplus", models.BooleanField(default=False)),
                ("for_transition", models.TextField(blank=True, default="")),
                ("asked", models.JSONField(default=dict)),
                ("actors", models.JSONField(default=list)),
                ("taken_by", models.TextField(blank=True, default="")),
                ("taken_reference", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_payment",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("occasion", models.TextField()),
                ("amount_pence", models.BigIntegerField()),
                ("reason", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="asked")),
                ("code", models.TextField(blank=True, default="")),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refunds",
                        to="cases.case",
                    ),
                ),
                (
                    "payment",
                    commonhall.councils.tables.CouncilForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refunds",
                        to="cases.payment",
                    ),
                ),
            ],
            options={
                "db_table": "cases_refund",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TillPayment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=commonhall.councils.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("council_id", models.UUIDField(default=commonhall.councils.scope.council_in_scope, editable=False)),
                ("provider_id", models.TextField()),
                ("provider", models.TextField()),
                ("wanted_id", models.TextField()),
                ("wanted", models.JSONField()),
                ("state", models.TextField()),
                ("code", models.TextField(blank=True, default="")),
                ("refunds", models.JSONField(default=dict)),
                ("expires_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_till_payment",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("council_id", "provider_id"), name="cases_till_payment_id"),
                    models.UniqueConstraint(
                        fields=("council_id", "provider", "wanted_id"), name="cases_till_payment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("created", "started", "paid", "failed", "cancelled", "expired"))
                        ),
                        name="cases_till_payment_state",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("state__in", ("created", "started"))),
                fields=["council_id", "looked_at"],
                name="cases_payment_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "paid"), ("surplus", False)),
                fields=("council_id", "case", "purpose"),
                name="cases_payment_paid_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("created", "started"))),
                fields=("council_id", "case", "purpose"),
                name="cases_payment_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=("council_id", "provider", "provider_id"),
                name="cases_payment_provider_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("created", "started", "paid", "failed", "cancelled", "expired"))),
                name="cases_payment_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ("online", "cash", "cheque", "telephone", "transfer"))),
                name="cases_payment_method",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(condition=models.Q(("amount_pence__gt", 0)), name="cases_payment_amount"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.UniqueConstraint(fields=("council_id", "payment", "occasion"), name="cases_refund_once"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("asked", "made", "failed"))), name="cases_refund_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(condition=models.Q(("amount_pence__gt", 0)), name="cases_refund_amount"),
        ),
        WallTable("cases_payment", foreign_keys=[("case_id", "cases_case")]),
        WallTable("cases_refund", foreign_keys=[("case_id", "cases_case"), ("payment_id", "cases_payment")]),
        WallTable("cases_till_payment"),
    ]
