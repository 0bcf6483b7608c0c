"""What is a part of a pack before it is kept, and in whose words does it speak?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commonhall.cases.models import Case
from commonhall.cases.queries import CasePage
from commonhall.core.values.words import Language
from commonhall.record.queries import Happening

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of the office in one language, so that a pack says things as staff read them.

    say: a text by its name. event: what happened in a few words, blank for a kind of event that has none.
    """

    language: Language
    say: Callable[[str], str]
    event: Callable[[Happening, CasePage], str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A part before it is kept: see retention.packs.Part."""

    kind: str
    title: str
    text: str = ""
    rows: Pairs = field(default_factory=list)
    case: Case | None = None
    document_id: UUID | None = None
    type: str = ""
    at: datetime | None = None

    @property
    def words(self) -> str:
        """Everything that it says."""
        return "\n".join([self.title, self.text, *(f"{label}: {value}" for label, value in self.rows)])
