"""What is there to do? The work queue: one address is one view, and nothing in it that the member may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

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
    looked_up,
    place_of,
    queue,
)
from commonhall.cases.searching import found_because
from commonhall.core.finding.asking import wanted_from
from commonhall.core.language.effective import Effective
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.office import QueueRow, QueueView
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import day, due_of
from commonhall.web.office.filtering import filters_of, selected_of
from commonhall.web.office.frames import can_see_deliveries, drop_notice, frame, take_notice
from commonhall.web.office.lists import filter_from, filter_of, find_place, place_text, query_of
from commonhall.web.office.offer import Offer, offer_of
from commonhall.web.office.real_only import is_there
from commonhall.web.office.searches import keep_search

TABS: Final[Mapping[str, Filter]] = {
    "tab_all": Filter(),
    "tab_overdue": Filter(due="overdue"),
    "tab_today": Filter(due="today"),
    "tab_mine": Filter(owner="me"),
    "tab_nobody": Filter(owner="none"),
}
COLOURS: Final[Mapping[str, TagColour]] = {"open": "blue", "waiting": "purple", "closed": "grey"}
MOST_KEPT_SHOWN: Final = 3
"""Kept lists that the queue counts and shows; the others are on their own page."""


@open_to("staff")
@staff("GET")
def queue_page(visit: Visit) -> HttpResponse:
    """Show a list of cases."""
    if not can(visit.member, "view"):
        return SeeOther(reverse("office-deliveries" if can_see_deliveries(visit) else "office-team"))
    chosen = filter_of(visit.request.GET)
    offer = offer_of(visit)
    found, chosen, looked, widened = _found(visit, chosen)
    kept = {each.name: filter_from(each.query) for each in offer.kept[:MOST_KEPT_SHOWN]}
    *tab_counts, count = counts_of(visit.member, [*TABS.values(), *kept.values(), looked], at=visit.at)
    names = [visit.say(key) for key in TABS] + list(kept)
    lists = [*TABS.values(), *kept.values()]
    hint, hint_link = _hint(visit, chosen, widened)
    response = page(
        QueueView(
            frame=frame(visit, visit.say("queue"), notice=take_notice(visit)),
            count=_cases(visit, count),
            rows=tuple(_rows(visit, found, chosen, offer)),
            tabs=tuple(_tabs(chosen, zip(names, lists, tab_counts, strict=True))),
            filters=tuple(filters_of(visit, chosen, offer)),
            selected=tuple(selected_of(visit, chosen, offer)),
            clear_url=reverse("office-queue"),
            search=chosen.search,
            next_url=_place_url(chosen, found, found.after),
            previous_url=_place_url(chosen, found, found.before),
            links=tuple(_links(visit, chosen)),
            hint=hint,
            hint_link=hint_link,
        )
    )
    drop_notice(response)
    return response


def _found(visit: Visit, chosen: Filter) -> tuple[QueuePage, Filter, Filter, bool]:
    """Return the page, its filter, the same with what was looked up, and whether the search was widened.

    Where a search finds nothing, it is the page of names that sound alike, if that has any.
    """
    start = find_place(visit.request.GET.get("at", ""))
    looked = looked_up(visit.member, chosen)
    found = queue(visit.member, looked, start=start, at=visit.at)
    widened = False
    if chosen.search and not chosen.like and not found.cases and start is None:
        wider = replace(chosen, like="yes")
        looked_wider = looked_up(visit.member, wider)
        again = queue(visit.member, looked_wider, at=visit.at)
        if again.cases:
            found, chosen, looked, widened = again, wider, looked_wider, True
    if chosen.search:
        keep_search(visit, chosen, found)
    return found, chosen, looked, widened


def _hint(visit: Visit, chosen: Filter, widened: bool) -> tuple[str, Link | None]:
    if not chosen.search or not wanted_from(chosen.search).groups or wanted_from(chosen.search).identifier:
        return "", None
    if widened:
        return visit.say("queues_widened"), None
    if chosen.like:
        exact = query_of(replace(chosen, like=""))
        return "", Link(text=visit.say("queues_exact"), href=f"{reverse('office-queue')}?{exact}")
    wider = query_of(replace(chosen, like="yes"))
    return visit.say("queues_exactly"), Link(text=visit.say("queues_like"), href=f"{reverse('office-queue')}?{wider}")


def counted_words(count: int) -> str:
    """Return a count as people read it; one that was cut short ends in a plus."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def _cases(visit: Visit, count: int) -> str:
    key = {0: "cases_none", 1: "cases_one"}.get(count, "cases_many")
    return visit.say(key, n=counted_words(count))


