"""What is each page of the source to us: a page, an end with an outcome, or check-your-answers?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from commonhall.core.importers.naming import identifier
from commonhall.core.importers.xgov.form import Form, Link, Page
from commonhall.core.importers.xgov.navigation import Ways, ways_through

Role = Literal["page", "end", "check", "left_out"]
CHECKS: Final = frozenset({"summary", "confirm", "continue", "summarypagewithconfirmationemail"})
"""Controllers, by their stem, of pages where the answers are shown and sent."""
PLAIN: Final = frozenset({"", "home", "start", "multistart", "repeatingfield", "fileupload", "repeat", "terminal"})
"""Controllers, by their stem, whose pages are read as pages."""
SUMMARY: Final = "/summary"
"""Where the source goes when no link of a page is left, whether there is such a page or not."""


@dataclass(frozen=True)
class Plan:
    """The pages of a form and what each becomes.

    pages: by path; of two with one path the first is linked to. links: those of each page that lead somewhere;
    cycles: those that lead back. ids: of pages and outcomes, by path. start: the path where the journey begins.
    """

    start: str
    pages: Mapping[str, Page]
    links: Mapping[str, tuple[Link, ...]]
    roles: Mapping[str, Role]
    ids: Mapping[str, str]
    ways: Ways
    cycles: tuple[Link, ...]

    def target(self, path: str) -> str:
        """Return the id that a link to ``path`` leads to."""
        return "check" if self.roles[path] == "check" else self.ids[path]

    @property
    def checks(self) -> tuple[str, ...]:
        """The paths that became check-your-answers."""
        return tuple(path for path, role in self.roles.items() if role == "check")


def plan_of(form: Form) -> Plan:
    """Return the plan of ``form``."""
    pages: dict[str, Page] = {}
    for page in form.pages:
        pages.setdefault(page.path or page.pointer, page)
    leading = {
        path: tuple(link for link in page.links if link.redirect or link.path in pages) for path, page in pages.items()
    }
    start = form.start if form.start in pages else _unlinked(pages)
    targets = {path: [_followed(link) for link in links] for path, links in leading.items()}
    summary = SUMMARY if SUMMARY in pages else None
    ways = ways_through(start, {path: _with_default(path, pages, leading, t, summary) for path, t in targets.items()})
    cycles = tuple(leading[path][number] for path, number in sorted(ways.back) if number < len(leading[path]))
    kept = {path: _kept(pages[path], links, cycles) for path, links in leading.items()}
    roles: dict[str, Role] = {path: _role(page, kept[path], path == start) for path, page in pages.items()}
    taken: set[str] = set()
    ids = {path: identifier(path.strip("/"), path, taken) for path in pages}
    return Plan(start, pages, kept, roles, ids, ways, cycles)


def _kept(page: Page, links: tuple[Link, ...], cycles: tuple[Link, ...]) -> tuple[Link, ...]:
    """Leave out the links of a page that only tells something and leads back: there its own text is the end."""
    return () if not page.fields and all(link in cycles for link in links) else links


def _followed(link: Link) -> str | None:
    return None if link.redirect else link.path


def _with_default(
    path: str,
    pages: Mapping[str, Page],
    leading: Mapping[str, tuple[Link, ...]],
    targets: list[str | None],
    summary: str | None,
) -> list[str | None]:
    """Add the way to the summary, which the source takes when no link is left."""
    goes_on = pages[path].fields or leading[path]
    falls = goes_on and not any(not link.condition for link in leading[path])
    return [*targets, summary] if falls and summary != path else targets


def _unlinked(pages: Mapping[str, Page]) -> str:
    linked = {link.path for page in pages.values() for link in page.links}
    return next((path for path in pages if path not in linked), next(iter(pages), ""))


def _role(page: Page, links: tuple[Link, ...], is_start: bool) -> Role:
    if is_start:
        return "page"
    if page.controller in CHECKS:
        return "check"
    if page.controller == "terminal":
        return "end"
    return "end" if not page.fields and not links else "page"
