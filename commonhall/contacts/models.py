"""Who has been in touch with a council, and which properties and streets does it have?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

# Django finds the models of a room in this module alone.
from commonhall.contacts.interactions import CallerCheck as CallerCheck
from commonhall.contacts.interactions import Interaction as Interaction
from commonhall.contacts.interactions import WrapUpCode as WrapUpCode
from commonhall.councils.tables import CouncilModel


class Person(CouncilModel):
    """Somebody who has been in touch. email is normalised; phone is in E.164, phone_typed as the person wrote it."""

    name = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    phone_typed = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_person"
        indexes: ClassVar = [models.Index(fields=["council_id", "email"], name="contacts_person_email")]

    def __str__(self) -> str:
        return self.name


class Street(CouncilModel):
    """A named street, by its unique street reference number."""

    usrn = models.TextField()
    name_en = models.TextField()
    name_cy = models.TextField(blank=True, default="")
    town = models.TextField(blank=True, default="")
    ward = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_street"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "usrn"], name="contacts_street_once"),
        ]

    def __str__(self) -> str:
        return self.name_en


class Property(CouncilModel):
    """A row of the council's gazetteer. record: the whole address as the capability addresses describes it."""

    uprn = models.TextField()
    usrn = models.TextField(blank=True, default="")
    parent_uprn = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    classification = models.TextField(blank=True, default="")
    ward = models.TextField(blank=True, default="")
    easting = models.IntegerField()
    northing = models.IntegerField()
    record = models.JSONField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_property"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "uprn"], name="contacts_property_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "postcode"], name="contacts_property_postcode"),
            models.Index(fields=["council_id", "parent_uprn"], name="contacts_property_parent"),
        ]

    def __str__(self) -> str:
        return self.uprn


class Furniture(CouncilModel):
    """A thing in a street: a lamp column, a grit bin, a litter bin, a tree."""

    number = models.TextField()
    kind = models.TextField()
    usrn = models.TextField(blank=True, default="")
    easting = models.IntegerField()
    northing = models.IntegerField()
    record = models.JSONField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_furniture"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "number"], name="contacts_furniture_once"),
        ]

    def __str__(self) -> str:
        return self.number
