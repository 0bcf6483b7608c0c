"""What is a member's own affair, so that its cases are not there for them? They say so themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.people.operations import InterestRefused, declare_interest, withdraw_interest
from commonhall.people.queries import interests_of
from commonhall.web.components.views.desk import Cell, Column, Form, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.rights.desk import desk, done
from commonhall.web.office.texts import TEXTS

KINDS = ("email", "phone", "uprn", "postcode")


@open_to("staff")
@staff("GET", "POST")
def own_page(visit: Visit) -> HttpResponse:
    """Show what the member declared, and let them declare more."""
    questions: tuple[Question, ...] = (
        Choice(
            id="kind", type="choice", label=TEXTS["own_kind"], name_in_errors=TEXTS["own_kind_name"],
            options=tuple(Option(value=kind, label=TEXTS[f"own_{kind}"]) for kind in KINDS),
        ),
        Text(id="value", type="text", label=TEXTS["own_value"], name_in_errors=TEXTS["own_value_name"], max_length=200),
    )  # fmt: skip
    form = read_form(visit, questions)
    if form.good:
        try:
            declare_interest(
                membership_id=visit.member.membership_id,
                kind=form.text("kind"),
                value=form.text("value"),
                by=visit.member.actor,
                at=visit.at,
            )
        except InterestRefused:
            form = form.but("value", visit.say("own_refused"))
        else:
            return done("office-own", (), "own_declared")
    blocks = (
        Prose(text=visit.say("own_text")),
        _table(visit),
        Form(id="questions", questions=views_of(visit, questions, form), button=visit.say("own_add")),
    )
    up = Link(text=visit.say("me"), href=reverse("office-team"))
    return desk(visit, visit.say("own_title"), blocks, up=up, narrow=True, has_error=bool(form.problems))


def _table(visit: Visit) -> Table:
    return Table(
        caption=visit.say("own_caption"),
        columns=(
            Column(text=visit.say("own_value_name")),
            Column(text=visit.say("own_kind")),
            Column(text=visit.say("own_end"), hidden=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=each.value),
                    Cell(text=visit.say(f"own_{each.kind}")),
                    Cell(text=visit.say("own_end"), href=reverse("office-own-end", args=(id,))),
                )
            )
            for id, each in interests_of(visit.member.membership_id)
        ),
        empty=visit.say("own_none"),
    )


@open_to("staff")
@staff("GET", "POST")
def own_end_page(visit: Visit, interest: UUID) -> HttpResponse:
    """Take back something that the member declared, after asking."""
    mine = dict(interests_of(visit.member.membership_id))
    if interest not in mine:
        raise CaseUnknown(str(interest))
    if visit.request.method == "POST" and not visit.switching:
        withdraw_interest(
            interest_id=interest, membership_id=visit.member.membership_id, by=visit.member.actor, at=visit.at
        )
        return done("office-own", (), "own_ended")
    up = Link(text=visit.say("own_title"), href=reverse("office-own"))
    blocks = (
        Prose(text=visit.say("own_confirm_text")),
        Form(id="questions", button=visit.say("own_end"), look="warning", cancel_url=up.href),
    )
    return desk(visit, visit.say("own_confirm", value=mine[interest].value), blocks, up=up, narrow=True)
