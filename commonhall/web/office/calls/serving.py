"""What is done with the caller: a service begun, what they began carried on, a link sent?"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import Person
from commonhall.cases.people.in_calls import LinkRefused, hand_over
from commonhall.cases.queries import CaseUnknown
from commonhall.catalogue.queries import Service
from commonhall.contacts.contacted import Interaction
from commonhall.contacts.queries import find_person
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.email import Email
from commonhall.core.questions.phone import Phone
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Language, Words
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import JourneyUnknown, begin_in_call, go_on_in_call, resume_in_call
from commonhall.journeys.keeping import JourneyOver
from commonhall.journeys.queries import Journey, begun_in, find_begun
from commonhall.people.policies import can
from commonhall.web.components.views.desk import DeskView, Form, Prose
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.reaching import back, call_address, call_frame, form_id, my_call
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, named, options, read_form, views_of
from commonhall.web.office.texts import TEXTS


def checked_person(call: Interaction) -> Person | None:
    """Return who calls, once they have been checked."""
    return find_person(call.person_id) if call.check_result == "passed" else None


@open_to("staff")
@staff("GET", "POST")
def serve_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Choose a service and begin it with the caller, in their language."""
    call = my_call(visit, interaction)
    offered = offered_services(visit)
    asked = _asked_to_serve(visit, offered)
    filled = read_form(visit, asked)
    if filled.good and offered:
        language = filled.answers.get("language") or visit.council.default_language
        _, token = begin_in_call(
            interaction_id=call.id,
            service=offered[str(filled.answers["service"])],
            language="cy" if language == "cy" else "en",
            for_other=filled.answers.get("for_whom") == "other",
            by=visit.member.actor,
            at=visit.at,
        )
        return SeeOther(reverse("resume", args=(token,)))
    return page(
        DeskView(
            frame=call_frame(visit, visit.say("call_serve"), call, has_error=bool(filled.problems)),
            blocks=(
                Form(
                    button=visit.say("call_serve_button"),
                    questions=views_of(visit, asked, filled, {"language": visit.language, "for_whom": "caller"}),
                    cancel_url=call_address(call),
                    id="questions",
                ),
            ),
            narrow=True,
        )
    )


def _asked_to_serve(visit: Visit, offered: dict[str, Service]) -> tuple[Question, ...]:
    words = TEXTS["begin_which"]
    which = Choice(
        id="service",
        type="choice",
        label=words,
        name_in_errors=named(words),
        options=tuple(Option(value=slug, label=each.title) for slug, each in offered.items())
        or (Option(value="none", label=words),),
    )
    words = TEXTS["call_for_whom"]
    whom = Choice(
        id="for_whom", type="choice", label=words, name_in_errors=named(words), required=False,
        options=options("caller", "other", text="call_for_whom_"),
    )  # fmt: skip
    if len(visit.council.languages) < 2:
        return (which, whom)
    language = TEXTS["call_serve_language"]
    spoken = options(*visit.council.languages, text="call_language_")
    return (
        which,
        whom,
        Choice(id="language", type="choice", label=language, name_in_errors=named(language), options=spoken),
    )


@open_to("staff")
@staff("GET", "POST")
def call_journey_page(visit: Visit, interaction: UUID, journey: UUID) -> HttpResponse:
    """Carry on with what was begun in this call; with what the caller began themselves, once they agree."""
    call = my_call(visit, interaction)
    if any(each.id == journey for each in begun_in(call.id)):
        if visit.request.method != "POST":
            return back(call)
        try:
            _, token = go_on_in_call(interaction_id=call.id, journey_id=journey, by=visit.member.actor, at=visit.at)
        except (JourneyOver, JourneyUnknown):
            return back(call, "warning", "call_journey_over")
        return SeeOther(reverse("resume", args=(token,)))
    theirs = next((each for each in began_themselves(visit, call) if each.id == journey), None)
    if theirs is None:
        raise CaseUnknown(str(journey))
    return _resume(visit, call, theirs)


def began_themselves(visit: Visit, call: Interaction) -> tuple[Journey, ...]:
    """Return what a checked caller began and has not sent, of services that the member may fill in."""
    person = checked_person(call)
    if person is None or not person.email:
        return ()
    offered = offered_services(visit)
    return tuple(each for each in find_begun(person.email, at=visit.at) if each.service in offered)


