"""Which answers does a pattern tell apart? Options, yes and no, and the values at which conditions and tables turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, product
from typing import Any, Final

from commonhall.core.language.effective import Effective
from commonhall.core.language.model import Page, Pattern, Repeat
from commonhall.core.language.reading import reads_of, through
from commonhall.core.questions.question import Answer, Question
from commonhall.core.tables.cells import CellNotRead, Value, read_cell
from commonhall.core.verify.uses import questions_of
from commonhall.core.verify.written import expressions_of

MOST_ANSWERS: Final = 24
"""Answers that are tried for one question; more than these conditions seldom tell apart."""

_NUMBER: Final = re.compile(r"(?<![\w.'-])(\d{1,12})(?![\w.'-])")
_TEXT: Final = re.compile(r"'([^'\\]{0,100})'|\"([^\"\\]{0,100})\"")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPICAL: Final = ("2026-06", "2026-06-10", "12:00", "12", "123456", "12345678", "x", "", "AB12 3CD", "a@example.org")


class Tried:
    """What is tried as the answer to each question of one pattern at one council.

    today: ISO. told_apart: the questions whose answers some condition, rule or table reads.
    """

    def __init__(self, effective: Effective, today: str) -> None:
        self.effective = effective
        self.today = date.fromisoformat(today)
        pattern = effective.pattern
        self._turns = _turns(pattern, effective.settings)
        self.told_apart = frozenset(self._turns)
        self.questions: dict[str, Question] = {question.id: question for question in questions_of(pattern)}
        self.answers: dict[str, tuple[Answer, ...]] = {}
        for page in pattern.pages:
            for question in page.questions:
                self.answers[question.id] = self._of(question)
            if page.repeat:
                self.answers[page.repeat.id] = self._of_group(page, page.repeat)

    def _of(self, question: Question) -> tuple[Answer, ...]:
        found = list(self._values(question)) or [sample(question.answer_schema())]
        if question.id not in self.told_apart:
            return (found[0],)
        if not question.required:
            found.append(None)
        return tuple(islice(_different(found), MOST_ANSWERS))

    def _values(self, question: Question) -> Iterable[Answer]:
        turns = self._turns.get(question.id, frozenset())
        options = [option.value for option in getattr(question, "options", ())]
        if options:
            return self._chosen(question, options)
        if question.value_type == "bool":
            return (True, False) if question.type == "yes_no" else (True,)
        if question.value_type in ("int", "decimal"):
            return _numbers(question, turns)
        if question.value_type == "date":
            return self._days(question, turns)
        if question.type == "location":
            one = sample(question.answer_schema())
            return ({name: value for name, value in one.items() if name != "asset"}, one)
        if question.type == "property":
            one = sample(question.answer_schema())
            return (one, {**one, "uprn": "", "source": "typed"}) if getattr(question, "manual", False) else (one,)
        if question.value_type == "string":
            texts = sorted(turn for turn in turns if isinstance(turn, str) and question.type in ("text", "long_text"))
            return [*texts, str(sample(question.answer_schema()) or "x")]
        return ()

    def _chosen(self, question: Question, options: list[str]) -> Iterable[Answer]:
        if question.value_type == "record" or question.type == "items":
            return ([{"value": value, "quantity": 1}] for value in options) if question.type == "items" else ()
        if question.value_type != "list":
            return tuple(options)
        alone = {option.value for option in getattr(question, "options", ()) if option.exclusive}
        several = [value for value in options if value not in alone]
        least = getattr(question, "min_chosen", 1)
        most = getattr(question, "max_chosen", None) or len(several)
        wanted = [several[:most], *([value] for value in options)]
        return [each for each in wanted if each and (len(each) >= least or set(each) & alone)]

    def _days(self, question: Question, turns: Iterable[Value]) -> Iterable[Answer]:
        """Days at which something turns: around today, around days that are written, and so many days off."""
        offsets = {0, *(int(turn) for turn in turns if isinstance(turn, int) and turn < 40_000)}
        days = {self.today + timedelta(days=sign * count) for count in offsets for sign in (1, -1)}
        days |= {date.fromisoformat(turn) for turn in turns if isinstance(turn, str) and _DAY.fullmatch(turn)}
        around = {day + timedelta(days=more) for day in days for more in (-1, 0, 1)}
        low = _bound(str(getattr(question, "earliest", "")), self.today) or date.min
        high = _bound(str(getattr(question, "latest", "")), self.today) or date.max
        around |= {day for day in (low, high) if day not in (date.min, date.max)}
        return [day.isoformat() for day in sorted(around, key=lambda day: abs(day - self.today)) if low <= day <= high]

    def _of_group(self, page: Page, group: Repeat) -> tuple[Answer, ...]:
        """No item, one of each kind, and two different ones: what an item can be goes through its own questions."""
        questions = [question for each in group.pages for question in each.questions]
        inner = {question.id: self._of(question) for question in questions}
        count = min(MOST_ANSWERS // 2, max(len(each) for each in inner.values()))
        items = [
            {"id": f"item{n}", **{name: each[n % len(each)] for name, each in inner.items()}} for n in range(count)
        ]
        least = group.min if isinstance(group.min, int) else 0
        most = group.max if isinstance(group.max, int) else 20
        found: list[list[Any]] = [[item] for item in items] + [items[n : n + 2] for n in range(len(items) - 1)]
        if least > 1:
            found = [[{**items[n % count], "id": f"item{n}"} for n in range(least)]]
        return tuple([each for each in found if least <= len(each) <= most] + ([[]] if least == 0 else []))


def _bound(limit: str, today: date) -> date | None:
    found = re.fullmatch(r"today(?:([+-])(\d{1,5}))?", limit)
    if found:
        return today + timedelta(days=int(f"{found[1] or '+'}{found[2] or 0}"))
    return date.fromisoformat(limit) if limit else None


def _different(answers: Iterable[Answer]) -> Iterable[Answer]:
    seen = set()
    for answer in answers:
        if (key := repr(answer)) not in seen:
            seen.add(key)
            yield answer


def _numbers(question: Question, turns: Iterable[Value]) -> Iterable[Answer]:
    low, high = getattr(question, "min", None), getattr(question, "max", None)
    found = {int(bound) for bound in (low, high) if bound is not None}
    found |= {int(turn) + more for turn in turns if isinstance(turn, int) for more in (-1, 0, 1)}
    found = found or {1}
    kept = (n for n in sorted(found) if (low is None or n >= low) and (high is None or n <= high))
    return [n if question.value_type == "int" else str(n) for n in kept if n >= 0 or low is not None]


def _turns(pattern: Pattern, settings: Mapping[str, Any]) -> dict[str, frozenset[Any]]:
    """Return, for each answer that an expression reads, the numbers, days and texts that stand beside it."""
    found: dict[str, set[Any]] = {}
    for each in expressions_of(pattern):
        read = through(pattern, reads_of(each.source))
        beside: set[Any] = {int(number) for number in _NUMBER.findall(each.source)}
        beside |= {one or two for one, two in _TEXT.findall(each.source)}
        beside |= {value for name in read if isinstance(value := _setting(settings, name), int)}
        for name in _answers_in(read, each.place, each.source):
            found.setdefault(name, set()).update(beside)
    for table in pattern.tables.values():
        for name, column in table.inputs.items():
            bounds = {bound for row in table.rows if name in row.when for bound in _bounds(row.when[name], column.type)}
            for answer in _answers_in(through(pattern, reads_of(column.value)), "", column.value):
                found.setdefault(answer, set()).update(bounds)
    return {name: frozenset(turns) for name, turns in found.items()}


def _answers_in(read: Iterable[str], place: str, source: str) -> set[str]:
    """The answers among ``read``, and those of items: ``item.x``, or ``p.x`` of each of a group."""
    names = {name.partition(".")[2] for name in read if name.startswith(("answers.", "item."))}
    return names | set(re.findall(r"(?<![\w.])[a-z]\w*\.([a-z_][a-z0-9_]*)", source)) if names else names


def _setting(settings: Mapping[str, Any], name: str) -> Any:
    root, _, rest = name.partition(".")
    value = settings.get(rest) if root == "settings" else None
    return None if isinstance(value, bool) else value


def _bounds(written: str | int | bool, kind: Any) -> list[Value]:
    try:
        spans = read_cell(written, kind).spans
    except CellNotRead:
        return []
    return [bound for span in spans for bound in (span.low, span.high) if bound is not None]


def sample(schema: Mapping[str, Any]) -> Any:
    """Return an answer of the shape that ``schema`` (of a stored answer) describes."""
    if "anyOf" in schema:
        return sample(schema["anyOf"][0])
    if "enum" in schema or "const" in schema:
        return schema["enum"][0] if "enum" in schema else schema["const"]
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(part) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema.get("items", {}))]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    return True if kind == "boolean" else _text(schema)


def _text(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return "2026-06-10"
    pattern = re.compile(schema.get("pattern", ""))
    return next((text for text in _TYPICAL if pattern.search(text) and len(text) >= schema.get("minLength", 0)), "x")


def combined(parts: Sequence[Sequence[Answer]], most: int) -> tuple[list[tuple[Answer, ...]], bool]:
    """Return at most ``most`` combinations of one answer of each part, and whether these are all."""
    found = list(islice(product(*parts), most + 1))
    return found[:most], len(found) <= most
