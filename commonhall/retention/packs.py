"""What is kept of packs: what is to be given out of a record, part by part, with what an officer decided?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PURPOSES = ("access", "disclosure")
PACK_STATES = ("review", "check", "making", "ready", "failed", "removed")
CHOICES = ("", "include", "leave_out", "redact")
PART_KINDS = (
    "about", "case", "answers", "message", "note", "document", "decision", "history", "contact", "report", "reads",
)  # fmt: skip


class Pack(CouncilModel):
    """What is given out of a record. ``access``: everything about a person, for that person; ``disclosure``: of a case,
    for others. person_id, case_id: whom or what it is about. request_id: the case in which it was asked for.

    state: ``review`` an officer decides on each part, ``check`` somebody else looks, ``making``, ``ready``, ``failed``,
    ``removed`` once its time is over. code: why it failed. key, sha256, size: the file that was made.
    """

    purpose = models.TextField()
    person_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    request_id = models.UUIDField(null=True)
    language = models.TextField(default="en")
    state = models.TextField(default="review")
    code = models.TextField(blank=True, default="")
    begun_by = models.TextField()
    begun_by_id = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    sent_by = models.TextField(blank=True, default="")
    sent_by_id = models.UUIDField(null=True)
    checked_by = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True, default="")
    key = models.TextField(blank=True, default="")
    sha256 = models.TextField(blank=True, default="")
    size = models.IntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta(CouncilModel.Meta):
        db_table = "retention_pack"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(purpose__in=PURPOSES), name="retention_pack_purpose"),
            models.CheckConstraint(condition=models.Q(state__in=PACK_STATES), name="retention_pack_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "begun_at", "id"], name="retention_pack_newest"),
            models.Index(
                fields=["council_id", "expires_at"], name="retention_pack_expiry", condition=models.Q(state="ready")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}, {self.state}"


class Part(CouncilModel):
    """One text or file of a pack. text: a copy of the original, which stays as it is.

    case_id, about: the case that it is from and its reference, or nothing. at: when it was written. rows: pairs of
    label and text, for what reads as a list. found: what may tell of others: records of ``kind`` and ``text``. choice:
    blank until decided. marks: the words to be removed. boxes: the parts of pages to be blacked out: records of
    ``page``, ``left``, ``top``, ``width`` and ``height``, in per cent. exemption: why it may be left out or redacted.
    """

    pack = CouncilForeignKey(Pack, on_delete=models.CASCADE, related_name="parts")
    place = models.IntegerField()
    case_id = models.UUIDField(null=True)
    kind = models.TextField()
    about = models.TextField(blank=True, default="")
    title = models.TextField()
    text = models.TextField(blank=True, default="")
    rows = models.JSONField(default=list)
    document_id = models.UUIDField(null=True)
    type = models.TextField(blank=True, default="")
    at = models.DateTimeField(null=True)
    found = models.JSONField(default=list)
    choice = models.TextField(blank=True, default="")
    marks = models.JSONField(default=list)
    boxes = models.JSONField(default=list)
    exemption = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    decided_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "retention_part"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "pack", "place"], name="retention_part_place"),
            models.CheckConstraint(condition=models.Q(choice__in=CHOICES), name="retention_part_choice"),
            models.CheckConstraint(condition=models.Q(kind__in=PART_KINDS), name="retention_part_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.title}"
