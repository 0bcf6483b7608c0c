"""How does an officer ask the person of a case for something? Say what, see it as it goes, send it, take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.correspondence.ways import Way, language_for, ways_to
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.cases.requests.asking import (
    LONGEST_TEXT,
    MOST_DAYS,
    Asking,
    RequestOver,
    RequestRefused,
    ask_person,
    cancel_request,
    closing_moves,
    drafted,
    find_request,
    preview_of,
)
from commonhall.cases.requests.kinds import DECIDE, ESCALATE, KINDS, kind_of
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Option, Problem, Question
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Language
from commonhall.councils.policies import open_to
from commonhall.web.components.acts import Posted
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.asking import read_all
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import Filled, posted_of, setting_of, views_of
from commonhall.web.office.frames import leave_notice
from commonhall.web.office.letters.forms import FORM, case_crumbs, desk, hidden_of, token_of
from commonhall.web.office.letters.writing import GAPS_AS_WRITTEN, problems_of_way, shown_body
from commonhall.web.office.reaching import case_to_work_on
from commonhall.web.office.taking_up import leave_done
from commonhall.web.office.texts import TEXTS

FIRST: Final = ("kind", "channel", "language")
REST: Final = ("text", "questions", "days", "limit")


@open_to("staff")
@staff("GET", "POST")
def ask_page(visit: Visit, reference: str) -> HttpResponse:
    """Ask what to ask for and how; then its words and limits; then show the message as it goes; then send it."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    if not found.roles:
        raise CaseUnknown(reference)
    ways = [way for way in ways_to(found.case, found.person, found.effective) if not way.unwanted]
    if found.case.phase == "closed" or not ways:
        key = "asking_refused_closed" if found.case.phase == "closed" else "letters_no_way"
        return page(_desk(visit, found, "asking_ask", [Prose(text=visit.say(key), look="warning")]))
    if visit.request.method == "POST":
        return _posted(visit, found, ways)
    chosen = {name: visit.request.GET.getlist(name) for name in FIRST}
    first = _asked_first(ways)
    answers, problems = read_all(first, chosen, setting_of(visit))
    problems = problems or problems_of_way(visit, ways, answers)
    asked_already = "kind" in visit.request.GET or "channel" in visit.request.GET
    if not asked_already or problems:
        usual: Posted = {"channel": [ways[0].channel], "language": [language_for(found.case, found.person)]}
        views = views_of(visit, first, Filled(chosen, problems=problems) if asked_already else Filled(usual))
        form = Form(id="questions", questions=views, button=visit.say("letters_go_on"), get=True)
        return page(_desk(visit, found, "asking_ask", [Prose(text=visit.say("asking_lead")), form]))
    kind = kind_of(str(answers["kind"]))
    begun = {**chosen, "days": [str(kind.days)], "limit": [kind.limit]}
    return page(_words(visit, found, begun, {}))


def _desk(visit: Visit, found: CasePage, title: str, blocks: Sequence[Block]) -> DeskView:
    return desk(
        visit,
        visit.say(title),
        blocks,
        caption=found.case.reference,
        breadcrumbs=case_crumbs(visit, found.case),
        narrow=True,
    )


def _asked_first(ways: Sequence[Way]) -> tuple[Question, ...]:
    return (
        Choice(
            id="kind", type="choice", label=TEXTS["asking_kind"], name_in_errors=TEXTS["asking_kind_name"],
            options=tuple(Option(value=kind.id, label=kind.label) for kind in KINDS),
        ),
        Choice(
            id="channel", type="choice", label=TEXTS["letters_how"], name_in_errors=TEXTS["letters_how_name"],
            options=tuple(Option(value=way.channel, label=TEXTS[f"letters_by_{way.channel}"]) for way in ways),
        ),
        Choice(
            id="language", type="choice", label=TEXTS["letters_language"],
            name_in_errors=TEXTS["letters_language_name"],
            options=(
                Option(value="en", label=TEXTS["language_en"]), Option(value="cy", label=TEXTS["language_cy"]),
            ),
        ),
    )  # fmt: skip


def _asked_rest(visit: Visit, found: CasePage, kind: str) -> tuple[Question, ...]:
    closing: Mapping[str, Any] = closing_moves(found.effective, found.case)
    limits = [Option(value=one, label=TEXTS[f"asking_limit_{one}"]) for one in (ESCALATE, DECIDE)]
    limits += [Option(value=name, label=label) for name, label in closing.items()]
    return (
        LongText(
            id="text", type="long_text", label=TEXTS["asking_text"], hint=TEXTS["asking_text_hint"],
            name_in_errors=TEXTS["asking_text_name"], max_length=LONGEST_TEXT, rows=8,
        ),
        LongText(
            id="questions", type="long_text", label=TEXTS["asking_questions"], hint=TEXTS["asking_questions_hint"],
            name_in_errors=TEXTS["asking_questions_name"], max_length=2000,
            required=kind_of(kind).gives == "answers",
        ),
        Number(
            id="days", type="number", label=TEXTS["asking_days"], name_in_errors=TEXTS["asking_days_name"],
            min=1, max=MOST_DAYS,
        ),
        Choice(
            id="limit", type="choice", label=TEXTS["asking_limit"], name_in_errors=TEXTS["asking_limit_name"],
            options=tuple(limits),
        ),
    )  # fmt: skip


