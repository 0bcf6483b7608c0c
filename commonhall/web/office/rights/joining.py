"""How is a colleague added? The form of administrators, the e-mail again, and the page where a password is chosen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.cache import cache_control

from commonhall.cases.inviting.staff import invite_member, take_on_member
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.email import Email
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Language
from commonhall.councils.policies import open_to
from commonhall.people.joining import InvitationDead, Invited, choose_password, get_invited
from commonhall.people.operations import AlreadyMember, EmailRefused, PasswordTooWeak, SignInRefused, sign_in
from commonhall.people.policies import ANY_PATTERN, NotAllowed, Role
from commonhall.web.components.languages import SeeOther, council_of, keep_language, language_of, switch_language
from commonhall.web.components.views.council import ErrorView, SignInView
from commonhall.web.components.views.desk import Form, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.rights.desk import desk, done
from commonhall.web.office.rights.granting import ALL, staff_member, where_asked
from commonhall.web.office.sign_in import LONGEST_TYPED, let_in, sign_in_frame
from commonhall.web.office.texts import TEXTS, say

LONGEST_NAME: Final = 100


@open_to("staff")
@staff("GET", "POST")
def new_member_page(visit: Visit) -> HttpResponse:
    """Add a colleague with a first role, and send them the e-mail by which they come in."""
    check_may(visit, "administer")
    questions = _asked(visit)
    form = read_form(visit, questions)
    if form.good:
        try:
            member = _taken_on(visit, form)
        except AlreadyMember:
            form = form.but("email", visit.say("joining_there"))
        except EmailRefused:
            form = form.but("email", visit.say("joining_no_email"))
        else:
            return done("office-rights-member", (member,), "joining_done", email=form.text("email"))
    up = Link(text=visit.say("rights_staff"), href=reverse("office-rights-staff"))
    blocks = (
        Prose(text=visit.say("joining_lead")),
        Form(id="questions", questions=views_of(visit, questions, form), button=visit.say("joining_add"),
             cancel_url=up.href),
    )  # fmt: skip
    return desk(visit, visit.say("joining_add"), blocks, up=up, narrow=True, has_error=bool(form.problems))


def _taken_on(visit: Visit, form: Filled) -> UUID:
    return take_on_member(
        name=form.text("name"),
        email=form.text("email"),
        language=cast("Language", form.text("language")),
        role=cast("Role", form.text("role")),
        pattern=ANY_PATTERN if form.text("service") == ALL else form.text("service"),
        team_id=None if form.text("team") == ALL else UUID(form.text("team")),
        council=visit.council,
        by=visit.member.actor,
        at=visit.at,
    )


def _asked(visit: Visit) -> tuple[Question, ...]:
    languages = tuple(Option(value=each, label=TEXTS[f"language_{each}"]) for each in ("en", "cy"))
    return (
        Text(
            id="name", type="text", label=TEXTS["joining_name"], name_in_errors=TEXTS["joining_name_name"],
            max_length=LONGEST_NAME,
        ),
        Email(
            id="email", type="email", label=TEXTS["joining_email"], hint=TEXTS["joining_email_hint"],
            name_in_errors=TEXTS["joining_email_name"],
        ),
        Choice(
            id="language", type="choice", label=TEXTS["joining_language"],
            name_in_errors=TEXTS["joining_language_name"], options=languages,
        ),
        *where_asked(visit),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def invite_again_page(visit: Visit, membership: UUID) -> HttpResponse:
    """Send a colleague who has not come in yet the e-mail again, after asking; links sent before end."""
    person = staff_member(visit, membership)
    if person.seen_at is not None or not person.active or membership == visit.member.membership_id:
        raise NotAllowed("They are in already, or have left")
    if visit.request.method == "POST" and not visit.switching:
        invite_member(membership_id=membership, council=visit.council, by=visit.member.actor, at=visit.at)
        return done("office-rights-member", (membership,), "joining_done", email=person.email)
    up = Link(text=person.name, href=reverse("office-rights-member", args=(membership,)))
    blocks = (
        Prose(text=visit.say("joining_again_lead", email=person.email)),
        Form(id="questions", button=visit.say("joining_again"), cancel_url=up.href),
    )
    return desk(visit, visit.say("joining_again"), blocks, up=up, narrow=True)


@open_to("anyone")
@cache_control(no_store=True)
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a password, and take it. Looking uses nothing up, for mail scanners look; the button does."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    return switch_language(request) or _invited(request, token)


def _invited(request: HttpRequest, token: str) -> HttpResponse:
    at = datetime.now(UTC)
    try:
        invited = get_invited(token=token, at=at)
        if request.method != "POST":
            return _form(request, invited)
        if "switch_language" in request.POST:
            response = _form(request, invited)
            keep_language(response, language_of(request, cast("Language", invited.language)))
            return response
        password = request.POST.get("password", "")[:LONGEST_TYPED]
        choose_password(token=token, password=password, at=at)
    except PasswordTooWeak:
        return _form(request, invited, refused=True)
    except InvitationDead:
        language = language_of(request, council_of(request).default_language)
        link = Link(text=say("sign_in", language), href=reverse("office-sign-in"))
        return page(
            ErrorView(frame=sign_in_frame(request, "joining_dead", language=language), status=404, links=(link,)),
            status=404,
        )
    return _let_in(request, invited.email, password, at)


def _let_in(request: HttpRequest, email: str, password: str, at: datetime) -> HttpResponse:
    """Sign in who has just chosen a password; where that was tried too often before, they sign in later."""
    try:
        entered = sign_in(email=email, password=password, address=str(request.META.get("REMOTE_ADDR", "")), at=at)
    except SignInRefused:
        return SeeOther(reverse("office-sign-in"))
    return let_in(request, entered)


def _form(request: HttpRequest, invited: Invited, *, refused: bool = False) -> HttpResponse:
    language = language_of(request, cast("Language", invited.language))
    view = SignInView(
        frame=sign_in_frame(request, "joining_choose", language=language),
        choosing=True,
        email=invited.email,
        lead=say("joining_choose_lead", language, name=invited.name, email=invited.email),
        button=say("joining_choose_button", language),
        error=say("joining_weak", language) if refused else "",
    )
    return page(view)
