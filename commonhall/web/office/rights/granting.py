"""Who gets which role, where and for how long? The form, the question whether it is meant, and taking it away."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.catalogue.queries import services_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.people.operations import (
    DatesCrossed,
    LastAdministrator,
    OwnRights,
    disable_member,
    grant_role,
    revoke_grant,
)
from commonhall.people.policies import ALLOWED, ANY_PATTERN, NotAllowed
from commonhall.people.queries import MemberUnknown, Right, Staff, colleagues, get_staff, teams
from commonhall.web.components.views.desk import Form, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.filling import Filled, read_form, setting_of, views_of
from commonhall.web.office.rights.desk import desk, done, kept_fields, said_day, today_of, warned
from commonhall.web.office.texts import TEXTS

ALL = "all"
LONGEST_WARD = 100


def staff_member(visit: Visit, membership: UUID) -> Staff:
    """Return a member whose rights the visitor looks after. Raises NotAllowed, CaseUnknown."""
    check_may(visit, "administer")
    try:
        return get_staff(membership, on=today_of(visit))
    except MemberUnknown as unknown:
        raise CaseUnknown(str(membership)) from unknown


def where_of(right: Right, visit: Visit, names: dict[UUID, str], titles: dict[str, str]) -> str:
    """Return in words for which services, team and ward a grant holds."""
    granted = right.granted
    service = (
        visit.say("all_patterns") if granted.pattern == ANY_PATTERN else titles.get(granted.pattern, granted.pattern)
    )
    team = names.get(granted.team_id, "") if granted.team_id else visit.say("all_teams")
    ward = (visit.say("rights_ward", ward=granted.ward),) if granted.ward else ()
    return ", ".join((service, team, *ward))


def days_of(right: Right, visit: Visit) -> str:
    """Return in words on which days a grant holds."""
    first, last = (said_day(day, visit) if day else "" for day in (right.from_date, right.until_date))
    if first and last:
        return visit.say("rights_from_until", **{"from": first, "until": last})
    if first:
        return visit.say("rights_from", date=first)
    return visit.say("rights_until", date=last) if last else visit.say("rights_always")


def titles_of(visit: Visit) -> dict[str, str]:
    """Return what the council's services are called, by pattern."""
    return {each.pattern: each.title.say(visit.language) for each in services_of(visit.council, day=today_of(visit))}


def names_of_teams(visit: Visit) -> dict[UUID, str]:
    """Return what the council's teams are called."""
    return {team.id: team.name.say(visit.language) for team in teams()}


@open_to("staff")
@staff("GET", "POST")
def add_page(visit: Visit, membership: UUID) -> HttpResponse:
    """Give a member a role: ask which, show what that comes to, and do it."""
    person = staff_member(visit, membership)
    if membership == visit.member.membership_id or not person.active:
        raise NotAllowed("Nobody changes their own rights")
    questions = _asked(visit, membership)
    form = _checked(visit, read_form(visit, questions), questions)
    if not form.good:
        return _form_page(visit, person, questions, form)
    if visit.request.POST.get("do") != "give":
        return _confirm_page(visit, person, questions, form)
    try:
        grant_role(
            membership_id=membership,
            role=form.text("role"),  # type: ignore[arg-type]  # it is one of the options
            pattern=ANY_PATTERN if form.text("service") == ALL else form.text("service"),
            team_id=None if form.text("team") == ALL else UUID(form.text("team")),
            ward=form.text("ward"),
            from_date=form.day("first"),
            until_date=form.day("last"),
            stands_in_for=None if form.text("place_of") in ("", ALL) else UUID(form.text("place_of")),
            by=visit.member.actor,
            at=visit.at,
        )
    except DatesCrossed:
        return _form_page(visit, person, questions, form.but(_last(questions), visit.say("rights_dates")))
    return done("office-rights-member", (membership,), "rights_given_done", name=person.name)


def _checked(visit: Visit, form: Filled, questions: tuple[Question, ...]) -> Filled:
    """Return the form with what is wrong between its fields: the days, and who stands in for whom until when."""
    if not form.good:
        return form
    first, last = form.day("first"), form.day("last")
    if last and last < (first or today_of(visit)):
        return form.but(_last(questions), visit.say("rights_dates"))
    if form.text("place_of") not in ("", ALL) and not last:
        return form.but(_last(questions), visit.say("rights_dates_needed"))
    return form


def _last(questions: tuple[Question, ...]) -> Question:
    return next(one for one in questions if one.id == "last")


def where_asked(visit: Visit) -> tuple[Question, ...]:
    """Return what is asked of every role that is given: which, for which service and for which team."""
    roles = tuple(Option(value=role, label=TEXTS[f"role_{role}"]) for role in ALLOWED)
    everything = Option(value=ALL, label=TEXTS["rights_all"])
    services = tuple(
        Option(value=each.pattern, label=each.title)
        for each in {each.pattern: each for each in services_of(visit.council, day=today_of(visit))}.values()
    )
    named = tuple(Option(value=str(team.id), label=team.name) for team in teams())
    return (
        Choice(
            id="role", type="choice", label=TEXTS["rights_role"], name_in_errors=TEXTS["rights_role_name"],
            options=roles,
        ),
        Choice(
            id="service", type="choice", label=TEXTS["rights_service"], hint=TEXTS["rights_service_hint"],
            name_in_errors=TEXTS["rights_service_name"], options=(everything, *services),
        ),
        Choice(
            id="team", type="choice", label=TEXTS["rights_team"], name_in_errors=TEXTS["rights_team_name"],
            options=(everything, *named),
        ),
    )  # fmt: skip


