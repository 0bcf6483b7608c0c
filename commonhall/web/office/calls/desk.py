"""Which calls has this agent open, and how does one begin? Also where the telephone system leads (a screen pop)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import Person, candidates_by_number
from commonhall.chats.queries import waiting_chats
from commonhall.contacts.answering import LONGEST_NUMBER, number_of, start_interaction
from commonhall.contacts.contacted import Interaction, finished_interactions, open_interactions
from commonhall.contacts.interactions import CHANNELS, DIRECTIONS
from commonhall.contacts.queries import find_person
from commonhall.contacts.wrap_up import labels_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import from_london, london_date
from commonhall.councils.policies import open_to
from commonhall.people.policies import can
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Form, Heading, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.calls.reaching import call_address, call_frame, call_title, check_answers, form_id
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, named, options, read_form, views_of
from commonhall.web.office.frames import drop_notice
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET")
def calls_page(visit: Visit) -> HttpResponse:
    """List the agent's open calls, those finished today, and the way to begin one."""
    check_answers(visit)
    me = visit.member.membership_id
    today = from_london(f"{london_date(visit.at)}T00:00:00")
    waiting = visit.say("chats_from_calls", n=len(waiting_chats()))
    more = [Link(text=waiting, href=reverse("office-chats"))]
    if can(visit.member, "figures"):
        more.append(Link(text=visit.say("calls_figures"), href=reverse("office-call-figures")))
    if can(visit.member, "lead") or can(visit.member, "administer"):
        more.append(Link(text=visit.say("calls_settings"), href=reverse("office-calls-settings")))
    response = page(
        DeskView(
            frame=call_frame(visit, visit.say("calls")),
            blocks=(
                _table(visit, "calls_open", open_interactions(me)),
                _table(visit, "calls_today", finished_interactions(me, since=today)),
                Links(links=tuple(more)),
            ),
            side=(Heading(text=visit.say("calls_begin")), _start(visit, begin_questions(), Filled(), "")),
        )
    )
    drop_notice(response)
    return response


def _table(visit: Visit, title: str, calls: Iterable[Interaction]) -> Table:
    reasons = labels_of("reason")
    return Table(
        caption=visit.say(title),
        columns=tuple(Column(text=visit.say(name)) for name in ("calls_when", "calls_who", "calls_what")),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=call_title(each, visit), href=_href(each)),
                    Cell(text=_who(each, visit)),
                    Cell(text=reasons[each.reason].say(visit.language) if each.reason in reasons else "–"),
                )
            )
            for each in calls
        ),
        empty=visit.say(f"{title}_none"),
    )


def _href(call: Interaction) -> str:
    return reverse("office-call-read", args=(call.id,)) if call.finished_at else call_address(call)


def _who(call: Interaction, visit: Visit) -> str:
    """Return who called: only once they were checked, or as a number."""
    person = find_person(call.person_id) if call.check_result == "passed" else None
    return person.name if isinstance(person, Person) and person.name else call.number or visit.say("call_unknown")


def begin_questions() -> tuple[Question, ...]:
    """Return what is asked when a call begins."""
    return (
        Choice(
            id="channel",
            type="choice",
            label=TEXTS["call_channel"],
            name_in_errors=named(TEXTS["call_channel"]),
            options=options(*CHANNELS, text="call_channel_"),
        ),
        Choice(
            id="direction",
            type="choice",
            label=TEXTS["call_direction"],
            name_in_errors=named(TEXTS["call_direction"]),
            options=options(*DIRECTIONS, text="call_direction_"),
        ),
        Text(
            id="number",
            type="text",
            label=TEXTS["call_number"],
            hint=TEXTS["call_number_hint"],
            required=False,
            max_length=LONGEST_NUMBER,
        ),
    )


def _start(visit: Visit, asked: tuple[Question, ...], filled: Filled, number: str) -> Form:
    known = {"channel": "phone", "direction": "in", "number": number or None}
    return Form(
        button=visit.say("calls_begin"),
        action=reverse("office-call-begin"),
        questions=views_of(visit, asked, filled, known),
        hidden=(("form", str(form_id(visit))),),
        id="questions",
    )


@open_to("staff")
@staff("GET", "POST")
def begin_call_page(visit: Visit) -> HttpResponse:
    """Begin a call. ``?from=`` is the caller's number, as the telephone system opens the page."""
    check_answers(visit)
    asked = begin_questions()
    filled = read_form(visit, asked)
    if filled.good:
        made = start_interaction(
            channel=str(filled.answers["channel"]),
            direction=str(filled.answers["direction"]),
            number=str(filled.answers["number"] or ""),
            interaction_id=form_id(visit),
            by=visit.member.actor,
            at=visit.at,
        )
        return SeeOther(call_address(made))
    number = number_of(visit.request.GET.get("from", "")[:LONGEST_NUMBER].replace(" 44", "+44"))
    title = visit.say("calls_begin_from", number=number) if number else visit.say("calls_begin")
    return page(
        DeskView(
            frame=call_frame(visit, title, has_error=bool(filled.problems)),
            blocks=(*_known_by(visit, number), _start(visit, asked, filled, number)),
            narrow=True,
        )
    )


def _known_by(visit: Visit, number: str) -> tuple[Block, ...]:
    """Return who is known to call from this number: chosen once the call has begun."""
    if not number:
        return ()
    found = candidates_by_number(visit.member, number, at=visit.at)
    record_read(subject=("search", None), how="searched", purpose="phone", by=visit.member, at=visit.at)
    if not found:
        return (Prose(text=visit.say("call_unknown"), look="inset"),)
    names = ", ".join(f"{each.name} ({each.area})" if each.area else each.name for each in found)
    return (Prose(text=f"{visit.say('call_found_by_number')}: {names}", look="inset"),)
