"""What is known of a person: names, addresses, numbers, each with its time; and how they want to be dealt with?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

DETAIL_KINDS = ("name", "email", "phone", "address", "vehicle", "ni", "account")
DETAIL_LEVELS = ("typed", "verified")
CHANNELS = ("", "email", "text", "phone", "letter")
FORMATS = ("large_print", "easy_read", "braille", "bsl", "audio", "interpreter", "other")
NOT_BY = ("email", "text", "phone", "letter", "visit")


class Detail(CouncilModel):
    """One thing by which a person is known, from one day to another.

    value: as it is compared (a folded name, a normalised address, a UPRN, else the folded address; of a National
    Insurance number only a keyed hash). shown: as people read it; blank for a hash. source: ``case``, ``staff`` or
    ``resident``. level: typed, or verified. until_at: since when it no longer holds.
    """

    person = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="details")
    kind = models.TextField()
    value = models.TextField()
    shown = models.TextField(blank=True, default="")
    postcode = models.TextField(blank=True, default="")
    uprn = models.TextField(blank=True, default="")
    source = models.TextField()
    level = models.TextField(default="typed")
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "contacts_detail"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "person", "kind", "value"],
                name="contacts_detail_now_once",
                condition=models.Q(until_at__isnull=True),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=DETAIL_KINDS), name="contacts_detail_kind"),
            models.CheckConstraint(condition=models.Q(level__in=DETAIL_LEVELS), name="contacts_detail_level"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "kind", "value"], name="contacts_detail_value"),
            models.Index(
                fields=["council_id", "postcode"], name="contacts_detail_postcode", condition=~models.Q(postcode="")
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Preferences(CouncilModel):
    """How a person wants to be dealt with: one row a person, made when somebody first says.

    language: blank for that in which they wrote. channel: how they want to be reached first. formats: what they need
    to read or hear us. not_by: ways in which they must not be contacted. safe_times: when it is safe to ring, in their
    words. no_voicemail: never leave a message. covers: the joined records whose own rows this one replaces as long as
    they are joined.
    """

    person = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="preferences")
    language = models.TextField(blank=True, default="")
    channel = models.TextField(blank=True, default="")
    formats = models.JSONField(default=list)
    needs = models.TextField(blank=True, default="")
    not_by = models.JSONField(default=list)
    safe_times = models.TextField(blank=True, default="")
    no_voicemail = models.BooleanField(default=False)
    covers = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_preferences"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "person"], name="contacts_preferences_once"),
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="contacts_preferences_channel"),
        ]

    def __str__(self) -> str:
        return self.channel
