"""What is there to do? The work queue: one address is one view, and nothing in it that the member may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import (
    MOST_COUNTED,
    Case,
    Filter,
    Place,
    QueuePage,
    counts_of,
    effective_of_case,
    place_of,
    queue,
)
from commonhall.catalogue.queries import Service, services_of
from commonhall.core.language.effective import Effective
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import ANY_PATTERN, can, reach
from commonhall.people.queries import TeamNamed, teams
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.office import QueueFilter, QueueRow, QueueView
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import day, due_of
from commonhall.web.office.frames import can_see_deliveries, drop_notice, frame, take_notice
from commonhall.web.office.lists import filter_of, find_place, place_text, query_of

TABS: Final[Mapping[str, Filter]] = {
    "tab_all": Filter(),
    "tab_overdue": Filter(due="overdue"),
    "tab_today": Filter(due="today"),
    "tab_mine": Filter(owner="me"),
    "tab_nobody": Filter(owner="none"),
}
COLOURS: Final[Mapping[str, TagColour]] = {"open": "blue", "waiting": "purple", "closed": "grey"}


@dataclass(frozen=True)
class Offer:
    """What the council has that a queue can be narrowed to. Services are those that the member's rights reach."""

    services: Mapping[str, Service]
    teams: Mapping[str, TeamNamed]

    def states(self, chosen: Filter) -> dict[str, Words]:
        """Return the states of the chosen service, or of the only one there is, by slug."""
        only = next(iter(self.services)) if len(self.services) == 1 else ""
        service = self.services.get(chosen.pattern or only)
        states = service.effective.pattern.case.states if service else {}
        return {slug: state.office or state.label for slug, state in states.items()}


@open_to("staff")
@staff("GET")
def queue_page(visit: Visit) -> HttpResponse:
    """Show a list of cases."""
    if not can(visit.member, "view"):
        return SeeOther(reverse("office-deliveries" if can_see_deliveries(visit) else "office-team"))
    chosen = filter_of(visit.request.GET)
    offer = _offer(visit)
    found = queue(visit.member, chosen, start=find_place(visit.request.GET.get("at", "")), at=visit.at)
    *tab_counts, count = counts_of(visit.member, [*TABS.values(), chosen], at=visit.at)
    response = page(
        QueueView(
            frame=frame(visit, visit.say("queue"), notice=take_notice(visit)),
            count=_cases(visit, count),
            rows=tuple(_row(visit, case, chosen, offer) for case in found.cases),
            tabs=_tabs(visit, chosen, tab_counts),
            filters=tuple(_filters(visit, chosen, offer)),
            selected=tuple(_selected(visit, chosen, offer)),
            clear_url=reverse("office-queue"),
            search=chosen.search,
            next_url=_place_url(chosen, found, found.after),
            previous_url=_place_url(chosen, found, found.before),
        )
    )
    drop_notice(response)
    return response


def _offer(visit: Visit) -> Offer:
    patterns = {grant.pattern for grant in reach(visit.member, "view")}
    services = services_of(visit.council, day=london_day(visit.at))
    return Offer(
        services={one.pattern: one for one in services if patterns & {ANY_PATTERN, one.pattern}},
        teams={team.slug: team for team in teams()},
    )


