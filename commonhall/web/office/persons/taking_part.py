"""Who takes part in a case? The panel on its page, and adding and ending a party."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.around import CasePeople
from commonhall.cases.people.parties import (
    AUTHORITIES,
    PARTY_ROLES,
    CaseParty,
    PartyRefused,
    PartyUnknown,
    add_party,
    end_party,
    find_party,
    party_authority_holds,
)
from commonhall.cases.people.reaching import find_people, find_visible_person
from commonhall.cases.queries import CasePage, CaseUnknown
from commonhall.contacts.finding import organisations_like
from commonhall.contacts.relations import OrganisationUnknown, get_organisation
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words, london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Links, Panel, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import frame, go
from commonhall.web.office.persons.forms import choice, form_page, options_of, to
from commonhall.web.office.persons.reaching import name_of, person_url, seen_person
from commonhall.web.office.reaching import case_to_work_on
from commonhall.web.office.texts import TEXTS

KEYS = ("person_name", "party_role", "party_may", "party_end")


def parties_panel(found: CasePage, visit: Visit, around: CasePeople) -> Iterator[Panel]:
    """Yield the parties of a case, and the way to add one for whoever works on it."""
    blocks: list[Block] = []
    if around.parties:
        blocks.append(
            Table(
                caption=visit.say("parties_roles"),
                hidden_caption=True,
                columns=tuple(Column(text=visit.say(key), hidden=key == "party_end") for key in KEYS),
                rows=tuple(_row(visit, found, each) for each in around.parties),
            )
        )
    if found.roles:
        link = Link(text=visit.say("party_add"), href=to("office-party-add", found.case.reference))
        blocks.append(Links(links=(link,)))
    if blocks:
        yield Panel(id="parties", title=visit.say("parties"), blocks=tuple(blocks))


def _row(visit: Visit, found: CasePage, party: CaseParty) -> Row:
    if party.organisation:
        cell = Cell(text=party.organisation.name, href=to("office-organisation", party.organisation_id))
    else:
        person = find_visible_person(visit.member, party.person_id) if party.person_id else None
        cell = Cell(text=name_of(person, visit), href=person_url(person.id)) if person else Cell(text="–")
    over = not party_authority_holds(party, today=london_day(visit.at))
    until = in_words(party.until_date.isoformat(), visit.language, weekday=False) if party.until_date else ""
    more = [visit.say(f"party_on_{party.authority}")] if party.authority else []
    if until:
        more.append(visit.say("person_authority_over" if over else "person_authority_until", date=until))
    may = [visit.say("party_may_see")] if party.may_see and not over else []
    may += [visit.say("party_may_be_told")] if party.may_be_told and not over else []
    end = Cell(text=visit.say("person_end"), href=to("office-party-end", found.case.reference, party.id))
    return Row(
        cells=(
            cell,
            Cell(text=visit.say(f"party_{party.role}"), more=tuple(more)),
            Cell(more=tuple(may) or (visit.say("party_may_nothing"),)),
            end if found.roles else Cell(),
        )
    )


@open_to("staff")
@staff("GET", "POST")
def add_party_page(visit: Visit, reference: str) -> HttpResponse:
    """Find whoever takes part, then say in which role."""
    case, _roles = case_to_work_on(visit, reference)
    typed = " ".join(visit.request.GET.get("q", "").replace("\x00", "").split())[:200]
    offered = _offered(visit, typed)
    asked = _asked(offered) if offered else ()
    given = read_form(visit, asked) if asked else Filled()
    back, title = to("office-case", case.reference), visit.say("party_add")
    if given.good:
        wrong = _add(visit, case.id, given)
        if wrong is None:
            return go(back, "success", "party_added_done")
        given = given.but(asked[wrong[0]], visit.say(wrong[1]))
    box = Text(
        id="q", type="text", label=TEXTS["party_who"], hint=TEXTS["person_relation_who_hint"], required=False,
        max_length=200,
    )  # fmt: skip
    search = Form(
        button=visit.say("people_search"), questions=views_of(visit, (box,), Filled(posted={"q": [typed]})), get=True,
        id="find", look="secondary" if asked else "main",
    )  # fmt: skip
    trail = (
        Link(text=visit.say("work"), href=to("office-queue")),
        Link(text=case.reference, href=back),
    )
    if asked:
        return form_page(
            visit, title=title, asked=asked, given=given, button=title, back=back, caption=case.reference, crumbs=trail,
            before=(search,),
        )  # fmt: skip
    none = (Prose(text=visit.say("people_none")),) if typed else ()
    shown = frame(visit, title, breadcrumbs=trail)
    return page(DeskView(frame=shown, caption=case.reference, blocks=(search, *none), narrow=True))


def _offered(visit: Visit, typed: str) -> tuple[Option, ...]:
    if not typed:
        return ()
    told = [
        (str(each.id), ", ".join(filter(None, (each.name, each.address, each.phone))))
        for each in find_people(visit.member, typed, at=visit.at).people
    ]
    told += [(f"o:{each.id}", each.name) for each in organisations_like(typed)[:10]]
    return tuple(Option(value=value, label=Words(en=text[:200] or "–", cy=text[:200] or "–")) for value, text in told)


def _asked(offered: tuple[Option, ...]) -> tuple[Question, ...]:
    may = options_of("party_may_", ("see", "be_told"))
    return (
        choice("other", "person_relation_which", offered),
        choice("role", "party_ask_role", options_of("party_", PARTY_ROLES)),
        choice("authority", "party_ask_authority", options_of("party_on_", [each for each in AUTHORITIES if each]),
               required=False),
        Text(id="note", type="text", label=TEXTS["party_ask_note"], required=False, max_length=500),
        Date(id="until", type="date", label=TEXTS["person_relation_until"], required=False, earliest="today",
             name_in_errors=TEXTS["person_relation_until_name"]),
        Choices(id="may", type="choices", label=TEXTS["party_ask_may"], required=False, options=may),
    )  # fmt: skip


def _add(visit: Visit, case_id: UUID, given: Filled) -> tuple[int, str] | None:
    chosen = given.text("other")
    organisation = UUID(chosen[2:]) if chosen.startswith("o:") else None
    try:
        if organisation:
            get_organisation(organisation)
        add_party(
            case_id=case_id,
            person_id=None if organisation else seen_person(visit, UUID(chosen)).id,
            organisation_id=organisation,
            role=given.text("role"),
            may_see="see" in given.values("may"),
            may_be_told="be_told" in given.values("may"),
            authority=given.text("authority"),
            authority_note=given.text("note"),
            until_date=given.day("until"),
            by=visit.member.actor,
            at=visit.at,
        )
    except OrganisationUnknown as unknown:
        raise CaseUnknown(chosen) from unknown
    except PartyRefused as refused:
        return {"authority": 2, "until": 4}.get(refused.code, 1), f"party_refused_{refused.code}"
    return None


@open_to("staff")
@staff("GET", "POST")
def end_party_page(visit: Visit, reference: str, party: UUID) -> HttpResponse:
    """Let somebody take part no more, once that is confirmed."""
    case, _roles = case_to_work_on(visit, reference)
    found = find_party(case.id, party)
    if found is None:
        raise CaseUnknown(str(party))
    back = to("office-case", case.reference)
    given = read_form(visit, ())
    if given.good:
        try:
            end_party(case_id=case.id, party_id=found.id, by=visit.member.actor, at=visit.at)
        except PartyUnknown as unknown:
            raise CaseUnknown(str(party)) from unknown
        return go(back, "success", "party_ended_done")
    trail = (Link(text=visit.say("work"), href=to("office-queue")), Link(text=case.reference, href=back))
    title = visit.say("party_end_title", role=visit.say(f"party_{found.role}").lower())
    return form_page(
        visit, title=title, asked=(), given=given, button=visit.say("person_end"), back=back, look="warning",
        caption=case.reference, crumbs=trail, before=(Prose(text=visit.say("party_end_lead")),),
    )  # fmt: skip
