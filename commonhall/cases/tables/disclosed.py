"""What is kept of the answers that a council has published for everyone to read?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from commonhall.councils.tables import CouncilForeignKey, CouncilModel


def _words_of_all() -> Any:
    """Return the words to search: English stems by weight, and all as they are written, for Welsh and numbers."""
    return (
        SearchVector("title", "keywords", config="english", weight="A")
        + SearchVector("question", config="english", weight="B")
        + SearchVector("answer", config="english", weight="D")
        + SearchVector("title", "keywords", "question", "answer", config="simple", weight="D")
    )


class Disclosure(CouncilModel):
    """One entry of the disclosure log: what was asked, and what the council said. No personal data.

    withdrawn_at: when it was taken out again; the log goes on saying that there was one, without its words.
    shown, opened and answered count how often it was suggested, opened, and said to answer the question.
    """

    database_made: ClassVar[tuple[str, ...]] = ("search",)

    case = CouncilForeignKey("cases.Case", on_delete=models.SET_NULL, related_name="disclosures", null=True)
    pattern = models.TextField()
    language = models.TextField(default="en")
    title = models.TextField()
    question = models.TextField()
    answer = models.TextField()
    outcome = models.TextField(blank=True, default="")
    keywords = models.TextField(blank=True, default="")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    shown = models.IntegerField(default=0)
    opened = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    search = models.GeneratedField(expression=_words_of_all(), output_field=SearchVectorField(), db_persist=True)

    class Meta(CouncilModel.Meta):
        db_table = "cases_disclosure"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_id", "case"], name="cases_disclosure_case_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council_id", "published_at", "id"], name="cases_disclosure_newest"),
        ]

    def __str__(self) -> str:
        return self.title
