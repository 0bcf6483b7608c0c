"""How does an agent pass a chat on, and how does a lead see which chats are open and that somebody carries on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.chats.answering import ChatUnknown
from commonhall.chats.operations import ChatOver
from commonhall.chats.passing_on import (
    LONGEST_NOTE,
    NoteTooLong,
    PassedTo,
    move_chat,
    pass_chat_on,
    take_over_chat,
)
from commonhall.chats.queries import OWN, Chat, find_chat, open_chats
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Question
from commonhall.core.values.dates import in_words, london, london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.policies import ALLOWED, can
from commonhall.people.queries import Colleague, colleagues, teams
from commonhall.web.components.views.desk import Cell, Column, DeskView, Form, Prose, Row, Table
from commonhall.web.components.views.frame import Link, PageFrame
from commonhall.web.office.calls.chatting import chat_frame, my_chat, was_mine
from commonhall.web.office.calls.reaching import call_frame
from commonhall.web.office.calls.spoken import chat_title
from commonhall.web.office.door import SeeOther, Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, named, read_form, views_of
from commonhall.web.office.frames import drop_notice, go
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET", "POST")
def chat_pass_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Let an agent pass their chat on to a colleague, a team or whoever is free, with a note."""
    if passed := was_mine(visit, chat):
        return passed
    found = my_chat(visit, chat)
    if found.state == "ended":
        return SeeOther(reverse("office-chat", args=(found.id,)))
    whom = dict(_whom(visit))
    asked = _asked(whom)
    filled = read_form(visit, asked)
    if filled.good:
        filled = _moved(visit, found, filled, lead=False)
        if not filled.problems:
            return _done(visit, "chat_passed")
    frame = chat_frame(visit, found, visit.say("chat_to_pass"), below=True, has_error=bool(filled.problems))
    form = Form(
        button=visit.say("chat_to_pass"),
        questions=views_of(visit, asked, filled),
        cancel_url=reverse("office-chat", args=(found.id,)),
        id="questions",
    )
    return page(DeskView(frame=frame, blocks=(Prose(text=visit.say("chat_pass_lead")), form), narrow=True))


def _done(visit: Visit, said: str) -> HttpResponse:
    return go(reverse("office-chats"), "success", said)


def _whom(visit: Visit) -> Iterator[tuple[str, Words]]:
    """Yield who can carry on, by what the form posts."""
    yield "anybody", TEXTS["chat_pass_anybody"]
    for team in teams():
        words = TEXTS["chat_pass_team"]
        en, cy = words.en.format(name=team.name.en), words.cy.format(name=team.name.cy or team.name.en)
        yield f"team.{team.slug}", Words(en=en, cy=cy)
    for each in _agents(visit):
        yield f"agent.{each.membership_id}", Words(en=each.name, cy=each.name)


def _agents(visit: Visit) -> Iterator[Colleague]:
    for each in colleagues(on=london_day(visit.at)):
        answers = any("answer" in ALLOWED[grant.role] for grant in each.grants)
        if answers and each.membership_id != visit.member.membership_id:
            yield each


def _asked(whom: Mapping[str, Words]) -> tuple[Question, ...]:
    to, note = TEXTS["chat_pass_whom"], TEXTS["chat_pass_note"]
    offered = tuple(Option(value=value, label=label) for value, label in whom.items())
    return (
        Choice(id="to", type="choice", label=to, name_in_errors=named(to), options=offered),
        LongText(id="note", type="long_text", label=note, rows=3, required=False, max_length=LONGEST_NOTE),
    )


def _moved(visit: Visit, chat: Chat, filled: Filled, *, lead: bool) -> Filled:
    """Move the chat as the form says, or return the form with what is wrong. What is over meanwhile stays so."""
    chosen, note = str(filled.answers["to"]), str(filled.answers["note"] or "")
    by, at = visit.member.actor, visit.at
    try:
        if lead and chosen == "me":
            take_over_chat(chat_id=chat.id, by=by, at=at)
        elif lead:
            move_chat(chat_id=chat.id, to=_to(visit, chosen), note=note, by=by, at=at)
        else:
            pass_chat_on(chat_id=chat.id, to=_to(visit, chosen), note=note, by=by, at=at)
    except NoteTooLong:
        return filled.but("note", visit.say("chat_pass_long", n=LONGEST_NOTE))
    except (ChatUnknown, ChatOver):
        pass  # a colleague was quicker, or the resident has left: the list shows how it is
    return filled


def _to(visit: Visit, chosen: str) -> PassedTo:
    kind, _, which = chosen.partition(".")
    if kind == "team":
        return PassedTo(team=which)
    if kind == "agent":
        agent = next(each for each in _agents(visit) if str(each.membership_id) == which)
        return PassedTo(agent.membership_id, agent.name)
    return PassedTo()


