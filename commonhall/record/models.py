"""What happened, and what has still to be told to the outside? Events are never altered; outbox rows are until done."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.expressions import RawSQL

from commonhall.councils.tables import ControlModel, CouncilModel
from commonhall.record.reading import Read as Read
from commonhall.record.sealing import Seal as Seal

ACTOR_KINDS = ("resident", "staff", "system", "provider")
STATES = ("ready", "leased", "done", "dead")
OPEN_STATES = ("ready", "leased")


class Event(CouncilModel):
    """A thing that happened, recorded once. The application's role may add and read, nothing more."""

    database_made: ClassVar[tuple[str, ...]] = ("position",)

    kind = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # Its place among the events of its subject, from 1, and the hash that ties it to the one before: see chain.py.
    number = models.IntegerField()
    hash = models.BinaryField()
    # The digest of its facts as they were, once some of them had to go: see forgetting.py.
    forgotten = models.BinaryField(null=True)
    # An identity column (see the migration): the order of recording. Never shown, never a key by itself.
    position = models.BigIntegerField(db_default=RawSQL("DEFAULT", []), editable=False)

    class Meta(CouncilModel.Meta):
        db_table = "record_event"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(actor_kind__in=ACTOR_KINDS), name="record_event_actor"),
            models.UniqueConstraint(
                fields=["council_id", "subject_kind", "subject_id", "number"], name="record_event_subject"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "position"], name="record_event_order"),
            models.Index(
                fields=["council_id", "actor_id", "id"],
                name="record_event_by",
                condition=models.Q(actor_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Outbox(CouncilModel):
    """Something to deliver, written in the same transaction as what caused it.

    ``run_at`` is when the row is next due: while it is leased, the end of the lease.
    """

    kind = models.TextField()
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    key = models.TextField()
    state = models.TextField(default="ready")
    attempts = models.IntegerField(default=0)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    first_tried_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "record_outbox"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "key"], name="record_outbox_key"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="record_outbox_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "run_at", "id"],
                name="record_outbox_due",
                condition=models.Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["council_id", "finished_at"], name="record_outbox_dead", condition=models.Q(state="dead")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class JobTurn(ControlModel):
    """When a periodic job is next due, so that several workers share the turns."""

    job = models.TextField(unique=True)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "record_job_turn"

    def __str__(self) -> str:
        return self.job


class JobTrouble(ControlModel):
    """A job that failed for a council, and has not gone well since. error: the name of the exception, no more."""

    job = models.TextField()
    council_id = models.UUIDField()
    error = models.TextField()
    times = models.IntegerField(default=1)
    since = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        db_table = "record_job_trouble"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "job"], name="record_job_trouble_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job}: {self.error}"
