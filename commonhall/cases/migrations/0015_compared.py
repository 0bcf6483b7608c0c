"""Lets calendars be compared as the books of payment providers are, in the same tables."""

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns

KINDS = ("unknown_here", "missing_there", "state", "amount", "refunded", "time")
COMPARED = ("payments", "bookings")


class Migration(migrations.Migration):
    """Two tables, wider."""

    dependencies: ClassVar = [("cases", "0014_addresses")]

    operations: ClassVar = [
        migrations.RenameField(model_name="comparison", old_name="payments", new_name="counted"),
        migrations.AlterField(model_name="comparison", name="paid_pence", field=models.BigIntegerField(default=0)),
        migrations.AlterField(model_name="comparison", name="refunded_pence", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="comparison", name="capability", field=models.TextField(default="payments")),
        migrations.AddField(model_name="difference", name="capability", field=models.TextField(default="payments")),
        migrations.RemoveConstraint(model_name="comparison", name="cases_money_comparison_once"),
        migrations.RemoveConstraint(model_name="difference", name="cases_money_difference_once"),
        migrations.RemoveConstraint(model_name="difference", name="cases_money_difference_kind"),
        migrations.AddConstraint(
            model_name="comparison",
            constraint=models.UniqueConstraint(
                fields=("council_id", "capability", "day", "provider"), name="cases_money_comparison_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="comparison",
            constraint=models.CheckConstraint(
                condition=models.Q(("capability__in", COMPARED)), name="cases_money_comparison_capability"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                fields=("council_id", "capability", "provider", "provider_id", "kind"),
                name="cases_money_difference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="cases_money_difference_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(("capability__in", COMPARED)), name="cases_money_difference_capability"
            ),
        ),
        GrantColumns("cases_money_comparison"),
        GrantColumns("cases_money_difference"),
    ]
