"""What is a case made of? Queues read one row a case; everything else hangs on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

# Django finds the models of a room in this module alone.
from commonhall.cases.tables.addressed import AddressCheck as AddressCheck
from commonhall.cases.tables.booked import Booking as Booking
from commonhall.cases.tables.booked import CalendarFeed as CalendarFeed
from commonhall.cases.tables.booked import Closure as Closure
from commonhall.cases.tables.booked import Place as Place
from commonhall.cases.tables.comparing import Comparison as Comparison
from commonhall.cases.tables.comparing import Difference as Difference
from commonhall.cases.tables.contacting import CaseContact as CaseContact
from commonhall.cases.tables.disclosed import Disclosure as Disclosure
from commonhall.cases.tables.involved import CaseParty as CaseParty
from commonhall.cases.tables.joined import Merge as Merge
from commonhall.cases.tables.joined import Occurrence as Occurrence
from commonhall.cases.tables.joined import Relation as Relation
from commonhall.cases.tables.money import Payment as Payment
from commonhall.cases.tables.money import PayMessage as PayMessage
from commonhall.cases.tables.money import Refund as Refund
from commonhall.cases.tables.money import TillPayment as TillPayment
from commonhall.cases.tables.posted import Paper as Paper
from commonhall.cases.tables.posted import Stray as Stray
from commonhall.cases.tables.posted import Template as Template
from commonhall.cases.tables.requested import Invitation as Invitation
from commonhall.cases.tables.requested import Request as Request
from commonhall.cases.tables.revised import Correction as Correction
from commonhall.cases.tables.revised import Proposal as Proposal
from commonhall.cases.tables.revised import Recast as Recast
from commonhall.cases.tables.stilled import Standstill as Standstill
from commonhall.cases.tables.stilled import Use as Use
from commonhall.cases.tables.supporting import Supporter as Supporter
from commonhall.cases.tables.together import Look as Look
from commonhall.cases.tables.together import Mention as Mention
from commonhall.cases.tables.together import Tag as Tag
from commonhall.cases.tables.together import Watch as Watch
from commonhall.cases.tables.told import Message as Message
from commonhall.cases.tables.worklists import Absence as Absence
from commonhall.cases.tables.worklists import AllocationRule as AllocationRule
from commonhall.cases.tables.worklists import Bulk as Bulk
from commonhall.cases.tables.worklists import BulkRow as BulkRow
from commonhall.cases.tables.worklists import CaseWords as CaseWords
from commonhall.cases.tables.worklists import Declined as Declined
from commonhall.cases.tables.worklists import SavedView as SavedView
from commonhall.cases.tables.worklists import Skill as Skill
from commonhall.councils.tables import CouncilForeignKey, CouncilModel

PHASES = ("open", "waiting", "closed")
DEADLINE_STATES = ("running", "paused", "met", "breached", "stopped")
TASK_STATES = ("open", "done", "dropped")
TIMER_STATES = ("waiting", "done")
ENTITLEMENT_STATES = ("active", "suspended", "ended")
NEVER = "9999-12-31"


class Case(CouncilModel):
    """The work that a submitted journey opens.

    item: the option that the case is about, where a journey opens several; ``alert:<id>`` for one that an alert
    opened. facts: the item's record, the decisions and what was not checked. kept: values that transitions keep.
    restricted: only its team and those who were granted its pattern may know that there is one. lat, lng: where it
    is, if anybody said. since_at: when its state was entered. due_date: the last day of the deadline that is due
    first. due_at: when that, or a task, is due; ``9999-12-31`` without one, so that queues sort.
    dispose_date, dispose_then, dispose_rule: when a closed case is to go, how, and by which rule of its pattern (none
    is the general one). anonymised_at: since when nothing in it tells of a person. version: counts changes, so that
    two officers do not overwrite each other. priority: 1 is high, 2 urgent, -1 low. review_date: when an officer wants
    to look again. merged_into_id: the case that goes on for this one. last_from: ``resident`` or ``staff``, who wrote
    last. ward: of where it is, by the gazetteer's code.
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
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    restricted = models.BooleanField(default=False)
    channel = models.TextField(default="web")
    language = models.TextField(default="en")
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    since_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_date = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    dispose_date = models.DateField(null=True)
    dispose_then = models.TextField(blank=True, default="")
    dispose_rule = models.SmallIntegerField(null=True)
    anonymised_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    priority = models.SmallIntegerField(default=0)
    review_date = models.DateField(null=True)
    merged_into_id = models.UUIDField(null=True)
    last_from = models.TextField(default="resident")
    ward = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "cases_case"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "reference"], name="cases_case_reference"),
            models.UniqueConstraint(fields=["council_id", "journey_id", "item"], name="cases_case_submitted_once"),
            models.CheckConstraint(condition=models.Q(phase__in=PHASES), name="cases_case_phase"),
            models.CheckConstraint(condition=models.Q(priority__range=(-1, 2)), name="cases_case_priority"),
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
                "council_id",
                models.OrderBy(models.F("priority"), descending=True),
                "due_at",
                "id",
                name="cases_case_priority",
                condition=~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "opened_at", "id"], name="cases_case_age", condition=~models.Q(phase="closed")
            ),
            models.Index(
                fields=["council_id", "ward", "due_at", "id"],
                name="cases_case_ward_queue",
                condition=~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "since_at", "id"], name="cases_case_moved", condition=~models.Q(phase="closed")
            ),
            models.Index(
                fields=["council_id", "review_date"],
                name="cases_case_review",
                condition=models.Q(review_date__isnull=False),
            ),
            models.Index(
                fields=["council_id", "closed_at", "id"], name="cases_case_closed", condition=models.Q(phase="closed")
            ),
            models.Index(fields=["council_id", "postcode"], name="cases_case_postcode"),
            models.Index(fields=["council_id", "uprn", "pattern"], name="cases_case_uprn"),
            models.Index(fields=["council_id", "parent_uprn", "pattern"], name="cases_case_parent_uprn"),
            models.Index(
                fields=["council_id", "lat", "lng"],
                name="cases_case_place",
                condition=models.Q(lat__isnull=False) & ~models.Q(phase="closed"),
            ),
            models.Index(
                fields=["council_id", "dispose_date"],
                name="cases_case_disposal",
                condition=models.Q(dispose_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseDeadline(CouncilModel):
    """When something about a case is due, and all from which that is worked out.

    started: the first day, or the moment in London where hours are counted. length: in the deadline's unit; extended:
    what was added since. nation: of another calendar than the case's clock. pauses: records of ``from``, ``to`` and
    ``reason``. missed: it was not met in time, whatever was done later. due_date: the last day on which it is met;
    due_at: the instant at which its time has passed. Both are empty while it is paused.
    """

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.TextField()
    started = models.TextField()
    length = models.IntegerField()
    nation = models.TextField(blank=True, default="")
    extended = models.IntegerField(default=0)
    pauses = models.JSONField(default=list)
    missed = models.BooleanField(default=False)
    due_date = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
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


class CaseTask(CouncilModel):
    """Work that a case needs done beside its states. answers: those of whoever did it. due_at: when its time is up.

    kind: the task's id in the pattern; ``ad_hoc:<number>`` for one that an officer thought of: that has a title, a
    text, perhaps an owner, questions of its own, and notes. reason: why it was dropped. to_email: of somebody outside
    who was asked by a link. shared: what of the case they may see: ids of documents, and texts.
    """

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.TextField()
    team = models.TextField()
    state = models.TextField(default="open")
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True, default="")
    title = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    owner_id = models.UUIDField(null=True)
    opened_by = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    to_email = models.TextField(blank=True, default="")
    questions = models.JSONField(default=list)
    shared = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta(CouncilModel.Meta):
        db_table = "cases_task"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "case", "kind"], name="cases_task_open_once", condition=models.Q(state="open")
            ),
            models.CheckConstraint(condition=models.Q(state__in=TASK_STATES), name="cases_task_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "team", "due_at"], name="cases_task_team", condition=models.Q(state="open")
            ),
            models.Index(
                fields=["council_id", "owner_id", "due_at"], name="cases_task_owner", condition=models.Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class CaseTimer(CouncilModel):
    """Something that happens to a case by itself. key: what makes this time of it another than the last."""

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="timers")
    kind = models.TextField()
    key = models.TextField()
    due_at = models.DateTimeField()
    state = models.TextField(default="waiting")
    fired_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_timer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "kind", "key"], name="cases_timer_once"),
            models.CheckConstraint(condition=models.Q(state__in=TIMER_STATES), name="cases_timer_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "due_at"], name="cases_timer_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.due_at:%Y-%m-%d}"


