"""What must not go, whatever its time? The holds, placing one, looking at it again, releasing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import Case, cases_visible_to
from commonhall.catalogue.queries import services_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.retention.operations import place_hold, release_hold, review_hold
from commonhall.retention.policies import LONGEST_HOLD, LONGEST_REASON
from commonhall.retention.queries import HoldShown, HoldUnknown, get_hold, holds, may
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Cell, Heading, Links, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.came import address_of
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.records.tabs import columns, crumb, day, desk, form, row
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.together.forming import back_to, case_crumbs


@open_to("staff")
@staff("GET")
def holds_page(visit: Visit) -> HttpResponse:
    """Show what is held, those to be looked at again first; or what was."""
    check_may(visit, "hold")
    released = visit.request.GET.get("released") == "yes"
    found = holds(visit.member, released=released)
    heads = ("records_hold_on", "records_why", "records_hold_by", "records_hold_review")
    table = Table(
        caption=visit.say("records_holds_released" if released else "records_holds_now"),
        columns=columns(visit, *heads),
        rows=tuple(Row(cells=tuple(_cells(visit, each))) for each in found),
        empty=visit.say("records_holds_none"),
    )
    here = reverse("office-records-holds")
    other = (
        Link(text=visit.say("records_holds_now"), href=here)
        if released
        else Link(text=visit.say("records_holds_released"), href=f"{here}?released=yes")
    )
    blocks: list[Block] = [Prose(text=visit.say("records_holds_about")), table, Links(links=(other,))]
    response = page(
        desk(visit, visit.say("records_holds"), blocks, current="office-records-holds", caption=visit.say("records"))
    )
    drop_notice(response)
    return response


def _what(visit: Visit, shown: HoldShown) -> str:
    what = shown.what
    if shown.hold.scope == "pattern":
        named = {
            one.pattern: one.effective.pattern.title for one in services_of(visit.council, day=london_day(visit.at))
        }
        what = named[what].say(visit.language) if what in named else what
    return visit.say(f"records_hold_{shown.hold.scope}", what=what)


def _cells(visit: Visit, shown: HoldShown) -> Iterator[Cell]:
    hold = shown.hold
    yield Cell(text=_what(visit, shown), href=reverse("office-records-hold", args=(hold.id,)))
    yield Cell(text=hold.reason)
    yield Cell(text=hold.placed_by, more=(when(hold.placed_at, visit.language),))
    overdue = hold.released_at is None and hold.review_date < london_day(visit.at)
    tag = TaggedState(text=visit.say("records_hold_overdue"), colour="red") if overdue else None
    yield Cell(text=day(hold.review_date, visit), tag=tag)


@open_to("staff")
@staff("GET", "POST")
def new_hold_page(visit: Visit, reference: str) -> HttpResponse:
    """Hold a case, its person, or its whole service."""
    case = held_case(visit, reference)
    asked = _asked(visit, case)
    filled = read_form(visit, asked)
    if not filled.good:
        view = desk(
            visit,
            visit.say("records_hold_new"),
            [
                form(
                    visit,
                    asked,
                    filled,
                    button=visit.say("records_hold_place"),
                    cancel_url=address_of(visit, case.reference),
                )
            ],
            crumbs=case_crumbs(visit, case.reference),
            caption=case.reference,
            problems=bool(filled.problems),
            narrow=True,
        )
        return page(view)
    scope = str(filled.answers["scope"])
    place_hold(
        scope=scope,
        subject_id={"case": case.id, "person": case.person_id}.get(scope),
        pattern=case.pattern if scope == "pattern" else "",
        restricted=case.restricted,
        reason=str(filled.answers["reason"]),
        review_date=date.fromisoformat(str(filled.answers["review_date"])),
        by=visit.member.actor,
        at=visit.at,
    )
    return back_to(visit, case.reference, "success", "records_hold_placed")


def held_case(visit: Visit, reference: str) -> Case:
    """Return the case where the member may hold it. Raises NotAllowed."""
    found: Case | None = cases_visible_to(visit.member, "hold").filter(reference=reference).first()
    if found is None:
        raise NotAllowed(reference)
    return found


def _asked(visit: Visit, case: Case) -> tuple[Question, ...]:
    scopes = ["case"]
    scopes += ["person"] if case.person_id else []
    scopes += ["pattern"] if may(visit.member, "hold", case.pattern, case.restricted) else []
    return (
        Choice(
            id="scope",
            type="choice",
            label=TEXTS["records_hold_scope"],
            name_in_errors=TEXTS["records_hold_scope_name"],
            options=tuple(Option(value=one, label=TEXTS[f"records_hold_scope_{one}"]) for one in scopes),
        ),
        *_words(),
    )


def _words() -> tuple[Question, Question]:
    return (
        Text(
            id="reason",
            type="text",
            label=TEXTS["records_hold_reason"],
            hint=TEXTS["records_hold_reason_hint"],
            name_in_errors=TEXTS["records_hold_reason_name"],
            max_length=LONGEST_REASON,
        ),
        Date(
            id="review_date",
            type="date",
            label=TEXTS["records_hold_review_day"],
            hint=TEXTS["records_hold_review_hint"],
            name_in_errors=TEXTS["records_hold_review_name"],
            earliest="today+1",
            latest=f"today+{LONGEST_HOLD.days}",
        ),
    )


@open_to("staff")
@staff("GET", "POST")
def hold_page(visit: Visit, hold: UUID) -> HttpResponse:
    """Show a hold; keep it for longer, or release it."""
    check_may(visit, "hold")
    try:
        shown = get_hold(visit.member, hold)
    except HoldUnknown as unknown:
        raise NotAllowed(str(hold)) from unknown
    releases = visit.request.POST.get("do") == "release"
    kept, released = Filled(), Filled()
    if shown.hold.released_at is None and releases:
        released = read_form(visit, (_release(),))
    elif shown.hold.released_at is None:
        kept = read_form(visit, _words())
    if released.good:
        reason = str(released.answers["why"])
        release_hold(hold_id=hold, reason=reason, by=visit.member.actor, at=visit.at)
        return _to_holds("records_hold_released")
    if kept.good:
        review_hold(
            hold_id=hold,
            reason=str(kept.answers["reason"]),
            review_date=date.fromisoformat(str(kept.answers["review_date"])),
            by=visit.member.actor,
            at=visit.at,
        )
        return _to_holds("records_hold_kept")
    return page(_hold_view(visit, shown, kept, released))


def _release() -> Question:
    return Text(
        id="why",
        type="text",
        label=TEXTS["records_hold_release_reason"],
        name_in_errors=TEXTS["records_hold_release_name"],
        max_length=LONGEST_REASON,
    )


def _to_holds(key: str) -> HttpResponse:
    return go(reverse("office-records-holds"), "success", key)


def _hold_view(visit: Visit, shown: HoldShown, kept: Filled, released: Filled) -> Any:
    hold = shown.hold
    said: tuple[SummaryRow, ...] = (
        row(visit, "records_why", hold.reason),
        row(visit, "records_hold_by", hold.placed_by, when(hold.placed_at, visit.language)),
        row(visit, "records_hold_review", day(hold.review_date, visit)),
    )
    blocks: list[Block] = []
    if hold.released_at is not None:
        ended = when(hold.released_at, visit.language)
        said = (*said, row(visit, "records_hold_released_row", hold.released_by, ended, hold.release_reason))
        blocks.append(Rows(rows=said))
    else:
        questions = _words()
        known = {questions[0].id: hold.reason}
        blocks += [
            Rows(rows=said),
            Heading(text=visit.say("records_hold_change")),
            form(visit, questions, kept, button=visit.say("records_hold_change"), known=known, look="secondary"),
            Heading(text=visit.say("records_hold_release")),
            form(
                visit,
                (_release(),),
                released,
                button=visit.say("records_hold_release"),
                hidden=(("do", "release"),),
                look="warning",
                id="release",
            ),
        ]
    wrong = any(filled.problems for filled in (kept, released))
    crumbs = (crumb(visit, "records_holds", "office-records-holds"),)
    return desk(visit, _what(visit, shown), blocks, crumbs=crumbs, problems=wrong, narrow=True)
