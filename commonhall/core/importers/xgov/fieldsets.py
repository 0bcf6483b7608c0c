"""Which fields belong together under a legend? Finds fieldsets that one piece of HTML opens and a later one closes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commonhall.core.importers.markup import to_plain
from commonhall.core.importers.xgov.form import Component, Page, text_of

_OPENS: Final = re.compile(r"<fieldset\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"</fieldset\s*>", re.IGNORECASE)
_LEGEND: Final = re.compile(r"<legend\b[^>]{0,300}>([^<]{0,2000})", re.IGNORECASE)
_LABEL: Final = re.compile(r"<label\b[^>]{0,300}>(.{0,2000}?)</label\s*>", re.IGNORECASE | re.DOTALL)
_OPTIONAL: Final = re.compile(r"\s*\((optional|dewisol)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Grouped:
    """A field in a fieldset.

    legend: what the group is called. around: the rest of the opening HTML, for the first field of the group.
    """

    legend: str
    around: str = ""


@dataclass(frozen=True)
class HintLabel:
    """A label that stands in a field's hint. optional: the label says so."""

    label: str
    rest: str
    optional: bool


def groups_on(page: Page) -> tuple[Mapping[str, Grouped], frozenset[str]]:
    """Return the grouped fields of ``page`` by pointer, and the pointers of the pieces of HTML that make the groups."""
    fields: dict[str, Grouped] = {}
    frames: set[str] = set()
    legend, around, inside = "", "", False
    for component in page.components:
        text = text_of(component.content) if component.is_content else ""
        if _OPENS.search(text) and not _CLOSES.search(text):
            legend, around, inside = _parts(text)
            frames.add(component.pointer)
        elif _CLOSES.search(text) and not _OPENS.search(text):
            frames.add(component.pointer)
            inside = False
        elif inside and not component.is_content:
            fields[component.pointer] = Grouped(legend, around)
            around = ""
    return fields, frozenset(frames)


def _parts(html: str) -> tuple[str, str, bool]:
    found = _LEGEND.search(html)
    legend = to_plain(found[1]).text if found else ""
    whole = to_plain(html).text
    return legend, whole.removeprefix(legend).strip(), True


def label_in_hint(component: Component) -> HintLabel | None:
    """Return the label in the hint of ``component``, if its author put one there to place it below the title."""
    hint = text_of(component.hint)
    found = _LABEL.search(hint)
    if not found:
        return None
    label = to_plain(found[1]).text
    rest = to_plain(hint[: found.start()] + " " + hint[found.end() :]).text
    return HintLabel(_OPTIONAL.sub("", label), rest, _OPTIONAL.search(label) is not None)
