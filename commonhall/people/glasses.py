"""Who opened something that their rights do not reach, for what reason, and was it right to?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class BrokenGlass(CouncilModel):
    """A restricted case opened with a reason, for some hours. right: what the reviewer found; empty until then."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="glasses")
    case_id = models.UUIDField()
    reference = models.TextField()
    reason = models.TextField()
    broken_at = models.DateTimeField()
    until_at = models.DateTimeField()
    review_date = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    right = models.BooleanField(null=True)
    finding = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "people_glass"
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "review_date", "id"],
                name="people_glass_open",
                condition=models.Q(reviewed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.reference