def _asked(visit: Visit, membership: UUID) -> tuple[Question, ...]:
    nobody = Option(value=ALL, label=TEXTS["rights_nobody_chosen"])
    others = tuple(
        Option(value=str(each.membership_id), label=Words(en=each.name, cy=each.name))
        for each in colleagues()
        if each.membership_id != membership
    )
    return (
        *where_asked(visit),
        Text(
            id="ward", type="text", label=TEXTS["rights_ward_asked"], hint=TEXTS["rights_ward_hint"], required=False,
            max_length=LONGEST_WARD,
        ),
        Date(
            id="first", type="date", label=TEXTS["rights_first"], name_in_errors=TEXTS["rights_first_name"],
            required=False,
        ),
        Date(
            id="last", type="date", label=TEXTS["rights_final"], name_in_errors=TEXTS["rights_final_name"],
            required=False, earliest="today",
        ),
        Choice(
            id="place_of", type="choice", label=TEXTS["rights_place_of"], hint=TEXTS["rights_place_of_hint"],
            name_in_errors=TEXTS["rights_place_of_name"], options=(nobody, *others), required=False,
        ),
    )  # fmt: skip


def _up(visit: Visit, person: Staff) -> Link:
    return Link(text=person.name, href=reverse("office-rights-member", args=(person.membership_id,)))


def _form_page(visit: Visit, person: Staff, questions: tuple[Question, ...], form: Filled) -> HttpResponse:
    up = _up(visit, person)
    blocks = (
        Form(
            id="questions",
            questions=views_of(visit, questions, form),
            button=visit.say("rights_continue"),
            cancel_url=up.href,
        ),
    )
    title = visit.say("rights_add")
    return desk(visit, title, blocks, up=up, caption=person.name, narrow=True, has_error=bool(form.problems))


def _confirm_page(visit: Visit, person: Staff, questions: tuple[Question, ...], form: Filled) -> HttpResponse:
    up = _up(visit, person)
    rows = tuple(
        SummaryRow(key=one.label.say(visit.language), lines=tuple(one.summary(form.answers[one.id], setting_of(visit))))
        for one in questions
        if form.answers.get(one.id) not in (None, "")
    )
    sent = Form(
        id="questions",
        hidden=kept_fields(form, questions),
        buttons=(("give", visit.say("rights_give")),),
        cancel_url=up.href,
    )
    title = visit.say("rights_confirm_add", name=person.name)
    return desk(visit, title, (Rows(rows=rows), sent), up=up, narrow=True)


@open_to("staff")
@staff("GET", "POST")
def take_page(visit: Visit, membership: UUID, grant: UUID) -> HttpResponse:
    """Take a role away from a member, after asking."""
    person = staff_member(visit, membership)
    right = next((each for each in person.rights if each.id == grant), None)
    if membership == visit.member.membership_id:
        raise NotAllowed("Nobody changes their own rights")
    if right is None:
        return warned("office-rights-member", (membership,), "rights_taken_done")
    if visit.request.method == "POST" and not visit.switching:
        try:
            revoke_grant(grant_id=grant, by=visit.member.actor, at=visit.at)
        except LastAdministrator:
            return warned("office-rights-member", (membership,), "rights_last")
        except OwnRights as own:
            raise NotAllowed(str(own)) from own
        return done("office-rights-member", (membership,), "rights_taken_done")
    up = _up(visit, person)
    rows = (
        SummaryRow(key=visit.say("rights_role"), lines=(visit.say(f"role_{right.granted.role}"),)),
        SummaryRow(
            key=visit.say("rights_where"), lines=(where_of(right, visit, names_of_teams(visit), titles_of(visit)),)
        ),
        SummaryRow(key=visit.say("rights_days"), lines=(days_of(right, visit),)),
    )
    form = Form(id="questions", button=visit.say("rights_take"), look="warning", cancel_url=up.href)
    title = visit.say("rights_confirm_take", name=person.name)
    return desk(visit, title, (Rows(rows=rows), form), up=up, narrow=True)


@open_to("staff")
@staff("GET", "POST")
def leave_page(visit: Visit, membership: UUID) -> HttpResponse:
    """End a member's access, after asking: they have left."""
    person = staff_member(visit, membership)
    if membership == visit.member.membership_id:
        raise NotAllowed("Nobody ends their own access")
    if visit.request.method == "POST" and not visit.switching:
        try:
            disable_member(membership_id=membership, by=visit.member.actor, at=visit.at)
        except LastAdministrator:
            return warned("office-rights-member", (membership,), "rights_last")
        except MemberUnknown:  # somebody was faster
            pass
        return done("office-rights-member", (membership,), "rights_left_done", name=person.name)
    up = _up(visit, person)
    blocks = (
        Prose(text=visit.say("rights_leave_text")),
        Form(id="questions", button=visit.say("rights_leave_button"), look="warning", cancel_url=up.href),
    )
    return desk(visit, visit.say("rights_leave", name=person.name), blocks, up=up, narrow=True)