def check_leads(visit: Visit) -> None:
    """Raise NotAllowed for anybody but leads: they see which chats are open, and not what is written in them."""
    check_may(visit, "lead")


@open_to("staff")
@staff("GET")
def chats_all_page(visit: Visit) -> HttpResponse:
    """List every open chat: since when, who waits for whom, and which agent was last there when."""
    check_leads(visit)
    found = open_chats()
    waiting = [each for each in found if each.state == "waiting"]
    said = visit.say("chats_all_talking", talking=len(found) - len(waiting))
    if waiting:
        longest = _time(visit, waiting[0].begun_at)
        said = f"{visit.say('chats_all_waiting', waiting=len(waiting), since=longest)} {said}"
    frame = _frame(visit, visit.say("chats_all"))
    response = page(DeskView(frame=frame, blocks=(Prose(text=said, look="inset"), _table(visit, found))))
    drop_notice(response)
    return response


def _frame(visit: Visit, title: str, *, all_chats: bool = False, has_error: bool = False) -> PageFrame:
    """Return the frame of a page below that of chats. all_chats: also below that of all open ones."""
    made = call_frame(visit, title, has_error=has_error)
    crumbs = [Link(text=visit.say("chats"), href=reverse("office-chats"))]
    if all_chats:
        crumbs.append(Link(text=visit.say("chats_all"), href=reverse("office-chats-all")))
    return replace(made, breadcrumbs=(*made.breadcrumbs, *crumbs))


def _table(visit: Visit, found: tuple[Chat, ...]) -> Table:
    names = {team.slug: team.name.say(visit.language) for team in teams()}
    columns = ("chats_since", "chats_who", "chats_language", "chats_with", "chats_last")
    return Table(
        caption=visit.say("chats_all"),
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(each)) for each in columns),
        rows=tuple(_row(visit, each, names) for each in found),
        empty=visit.say("chats_all_none"),
    )


def _row(visit: Visit, chat: Chat, names: Mapping[str, str]) -> Row:
    seen = (visit.say("chats_last_seen", when=_time(visit, chat.agent_seen_at)),) if chat.agent_seen_at else ()
    if chat.state == "waiting":
        whom = f"{visit.say('chats_for')}: {for_whom(chat, visit, names)}"
        cell = Cell(text=visit.say("chats_state_waiting"), more=(whom,))
    else:
        cell = Cell(text=chat.agent_name, more=seen)
    return Row(
        cells=(
            Cell(
                text=_time(visit, chat.begun_at),
                href=reverse("office-chat-see-to", args=(chat.id,)),
                more=(when(chat.begun_at, visit.language),),
                time=london(chat.begun_at),
            ),
            Cell(text=chat.name or visit.say("chat_somebody")),
            Cell(text=visit.say(f"chats_language_{chat.language}")),
            cell,
            Cell(text=_time(visit, chat.said_at)),
        )
    )


def _time(visit: Visit, at: datetime) -> str:
    return in_words(london(at)[11:16], visit.language)


def for_whom(chat: Chat, visit: Visit, names: Mapping[str, str]) -> str:
    """Return for whom a chat waits, in words. names: of the teams, by slug."""
    if chat.for_agent_id == visit.member.membership_id:
        return visit.say("chats_for_you")
    return chat.for_agent_name or names.get(chat.for_team, chat.for_team) or visit.say("chats_for_anybody")


@open_to("staff")
@staff("GET", "POST")
def chat_see_to_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Let a lead say who carries on with a chat, or do so themselves. What is written in it they do not see here."""
    check_leads(visit)
    found = find_chat(chat)
    if found is None or found.provider != OWN:
        raise CaseUnknown(str(chat))
    if found.state == "ended":
        return SeeOther(reverse("office-chats-all"))
    whom = {"me": TEXTS["chat_pass_me"], **dict(_whom(visit))} if can(visit.member, "answer") else dict(_whom(visit))
    asked = _asked(whom)
    filled = read_form(visit, asked)
    if filled.good:
        filled = _moved(visit, found, filled, lead=True)
        if not filled.problems and filled.answers["to"] == "me":
            return SeeOther(reverse("office-chat", args=(found.id,)))
        if not filled.problems:
            return go(reverse("office-chats-all"), "success", "chat_passed")
    made = _frame(visit, visit.say("chat_see_to"), all_chats=True, has_error=bool(filled.problems))
    form = Form(
        button=visit.say("chat_see_to"),
        questions=views_of(visit, asked, filled, {"note": found.note or None}),
        cancel_url=reverse("office-chats-all"),
        id="questions",
    )
    return page(
        DeskView(
            frame=made,
            caption=chat_title(visit, found),
            blocks=(Prose(text=visit.say("chat_see_lead")), form),
            narrow=True,
        )
    )
