"""What does an importer give back? The pattern, the report, and the way from our ids to places in the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Report
from commonhall.core.language.model import Pattern
from commonhall.core.values.words import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the pattern and the field of the source that it came from.

    type: the question type. keys: for choices, the value in the source (as text) to the key of the option.
    group: the repeat group in which it is asked; empty for all others.
    """

    question: str
    type: str
    field: str
    keys: Mapping[str, str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """A page of a source whose pages follow one another, and what it became.

    became: the id of a page or outcome, ``check`` where a built-in page takes its place, empty where it was left out.
    when: the condition under which the source shows a page that a built-in one replaces.
    """

    path: str
    became: str
    when: str = ""


@dataclass(frozen=True)
class Imported:
    """A form that was imported.

    places: page id to path in the source. leads: for each page, where each of its ``goto`` entries leads in the
    source; empty text where the source had no such page. asked: the fields of the source.
    ends: how the source ends at some of its paths, or where one of our pages or outcomes stands for its end.
    inside: the paths of all pages of the source that one page of ours stands for, where they are several.
    stands: the pages of the source in their order, for builders whose pages follow one another without links.
    """

    pattern: Pattern
    report: Report
    places: Mapping[str, str]
    leads: Mapping[str, tuple[str, ...]]
    asked: tuple[Asked, ...]
    ends: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands: tuple[Stand, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a form is to be read: its dialect, what a condition makes of an unanswered field, and the pattern's slug.

    slug: empty where the importer should make one from the title. part: the id of one of several forms in the file;
    empty for the first.
    """

    dialect: str
    unanswered: Literal["faithful", "false"] = "faithful"
    slug: str = ""
    part: str = ""


@dataclass(frozen=True)
class Made:
    """What one importer makes of a form; what became of each object stands in the ledger it was given.

    importer: its name and version, which changes whenever the same file would give another pattern. name and version:
    what the form itself says.
    """

    importer: str
    pattern: Pattern
    places: Mapping[str, str]
    leads: Mapping[str, tuple[str, ...]]
    asked: tuple[Asked, ...] = field(default=())
    ends: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands: tuple[Stand, ...] = ()
    language: Language = "en"
    name: str = ""
    version: str = ""


Importer = Callable[[Any, Ledger, Wanted], Made]
"""Reads the plain JSON values of a form of its dialects, and enters each of its objects in the ledger."""
