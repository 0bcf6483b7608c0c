"""What must whoever meets this person, or visits this property, know first? Warnings, each with an end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

WARNING_KINDS = ("violence", "threats", "dog", "hazard", "infection", "visit_in_pairs", "vulnerable", "unreasonable",
                 "other")  # fmt: skip
WARNING_STATES = ("proposed", "refused", "live", "ended")


class ContactWarning(CouncilModel):
    """A warning about a person or a property, proposed by one member of staff and approved by another.

    narrative: what happened, in plain facts. risk_to: who is at risk. review_date: when somebody must look whether it
    is still needed; until_date: its last day. told: whether the person was told of it; told_how: when and how, or why
    not.
    """

    person = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, null=True, related_name="warnings")
    uprn = models.TextField(blank=True, default="")
    kind = models.TextField()
    narrative = models.TextField()
    risk_to = models.TextField(blank=True, default="")
    state = models.TextField(default="proposed")
    since_date = models.DateField()
    review_date = models.DateField()
    until_date = models.DateField(null=True)
    told = models.BooleanField(default=False)
    told_how = models.TextField(blank=True, default="")
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    proposed_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")
    ended_why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_warning"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=WARNING_KINDS), name="contacts_warning_kind"),
            models.CheckConstraint(condition=models.Q(state__in=WARNING_STATES), name="contacts_warning_state"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ ~models.Q(uprn=""), name="contacts_warning_about_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "uprn"], name="contacts_warning_uprn", condition=models.Q(state="live")),
            models.Index(
                fields=["council_id", "state", "review_date"],
                name="contacts_warning_review",
                condition=models.Q(state__in=("proposed", "live")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
