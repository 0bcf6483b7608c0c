"""What is kept of people who want to follow a case that somebody else reported?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class Supporter(CouncilModel):
    """Somebody who reported the same, and follows the case instead.

    journey_id: the journey that ended there; one supporter each. email: where to tell the end, blank for nowhere, and
    emptied once told.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="supporters")
    journey_id = models.UUIDField()
    email = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    followed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_supporter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "journey_id"], name="cases_supporter_once"),
            models.UniqueConstraint(
                fields=["council_id", "case", "email"],
                name="cases_supporter_email_once",
                condition=~models.Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"follows since {self.followed_at:%Y-%m-%d}"
