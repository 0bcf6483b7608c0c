"""How does a call end, and what was it about? Written down once; afterwards it can be read, not changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import cases_in_call, find_contact
from commonhall.cases.queries import CaseUnknown
from commonhall.chats.answering import end_chat
from commonhall.chats.queries import find_chat_of, transcripts_of
from commonhall.contacts.answering import LONGEST_NOTE, finish_interaction
from commonhall.contacts.contacted import Interaction
from commonhall.contacts.wrap_up import codes_of, labels_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Option, Question
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import let_go_of
from commonhall.journeys.queries import begun_in
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Links, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.reaching import call_address, call_frame, call_title, check_answers, my_call
from commonhall.web.office.calls.serving import checked_person
from commonhall.web.office.calls.spoken import transcript
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import read_form, views_of
from commonhall.web.office.frames import go
from commonhall.web.office.queue import title_of
from commonhall.web.office.texts import TEXTS

KINDS = ("reason", "outcome", "avoidable")


@open_to("staff")
@staff("GET", "POST")
def finish_call_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Ask what the call was about and how it ended, and finish it: also one that opened nothing."""
    call = my_call(visit, interaction)
    if (passed := find_chat_of(call.id)) and passed.state == "waiting":
        # It was passed on and waits: whoever carries on writes down what it was about.
        return go(reverse("office-chats"), "information", "chat_not_yours")
    asked = _asked()
    filled = read_form(visit, asked)
    if filled.good:
        with transaction.atomic():
            if found := find_chat_of(call.id):
                end_chat(chat_id=found.id, by=visit.member.actor, at=visit.at)
            finish_interaction(
                interaction_id=call.id,
                reason=str(filled.answers["reason"]),
                outcome=str(filled.answers["outcome"]),
                avoidable=str(filled.answers["avoidable"]),
                note=str(filled.answers["note"] or ""),
                by=visit.member.actor,
                at=visit.at,
            )
            let_go_of(interaction_id=call.id)
        return go(reverse("office-calls"), "success", "call_finished")
    frame = call_frame(visit, visit.say("call_finish"), call, has_error=bool(filled.problems))
    form = Form(
        button=visit.say("call_finish"),
        questions=views_of(visit, asked, filled),
        cancel_url=call_address(call),
        id="questions",
    )
    lead = Prose(text=visit.say("call_finish_lead"))
    return page(DeskView(frame=frame, blocks=(lead, *_unsent(visit, call), form), narrow=True))


def _asked() -> tuple[Question, ...]:
    chosen = tuple(
        Choice(
            id=kind,
            type="choice",
            label=TEXTS[f"call_{kind}"],
            name_in_errors=TEXTS[f"call_{kind}_name"],
            options=tuple(Option(value=code.slug, label=code.label) for code in codes_of(kind)),
        )
        for kind in KINDS
    )
    note = LongText(
        id="note",
        type="long_text",
        label=TEXTS["call_finish_note"],
        hint=TEXTS["call_finish_note_hint"],
        required=False,
        max_length=LONGEST_NOTE,
    )
    return (*chosen, note)


def _unsent(visit: Visit, call: Interaction) -> Iterator[Block]:
    offered = offered_services(visit)
    names = [
        offered[each.service].title.say(visit.language) if each.service in offered else each.service
        for each in begun_in(call.id)
        if each.state == "started"
    ]
    if names:
        yield Prose(text=visit.say("call_unsent", services=", ".join(names)), look="inset")


@open_to("staff")
@staff("GET")
def read_call_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Show a finished call: to its agent, and to whoever may see all that it was about."""
    check_answers(visit)
    contact = find_contact(visit.member, interaction)
    if contact is None or not contact.full:
        raise CaseUnknown(str(interaction))
    call = contact.interaction
    if call.finished_at is None:
        if call.agent_id == visit.member.membership_id:
            return SeeOther(call_address(call))
        raise CaseUnknown(str(interaction))
    cases = tuple(dict((case.id, case) for case, _ in cases_in_call(visit.member, call.id)).values())
    links = tuple(
        Link(text=f"{case.reference} {title_of(case, visit)}", href=reverse("office-case", args=(case.reference,)))
        for case in cases
    )
    about: tuple[Block, ...] = (Heading(text=visit.say("call_now")), Links(links=links)) if links else ()
    return page(
        DeskView(
            frame=call_frame(visit, visit.say("call_over", call=call_title(call, visit))),
            blocks=(Rows(rows=tuple(_rows(visit, call))), *about, *_written(visit, call)),
            narrow=True,
        )
    )


def _written(visit: Visit, call: Interaction) -> Iterator[Block]:
    """Yield what was written, of a conversation that was a chat."""
    lines = transcripts_of([call.id]).get(call.id)
    if lines:
        yield Heading(text=visit.say("chat_transcript"))
        yield transcript(visit, lines)


def _rows(visit: Visit, call: Interaction) -> Iterator[SummaryRow]:
    person = checked_person(call)
    who = person.name if person and person.name else call.number or visit.say("call_unknown")
    yield SummaryRow(key=visit.say("calls_who"), lines=(who,))
    yield SummaryRow(key=visit.say("call_agent"), lines=(call.agent_name,))
    if call.person_id:
        yield SummaryRow(key=visit.say("call_check_state"), lines=(visit.say(f"call_check_{call.check_result}"),))
    for kind in KINDS:
        label = labels_of(kind).get(getattr(call, kind))
        if label:
            yield SummaryRow(key=visit.say(f"call_{kind}"), lines=(label.say(visit.language),))
    if call.note:
        yield SummaryRow(key=visit.say("call_finish_note"), lines=tuple(call.note.split("\n")))
    yield SummaryRow(key=visit.say("call_talked"), lines=(_minutes(visit, call.started_at, call.ended_at),))
    yield SummaryRow(key=visit.say("call_wrapped"), lines=(_minutes(visit, call.ended_at, call.finished_at),))


def _minutes(visit: Visit, start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return visit.say("call_none")
    return visit.say("call_minutes", minutes=max(0, round((end - start).total_seconds() / 60)))
