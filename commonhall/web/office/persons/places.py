"""What do we know of this property? Everything at a UPRN that the visitor may see, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from commonhall.cases.people.property_page import PropertyPage, PropertyUnknown, property_page
from commonhall.cases.queries import CaseUnknown
from commonhall.core.values.dates import in_words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Fold, Heading, Links, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import drop_notice, frame, take_notice
from commonhall.web.office.persons.forms import to
from commonhall.web.office.persons.found import people_table
from commonhall.web.office.persons.person import cases_table
from commonhall.web.office.persons.reaching import crumbs
from commonhall.web.office.persons.warned import warning_blocks


@open_to("staff")
@staff("GET")
def property_view_page(visit: Visit, uprn: str) -> HttpResponse:
    """Show everything at a property."""
    try:
        found = property_page(visit.member, uprn, at=visit.at)
    except PropertyUnknown as unknown:
        raise CaseUnknown(uprn) from unknown
    response = page(
        DeskView(
            frame=frame(visit, found.address, notice=take_notice(visit), breadcrumbs=crumbs(visit)),
            caption=visit.say("property_caption"),
            blocks=tuple(_blocks(visit, found)),
            side=tuple(_side(visit, found)),
        )
    )
    drop_notice(response)
    return response


def _blocks(visit: Visit, found: PropertyPage) -> Iterator[Block]:
    yield from warning_blocks(visit, found.warnings, waiting=found.waiting)
    yield Rows(title=visit.say("property_about"), rows=tuple(_rows(visit, found)))
    if found.flats:
        flats = tuple(Link(text=address, href=to("office-property", uprn)) for uprn, address in found.flats)
        yield Fold(title=visit.say("property_flats", n=len(flats)), blocks=(Links(links=flats),))
    yield cases_table(visit, found.open_cases, part_of=(), closed=False)
    yield from _bookings(visit, found)
    yield people_table(visit, found.people, caption=visit.say("property_people"))
    if found.organisations:
        links = tuple(Link(text=each.name, href=to("office-organisation", each.id)) for each in found.organisations)
        yield Heading(text=visit.say("property_organisations"))
        yield Links(links=links)
    yield cases_table(visit, found.closed_cases, part_of=(), closed=True)


def _rows(visit: Visit, found: PropertyPage) -> Iterator[SummaryRow]:
    yield SummaryRow(key=visit.say("person_address"), lines=(found.address,))
    yield SummaryRow(key=visit.say("property_uprn"), lines=(found.uprn,))
    if found.ward:
        yield SummaryRow(key=visit.say("property_ward"), lines=(found.ward,))
    if found.parent_uprn:
        link = Link(text=found.parent_uprn, href=to("office-property", found.parent_uprn))
        yield SummaryRow(key=visit.say("property_parent"), lines=(), links=(link,))
    if not found.record:
        yield SummaryRow(key=visit.say("property_source"), lines=(visit.say("property_not_listed"),))


def _bookings(visit: Visit, found: PropertyPage) -> Iterator[Block]:
    cases = {case.id: case for case in (*found.open_cases, *found.closed_cases)}
    rows = tuple(
        Row(
            cells=(
                Cell(text=in_words(each.date.isoformat(), visit.language, weekday=False), time=each.date.isoformat()),
                Cell(text=case.reference, href=to("office-case", case.reference)),
            )
        )
        for each in found.bookings
        if each.case_id and (case := cases.get(each.case_id))
    )
    if rows:
        columns = tuple(Column(text=visit.say(key)) for key in ("person_date", "person_case"))
        yield Table(caption=visit.say("person_bookings"), columns=columns, rows=rows)


def _side(visit: Visit, found: PropertyPage) -> Iterator[Block]:
    if can(visit.member, "work"):
        link = Link(text=visit.say("person_warning_add"), href=to("office-property-warn", found.uprn))
        yield Heading(text=visit.say("person_acts"))
        yield Links(links=(link,))