def _words(visit: Visit, found: CasePage, posted: Posted, problems: Mapping[str, Problem]) -> DeskView:
    asked = _asked_rest(visit, found, posted["kind"][0])
    form = Form(
        id="questions",
        questions=views_of(visit, asked, Filled(posted, problems=problems), scope=GAPS_AS_WRITTEN),
        hidden=((FORM, token_of(visit)), *hidden_of(posted, FIRST)),
        buttons=(("preview", visit.say("letters_preview")),),
        action=reverse("office-ask", args=(found.case.reference,)),
        cancel_url=reverse("office-case", args=(found.case.reference,)),
    )
    return desk(
        visit,
        kind_of(posted["kind"][0]).label.say(visit.language),
        [form],
        caption=found.case.reference,
        breadcrumbs=case_crumbs(visit, found.case),
        narrow=True,
    )


def _posted(visit: Visit, found: CasePage, ways: Sequence[Way]) -> HttpResponse:
    posted = posted_of(visit)
    _answers, wrong = read_all(_asked_first(ways), posted, setting_of(visit))
    if wrong:
        return SeeOther(reverse("office-ask", args=(found.case.reference,)))
    do = "".join(posted.get("do", ())[:1])
    asked = _asked_rest(visit, found, posted["kind"][0])
    answers, problems = read_all(asked, posted, setting_of(visit))
    if problems or visit.switching or do == "change":
        return page(_words(visit, found, posted, {} if do == "change" else problems))
    wanted = _wanted(visit, posted, answers)
    try:
        if do == "send":
            by, at = visit.member.actor, visit.at
            ask_person(case_id=found.case.id, wanted=wanted, council=visit.council, by=by, at=at)
            response = SeeOther(address_of(visit, found.case.reference))
            leave_done(response, visit, found.case.id, "asking_sent")
            return response
        return page(_preview(visit, found, wanted, posted))
    except RequestRefused as refused:
        return page(_words(visit, found, posted, _problem(visit, refused)))


def _wanted(visit: Visit, posted: Posted, answers: Mapping[str, Answer]) -> Asking:
    kind = kind_of(posted["kind"][0])
    lines = [" ".join(line.split()) for line in str(answers.get("questions") or "").splitlines()]
    return Asking(
        occasion=token_of(visit),
        kind=kind.id,
        text=str(answers["text"]),
        channel=cast(Channel, posted["channel"][0]),
        language=cast(Language, posted["language"][0]),
        questions=tuple(line for line in lines if line),
        days=int(str(answers["days"])),
        limit=str(answers["limit"]),
        clock=kind.clock,
    )


def _problem(visit: Visit, refused: RequestRefused) -> dict[str, Problem]:
    field = refused.reason if refused.reason in ("days", "questions", "limit") else "text"
    known = "letters_refused_" if refused.reason in ("gap", "long", "way", "address", "body") else "asking_refused_"
    said = visit.say(f"{known}{refused.reason}", what=f"{{{refused.what}}}")
    return {field: Problem(refused.reason, said, field)}


def _preview(visit: Visit, found: CasePage, wanted: Asking, posted: Posted) -> DeskView:
    """Show the message as it goes, by when it is to be answered, and what it does to the clock."""
    by, at = visit.member.actor, visit.at
    request = drafted(wanted, found.case, found.effective, council=visit.council, by=by, at=at)
    shown = preview_of(
        request, found.case, found.effective, channel=wanted.channel, council=visit.council, by=by, at=at
    )
    rows = (
        SummaryRow(key=visit.say("letters_to"), lines=tuple(shown.recipient.splitlines())),
        SummaryRow(key=visit.say("asking_until"), lines=(in_words(str(request.due_date), visit.language),)),
        SummaryRow(key=visit.say("asking_clock"), lines=(visit.say(f"asking_clock_{wanted.clock}"),)),
    )
    hidden = ((FORM, token_of(visit)), *hidden_of(posted, (*FIRST, *REST)))
    blocks: list[Block] = [Rows(rows=rows)]
    if shown.subject:
        blocks.append(Heading(text=shown.subject))
    blocks.append(Prose(text=shown_body(shown.body, shown.channel, shown.language, visit), look="inset"))
    buttons = (("send", visit.say("asking_send")), ("change", visit.say("letters_change")))
    blocks.append(Form(hidden=hidden, buttons=buttons, id="questions"))
    return _desk(visit, found, "asking_check", blocks)


@open_to("staff")
@staff("POST")
def cancel_page(visit: Visit, reference: str, asked: UUID) -> HttpResponse:
    """Take a request back: the link works no longer and the clock goes on."""
    case, _roles = case_to_work_on(visit, reference)
    found = find_request(asked)
    if found is None or found.case_id != case.id:
        raise CaseUnknown(reference)
    response = SeeOther(address_of(visit, case.reference))
    try:
        cancel_request(request_id=asked, council=visit.council, by=visit.member.actor, at=visit.at)
    except RequestOver:
        leave_notice(response, "information", "asking_over")
    else:
        leave_notice(response, "success", "asking_cancelled")
    return response
