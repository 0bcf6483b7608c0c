"""What are the samples of our own making, and where do answers lead in them, in the words of their source?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.journey.route import Known, navigate
from commonhall.core.questions.question import Answer
from tests.core.importers.answering import NOW, effective_of

SAMPLES = Path(__file__).parent / "samples"
NAMES = {
    "village-hall.govuk.json": "govuk-forms",
    "village-hall.cy.govuk.json": "govuk-forms",
    "befriending.hackney.json": "hackney",
    "borrow-a-skip.moj.json": "moj",
    "garden-shed.planx.json": "planx",
    "small-grant.funding.json": "funding-service",
}


def sample(name: str, change: Callable[[Any], None] | None = None, *, part: str = "") -> Imported:
    """Import a sample, after ``change`` has worked on its JSON."""
    raw = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    if change:
        change(raw)
    return import_form(json.dumps(raw).encode(), file_name=name, part=part, dialect=NAMES[name])


def led(imported: Imported, given: Mapping[str, Answer]) -> tuple[list[str], str]:
    """Return the places in the source that ``given`` (by field of the source) leads past, and where it stops.

    The end is ``check``, the title of an outcome, or the place at which an answer is missing.
    """
    answers: dict[str, Answer] = {f"@{page.id}": True for page in imported.pattern.pages}
    for asked in imported.asked:
        if asked.field in given:
            answers[asked.question] = given[asked.field]
    route = navigate(effective_of(imported.pattern), Known(answers=answers, now=NOW, opened=NOW))
    assert route.failures == ()
    walked = [imported.places[page] for page in route.walked]
    if route.stop.kind == "outcome":
        return walked, imported.pattern.outcomes[route.stop.outcome].title.en
    return walked, "check" if route.stop.kind == "check" else imported.places[route.stop.page]


def codes(imported: Imported) -> set[str]:
    """Return the codes of everything that was noticed."""
    return {item.code for item in imported.report.items if item.code}


def status_of(imported: Imported, pointer: str) -> str:
    """Return what became of the object at ``pointer``."""
    return next(item.status for item in imported.report.objects if item.where.pointer == pointer)
