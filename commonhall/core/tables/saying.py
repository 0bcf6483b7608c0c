"""How is it said in words which row of a table decided, and why? The resident's page and the office's are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from commonhall.core.language.effective import Effective
from commonhall.core.language.table_model import CellType, Table
from commonhall.core.language.wording import said
from commonhall.core.tables.cells import Cell, Span, Value
from commonhall.core.tables.rules import Rule
from commonhall.core.values import money
from commonhall.core.values.words import LANGUAGES, Language, Words

_SPANS: Final = {
    "at_most": Words(en="at most {high}", cy="dim mwy na {high}"),
    "below": Words(en="less than {high}", cy="llai na {high}"),
    "at_least": Words(en="at least {low}", cy="o leiaf {low}"),
    "above": Words(en="more than {low}", cy="mwy na {low}"),
    "between": Words(en="from {low} to {high}", cy="o {low} i {high}"),
    "above_to": Words(en="more than {low}, up to {high}", cy="mwy na {low}, hyd at {high}"),
    "to_below": Words(en="from {low}, but less than {high}", cy="o {low}, ond llai na {high}"),
    "inside": Words(en="more than {low}, but less than {high}", cy="mwy na {low}, ond llai na {high}"),
}
_ON_DATES: Final = {
    "at_most": Words(en="on or before {high}", cy="ar neu cyn {high}"),
    "below": Words(en="before {high}", cy="cyn {high}"),
    "at_least": Words(en="on or after {low}", cy="ar neu ar ôl {low}"),
    "above": Words(en="after {low}", cy="ar ôl {low}"),
    "above_to": Words(en="after {low}, up to {high}", cy="ar ôl {low}, hyd at {high}"),
    "to_below": Words(en="from {low}, but before {high}", cy="o {low}, ond cyn {high}"),
    "inside": Words(en="after {low}, but before {high}", cy="ar ôl {low}, ond cyn {high}"),
}
_MISSING: Final = Words(en="not given", cy="heb ei roi")
_OR: Final = Words(en=" or ", cy=" neu ")
_NOT: Final = Words(en="not {parts}", cy="nid {parts}")
_SEEN: Final = Words(en="{title}: {value}", cy="{title}: {value}")
_JUDGED: Final = Words(en="{title}: {value} ({rule})", cy="{title}: {value} ({rule})")
_ROW: Final = Words(en="Row {number} of “{table}” applies", cy="Mae rhes {number} o “{table}” yn berthnasol")
_ROW_ABOUT: Final = Words(
    en="Row {number} of “{table}” applies: {about}", cy="Mae rhes {number} o “{table}” yn berthnasol: {about}"
)
_NO_ROW: Final = Words(en="No row of “{table}” applies", cy="Nid oes rhes o “{table}” yn berthnasol")


def decided_by(effective: Effective, table: Table, rule: Rule, seen: Mapping[str, Value | None]) -> tuple[Words, ...]:
    """Return why ``rule`` decided: each input that it looks at with what its cell asks, then which row it is."""
    lines = [
        _both(lambda language, name=name: _judged(effective, table, rule, name, seen[name], language))
        for name in rule.cells
    ]
    words = _ROW_ABOUT if rule.about else _ROW
    last = _both(
        lambda language: words.say(language).format(
            number=rule.number, table=table.title.say(language), about=rule.about.say(language)
        )
    )
    return (*lines, last)


def _judged(effective: Effective, table: Table, rule: Rule, name: str, value: Value | None, language: Language) -> str:
    given = value_said(effective, table, name, value, language)
    asked = cell_said(effective, table, name, rule.cells[name], language)
    words = _SEEN if asked == given else _JUDGED
    return words.say(language).format(title=table.inputs[name].title.say(language), value=given, rule=asked)


def no_row(effective: Effective, table: Table, seen: Mapping[str, Value | None]) -> tuple[Words, ...]:
    """Return what is said when no row held: the inputs that were looked at, and that none applies."""
    lines = [
        _both(
            lambda language, name=name: _SEEN.say(language).format(
                title=table.inputs[name].title.say(language),
                value=value_said(effective, table, name, seen[name], language),
            )
        )
        for name in seen
    ]
    return (*lines, _both(lambda language: _NO_ROW.say(language).format(table=table.title.say(language))))


def _both(say: Any) -> Words:
    english, welsh = (say(language) for language in LANGUAGES)
    return Words(en=english, cy=welsh)


def value_said(effective: Effective, table: Table, name: str, value: Value | None, language: Language) -> str:
    """Return what an input came to, as people say it: money in pounds, an option by its label."""
    if value is None:
        return _MISSING.say(language)
    return _one(value, table.inputs[name].type, language, _labels(effective, table.inputs[name].value))


def cell_said(effective: Effective, table: Table, name: str, cell: Cell, language: Language) -> str:
    """Return what a cell asks for, in words: ``at most £90``, ``single or couple``."""
    column = table.inputs[name]
    labels = _labels(effective, column.value)
    parts = [_span_said(span, column.type, language, labels) for span in cell.spans]
    if cell.missing:
        parts.append(_MISSING.say(language))
    joined = _OR.say(language).join(parts)
    return _NOT.say(language).format(parts=joined) if cell.negated else joined


def _span_said(span: Span, type_: CellType, language: Language, labels: Mapping[str, Words]) -> str:
    low = "" if span.low is None else _one(span.low, type_, language, labels)
    high = "" if span.high is None else _one(span.high, type_, language, labels)
    if span.low == span.high:
        return low
    kind = _kind(span)
    words = (_ON_DATES if type_ == "date" else _SPANS).get(kind, _SPANS[kind])
    return words.say(language).format(low=low, high=high)


def _kind(span: Span) -> str:
    if span.low is None:
        return "at_most" if span.high_included else "below"
    if span.high is None:
        return "at_least" if span.low_included else "above"
    return {
        (True, True): "between",
        (False, True): "above_to",
        (True, False): "to_below",
        (False, False): "inside",
    }[(span.low_included, span.high_included)]


def _one(value: Value, type_: CellType, language: Language, labels: Mapping[str, Words]) -> str:
    if type_ == "money" and isinstance(value, int):
        return money.in_words(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str) and value in labels:
        return labels[value].say(language)
    return said(value, language)


def _labels(effective: Effective, source: str) -> Mapping[str, Words]:
    """Return the labels of the options, where an input is just the answer to a question with options."""
    found = re.fullmatch(r"(?:answers|item)\.([a-z][a-z0-9_]*)", source.strip())
    question = effective.questions.get(found[1]) if found else None
    return {option.value: option.label for option in getattr(question, "options", ())}
