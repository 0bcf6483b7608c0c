"""What is this case, and what can I do about it? The page of one case, its notes and who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.operations import LONGEST_NOTE, CaseChanged, NoteRefused, add_note, assign_case
from commonhall.cases.queries import (
    Case,
    CasePage,
    CaseUnknown,
    find_next,
    get_case_page,
    place_of,
)
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.people.policies import ALLOWED, NotAllowed, reaches, shows_restricted
from commonhall.people.queries import Colleague, MemberUnknown, TeamNamed, colleagues, teams
from commonhall.record.operations import record_read
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.office import CaseView
from commonhall.web.office.answers import parts_of
from commonhall.web.office.came import Came, address_of, came_from
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import clocks_of, day
from commonhall.web.office.frames import drop_notice, frame, go, leave_notice, take_notice
from commonhall.web.office.lists import filter_from, find_place
from commonhall.web.office.money import money_links
from commonhall.web.office.panels import panels_of
from commonhall.web.office.queue import case_url, tagged, title_of
from commonhall.web.office.reaching import case_to_work_on, last_change, posted_version, revision_of
from commonhall.web.office.rights.purpose import asks_why, purpose_address
from commonhall.web.office.tasks import tasks_of
from commonhall.web.office.timeline import timeline_of


@open_to("staff")
@staff("GET")
def case_page(visit: Visit, reference: str) -> HttpResponse:
    """Show one case; a sensitive one that is not theirs to work on once they said why."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    if asks_why(found, visit):
        return SeeOther(purpose_address(found.case.reference))
    response = page(_view(visit, found))
    drop_notice(response)
    return response


def _view(visit: Visit, found: CasePage, *, note: str = "", note_error: str = "") -> CaseView:
    case, roles = found.case, found.roles
    record_read(subject=("case", case.id), how="opened", by=visit.member, at=visit.at)
    here = reverse("office-case", args=(case.reference,))
    came = came_from(visit.request.GET)
    offered = tuple(_assignees(case, found.teams, london_day(visit.at))) if "lead" in roles else ()
    mine = case.owner_id == visit.member.membership_id
    return CaseView(
        frame=frame(
            visit,
            title_of(case, visit),
            notice=take_notice(visit),
            breadcrumbs=_crumbs(visit, came),
            has_error=bool(note_error),
        ),
        reference=case.reference,
        state=tagged(found.effective, case, visit),
        summary=_summary(visit, found),
        revision=revision_of(found),
        parts=parts_of(found, visit),
        actions=(*_actions(visit, found, came), *money_links(found, visit)),
        tasks=tuple(tasks_of(found, visit)),
        tasks_title=visit.say("tasks"),
        tabs=_tabs(visit, found, came),
        deadlines=clocks_of(
            found.deadlines, found.effective, today=london_day(visit.at), language=visit.language
        ),
        panels=panels_of(found, visit),
        timeline=timeline_of(found, visit),
        note_action=f"{here}/notes{came.query}" if roles else "",
        note=note,
        note_error=note_error,
        assign_action=f"{here}/assignment{came.query}" if offered else "",
        assignees=offered,
        owner=str(case.owner_id or ""),
        take_action=f"{here}/assignment{came.query}" if roles else "",
        take_to="" if mine else str(visit.member.membership_id),
        take_button=visit.say("give_back" if mine else "take"),
    )  # fmt: skip


def _summary(visit: Visit, found: CasePage) -> str:
    summary = visit.say(
        "summary",
        service=found.effective.pattern.title.say(visit.language),
        date=day(found.case.opened_at, visit.language),
        owner=found.owner_name or visit.say("nobody"),
    )
    followed = visit.say("followed", number=found.followed_by) if found.followed_by else ""
    return f"{summary} {followed}".strip()


def _actions(visit: Visit, found: CasePage, came: Came) -> Iterator[Link]:
    for move in found.moves:
        if not move.refused:
            address = reverse("office-act", args=(found.case.reference, move.transition.id))
            yield Link(text=move.transition.label.say(visit.language), href=f"{address}{came.query}")


def _crumbs(visit: Visit, came: Came) -> tuple[Link, ...]:
    base = reverse("office-queue")
    return (
        Link(
            text=visit.say("back_to_list" if came.place else "work"), href=f"{base}?{came.list}" if came.list else base
        ),
    )


def _tabs(visit: Visit, found: CasePage, came: Came) -> tuple[NavItem, ...]:
    """Return this case and, where it was opened from a list, the one that comes after its place there."""
    place = find_place(came.place)
    if place is None:
        return ()
    chosen = filter_from(came.list)
    following = find_next(visit.member, chosen, place, at=visit.at)
    if following is None:
        return ()
    return (
        NavItem(text=visit.say("this_case"), href=address_of(visit, found.case.reference), current=True),
        NavItem(text=visit.say("next_case"), href=case_url(following.reference, chosen, place_of(following, chosen))),
    )  # fmt: skip


def _assignees(case: Case, named: Iterable[TeamNamed], today: date) -> list[tuple[str, str]]:
    slugs = {team.slug: team.id for team in named}
    return [
        (str(one.membership_id), one.name) for one in colleagues(on=today) if _can_work(one, case, slugs.get(case.team))
    ]


def _can_work(colleague: Colleague, case: Case, team: UUID | None) -> bool:
    return any(
        "work" in ALLOWED[grant.role]
        and reaches(grant, case.pattern, team, case.ward)
        and (shows_restricted(grant) or not case.restricted)
        for grant in colleague.grants
    )


def _with_note(visit: Visit, reference: str, text: str) -> HttpResponse:
    """Answer with the case and the note as it was typed."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    return page(_view(visit, found, note=text, note_error=_note_error(visit, text)))


@open_to("staff")
@staff("POST")
def note_page(visit: Visit, reference: str) -> HttpResponse:
    """Keep a note, or show what is wrong with it."""
    case, _roles = case_to_work_on(visit, reference)
    text = visit.request.POST.get("note", "")
    if visit.switching:
        return _with_note(visit, reference, text)
    try:
        add_note(case_id=case.id, text=text, by=visit.member.actor, at=visit.at)
    except NoteRefused:
        return _with_note(visit, reference, text)
    return go(address_of(visit, case.reference), "success", "noted")


def _note_error(visit: Visit, text: str) -> str:
    return visit.say("note_long" if len(text.strip()) > LONGEST_NOTE else "note_empty")


@open_to("staff")
@staff("POST")
def assignment_page(visit: Visit, reference: str) -> HttpResponse:
    """Take the case, give it back or, as a lead, give it to a colleague."""
    case, roles = case_to_work_on(visit, reference)
    to = _posted_member(visit.request.POST.get("to", ""))
    me = visit.member.membership_id
    if "lead" not in roles and not (to == me or (to is None and case.owner_id in (me, None))):
        raise NotAllowed("Only a lead gives cases to others")
    if to not in (None, me) and str(to) not in dict(_assignees(case, teams(), london_day(visit.at))):
        raise CaseUnknown(reference)
    response = SeeOther(address_of(visit, case.reference))
    try:
        assign_case(case_id=case.id, to=to, expect=posted_version(visit), by=visit.member.actor, at=visit.at)
    except CaseChanged:
        leave_notice(response, "warning", "changed", what=last_change(visit, reference))
    except MemberUnknown as unknown:
        raise CaseUnknown(reference) from unknown
    else:
        leave_notice(response, "success", "taken" if to == me else "assigned")
    return response


def _posted_member(typed: str) -> UUID | None:
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError as wrong:
        raise CaseUnknown(typed) from wrong
