"""Who is away, who works in Welsh, and what becomes of the work of somebody who leaves?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.cases.queues.allocating import WELSH, speakers
from commonhall.cases.queues.bulk import MOST_AT_ONCE, Act, begin_bulk
from commonhall.cases.queues.rota import (
    Absence,
    RotaUnknown,
    absences,
    add_absence,
    drop_absence,
    get_absence,
    may_change_rota,
    set_skill,
)
from commonhall.cases.visible import cases_visible_to
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words, london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed, can
from commonhall.people.queries import Colleague, MemberUnknown, colleagues, get_colleague
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.queues.bulk_asked import NOBODY
from commonhall.web.office.queues.views import crumbs
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET", "POST")
def absences_page(visit: Visit) -> HttpResponse:
    """Show who is away and who works in Welsh; add an absence."""
    if not can(visit.member, "lead") and not may_change_rota(visit.member):
        raise NotAllowed
    people = colleagues()
    questions = tuple(_questions(people))
    form = read_form(visit, questions)
    if form.good:
        first, last = (form.answers.get(each) for each in ("from_day", "until_day"))
        try:
            add_absence(
                membership_id=UUID(str(form.answers["who"])),
                from_date=date.fromisoformat(str(first)),
                until_date=date.fromisoformat(str(last)) if last else None,
                by=visit.member.actor,
                at=visit.at,
            )
        except ValueError:
            (until,) = (one for one in questions if one.id == "until_day")
            form = form.but(until, visit.say("queues_away_order"))
        else:
            return _again("queues_away_kept")
    names = {one.membership_id: one.name for one in people}
    away = absences(day=london_day(visit.at))
    blocks: tuple[Block, ...] = (
        _away(visit, [one for one in away if one.membership_id in names], names),
        *_drops(visit, [one for one in away if one.membership_id in names], names),
        Heading(text=visit.say("queues_away_add")),
        Form(id="questions", button=visit.say("queues_away_add"), questions=views_of(visit, questions, form)),
        _people(visit, people),
    )
    title = visit.say("queues_absences")
    way = crumbs(visit, (visit.say("queues_rules"), reverse("office-rules")))
    own = frame(visit, title, breadcrumbs=way, notice=take_notice(visit), has_error=bool(form.problems))
    response = page(DeskView(frame=own, blocks=blocks))
    drop_notice(response)
    return response


def _again(key: str) -> HttpResponse:
    return go(reverse("office-absences"), "success", key)


def _questions(people: list[Colleague]) -> Iterator[Question]:
    options = tuple(Option(value=str(one.membership_id), label=Words(en=one.name, cy=one.name)) for one in people)
    yield Choice(
        id="who", type="choice", label=TEXTS["queues_away_who"], name_in_errors=TEXTS["queues_away_who_name"],
        options=options,
    )  # fmt: skip
    yield Date(
        id="from_day", type="date", label=TEXTS["queues_away_from"], name_in_errors=TEXTS["queues_away_from_name"]
    )
    yield Date(
        id="until_day", type="date", label=TEXTS["queues_away_until"], name_in_errors=TEXTS["queues_away_until_name"],
        required=False,
    )  # fmt: skip


def _away(visit: Visit, away: list[Absence], names: dict[UUID, str]) -> Table:
    return Table(
        caption=visit.say("queues_away"),
        columns=tuple(
            Column(text=visit.say(head)) for head in ("queues_column_officer", "queues_away_from", "queues_away_until")
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=names[one.membership_id]),
                    Cell(text=_day(visit, one.from_date)),
                    Cell(text=_day(visit, one.until_date)),
                )
            )
            for one in away
        ),
        empty=visit.say("queues_away_none"),
    )  # fmt: skip


def _day(visit: Visit, value: date | None) -> str:
    return in_words(value.isoformat(), visit.language, weekday=False) if value else visit.say("queues_away_open")


def _days(visit: Visit, one: Absence) -> str:
    return f"{_day(visit, one.from_date)} – {_day(visit, one.until_date)}"


def _drops(visit: Visit, away: list[Absence], names: dict[UUID, str]) -> Iterator[Links]:
    """A link for each absence, to say that the colleague is here after all; one who is away twice has two."""
    if away:
        yield Links(
            links=tuple(
                Link(
                    text=f"{visit.say('queues_away_drop', name=names[one.membership_id])}: {_days(visit, one)}",
                    href=reverse("office-absence-drop", args=(one.id,)),
                )
                for one in away
            )
        )


def _people(visit: Visit, people: list[Colleague]) -> Table:
    welsh = speakers(WELSH)
    return Table(
        caption=visit.say("queues_people"),
        columns=tuple(
            Column(text=visit.say(head)) for head in ("queues_column_officer", "queues_welsh", "queues_view_act")
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.name),
                    Cell(
                        text=visit.say("queues_yes" if one.membership_id in welsh else "queues_no"),
                    ),
                    Cell(
                        text=visit.say("queues_officer_change", name=one.name),
                        href=reverse("office-rota-officer", args=(one.membership_id,)),
                    ),
                )
            )
            for one in people
        ),
    )


@open_to("staff")
@staff("GET", "POST")
def absence_drop_page(visit: Visit, absence: UUID) -> HttpResponse:
    """Ask whether a colleague is here after all, and forget that they are away."""
    if not can(visit.member, "lead") and not may_change_rota(visit.member):
        raise NotAllowed
    try:
        found = get_absence(absence)
        if visit.request.method == "POST" and not visit.switching:
            drop_absence(absence_id=absence, by=visit.member.actor, at=visit.at)
            return _again("queues_away_dropped")
    except RotaUnknown as unknown:
        raise CaseUnknown(str(absence)) from unknown
    title = visit.say("queues_away_drop", name=get_colleague(found.membership_id).name)
    back = reverse("office-absences")
    blocks = (
        Prose(text=visit.say("queues_away_sure", when=_days(visit, found)), look="warning"),
        Form(id="questions", button=visit.say("queues_away_delete"), look="warning", cancel_url=back),
    )
    way = crumbs(visit, (visit.say("queues_absences"), back))
    return page(DeskView(frame=frame(visit, title, breadcrumbs=way), blocks=blocks, narrow=True))


@open_to("staff")
@staff("GET", "POST")
def officer_page(visit: Visit, officer: UUID) -> HttpResponse:
    """Say whether a colleague works in Welsh, and hand on all their open work, as when they leave."""
    check_may(visit, "bulk")
    try:
        found = get_colleague(officer)
    except MemberUnknown as unknown:
        raise CaseUnknown(str(officer)) from unknown
    posted = visit.request.POST if not visit.switching else {}
    if posted.get("do") in ("cy", "not_cy"):
        has = posted["do"] == "cy"
        set_skill(membership_id=officer, skill=WELSH, has=has, by=visit.member.actor, at=visit.at)
        return _again("queues_officer_kept")
    mine = cases_visible_to(visit.member, "bulk").filter(owner_id=officer, merged_into_id=None).exclude(phase="closed")
    cases = list(mine.order_by("due_at", "id")[: MOST_AT_ONCE + 1])
    questions = tuple(_handing(found))
    form = read_form(visit, questions)
    if form.good and cases:
        to = str(form.answers["to"])
        bulk = begin_bulk(
            act=Act("assign", "" if to == NOBODY else to),
            cases=cases[:MOST_AT_ONCE],
            reason=cast(str, form.answers["reason"]),
            member=visit.member,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
        return SeeOther(reverse("office-bulk-result", args=(bulk,)))
    return page(_officer_view(visit, found, questions, form, len(cases)))


def _officer_view(
    visit: Visit, found: Colleague, questions: tuple[Question, ...], form: Filled, count: int
) -> DeskView:
    speaks = found.membership_id in speakers(WELSH)
    toggle = ("not_cy", visit.say("queues_welsh_not")) if speaks else ("cy", visit.say("queues_welsh_yes"))
    number = visit.say("queues_hand_many", n=f"{min(count, MOST_AT_ONCE):,}", name=found.name)
    asked = views_of(visit, questions, form)
    hand = (Form(id="questions", button=visit.say("queues_hand"), questions=asked, look="warning"),) if count else ()
    blocks: tuple[Block, ...] = (
        Heading(text=visit.say("queues_welsh")),
        Prose(text=visit.say("queues_yes" if speaks else "queues_no")),
        Form(buttons=(toggle,), look="secondary"),
        Heading(text=visit.say("queues_hand")),
        Prose(text=number),
        *hand,
    )
    way = crumbs(visit, (visit.say("queues_absences"), reverse("office-absences")))
    return DeskView(
        frame=frame(visit, found.name, breadcrumbs=way, has_error=bool(form.problems)), blocks=blocks, narrow=True
    )


def _handing(leaver: Colleague) -> Iterator[Question]:
    people = [one for one in colleagues() if one.membership_id != leaver.membership_id]
    able = [one for one in people if any(grant.role in ("officer", "lead") for grant in one.grants)]
    options = [Option(value=str(one.membership_id), label=Words(en=one.name, cy=one.name)) for one in able]
    options.append(Option(value=NOBODY, label=TEXTS["owner_none"]))
    yield Choice(
        id="to", type="choice", label=TEXTS["queues_hand_to"], name_in_errors=TEXTS["queues_act_assign_name"],
        options=tuple(options),
    )  # fmt: skip
    yield Text(
        id="reason", type="text", label=TEXTS["queues_bulk_reason"], name_in_errors=TEXTS["queues_bulk_reason_name"],
        max_length=200,
    )  # fmt: skip
