"""What came in supplies of a national gazetteer, record by record, so that the next one need only say what changed?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilModel


class GazetteerRecord(CouncilModel):
    """One record of a supply (see capabilities.addresses.addressbase). subject: the UPRN or USRN that it is about."""

    kind = models.TextField()
    key = models.TextField()
    subject = models.TextField()
    values = models.JSONField()

    class Meta(CouncilModel.Meta):
        db_table = "contacts_gazetteer_record"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "kind", "key"], name="contacts_gazetteer_record_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "subject", "kind"], name="contacts_gazetteer_record_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class GazetteerKey(CouncilModel):
    """What lets another program search the council's gazetteer. digest: of the key, which is shown once and not kept.

    ending: its last four characters. minute, calls: how often it was used in the newest minute, since 1970, of its use.
    """

    name = models.TextField()
    digest = models.TextField()
    ending = models.TextField()
    made_by = models.TextField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    minute = models.BigIntegerField(default=0)
    calls = models.IntegerField(default=0)

    class Meta(CouncilModel.Meta):
        db_table = "contacts_gazetteer_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "digest"], name="contacts_gazetteer_key_once"),
        ]

    def __str__(self) -> str:
        return self.name
