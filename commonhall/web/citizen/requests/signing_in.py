"""How does a resident sign in? By a link that is sent by e-mail and opened by a button, because programs that look
through e-mails follow links but press no buttons."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST

from commonhall.cases.inviting.residents import send_sign_in_link
from commonhall.core.questions.email import Email
from commonhall.core.questions.question import Problem
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.people.residents import (
    LinkDead,
    SignedInResident,
    TooManyTries,
    check_link,
    end_session,
    end_sessions_of,
    find_resident,
    sign_in_by_link,
)
from commonhall.people.vouched import sign_out_hint
from commonhall.web.citizen.errors import too_many_tries
from commonhall.web.citizen.requests.signing_in_with import link_waiting, waits_to_be_linked
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.requests.ways_in import still_in_page
from commonhall.web.citizen.residents import (
    forget_session,
    keep_session,
    resident_key,
    resident_of,
    signed_in,
)
from commonhall.web.citizen.status import messages_late
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.asked import question_view
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.desk import DeskView, Form, Prose
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.vouching import RESIDENTS, find_offered

EMAIL: Final = Email(type="email", id="email", label=MY["email"], name_in_errors=MY["email_name"])
SAID: Final = {
    "out": "signed_out",
    "everywhere": "signed_out_everywhere",
    "again": "sign_in_again",
    "with_down": "with_down",
    "not_finished": "not_finished",
    "turned_back": "turned_back",
    "prove_email": "prove_email",
}


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def sign_in_page(visit: Visit) -> HttpResponseBase:
    """Ask for an e-mail address, and send a link there; the page after it is the same for every address."""
    if resident_of(visit) and visit.request.method != "POST":
        return visit.go("/my")
    if visit.request.method != "POST":
        return visit.page(_form(visit))
    switched = visit.switched()
    visit = switched or visit
    parsed = EMAIL.read({"email": [visit.request.POST.get("email", "")]}, visit.setting)
    if parsed.problem or switched:
        return visit.page_in_language(_form(visit, parsed.problem))
    email = str(parsed.answer)
    try:
        send_sign_in_link(
            email=email,
            link=f"{settings.SITE_ADDRESS.format(host=visit.council.host)}/my/sign-in/",
            address=str(visit.request.META.get("REMOTE_ADDR", "")),
            language=visit.language,
            at=visit.at,
        )
    except TooManyTries as tries:
        return too_many_tries(visit.request, wait=tries.wait)
    said = visit.say(MY["check_mail_text"]).format(email=harmless(email)) + messages_late(visit)
    return visit.page(StatementView(frame=visit.frame(visit.say(MY["check_mail"])), content=prose(said)))


def _form(visit: Visit, problem: Problem | None = None) -> QuestionsFormView:
    said = SAID.get(visit.request.GET.get("said", ""), "")
    question = question_view(
        EMAIL,
        setting=visit.setting,
        values={"email": visit.request.POST.get("email", "")},
        problems=(problem,) if problem else (),
    )
    offered = find_offered(RESIDENTS)
    return QuestionsFormView(
        ways=(Link(text=visit.say(offered.button), href="/my/sign-in/with"),)
        if offered and said != "with_down"
        else (),
        or_else=visit.say(MY["or_by_email"]),
        frame=visit.frame(
            visit.say(MY["sign_in"]),
            back_link="/",
            language_form="questions",
            has_error=problem is not None,
            notice=Notice(kind="information", text=visit.say(MY[said])) if said and not problem else None,
        ),
        content=prose(visit.say(MY["sign_in_text"])),
        questions=(question,),
        button=visit.say(MY["send_link"]),
        after=prose(f"## {visit.say(MY['other_ways'])}"),
        links=(Link(text=visit.say(MY["by_code"]), href="/track"),),
    )


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def link_page(visit: Visit, token: str) -> HttpResponseBase:
    """Show a button that signs in, and sign in when it is pressed. Looking uses nothing up."""
    try:
        if visit.request.method != "POST":
            check_link(token=token, at=visit.at)
            return visit.page(_button(visit))
        key = sign_in_by_link(token=token, instead_of=resident_key(visit), at=visit.at)
    except LinkDead:
        return _dead(visit)
    response = visit.go("/my")
    rotate_token(visit.request)
    keep_session(response, key)
    resident = find_resident(key=key, at=visit.at) if visit.request.POST.get("do") == "link" else None
    if resident is not None:
        link_waiting(visit, response, resident_id=resident.id)
    return response


def _button(visit: Visit) -> DeskView:
    form = Form(id="questions", button=visit.say(MY["open_button"]))
    text = Prose(text=visit.say(MY["open_text"]))
    if account := waits_to_be_linked(visit):
        text = Prose(text=visit.say(MY["link_text"]).format(account=account))
        form = Form(
            id="questions", buttons=(("link", visit.say(MY["link_button"])), ("only", visit.say(MY["open_button"])))
        )
    return DeskView(
        frame=visit.frame(visit.say(MY["open_title"])),
        blocks=(text, form),
        narrow=True,
    )


def _dead(visit: Visit) -> HttpResponse:
    frame = visit.frame(visit.say(MY["link_dead"]))
    return visit.page(StatementView(frame=frame, content=prose(visit.say(MY["link_dead_text"]))), status=404)


@open_to("resident")
@outside_transaction
@require_POST
@for_visit
def sign_out_page(visit: Visit) -> HttpResponseBase:
    """End the session of this browser, and offer to end that at the provider of sign-in, too."""
    with in_council(visit.council, by=RESIDENT):
        hint = sign_out_hint(key=resident_key(visit))
        end_session(key=resident_key(visit), at=visit.at)
    still_in = still_in_page(visit, hint) if hint else None
    response = visit.page(still_in) if still_in else visit.go("/my/sign-in?said=out")
    forget_session(response)
    return response


@open_to("resident")
@require_POST
@signed_in
def sign_out_everywhere_page(visit: Visit, resident: SignedInResident) -> HttpResponseBase:
    """End every session of the resident, and every link that is on its way."""
    end_sessions_of(resident_id=resident.id, at=visit.at)
    response = visit.go("/my/sign-in?said=everywhere")
    forget_session(response)
    return response
