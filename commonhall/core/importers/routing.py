"""Where does each page lead, once it is known which pages come before it? Links that lead back are taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import FALSE, TRUE, Logic, atom, both, quoted
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.navigation import Ways, ways_through
from commonhall.core.language.model import Goto

CHECK: Final = "check"
LARGEST: Final = 6000
"""Characters of one condition that an importer writes; the language takes a little more."""
MOST_PAGES: Final = 2000
"""Pages of a form whose links are followed; every page keeps account of all that come before it."""

Sure = frozenset[str]
"""The pages that everybody has passed who comes to a page."""


@dataclass(frozen=True)
class Link:
    """One way out of a page.

    to: the id of a page or of an outcome, or ``check``. when: the condition, given the pages that are sure to have
    been passed. where: in the source. lead: what the source calls the place.
    """

    to: str
    when: Callable[[Sure], Logic]
    where: Where
    lead: str = ""


def always(_: Sure) -> Logic:
    """Return that a link is taken whenever it is come to."""
    return TRUE


@dataclass(frozen=True)
class Linked:
    """The way through all pages: their order, the entries of each page's ``goto`` and where they lead in the source."""

    order: tuple[str, ...]
    goto: Mapping[str, tuple[Goto, ...]]
    leads: Mapping[str, tuple[str, ...]]
    ways: Ways


def linked(start: str, links: Mapping[str, Sequence[Link]], ledger: Ledger) -> Linked:
    """Return the way through the pages of ``links`` from ``start``; what is odd about it is reported.

    Raises FormRefused when there are more pages than anybody could look after.
    """
    if len(links) > MOST_PAGES:
        raise FormRefused(f"The form has too many pages: a form may have {MOST_PAGES:,}.")
    links = {page: _up_to_always(each) for page, each in links.items()}
    targets = {page: [link.to if link.to in links else None for link in each] for page, each in links.items()}
    ways = ways_through(start, targets)
    goto: dict[str, tuple[Goto, ...]] = {}
    leads: dict[str, tuple[str, ...]] = {}
    for page in ways.order:
        kept = [link for number, link in enumerate(links[page]) if not _leads_back(page, number, link, ways, ledger)]
        goto[page], leads[page] = _written(kept, ways.always.get(page, frozenset({page})), ledger)
        if page not in ways.reached:
            where = Where(page=page)
            ledger.find("nav.unreachable", where, "No link leads to it from the first page.")
    return Linked(ways.order, goto, leads, ways)


def _up_to_always(links: Sequence[Link]) -> Sequence[Link]:
    """Return the links that can be come to: none after one that is always taken."""
    last = next((place for place, link in enumerate(links) if link.when is always), len(links))
    return links[: last + 1]


def _leads_back(page: str, number: int, link: Link, ways: Ways, ledger: Ledger) -> bool:
    if (page, number) not in ways.back:
        return False
    message = "It leads back to an earlier page; people can go back or change an answer by themselves."
    if ledger.entered(link.where.pointer):
        ledger.mark(link.where.pointer, "dropped", message, code="nav.cycle")
    ledger.find("nav.cycle", link.where, message, status="needs_decision")
    return True


def _written(links: Sequence[Link], sure: Sure, ledger: Ledger) -> tuple[tuple[Goto, ...], tuple[str, ...]]:
    goto: list[Goto] = []
    leads: list[str] = []
    for link in links:
        when = link.when(sure)
        if when.size > LARGEST:
            message = "Its condition is too large for one expression; it is never taken."
            ledger.find("cond.too_large", link.where, message, status="needs_decision")
            when = FALSE
        if when.kind == "false":
            continue
        goto.append(Goto(when="" if when.kind == "true" else when.printed(), to=link.to))
        leads.append(link.lead)
        if when.kind == "true":
            return tuple(goto), tuple(leads)
    return (*goto, Goto(to=CHECK)), (*leads, "")


def chosen(question: str, key: str, *, several: bool = False, sure: bool = False, required: bool = True) -> Logic:
    """Return that the option ``key`` was chosen. What was not asked or left blank was not chosen.

    several: the question takes more than one. sure: it has been asked by then. required: it cannot be left blank.
    """
    name = f"answers.{question}"
    parts = [] if sure else [atom(f"has({name})")]
    if several:
        parts += [] if required else [atom(f"dyn({name}) != null")]
        return both(*parts, atom(f"{quoted(key)} in {name}"))
    return both(*parts, atom(f"{name} == {quoted(key)}"))


def answered(question: str, *, several: bool = False, sure: bool = False) -> Logic:
    """Return that something was answered: the question was asked, and not left blank."""
    name = f"answers.{question}"
    parts = [] if sure else [atom(f"has({name})")]
    empty = [atom(f"size(dyn({name})) > 0")] if several else []
    return both(*parts, atom(f"dyn({name}) != null"), *empty)
