"""What is kept of money: payments that a case asks for, what was given back, and the till of the local providers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PAYMENT_STATES = ("created", "started", "paid", "failed", "cancelled", "expired")
PAYMENT_METHODS = ("online", "cash", "cheque", "telephone", "transfer")
REFUND_STATES = ("asked", "sent", "made", "failed")
UNFINISHED = ("created", "started")
OPENED = "opened"
"""What is paid for when it is what the journey costs."""


class Payment(CouncilModel):
    """An attempt to pay what a case costs.

    purpose: what is paid for, once: ``opened``, or the transition with the version of the case at which it was asked
    for. lines: the charges as they were. provider_id: the provider's name for it. code: why it failed. for_transition,
    asked, actors: the move that waits for the money, with the answers and the roles of whoever asked for it.
    surplus: money for what had been paid already; it is given back. taken_by: who recorded money that came offline, or
    typed a caller's card in, with their own note of it (a receipt number) in taken_reference. binding: the settings
    with which it was begun, and with which it ends.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="payments")
    purpose = models.TextField()
    lines = models.JSONField(default=list)
    amount_pence = models.BigIntegerField()
    method = models.TextField(default="online")
    provider = models.TextField(blank=True, default="")
    provider_id = models.TextField(blank=True, default="")
    binding = models.UUIDField(null=True)
    state = models.TextField(default="created")
    code = models.TextField(blank=True, default="")
    surplus = models.BooleanField(default=False)
    for_transition = models.TextField(blank=True, default="")
    asked = models.JSONField(default=dict)
    actors = models.JSONField(default=list)
    taken_by = models.TextField(blank=True, default="")
    taken_reference = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_payment"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "case", "purpose"],
                name="cases_payment_paid_once",
                condition=models.Q(state="paid", surplus=False),
            ),
            models.UniqueConstraint(
                fields=["council_id", "case", "purpose"],
                name="cases_payment_open_once",
                condition=models.Q(state__in=UNFINISHED),
            ),
            models.UniqueConstraint(
                fields=["council_id", "provider", "provider_id"],
                name="cases_payment_provider_id",
                condition=~models.Q(provider_id=""),
            ),
            models.CheckConstraint(condition=models.Q(state__in=PAYMENT_STATES), name="cases_payment_state"),
            models.CheckConstraint(condition=models.Q(method__in=PAYMENT_METHODS), name="cases_payment_method"),
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="cases_payment_amount"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "looked_at"],
                name="cases_payment_unfinished",
                condition=models.Q(state__in=UNFINISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_pence} pence, {self.state}"


class Refund(CouncilModel):
    """Money to give back of one payment. occasion: what it is given back for, so that it happens once.

    ``sent`` is on its way at the provider; ``failed`` needs a person, with the reason in code. provider_id: the
    provider's name for it.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="refunds")
    payment = CouncilForeignKey(Payment, on_delete=models.CASCADE, related_name="refunds")
    occasion = models.TextField()
    amount_pence = models.BigIntegerField()
    reason = models.TextField(blank=True, default="")
    state = models.TextField(default="asked")
    code = models.TextField(blank=True, default="")
    provider_id = models.TextField(blank=True, default="")
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_refund"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "payment", "occasion"], name="cases_refund_once"),
            models.CheckConstraint(condition=models.Q(state__in=REFUND_STATES), name="cases_refund_state"),
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="cases_refund_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_pence} pence back, {self.state}"


class TillPayment(CouncilModel):
    """A payment as the council's own providers know it (see capabilities.payments.till), not as its case does."""

    provider_id = models.TextField()
    provider = models.TextField()
    wanted_id = models.TextField()
    wanted = models.JSONField()
    state = models.TextField()
    code = models.TextField(blank=True, default="")
    refunds = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_till_payment"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "provider_id"], name="cases_till_payment_id"),
            models.UniqueConstraint(fields=["council_id", "provider", "wanted_id"], name="cases_till_payment_once"),
            models.CheckConstraint(condition=models.Q(state__in=PAYMENT_STATES), name="cases_till_payment_state"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.state}"


class PayMessage(CouncilModel):
    """A webhook that came. It is kept for some days, so that the same one changes nothing when it comes again."""

    message_id = models.TextField()
    event = models.TextField()
    provider_id = models.TextField()
    came_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_pay_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "message_id"], name="cases_pay_message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.provider_id}"
