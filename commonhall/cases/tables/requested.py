"""What is kept of what people were asked, and of the links that let them answer without signing in?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

REQUEST_STATES = ("open", "answered", "closed", "cancelled")
INVITATION_KINDS = ("request", "task", "file")


class Request(CouncilModel):
    """Something that a person was asked for about their case.

    kind: see kinds.py. text: what the officer wrote. questions: what they asked one by one. clock: what it does to the
    deadlines: ``pause``, ``restart`` or ``none``. limit: what happens when nobody answers in time: ``escalate``,
    ``decide`` or the id of a transition. due_date: the last day. next_at: when the next ``step`` is due: ``half``,
    ``last`` (reminders) or ``limit``. occasion: of the form that asked, so that nothing is asked twice. late: it was
    answered after its end.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="requests")
    kind = models.TextField()
    occasion = models.TextField()
    text = models.TextField()
    questions = models.JSONField(default=list)
    language = models.TextField(default="en")
    clock = models.TextField(default="pause")
    limit = models.TextField(default="escalate")
    state = models.TextField(default="open")
    due_date = models.DateField()
    step = models.TextField(blank=True, default="")
    next_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    late = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_request"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "occasion"], name="cases_request_once"),
            models.CheckConstraint(condition=models.Q(state__in=REQUEST_STATES), name="cases_request_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "case", "state"], name="cases_request_case"),
            models.Index(fields=["council_id", "next_at"], name="cases_request_next", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_date}"


class Invitation(CouncilModel):
    """A link that lets somebody in without an account: to answer a request, to do a task, to get a file.

    target_id: the request, the task or the document. nonce: from which the link is made again for a reminder; neither
    the link nor its code is kept. code_hash: of what is typed in where somebody has it on paper. until_at: the first
    moment at which it no longer works.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="invitations")
    kind = models.TextField()
    target_id = models.UUIDField()
    nonce = models.TextField()
    token_hash = models.BinaryField(max_length=32)
    code_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    until_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)

    class Meta(CouncilModel.Meta):
        db_table = "cases_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="cases_invitation_token"),
            models.CheckConstraint(condition=models.Q(kind__in=INVITATION_KINDS), name="cases_invitation_kind"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "case", "target_id"], name="cases_invitation_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} until {self.until_at:%Y-%m-%d}"
