"""Which records may be one person? The list of pairs with their reasons in words, and the page that judges one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.reaching import find_people, people_visible_to
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.joining import family_of, survivor_of
from commonhall.contacts.matching import (
    SuggestionUnknown,
    get_suggestion,
    judge_later,
    suggestions_waiting,
)
from commonhall.contacts.merging import CHOSEN, MergeRefused, keep_apart, merge_people
from commonhall.contacts.queries import Person, Suggestion
from commonhall.core.matching.points import SAME
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Prose, Row, Table
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import day
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.persons.forms import form_page, to
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url, seen_person
from commonhall.web.office.texts import TEXTS

PAGE = 50


@open_to("staff")
@staff("GET")
def matches_page(visit: Visit) -> HttpResponse:
    """List the pairs that wait to be judged and of which the visitor may see both."""
    check_may(visit, "merge")
    rows = tuple(_row(visit, each) for each in _waiting(visit)[:PAGE])
    keys = ("match_pair", "match_points", "match_why")
    table = Table(
        caption=visit.say("matches"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(key), numeric=key == "match_points") for key in keys),
        rows=rows,
        empty=visit.say("matches_none"),
    )
    response = page(
        DeskView(
            frame=frame(visit, visit.say("matches"), notice=take_notice(visit), breadcrumbs=crumbs(visit)),
            blocks=(Prose(text=visit.say("matches_lead")), table),
        )
    )
    drop_notice(response)
    return response


def _waiting(visit: Visit) -> Sequence[Suggestion]:
    seen = people_visible_to(visit.member).order_by().values("id")
    return list(suggestions_waiting(at=visit.at).filter(one_id__in=seen, other_id__in=seen)[:PAGE])


def _row(visit: Visit, pair: Suggestion) -> Row:
    likely = pair.points >= SAME
    tag = TaggedState(
        text=visit.say("match_same" if likely else "match_possible"), colour="green" if likely else "yellow"
    )
    names = visit.say("match_names", one=name_of(pair.one, visit), other=name_of(pair.other, visit))
    return Row(
        cells=(
            Cell(text=names, href=to("office-match", pair.id), tag=tag),
            Cell(text=str(pair.points)),
            Cell(more=tuple(reasons_in_words(visit, pair.reasons))),
        )
    )


def reasons_in_words(visit: Visit, reasons: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield what speaks for a pair and against it, with the points of each."""
    for reason, points in reasons:
        yield visit.say("match_reason", why=visit.say(f"match_{reason}"), points=f"{int(str(points)):+d}")


@open_to("staff")
@staff("GET", "POST")
def match_page(visit: Visit, suggestion: UUID) -> HttpResponse:
    """Show two records side by side, and let the visitor say whether they are one person."""
    check_may(visit, "merge")
    try:
        pair = get_suggestion(suggestion)
    except SuggestionUnknown as unknown:
        raise CaseUnknown(str(suggestion)) from unknown
    one, other = seen_person(visit, pair.one_id), seen_person(visit, pair.other_id)
    act = visit.request.POST.get("do", "")
    if act == "different" and not visit.switching:
        keep_apart(one_id=one.id, other_id=other.id, by=visit.member.actor, at=visit.at)
        return go(to("office-matches"), "success", "match_done_different")
    if act == "later" and not visit.switching:
        judge_later(suggestion_id=pair.id, by=visit.member.actor, at=visit.at)
        return go(to("office-matches"), "success", "match_done_later")
    reasons = tuple(Prose(text=line) for line in reasons_in_words(visit, pair.reasons))
    before: tuple[Block, ...] = (Heading(text=visit.say("match_points_title", points=pair.points)), *reasons)
    buttons = (("different", visit.say("match_different")), ("later", visit.say("match_later")))
    after = (Heading(text=visit.say("match_or")), Form(buttons=buttons, id="otherwise", look="secondary"))
    return _joining(visit, one, other, before=before, after=after, back=to("office-matches"))


