"""Which lists do I keep? The list of an address, under a name, for oneself, a team or everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown, counts_of
from commonhall.cases.queues.kept_lists import (
    LONGEST_NAME,
    Kept,
    ViewRefused,
    ViewUnknown,
    choices_of,
    drop_view,
    get_view,
    keep_view,
)
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Cell, Column, DeskView, Form, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, go, take_notice
from commonhall.web.office.lists import filter_from, query_of
from commonhall.web.office.queue import counted_words
from commonhall.web.office.texts import TEXTS

MOST_COUNTED_LISTS = 10


def crumbs(visit: Visit, *more: tuple[str, str]) -> tuple[Link, ...]:
    """Return the way back from a page of the queues: the work, and then pairs of text and address."""
    work = Link(text=visit.say("work"), href=reverse("office-queue"))
    return (work, *(Link(text=text, href=href) for text, href in more))


def check_sees(visit: Visit) -> None:
    """Raise NotAllowed for who sees no cases at all."""
    check_may(visit, "view")


@open_to("staff")
@staff("GET")
def views_page(visit: Visit) -> HttpResponse:
    """Show the lists that are kept for a member."""
    check_sees(visit)
    choices = choices_of(visit.member)
    shown = choices.kept[:MOST_COUNTED_LISTS]
    counts = counts_of(visit.member, [filter_from(one.query) for one in shown], at=visit.at)
    numbers = {one.id: counted_words(count) for one, count in zip(shown, counts, strict=True)}
    table = Table(
        caption=visit.say("queues_kept"),
        hidden_caption=True,
        columns=tuple(
            Column(text=visit.say(key), numeric=key == "queues_view_cases")
            for key in ("queues_view_list", "queues_view_cases", "queues_view_who", "queues_view_act")
        ),
        rows=tuple(_row(visit, one, choices.teams, numbers.get(one.id, "")) for one in choices.kept),
        empty=visit.say("queues_view_none"),
    )
    how = Prose(text=visit.say("queues_view_how"), look="quiet")
    response = page(
        DeskView(
            frame=frame(visit, visit.say("queues_kept"), breadcrumbs=crumbs(visit), notice=take_notice(visit)),
            blocks=(table, how),
        )
    )
    drop_notice(response)
    return response


def _row(visit: Visit, kept: Kept, teams: Mapping[str, Words], count: str) -> Row:
    who = _who(visit, teams)[f"team:{kept.team}" if kept.shared == "team" else kept.shared]
    may_change = kept.mine or (kept.shared != "mine" and can(visit.member, "lead"))
    act = visit.say("queues_view_rename" if kept.mine else "queues_view_delete")
    name = "office-view" if kept.mine else "office-view-drop"
    return Row(
        cells=(
            Cell(text=kept.name, href=f"{reverse('office-queue')}?{kept.query}"),
            Cell(text=count),
            Cell(text=who),
            Cell(text=f"{act}: {kept.name}", href=reverse(name, args=(kept.id,))) if may_change else Cell(),
        )
    )


def _who(visit: Visit, teams: Mapping[str, Words]) -> dict[str, str]:
    whose = {each: visit.say(f"queues_view_{each}") for each in ("mine", "council")}
    named = {slug: visit.say("queues_view_team", team=name.say(visit.language)) for slug, name in teams.items()}
    return whose | {f"team:{slug}": text for slug, text in named.items()} | {"team:": ""}


@open_to("staff")
@staff("GET", "POST")
def new_view_page(visit: Visit) -> HttpResponse:
    """Keep the list of an address under a name."""
    check_sees(visit)
    sent = visit.request.POST.get("list") if visit.request.method == "POST" else visit.request.GET.get("list")
    query = query_of(filter_from(sent or ""))
    return _form_page(visit, query, None)


@open_to("staff")
@staff("GET", "POST")
def view_page(visit: Visit, kept: UUID) -> HttpResponse:
    """Change the name of a kept list, and who it is for."""
    found = _own(visit, kept)
    if not found.mine:
        raise CaseUnknown(str(kept))
    return _form_page(visit, found.query, found)


def _own(visit: Visit, view: UUID) -> Kept:
    try:
        return get_view(view, member=visit.member)
    except ViewUnknown as unknown:
        raise CaseUnknown(str(view)) from unknown


def _form_page(visit: Visit, query: str, kept: Kept | None) -> HttpResponse:
    questions = tuple(_questions(visit))
    first: dict[str, Any] = {"shared": "mine"}
    if kept:
        first = {"name": kept.name, "shared": f"team:{kept.team}" if kept.shared == "team" else kept.shared}
    form = read_form(visit, questions)
    if form.good:
        try:
            _keep(visit, form, query, kept)
        except ViewRefused as refused:
            form = form.but("name", visit.say(f"queues_view_{refused.rule}"))
        else:
            return go(reverse("office-views"), "success", "queues_view_kept")
    return page(_form_view(visit, views_of(visit, questions, form, first), query, kept, wrong=bool(form.problems)))


def _keep(visit: Visit, form: Filled, query: str, kept: Kept | None) -> None:
    shared, _, team = str(form.answers.get("shared") or "mine").partition(":")
    keep_view(
        name=str(form.answers["name"]),
        query=query,
        shared=shared,
        team=team,
        member=visit.member,
        view_id=kept.id if kept else None,
        by=visit.member.actor,
        at=visit.at,
    )


def _form_view(
    visit: Visit, asked: tuple[QuestionView, ...], query: str, kept: Kept | None, *, wrong: bool
) -> DeskView:
    title = visit.say("queues_view_rename" if kept else "queues_keep")
    back = reverse("office-views") if kept else f"{reverse('office-queue')}?{query}"
    blocks: list[Any] = [
        Form(
            id="questions",
            button=visit.say("queues_save"),
            questions=asked,
            hidden=(("list", query),),
            cancel_url=back,
        )
    ]
    if kept:
        drop = Link(text=visit.say("queues_view_delete"), href=reverse("office-view-drop", args=(kept.id,)))
        blocks.append(Links(links=(drop,)))
    return DeskView(
        frame=frame(
            visit,
            title,
            breadcrumbs=crumbs(visit, (visit.say("queues_kept"), reverse("office-views"))),
            has_error=wrong,
        ),
        blocks=tuple(blocks),
        narrow=True,
    )


def _questions(visit: Visit) -> Iterator[Question]:
    yield Text(
        id="name", type="text", label=TEXTS["queues_view_name"], name_in_errors=TEXTS["queues_view_name_name"],
        max_length=LONGEST_NAME,
    )  # fmt: skip
    if can(visit.member, "lead"):
        teams = choices_of(visit.member).teams
        options = [Option(value=each, label=TEXTS[f"queues_view_{each}"]) for each in ("mine", "council")]
        words = TEXTS["queues_view_team"]
        options += [
            Option(
                value=f"team:{slug}",
                label=Words(en=words.en.format(team=name.en), cy=words.cy.format(team=name.cy or name.en)),
            )
            for slug, name in teams.items()
        ]
        yield Choice(
            id="shared", type="choice", label=TEXTS["queues_view_shared"],
            name_in_errors=TEXTS["queues_view_shared_name"], options=tuple(options),
        )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def drop_view_page(visit: Visit, kept: UUID) -> HttpResponse:
    """Ask whether a kept list may go, and let it go."""
    found = _own(visit, kept)
    if not (found.mine or (found.shared != "mine" and can(visit.member, "lead"))):
        raise CaseUnknown(str(kept))
    if visit.request.method == "POST" and not visit.switching:
        drop_view(view_id=found.id, member=visit.member, by=visit.member.actor, at=visit.at)
        return go(reverse("office-views"), "success", "queues_view_gone")
    title = visit.say("queues_view_delete")
    return page(
        DeskView(
            frame=frame(visit, title, breadcrumbs=crumbs(visit, (visit.say("queues_kept"), reverse("office-views")))),
            blocks=(
                Prose(text=visit.say("queues_view_sure", name=found.name), look="warning"),
                Form(id="questions", button=title, look="warning", cancel_url=reverse("office-views")),
            ),
            narrow=True,
        )
    )
