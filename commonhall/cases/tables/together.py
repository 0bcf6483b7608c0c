"""What is kept so that several officers can work on one case? Who watches, who looks, who is mentioned, and tags."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


class Watch(CouncilModel):
    """A member of staff follows a case that may be somebody else's. It gives no right to see it."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="watches")
    member_id = models.UUIDField()
    since_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_watch"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "member_id"], name="cases_watch_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "member_id", "case"], name="cases_watch_member"),
        ]

    def __str__(self) -> str:
        return f"watched since {self.since_at:%Y-%m-%d}"


class Look(CouncilModel):
    """When a member of staff had the page of a case open last. One row each, written again each time."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="looks")
    member_id = models.UUIDField()
    name = models.TextField()
    at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_look"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "member_id"], name="cases_look_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M}"


class Tag(CouncilModel):
    """A word of the council's own on a case. Its list of tags is those in use."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="tags")
    tag = models.TextField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_tag"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "tag"], name="cases_tag_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "tag", "case"], name="cases_tag_named"),
        ]

    def __str__(self) -> str:
        return self.tag


class Mention(CouncilModel):
    """A note names a colleague. read_at: when they had the case open after that. It gives no right to see the case."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="mentions")
    note = CouncilForeignKey("cases.Note", on_delete=models.CASCADE, related_name="mentions")
    member_id = models.UUIDField()
    by = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_mention"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "note", "member_id"], name="cases_mention_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "member_id", "at"], name="cases_mention_member"),
        ]

    def __str__(self) -> str:
        return f"mentioned by {self.by}"
