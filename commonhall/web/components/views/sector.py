"""What do the sector's public pages show: the catalogue, a pattern, the councils?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.frame import Link, PageView
from commonhall.web.components.views.journey import SummaryPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCard:
    """One pattern of the catalogue. run_by: in words ("5 councils"); needs: capabilities, in words."""

    title: str
    href: str
    text: str
    version: str
    run_by: str
    needs: tuple[str, ...] = ()
    state: TaggedState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView(PageView):
    """The catalogue of patterns, readable without an account."""

    template: ClassVar[str] = "sector/catalogue.html"
    lead: str
    patterns: tuple[PatternCard, ...]
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One published version: number, date in words, what changed, who runs it in words."""

    version: str
    published: str
    changes: str
    run_by: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of a cell. lang: when not the page's language."""

    text: str
    lang: str = ""


Cell = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPageView(PageView):
    """One pattern: what it is, what it needs, what councils may vary, its versions, who runs it."""

    template: ClassVar[str] = "sector/pattern.html"
    lead: str
    content: Markup
    parts: tuple[SummaryPart, ...] = ()
    settings: tuple[tuple[Cell, Cell, Cell], ...] = ()
    versions: tuple[VersionRow, ...] = ()
    councils: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """One council: its site, kind and nation in words, its services in words, its languages."""

    name: str
    href: str
    kind: str
    nation: str
    services: tuple[Link, ...] = ()
    languages: str = ""
    logo: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilsView(PageView):
    """The councils of this installation."""

    template: ClassVar[str] = "sector/councils.html"
    lead: str
    councils: tuple[CouncilRow, ...]
