"""What is kept of cases that belong together? It happened again, they are linked, one goes on for the other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

LINKS = ("related", "follows", "part_of", "appeal_of", "referred")


class Occurrence(CouncilModel):
    """It happened again, or somebody else reports the same.

    happened_at: when it happened, where that was said. reporter: their name, blank where nobody asked. person_id: who
    it was, where the council knows. text: what they said, blank for "me too". by: the member of staff who wrote it
    down, blank where it came by itself. from_case_id: the case that was merged into this one.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="occurrences")
    happened_at = models.DateTimeField(null=True)
    reporter = models.TextField(blank=True, default="")
    person_id = models.UUIDField(null=True)
    text = models.TextField(blank=True, default="")
    channel = models.TextField(default="phone")
    from_case_id = models.UUIDField(null=True)
    by = models.TextField(blank=True, default="")
    added_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_occurrence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "from_case_id"], name="cases_occurrence_merged_once"),
        ]

    def __str__(self) -> str:
        return f"again, {self.added_at:%Y-%m-%d}"


class Relation(CouncilModel):
    """One case belongs to another: it is ``kind`` the other."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="links")
    other = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="linked_from")
    kind = models.TextField()
    by = models.TextField()
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_relation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "other", "kind"], name="cases_relation_once"),
            models.CheckConstraint(condition=models.Q(kind__in=LINKS), name="cases_relation_kind"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="cases_relation_to_another"),
        ]

    def __str__(self) -> str:
        return self.kind


class Merge(CouncilModel):
    """A case was a duplicate and another goes on for it.

    before: how the case stood, so that it can go on by itself again: phase, moments, deadlines, tasks, timers.
    undone_at: when it was taken apart again.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="merges")
    into = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="merged_here")
    why = models.TextField()
    before = models.JSONField(default=dict)
    by = models.TextField()
    at = models.DateTimeField()
    undone_by = models.TextField(blank=True, default="")
    undone_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_merge"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "case"], name="cases_merge_once", condition=models.Q(undone_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"merged at {self.at:%Y-%m-%d}"
