"""What is kept of a conversation with somebody, whether or not it opens a case?"""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from commonhall.councils.tables import CouncilModel

CHANNELS: Final = ("phone", "counter", "visit", "chat", "post", "email")
DIRECTIONS: Final = ("in", "out")
CHECKS: Final = ("none", "passed", "failed")
LONGEST_KEPT: Final = 84
"""How many months a conversation is kept at most that touched no case."""
CODE_KINDS: Final = ("reason", "outcome", "avoidable")


class Interaction(CouncilModel):
    """One conversation with somebody, or one letter: who took it, when, about what, and how it ended.

    number: of the caller, in E.164 where it could be read. person_id: who it is, or says to be until ``check_result``
    is ``passed``; empty for somebody unknown. check_how: ``questions`` or ``document``. check_tries: how often the
    questions were answered wrongly. The answers are kept nowhere. reason, outcome, avoidable: the council's codes.
    restricted: it was about a service that not everybody may know of. ended_at: when the conversation ended;
    finished_at: when its agent had written down what it was about.
    """

    channel = models.TextField()
    direction = models.TextField(default="in")
    number = models.TextField(blank=True, default="")
    person_id = models.UUIDField(null=True)
    agent_id = models.UUIDField()
    agent_name = models.TextField()
    check_result = models.TextField(default="none")
    check_how = models.TextField(blank=True, default="")
    check_tries = models.SmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    outcome = models.TextField(blank=True, default="")
    avoidable = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    restricted = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "contacts_interaction"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="contacts_interaction_channel"),
            models.CheckConstraint(condition=models.Q(direction__in=DIRECTIONS), name="contacts_interaction_way"),
            models.CheckConstraint(condition=models.Q(check_result__in=CHECKS), name="contacts_interaction_check"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "agent_id", "started_at"],
                name="contacts_interaction_open",
                condition=models.Q(finished_at__isnull=True),
            ),
            models.Index(fields=["council_id", "person_id", "started_at"], name="contacts_interaction_person"),
            models.Index(fields=["council_id", "started_at"], name="contacts_interaction_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} at {self.started_at:%Y-%m-%d %H:%M}"


class WrapUpCode(CouncilModel):
    """A word with which agents say what a conversation was about, how it ended, or why it was needed.

    A council that has none of its own has those in ``wrap_up.py``. in_use: whether it is offered still.
    """

    kind = models.TextField()
    slug = models.TextField()
    label_en = models.TextField()
    label_cy = models.TextField(blank=True, default="")
    place = models.SmallIntegerField()
    in_use = models.BooleanField(default=True)

    class Meta(CouncilModel.Meta):
        db_table = "contacts_wrap_up_code"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "kind", "slug"], name="contacts_wrap_up_code_once"),
            models.CheckConstraint(condition=models.Q(kind__in=CODE_KINDS), name="contacts_wrap_up_code_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class CallerCheck(CouncilModel):
    """Which questions a caller is asked before an agent tells anything about a person. One row a council at most.

    always: what has to be right whatever else is. others: what is asked besides. needed: how many must be right
    altogether. tries: how often one may answer. kept_months: how long a conversation is kept that touched no case.
    """

    always = models.JSONField(default=list)
    others = models.JSONField(default=list)
    needed = models.SmallIntegerField()
    tries = models.SmallIntegerField()
    kept_months = models.SmallIntegerField()
    changed_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_caller_check"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id"], name="contacts_caller_check_once"),
            models.CheckConstraint(condition=models.Q(tries__range=(1, 9)), name="contacts_caller_check_tries"),
            models.CheckConstraint(
                condition=models.Q(kept_months__range=(1, LONGEST_KEPT)), name="contacts_caller_check_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needed} right in {self.tries} tries"
