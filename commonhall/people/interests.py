"""What is a member's own affair? Addresses and people that they declared: cases about them are hidden from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

INTEREST_KINDS = ("email", "phone", "uprn", "postcode")


class DeclaredInterest(CouncilModel):
    """Something of the member's own, as cases carry it: an e-mail address, a phone number, a property, a postcode."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="interests")
    kind = models.TextField()
    value = models.TextField()
    declared_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "people_interest"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "membership", "kind", "value"], name="people_interest_once"),
            models.CheckConstraint(condition=models.Q(kind__in=INTEREST_KINDS), name="people_interest_kind"),
        ]

    def __str__(self) -> str:
        return self.kind
