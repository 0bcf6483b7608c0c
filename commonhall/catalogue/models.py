"""Which patterns are published, which does a council run, and with what of its own?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import ControlModel, CouncilForeignKey, CouncilModel, FiguresModel, ReferenceModel

ORIGINS = ("library", "own")
ADOPTION_STATES = ("live", "closed")
MODES = ("pin", "follow", "rework")
BINDING_STATES = ("draft", "planned", "in_force", "past", "withdrawn")
BINDING_MODES = ("live", "test")
STANDINGS = ("working", "down", "misconfigured")
EFFECTS = ("slow", "failing", "lying", "duplicating", "reordering")


class PublishedVersion(ReferenceModel):
    """A version of a library pattern. The row is written once and never changed.

    content: JSON as text, because ``jsonb`` would lose the order in which decisions, states and settings stand.
    examples: those that must come out under every council's settings, JSON as text. profiles: settings of invented
    councils by name, which a council may begin with.
    """

    slug = models.TextField()
    version = models.TextField()
    content = models.TextField()
    content_hash = models.TextField()
    examples = models.TextField(default="[]")
    profiles = models.JSONField(default=dict)
    checks = models.JSONField(default=dict)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_published"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="catalogue_published_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class OwnVersion(CouncilModel):
    """A pattern that a council imported or made for itself, with the report of the import."""

    slug = models.TextField()
    version = models.TextField()
    content = models.TextField()
    content_hash = models.TextField()
    report = models.JSONField(default=dict)
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_own"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "slug", "version"], name="catalogue_own_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class Adoption(CouncilModel):
    """A council's running of a pattern at one address. ``revision`` is the number of the revision in force."""

    slug = models.TextField()
    pattern = models.TextField()
    mode = models.TextField(default="pin")
    state = models.TextField(default="live")
    revision = models.IntegerField(default=1)
    adopted_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_adoption"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "slug"], name="catalogue_adoption_once"),
            models.CheckConstraint(condition=models.Q(state__in=ADOPTION_STATES), name="catalogue_adoption_state"),
            models.CheckConstraint(condition=models.Q(mode__in=MODES), name="catalogue_adoption_mode"),
        ]

    def __str__(self) -> str:
        return self.slug


class AdoptionRevision(CouncilModel):
    """What a council's adoption consisted of from a moment on. Written once and never changed.

    version_id names a row of PublishedVersion (origin ``library``) or OwnVersion (``own``).
    settings: list of ``{setting, value, from, by, why}``. wording: text id to ``{en, cy}``.
    """

    adoption = CouncilForeignKey(Adoption, on_delete=models.CASCADE, related_name="revisions")
    number = models.IntegerField()
    origin = models.TextField()
    version_id = models.UUIDField()
    settings = models.JSONField(default=list)
    wording = models.JSONField(default=dict)
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_revision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "adoption", "number"], name="catalogue_revision_once"),
            models.CheckConstraint(condition=models.Q(origin__in=ORIGINS), name="catalogue_revision_origin"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Binding(CouncilModel):
    """A provider for a capability, with its settings, as a council chose it: at most one of each kind is in force.

    service: the slug of the one service that it is for; blank for all. mode: ``test`` ones are tried in the studio and
    never used for residents. settings: what is no secret. secrets: setting to value, sealed. sealed: whether they have
    been parted. begins_at: when a planned one is to be switched on. check_result: ``works``, or which of the three
    errors; check_note: in a sentence for the operator.
    """

    capability = models.TextField()
    service = models.TextField(blank=True, default="")
    mode = models.TextField(default="live")
    provider = models.TextField()
    settings = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    sealed = models.BooleanField(default=True)
    state = models.TextField(default="in_force")
    bound_by = models.TextField()
    bound_at = models.DateTimeField()
    begins_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    check_result = models.TextField(blank=True, default="")
    check_note = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_binding"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "capability", "service", "mode"],
                name="catalogue_binding_in_force",
                condition=models.Q(state="in_force"),
            ),
            models.UniqueConstraint(
                fields=["council_id", "capability", "service", "mode"],
                name="catalogue_binding_planned",
                condition=models.Q(state="planned"),
            ),
            models.CheckConstraint(condition=models.Q(state__in=BINDING_STATES), name="catalogue_binding_state"),
            models.CheckConstraint(condition=models.Q(mode__in=BINDING_MODES), name="catalogue_binding_mode"),
        ]

    def __str__(self) -> str:
        return f"{self.capability}: {self.provider}, {self.state}"


class Standing(CouncilModel):
    """How a provider began to stand for a council at a moment: written when it changes, and never changed itself.

    code: a slug, for the operator; it holds nothing of the call.
    """

    capability = models.TextField()
    provider = models.TextField()
    state = models.TextField()
    code = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_standing"
        indexes: ClassVar = [models.Index(fields=["council_id", "capability", "at"], name="catalogue_standing_at")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=STANDINGS), name="catalogue_standing_state"),
        ]

    def __str__(self) -> str:
        return f"{self.capability}: {self.provider} {self.state}"


class Fault(CouncilModel):
    """What a provider is made to do wrong, in a demonstration or a test, until a moment (None: until it is cleared)."""

    capability = models.TextField()
    effect = models.TextField()
    set_by = models.TextField()
    set_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "catalogue_fault"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "capability"], name="catalogue_fault_once"),
            models.CheckConstraint(condition=models.Q(effect__in=EFFECTS), name="catalogue_fault_effect"),
        ]

    def __str__(self) -> str:
        return f"{self.capability}: {self.effect}"


class Running(FiguresModel):
    """A service that a council runs, as the public catalogue may say it: written by that council, in its own scope."""

    slug = models.TextField()
    pattern = models.TextField()
    version = models.TextField()
    origin = models.TextField()
    title_en = models.TextField()
    title_cy = models.TextField(blank=True, default="")

    class Meta:
        db_table = "catalogue_running"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "slug"], name="catalogue_running_once"),
            models.CheckConstraint(condition=models.Q(origin__in=ORIGINS), name="catalogue_running_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.pattern} {self.version}"


class CouncilReport(ControlModel):
    """How a council's part of the platform stood last, in numbers and codes: see reports.py."""

    council_id = models.UUIDField(unique=True)
    content = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_report"

    def __str__(self) -> str:
        return str(self.council_id)
