"""Who has been in touch with a council, and which properties and streets does it have?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

# Django finds the models of a room in this module alone.
from commonhall.contacts.interactions import CallerCheck as CallerCheck
from commonhall.contacts.interactions import Interaction as Interaction
from commonhall.contacts.interactions import WrapUpCode as WrapUpCode
from commonhall.contacts.joined import MatchingRules as MatchingRules
from commonhall.contacts.joined import Merge as Merge
from commonhall.contacts.joined import Suggestion as Suggestion
from commonhall.contacts.known import Detail as Detail
from commonhall.contacts.known import Preferences as Preferences
from commonhall.contacts.mapped import Area as Area
from commonhall.contacts.mapped import StreetLine as StreetLine
from commonhall.contacts.related import Organisation as Organisation
from commonhall.contacts.related import Relationship as Relationship
from commonhall.contacts.supplied import GazetteerKey as GazetteerKey
from commonhall.contacts.supplied import GazetteerRecord as GazetteerRecord
from commonhall.contacts.warned import ContactWarning as ContactWarning
from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class Person(CouncilModel):
    """Somebody who has been in touch. email is normalised; phone is in E.164, phone_typed as the person wrote it.

    forename, surname, surname_sound: the name as it is searched (see core.matching.names). restricted: made by a case
    that only its team may see, so that the person is there only for whoever sees one of their cases. merged_into: the
    record that goes on for this one. matched_at: when what is known of the person was last gathered and compared;
    empty until then, and again when that is wanted.
    """

    name = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    phone_typed = models.TextField(blank=True, default="")
    language = models.TextField(default="en")
    made_at = models.DateTimeField()
    forename = models.TextField(blank=True, default="")
    surname = models.TextField(blank=True, default="")
    surname_sound = models.TextField(blank=True, default="")
    birth_date = models.DateField(null=True)
    restricted = models.BooleanField(default=False)
    merged_into = CouncilForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    matched_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "contacts_person"
        indexes: ClassVar = [
            models.Index(fields=["council_id", "email"], name="contacts_person_email"),
            models.Index(fields=["council_id", "phone"], name="contacts_person_phone"),
            models.Index(
                fields=["council_id", "surname"],
                name="contacts_person_surname",
                opclasses=["uuid_ops", "text_pattern_ops"],
            ),
            models.Index(fields=["council_id", "surname_sound"], name="contacts_person_sound"),
            models.Index(
                fields=["council_id", "birth_date"],
                name="contacts_person_birth",
                condition=models.Q(birth_date__isnull=False),
            ),
            models.Index(
                fields=["council_id", "made_at"],
                name="contacts_person_unmatched",
                condition=models.Q(matched_at__isnull=True),
            ),
        ]

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
            models.Index(fields=["council_id", "easting", "northing"], name="contacts_property_place"),
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
        indexes: ClassVar = [
            models.Index(fields=["council_id", "easting", "northing"], name="contacts_furniture_place"),
        ]

    def __str__(self) -> str:
        return self.number