class Entitlement(CouncilModel):
    """A permit, subscription or licence that a case gives for a period.

    kind: its id in the pattern. starts_date, until_date: its first and last day. renew_from_date, renew_until_date:
    between which days it can be renewed. uprn: the property that it is for.
    """

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="entitlements")
    kind = models.TextField()
    pattern = models.TextField()
    number = models.TextField()
    state = models.TextField(default="active")
    subject = models.TextField(blank=True, default="")
    quantity = models.IntegerField(default=1)
    starts_date = models.DateField()
    until_date = models.DateField()
    renew_from_date = models.DateField(null=True)
    renew_until_date = models.DateField(null=True)
    uprn = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_entitlement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "kind"], name="cases_entitlement_once"),
            models.UniqueConstraint(fields=["council_id", "number"], name="cases_entitlement_number"),
            models.CheckConstraint(condition=models.Q(state__in=ENTITLEMENT_STATES), name="cases_entitlement_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "uprn", "pattern"], name="cases_entitlement_uprn"),
        ]

    def __str__(self) -> str:
        return self.number


class Note(CouncilModel):
    """What an officer wrote for colleagues. Never shown to the resident.

    pinned: it stands first. edited_at: when its words were changed last, shortly after they were written. struck_at,
    struck_by, struck_why: it no longer holds; it can still be read.
    """

    case = CouncilForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by_id = models.UUIDField(null=True)
    written_by = models.TextField()
    written_at = models.DateTimeField()
    pinned = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.TextField(blank=True, default="")
    struck_why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "cases_note"

    def __str__(self) -> str:
        return self.text[:40]
