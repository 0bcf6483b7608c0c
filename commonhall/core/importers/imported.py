"""What does an importer give back? The pattern, the report, and the way from our ids to places in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonhall.core.importers.inventory.report import Report
from commonhall.core.language.model import Pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the pattern and the field of the source that it came from.

    type: the question type. keys: for choices, the value in the source (as text) to the key of the option.
    """

    question: str
    type: str
    field: str
    keys: Mapping[str, str]


@dataclass(frozen=True)
class Imported:
    """A form that was imported.

    places: page id to path in the source. leads: for each page, where each of its ``goto`` entries leads in the
    source; empty text where the source had no such page. asked: the fields of the source.
    """

    pattern: Pattern
    report: Report
    places: Mapping[str, str]
    leads: Mapping[str, tuple[str, ...]]
    asked: tuple[Asked, ...]
