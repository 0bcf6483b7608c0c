"""Which e-mails could nobody place? A person gives each to a case, or puts it aside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.correspondence.inbound import (
    Stray,
    StrayUnknown,
    get_stray,
    place_stray,
    put_stray_aside,
    strays,
)
from commonhall.cases.queries import CaseUnknown, find_case, roles_on
from commonhall.core.questions.question import Problem
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.web.components.acts import Posted
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.desk import Cell, Column, DeskView, Form, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.asking import read_all
from commonhall.web.office.door import SeeOther, Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.letters.forms import desk
from commonhall.web.office.letters.places import can_place, post_tabs
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET")
def post_page(visit: Visit) -> HttpResponse:
    """Lead to what the member may see of the post: mail to place, else the templates."""
    check_may(visit, "work")
    return SeeOther(reverse("office-tray" if can_place(visit) else "office-templates"))


@open_to("staff")
@staff("GET")
def tray_page(visit: Visit) -> HttpResponse:
    """List the e-mails that wait, the oldest first."""
    if not can_place(visit):
        raise NotAllowed("tray")
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.subject or visit.say("tray_no_subject"), href=reverse("office-stray", args=(one.id,))),
                Cell(text=one.sender),
                Cell(text=when(one.came_at, visit.language), time=one.came_at.isoformat()),
            )
        )
        for one in strays()
    )
    columns = tuple(Column(text=visit.say(f"tray_{name}")) for name in ("subject", "sender", "came"))
    table = Table(
        caption=visit.say("tray"), hidden_caption=True, columns=columns, rows=rows, empty=visit.say("tray_none")
    )
    response = page(desk(visit, visit.say("tray"), (table,), tabs=post_tabs(visit)))
    drop_notice(response)
    return response


@open_to("staff")
@staff("GET", "POST")
def stray_page(visit: Visit, stray: UUID) -> HttpResponse:
    """Show one e-mail; give it to the case that was typed, or put it aside."""
    if not can_place(visit):
        raise NotAllowed("tray")
    try:
        found = get_stray(stray)
        if visit.request.method != "POST":
            return page(_view(visit, found, {"reference": [found.guess]}, {}))
        return _settle(visit, found)
    except StrayUnknown as unknown:
        if visit.request.method == "POST":
            return _back("information", "tray_over")
        raise CaseUnknown(str(stray)) from unknown


def _back(kind: str, said: str) -> HttpResponse:
    return go(reverse("office-tray"), "success" if kind == "success" else "information", said)


def _settle(visit: Visit, found: Stray) -> HttpResponse:
    posted = posted_of(visit)
    if posted.get("do") == ["aside"]:
        put_stray_aside(stray_id=found.id, by=visit.member.actor, at=visit.at)
        return _back("success", "tray_aside_said")
    answers, problems = read_all((_reference(),), posted, setting_of(visit))
    case = find_case(visit.member, str(answers["reference"])) if not problems else None
    if not problems and (case is None or not roles_on(visit.member, case)):
        problems["reference"] = Problem("unknown", visit.say("tray_unknown"), "reference")
    if problems or case is None or visit.switching:
        return page(_view(visit, found, posted, problems))
    place_stray(stray_id=found.id, case_id=case.id, by=visit.member.actor, at=visit.at)
    return go(reverse("office-case", args=(case.reference,)), "success", "tray_placed")


def _reference() -> Text:
    return Text(
        id="reference", type="text", label=TEXTS["tray_reference"], name_in_errors=TEXTS["tray_reference_name"],
        max_length=60,
    )  # fmt: skip


def _view(visit: Visit, found: Stray, posted: Posted, problems: dict[str, Problem]) -> DeskView:
    rows = (
        SummaryRow(key=visit.say("tray_sender"), lines=(found.sender,)),
        SummaryRow(key=visit.say("tray_came"), lines=(when(found.came_at, visit.language),)),
    )
    form = Form(
        id="questions",
        questions=views_of(visit, (_reference(),), Filled(posted, problems=problems)),
        buttons=(("place", visit.say("tray_place")), ("aside", visit.say("tray_aside"))),
    )
    blocks = (Rows(rows=rows), Prose(text=lines_of(found.text.splitlines()), look="inset"), form)
    crumbs = (Link(text=visit.say("tray"), href=reverse("office-tray")),)
    return desk(visit, found.subject or visit.say("tray_no_subject"), blocks, breadcrumbs=crumbs, narrow=True)
