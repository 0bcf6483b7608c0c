"""What is kept of each message: what a person was told, or what they wrote?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

MESSAGE_STATES = ("queued", "sent", "delivered", "failed", "bounced", "returned", "received")
ARRIVED_OR_NOT = ("delivered", "bounced", "returned")


class Message(CouncilModel):
    """What a person was told, as sent, or what they wrote. occasion: what it was for, so that nothing is told twice.

    direction: ``out`` or ``in``. recipient: the address as used; of one that came in, where it came from. written_by:
    the colleague who wrote it. documents: files that go with it: records of id, name and size. reply_token: stands in
    the address to which an answer goes. read_at: when a colleague saw one that came in. sha256: of the message as it
    was handed over, in hexadecimal. binding_id: with which provider and settings it was tried or went: it may have it.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="messages", null=True)
    occasion = models.TextField()
    kind = models.TextField()
    channel = models.TextField()
    recipient = models.TextField()
    language = models.TextField()
    subject = models.TextField(blank=True, default="")
    body = models.TextField()
    state = models.TextField(default="queued")
    provider_id = models.TextField(blank=True, default="")
    failure = models.TextField(blank=True, default="")
    composed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    direction = models.TextField(default="out")
    written_by = models.TextField(blank=True, default="")
    documents = models.JSONField(default=list)
    reply_token = models.TextField(blank=True, default="")
    read_at = models.DateTimeField(null=True)
    sha256 = models.TextField(blank=True, default="")
    binding_id = models.UUIDField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "occasion", "channel"], name="cases_message_told_once"),
            models.CheckConstraint(condition=models.Q(state__in=MESSAGE_STATES), name="cases_message_state"),
            models.CheckConstraint(condition=models.Q(direction__in=("out", "in")), name="cases_message_direction"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "reply_token"],
                name="cases_message_reply",
                condition=~models.Q(reply_token=""),
            ),
            models.Index(
                fields=["council_id", "case"],
                name="cases_message_unread",
                condition=models.Q(direction="in", read_at=None),
            ),
            models.Index(
                fields=["council_id", "sent_at"], name="cases_message_underway", condition=models.Q(state="sent")
            ),
            models.Index(
                fields=["council_id", "recipient"],
                name="cases_message_arrived",
                condition=models.Q(state__in=ARRIVED_OR_NOT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
