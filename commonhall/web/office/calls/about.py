"""What does the caller say about a request that there is already: a note, that it happened again, or how it stands?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import cases_in_call, cases_of_caller, records_of
from commonhall.cases.people.in_calls import again_in_call, link_case, note_in_call
from commonhall.cases.people.on_behalf import RELATED_BY, is_the_same, keep_who_called, without_caller
from commonhall.cases.queries import Case, CaseUnknown, find_case
from commonhall.cases.together.occurrences import LONGEST as LONGEST_AGAIN
from commonhall.contacts.contacted import Interaction
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.name import Name
from commonhall.core.questions.question import Option, Question
from commonhall.core.values.dates import in_words
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import begun_for_others
from commonhall.people.policies import can
from commonhall.people.queries import find_team
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import Block, DeskView, Fold, Form, Links, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.calls.call import state_of
from commonhall.web.office.calls.reaching import back, call_address, call_frame, form_id, my_call
from commonhall.web.office.calls.serving import checked_person
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.filling import Filled, named, options, read_form, views_of
from commonhall.web.office.queue import title_of
from commonhall.web.office.texts import TEXTS

WHAT: Final = ("plain", "again", "told")
NO_AUTHORITY: Final = "none"


@open_to("staff")
@staff("GET", "POST")
def call_case_page(visit: Visit, interaction: UUID, reference: str) -> HttpResponse:
    """Keep what the caller says about a request of theirs, or that they were told how it stands."""
    call = my_call(visit, interaction)
    case = _case(visit, call, reference)
    record_read(subject=("case", case.id), how="opened", purpose=f"call {call.id}", by=visit.member, at=visit.at)
    if visit.request.POST.get("do") == "behalf" and _may_be_for_other(call, case):
        return _keep_caller(visit, call, case)
    asked = _asked()
    filled = read_form(visit, asked)
    if filled.good and filled.answers["what"] == "plain" and not filled.answers["text"]:
        filled = filled.but("text", visit.say("call_note_missing"))
        return _page(visit, call, case, asked, filled)
    if not filled.good:
        return _page(visit, call, case, asked, filled)
    _keep(visit, call, case, str(filled.answers["what"]), str(filled.answers["text"] or ""))
    return back(call, "success", "call_noted", reference=case.reference)


def _case(visit: Visit, call: Interaction, reference: str) -> Case:
    """Return a case of this call, or of its checked caller, that the member may answer for. Raises CaseUnknown."""
    case = find_case(visit.member, reference)
    if case is None:
        raise CaseUnknown(reference)
    team = find_team(case.team)
    person = checked_person(call)
    theirs = (
        [each.case.id for each in cases_of_caller(visit.member, records_of(visit.member, person.id))] if person else []
    )
    here = [each.id for each, _ in cases_in_call(visit.member, call.id)]
    if case.id not in (*theirs, *here) or not can(
        visit.member, "answer", pattern=case.pattern, team=team.id if team else None
    ):
        raise CaseUnknown(reference)
    return case


def _keep(visit: Visit, call: Interaction, case: Case, what: str, text: str) -> None:
    by, at = visit.member.actor, visit.at
    if what == "told":
        link_case(interaction_id=call.id, case_id=case.id, way="told", by=by, at=at)
    if what == "again":
        person = checked_person(call)
        again_in_call(
            interaction_id=call.id,
            case_id=case.id,
            text=text,
            reporter=person.name if person else "",
            form=form_id(visit),
            by=by,
            at=at,
        )
    elif text:
        note_in_call(interaction_id=call.id, case_id=case.id, text=text, by=by, at=at)


def _asked() -> tuple[Question, ...]:
    which = TEXTS["call_note_which"]
    return (
        Choice(
            id="what",
            type="choice",
            label=which,
            name_in_errors=named(which),
            options=options(*WHAT, text="call_note_"),
        ),
        LongText(id="text", type="long_text", label=TEXTS["call_note"], required=False, max_length=LONGEST_AGAIN),
    )


def _asked_of_caller(call: Interaction) -> tuple[Question, ...]:
    """Return what is asked of who calls for somebody else: the name only where nobody was chosen as the caller."""
    by_name = Name(
        id="caller", type="name", label=TEXTS["call_behalf_name"], name_in_errors=TEXTS["call_behalf_name_name"],
        autocomplete="off",
    )  # fmt: skip
    bases = (Option(value=NO_AUTHORITY, label=TEXTS["call_behalf_none"]), *options(*RELATED_BY, text="party_on_"))
    rest = (
        Choice(
            id="authority", type="choice", label=TEXTS["call_behalf_authority"], hint=TEXTS["call_behalf_hint"],
            name_in_errors=TEXTS["call_behalf_authority_name"], options=bases,
        ),
        Date(
            id="until", type="date", label=TEXTS["call_behalf_until"], required=False, earliest="today",
            name_in_errors=TEXTS["person_relation_until_name"],
        ),
    )  # fmt: skip
    return rest if call.person_id else (by_name, *rest)


def _may_be_for_other(call: Interaction, case: Case) -> bool:
    return bool(without_caller([case])) and not is_the_same(call.person_id, case)


def _keep_caller(visit: Visit, call: Interaction, case: Case) -> HttpResponse:
    """Keep who called for the person of the case."""
    asked = _asked_of_caller(call)
    filled = read_form(visit, asked)
    if not filled.good:
        return _page(visit, call, case, _asked(), Filled(), filled)
    authority, until = str(filled.answers["authority"]), filled.answers["until"]
    keep_who_called(
        interaction_id=call.id,
        case_id=case.id,
        name=str(filled.answers.get("caller") or ""),
        authority="" if authority == NO_AUTHORITY else authority,
        until_date=date.fromisoformat(str(until)) if until else None,
        by=visit.member.actor,
        at=visit.at,
    )
    return back(call, "success", "call_noted", reference=case.reference)


def _behalf(visit: Visit, call: Interaction, case: Case, filled: Filled | None) -> Fold:
    """Yield the way to say that the caller asks for somebody else: open where that is known already."""
    form = Form(
        id="behalf",
        questions=views_of(visit, _asked_of_caller(call), filled or Filled()),
        buttons=(("behalf", visit.say("call_behalf_button")),),
    )
    known = filled is not None or str(case.journey_id) in begun_for_others(call.id)
    return Fold(title=visit.say("call_behalf"), blocks=(form,), open=known)


def _page(
    visit: Visit,
    call: Interaction,
    case: Case,
    asked: tuple[Question, ...],
    filled: Filled,
    caller: Filled | None = None,
) -> HttpResponse:
    due = in_words(str(case.due_date), visit.language) if case.due_date else visit.say("call_none")
    blocks: tuple[Block, ...] = (
        Rows(
            title=visit.say("call_tell"),
            rows=(
                SummaryRow(key=visit.say("call_request"), lines=(title_of(case, visit),)),
                SummaryRow(key=visit.say("call_state"), lines=(state_of(case, visit),)),
                SummaryRow(key=visit.say("call_promise"), lines=(due,)),
            ),
        ),
        Form(
            button=visit.say("calls_save"),
            questions=views_of(visit, asked, filled),
            hidden=(("form", str(form_id(visit))),),
            cancel_url=call_address(call),
            id="questions",
        ),
        *((_behalf(visit, call, case, caller),) if _may_be_for_other(call, case) else ()),
        Links(links=tuple(_elsewhere(visit, case))),
    )
    wrong = bool(filled.problems or (caller and caller.problems))
    title = visit.say("call_note_title", reference=case.reference)
    return page(DeskView(frame=call_frame(visit, title, call, has_error=wrong), blocks=blocks, narrow=True))


def _elsewhere(visit: Visit, case: Case) -> Iterator[Link]:
    """Yield where to see all of the case, and where to write to its person."""
    yield Link(text=visit.say("call_case_page"), href=reverse("office-case", args=(case.reference,)))
    if can(visit.member, "message"):
        yield Link(text=visit.say("call_write"), href=reverse("office-write", args=(case.reference,)))
