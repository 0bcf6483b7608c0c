"""What is kept where a person's data may only be stored, and where a case of theirs is worked on all the same?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

GROUNDS = ("consent", "claims", "others", "interest")
USE_STATES = ("waiting", "allowed", "refused", "ended")


class Standstill(CouncilModel):
    """A person's data may only be stored. review_date: when somebody looks whether it still has to be so.

    It does not end by itself: the person is told first. lifted_why: why it ended, and how the person was told.
    """

    person_id = models.UUIDField()
    reason = models.TextField()
    review_date = models.DateField()
    placed_by = models.TextField()
    placed_by_id = models.UUIDField(null=True)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(blank=True, default="")
    lifted_why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "cases_standstill"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "person_id"], name="cases_standstill_once", condition=models.Q(lifted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"until looked at on {self.review_date}"


class Use(CouncilModel):
    """Somebody asked to work on a case whose person's data may only be stored, and somebody else decided.

    ground: ``consent`` of the person, legal ``claims``, the rights of ``others``, important public ``interest``.
    until_at: when an allowed use ends.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="uses")
    ground = models.TextField()
    reason = models.TextField()
    state = models.TextField(default="waiting")
    asked_by = models.TextField()
    asked_by_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    decided_by = models.TextField(blank=True, default="")
    decided_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_use"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ground__in=GROUNDS), name="cases_use_ground"),
            models.CheckConstraint(condition=models.Q(state__in=USE_STATES), name="cases_use_state"),
            models.UniqueConstraint(
                fields=["council_id", "case"],
                name="cases_use_once",
                condition=models.Q(state__in=("waiting", "allowed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.state}"
