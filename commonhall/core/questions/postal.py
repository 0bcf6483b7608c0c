"""What does an address typed by hand need? Read alike by every question that asks for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonhall.core.questions.question import Parsed, Question, Setting, first
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.typed_text import one_line

LONGEST_LINE = 100
RULES = ("line1_missing", "town_missing", "postcode_missing", "postcode_format", "line_too_long")
FIELDS = ("line1", "line2", "town", "postcode")


def field_names(question: Question) -> tuple[str, ...]:
    """Return the names of the four fields of an address typed by hand."""
    return tuple(f"{question.id}-{part}" for part in FIELDS)


def typed_parts(question: Question, posted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what was typed into each of the four fields, trimmed."""
    return {part: one_line(first(posted, f"{question.id}-{part}")) for part in FIELDS}


def read_typed(question: Question, typed: Mapping[str, str], setting: Setting) -> Parsed:
    """Check the four fields: whether each is there, in page order, then what cannot be right, then length."""
    for part in ("line1", "town", "postcode"):
        if not typed[part]:
            return question.problem(f"{part}_missing", setting, at=f"{question.id}-{part}")
    try:
        postcode = parse_postcode(typed["postcode"])
    except PostcodeNotRecognised:
        return question.problem("postcode_format", setting, at=f"{question.id}-postcode")
    for part in ("line1", "line2", "town"):
        if len(typed[part]) > LONGEST_LINE:
            return question.problem("line_too_long", setting, at=f"{question.id}-{part}", max=LONGEST_LINE)
    lines = [line for line in (typed["line1"], typed["line2"]) if line]
    return Parsed({"lines": lines, "town": typed["town"], "postcode": postcode})


def shown_parts(question: Question, address: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return what each of the four fields shows for an address."""
    first_line, second_line = [*(str(line) for line in address["lines"]), "", ""][:2]
    values = (first_line, second_line, str(address["town"]), str(address["postcode"]))
    return dict(zip(field_names(question), values, strict=True))


def address_lines(address: Mapping[str, Any], language: str = "en") -> list[str]:
    """Return an address line by line: in Welsh where the gazetteer has it, without lines that are empty."""
    lines = (address.get("lines_cy") if language == "cy" else None) or address["lines"]
    town = (address.get("town_cy") if language == "cy" else None) or address["town"]
    return [str(line) for line in (*lines, town, address["postcode"]) if line]


ADDRESS_SCHEMA: dict[str, Any] = {
    "lines": {"type": "array", "items": {"type": "string"}},
    "town": {"type": "string"},
    "postcode": {"type": "string"},
}
