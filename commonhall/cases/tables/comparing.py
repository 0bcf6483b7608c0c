"""What is kept of comparing our books with a provider's: of payments and of calendars, and where the two differ?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel

COMPARED = ("payments", "bookings")
DIFFERENCES = ("unknown_here", "missing_there", "state", "amount", "refunded", "time")


class Comparison(CouncilModel):
    """One day's comparison with a provider. counted: how many payments of the day, or bookings to come, it knows.

    Amounts are the provider's, of payments.
    """

    capability = models.TextField(default="payments")
    day = models.DateField()
    provider = models.TextField()
    counted = models.IntegerField()
    paid_pence = models.BigIntegerField(default=0)
    refunded_pence = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_money_comparison"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "capability", "day", "provider"], name="cases_money_comparison_once"
            ),
            models.CheckConstraint(
                condition=models.Q(capability__in=COMPARED), name="cases_money_comparison_capability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.day}"


class Difference(CouncilModel):
    """Where a provider's books and ours disagree about one payment or booking, until they agree or somebody says why
    not.

    provider_id: what the provider knows it by. payment: ours, if there is one. ours, theirs: what each side says: a
    state with the pence, or a slot; or nothing.
    """

    capability = models.TextField(default="payments")
    day = models.DateField()
    kind = models.TextField()
    provider = models.TextField()
    provider_id = models.TextField()
    payment = models.UUIDField(null=True)
    reference = models.TextField(blank=True, default="")
    ours = models.TextField(blank=True, default="")
    theirs = models.TextField(blank=True, default="")
    ours_pence = models.BigIntegerField(default=0)
    theirs_pence = models.BigIntegerField(default=0)
    noted_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "cases_money_difference"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "capability", "provider", "provider_id", "kind"],
                name="cases_money_difference_once",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=DIFFERENCES), name="cases_money_difference_kind"),
            models.CheckConstraint(
                condition=models.Q(capability__in=COMPARED), name="cases_money_difference_capability"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "noted_at"],
                name="cases_money_difference_open",
                condition=models.Q(gone_at=None, settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_id}"
