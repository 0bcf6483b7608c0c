"""How does a lead act on many cases? Choose them, say what and why, see what will happen, then let it happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.listing import in_order
from commonhall.cases.queries import Case, CaseUnknown, Filter, queue
from commonhall.cases.queues.bulk import MOST_AT_ONCE, Act, BulkRefused, Foreseen, begin_bulk, foresee
from commonhall.cases.visible import cases_visible_to
from commonhall.core.questions.question import Question
from commonhall.core.values.dates import london_day
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Choosing,
    Column,
    DeskView,
    Form,
    Links,
    Pages,
    Prose,
    Row,
    Table,
)  # fmt: skip
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, check_may, page, staff
from commonhall.web.office.dues import due_of
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import frame
from commonhall.web.office.lists import filter_from, find_place, place_text, query_of
from commonhall.web.office.offer import offer_of
from commonhall.web.office.queue import effective_for_row, list_url, tagged, title_of
from commonhall.web.office.queues.bulk_asked import moves_offered, questions_of, value_of, words_of
from commonhall.web.office.queues.views import crumbs

ACTS: Final = ("assign", "priority", "tag", "review", "move")
MOST_SHOWN: Final = 50


@open_to("staff")
@staff("GET")
def bulk_page(visit: Visit) -> HttpResponse:
    """Show a list with boxes to tick."""
    _check(visit)
    chosen = filter_from(visit.request.GET.get("list", ""))
    found = queue(visit.member, chosen, start=find_place(visit.request.GET.get("at", "")), at=visit.at)
    here, listed = reverse("office-bulk"), query_of(chosen)
    turned = [
        f"{here}?{urlencode({'list': listed, 'at': place_text(place)})}" if place else ""
        for place in (found.before, found.after)
    ]
    blocks: list[Block] = [Prose(text=visit.say("queues_bulk_lead"))]
    if found.cases:
        every = f"{reverse('office-bulk-act')}?{urlencode({'list': listed, 'all': 'yes'})}"
        blocks += [
            _ticks(visit, found.cases),
            Form(
                id="bulk",
                action=reverse("office-bulk-act"),
                get=True,
                hidden=(("list", listed),),
                button=visit.say("queues_bulk_chosen"),
                cancel_url=list_url(chosen),
            ),
            Links(links=(Link(text=visit.say("queues_bulk_all", n=MOST_AT_ONCE), href=every),)),
        ]
    else:
        blocks.append(Prose(text=visit.say("queues_bulk_none")))
    blocks.append(Pages(previous_url=turned[0], next_url=turned[1]))
    return page(DeskView(frame=frame(visit, visit.say("queues_bulk"), breadcrumbs=crumbs(visit)), blocks=tuple(blocks)))


def _check(visit: Visit) -> None:
    check_may(visit, "bulk")


def _ticks(visit: Visit, cases: tuple[Case, ...]) -> Table:
    offer = offer_of(visit)
    rows = []
    for case in cases:
        effective = effective_for_row(visit, case, offer)
        due = due_of(case, effective.calendar, today=london_day(visit.at), language=visit.language)
        rows.append(
            Row(
                value=case.reference,
                cells=(
                    Cell(text=case.reference, more=(title_of(case, visit),)),
                    Cell(text=due.words),
                    Cell(tag=tagged(effective, case, visit)),
                    Cell(text=getattr(case, "owner_name", None) or visit.say("nobody")),
                ),
            )
        )
    heads = ("reference", "due", "status", "officer")
    return Table(
        caption=visit.say("queue"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(f"queues_column_{head}")) for head in heads),
        rows=tuple(rows),
        choosing=Choosing(name="case", form="bulk"),
    )


@open_to("staff")
@staff("GET")
def bulk_act_page(visit: Visit) -> HttpResponse:
    """Ask what is to be done to the cases that were chosen."""
    _check(visit)
    chosen, picked, query = _picked(visit)
    if not picked:
        return SeeOther(f"{reverse('office-bulk')}?{urlencode({'list': query_of(chosen)})}")
    moves = moves_offered(visit, picked)
    acts = [act for act in ACTS if act != "move" or moves]
    links = tuple(
        Link(text=visit.say(f"queues_act_{act}"), href=f"{reverse('office-bulk-do', args=(act,))}?{query}")
        for act in acts
    )
    lead = visit.say("queues_bulk_many" if len(picked) != 1 else "queues_bulk_one", n=f"{len(picked):,}")
    blocks: tuple[Block, ...] = (Prose(text=lead), Buttons(links=links, secondary=True))
    return page(
        DeskView(frame=frame(visit, visit.say("queues_bulk_what"), breadcrumbs=_crumbs(visit, chosen)), blocks=blocks)
    )


def _crumbs(visit: Visit, chosen: Filter) -> tuple[Link, ...]:
    back = f"{reverse('office-bulk')}?{urlencode({'list': query_of(chosen)})}"
    return crumbs(visit, (visit.say("queues_bulk"), back))


def _picked(visit: Visit) -> tuple[Filter, list[Case], str]:
    """Return the list, the cases of it that were chosen, and the query that says so.

    At most one more than can be done at once. They are read by the right to act on many: what a lead merely sees is
    no part of it.
    """
    get = visit.request.GET
    chosen = filter_from(get.get("list", ""))
    if get.get("all") == "yes":
        rows = in_order(visit.member, chosen, None, visit.at)
        rows = rows.filter(pk__in=cases_visible_to(visit.member, "bulk").values("pk"))[: MOST_AT_ONCE + 1]
        return chosen, list(rows), urlencode({"list": query_of(chosen), "all": "yes"})
    named = get.getlist("case")[:MOST_AT_ONCE]
    rows = cases_visible_to(visit.member, "bulk").filter(reference__in=named).order_by("due_at", "id")
    picked = list(rows)
    query = urlencode([("list", query_of(chosen)), *(("case", case.reference) for case in picked)])
    return chosen, picked, query


@open_to("staff")
@staff("GET", "POST")
def bulk_do_page(visit: Visit, act: str) -> HttpResponse:
    """Ask for the value and the reason, show what will happen, and begin."""
    _check(visit)
    if act not in ACTS:
        raise CaseUnknown(act)
    chosen, picked, _ = _picked(visit)
    questions = tuple(questions_of(visit, act, picked))
    form = read_form(visit, questions)
    if not form.good or not picked:
        return page(_ask(visit, act, questions, form, chosen, len(picked)))
    wanted = Act(act, value_of(act, form.answers))
    seen = foresee(wanted, picked, member=visit.member, council=visit.council, at=visit.at)
    able = [one.case for one in seen if not one.why]
    if visit.request.POST.get("do") != "confirm" or not able:
        return page(_preview(visit, wanted, seen, chosen))
    try:
        bulk = begin_bulk(
            act=wanted,
            cases=_as_shown(visit, able),
            reason=str(form.answers["reason"]),
            member=visit.member,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except BulkRefused:
        return page(_preview(visit, wanted, seen, chosen))
    return SeeOther(reverse("office-bulk-result", args=(bulk,)))


def _as_shown(visit: Visit, cases: list[Case]) -> list[Case]:
    """Return those of ``cases`` that the preview showed: another that has come to the list meanwhile was not seen."""
    shown = visit.request.POST.get("shown", "")
    return [case for case in cases if f" {case.reference}:{case.version} " in f" {shown} "]


def _ask(visit: Visit, act: str, questions: tuple[Question, ...], form: Filled, chosen: Filter, count: int) -> DeskView:
    back = _crumbs(visit, chosen)
    lead = visit.say("queues_bulk_many" if count != 1 else "queues_bulk_one", n=f"{count:,}")
    too_many = (Prose(text=visit.say("queues_bulk_too_many", n=f"{MOST_AT_ONCE:,}"), look="warning"),)
    asked = views_of(visit, questions, form)
    send = Form(id="questions", button=visit.say("queues_bulk_preview"), questions=asked, cancel_url=back[-1].href)
    return DeskView(
        frame=frame(visit, visit.say(f"queues_act_{act}"), breadcrumbs=back, has_error=bool(form.problems)),
        blocks=too_many if count > MOST_AT_ONCE else (Prose(text=lead), send),
        narrow=True,
    )


def _preview(visit: Visit, act: Act, seen: list[Foreseen], chosen: Filter) -> DeskView:
    able = [one for one in seen if not one.why]
    left = [one for one in seen if one.why]
    sent: list[tuple[str, str]] = [
        (name, one) for name, ones in visit.request.POST.lists() if name not in ("do", "shown", "csrfmiddlewaretoken")
        for one in ones
    ]  # fmt: skip
    shown = " ".join(f"{one.case.reference}:{one.case.version}" for one in able)
    count = visit.say("queues_bulk_will" if len(able) != 1 else "queues_bulk_will_one", n=f"{len(able):,}")
    blocks: list[Any] = [Prose(text=words_of(visit, act, [one.case for one in seen]), look="inset"), Prose(text=count)]
    if able:
        blocks.append(_foreseen(visit, "queues_bulk_done_to", able))
    if left:
        blocks.append(_foreseen(visit, "queues_bulk_left_out", left))
    if able:
        confirm = (("do", "confirm"), ("shown", shown), *((n, v) for n, v in sent if n != "_shown"))
        button = visit.say("queues_bulk_confirm", n=f"{len(able):,}")
        blocks.append(Form(id="questions", button=button, hidden=confirm, cancel_url=_crumbs(visit, chosen)[-1].href))
    title = visit.say("queues_bulk_check")
    return DeskView(frame=frame(visit, title, breadcrumbs=_crumbs(visit, chosen)), blocks=tuple(blocks))


def _foreseen(visit: Visit, caption: str, some: list[Foreseen]) -> Table:
    rows = tuple(_foreseen_rows(visit, some))
    why = any(one.why for one in some)
    heads = ("queues_column_reference", "queues_bulk_why") if why else ("queues_column_reference",)
    more = len(some) - MOST_SHOWN
    text = visit.say(caption)
    return Table(
        caption=f"{text} ({visit.say('queues_bulk_more', n=more)})" if more > 0 else text,
        columns=tuple(Column(text=visit.say(head)) for head in heads),
        rows=rows,
    )


def _foreseen_rows(visit: Visit, some: list[Foreseen]) -> Iterator[Row]:
    for one in some[:MOST_SHOWN]:
        cells = [Cell(text=one.case.reference, more=(title_of(one.case, visit),))]
        if one.why:
            cells.append(Cell(text=visit.say(f"queues_why_{one.why}")))
        yield Row(cells=tuple(cells))