def list_url(chosen: Filter) -> str:
    """Return the address of a list."""
    query = query_of(chosen)
    return f"{reverse('office-queue')}?{query}" if query else reverse("office-queue")


def _tabs(chosen: Filter, lists: Iterable[tuple[str, Filter, int]]) -> Iterator[NavItem]:
    for name, each, count in lists:
        yield NavItem(text=f"{name} ({counted_words(count)})", href=list_url(each), current=each == chosen)


def _place_url(chosen: Filter, found: QueuePage, place: Place | None) -> str:
    if place is None:
        return ""
    query = query_of(chosen)
    return f"{reverse('office-queue')}?{query}{'&' if query else ''}{urlencode({'at': place_text(place)})}"


def _links(visit: Visit, chosen: Filter) -> Iterator[Link]:
    """What can be done with the list: kept, taken away, acted on."""
    carried = urlencode({"list": query_of(chosen)})
    if is_there("office-views"):
        yield Link(text=visit.say("queues_keep"), href=f"{reverse('office-view-new')}?{carried}")
        yield Link(text=visit.say("queues_kept"), href=reverse("office-views"))
    if can(visit.member, "lead") and is_there("office-rules"):
        yield Link(text=visit.say("queues_rules"), href=reverse("office-rules"))
    if can(visit.member, "bulk"):
        yield Link(text=visit.say("queues_bulk"), href=f"{reverse('office-bulk')}?{carried}")
    if can(visit.member, "export") and is_there("office-list-file"):
        for kind in ("csv", "xlsx"):
            yield Link(
                text=visit.say(f"queues_export_{kind}"), href=f"{reverse('office-list-file', args=(kind,))}?{carried}"
            )
    yield Link(text=visit.say("tests"), href=reverse("office-tests"))


def _rows(visit: Visit, found: QueuePage, chosen: Filter, offer: Offer) -> Iterator[QueueRow]:
    because: Mapping[UUID, tuple[str, ...]] = {}
    if chosen.search:
        because = found_because(found.cases, wanted_from(chosen.search, like=bool(chosen.like)))
    for case in found.cases:
        yield _row(visit, case, chosen, offer, because.get(case.id, ()))


def _row(visit: Visit, case: Case, chosen: Filter, offer: Offer, because: tuple[str, ...]) -> QueueRow:
    effective = effective_for_row(visit, case, offer)
    due = due_of(case, effective.calendar, today=london_day(visit.at), language=visit.language)
    received = visit.say("received", date=day(case.opened_at, visit.language))
    received = f"{effective.pattern.title.say(visit.language)}, {received}"
    places = ", ".join(visit.say(f"queues_because_{each}") for each in because)
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
        badges=tuple(_badges(visit, case)),
        because=visit.say("queues_because", places=places) if places else "",
    )


def _badges(visit: Visit, case: Case) -> Iterator[str]:
    if case.priority:
        yield visit.say(f"queues_priority_{case.priority}")
    if case.language == "cy":
        yield visit.say("language_cy")
    if case.merged_into_id:
        yield visit.say("queues_merged")


def effective_for_row(visit: Visit, case: Case, offer: Offer) -> Effective:
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
