"""Who is this person, and what does the council have to do with them? All that the visitor may see, on a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.person_page import PersonPage, joins_of, person_page
from commonhall.cases.queries import Case, CaseUnknown
from commonhall.cases.stilled import find_standstill
from commonhall.contacts.joining import PersonUnknown
from commonhall.core.values.dates import in_words
from commonhall.core.values.money import in_words as money_in_words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.record.operations import record_read
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.desk import (
    Block,
    Cell,
    Column,
    DeskView,
    Fold,
    Heading,
    Links,
    Prose,
    Row,
    Rows,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import day, when
from commonhall.web.office.frames import drop_notice, frame, take_notice
from commonhall.web.office.persons.details import contact_rows, former_rows, preference_rows
from commonhall.web.office.persons.reaching import crumbs, name_of
from commonhall.web.office.persons.rights import offered_rights
from commonhall.web.office.persons.warned import warning_blocks
from commonhall.web.office.queue import title_of

ENTITLED: Final[dict[str, TagColour]] = {"active": "green", "suspended": "yellow", "ended": "grey"}
WORKED: Final[dict[str, TagColour]] = {"open": "blue", "waiting": "purple", "closed": "grey"}


@open_to("staff")
@staff("GET")
def person_view_page(visit: Visit, person: UUID) -> HttpResponse:
    """Show everything about a person, and keep that it was looked at."""
    try:
        found = person_page(visit.member, person, council=visit.council, at=visit.at)
    except PersonUnknown as unknown:
        raise CaseUnknown(str(person)) from unknown
    record_read(subject=("person", found.person.id), how="opened", by=visit.member, at=visit.at)
    response = page(
        DeskView(
            frame=frame(visit, name_of(found.person, visit), notice=take_notice(visit), breadcrumbs=crumbs(visit)),
            caption=visit.say("person_caption"),
            blocks=tuple(_blocks(visit, found)),
            side=tuple(_side(visit, found)),
        )
    )
    drop_notice(response)
    return response


def _blocks(visit: Visit, found: PersonPage) -> Iterator[Block]:
    """Yield the page: warnings come before how to reach somebody."""
    if standstill := find_standstill(found.ids):
        until = in_words(str(standstill.review_date), visit.language, weekday=False)
        text = visit.say("still_banner", reason=standstill.reason.rstrip("."), day=until)
        yield Prose(text=text, look="warning")
    yield from warning_blocks(visit, found.warnings, waiting=found.waiting)
    change = can(visit.member, "work") or can(visit.member, "answer")
    yield Rows(title=visit.say("person_details"), rows=tuple(contact_rows(visit, found, change=change)))
    yield Rows(title=visit.say("person_preferences"), rows=tuple(preference_rows(visit, found, change=change)))
    if former := tuple(former_rows(visit, found)):
        yield Fold(title=visit.say("person_former"), blocks=(Rows(rows=former),))
    yield cases_table(visit, found.open_cases, part_of=found.part_of, closed=False)
    yield from _owed(visit, found)
    yield from _entitlements(visit, found)
    yield from _bookings(visit, found)
    yield from _relations(visit, found)
    yield from _interactions(visit, found)
    yield from _messages(visit, found)
    yield cases_table(visit, found.closed_cases, part_of=found.part_of, closed=True)
    yield from _joined(visit, found)


def _columns(visit: Visit, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(text=visit.say(key), numeric=key == "person_amount") for key in keys)


def cases_table(visit: Visit, cases: Iterable[Case], *, part_of: Collection[UUID], closed: bool) -> Table:
    """Return cases as a table. part_of: those in which the person has another part than the one who wrote."""
    key = "person_closed" if closed else "person_cases"
    return Table(
        caption=visit.say(key),
        columns=_columns(visit, "person_case", "person_about", "person_opened", "person_state"),
        rows=tuple(_case_row(visit, case, part_of) for case in cases),
        empty=visit.say(f"{key}_none"),
    )


def _case_row(visit: Visit, case: Case, part_of: Collection[UUID]) -> Row:
    state = TaggedState(text=visit.say(f"phase_{case.phase}"), colour=WORKED[case.phase])
    return Row(
        cells=(
            _case_cell(case),
            Cell(text=title_of(case, visit), more=(visit.say("person_part"),) if case.id in part_of else ()),
            Cell(text=day(case.opened_at, visit.language), time=case.opened_at.isoformat()),
            Cell(tag=state),
        )
    )


def _case_cell(case: Case) -> Cell:
    return Cell(text=case.reference, href=reverse("office-case", args=(case.reference,)))


def _date(visit: Visit, iso: str) -> Cell:
    return Cell(text=in_words(iso, visit.language, weekday=False), time=iso)


def _owed(visit: Visit, found: PersonPage) -> Iterator[Block]:
    rows = tuple(
        Row(cells=(_case_cell(each.case), Cell(text=money_in_words(each.amount_pence)))) for each in found.owed
    )
    if rows:
        yield Table(
            caption=visit.say("person_owed"), columns=_columns(visit, "person_case", "person_amount"), rows=rows
        )


def _entitlements(visit: Visit, found: PersonPage) -> Iterator[Block]:
    cases = {case.id: case for case in found.cases}
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.number, href=reverse("office-case", args=(cases[each.case_id].reference,))),
                Cell(text=each.subject or title_of(cases[each.case_id], visit)),
                _date(visit, each.until_date.isoformat()),
                Cell(tag=TaggedState(text=visit.say(f"person_entitled_{each.state}"), colour=ENTITLED[each.state])),
            )
        )
        for each in found.entitlements
    )
    if rows:
        columns = _columns(visit, "person_number", "person_for", "person_ends", "person_state")
        yield Table(caption=visit.say("person_entitlements"), columns=columns, rows=rows)


def _bookings(visit: Visit, found: PersonPage) -> Iterator[Block]:
    cases = {case.id: case for case in found.cases}
    rows = tuple(
        Row(cells=(_date(visit, each.date.isoformat()), _case_cell(case), Cell(text=title_of(case, visit))))
        for each in found.bookings
        if each.case_id and (case := cases.get(each.case_id))
    )
    if rows:
        columns = _columns(visit, "person_date", "person_case", "person_about")
        yield Table(caption=visit.say("person_bookings"), columns=columns, rows=rows)


def _relations(visit: Visit, found: PersonPage) -> Iterator[Block]:
    from commonhall.web.office.persons.relating import relations_table

    yield relations_table(visit, found)


def _interactions(visit: Visit, found: PersonPage) -> Iterator[Block]:
    rows = tuple(
        Row(
            cells=(
                Cell(text=when(each.started_at, visit.language), time=each.started_at.isoformat()),
                Cell(text=visit.say(f"person_way_{each.channel}")),
                Cell(text=each.agent_name),
            )
        )
        for each in found.interactions
    )
    if rows:
        columns = _columns(visit, "person_when", "person_way", "person_agent")
        yield Table(caption=visit.say("person_interactions"), columns=columns, rows=rows)


def _messages(visit: Visit, found: PersonPage) -> Iterator[Block]:
    cases = {case.id: case for case in found.cases}
    rows = tuple(
        Row(
            cells=(
                Cell(text=when(each.sent_at or each.composed_at, visit.language)),
                Cell(text=each.subject or title_of(cases[each.case_id], visit)),
                Cell(text=visit.say(f"person_way_{each.channel}")),
                _case_cell(cases[each.case_id]),
            )
        )
        for each in found.messages
        if each.case_id in cases
    )
    if rows:
        columns = _columns(visit, "person_when", "person_subject", "person_way", "person_case")
        yield Table(caption=visit.say("person_messages"), columns=columns, rows=rows)


def _joined(visit: Visit, found: PersonPage) -> Iterator[Block]:
    if len(found.people) < 2:
        return
    may = can(visit.member, "merge")
    links = tuple(
        Link(
            text=visit.say(
                "person_joined_row",
                name=name_of(each.merged, visit),
                date=day(each.made_at, visit.language),
                who=each.made_by,
            ),
            href=reverse("office-join", args=(each.id,)) if may else "",
        )
        for each in joins_of(list(found.ids))
    )
    yield Heading(text=visit.say("person_joined"))
    yield Links(links=links)


def _side(visit: Visit, found: PersonPage) -> Iterator[Block]:
    """Yield what can be done here."""
    here = found.person.id
    offered = [
        ("person_change", "office-person-details", can(visit.member, "work") or can(visit.member, "answer")),
        ("person_prefer", "office-person-preferences", can(visit.member, "work") or can(visit.member, "answer")),
        ("person_relation_add", "office-relationship-add", can(visit.member, "work")),
        ("person_warning_add", "office-person-warn", can(visit.member, "work")),
        ("person_join", "office-person-join", can(visit.member, "merge")),
        ("records_rights", "office-person-rights", offered_rights(visit) is not None),
        ("person_readers", "office-person-readers", can(visit.member, "audit") or can(visit.member, "disclose")),
    ]
    links = tuple(Link(text=visit.say(text), href=reverse(name, args=(here,))) for text, name, may in offered if may)
    if links:
        yield Heading(text=visit.say("person_acts"))
        yield Links(links=links)
