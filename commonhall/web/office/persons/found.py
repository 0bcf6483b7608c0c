"""Whom is an officer looking for? One box for all that people are known by, and the least that tells them apart."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.reaching import FoundPerson, PeoplePage, can_see_people, find_people
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.finding import organisations_like
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words
from commonhall.councils.policies import open_to
from commonhall.people.policies import Action, can
from commonhall.record.operations import record_read
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import (
    Block,
    Cell,
    Column,
    DeskView,
    Form,
    Heading,
    Links,
    Pages,
    Prose,
    Row,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import Filled, views_of
from commonhall.web.office.frames import drop_notice, frame, take_notice
from commonhall.web.office.persons.reaching import person_url
from commonhall.web.office.texts import TEXTS

MOST_ORGANISATIONS: Final = 20
COLUMNS: Final = ("people_name", "people_reach", "people_where", "people_born", "people_open")


@open_to("staff")
@staff("GET")
def people_page(visit: Visit) -> HttpResponse:
    """Show the box and, where something was typed, whom it may mean."""
    if not can_see_people(visit.member):
        raise CaseUnknown("people")
    typed = " ".join(visit.request.GET.get("q", "").replace("\x00", "").split())[:200]
    blocks: tuple[Block, ...] = (_box(visit, typed),)
    if typed:
        found = find_people(visit.member, typed, after=_place(visit.request.GET.get("after", "")), at=visit.at)
        what = " ".join(each.what for each in found.what) or "reference"
        record_read(subject=("search", None), how="searched", purpose=what, by=visit.member, at=visit.at)
        blocks += _found(visit, typed, found)
    elif links := _lists(visit):
        blocks += (Heading(text=visit.say("people_lists")), Links(links=links))
    response = page(DeskView(frame=frame(visit, visit.say("people_find"), notice=take_notice(visit)), blocks=blocks))
    drop_notice(response)
    return response


def _lists(visit: Visit) -> tuple[Link, ...]:
    """Return the lists about people that wait for somebody like the visitor."""
    offered: tuple[tuple[str, str, Action], ...] = (
        ("matches", "office-matches", "merge"), ("warnings", "office-warnings", "warn"),
        ("organisation_add", "office-organisation-add", "work"),
    )  # fmt: skip
    return tuple(
        Link(text=visit.say(text), href=reverse(name)) for text, name, action in offered if can(visit.member, action)
    )


def _place(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _box(visit: Visit, typed: str) -> Form:
    asked = Text(
        id="q", type="text", label=TEXTS["people_typed"], name_in_errors=TEXTS["people_typed_name"],
        hint=TEXTS["people_typed_hint"], required=False, max_length=200,
    )  # fmt: skip
    shown = views_of(visit, (asked,), Filled({"q": [typed]}))
    return Form(button=visit.say("people_search"), questions=shown, get=True, id="find")


def _organisations(visit: Visit, typed: str) -> tuple[Block, ...]:
    named = organisations_like(typed)[:MOST_ORGANISATIONS]
    links = tuple(Link(text=each.name, href=reverse("office-organisation", args=(each.id,))) for each in named)
    return (Heading(text=visit.say("people_organisations")), Links(links=links)) if links else ()


def _found(visit: Visit, typed: str, found: PeoplePage) -> tuple[Block, ...]:
    understood = visit.say("people_or").join(visit.say(f"people_as_{each.what}") for each in found.what)
    said = (Prose(text=visit.say("people_understood", what=understood), look="quiet"),) if understood else ()
    after = f"?{urlencode({'q': typed, 'after': str(found.after)})}" if found.after else ""
    table = people_table(visit, found.people, caption=visit.say("people_found"))
    return (*said, table, Pages(next_url=after), *_organisations(visit, typed))


def people_table(visit: Visit, people: tuple[FoundPerson, ...], *, caption: str) -> Table:
    """Return people as a table, each with what tells them from others."""
    return Table(
        caption=caption,
        columns=tuple(Column(text=visit.say(key), numeric=key == "people_open") for key in COLUMNS),
        rows=tuple(Row(cells=_cells(visit, each)) for each in people),
        empty=visit.say("people_none"),
    )


def _cells(visit: Visit, person: FoundPerson) -> tuple[Cell, ...]:
    warned = TaggedState(text=visit.say("people_warned"), colour="red") if person.warned else None
    also = (visit.say("people_matched", name=person.matched),) if person.matched else ()
    born = person.birth_date.isoformat() if person.birth_date else ""
    name = person.name or visit.say("people_no_name")
    return (
        Cell(text=name, href=person_url(person.id), more=also, tag=warned),
        Cell(text=person.phone, more=(person.email,) if person.email else ()),
        Cell(text=person.address, more=()),
        Cell(text=in_words(born, visit.language, weekday=False) if born else "", time=born),
        Cell(text=str(person.open_cases)),
    )
