"""To what can a list be narrowed? Services, teams, colleagues, tags and wards of the council, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonhall.cases.queries import Filter
from commonhall.cases.queues.kept_lists import Kept, choices_of
from commonhall.catalogue.queries import Service, services_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.people.policies import ANY_PATTERN, reach
from commonhall.web.office.door import Visit


@dataclass(frozen=True)
class Offer:
    """What the council has that a queue can be narrowed to. Services are those that the member's rights reach."""

    services: Mapping[str, Service]
    teams: Mapping[str, Words] = field(default_factory=dict)
    officers: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()

    def states(self, chosen: Filter) -> dict[str, Words]:
        """Return the states of the chosen service, or of the only one there is, by slug."""
        names = chosen.pattern or tuple(self.services)
        service = self.services.get(names[0]) if len(names) == 1 else None
        states = service.effective.pattern.case.states if service else {}
        return {slug: state.office or state.label for slug, state in states.items()}


def offer_of(visit: Visit) -> Offer:
    """Return what there is to choose from, for a member. One statement beside that of the services."""
    patterns = {grant.pattern for grant in reach(visit.member, "view")}
    services = services_of(visit.council, day=london_day(visit.at))
    found = choices_of(visit.member)
    return Offer(
        services={one.pattern: one for one in services if patterns & {ANY_PATTERN, one.pattern}},
        teams=found.teams,
        officers=found.officers,
        tags=found.tags,
        wards=found.wards,
        kept=found.kept,
    )
