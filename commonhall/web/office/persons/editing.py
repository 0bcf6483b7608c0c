"""How does staff change what is known of a person, and how the person wants to be dealt with?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.http import HttpResponse

from commonhall.contacts.editing import Contact, DetailsRefused, change_details, contact_of
from commonhall.contacts.preferring import (
    CHANNELS,
    FORMATS,
    NOT_BY,
    PreferencesRefused,
    Wishes,
    preferences_of,
    set_preferences,
)
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.date import Date
from commonhall.core.questions.email import Email
from commonhall.core.questions.phone import Phone
from commonhall.core.questions.postcode import Postcode
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Prose
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.filling import Filled, read_form
from commonhall.web.office.frames import go
from commonhall.web.office.persons.forms import choice, options_of, person_form_page
from commonhall.web.office.persons.reaching import person_url, seen_person
from commonhall.web.office.texts import TEXTS

LANGUAGES: Final = ("en", "cy")


def check_may_change(visit: Visit) -> None:
    """Raise NotAllowed unless the member works on cases or takes calls."""
    check_may(visit, "work", "answer")


@open_to("staff")
@staff("GET", "POST")
def details_page(visit: Visit, person: UUID) -> HttpResponse:
    """Change name, addresses and numbers; what stood is kept as former."""
    check_may_change(visit)
    found = seen_person(visit, person)
    asked = _asked_of_details()
    given = read_form(visit, asked)
    if given.good:
        try:
            change_details(person_id=found.id, contact=_contact(given), by=visit.member.actor, at=visit.at)
        except DetailsRefused:
            given = given.but(asked[0], visit.say("person_one_needed"))
        else:
            return go(person_url(found.id), "success", "person_changed_done")
    return person_form_page(
        visit,
        found,
        title=visit.say("person_change"),
        asked=asked,
        given=given,
        known=_start(contact_of(found)),
        button=visit.say("person_save"),
        before=(Prose(text=visit.say("person_change_lead")),),
    )


def _asked_of_details() -> tuple[Question, ...]:
    return (
        Text(id="name", type="text", label=TEXTS["person_name"], required=False, max_length=200),
        Phone(id="phone", type="phone", label=TEXTS["person_phone"], required=False,
              name_in_errors=TEXTS["person_phone_name"]),
        Email(id="email", type="email", label=TEXTS["person_email"], required=False,
              name_in_errors=TEXTS["person_email_name"]),
        Text(id="address", type="text", label=TEXTS["person_address"], required=False, max_length=300,
             hint=TEXTS["person_address_hint"]),
        Postcode(id="postcode", type="postcode", label=TEXTS["person_postcode"], required=False,
                 name_in_errors=TEXTS["person_postcode_name"]),
        Date(id="born", type="date", label=TEXTS["person_born"], required=False, latest="today", earliest="1890-01-01",
             name_in_errors=TEXTS["person_born_name"]),
    )  # fmt: skip


def _start(contact: Contact) -> Mapping[str, Answer]:
    return {
        "name": contact.name or None,
        "phone": phone_answer(contact.phone),
        "email": contact.email or None,
        "address": contact.address or None,
        "postcode": contact.postcode or None,
        "born": contact.birth_date.isoformat() if contact.birth_date else None,
    }


def phone_answer(typed: str) -> Answer:
    """Return a number as its question keeps it; None for none."""
    try:
        return {"typed": typed, "e164": parse_phone(typed).e164} if typed else None
    except PhoneNotRecognised:
        return {"typed": typed, "e164": ""}


def _contact(given: Filled) -> Contact:
    return Contact(
        name=given.text("name"),
        email=given.text("email"),
        phone=given.text("phone"),
        address=given.text("address"),
        postcode=given.text("postcode"),
        birth_date=given.day("born"),
    )


@open_to("staff")
@staff("GET", "POST")
def preferences_page(visit: Visit, person: UUID) -> HttpResponse:
    """Keep how a person wants to be dealt with."""
    check_may_change(visit)
    found = seen_person(visit, person)
    asked = _asked_of_preferences()
    given = read_form(visit, asked)
    if given.good:
        try:
            set_preferences(person_id=found.id, wishes=_wishes(given), by=visit.member.actor, at=visit.at)
        except PreferencesRefused:
            given = given.but(asked[1], visit.say("person_channel_forbidden"))
        else:
            return go(person_url(found.id), "success", "person_preferred_done")
    return person_form_page(
        visit,
        found,
        title=visit.say("person_prefer"),
        asked=asked,
        given=given,
        known=_wished(preferences_of(found.id), found.language),
        button=visit.say("person_save"),
    )


def _asked_of_preferences() -> tuple[Question, ...]:
    channels = options_of("person_by_", [each for each in CHANNELS if each])
    said = Option(value="yes", label=TEXTS["person_no_voicemail_yes"])
    return (
        choice("language", "person_ask_language", options_of("person_language_", LANGUAGES)),
        choice("channel", "person_ask_channel", channels, required=False),
        Choices(id="formats", type="choices", label=TEXTS["person_ask_formats"], required=False,
                options=options_of("person_format_", FORMATS)),
        Text(id="needs", type="text", label=TEXTS["person_ask_needs"], required=False, max_length=500),
        Choices(id="not_by", type="choices", label=TEXTS["person_ask_not_by"], required=False,
                options=options_of("person_by_", NOT_BY)),
        Text(id="safe_times", type="text", label=TEXTS["person_ask_safe_times"], required=False, max_length=500,
             hint=TEXTS["person_ask_safe_times_hint"]),
        Choices(id="no_voicemail", type="choices", label=TEXTS["person_no_voicemail"], required=False,
                options=(said,)),
    )  # fmt: skip


def _wished(wishes: Wishes, language: str) -> Mapping[str, Answer]:
    return {
        "language": wishes.language or language,
        "channel": wishes.channel or None,
        "formats": list(wishes.formats) or None,
        "needs": wishes.needs or None,
        "not_by": list(wishes.not_by) or None,
        "safe_times": wishes.safe_times or None,
        "no_voicemail": ["yes"] if wishes.no_voicemail else None,
    }


def _wishes(given: Filled) -> Wishes:
    return Wishes(
        language=given.text("language"),
        channel=given.text("channel"),
        formats=given.values("formats"),
        needs=given.text("needs"),
        not_by=given.values("not_by"),
        safe_times=given.text("safe_times"),
        no_voicemail=bool(given.values("no_voicemail")),
    )
