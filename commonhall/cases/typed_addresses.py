"""Which addresses of a case were typed, and so have to be looked up afterwards?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhall.core.language.effective import Effective
from commonhall.core.questions.property import Property
from commonhall.core.questions.question import Answer
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope


@dataclass(frozen=True, slots=True)
class Typed:
    """An address as it was typed."""

    lines: tuple[str, ...]
    town: str
    postcode: str


def check_rows(effective: Effective, case: Mapping[str, Any], at: datetime) -> Iterator[dict[str, Any]]:
    """Yield the rows that let the typed addresses of a new case be looked up, as intake stores them."""
    for question in effective.questions.values():
        if isinstance(question, Property) and typed_address(case["answers"].get(question.id)):
            row = {"id": str(new_id()), "council_id": str(council_in_scope()), "case_id": case["id"]}
            yield {**row, "question": question.id, "state": "waiting", "why": "", "tries": 0, "due_at": at}


def typed_address(answer: Answer) -> Typed | None:
    """Return the address of an answer to a property question that was typed, or None where it was chosen."""
    if not isinstance(answer, Mapping) or answer.get("uprn") or answer.get("source") != "typed":
        return None
    lines = answer.get("lines")
    return Typed(
        lines=tuple(str(line) for line in lines) if isinstance(lines, list) else (),
        town=str(answer.get("town") or ""),
        postcode=str(answer.get("postcode") or ""),
    )
