"""Who belongs to this person? The table on their page, and adding and ending a relationship."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.person_page import PersonPage
from commonhall.cases.people.reaching import find_people
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.finding import organisations_like
from commonhall.contacts.queries import Person, Relationship
from commonhall.contacts.relations import (
    RELATIONSHIPS,
    RelationshipRefused,
    RelationshipUnknown,
    add_relationship,
    end_relationship,
    get_relationship,
)
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Block, Cell, Column, Form, Prose, Row, Table
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import go
from commonhall.web.office.persons.forms import choice, form_page, options_of, to
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url, seen_person
from commonhall.web.office.texts import TEXTS


def relations_table(visit: Visit, found: PersonPage) -> Table:
    """Return whom a person belongs to, in either direction: "is the parent of", "has as a parent"."""
    may = can(visit.member, "work")
    return Table(
        caption=visit.say("person_relations"),
        columns=(
            Column(text=visit.say("person_name")),
            Column(text=visit.say("person_relation")),
            Column(text=visit.say("person_authority")),
            Column(text=visit.say("person_end"), hidden=True),
        ),
        rows=tuple(_row(visit, each, found, may=may) for each in found.relations),
        empty=visit.say("person_relations_none"),
    )


def _row(visit: Visit, each: Relationship, found: PersonPage, *, may: bool) -> Row:
    mine = each.person_id in found.ids
    other = each.other if mine else each.person
    name = each.organisation.name if each.organisation else name_of(other, visit)
    href = to("office-organisation", each.organisation_id) if each.organisation else person_url(other.id)
    until = in_words(each.until_date.isoformat(), visit.language, weekday=False) if each.until_date else ""
    over = bool(each.until_date and each.until_date < found.today)
    key = "person_authority_over" if over else "person_authority_until"
    return Row(
        cells=(
            Cell(text=name, href=href),
            Cell(text=visit.say(f"person_{'is' if mine else 'has'}_{each.kind}")),
            Cell(text=each.authority, more=(visit.say(key, date=until),) if until else ()),
            Cell(text=visit.say("person_end"), href=to("office-relationship-end", found.person.id, each.id))
            if may
            else Cell(),
        )
    )


@open_to("staff")
@staff("GET", "POST")
def add_page(visit: Visit, person: UUID) -> HttpResponse:
    """Find whom somebody belongs to, then say how."""
    check_may(visit, "work")
    found = seen_person(visit, person)
    typed = " ".join(visit.request.GET.get("q", "").replace("\x00", "").split())[:200]
    offered = _offered(visit, found, typed)
    asked = _asked(found, visit, offered) if offered else ()
    given = read_form(visit, asked) if asked else Filled()
    if given.good:
        answer = _add(visit, found, given)
        if isinstance(answer, HttpResponse):
            return answer
        given = given.but(asked[answer[0]], visit.say(answer[1]))
    return _page(visit, found, typed, asked, given)


def _page(visit: Visit, found: Person, typed: str, asked: tuple[Question, ...], given: Filled) -> HttpResponse:
    back, title = person_url(found.id), visit.say("person_relation_add")
    box = Text(
        id="q", type="text", label=TEXTS["person_relation_who"], hint=TEXTS["person_relation_who_hint"],
        required=False, max_length=200,
    )  # fmt: skip
    search = Form(
        button=visit.say("people_search"), questions=views_of(visit, (box,), Filled(posted={"q": [typed]})), get=True,
        id="find", look="secondary" if asked else "main",
    )  # fmt: skip
    before: tuple[Block, ...] = (search,)
    if not asked:
        from commonhall.web.components.views.desk import DeskView
        from commonhall.web.office.door import page
        from commonhall.web.office.frames import frame

        none = (Prose(text=visit.say("people_none")),) if typed else ()
        view = DeskView(
            frame=frame(visit, title, breadcrumbs=crumbs(visit, (name_of(found, visit), back))),
            caption=name_of(found, visit), blocks=(search, *none), narrow=True,
        )  # fmt: skip
        return page(view)
    return form_page(
        visit, title=title, asked=asked, given=given, button=title, back=back, caption=name_of(found, visit),
        crumbs=crumbs(visit, (name_of(found, visit), back)), before=before,
    )  # fmt: skip


def _offered(visit: Visit, found: Person, typed: str) -> tuple[Option, ...]:
    if not typed:
        return ()
    people = find_people(visit.member, typed, at=visit.at).people
    told = [
        Option(value=str(each.id), label=_same(", ".join(filter(None, (each.name, each.address, each.phone)))[:200]))
        for each in people
        if each.id != found.id
    ]
    told += [Option(value=f"o:{each.id}", label=_same(each.name[:200])) for each in organisations_like(typed)[:10]]
    return tuple(told)


def _same(text: str) -> Words:
    return Words(en=text or "–", cy=text or "–")


def _asked(found: Person, visit: Visit, offered: tuple[Option, ...]) -> tuple[Question, ...]:
    return (
        choice("other", "person_relation_which", offered),
        choice("kind", "person_relation_kind", options_of("person_is_", RELATIONSHIPS)),
        Text(id="authority", type="text", label=TEXTS["person_relation_authority"], required=False, max_length=500,
             hint=TEXTS["person_relation_authority_hint"]),
        Date(id="until", type="date", label=TEXTS["person_relation_until"], required=False, earliest="today",
             name_in_errors=TEXTS["person_relation_until_name"]),
    )  # fmt: skip


def _add(visit: Visit, found: Person, given: Filled) -> HttpResponse | tuple[int, str]:
    chosen = given.text("other")
    organisation = UUID(chosen[2:]) if chosen.startswith("o:") else None
    other = None if organisation else seen_person(visit, UUID(chosen)).id
    try:
        add_relationship(
            person_id=found.id,
            other_id=other,
            organisation_id=organisation,
            kind=given.text("kind"),
            authority=given.text("authority"),
            until_date=given.day("until"),
            by=visit.member.actor,
            at=visit.at,
        )
    except RelationshipRefused as refused:
        place = {"authority": 2, "until": 3, "self": 0}.get(refused.code, 1)
        return place, f"person_relation_refused_{refused.code}"
    return go(person_url(found.id), "success", "person_relation_done")


@open_to("staff")
@staff("GET", "POST")
def end_page(visit: Visit, person: UUID, relationship: UUID) -> HttpResponse:
    """End a relationship, once that is confirmed."""
    check_may(visit, "work")
    found = seen_person(visit, person)
    try:
        wanted = get_relationship(relationship)
    except RelationshipUnknown as unknown:
        raise CaseUnknown(str(relationship)) from unknown
    if found.id not in (wanted.person_id, wanted.other_id):
        raise CaseUnknown(str(relationship))
    other = wanted.other if wanted.person_id == found.id else wanted.person
    name = wanted.organisation.name if wanted.organisation else name_of(seen_person(visit, other.id), visit)
    back = person_url(found.id)
    given = read_form(visit, ())
    if given.good:
        end_relationship(relationship_id=wanted.id, by=visit.member.actor, at=visit.at)
        return go(back, "success", "person_relation_ended")
    title = visit.say("person_end_of", name=name)
    return form_page(
        visit, title=title, asked=(), given=given, button=visit.say("person_end"), back=back, look="warning",
        caption=name_of(found, visit), crumbs=crumbs(visit, (name_of(found, visit), back)),
        before=(Prose(text=visit.say("person_end_lead")),),
    )  # fmt: skip
