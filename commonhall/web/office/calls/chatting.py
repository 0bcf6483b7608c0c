"""How does an agent answer in a chat: write, send a link to a service, end it?"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.chats.answering import SentLink, answer_in_chat, end_chat
from commonhall.chats.lines import LONGEST_LINE, LineRefused
from commonhall.chats.operations import ChatOver
from commonhall.chats.passing_on import note_agent_seen
from commonhall.chats.queries import Chat, find_chat, lines_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Question
from commonhall.councils.ids import new_id
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import link_for_caller
from commonhall.journeys.keeping import JourneyOver
from commonhall.journeys.queries import Journey, begun_in
from commonhall.web.components.pages import render
from commonhall.web.components.views.desk import Block, Conversation, DeskView, Form, Heading, Links, Prose
from commonhall.web.components.views.frame import Link, PageFrame
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.reaching import call_frame, check_answers, form_id
from commonhall.web.office.calls.serving import titled
from commonhall.web.office.calls.spoken import chat_title, drawn
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, named, read_form, views_of
from commonhall.web.office.frames import drop_notice, go, leave_notice
from commonhall.web.office.texts import TEXTS


def was_mine(visit: Visit, chat: UUID) -> HttpResponse | None:
    """Answer whoever passed a chat on, or lost it, and still has its page open; None for anybody else."""
    found = find_chat(chat)
    me = visit.member.membership_id
    if found is None or found.agent_id == me or found.passed_from_id != me:
        return None
    return go(reverse("office-chats"), "information", "chat_not_yours")


def my_chat(visit: Visit, chat: UUID) -> Chat:
    """Return the member's own chat. Raises CaseUnknown for any other: nobody looks over a shoulder."""
    check_answers(visit)
    found = find_chat(chat)
    if found is None or found.agent_id != visit.member.membership_id:
        raise CaseUnknown(str(chat))
    return found


def chat_frame(visit: Visit, chat: Chat, title: str, *, below: bool = False, has_error: bool = False) -> PageFrame:
    made = call_frame(visit, title, has_error=has_error)
    crumbs = [Link(text=visit.say("chats"), href=reverse("office-chats"))]
    if below:
        crumbs.append(Link(text=chat_title(visit, chat), href=reverse("office-chat", args=(chat.id,))))
    return replace(made, breadcrumbs=(*made.breadcrumbs, *crumbs))


@open_to("staff")
@staff("GET", "POST")
def chat_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Show a chat and take an answer; also what was typed while looking for new messages."""
    if passed := was_mine(visit, chat):
        return passed
    found = my_chat(visit, chat)
    note_agent_seen(found, at=visit.at)
    here = reverse("office-chat", args=(found.id,))
    do = visit.request.POST.get("do", "")
    filled = Filled()
    if do == "end" and not visit.switching:
        end_chat(chat_id=found.id, by=visit.member.actor, at=visit.at)
        return SeeOther(here)
    if visit.request.method == "POST" and found.state != "ended":
        filled = read_form(visit, (_message(),))
        if do == "send" and not visit.switching:
            filled = _send(visit, found, filled)
            if not filled.problems:
                return SeeOther(here)
        else:
            filled = Filled(filled.posted)  # only looked: what was typed stays, and nothing is wrong with it yet
    response = page(_view(visit, found, filled))
    drop_notice(response)
    return response


def _send(visit: Visit, chat: Chat, filled: Filled) -> Filled:
    text = "".join(filled.posted.get("message", []))
    try:
        answer_in_chat(chat_id=chat.id, text=text, form=form_id(visit), by=visit.member.actor, at=visit.at)
    except LineRefused as refused:
        return filled.but("message", visit.say(f"chat_{refused.why}", n=LONGEST_LINE))
    except ChatOver:  # it ended while they typed: the page says so
        pass
    return Filled(filled.posted)


def _message() -> LongText:
    words = TEXTS["chat_message"]
    return LongText(
        id="message", type="long_text", label=words, name_in_errors=named(words), rows=3, required=False,
        max_length=LONGEST_LINE,
    )  # fmt: skip


def _view(visit: Visit, chat: Chat, filled: Filled) -> DeskView:
    over = chat.state == "ended"
    conversation = Conversation(
        title=visit.say("chat_messages"),
        lines=drawn(visit, lines_of(chat), mine=True),
        last=chat.last_number,
        url="" if over else reverse("office-chat-lines", args=(chat.id,)),
        status=visit.say(f"chat_status_{chat.state}"),
    )
    form = Form(
        questions=tuple(replace(one, optional=False) for one in views_of(visit, (_message(),), filled)),
        hidden=(("form", str(form_id(visit) if filled.problems else new_id())),),
        buttons=tuple((do, visit.say(f"chat_{do}")) for do in ("send", "check", "end")),
        id="questions",
        quick=True,
    )
    return DeskView(
        frame=chat_frame(visit, chat, chat_title(visit, chat), has_error=bool(filled.problems)),
        blocks=(conversation,) if over else (*_noted(visit, chat), conversation, form),
        side=_beside(visit, chat, over=over),
    )


def _noted(visit: Visit, chat: Chat) -> tuple[Block, ...]:
    """Return what a colleague said who passed the chat on."""
    if not chat.passed_from or chat.passed_from_id == visit.member.membership_id:
        return ()
    said = visit.say("chat_passed_by", who=chat.passed_from)
    return (Prose(text=f"{said}\n\n{chat.note}" if chat.note else said, look="inset"),)


def _beside(visit: Visit, chat: Chat, *, over: bool) -> tuple[Block, ...]:
    """Return what else can be done: the conversation's own page, a link, and writing down what it was about."""
    call = chat.interaction
    links = []
    if call is not None and call.finished_at is None:
        links.append(Link(text=visit.say("chat_to_call"), href=reverse("office-call", args=(call.id,))))
    if not over:
        links.append(Link(text=visit.say("chat_to_link"), href=reverse("office-chat-link", args=(chat.id,))))
        links.append(Link(text=visit.say("chat_to_pass"), href=reverse("office-chat-pass", args=(chat.id,))))
    if call is not None and call.finished_at is None:
        links.append(Link(text=visit.say("chat_to_finish"), href=reverse("office-call-finish", args=(call.id,))))
    return (Heading(text=visit.say("chat_beside")), Links(links=tuple(links))) if links else ()


