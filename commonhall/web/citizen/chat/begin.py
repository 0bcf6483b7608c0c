"""How does a resident begin to chat, from any page? And where to turn while nobody can answer."""

from __future__ import annotations

import secrets
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.capabilities.chat.port import chat_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.calls import call_provider
from commonhall.chats.lines import LONGEST_LINE, LineRefused
from commonhall.chats.operations import LONGEST_NAME, TOKEN, ChatClosed, TooManyChats, begin_chat, check_network
from commonhall.chats.queries import OWN, Opened, chat_binding, find_own_chat, opened
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Problem
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.people.throttle import network_of
from commonhall.web.citizen import cookies
from commonhall.web.citizen.chat.texts import CHAT
from commonhall.web.citizen.chat_offered import PATH
from commonhall.web.citizen.errors import too_many_tries
from commonhall.web.citizen.services import live_services, service_of_pattern
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.prose import prose
from commonhall.web.components.views.desk import Buttons, DeskView, Form, Prose
from commonhall.web.components.views.frame import Link

TALK: Final = f"{PATH}/talk"
LONGEST_WAIT: Final = 2.0
"""Seconds for which the page waits for another product."""
NAME: Final = Text(
    type="text", id="name", label=CHAT["name"], hint=CHAT["name_hint"], name_in_errors=CHAT["name_name"],
    required=False, max_length=LONGEST_NAME, autocomplete="name",
)  # fmt: skip
QUESTION: Final = LongText(
    type="long_text", id="question", label=CHAT["question"], name_in_errors=CHAT["question_name"],
    max_length=LONGEST_LINE, rows=4,
)  # fmt: skip
ASKED: Final = (NAME, QUESTION)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def begin_page(visit: Visit) -> HttpResponseBase:
    """Ask what it is about and begin; whoever is in a chat goes back to it. Closed: say when it opens again."""
    own = find_own_chat(cookies.chat_token(visit.request), at=visit.at)
    if own is not None and own.state != "ended":
        return visit.go(TALK)
    now = opened(visit.council, at=visit.at)
    if not now.is_open:
        return visit.page(closed_view(visit, now))
    if visit.request.method != "POST":
        elsewhere = _answered_elsewhere(visit)
        return visit.page(
            closed_view(visit, elsewhere) if elsewhere else _form(visit, now, {}, (), about=_came_from(visit))
        )
    switched = visit.switched()
    return _take(switched or visit, now, again=bool(switched))


def _answered_elsewhere(visit: Visit) -> Opened | None:
    """Return why no chat can begin where another product answers: nobody is there, or it does not say. Else None.

    Asked when the page is opened, not when it is sent: what was typed is kept here first and carried later.
    """
    bound = chat_binding()
    if bound is None or bound.provider == OWN:
        return None
    try:
        standing = call_provider(
            lambda: chat_from(bound.provider, bound.settings).standing(),
            council_id=visit.council.id,
            capability="chat",
            provider=bound.provider,
            at=visit.at,
            seconds=LONGEST_WAIT,
        )
    except (Unavailable, Rejected, Misconfigured):
        return Opened("down")
    return Opened("closed") if standing.taking is False else None


def _take(visit: Visit, now: Opened, *, again: bool) -> HttpResponseBase:
    posted = visit.posted
    setting = visit.setting
    answers, wrong = read_all(ASKED, posted, setting)
    token, about = visit.request.POST.get("token", ""), _known_service(visit, visit.request.POST.get("about", ""))
    if wrong or again or not TOKEN.fullmatch(token):
        problems = () if again else tuple(wrong.values())
        return visit.page_in_language(_form(visit, now, posted, problems, about=about))
    try:
        check_network(network_of(str(visit.request.META.get("REMOTE_ADDR", ""))), at=visit.at)
        begin_chat(
            council=visit.council,
            text=str(answers["question"]),
            name=str(answers["name"] or ""),
            about=about,
            language=visit.language,
            token=token,
            by=RESIDENT,
            at=visit.at,
        )
    except TooManyChats as many:
        return too_many_tries(visit.request, wait=many.wait)
    except ChatClosed:
        return visit.page(closed_view(visit, opened(visit.council, at=visit.at)))
    except LineRefused:
        problem = Problem("missing", visit.say(CHAT["missing"]), "question")
        return visit.page_in_language(_form(visit, now, posted, (problem,), about=about))
    response = visit.go(TALK)
    cookies.keep_chat(response, token)
    return response


def _form(
    visit: Visit, now: Opened, posted: dict[str, list[str]], problems: tuple[Problem, ...], *, about: str
) -> DeskView:
    setting = visit.setting
    values = typed_values(posted, ASKED)
    token = "".join(posted.get("token", []))
    waiting = (Prose(text=visit.say(CHAT["waiting"]).format(n=now.waiting)),) if now.waiting else ()
    return DeskView(
        frame=visit.frame(visit.say(CHAT["title"]), back_link="/", language_form="questions", has_error=bool(problems)),
        blocks=(
            Prose(text=prose(visit.say(CHAT["lead"]))),
            *waiting,
            Form(
                button=visit.say(CHAT["begin"]),
                questions=question_views(ASKED, setting=setting, values=values, problems=problems),
                hidden=(
                    ("token", token if TOKEN.fullmatch(token) else secrets.token_urlsafe(32)),
                    ("about", about),
                ),
                id="questions",
            ),
        ),
        narrow=True,
    )


def closed_view(visit: Visit, now: Opened) -> DeskView:
    """Return the page that says why nobody answers, when somebody will, and what can be done instead."""
    why = now.why or "closed"
    said = [visit.say(CHAT[f"{why}_text"])]
    if now.opens_at:
        said.append(visit.say(CHAT["opens"]).format(when=in_words(now.opens_at, visit.language)))
    contact = service_of_pattern(visit, "contact-the-council")
    if contact is not None:
        said.append(visit.say(CHAT["leave_text"]))
        link = Link(text=visit.say(CHAT["leave"]), href=f"/services/{contact.slug}")
    else:
        link = Link(text=visit.say(CHAT["reach"]), href="/contact")
    return DeskView(
        frame=visit.frame(visit.say(CHAT[why]), back_link="/"),
        blocks=(*(Prose(text=each) for each in said), Buttons(links=(link,))),
        narrow=True,
    )


def _came_from(visit: Visit) -> str:
    """Return the service on whose page the link to the chat was pressed, or nothing."""
    came = urlsplit(visit.request.headers.get("Referer", ""))
    parts = came.path.split("/")
    if came.netloc != visit.request.get_host() or len(parts) < 3 or parts[1] != "services":
        return ""
    return _known_service(visit, parts[2])


def _known_service(visit: Visit, slug: str) -> str:
    return slug if any(each.slug == slug for each in live_services(visit)) else ""
