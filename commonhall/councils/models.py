"""Which councils are there and at which addresses? Control tables, but for the keys that each council has."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import ControlModel, CouncilModel

KINDS = (
    "london_borough",
    "district",
    "county",
    "unitary",
    "metropolitan",
    "welsh",
    "scottish",
    "northern_irish",
)
NATIONS = ("england", "wales", "scotland", "northern_ireland")
STATUSES = ("live", "suspended", "closed")


class Council(ControlModel):
    """A tenant."""

    slug = models.TextField(unique=True)
    name_en = models.TextField()
    name_cy = models.TextField(blank=True, default="")
    kind = models.TextField()
    nation = models.TextField()
    default_language = models.TextField(default="en")
    languages = models.JSONField(default=list)
    look = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    status = models.TextField(default="live")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "councils_council"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="councils_council_kind"),
            models.CheckConstraint(condition=models.Q(nation__in=NATIONS), name="councils_council_nation"),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="councils_council_status"),
            models.CheckConstraint(
                condition=models.Q(default_language__in=("en", "cy")), name="councils_council_language"
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z][a-z0-9-]{1,40}[a-z0-9]$"), name="councils_council_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class CouncilHost(ControlModel):
    """An address at which a council's sites answer, without the port."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="hosts")
    host = models.TextField(unique=True)

    class Meta:
        db_table = "councils_host"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(host__regex=r"^[a-z0-9.-]+$"), name="councils_host_plain")
        ]

    def __str__(self) -> str:
        return self.host


class CouncilKey(CouncilModel):
    """A key of a council, sealed under the installation's key ``root``; blank once it was retired or destroyed."""

    number = models.IntegerField()
    root = models.TextField()
    wrapped = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "councils_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "number"], name="councils_key_once"),
        ]

    def __str__(self) -> str:
        return f"key {self.number}"


class Trial(CouncilModel):
    """A while during which browsers try services, and meet nothing that is real. service: where it leads; blank: home.

    shared: others may come to it by a link. ends_at: when it ends by itself; ended_at: when somebody ended it before.
    """

    service = models.TextField(blank=True, default="")
    shared = models.BooleanField(default=False)
    made_by = models.TextField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "councils_trial"
        indexes: ClassVar = [models.Index(fields=["council_id", "ends_at"], name="councils_trial_ends")]

    def __str__(self) -> str:
        return f"until {self.ends_at:%Y-%m-%d %H:%M}"
