"""How does somebody without an account see one request? By its reference, and a code that we send to the e-mail address
or phone that we have with it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.inviting.residents import open_by_code, send_access_code
from commonhall.core.questions.question import Problem
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.access_codes import CODE_WORKS, CodeDead, CodeWrong
from commonhall.people.residents import TooManyTries
from commonhall.web.citizen.errors import too_many_tries
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.status import messages_late
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import let_follow, progress_address
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.frame import Link

ASKED: Final = (
    Text(
        type="text",
        id="reference",
        label=MY["reference"],
        hint=MY["reference_hint"],
        name_in_errors=MY["reference_name"],
    ),
    Text(type="text", id="to", label=MY["code_to"], hint=MY["code_to_hint"], name_in_errors=MY["code_to_name"]),
)
CODE: Final = (Text(type="text", id="code", label=MY["code"], hint=MY["code_hint"], name_in_errors=MY["code_name"]),)
PATH: Final = "/track"
ENTER: Final = "/track/code"
SALT: Final = "access_code"


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def track_page(visit: Visit) -> HttpResponseBase:
    """Ask for a reference and where to send a code. What comes next is the same whether they fit or not."""
    title, content, button = SAID["track_title"], MY["code_text"], MY["code_send"]
    if visit.request.method != "POST":
        return visit.page(_form(visit, title, content, ASKED, button))
    switched = visit.switched()
    visit = switched or visit
    answers, wrong = read_all(ASKED, visit.posted, visit.setting)
    if wrong or switched:
        return visit.page_in_language(_form(visit, title, content, ASKED, button, tuple(wrong.values())))
    try:
        handle = send_access_code(
            reference=str(answers["reference"]),
            to=str(answers["to"]),
            address=_network(visit),
            language=visit.language,
            at=visit.at,
        )
    except TooManyTries as tries:
        return too_many_tries(visit.request, wait=tries.wait)
    response = visit.go(ENTER)
    response.set_cookie(
        settings.CODE_COOKIE,
        signing.dumps(handle, salt=f"{SALT}:{visit.council.id}"),
        max_age=int(CODE_WORKS.total_seconds()),
        path=ENTER,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def enter_code_page(visit: Visit) -> HttpResponseBase:
    """Ask for the code that was sent, and let this browser follow the request that it opens."""
    handle = _handle(visit)
    if not handle:
        return visit.go(PATH)
    title, content, button = MY["code_enter"], MY["code_enter_text"], MY["continue"]
    if visit.request.method != "POST":
        return visit.page(_form(visit, title, content, CODE, button, back=PATH))
    switched = visit.switched()
    visit = switched or visit
    answers, wrong = read_all(CODE, visit.posted, visit.setting)
    if wrong or switched:
        return visit.page_in_language(_form(visit, title, content, CODE, button, tuple(wrong.values()), back=PATH))
    try:
        case_id = open_by_code(handle=handle, typed=str(answers["code"]), address=_network(visit), at=visit.at)
    except CodeWrong:
        problem = Problem("wrong", visit.say(MY["code_wrong"]), "code")
        return visit.page(_form(visit, title, content, CODE, button, (problem,), back=PATH))
    except CodeDead:
        return _dead(visit)
    response = visit.go(progress_address(str(case_id)))
    response.delete_cookie(settings.CODE_COOKIE, path=ENTER, samesite="Lax")
    let_follow(visit, response, str(case_id))
    return response


def _handle(visit: Visit) -> str:
    kept = visit.request.COOKIES.get(settings.CODE_COOKIE, "")
    try:
        found = signing.loads(kept, salt=f"{SALT}:{visit.council.id}", max_age=CODE_WORKS) if kept else ""
    except signing.BadSignature:
        return ""
    return str(found)


def _network(visit: Visit) -> str:
    return str(visit.request.META.get("REMOTE_ADDR", ""))


def _form(
    visit: Visit,
    title: Words,
    content: Words,
    asked: tuple[Text, ...],
    button: Words,
    problems: tuple[Problem, ...] = (),
    back: str = "/",
) -> QuestionsFormView:
    values = typed_values(visit.posted, asked)
    return QuestionsFormView(
        frame=visit.frame(visit.say(title), back_link=back, language_form="questions", has_error=bool(problems)),
        content=prose(visit.say(content) + (messages_late(visit) if asked is CODE else "")),
        questions=question_views(asked, setting=visit.setting, values=values, problems=problems),
        button=visit.say(button),
        links=() if asked is CODE else (Link(text=visit.say(MY["sign_in_instead"]), href="/my"),),
    )


def _dead(visit: Visit) -> HttpResponse:
    frame = visit.frame(visit.say(MY["code_dead"]))
    return visit.page(StatementView(frame=frame, content=prose(visit.say(MY["code_dead_text"]))), status=404)
