"""How is work found and given out? Kept lists, words to find a case by, rules of allocation, absences, acts on many."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel

SHARED = ("mine", "team", "council")
HOW = ("team", "round_robin", "least_loaded", "officer")
BULK_ACTS = ("assign", "priority", "tag", "review", "move")
BULK_STATES = ("waiting", "done", "undoing", "undone")
ROW_STATES = ("waiting", "done", "skipped", "undone", "kept")


class Marked(models.Func):
    """The words of a case, each behind the end of its council's id: so they are indexed."""

    function = "guard.marked"
    output_field = SearchVectorField()


class CaseWords(CouncilModel):
    """What a case is found by. words: lexemes, each with the letter of what it comes from (see ``core.search``).

    Only ``guard.find_cases`` compares them, so that the index is used behind the wall.
    """

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="search_words")
    words = SearchVectorField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_words"
        constraints: ClassVar = [models.UniqueConstraint(fields=["council_id", "case"], name="cases_words_once")]
        indexes: ClassVar = [GinIndex(Marked("council_id", "words"), name="cases_words_found")]

    def __str__(self) -> str:
        return str(self.case_id)


class SavedView(CouncilModel):
    """A list that somebody kept. query: of its address. shared: with nobody, with a team, or with the council."""

    name = models.TextField()
    query = models.TextField(blank=True, default="")
    shared = models.TextField(default="mine")
    team = models.TextField(blank=True, default="")
    owner = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_saved_view"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "owner", "name"], name="cases_saved_view_name"),
            models.CheckConstraint(condition=models.Q(shared__in=SHARED), name="cases_saved_view_shared"),
        ]

    def __str__(self) -> str:
        return self.name


class AllocationRule(CouncilModel):
    """To whom new work goes. Blank conditions hold for every case; the first rule by position that holds decides.

    question, answer: what was answered. to_team: the team that gets it, blank for the case's own. how: to the team,
    to its officers in turn, to whoever has least, or to one officer. last_given_id: whose turn it was last.
    """

    position = models.IntegerField()
    pattern = models.TextField(blank=True, default="")
    ward = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    question = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="")
    to_team = models.TextField(blank=True, default="")
    how = models.TextField(default="team")
    officer_id = models.UUIDField(null=True)
    last_given_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_allocation_rule"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "position"], name="cases_allocation_rule_order"),
            models.CheckConstraint(condition=models.Q(how__in=HOW), name="cases_allocation_rule_how"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.how}"


class Absence(CouncilModel):
    """Days on which an officer gets no new work. until_date: the last of them; none for an open end."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_absence"

    def __str__(self) -> str:
        return f"{self.from_date} to {self.until_date}"


class Skill(CouncilModel):
    """What an officer can do that not all can. skill: a language that they work in with residents, ``cy``."""

    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    skill = models.TextField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_skill"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "membership", "skill"], name="cases_skill_once"),
        ]

    def __str__(self) -> str:
        return self.skill


class Declined(CouncilModel):
    """A case that an officer was handed as the next, and would not take. reason: in their own words."""

    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="declined")
    membership = CouncilForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    declined_at = models.DateTimeField()

    class Meta(CouncilModel.Meta):
        db_table = "cases_declined"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case", "membership"], name="cases_declined_once"),
        ]

    def __str__(self) -> str:
        return self.reason[:40]


class Bulk(CouncilModel):
    """One act on many cases. value: what is set. undo_until_at: how long it can be taken back; none where it cannot."""

    act = models.TextField()
    value = models.TextField(blank=True, default="")
    reason = models.TextField()
    state = models.TextField(default="waiting")
    made_by_id = models.UUIDField()
    made_by = models.TextField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    undo_until_at = models.DateTimeField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_bulk"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(act__in=BULK_ACTS), name="cases_bulk_act"),
            models.CheckConstraint(condition=models.Q(state__in=BULK_STATES), name="cases_bulk_state"),
        ]
        indexes: ClassVar = [models.Index(fields=["council_id", "made_by_id", "made_at"], name="cases_bulk_mine")]

    def __str__(self) -> str:
        return f"{self.act} {self.state}"


class BulkRow(CouncilModel):
    """What an act on many did to one case. why: why it was left out. before: what to go back to; version: after it."""

    bulk = CouncilForeignKey(Bulk, on_delete=models.CASCADE, related_name="rows")
    case = CouncilForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    state = models.TextField(default="waiting")
    why = models.TextField(blank=True, default="")
    before = models.TextField(blank=True, default="")
    version = models.IntegerField(null=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_bulk_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "bulk", "case"], name="cases_bulk_row_once"),
            models.CheckConstraint(condition=models.Q(state__in=ROW_STATES), name="cases_bulk_row_state"),
        ]

    def __str__(self) -> str:
        return self.state
