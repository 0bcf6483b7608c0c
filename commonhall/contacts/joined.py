"""Which records may be one person, and which were joined? Suggestions with points, and joins that can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

SUGGESTION_STATES = ("open", "later", "same", "different", "gone")


class Suggestion(CouncilModel):
    """Two records that may be one person. one has the smaller id.

    points, reasons: as core.matching.points gave them: pairs of reason and points. ``later``: shown again from
    again_at. ``gone``: what spoke for it is no longer so.
    """

    one = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="suggested")
    other = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="suggested_to")
    points = models.IntegerField()
    reasons = models.JSONField(default=list)
    state = models.TextField(default="open")
    made_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True, default="")
    why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_suggestion"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "one", "other"], name="contacts_suggestion_once"),
            models.CheckConstraint(condition=models.Q(state__in=SUGGESTION_STATES), name="contacts_suggestion_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["council_id", "points", "id"],
                name="contacts_suggestion_open",
                condition=models.Q(state__in=("open", "later")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} points, {self.state}"


class Merge(CouncilModel):
    """Somebody joined two records: ``merged`` is read as part of ``survivor`` until ended_at.

    evidence: the points and reasons there were. choices: whose name, address or number the survivor shows
    since, and what it showed before, to be given back.
    """

    merged = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="merges")
    survivor = CouncilForeignKey("contacts.Person", on_delete=models.CASCADE, related_name="merges_survived")
    why = models.TextField()
    evidence = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.TextField()
    made_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True, default="")
    ended_why = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_merge"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_id", "merged"],
                name="contacts_merge_now_once",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.survivor_id}"


class MatchingRules(CouncilModel):
    """What each piece of evidence counts at this council, where it differs from the usual."""

    weights = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.TextField(blank=True, default="")

    class Meta(CouncilModel.Meta):
        db_table = "contacts_matching_rules"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id"], name="contacts_matching_rules_once"),
        ]

    def __str__(self) -> str:
        return f"{len(self.weights)} weights"
