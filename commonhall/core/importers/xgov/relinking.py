"""Where do the links of the earliest forms lead? Their pages carry the conditions; here the links to them do."""

from __future__ import annotations

from dataclasses import replace

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Form, Link, Page, text_of

_MOVED = "The condition of the page that it leads to was moved to it."


def relinked(form: Form, ledger: Ledger) -> Form:
    """Return ``form`` with the condition of each page on every link to it, as its runner reads them.

    There the links of a page are a set: of the pages that they name, in the order of the form, the first whose
    condition holds is next, else the first without a condition.
    """
    conditions: dict[str, str] = {}
    for page in form.pages:
        conditions.setdefault(page.path, text_of(page.raw.get("condition")))
    if not any(conditions.values()):
        return form
    order = {path: number for number, path in enumerate(conditions)}
    return replace(form, pages=tuple(_relinked(page, conditions, order, ledger) for page in form.pages))


def _relinked(page: Page, conditions: dict[str, str], order: dict[str, int], ledger: Ledger) -> Page:
    if sum(not link.condition and not link.redirect for link in page.links) > 1:
        where = Where(page=page.path, pointer=page.pointer)
        message = "Several of its links have no condition; the pages they lead to have, and the first that fits counts."
        ledger.find("nav.two_defaults", where, message, status="changed", severity="info")
    links = []
    for link in page.links:
        condition = conditions.get(link.path, "") or link.condition
        if condition != link.condition:
            ledger.mark(link.pointer, "changed", _MOVED, code="cond.moved")
        links.append(replace(link, condition=condition))
    links.sort(key=lambda link: order.get(link.path, len(order)))
    return replace(page, links=_with_first_default(links, order, ledger))


def _with_first_default(links: list[Link], order: dict[str, int], ledger: Ledger) -> tuple[Link, ...]:
    """Leave out every way to a page without a condition but the first; links to nowhere stay for the report."""
    kept: list[Link] = []
    first: Link | None = None
    for link in links:
        if link.condition or link.redirect or link.path not in order:
            kept.append(link)
        elif first is None:
            first = link
            kept.append(link)
        else:
            message = f"Only the first of its links without a condition is taken, that to {first.path!r}."
            ledger.mark(link.pointer, "dropped", message, code="nav.two_defaults")
    return tuple(kept)