def counted_words(count: int) -> str:
    """Return a count as people read it; one that was cut short ends in a plus."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _cases(visit: Visit, count: int) -> str:
    key = {0: "cases_none", 1: "cases_one"}.get(count, "cases_many")
    return visit.say(key, n=counted_words(count))


def _tabs(visit: Visit, chosen: Filter, counts: Iterable[int]) -> tuple[NavItem, ...]:
    base = reverse("office-queue")
    return tuple(
        NavItem(
            text=f"{visit.say(key)} ({counted_words(count)})",
            href=f"{base}?{query_of(each)}" if each != Filter() else base,
            current=each == chosen,
        )
        for (key, each), count in zip(TABS.items(), counts, strict=True)
    )


def _place_url(chosen: Filter, found: QueuePage, place: Place | None) -> str:
    if place is None:
        return ""
    query = query_of(chosen)
    return f"{reverse('office-queue')}?{query}{'&' if query else ''}{urlencode({'at': place_text(place)})}"


def _row(visit: Visit, case: Case, chosen: Filter, offer: Offer) -> QueueRow:
    effective = _effective(visit, case, offer)
    due = due_of(case, effective.calendar, today=london_day(visit.at), language=visit.language)
    received = visit.say("received", date=day(case.opened_at, visit.language))
    received = f"{effective.pattern.title.say(visit.language)}, {received}"
    return QueueRow(
        reference=case.reference,
        href=case_url(case.reference, chosen, place_of(case, chosen)),
        what=title_of(case, visit),
        where=case.address or received,
        state=tagged(effective, case, visit),
        due=due.words,
        due_at=due.iso,
        urgency=due.urgency,
        owner=getattr(case, "owner_name", None) or "",
        received=received if case.address else "",
        language=visit.say("language_cy") if case.language == "cy" else "",
    )


def _effective(visit: Visit, case: Case, offer: Offer) -> Effective:
    """Return the pattern to name a row by: the service's own of today, which is at hand; else the case's."""
    service = offer.services.get(case.pattern)
    if service is not None and case.state in service.effective.pattern.case.states:
        return service.effective
    return effective_of_case(case, council=visit.council, at=visit.at)


def title_of(case: Case, visit: Visit) -> str:
    """Return what the case is about, in the language of the page."""
    return str(Words(en=case.title_en, cy=case.title_cy).say(visit.language))


def tagged(effective: Effective, case: Case, visit: Visit) -> TaggedState:
    """Return the state of ``case`` as officers call it."""
    state = effective.pattern.case.states[case.state]
    return TaggedState(text=(state.office or state.label).say(visit.language), colour=COLOURS[state.phase])


def case_url(reference: str, chosen: Filter, place: Place) -> str:
    """Return the address of a case that remembers the list it was opened from."""
    carried = urlencode({"list": query_of(chosen), "place": place_text(place)})
    return f"{reverse('office-case', args=(reference,))}?{carried}"


def _filters(visit: Visit, chosen: Filter, offer: Offer) -> Iterable[QueueFilter]:
    any_one = ("", visit.say("any"), "")
    services = [(slug, one.title.say(visit.language), "") for slug, one in offer.services.items()]
    states = [(slug, words.say(visit.language), "") for slug, words in offer.states(chosen).items()]
    groups: list[tuple[str, str, list[tuple[str, str, str]]]] = [
        ("phase", "phase", [(each, visit.say(f"phase_{each}"), "") for each in ("open", "waiting", "closed")]),
        ("due", "due", [any_one, *((each, visit.say(f"due_{each}"), "") for each in ("overdue", "today", "soon"))]),
        ("owner", "owner", [any_one, *((each, visit.say(f"owner_{each}"), "") for each in ("me", "none"))]),
        ("pattern", "service", [any_one, *services] if len(services) > 1 else []),
        ("state", "state", [any_one, *states]),
        ("team", "team", [any_one, *((slug, team.name.say(visit.language), "") for slug, team in offer.teams.items())]),
        ("language", "language", [any_one, *((each, visit.say(f"language_{each}"), "") for each in ("en", "cy"))]),
    ]  # fmt: skip
    for name, label, options in groups:
        if len(options) > 1 and not (name == "language" and len(visit.council.languages) < 2):
            yield QueueFilter(
                name=name,
                label=visit.say(label),
                options=tuple(options),
                chosen=(getattr(chosen, name),),
                several=False,
            )


def _selected(visit: Visit, chosen: Filter, offer: Offer) -> Iterable[Link]:
    """Yield the filters in force, each with the address of the list without it."""
    names: dict[str, Mapping[str, Words]] = {
        "pattern": {slug: one.title for slug, one in offer.services.items()},
        "team": {slug: team.name for slug, team in offer.teams.items()},
        "state": offer.states(chosen),
    }
    for name in ("phase", "due", "owner", "pattern", "state", "team", "language"):
        value = getattr(chosen, name)
        if not value or (name, value) == ("phase", "open"):
            continue
        if name in names:
            known = names[name].get(value)
            text = known.say(visit.language) if known else value
        else:
            text = visit.say(f"{name}_{value}")
        label = visit.say({"pattern": "service"}.get(name, name))
        changes = {name: "open" if name == "phase" else "", **({"state": ""} if name == "pattern" else {})}
        yield Link(text=f"{label}: {text}", href=f"{reverse('office-queue')}?{query_of(chosen, **changes)}")
    if chosen.search:
        rest = query_of(replace(chosen, search=""))
        yield Link(text=visit.say("search", q=chosen.search), href=f"{reverse('office-queue')}?{rest}")
