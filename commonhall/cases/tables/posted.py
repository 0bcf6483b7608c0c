"""What is kept of correspondence besides messages: templates, letters as printed, mail that nobody could place?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

STRAY_STATES = ("waiting", "placed", "aside")


class Template(CouncilModel):
    """Words that the council's officers begin a message with.

    channels, patterns: for which it is offered; no patterns are all. Both languages are there, or only English.
    used_from_at, retired_at: between which it is offered. changed_by: who wrote it last.
    """

    name = models.TextField()
    channels = models.JSONField(default=list)
    patterns = models.JSONField(default=list)
    subject_en = models.TextField(blank=True, default="")
    subject_cy = models.TextField(blank=True, default="")
    body_en = models.TextField()
    body_cy = models.TextField(blank=True, default="")
    changed_by = models.TextField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta(CouncilModel.Meta):
        db_table = "cases_template"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "name"], name="cases_template_name", condition=models.Q(retired_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Paper(CouncilModel):
    """A letter as it was printed: the PDF itself, and its hash."""

    message = CouncilForeignKey("cases.Message", on_delete=models.CASCADE, related_name="papers")
    pdf = models.BinaryField()
    sha256 = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_paper"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "message"], name="cases_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{len(self.pdf)} bytes"


class Stray(CouncilModel):
    """An e-mail that came in and could not be placed with certainty. A person decides to which case it belongs.

    raw: as it came, until it is settled. mail_id: what its sender called it, so that it comes in once.
    guess: the reference of the case that it names, when its sender is not known there.
    """

    mail_id = models.TextField()
    sender = models.TextField()
    subject = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    guess = models.TextField(blank=True, default="")
    raw = models.BinaryField()
    state = models.TextField(default="waiting")
    came_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(blank=True, default="")
    case = CouncilForeignKey("cases.Case", on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_stray"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "mail_id"], name="cases_stray_once"),
            models.CheckConstraint(condition=models.Q(state__in=STRAY_STATES), name="cases_stray_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "came_at"], name="cases_stray_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.subject[:40]
