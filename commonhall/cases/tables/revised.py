"""What is kept of changes that need a second look? Moves that await approval, corrected answers, changed services."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PROPOSAL_STATES = ("waiting", "approved", "sent_back", "withdrawn", "lapsed")
RECASTS = ("version", "service")


class Proposal(CouncilModel):
    """An officer wants to take a transition that a second person must approve.

    asked: the answers to its questions. actors: the roles in which it was proposed. approvers: the roles that may
    approve it. comment: why it was sent back.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="proposals")
    transition = models.TextField()
    asked = models.JSONField(default=dict)
    actors = models.JSONField(default=list)
    approvers = models.JSONField(default=list)
    state = models.TextField(default="waiting")
    by_id = models.UUIDField(null=True)
    by = models.TextField()
    at = models.DateTimeField()
    comment = models.TextField(blank=True, default="")
    decided_by = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_proposal"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "case"], name="cases_proposal_one_waits", condition=models.Q(state="waiting")
            ),
            models.CheckConstraint(condition=models.Q(state__in=PROPOSAL_STATES), name="cases_proposal_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "at", "id"], name="cases_proposal_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transition} {self.state}"


class Correction(CouncilModel):
    """An answer was corrected. old, new: the answer before and since. renewed: whether results were taken over too."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="corrections")
    question = models.TextField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    why = models.TextField()
    renewed = models.BooleanField(default=False)
    results_before = models.JSONField(default=dict)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_correction"

    def __str__(self) -> str:
        return f"{self.question} corrected at {self.at:%Y-%m-%d}"


class Recast(CouncilModel):
    """A case was moved to another version of its pattern, or to another service.

    left: answers that the new one has no question for, each with the words of its question. before: the columns of
    the case, and its clocks and tasks, as they were.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="recasts")
    kind = models.TextField()
    from_pattern = models.TextField()
    from_version = models.TextField()
    from_revision_id = models.UUIDField()
    from_state = models.TextField()
    left = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    why = models.TextField(blank=True, default="")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_recast"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=RECASTS), name="cases_recast_kind"),
        ]

    def __str__(self) -> str:
        return f"from {self.from_pattern} {self.from_version}"
