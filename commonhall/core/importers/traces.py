"""Does an imported form lead where the source leads? Walks the answers of a trace through the pattern."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.imported import Asked, Imported
from commonhall.core.importers.xgov.comparing import written_value
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.expressions import holds
from commonhall.core.questions.question import Answer

TODAY: Final = datetime.date(2026, 1, 15)
"""The day on which traces are walked."""
COUNCIL: Final = {"nation": "england", "slug": "trace", "name": {"en": "Trace", "cy": "Trace"}}


@dataclass(frozen=True, slots=True)
class Walked:
    """Where the answers led: the paths in the source in order, and how it ended.

    end: ``no-next`` where the source ends too, ``no-link-matched`` where no link of the last page held,
    ``redirect``, or ``unanswered`` at a page for which the trace has no answer.
    """

    path: tuple[str, ...]
    end: str


def walk(imported: Imported, answers: Mapping[str, Any], *, today: datetime.date = TODAY) -> Walked:
    """Return where ``answers`` lead: by the field's name in the source, with values as the source keeps them."""
    effective = effective_pattern(imported.pattern, council=COUNCIL, day=today)
    now = f"{today.isoformat()}T12:00:00"
    route = navigate(effective, Known(answers=converted(imported, answers), now=now, opened=now))
    path = tuple(imported.places[page] for page in route.walked)
    if route.stop.kind == "page":
        return Walked((*path, imported.places[route.stop.page]), "unanswered")
    if not route.walked:
        return Walked(path, "unanswered")
    led = _led(imported, effective, route)
    if not led:
        redirected = route.stop.outcome.startswith("redirect_")
        return Walked(path, "redirect" if redirected else "no-link-matched")
    return Walked((*path, led), "no-next")


def _led(imported: Imported, effective: Effective, route: Route) -> str:
    """Return where in the source the link leads that was taken on the last page."""
    last = effective.pages[route.walked[-1]]
    for link, path in zip(last.goto, imported.leads[last.id], strict=True):
        if holds(link.when, route.scope, place=last.id, calendar=effective.calendar):
            return path
    return ""


def converted(imported: Imported, answers: Mapping[str, Any]) -> dict[str, Answer]:
    """Return ``answers`` as our questions keep them, with every page that only tells something marked as read."""
    kept: dict[str, Answer] = {f"@{page.id}": True for page in imported.pattern.pages if not page.questions}
    for asked in imported.asked:
        if asked.field in answers:
            kept.update(_kept(asked, answers[asked.field]))
    return kept


def _kept(asked: Asked, value: Any) -> Iterator[tuple[str, Answer]]:
    yield asked.question, None if value is None or value == "" else _answer(asked, value)


def _answer(asked: Asked, value: Any) -> Answer:
    if asked.type in ("choice", "choices"):
        chosen = [asked.keys.get(written_value(each), written_value(each)) for each in _listed(value)]
        return chosen if asked.type == "choices" else chosen[0]
    if asked.type == "yes_no":
        return value is True
    if asked.type == "number":
        return written_value(value)
    if asked.type == "date":
        return str(value)[:10]
    if asked.type == "phone":
        return {"typed": str(value), "e164": ""}
    if asked.type == "address":
        return _address(value)
    return value if isinstance(value, str) else str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _address(value: Any) -> Answer:
    parts = value if isinstance(value, dict) else {"addressLine1": str(value)}
    lines = [str(parts[name]) for name in ("addressLine1", "addressLine2") if parts.get(name)]
    return {"lines": lines, "town": str(parts.get("town", "")), "postcode": str(parts.get("postcode", ""))}
