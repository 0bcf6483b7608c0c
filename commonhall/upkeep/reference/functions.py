"""Which functions may an expression call? The reference page of the expressions' functions."""

from __future__ import annotations

from commonhall.core.language.functions import FUNCTIONS
from commonhall.upkeep.reference.tables import page, table

LEAD = (
    "Conditions and amounts in patterns are expressions in CEL, the Common Expression Language. Besides CEL's own "
    "operators and functions, these may be called. Dates are text: `2026-06-10`, `2026-06-10T17:00:00` (the clock in "
    "London), `17:00`."
)


def functions_page() -> str:
    """Return the page."""
    rows = [
        (f"`{each.name}({', '.join(each.takes)})`", each.gives, each.about)
        for each in sorted(FUNCTIONS, key=lambda each: each.name)
    ]
    return page("Functions in expressions", LEAD, table(("Function", "Gives", "What it gives"), rows))
