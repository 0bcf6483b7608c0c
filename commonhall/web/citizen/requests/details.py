"""What does the council know of a resident, and how do they want to be dealt with? Their own words, changed by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.people.own_people import NobodyKnown, Person, Wishes, find_own_person, own_wishes, set_own_wishes
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.choices import Choices
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Problem, Question
from commonhall.core.questions.text import Text
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.requests.ways_in import SAID, WELL, ways_in
from commonhall.web.citizen.residents import my_frame, signed_in
from commonhall.web.citizen.services import service_of_pattern
from commonhall.web.citizen.visit import Visit, keep_language
from commonhall.web.citizen.where import start_address
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Links, Prose, Rows
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.views.journey import SummaryRow

LANGUAGE: Final = Choice(
    type="choice",
    id="language",
    label=MY["wish_language"],
    name_in_errors=MY["wish_language_name"],
    options=(Option(value="en", label=MY["english"]), Option(value="cy", label=MY["welsh"])),
)
CHANNEL: Final = Choice(
    type="choice",
    id="channel",
    label=MY["wish_channel"],
    name_in_errors=MY["wish_channel_name"],
    options=tuple(Option(value=each, label=MY[f"by_{each}"]) for each in ("email", "text", "phone", "letter")),
)
FORMATS: Final = Choices(
    type="choices",
    id="formats",
    label=MY["wish_formats"],
    hint=MY["wish_formats_hint"],
    name_in_errors=MY["wish_formats"],
    required=False,
    options=tuple(
        Option(value=each, label=MY[each])
        for each in ("large_print", "easy_read", "braille", "bsl", "audio", "interpreter", "other")
    ),
)
NEEDS: Final = LongText(
    type="long_text",
    id="needs",
    label=MY["wish_needs"],
    hint=MY["wish_needs_hint"],
    name_in_errors=MY["wish_needs"],
    required=False,
    max_length=500,
    rows=3,
)
TIMES: Final = Text(
    type="text",
    id="safe_times",
    label=MY["wish_times"],
    name_in_errors=MY["wish_times"],
    required=False,
    max_length=200,
)


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def details_page(visit: Visit, resident: SignedInResident) -> HttpResponseBase:
    """Show what is known of the resident, and keep how they want to be dealt with."""
    person = find_own_person(resident.email)
    if visit.request.method != "POST" or person is None:
        return visit.page(_view(visit, resident, person, said=visit.request.GET.get("said", "")))
    switched = visit.switched()
    visit = switched or visit
    answers, wrong = read_all(_asked(visit), visit.posted, visit.setting)
    if wrong or switched:
        return visit.page_in_language(_view(visit, resident, person, problems=tuple(wrong.values())))
    return _keep(visit, resident, answers)


def _keep(visit: Visit, resident: SignedInResident, answers: Mapping[str, object]) -> HttpResponse:
    before = own_wishes(resident.email)
    channel = str(answers["channel"])
    wishes = replace(
        before,
        language=str(answers.get("language") or before.language),
        channel=channel,
        formats=tuple(str(each) for each in cast("list[str]", answers["formats"] or [])),
        needs=str(answers["needs"] or ""),
        not_by=tuple(each for each in before.not_by if each != channel),
        safe_times=str(answers["safe_times"] or ""),
    )
    try:
        set_own_wishes(email=resident.email, wishes=wishes, by=RESIDENT, at=visit.at)
    except NobodyKnown:
        return visit.go("/my/details")
    response = visit.go("/my/details?said=saved")
    if wishes.language in visit.council.languages:
        keep_language(response, wishes.language)
    return response


def _asked(visit: Visit) -> tuple[Question, ...]:
    language = (LANGUAGE,) if len(visit.council.languages) > 1 else ()
    return (*language, CHANNEL, FORMATS, NEEDS, TIMES)


def _view(
    visit: Visit,
    resident: SignedInResident,
    person: Person | None,
    *,
    problems: tuple[Problem, ...] = (),
    said: str = "",
) -> DeskView:
    notice = Notice(kind="success", text=visit.say(MY["wishes_saved"])) if said == "saved" else None
    if said in SAID:
        notice = Notice(kind="success" if said in WELL else "information", text=visit.say(MY[said]))
    return DeskView(
        frame=my_frame(
            visit,
            resident,
            visit.say(MY["details"]),
            notice=notice,
            language_form="questions",
            has_error=bool(problems),
        ),
        blocks=tuple(_blocks(visit, resident, person, problems)),
        narrow=True,
    )


def _blocks(
    visit: Visit, resident: SignedInResident, person: Person | None, problems: tuple[Problem, ...]
) -> Iterator[Block]:
    unknown = visit.say(MY["not_known"])
    phone = (person.phone_typed or person.phone) if person else ""
    yield Rows(
        rows=(
            SummaryRow(key=visit.say(MY["email"]), lines=(resident.email,)),
            SummaryRow(key=visit.say(MY["name"]), lines=((person.name if person else "") or unknown,)),
            SummaryRow(key=visit.say(MY["phone"]), lines=(phone or unknown,)),
        )
    )
    contact = service_of_pattern(visit, "contact-the-council")
    href = start_address(contact.slug) if contact else "/contact"
    yield Links(links=(Link(text=visit.say(MY["change_details"]), href=href),))
    yield Heading(text=visit.say(MY["wishes"]))
    if person is None:
        yield Prose(text=visit.say(MY["wishes_none"]))
    else:
        yield _form(visit, own_wishes(resident.email), problems)
    yield from ways_in(visit, resident)
    yield Heading(text=visit.say(MY["everywhere"]))
    yield Prose(text=visit.say(MY["everywhere_text"]))
    yield Form(button=visit.say(MY["everywhere"]), action="/my/sign-out-everywhere", look="secondary")


def _form(visit: Visit, wishes: Wishes, problems: tuple[Problem, ...]) -> Form:
    asked = _asked(visit)
    values: dict[str, str | list[str]] = {
        "language": wishes.language or visit.language,
        "channel": wishes.channel,
        "formats": list(wishes.formats),
        "needs": wishes.needs,
        "safe_times": wishes.safe_times,
    }
    if visit.request.method == "POST":
        values = {"formats": [], **typed_values(visit.posted, asked)}
    questions = question_views(asked, setting=visit.setting, values=values, problems=problems)
    return Form(id="questions", questions=questions, button=visit.say(MY["save"]))
