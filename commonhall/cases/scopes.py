"""What may expressions and texts read of a stored case? Its pattern, its standing, and what was worked out for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from commonhall.cases.models import Case
from commonhall.cases.standings import standing_of_case
from commonhall.catalogue.queries import effective_of, effective_today
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.kept import kept_roots
from commonhall.core.lifecycle.standing import CaseStanding, scope_of_standing
from commonhall.core.values.dates import london, london_day
from commonhall.councils.queries import CouncilSite

NEVER_YEAR = 9999


def effective_of_case(case: Case, *, council: CouncilSite, at: datetime) -> Effective:
    """Return the effective pattern that ``case`` was opened with; with the settings of ``at`` where it says so."""
    opened = london_day(case.opened_at)
    effective = effective_of(case.revision_id, council=council, day=opened)
    if effective.pattern.case.settings == "today":
        return effective_today(case.revision_id, council=council, opened=opened, today=london_day(at))
    return effective


def seen_of_case(case: Case, effective: Effective, *, site: str = "") -> Scope:
    """Return what expressions and texts read of ``case`` that does not change as it moves.

    site: the address of the council's site, for links.
    """
    item = case.facts.get("item") or {}
    return {
        "answers": case.answers,
        "item": item,
        "values": _kept_values(case),
        "language": case.language,
        "case": {
            "reference": case.reference,
            "title": {"en": case.title_en, "cy": case.title_cy},
            "uprn": case.uprn,
            "track_url": f"{site}/track",
            "facts": case.facts,
            "item": item,
            **{name: case.facts[name] for name in ("pay_until",) if name in case.facts},
        },
        **kept_roots(case.facts),
    }


def _kept_values(case: Case) -> dict[str, Any]:
    decided = (case.facts.get("decided") or {}).values()
    return {name: value for one in decided for name, value in one.get("values", {}).items()}


def scope_of_case(
    case: Case, effective: Effective, *, site: str = "", standing: CaseStanding | None = None, at: datetime
) -> Scope:
    """Return what guards and messages may read of ``case`` at the moment ``at``.

    standing: how it stands, where that is known already.
    """
    stands = standing or standing_of_case(case, effective)
    return scope_of_standing(effective, stands, seen=seen_of_case(case, effective, site=site), now=london(at))


def due_date_of(case: Case) -> str | None:
    """Return the last day of the deadline of ``case`` that is due first, as an ISO date; None without one."""
    return case.due_date.isoformat() if case.due_date else None


def next_date_of(case: Case) -> str | None:
    """Return the day on which the next thing about ``case`` is due, a task too, as an ISO date; None for nothing."""
    return None if case.due_at.year == NEVER_YEAR else (london_day(case.due_at - timedelta(seconds=1))).isoformat()
