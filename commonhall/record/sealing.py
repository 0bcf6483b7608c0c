"""Was the record sealed? One row for each seal: what it covers, and the root over the heads of all chains in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel


class Seal(CouncilModel):
    """A seal over the events of a stretch of time, tied to the seal before. Nobody may change or remove it."""

    number = models.IntegerField()
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField()
    events = models.IntegerField()
    subjects = models.IntegerField()
    root = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "record_seal"
        constraints: ClassVar = [models.UniqueConstraint(fields=["council_id", "number"], name="record_seal_number")]

    def __str__(self) -> str:
        return str(self.number)
