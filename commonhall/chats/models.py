"""What is kept of residents and agents who write to each other?"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db import models

from commonhall.contacts.interactions import Interaction
from commonhall.councils.tables import CouncilForeignKey, CouncilModel

STATES: Final = ("waiting", "talking", "ended")
SIDES: Final = ("resident", "agent", "system")
ENDS: Final = ("", "resident", "agent", "quiet", "gone")
"""Who or what ended a chat. quiet: nobody wrote any more; gone: the resident left while they waited."""


def with_conversation(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """Delete chats with their interaction, and before it: the constraint is looked at with each statement.

    Django's own CASCADE leaves the order open where a column may be empty.
    """
    collector.collect(sub_objs, source=field.remote_field.model, source_attr=field.name, nullable=False)


class Desk(CouncilModel):
    """When and how a council answers chats: one row at most.

    hours: the times of each day on which it does: {"mon": ["09:00", "17:00"]}. most_waiting: how many may wait.
    quiet_minutes: a chat in which nobody wrote for so long ends.
    """

    is_on = models.BooleanField(default=False)
    hours = models.JSONField(default=dict)
    on_holidays = models.BooleanField(default=False)
    most_waiting = models.SmallIntegerField(default=10)
    quiet_minutes = models.SmallIntegerField(default=20)
    changed_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "chats_desk"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id"], name="chats_desk_once"),
            models.CheckConstraint(condition=models.Q(most_waiting__range=(1, 500)), name="chats_desk_waiting"),
            models.CheckConstraint(condition=models.Q(quiet_minutes__range=(2, 120)), name="chats_desk_quiet"),
        ]

    def __str__(self) -> str:
        return "on" if self.is_on else "off"


class Chat(CouncilModel):
    """One talk. token_hash: of what the resident's browser holds. about: the service that they came from, or blank.

    provider, binding_id, provider_id: where another product's agents answer, to the end. last_number: of its last
    line. carried_number: of the last line that the product has. end_told: the product knows that the resident has
    gone. draft: what the resident was typing when they looked for answers. seen_at: when their browser last asked.
    agent_seen_at: when the agent's did. A chat that waits again was passed on: passed_from_id, passed_from: by whom;
    for_agent_id, for_team: for whom, blank for whoever is free; note: what they said of it, for staff only.
    """

    state = models.TextField(default="waiting")
    token_hash = models.BinaryField()
    language = models.TextField()
    name = models.TextField(blank=True, default="")
    about = models.TextField(blank=True, default="")
    provider = models.TextField()
    binding_id = models.UUIDField(null=True)
    provider_id = models.TextField(blank=True, default="")
    agent_id = models.UUIDField(null=True)
    agent_name = models.TextField(blank=True, default="")
    interaction = CouncilForeignKey(Interaction, on_delete=with_conversation, null=True, related_name="chats")
    last_number = models.IntegerField(default=0)
    carried_number = models.IntegerField(default=0)
    end_told = models.BooleanField(default=False)
    draft = models.TextField(blank=True, default="")
    begun_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    agent_seen_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    passed_from_id = models.UUIDField(null=True)
    passed_from = models.TextField(blank=True, default="")
    for_agent_id = models.UUIDField(null=True)
    for_agent_name = models.TextField(blank=True, default="")
    for_team = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "chats_chat"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "token_hash"], name="chats_chat_token"),
            models.UniqueConstraint(
                fields=["council_id", "binding_id", "provider_id"],
                name="chats_chat_provider",
                condition=~models.Q(provider_id=""),
            ),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="chats_chat_state"),
            models.CheckConstraint(condition=models.Q(ended_by__in=ENDS), name="chats_chat_ended_by"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "begun_at"], name="chats_chat_open", condition=~models.Q(state="ended")),
            models.Index(fields=["council_id", "ended_at"], name="chats_chat_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.state} since {self.begun_at:%Y-%m-%d %H:%M}"


class Line(CouncilModel):
    """What somebody wrote. text: their words; of a system line, the code of what happened.

    link_path, link_en, link_cy: a link that the agent sent, with what it is called. form: of the page that sent it, so
    that sending twice is once. told_id: the id of another product's webhook.
    """

    chat = CouncilForeignKey(Chat, on_delete=models.CASCADE, related_name="lines")
    number = models.IntegerField()
    side = models.TextField()
    author = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    link_path = models.TextField(blank=True, default="")
    link_en = models.TextField(blank=True, default="")
    link_cy = models.TextField(blank=True, default="")
    form = models.UUIDField(null=True)
    told_id = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "chats_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "chat", "number"], name="chats_line_number"),
            models.UniqueConstraint(fields=["council_id", "chat", "form"], name="chats_line_form"),
            models.UniqueConstraint(
                fields=["council_id", "chat", "told_id"], name="chats_line_told", condition=~models.Q(told_id="")
            ),
            models.CheckConstraint(condition=models.Q(side__in=SIDES), name="chats_line_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.number}"
