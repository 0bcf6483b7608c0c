"""Who belongs to whom? Organisations, and how people stand to each other and to organisations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

RELATIONSHIPS = (
    "household", "partner", "parent", "carer", "representative", "appointee", "attorney", "deputy", "landlord",
    "works_for", "other",
)  # fmt: skip
ACTING = ("representative", "appointee", "attorney", "deputy")
"""Relationships in which one acts for the other: they need an authority."""


class Organisation(CouncilModel):
    """A business, charity or other body that deals with the council. number: of the register that it is in."""

    name = models.TextField()
    folded = models.TextField()
    number = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    phone_typed = models.TextField(blank=True, default="")
    address = models.TextField(blank=True, default="")
    uprn = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_organisation"
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "folded"],
                name="contacts_organisation_name",
                opclasses=["uuid_ops", "text_pattern_ops"],
            ),
            models.Index(fields=["council_id", "uprn"], name="contacts_organisation_uprn"),
        ]

    def __str__(self) -> str:
        return self.name


class Relationship(CouncilModel):
    """``person`` is the ``kind`` of ``other``, or of ``organisation``: their parent, appointee, landlord ...

    authority: on what somebody acts for another (a letter, a power of attorney, an order of the court).
    evidence_id: the document that shows it. until_date: its last day, where it has one.
    """

    person = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="relationships")
    other = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, null=True, related_name="related")
    organisation = CouncilForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="people")
    kind = models.TextField()
    authority = models.TextField(blank=True, default="")
    evidence_id = models.UUIDField(null=True)
    since_date = models.DateField()
    until_date = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_relationship"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "person", "other", "kind"],
                name="contacts_relationship_once",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=RELATIONSHIPS), name="contacts_relationship_kind"),
            models.CheckConstraint(
                condition=models.Q(other__isnull=False) ^ models.Q(organisation__isnull=False),
                name="contacts_relationship_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