def _resume(visit: Visit, call: Interaction, journey: Journey) -> HttpResponse:
    words = TEXTS["call_consent"]
    asked = (YesNo(id="consent", type="yes_no", label=words, name_in_errors=TEXTS["call_consent_name"]),)
    filled = read_form(visit, asked)
    if filled.good and filled.answers["consent"] is not True:
        return back(call, "information", "call_no_consent")
    if filled.good:
        try:
            token = resume_in_call(
                interaction_id=call.id, journey=journey, consent=True, by=visit.member.actor, at=visit.at
            )
        except JourneyOver:
            return back(call, "warning", "call_journey_over")
        return SeeOther(reverse("resume", args=(token,)))
    return page(
        DeskView(
            frame=call_frame(visit, visit.say("call_resume"), call, has_error=bool(filled.problems)),
            blocks=(
                Prose(text=visit.say("call_resume_lead")),
                Form(
                    button=visit.say("call_go_on"),
                    questions=views_of(visit, asked, filled),
                    cancel_url=call_address(call),
                    id="questions",
                ),
            ),
            narrow=True,
        )
    )


@open_to("staff")
@staff("GET", "POST")
def call_link_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Send the caller a link by text or e-mail: to a service, or to what was begun for them."""
    call = my_call(visit, interaction)
    if not can(visit.member, "message"):
        raise CaseUnknown(str(interaction))
    offered = offered_services(visit)
    begun = {str(each.id): each for each in begun_in(call.id) if each.state == "started" and each.service in offered}
    asked = _asked_for_link(offered, begun)
    filled = _checked(visit, read_form(visit, asked))
    if filled.good and offered:
        what, way = str(filled.answers["what"]), str(filled.answers["way"])
        to = _to(filled, way)
        journey = begun.get(what)
        service = offered[journey.service if journey else what]
        language: Language = "cy" if (journey.language if journey else visit.language) == "cy" else "en"
        try:
            hand_over(
                interaction_id=call.id,
                service=service,
                journey=journey,
                way=way,
                to=to,
                site=settings.SITE_ADDRESS.format(host=visit.council.host),
                language=language,
                form=form_id(visit),
                by=visit.member.actor,
                at=visit.at,
            )
        except (JourneyOver, LinkRefused):
            return back(call, "warning", "call_journey_over")
        return back(call, "success", "call_link_sent", to=to)
    return _link_form(visit, call, asked, filled)


def _to(filled: Filled, way: str) -> str:
    given = filled.answers["phone" if way == "sms" else "email"]
    return str(given["e164"]) if isinstance(given, dict) else str(given)


def _checked(visit: Visit, filled: Filled) -> Filled:
    """See that there is somewhere to send it."""
    way = filled.answers.get("way")
    if way == "sms" and not filled.answers.get("phone") and "phone" not in filled.problems:
        return filled.but("phone", visit.say("call_link_phone_missing"))
    if way == "email" and not filled.answers.get("email") and "email" not in filled.problems:
        return filled.but("email", visit.say("call_link_address_missing"))
    return filled


def _link_form(visit: Visit, call: Interaction, asked: tuple[Question, ...], filled: Filled) -> HttpResponse:
    person = checked_person(call)
    phone = (person.phone if person else "") or call.number
    known = {
        "phone": {"typed": phone, "e164": phone} if phone.startswith("+") else None,
        "email": person.email if person and person.email else None,
    }
    return page(
        DeskView(
            frame=call_frame(visit, visit.say("call_link"), call, has_error=bool(filled.problems)),
            blocks=(
                Prose(text=visit.say("call_link_lead")),
                Form(
                    button=visit.say("call_link_button"),
                    questions=views_of(visit, asked, filled, known),
                    hidden=(("form", str(form_id(visit))),),
                    cancel_url=call_address(call),
                    id="questions",
                ),
            ),
            narrow=True,
        )
    )


def _asked_for_link(offered: dict[str, Service], begun: dict[str, Journey]) -> tuple[Question, ...]:
    resumed = tuple(
        Option(value=slug, label=titled("call_link_begun", offered[each.service].title)) for slug, each in begun.items()
    )
    fresh = tuple(Option(value=slug, label=titled("call_link_start", each.title)) for slug, each in offered.items())
    what, way = TEXTS["call_link_what"], TEXTS["call_link_way"]
    return (
        Choice(
            id="what",
            type="choice",
            label=what,
            name_in_errors=named(what),
            options=(*resumed, *fresh) or (Option(value="none", label=what),),
        ),
        Choice(
            id="way",
            type="choice",
            label=way,
            name_in_errors=named(way),
            options=options("sms", "email", text="call_link_"),
        ),
        Phone(id="phone", type="phone", label=TEXTS["call_link_phone"], required=False, autocomplete="off"),
        Email(id="email", type="email", label=TEXTS["call_link_address"], required=False, autocomplete="off"),
    )


def titled(key: str, title: Words) -> Words:
    """Return a text that names a service, in both languages."""
    words = TEXTS[key]
    return Words(
        en=words.en.replace("{service}", title.en), cy=words.cy.replace("{service}", title.cy) if title.cy else ""
    )
