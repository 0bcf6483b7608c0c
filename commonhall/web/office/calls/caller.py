"""Who is the caller? Found in one box, chosen, and checked with the council's questions before anything is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.people.calling import Candidate, find_callers, held_of, right_of
from commonhall.cases.people.reaching import find_visible_person
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.answering import CheckRefused, is_locked, keep_check, keep_document_seen, name_caller
from commonhall.contacts.contacted import Interaction
from commonhall.contacts.wrap_up import checking_rules
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.email import Email
from commonhall.core.questions.name import Name
from commonhall.core.questions.phone import Phone
from commonhall.core.questions.postcode import Postcode
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.councils.policies import open_to
from commonhall.record.operations import record_read
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.calls.reaching import back, call_address, call_frame, my_call
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import go
from commonhall.web.office.texts import TEXTS

LONGEST_SOUGHT = 200


@open_to("staff")
@staff("GET", "POST")
def caller_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Find the caller, or say that they stay unknown."""
    call = my_call(visit, interaction)
    if call.check_result == "failed":
        return back(call, "warning", "call_check_is_failed")
    if visit.request.method == "POST" and not visit.switching:
        return _choose(visit, call)
    typed = visit.request.GET.get("q", "")[:LONGEST_SOUGHT]
    box = Text(id="q", type="text", label=TEXTS["call_find_box"], max_length=LONGEST_SOUGHT)
    find = Form(
        button=visit.say("call_find_button"),
        questions=views_of(visit, (box,), Filled(), {"q": typed or None}),
        get=True,
    )
    found: tuple[Block, ...] = ()
    if typed.strip():
        record_read(subject=("search", None), how="searched", purpose="caller", by=visit.member, at=visit.at)
        found = candidates_block(visit, call, find_callers(visit.member, typed, at=visit.at), "call_found")
    unknown = Form(button=visit.say("call_stay_unknown"), hidden=(("person", ""),), look="secondary", id="unknown")
    frame = call_frame(visit, visit.say("call_find"), call)
    return page(DeskView(frame=frame, blocks=(find, *found, unknown), narrow=True))


def candidates_block(visit: Visit, call: Interaction, found: Iterable[Candidate], title: str) -> tuple[Block, ...]:
    """Return who may be calling, each with a button to choose them: the least that tells one from another."""
    people = tuple(found)
    if not people:
        return (Prose(text=visit.say("call_found_none"), look="inset"),)
    blocks: list[Block] = [Heading(text=visit.say(title))]
    for each in people:
        rows = (
            SummaryRow(key=visit.say("call_found_area"), lines=(each.area or visit.say("call_none"),)),
            SummaryRow(key=visit.say("call_found_phone"), lines=(each.phone_end or visit.say("call_none"),)),
        )
        name = each.name or visit.say("call_unknown")
        blocks.append(Rows(rows=rows, title=name))
        blocks.append(
            Form(
                button=visit.say("call_choose_this", name=name),
                action=reverse("office-caller", args=(call.id,)),
                hidden=(("person", str(each.person_id)),),
                look="secondary",
            )
        )
    return tuple(blocks)


def _choose(visit: Visit, call: Interaction) -> HttpResponse:
    posted = visit.request.POST.get("person", "")
    person_id = None
    if posted:
        try:
            person_id = UUID(posted)
        except ValueError as wrong:
            raise CaseUnknown(posted) from wrong
        if find_visible_person(visit.member, person_id) is None:
            raise CaseUnknown(posted)
    try:
        name_caller(interaction_id=call.id, person_id=person_id, by=visit.member.actor, at=visit.at)
    except CheckRefused:
        return back(call, "warning", "call_check_is_failed")
    return SeeOther(reverse("office-caller-check", args=(call.id,)) if person_id else call_address(call))


@open_to("staff")
@staff("GET", "POST")
def check_caller_page(visit: Visit, interaction: UUID) -> HttpResponse:
    """Ask the council's questions, compare, and keep how it went: never what was answered."""
    call = my_call(visit, interaction)
    person = find_visible_person(visit.member, call.person_id) if call.person_id else None
    if person is None or call.check_result != "none":
        return back(call)
    if "do" in visit.request.POST:
        return _seen(visit, call)
    if is_locked(person.id, at=visit.at):
        return back(call, "warning", "call_check_locked")
    held, rules = held_of(visit.member, person), checking_rules()
    kinds = tuple(kind for kind in rules.asked if kind in held)
    if not set(rules.always) <= set(kinds) or len(kinds) < rules.needed:
        return _page(visit, call, (), Filled(), rules.needed, rules.tries)
    asked = tuple(_question(visit, kind) for kind in kinds)
    filled = read_form(visit, asked)
    if not filled.good:
        return _page(visit, call, asked, filled, rules.needed, rules.tries)
    right = right_of(held, filled.answers)
    try:
        kept = keep_check(interaction_id=call.id, right=right, asked=kinds, by=visit.member.actor, at=visit.at)
    except CheckRefused as refused:
        return back(call, "warning", "call_check_locked" if refused.why == "locked" else "call_check_is_failed")
    if kept.check_result == "passed":
        return back(call, "success", "call_check_is_passed")
    if kept.check_result == "failed":
        return back(call, "warning", "call_check_is_failed")
    return go(visit.request.path, "warning", "call_check_wrong", left=str(rules.tries - kept.check_tries))


def _seen(visit: Visit, call: Interaction) -> HttpResponse:
    try:
        keep_document_seen(interaction_id=call.id, by=visit.member.actor, at=visit.at)
    except CheckRefused:
        return back(call, "warning", "call_check_locked")
    return back(call, "success", "call_check_is_passed")


def _page(
    visit: Visit, call: Interaction, asked: tuple[Question, ...], filled: Filled, needed: int, tries: int
) -> HttpResponse:
    blocks: list[Block] = []
    if asked:
        blocks.append(Prose(text=visit.say("call_check_lead", needed=needed)))
        blocks.append(Prose(text=visit.say("call_check_left", left=tries - call.check_tries), look="quiet"))
        blocks.append(
            Form(
                button=visit.say("call_check_button"),
                questions=views_of(visit, asked, filled),
                cancel_url=call_address(call),
                id="questions",
            )
        )
    else:
        blocks.append(Prose(text=visit.say("call_check_too_little"), look="inset"))
    if call.channel in ("counter", "visit"):
        blocks.append(Form(buttons=(("document", visit.say("call_document")),), look="secondary", id="document"))
    frame = call_frame(visit, visit.say("call_check"), call, has_error=bool(filled.problems))
    return page(DeskView(frame=frame, blocks=tuple(blocks), narrow=True))


def _question(visit: Visit, kind: str) -> Question:
    parts: Mapping[str, object] = {
        "id": kind,
        "label": TEXTS[f"call_asks_{kind}"],
        "required": False,
        "autocomplete": "off",
    }
    match kind:
        case "name":
            return Name(type="name", **parts)
        case "postcode":
            return Postcode(type="postcode", **parts)
        case "birth_date":
            return Date(type="date", **parts)
        case "phone":
            return Phone(type="phone", **parts)
        case "email":
            return Email(type="email", **parts)
        case "reference":
            return Text(type="text", max_length=40, **parts)
    offered = offered_services(visit).items()
    return Choice(type="choice", options=tuple(Option(value=slug, label=each.title) for slug, each in offered), **parts)
