"""Where do a council's streets run, and which areas are there? What its maps are drawn from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel


class Boxed(CouncilModel):
    """Something with a shape. west to north: the box around it, in metres of the National Grid, by which it is found.

    shape: lists of points, each (easting, northing) in metres.
    """

    west = models.IntegerField()
    south = models.IntegerField()
    east = models.IntegerField()
    north = models.IntegerField()
    shape = models.JSONField()

    class Meta(CouncilModel.Meta):
        abstract = True


class StreetLine(Boxed):
    """Where a street runs. shape: lines along its middle."""

    usrn = models.TextField()

    class Meta(Boxed.Meta):
        abstract = False
        db_table = "contacts_street_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "usrn"], name="contacts_street_line_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "west", "east"], name="contacts_street_line_box")]

    def __str__(self) -> str:
        return self.usrn


class Area(Boxed):
    """An area. kind: council (its own), neighbour (another council), ward, park, water.

    code: its own, as its publisher gives it; names and codes together say which it is when it is loaded again.
    url: of a neighbour, where to report to it. shape: rings, the outer edge first, then the holes; several areas of
    several parts have a row for each.
    """

    kind = models.TextField()
    code = models.TextField()
    part = models.IntegerField(default=0)
    name_en = models.TextField()
    name_cy = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")

    class Meta(Boxed.Meta):
        abstract = False
        db_table = "contacts_area"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "kind", "code", "part"], name="contacts_area_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("council", "neighbour", "ward", "park", "water")),
                name="contacts_area_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "west", "east"], name="contacts_area_box")]

    def __str__(self) -> str:
        return self.name_en
