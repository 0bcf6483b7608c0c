"""Does an imported form lead where the source leads? Walks the answers of a trace through the pattern."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.imported import Asked, Imported
from commonhall.core.importers.xgov.comparing import written_value
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import effective_pattern
from commonhall.core.language.expressions import ExpressionFailed, holds
from commonhall.core.questions.question import Answer

TODAY: Final = datetime.date(2026, 1, 15)
"""The day on which traces are walked."""
COUNCIL: Final = {"nation": "england", "slug": "trace", "name": {"en": "Trace", "cy": "Trace"}}

_FILE: Final = {"id": "00000000-0000-4000-8000-000000000000", "name": "file.pdf", "type": "application/pdf", "size": 1}


@dataclass(frozen=True, slots=True)
class Walked:
    """Where the answers led: the paths in the source in order, and how it ended.

    end: ``no-next`` where the source ends too, ``no-link-matched`` where no link of the last page held, ``redirect``,
    ``cycle`` where they led back; of sources whose pages follow one another ``terminal``, ``summary`` or
    ``last-page``; ``unanswered`` at a page for which the trace has no answer.
    """

    path: tuple[str, ...]
    end: str


class Walker:
    """Walks one form again and again."""

    def __init__(self, imported: Imported, *, today: datetime.date = TODAY) -> None:
        self.imported = imported
        self.now = f"{today.isoformat()}T12:00:00"
        self.effective = effective_pattern(imported.pattern, council=COUNCIL, day=today)

    def walk(self, answers: Mapping[str, Any]) -> Walked:
        """Return where ``answers`` lead: by the field's name in the source, with values as the source keeps them."""
        route = self.route(answers)
        if route.stop.kind == "page" or not (route.walked or self.imported.stands):
            return Walked(self._paths(route.pages), "unanswered")
        return self._in_order(route) if self.imported.stands else self._linked(route)

    def route(self, answers: Mapping[str, Any]) -> Route:
        """Return the route of ``answers`` through the pattern."""
        given = converted(self.imported, answers)
        route = self._route(given)
        while route.stop.kind == "page" and self._filled(route, given):
            route = self._route(given)
        return route

    def _route(self, given: Mapping[str, Answer]) -> Route:
        return navigate(self.effective, Known(answers=given, now=self.now, opened=self.now))

    def _filled(self, route: Route, given: dict[str, Answer]) -> bool:
        """Give the group at which the route stops as many entries as it asks for: a trace tells of one."""
        repeat = self.effective.pages[route.stop.page].repeat
        if repeat is None or repeat.id not in route.bounds:
            return False
        given_rows = given.get(repeat.id)
        rows = given_rows if isinstance(given_rows, list) else []
        first = rows[0] if rows else None
        bounds = route.bounds[repeat.id]
        wanted = max(bounds.least, 1) if bounds.most else 0
        if first is None or len(rows) == wanted or route.stop.item:
            return False
        given[repeat.id] = [{**first, "id": str(number + 1)} for number in range(wanted)]
        return True

    def _paths(self, pages: tuple[str, ...]) -> tuple[str, ...]:
        imported = self.imported
        return tuple(path for page in pages for path in imported.inside.get(page, (imported.places[page],)))

    def _linked(self, route: Route) -> Walked:
        last, path, ends = route.walked[-1], self._paths(route.walked), self.imported.ends
        links = self.effective.pages[last].goto
        taken = next((number for number, link in enumerate(links) if self._holds(link.when, route)), 0)
        led = self.imported.leads[last][taken]
        target = links[taken].to
        if target in ends:
            return Walked(path if led in ("", *path) else (*path, led), ends[target])
        if not led:
            return Walked(path, ends.get(last, "no-link-matched"))
        return Walked((*path, led), "no-next")

    def _in_order(self, route: Route) -> Walked:
        """Return the walk of a form whose pages follow one another: built-in pages stand for some of them."""
        path = []
        for stand in self.imported.stands:
            if stand.became in route.walked or (stand.became == "check" and self._holds(stand.when, route)):
                path.append(stand.path)
            elif route.stop.kind == "outcome" and stand.became == route.stop.outcome:
                path.append(stand.path)
                break
        end = self.imported.ends.get(path[-1], "last-page") if path else "last-page"
        return Walked(tuple(path), end)

    def _holds(self, when: str, route: Route) -> bool:
        try:
            return holds(when, route.scope, place="walk", calendar=self.effective.calendar)
        except ExpressionFailed:
            return False


def walk(imported: Imported, answers: Mapping[str, Any], *, today: datetime.date = TODAY) -> Walked:
    """Return where ``answers`` lead in ``imported``: see :meth:`Walker.walk`."""
    return Walker(imported, today=today).walk(answers)


def converted(imported: Imported, answers: Mapping[str, Any]) -> dict[str, Answer]:
    """Return ``answers`` as our questions keep them, with every page that only tells something marked as read."""
    kept: dict[str, Answer] = {f"@{page.id}": True for page in imported.pattern.pages if not page.questions}
    rows: dict[str, dict[str, Any]] = {}
    for asked in imported.asked:
        if asked.field not in answers:
            continue
        if asked.group:
            rows.setdefault(asked.group, {"id": "1"}).update(_kept(asked, answers[asked.field]))
        else:
            kept.update(_kept(asked, answers[asked.field]))
    return kept | {group: [row] for group, row in rows.items()}


def _kept(asked: Asked, value: Any) -> Iterator[tuple[str, Answer]]:
    yield asked.question, None if value is None or value == "" else _answer(asked, value)


def _answer(asked: Asked, value: Any) -> Answer:
    if asked.type in ("choice", "choices"):
        chosen = [asked.keys.get(written_value(each), written_value(each)) for each in _listed(value)]
        if asked.group:
            chosen = [key if key in asked.keys.values() else next(iter(asked.keys.values()), key) for key in chosen]
        return chosen if asked.type == "choices" else (chosen[0] if chosen else None)
    if asked.type in _KEPT:
        return _KEPT[asked.type](value)
    return value if isinstance(value, str) else str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _address(value: Any) -> Answer:
    parts = value if isinstance(value, dict) else {"addressLine1": str(value)}
    lines = [str(parts[name]) for name in ("addressLine1", "addressLine2") if parts.get(name)]
    return {"lines": lines, "town": str(parts.get("town", "")), "postcode": str(parts.get("postcode", ""))}


_KEPT: Final[Mapping[str, Callable[[Any], Answer]]] = {
    "yes_no": lambda value: value is True,
    "declaration": lambda value: value is True,
    "number": written_value,
    "date": lambda value: str(value)[:10],
    "month_year": lambda value: str(value)[:7],
    "time": lambda value: str(value)[11:16] or str(value),
    "file": lambda _: [dict(_FILE)],
    "location": lambda value: {"text": str(value), "lat": None, "lng": None, "source": "described"},
    "phone": lambda value: {"typed": str(value), "e164": ""},
    "address": _address,
}
"""How answers are kept, by question type, where it is not as plain text."""
