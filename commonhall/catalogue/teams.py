"""Which teams does a service give work to, and does the council have them? Those that are missing are added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from commonhall.core.language.effective import Effective
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.people.operations import add_team
from commonhall.people.queries import find_team

TEAMS: Final[Mapping[str, Words]] = {
    "waste": Words(en="Waste and recycling", cy="Gwastraff ac ailgylchu"),
    "customer_services": Words(en="Customer services", cy="Gwasanaethau cwsmeriaid"),
    "streets": Words(en="Streets and parking", cy="Strydoedd a pharcio"),
    "parking": Words(en="Parking", cy="Parcio"),
    "council_tax": Words(en="Council tax", cy="Y dreth gyngor"),
    "housing": Words(en="Housing", cy="Tai"),
    "planning": Words(en="Planning", cy="Cynllunio"),
    "grants": Words(en="Grants", cy="Grantiau"),
    "information": Words(en="Information requests", cy="Ceisiadau am wybodaeth"),
    "mental_health": Words(en="Mental health", cy="Iechyd meddwl"),
    "highways": Words(en="Highways", cy="Priffyrdd"),
    "parks": Words(en="Parks and open spaces", cy="Parciau a mannau agored"),
    "environment": Words(en="Environmental health", cy="Iechyd yr amgylchedd"),
    "finance": Words(en="Finance", cy="Cyllid"),
}
"""What teams are called that patterns of the library name. A council can call its own as it likes."""


def teams_of(effective: Effective) -> frozenset[str]:
    """Return the slugs of every team that a service may give work to: those that the pattern and its settings name."""
    case = effective.pattern.case
    named = {row.team for row in case.teams} | {alert.team for alert in case.alerts}
    named |= {task.team for task in case.tasks if task.team} | {each.owner for each in case.deadlines if each.owner}
    for name, setting in effective.pattern.settings.items():
        if setting.type == "table" and "team" in setting.columns:
            named |= {row["team"] for row in effective.settings[name] if row.get("team")}
    return frozenset(named)


def add_missing_teams(effective: Effective, *, by: Actor, at: datetime) -> None:
    """Give the council in scope the teams of a service that it does not have yet."""
    for slug in sorted(teams_of(effective)):
        if find_team(slug) is None:
            add_team(slug=slug, name=TEAMS.get(slug, Words(en=slug.replace("_", " ").capitalize())), by=by, at=at)
