"""How does a resident chat? Their messages and the answers on one page, with a script or without, until it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods, require_safe

from commonhall.chats.lines import LONGEST_LINE, LineRefused
from commonhall.chats.operations import ChatOver, keep_draft, leave_chat, note_seen, say_in_chat
from commonhall.chats.queries import Chat, Line, find_own_chat, lines_of, position_of
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Problem
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.web.citizen import cookies
from commonhall.web.citizen.chat.begin import TALK
from commonhall.web.citizen.chat.texts import CHAT
from commonhall.web.citizen.chat_offered import PATH
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.asked import question_view
from commonhall.web.components.pages import render
from commonhall.web.components.views.desk import Block, Buttons, ChatLine, Conversation, DeskView, Form, Links
from commonhall.web.components.views.frame import Link

LINES: Final = f"{PATH}/lines"
FILE: Final = f"{PATH}/save"
MESSAGE: Final = LongText(
    type="long_text", id="message", label=CHAT["message"], name_in_errors=CHAT["message_name"], rows=3,
    max_length=LONGEST_LINE,
)  # fmt: skip


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def talk_page(visit: Visit) -> HttpResponseBase:
    """Show what was written; take a message, look for new ones, or end. Nothing typed is lost by looking."""
    chat = find_own_chat(cookies.chat_token(visit.request), at=visit.at)
    if chat is None:
        return visit.go(PATH)
    note_seen(chat, at=visit.at)
    if visit.request.method != "POST" or chat.state == "ended":
        return visit.page(_view(visit, chat, chat.draft))
    switched = visit.switched()
    if switched:
        return switched.page_in_language(_view(switched, chat, _typed(visit)))
    do = visit.request.POST.get("do", "send")
    if do == "end":
        leave_chat(chat_id=chat.id, by=RESIDENT, at=visit.at)
    elif do == "check":
        keep_draft(chat_id=chat.id, text=_typed(visit), by=RESIDENT, at=visit.at)
    else:
        return _send(visit, chat)
    return visit.go(TALK)


def _typed(visit: Visit) -> str:
    return visit.request.POST.get("message", "")


def _send(visit: Visit, chat: Chat) -> HttpResponse:
    try:
        say_in_chat(chat_id=chat.id, text=_typed(visit), form=_form_id(visit), by=RESIDENT, at=visit.at)
    except LineRefused as refused:
        said = visit.say(CHAT[refused.why]).format(n=LONGEST_LINE)
        return visit.page_in_language(_view(visit, chat, _typed(visit), Problem(refused.why, said, "message")))
    except ChatOver:  # it ended while they typed: the page says so
        pass
    return visit.go(TALK)


def _form_id(visit: Visit) -> UUID:
    try:
        return UUID(visit.request.POST.get("form", ""))
    except ValueError:
        return uuid4()


def _view(visit: Visit, chat: Chat, typed: str, problem: Problem | None = None) -> DeskView:
    lines = lines_of(chat)
    over = chat.state == "ended"
    conversation = Conversation(
        title=visit.say(CHAT["messages"]),
        lines=drawn(visit, lines),
        last=chat.last_number,
        url="" if over else LINES,
        status=status_of(visit, chat),
    )
    after: tuple[Block, ...] = _over(visit) if over else (_form(visit, typed, problem),)
    return DeskView(
        frame=visit.frame(
            visit.say(CHAT["talk"]),
            back_link="/",
            language_form="" if over else "questions",
            has_error=problem is not None,
        ),
        blocks=(conversation, *after),
        narrow=True,
    )


def _over(visit: Visit) -> tuple[Block, ...]:
    again = Link(text=visit.say(CHAT["again"]), href=PATH)
    return Buttons(links=(again,)), Links(links=(Link(text=visit.say(CHAT["keep"]), href=FILE),))


def _form(visit: Visit, typed: str, problem: Problem | None) -> Form:
    setting = visit.setting
    asked = question_view(MESSAGE, setting=setting, values={"message": typed}, problems=(problem,) if problem else ())
    return Form(
        questions=(asked,),
        hidden=(("form", str(uuid4())),),
        buttons=tuple((do, visit.say(CHAT[do])) for do in ("send", "check", "end")),
        id="questions",
        quick=True,
    )


def status_of(visit: Visit, chat: Chat) -> str:
    """Return how the chat stands, in a sentence."""
    said = visit.say(CHAT[f"status_{chat.state}"])
    if chat.state == "waiting":
        return said.format(n=position_of(chat))
    return said.format(agent=chat.agent_name or visit.say(CHAT["agent"]))


def drawn(visit: Visit, lines: Sequence[Line]) -> tuple[ChatLine, ...]:
    """Return lines as the resident reads them."""
    return tuple(_drawn(visit, each) for each in lines)


def _drawn(visit: Visit, line: Line) -> ChatLine:
    moment = london(line.said_at)
    agent = line.author or visit.say(CHAT["agent"])
    link = None
    if line.link_path:
        called = Words(en=line.link_en, cy=line.link_cy)
        link = Link(text=visit.say(called), href=line.link_path)
    if line.side == "system":
        return ChatLine(
            side="system", who="", text=visit.say(CHAT[line.text]).format(agent=agent),
            when=in_words(moment[11:16], visit.language), at=moment,
        )  # fmt: skip
    own = line.side == "resident"
    return ChatLine(
        side="own" if own else "other",
        who=visit.say(CHAT["you"]) if own else agent,
        text=line.text,
        when=in_words(moment[11:16], visit.language),
        at=moment,
        link=link,
    )


@open_to("resident")
@require_safe
@for_visit
def lines_page(visit: Visit) -> HttpResponseBase:
    """Return the lines after ``?after=``, for the script of the page: as HTML, with how the chat stands."""
    chat = find_own_chat(cookies.chat_token(visit.request), at=visit.at)
    if chat is None:
        return JsonResponse({}, status=404)
    note_seen(chat, at=visit.at)
    after = visit.request.GET.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    lines = lines_of(chat, after=number)
    html = render("parts/chat_lines.html", language=visit.language, lines=drawn(visit, lines)) if lines else ""
    return JsonResponse(
        {
            "last": lines[-1].number if lines else number,
            "html": html,
            "status": status_of(visit, chat),
            "over": chat.state == "ended",
        }
    )


@open_to("resident")
@require_safe
@for_visit
def save_page(visit: Visit) -> HttpResponseBase:
    """Give the resident what was written as a plain text file."""
    chat = find_own_chat(cookies.chat_token(visit.request), at=visit.at)
    if chat is None:
        return visit.go(PATH)
    when = in_words(london(chat.begun_at), visit.language)
    title = visit.say(CHAT["file_title"]).format(council=visit.say(visit.council.name), when=when)
    text = "\n\n".join((title, *(_as_text(visit, each) for each in drawn(visit, lines_of(chat)))))
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{visit.say(CHAT["file"])}"'
    return response


def _as_text(visit: Visit, line: ChatLine) -> str:
    address = f"{visit.request.scheme}://{visit.request.get_host()}{line.link.href}" if line.link else ""
    head = f"{line.when} {line.who}".strip()
    return "\n".join(part for part in (head, line.text, line.link.text if line.link else "", address) if part)