@open_to("staff")
@staff("GET", "POST")
def join_page(visit: Visit, person: UUID) -> HttpResponse:
    """Find another record of somebody, then join the two."""
    check_may(visit, "merge")
    found = seen_person(visit, person)
    chosen = visit.request.GET.get("with", "")
    if chosen:
        return _joining(visit, found, _chosen(visit, chosen), before=(), after=(), back=person_url(found.id))
    typed = " ".join(visit.request.GET.get("q", found.name).replace("\x00", "").split())[:200]
    box = Text(
        id="q", type="text", label=TEXTS["match_who"], hint=TEXTS["people_typed_hint"], required=False, max_length=200
    )
    search = Form(
        button=visit.say("people_search"), questions=views_of(visit, (box,), Filled(posted={"q": [typed]})), get=True,
        id="find",
    )  # fmt: skip
    ours = family_of(found.id).ids
    others = [each for each in find_people(visit.member, typed, at=visit.at).people if each.id not in ours]
    here = to("office-person-join", found.id)
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.name or visit.say("people_no_name"), href=f"{here}?with={each.id}"),
                Cell(text=each.phone, more=(each.email,) if each.email else ()),
                Cell(text=each.address),
            )
        )
        for each in others
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("people_name", "people_reach", "people_where"))
    table = Table(caption=visit.say("people_found"), columns=columns, rows=rows, empty=visit.say("people_none"))
    name = name_of(found, visit)
    trail = crumbs(visit, (name, person_url(found.id)))
    view = DeskView(
        frame=frame(visit, visit.say("person_join"), breadcrumbs=trail), caption=name, blocks=(search, table)
    )
    return page(view)


def _chosen(visit: Visit, typed: str) -> Person:
    try:
        return seen_person(visit, UUID(typed))
    except ValueError as wrong:
        raise CaseUnknown(typed) from wrong


def _joining(
    visit: Visit, one: Person, other: Person, *, before: tuple[Block, ...], after: tuple[Block, ...], back: str
) -> HttpResponse:
    """Show two records side by side with the form that joins them, or join them."""
    differing = _differing(visit, one, other)
    asked = (*differing, _why())
    given = read_form(visit, asked)
    if given.good and visit.request.POST.get("do", "") == "same":
        try:
            merge = merge_people(
                merged_id=other.id,
                survivor_id=one.id,
                why=given.text("why"),
                choices={each.id: UUID(given.text(each.id)) for each in differing},
                by=visit.member.actor,
                at=visit.at,
            )
        except MergeRefused as refused:
            return go(back, "warning", f"match_refused_{refused.code}")
        return go(person_url(survivor_of(merge.survivor_id)), "success", "match_done_same")
    first = {each.id: each.options[0].value for each in differing}
    return form_page(
        visit, title=visit.say("match_title"), asked=asked, given=given, known=first, button="",
        buttons=(("same", visit.say("match_join")),), back=back, crumbs=crumbs(visit),
        before=(*before, side_by_side(visit, one, other)), after=after,
    )  # fmt: skip


def _why() -> Text:
    return Text(
        id="why", type="text", label=TEXTS["match_ask_why"], name_in_errors=TEXTS["match_ask_why_name"],
        hint=TEXTS["match_ask_why_hint"], max_length=500,
    )  # fmt: skip


def _differing(visit: Visit, one: Person, other: Person) -> tuple[Choice, ...]:
    """Return a question for each thing that the records say differently: which of them the joined one shows."""
    asked = []
    for part in CHOSEN:
        values = {str(each.id): _shown(visit, each, part) for each in (one, other)}
        told = {id: value for id, value in values.items() if value}
        if len(set(told.values())) > 1:
            options = tuple(Option(value=id, label=Words(en=value, cy=value)) for id, value in told.items())
            label = TEXTS[f"match_choose_{part}"]
            asked.append(
                Choice(
                    id=part,
                    type="choice",
                    label=label,
                    name_in_errors=TEXTS[f"match_choose_{part}_name"],
                    options=options,
                )
            )
    return tuple(asked)


def _shown(visit: Visit, person: Person, part: str) -> str:
    if part == "phone":
        return person.phone_typed or person.phone
    if part == "birth_date":
        return in_words(person.birth_date.isoformat(), visit.language, weekday=False) if person.birth_date else ""
    return str(getattr(person, part))


def side_by_side(visit: Visit, one: Person, other: Person) -> Table:
    """Return what two records say of each thing."""
    rows: list[tuple[str, Callable[[Person], str]]] = [
        ("person_name", lambda each: _shown(visit, each, "name")),
        ("person_email", lambda each: _shown(visit, each, "email")),
        ("person_phone", lambda each: _shown(visit, each, "phone")),
        ("person_born", lambda each: _shown(visit, each, "birth_date")),
        ("person_address", _addresses),
        ("match_since", lambda each: day(each.made_at, visit.language)),
    ]
    return Table(
        caption=visit.say("match_side"),
        columns=(
            Column(text=visit.say("match_what")),
            Column(text=visit.say("match_first")),
            Column(text=visit.say("match_second")),
        ),
        rows=tuple(
            Row(cells=(Cell(text=visit.say(key)), Cell(text=said(one) or "–"), Cell(text=said(other) or "–")))
            for key, said in rows
        ),
    )


def _addresses(person: Person) -> str:
    from commonhall.contacts.editing import contact_of

    return contact_of(person).address
