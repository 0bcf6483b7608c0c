"""What is a case made of? Queues read one row a case; everything else hangs on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

# Django finds the models of a room in this module alone.
from commonhall.cases.booked import Booking as Booking
from commonhall.cases.booked import Place as Place
from commonhall.cases.disclosed import Disclosure as Disclosure
from commonhall.cases.supporting import Supporter as Supporter
from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PHASES = ("open", "waiting", "closed")
DEADLINE_STATES = ("running", "met", "breached", "stopped")
MESSAGE_STATES = ("queued", "sent", "delivered", "failed")
NEVER = "9999-12-31"


class Case(CouncilModel):
    """The work that a submitted journey opens.

    item: the option that the case is about, where a journey opens several. facts: the item's record, the decisions
    and what was not checked. due_at: the next deadline that runs, ``9999-12-31`` without one, so that queues sort.
    version: counts changes, so that two officers do not overwrite each other.
    """

    reference = models.TextField()
    pattern = models.TextField()
    pattern_version = models.TextField()
    revision_id = models.UUIDField()
    service = models.TextField()
    journey_id = models.UUIDField(null=True)
    item = models.TextField(blank=True, default="")
    title_en = models.TextField()
    title_cy = models.TextField(blank=True, default="")
    state = models.TextField()
    phase = models.TextField(default="open")
    team = models.TextField()
    owner_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    uprn = models.TextField(blank=True, default="")
    parent_uprn = models.TextField(blank=True, default="")
    address = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    channel = models.TextField(default="web")
    language = models.TextField(default="en")
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta(CouncilModel.Meta):
        db_table = "cases_case"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "reference"], name="cases_case_reference"),
            models.UniqueConstraint(fields=["council_id", "journey_id", "item"], name="cases_case_submitted_once"),
            models.CheckConstraint(condition=models.Q(phase__in=PHASES), name="cases_case_phase"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "due_at", "id"], name="cases_case_queue", condition=~models.Q(phase="closed")
            ),
            models.Index(
                fields=["council_id", "team", "due_at", "id"],
                name="cases_case_team_queue",
                condition=~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "owner_id", "due_at", "id"],
                name="cases_case_owner_queue",
                condition=~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "pattern", "due_at", "id"],
                name="cases_case_pattern_queue",
                condition=~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "closed_at", "id"], name="cases_case_closed", condition=models.Q(phase="closed")
            ),
            models.Index(fields=["council_id", "postcode"], name="cases_case_postcode"),
            models.Index(fields=["council_id", "uprn", "pattern"], name="cases_case_uprn"),
            models.Index(fields=["council_id", "parent_uprn", "pattern"], name="cases_case_parent_uprn"),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseDeadline(CouncilModel):
    """When something about a case is due. due_date: the last day on which it is met; due_at: the end of that day."""

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.TextField()
    due_date = models.DateField()
    due_at = models.DateTimeField()
    state = models.TextField(default="running")
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_deadline"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "kind"], name="cases_deadline_once"),
            models.CheckConstraint(condition=models.Q(state__in=DEADLINE_STATES), name="cases_deadline_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "due_at"], name="cases_deadline_running", condition=models.Q(state="running")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_date}"


class Note(CouncilModel):
    """What an officer wrote for colleagues. Never shown to the resident."""

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by_id = models.UUIDField(null=True)
    written_by = models.TextField()
    written_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_note"

    def __str__(self) -> str:
        return self.text[:40]


class Message(CouncilModel):
    """What a person was told, as sent. occasion: what it was sent for, so that nothing is told twice."""

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="messages", null=True)
    occasion = models.TextField()
    kind = models.TextField()
    channel = models.TextField()
    recipient = models.TextField()
    language = models.TextField()
    subject = models.TextField(blank=True, default="")
    body = models.TextField()
    state = models.TextField(default="queued")
    provider_id = models.TextField(blank=True, default="")
    failure = models.TextField(blank=True, default="")
    composed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "occasion", "channel"], name="cases_message_told_once"),
            models.CheckConstraint(condition=models.Q(state__in=MESSAGE_STATES), name="cases_message_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
