"""Which conversations were about a case?"""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from commonhall.contacts.interactions import Interaction
from commonhall.councils.tables import CouncilForeignKey, CouncilModel

WAYS: Final = ("opened", "noted", "told")


class CaseContact(CouncilModel):
    """A conversation that was about a case. way: the case was ``opened`` in it, something was ``noted`` on it, or the
    caller was ``told`` how it stands."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="contacts")
    interaction = CouncilForeignKey(Interaction, on_delete=models.CASCADE, related_name="cases")
    way = models.TextField()
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_contact"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "interaction", "way"], name="cases_contact_once"),
            models.CheckConstraint(condition=models.Q(way__in=WAYS), name="cases_contact_way"),
        ]

    def __str__(self) -> str:
        return f"{self.way} in {self.interaction_id}"
