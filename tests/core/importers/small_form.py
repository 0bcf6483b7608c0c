"""A form of five pages on which every state of a field that conditions can meet is to be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.core.importers.xgov.nodes import Node
from commonhall.core.importers.xgov.pairs import Compiler, Mode, Place
from commonhall.core.importers.xgov.placed import Fields, Kept, Placed
from commonhall.core.language.expressions import evaluate

HERE = Place("here", frozenset({"here"}))
PAGES: Mapping[str, tuple[str, ...]] = {
    "bare_text": ("word",),
    "bare_choices": ("picks",),
    "own_number": ("s.count",),
    "own_rest": ("s.word", "s.yes", "s.picks"),
    "other": ("o.word",),
}
KEPT: Mapping[str, Kept] = {
    "word": "text",
    "picks": "choices",
    "s.count": "number",
    "s.word": "text",
    "s.yes": "yes_no",
    "s.picks": "choices",
    "o.word": "text",
}
SECTIONS = {"s": ("own_number", "own_rest"), "o": ("other",)}
FIELDS = {name: page for page, names in PAGES.items() for name in names}


def fields() -> Fields:
    """Return the fields of the form; all may be left blank, and none is always on the route."""
    found = Fields(SECTIONS)
    for name, page in FIELDS.items():
        section, _, own = name.rpartition(".")
        found.add(
            Placed(
                name=own,
                section=section,
                page=page,
                question=name.replace(".", "_"),
                kept=KEPT[name],
                type="",
                required=False,
            )
        )
    return found


def compiled(conditions: Mapping[str, Node], name: str, mode: Mode = "faithful") -> str:
    """Return the condition in the words of the pattern language."""
    return Compiler(fields(), conditions, mode).named(name, HERE).printed()


def ours(
    conditions: Mapping[str, Node], name: str, given: Mapping[str, Mapping[str, Any]], mode: Mode = "faithful"
) -> Any:
    """Return what the compiled condition gives for the answers of the pages on the route."""
    printed = compiled(conditions, name, mode)
    answers = {field.replace(".", "_"): _kept(value) for page in given.values() for field, value in page.items()}
    return evaluate(printed, {"answers": answers}, place="condition")


def _kept(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value
