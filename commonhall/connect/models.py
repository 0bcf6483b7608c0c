"""What is kept about linked systems: what is declared, what was handed over, and what was heard."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.cases.models import Case
from commonhall.connect.crew_tables import CrewReading, CrewReport, KeptDays
from commonhall.councils.tables import CouncilForeignKey, CouncilModel

__all__ = ["CrewReading", "CrewReport", "Handover", "Heard", "KeptDays", "Link", "Sending"]

ACTS = ("open", "update")
SENDING_STATES = ("waiting", "queued", "done")
OUTCOMES = ("moved", "noted", "kept", "late", "refused", "unknown")


class Link(CouncilModel):
    """A back office that takes over the cases of one service.

    exchange: what is declared about it (see capabilities.backoffice.mapping). running: off means that nothing goes out
    and nothing is asked. since_at: only cases opened from then on go. heard_until: up to when we know what it said.
    trouble: why it cannot be asked now, and trouble_since; blank while all is well.
    """

    service = models.TextField()
    title_en = models.TextField()
    title_cy = models.TextField(blank=True, default="")
    exchange = models.JSONField()
    running = models.BooleanField(default=True)
    since_at = models.DateTimeField()
    heard_until = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, default="")
    trouble_since = models.DateTimeField(null=True)
    linked_by = models.TextField()
    linked_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "connect_link"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "service"], name="connect_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.title_en}"


class Handover(CouncilModel):
    """One case at one linked system.

    external: that system's reference, blank until it is known; token: to ask for it with. reply_token: in the
    address to which people answer. told_state: the state of the
    case that the system knows of. heard_status, heard_at: the last that it said and when that took effect. binding_id:
    through which binding it went, so that what follows goes there too.
    """

    link = CouncilForeignKey(Link, on_delete=models.CASCADE, related_name="handovers")
    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="handovers")
    external = models.TextField(blank=True, default="")
    token = models.TextField(blank=True, default="")
    reply_token = models.TextField(blank=True, default="")
    told_state = models.TextField()
    binding_id = models.UUIDField(null=True)
    heard_status = models.TextField(blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "connect_handover"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "link"], name="connect_handover_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "link", "external"], name="connect_handover_external"),
            models.Index(
                fields=["council_id", "reply_token"], name="connect_handover_reply", condition=~models.Q(reply_token="")
            ),
        ]

    def __str__(self) -> str:
        return self.external or "not taken yet"


class Sending(CouncilModel):
    """One thing that is handed over. number: its place among those of its handover, from 1.

    act: ``open`` or ``update``; status: in the other system's words, of an update. state: ``waiting`` for the one
    before it, ``queued`` in the outbox as entry_id, or ``done``. tried: an attempt may have arrived. mended:
    what somebody typed instead of what the mapping makes, by the name over there. given_up_by, given_up_why: who gave
    it up, and why; then it is ``done`` without having gone.
    """

    handover = CouncilForeignKey(Handover, on_delete=models.CASCADE, related_name="sendings")
    number = models.IntegerField()
    act = models.TextField()
    status = models.TextField(blank=True, default="")
    state = models.TextField(default="waiting")
    entry_id = models.UUIDField(null=True)
    tried = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    mended = models.JSONField(default=dict)
    given_up_by = models.TextField(blank=True, default="")
    given_up_why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "connect_sending"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "handover", "number"], name="connect_sending_order"),
            models.CheckConstraint(condition=models.Q(act__in=ACTS), name="connect_sending_act"),
            models.CheckConstraint(condition=models.Q(state__in=SENDING_STATES), name="connect_sending_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "made_at"], name="connect_sending_open", condition=~models.Q(state="done")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.number}, {self.state}"


class Heard(CouncilModel):
    """What a linked system said, kept once. update_id: its own. status: in its words.

    outcome: the case ``moved``; it was ``noted`` for officers; ``kept`` without anything to do; it came ``late``, after
    something newer; the move was ``refused``, so a person must look; or the case is ``unknown``.
    """

    link = CouncilForeignKey(Link, on_delete=models.CASCADE, related_name="heard")
    handover = CouncilForeignKey(Handover, on_delete=models.CASCADE, null=True, related_name="heard")
    update_id = models.TextField()
    status = models.TextField()
    effective_at = models.DateTimeField()
    came_at = models.DateTimeField()
    outcome = models.TextField()
    reason = models.TextField(blank=True, default="")
    seen_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "connect_heard"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "link", "update_id"], name="connect_heard_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=OUTCOMES), name="connect_heard_outcome"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "came_at"],
                name="connect_heard_to_see",
                condition=models.Q(outcome__in=("refused", "unknown"), seen_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status}: {self.outcome}"
