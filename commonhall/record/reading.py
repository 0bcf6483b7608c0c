"""Who looked at what, when and why? Reads are rows of their own, without what was read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel

HOWS = ("opened", "searched", "exported", "unmasked")


class Read(CouncilModel):
    """A look at something, recorded once. The application's role may add and read, nothing more.

    subject_id: nothing for a search. purpose: plain words or a reason, never what was read. role: of the reader, then.
    """

    how = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField(null=True)
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField(blank=True, default="")
    role = models.TextField(blank=True, default="")
    purpose = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "record_read"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(how__in=HOWS), name="record_read_how")]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "subject_kind", "subject_id", "id"], name="record_read_subject"),
            models.Index(fields=["council_id", "actor_id", "id"], name="record_read_by"),
        ]

    def __str__(self) -> str:
        return self.how
