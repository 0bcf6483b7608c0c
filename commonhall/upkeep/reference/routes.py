"""Which addresses does each site answer, and who may call them? Read from the routes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver

from commonhall.upkeep.reference.tables import one_line, page, table

SITES: Final = (
    ("Any host", "commonhall.config.urls"),
    ("The sector's site", "commonhall.config.urls_sector"),
    ("The operators' site", "commonhall.config.urls_upkeep"),
    ("A council's site and its office", "commonhall.config.urls_council"),
)
LEAD = (
    "The host decides which site answers: see [tenancy](../../explanation/tenancy.md). A view says who may call it; a "
    "route that does not say so fails the tests."
)


def routes_page() -> str:
    """Return the page."""
    blocks = []
    for title, urls in SITES:
        rows = [
            (f"`/{route}`", ", ".join(getattr(view, "open_to", ())), one_line(view.__doc__ or ""))
            for route, view in _views(get_resolver(urls).url_patterns, "")
        ]
        blocks += [f"## {title}\n", table(("Address", "Open to", "What it is"), rows)]
    return page("Routes", LEAD, *blocks)


def _views(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        route = f"{prefix}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route, one.callback
