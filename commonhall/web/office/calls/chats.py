"""Who waits to chat, which chats does this agent have, and how is one taken?"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import Service
from commonhall.chats.answering import ChatTaken, ChatUnknown, take_chat
from commonhall.chats.queries import OWN, Chat, chat_binding, chats_of_agent, next_chat, opened, waiting_chats
from commonhall.core.values.dates import london
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.people.queries import teams
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, DeskView, Form, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.passing import for_whom
from commonhall.web.office.calls.reaching import call_frame, check_answers
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import drop_notice, go


@open_to("staff")
@staff("GET")
def chats_page(visit: Visit) -> HttpResponse:
    """List who waits, the longest first, and the agent's own chats."""
    check_answers(visit)
    services = offered_services(visit)
    waiting, mine = waiting_chats(), chats_of_agent(visit.member.membership_id)
    response = page(
        DeskView(
            frame=call_frame(visit, visit.say("chats")),
            blocks=(
                Prose(text=_standing(visit), look="inset"),
                *_next(visit),
                _table(visit, "chats_waiting", waiting, services),
                _table(visit, "chats_mine", mine, services),
                *_more(visit),
            ),
        )
    )
    drop_notice(response)
    return response


def _standing(visit: Visit) -> str:
    bound = chat_binding()
    if bound is not None and bound.provider != OWN:
        return visit.say("chats_is_elsewhere", provider=bound.provider)
    return visit.say(f"chats_is_{opened(visit.council, at=visit.at).why or 'on'}")


def _next(visit: Visit) -> tuple[Block, ...]:
    look = Buttons(links=(Link(text=visit.say("chats_look"), href=reverse("office-chats")),), secondary=True)
    own = {grant.team_id for grant in visit.member.grants if grant.team_id}
    mine = {team.slug for team in teams() if team.id in own}
    following = next_chat(visit.member.membership_id, mine, at=visit.at)
    if following is None:
        return (look,)
    take = reverse("office-chat-take", args=(following.id,))
    return Form(button=visit.say("chats_take_next"), action=take), look


def _more(visit: Visit) -> tuple[Block, ...]:
    if not (can(visit.member, "lead") or can(visit.member, "administer")):
        return ()
    links = [Link(text=visit.say("chats_settings"), href=reverse("office-chats-settings"))]
    if can(visit.member, "lead"):
        links.insert(0, Link(text=visit.say("chats_all"), href=reverse("office-chats-all")))
    return (Links(links=tuple(links)),)


def _table(visit: Visit, name: str, chats: tuple[Chat, ...], services: Mapping[str, Service]) -> Table:
    columns = ["chats_since", "chats_who", "chats_about", "chats_language"]
    passed = any(each.passed_at and each.state == "waiting" for each in chats)
    if passed:
        columns.append("chats_for")
    names = {team.slug: team.name.say(visit.language) for team in teams()} if passed else {}
    return Table(
        caption=visit.say(name),
        columns=tuple(Column(text=visit.say(each)) for each in columns),
        rows=tuple(_row(visit, each, services, names if passed else None) for each in chats),
        empty=visit.say(f"{name}_none"),
    )


def _row(visit: Visit, chat: Chat, services: Mapping[str, Service], names: Mapping[str, str] | None) -> Row:
    """Return one chat. The service is named only to whoever may fill it in for somebody. names: of the teams, by slug;
    None where no chat is for anybody in particular.
    """
    service = services.get(chat.about)
    since = chat.taken_at or chat.begun_at
    return Row(
        cells=(
            Cell(
                text=when(since, visit.language),
                href=reverse("office-chat", args=(chat.id,)) if chat.state == "talking" else "",
                time=london(since),
            ),
            Cell(text=chat.name or visit.say("chat_somebody")),
            Cell(text=service.title.say(visit.language) if service else "–"),
            Cell(text=visit.say(f"chats_language_{chat.language}")),
            *(() if names is None else (Cell(text=for_whom(chat, visit, names)),)),
        )
    )


@open_to("staff")
@staff("POST")
def take_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Take a chat that waits; where somebody else was quicker, go back and say so."""
    check_answers(visit)
    try:
        taken = take_chat(chat_id=chat, by=visit.member.actor, at=visit.at)
    except (ChatTaken, ChatUnknown):
        return go(reverse("office-chats"), "warning", "chat_taken")
    return SeeOther(reverse("office-chat", args=(taken.id,)))
