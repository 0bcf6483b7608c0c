"""What is each page of a form whose pages follow one another: asked, an end, replaced by what is built in, left out?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commonhall.core.importers.naming import identifier
from commonhall.core.importers.xgov.form import Form, Page, text_of
from commonhall.core.importers.xgov.navigation import Ways
from commonhall.core.importers.xgov.roles import Plan, Role

PAYMENT: Final = "PaymentField"
SUMMARIES: Final = frozenset({"summary", "summarypagewithconfirmationemail"})
"""Controllers, by their stem, of the page where answers are checked and sent; nothing follows it."""
AT_CHECK: Final = ""
"""Stands for check your answers where conditions are read: no page has an empty path."""
_BUILT_IN: Final = ("summary", "checkresponses", "checkanswers", "declaration", "confirmation", "print", "tasklist")
"""Parts of the names of controllers whose pages are built in here."""


def ordered_plan(form: Form) -> Plan:
    """Return the plan of ``form``: its pages in the order of the file, from the start page on."""
    pages: dict[str, Page] = {}
    for page in form.pages:
        pages.setdefault(page.path or page.pointer, page)
    roles: dict[str, Role] = {path: _role(page) for path, page in pages.items()}
    start = form.start if form.start in pages else next(iter(pages), "")
    order = tuple(pages)
    reached = _reached(pages, roles, start)
    always: dict[str, frozenset[str]] = {}
    passed: set[str] = set()
    for path in order:
        always[path] = frozenset(passed | {path})
        if path in reached and roles[path] == "page" and not condition_of(pages[path]):
            passed.add(path)
    always[AT_CHECK] = frozenset(passed)
    taken: set[str] = set()
    ids = {path: identifier(path.strip("/"), path, taken) for path in pages}
    ways = Ways(order, frozenset(reached), frozenset(), always)
    return Plan(start, pages, dict.fromkeys(pages, ()), roles, ids, ways, ())


def condition_of(page: Page) -> str:
    """Return the name of the condition under which ``page`` is shown; empty where it always is."""
    return text_of(page.raw.get("condition"))


def _role(page: Page) -> Role:
    if any(component.type == PAYMENT for component in page.components):
        return "left_out"
    if page.controller == "terminal":
        return "end"
    asks = bool(page.fields)
    if page.controller in SUMMARIES or (not asks and any(name in page.controller for name in _BUILT_IN)):
        return "check"
    return "page"


def _reached(pages: Mapping[str, Page], roles: Mapping[str, Role], start: str) -> set[str]:
    """Return the pages from the start up to the first that always ends the journey."""
    reached: set[str] = set()
    begun = False
    for path, page in pages.items():
        begun = begun or path == start
        if not begun:
            continue
        reached.add(path)
        ends = roles[path] == "end" or page.controller in SUMMARIES
        if ends and not condition_of(page):
            break
    return reached
