"""What is kept of what contractors' systems say about bins: what crews reported, and the days of properties."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel


class CrewReport(CouncilModel):
    """What a crew reported, kept once. event_id: the contractor's own, through ``provider``.

    scope: ``property`` (uprn) or ``street`` (usrn). code: a canonical crew code, or blank for what was done.
    """

    provider = models.TextField()
    event_id = models.TextField()
    scope = models.TextField()
    uprn = models.TextField(blank=True, default="")
    usrn = models.TextField(blank=True, default="")
    service = models.TextField()
    original_date = models.DateField()
    date = models.DateField()
    state = models.TextField()
    code = models.TextField(blank=True, default="")
    material = models.TextField(blank=True, default="")
    final = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    came_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "connect_crew_report"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "provider", "event_id"], name="connect_crew_report_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "uprn", "date"], name="connect_crew_report_uprn"),
            models.Index(fields=["council_id", "usrn", "date"], name="connect_crew_report_usrn"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.date}: {self.code or self.state}"


class CrewReading(CouncilModel):
    """Up to when a binding's reports have been read."""

    binding_id = models.UUIDField()
    read_until = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "connect_crew_reading"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "binding_id"], name="connect_crew_reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.binding_id} until {self.read_until}"


class KeptDays(CouncilModel):
    """What a provider last said of the bins of a property, for when it cannot be asked."""

    provider = models.TextField()
    uprn = models.TextField()
    kept = models.JSONField()
    asked_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "connect_kept_days"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "provider", "uprn"], name="connect_kept_days_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uprn} as of {self.asked_at}"