@open_to("staff")
@staff("GET")
def chat_lines_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Return the lines after ``?after=``, for the script of the page."""
    if was_mine(visit, chat):
        return JsonResponse({"last": 0, "html": "", "status": visit.say("chat_not_yours"), "over": True})
    found = my_chat(visit, chat)
    note_agent_seen(found, at=visit.at)
    after = visit.request.GET.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    lines = lines_of(found, after=number)
    shown = drawn(visit, lines, mine=True)
    return JsonResponse(
        {
            "last": lines[-1].number if lines else number,
            "html": render("parts/chat_lines.html", language=visit.language, lines=shown) if lines else "",
            "status": visit.say(f"chat_status_{found.state}"),
            "over": found.state == "ended",
        }
    )


@open_to("staff")
@staff("GET", "POST")
def chat_link_page(visit: Visit, chat: UUID) -> HttpResponse:
    """Send a link into the chat: to a service, or to what the agent began for the resident and filled in."""
    found = my_chat(visit, chat)
    if found.state != "talking":
        return SeeOther(reverse("office-chat", args=(found.id,)))
    asked = _asked_for_link(visit, found)
    filled = read_form(visit, asked)
    if filled.good:
        return _send_link(visit, found, str(filled.answers["what"]), str(filled.answers["words"] or ""))
    title = visit.say("chat_to_link")
    return page(
        DeskView(
            frame=chat_frame(visit, found, title, below=True, has_error=bool(filled.problems)),
            blocks=(
                Prose(text=visit.say("chat_link_lead")),
                Form(
                    button=title,
                    questions=views_of(visit, asked, filled),
                    hidden=(("form", str(form_id(visit))),),
                    cancel_url=reverse("office-chat", args=(found.id,)),
                    id="questions",
                ),
            ),
            narrow=True,
        )
    )


def _asked_for_link(visit: Visit, chat: Chat) -> tuple[Question, ...]:
    offered = offered_services(visit)
    begun = [each for each in _begun(chat) if each.service in offered]
    chosen = (
        *(Option(value=str(each.id), label=titled("call_link_begun", offered[each.service].title)) for each in begun),
        *(Option(value=slug, label=titled("call_link_start", each.title)) for slug, each in offered.items()),
    )
    what, words = TEXTS["call_link_what"], TEXTS["chat_link_words"]
    none = (Option(value="none", label=what),)
    return (
        Choice(id="what", type="choice", label=what, name_in_errors=named(what), options=chosen or none),
        LongText(id="words", type="long_text", label=words, rows=2, required=False, max_length=LONGEST_LINE),
    )


def _begun(chat: Chat) -> list[Journey]:
    interaction = chat.interaction
    return [each for each in begun_in(interaction.id) if each.state == "started"] if interaction else []


def _send_link(visit: Visit, chat: Chat, what: str, words: str) -> HttpResponse:
    response = SeeOther(reverse("office-chat", args=(chat.id,)))
    offered = offered_services(visit)
    journey = next((each for each in _begun(chat) if str(each.id) == what), None)
    service = offered.get(journey.service if journey else what)
    if service is None:
        raise CaseUnknown(what)
    path = reverse("start", args=(service.slug,))
    try:
        if journey is not None:
            path = reverse("resume", args=(link_for_caller(journey=journey, sent_to=f"chat {chat.id}", at=visit.at),))
        answer_in_chat(
            chat_id=chat.id,
            text=words,
            link=SentLink(path, service.title),
            form=form_id(visit),
            by=visit.member.actor,
            at=visit.at,
        )
    except (ChatOver, JourneyOver):
        leave_notice(response, "warning", "chat_link_gone")
        return response
    leave_notice(response, "success", "chat_link_sent")
    return response
