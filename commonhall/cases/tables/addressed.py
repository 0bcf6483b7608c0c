"""Which addresses did people type that still have to be looked up, and what came of it?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

ADDRESS_STATES = ("waiting", "found", "asked", "settled", "left")


class AddressCheck(CouncilModel):
    """An address that was typed, in answer to one question of a case.

    state: ``waiting`` to be looked up at due_at; ``found``, and put in its place; ``asked`` of an officer, whose task
    it is; ``settled`` by an officer; ``left`` as it is, since the case was closed or nobody looks addresses up. tries:
    how often the provider could not be asked. why: ``several`` may be meant, ``none`` is like it, or ``down``.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="address_checks")
    question = models.TextField()
    state = models.TextField(default="waiting")
    why = models.TextField(blank=True, default="")
    tries = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    task_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_address_check"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "question"], name="cases_address_check_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=ADDRESS_STATES), name="cases_address_check_state"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "due_at"], name="cases_address_check_due", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.state}"
