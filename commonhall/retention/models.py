"""What is kept about keeping: holds, runs of disposal with their items, kept money, and packs that are given out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel
from commonhall.retention.packs import Pack as Pack
from commonhall.retention.packs import Part as Part

SCOPES = ("person", "case", "pattern")
WAYS = ("delete", "anonymise")
RUN_STATES = ("proposed", "running", "done", "cancelled")
ITEM_STATES = ("waiting", "files", "done", "skipped")


class Lengthening(CouncilModel):
    """A council keeps the cases of a pattern longer than the pattern says. months: how many are added to every rule."""

    pattern = models.TextField()
    months = models.IntegerField()
    reason = models.TextField()
    set_by = models.TextField()
    set_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "retention_lengthening"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "pattern"], name="retention_lengthening_once"),
            models.CheckConstraint(
                condition=models.Q(months__gte=1, months__lte=600), name="retention_lengthening_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} +{self.months}"


class Hold(CouncilModel):
    """Nothing in its scope may go or be redacted. subject_id: of the person or case; pattern: for a whole pattern.

    restricted: it is on a pattern whose cases only their team may know of.
    """

    scope = models.TextField()
    subject_id = models.UUIDField(null=True)
    pattern = models.TextField(blank=True, default="")
    restricted = models.BooleanField(default=False)
    reason = models.TextField()
    placed_by = models.TextField()
    placed_by_id = models.UUIDField(null=True)
    placed_at = models.DateTimeField()
    review_date = models.DateField()
    released_by = models.TextField(blank=True, default="")
    released_at = models.DateTimeField(null=True)
    release_reason = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "retention_hold"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(scope__in=SCOPES), name="retention_hold_scope"),
            models.CheckConstraint(
                condition=models.Q(subject_id__isnull=False) | ~models.Q(pattern=""), name="retention_hold_subject"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "subject_id"], name="retention_hold_on", condition=models.Q(released_at=None)
            ),
            models.Index(
                fields=["council_id", "review_date", "id"],
                name="retention_hold_review",
                condition=models.Q(released_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} until {self.review_date}"


class Run(CouncilModel):
    """One disposal: all cases of a pattern that one rule lets go on a day. rule: its number, none the general one.

    why_en, why_cy, law: as the pattern said when it was proposed. restricted: only those may know of it who may see
    the pattern's cases. turn: how often the worker has gone on with it.
    """

    pattern = models.TextField()
    restricted = models.BooleanField(default=False)
    rule = models.SmallIntegerField(null=True)
    then = models.TextField()
    why_en = models.TextField(blank=True, default="")
    why_cy = models.TextField(blank=True, default="")
    law = models.TextField(blank=True, default="")
    months = models.IntegerField()
    state = models.TextField(default="proposed")
    proposed_by = models.TextField()
    proposed_by_id = models.UUIDField(null=True)
    proposed_at = models.DateTimeField()
    approved_by = models.TextField(blank=True, default="")
    approved_by_id = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    turn = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    persons = models.IntegerField(default=0)
    files = models.IntegerField(default=0)
    rows = models.JSONField(default=dict)

    class Meta(CouncilModel.Meta):
        db_table = "retention_run"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=RUN_STATES), name="retention_run_state"),
            models.CheckConstraint(condition=models.Q(then__in=WAYS), name="retention_run_then"),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "proposed_at", "id"], name="retention_run_newest")]

    def __str__(self) -> str:
        return f"{self.then} {self.pattern}, {self.state}"


class Item(CouncilModel):
    """One case of a run. reference: emptied once the case is gone. hash: what the certificate names it by.

    reason: why it was skipped: ``held``, ``open``, ``later``, ``entitlement``, ``money``, ``linked``, ``access``,
    ``changed`` or ``gone``. keys: of files that are still to be let go.
    """

    run = CouncilForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    case_id = models.UUIDField()
    reference = models.TextField(blank=True, default="")
    hash = models.TextField()
    closed_date = models.DateField()
    state = models.TextField(default="waiting")
    reason = models.TextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "retention_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "run", "case_id"], name="retention_item_once"),
            models.CheckConstraint(condition=models.Q(state__in=ITEM_STATES), name="retention_item_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "case_id"], name="retention_item_case", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hash[:12]} {self.state}"


class KeptMoney(CouncilModel):
    """What accounts need of a payment whose case is gone: amounts and the provider's number, until keep_until.

    case_hash: as the certificate of disposal names the case.
    """

    case_hash = models.TextField()
    pattern = models.TextField()
    amount_pence = models.BigIntegerField()
    refunded_pence = models.BigIntegerField(default=0)
    method = models.TextField()
    provider = models.TextField(blank=True, default="")
    provider_id = models.TextField(blank=True, default="")
    state = models.TextField()
    paid_at = models.DateTimeField(null=True)
    keep_until = models.DateField()

    class Meta(CouncilModel.Meta):
        db_table = "retention_kept_money"
        indexes: ClassVar = [models.Index(fields=["council_id", "keep_until"], name="retention_kept_money_until")]

    def __str__(self) -> str:
        return f"{self.amount_pence} pence until {self.keep_until}"
