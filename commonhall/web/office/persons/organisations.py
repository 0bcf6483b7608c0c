"""Which organisation is this, who belongs to it, and what does the council have to do with it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.organisation_page import OrganisationPage, organisation_page
from commonhall.cases.people.reaching import can_see_people
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.queries import Organisation
from commonhall.contacts.relations import OrganisationUnknown, RelationshipRefused, get_organisation, keep_organisation
from commonhall.core.questions.email import Email
from commonhall.core.questions.phone import Phone
from commonhall.core.questions.question import Answer, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Row, Rows, Table
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.persons.editing import phone_answer
from commonhall.web.office.persons.forms import form_page, to
from commonhall.web.office.persons.person import cases_table
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET")
def organisation_view_page(visit: Visit, organisation: UUID) -> HttpResponse:
    """Show an organisation."""
    if not can_see_people(visit.member):
        raise CaseUnknown("organisations")
    try:
        found = organisation_page(visit.member, organisation)
    except OrganisationUnknown as unknown:
        raise CaseUnknown(str(organisation)) from unknown
    response = page(
        DeskView(
            frame=frame(visit, found.organisation.name, notice=take_notice(visit), breadcrumbs=crumbs(visit)),
            caption=visit.say("organisation_caption"),
            blocks=tuple(_blocks(visit, found)),
        )
    )
    drop_notice(response)
    return response


def _blocks(visit: Visit, found: OrganisationPage) -> Iterator[Block]:
    one = found.organisation
    url = to("office-organisation-details", one.id) if can(visit.member, "work") else ""
    said = (
        ("person_name", one.name),
        ("organisation_number", one.number),
        ("person_phone", one.phone_typed),
        ("person_email", one.email),
        ("person_address", one.address),
    )
    rows = tuple(
        SummaryRow(
            key=visit.say(key), lines=(value or visit.say("person_unknown"),), change_url=url,
            change_hidden=visit.say(key).lower(),
        )
        for key, value in said
    )  # fmt: skip
    yield Rows(title=visit.say("person_details"), rows=rows)
    yield Table(
        caption=visit.say("organisation_people"),
        columns=tuple(Column(text=visit.say(key)) for key in ("person_name", "person_relation")),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=name_of(each.person, visit), href=person_url(each.person.id)),
                    Cell(text=visit.say(f"person_is_{each.kind}")),
                )
            )
            for each in found.people
        ),
        empty=visit.say("person_relations_none"),
    )
    yield cases_table(visit, [case for case in found.cases if case.phase != "closed"], part_of=(), closed=False)
    yield cases_table(visit, [case for case in found.cases if case.phase == "closed"], part_of=(), closed=True)


@open_to("staff")
@staff("GET", "POST")
def add_organisation_page(visit: Visit) -> HttpResponse:
    """Add an organisation."""
    return _form(visit, None)


@open_to("staff")
@staff("GET", "POST")
def organisation_details_page(visit: Visit, organisation: UUID) -> HttpResponse:
    """Change what is known of an organisation."""
    try:
        return _form(visit, get_organisation(organisation))
    except OrganisationUnknown as unknown:
        raise CaseUnknown(str(organisation)) from unknown


def _form(visit: Visit, found: Organisation | None) -> HttpResponse:
    check_may(visit, "work")
    asked = _asked()
    given = read_form(visit, asked)
    if given.good:
        answer = _keep(visit, found, given)
        if answer is not None:
            return answer
        given = given.but(asked[0], visit.say("organisation_no_name"))
    return form_page(
        visit,
        title=visit.say("person_change" if found else "organisation_add"),
        asked=asked,
        given=given,
        known=_start(found) if found else None,
        button=visit.say("person_save"),
        back=to("office-organisation", found.id) if found else to("office-people"),
        caption=found.name if found else "",
        crumbs=crumbs(visit),
    )


def _keep(visit: Visit, found: Organisation | None, given: Filled) -> HttpResponse | None:
    try:
        kept = keep_organisation(
            organisation_id=found.id if found else None,
            name=given.text("name"),
            number=given.text("number"),
            email=given.text("email"),
            phone=given.text("phone"),
            address=given.text("address"),
            by=visit.member.actor,
            at=visit.at,
        )
    except RelationshipRefused:
        return None
    return go(to("office-organisation", kept.id), "success", "organisation_kept")


def _start(found: Organisation) -> Mapping[str, Answer]:
    return {
        "name": found.name,
        "number": found.number or None,
        "phone": phone_answer(found.phone_typed),
        "email": found.email or None,
        "address": found.address or None,
    }


def _asked() -> tuple[Question, ...]:
    return (
        Text(id="name", type="text", label=TEXTS["person_name"], max_length=200,
             name_in_errors=TEXTS["organisation_name_name"]),
        Text(id="number", type="text", label=TEXTS["organisation_number"], required=False, max_length=40,
             hint=TEXTS["organisation_number_hint"]),
        Phone(id="phone", type="phone", label=TEXTS["person_phone"], required=False,
              name_in_errors=TEXTS["person_phone_name"]),
        Email(id="email", type="email", label=TEXTS["person_email"], required=False,
              name_in_errors=TEXTS["person_email_name"]),
        Text(id="address", type="text", label=TEXTS["person_address"], required=False, max_length=300),
    )  # fmt: skip
