"""How does somebody answer what we asked of them without signing in? By the link that we sent, or with a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.inviting.invitations import find_by_code, find_invitation
from commonhall.cases.queries import Case
from commonhall.cases.requests.asking import RequestOver, answer_request, find_request
from commonhall.cases.requests.kinds import kind_of, questions_of
from commonhall.core.questions.question import Answer, Problem, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.dates import in_words, london_day
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.councils.actors import Actor
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import with_documents
from commonhall.people.policies import TRIES_OF_CODES
from commonhall.people.throttle import Limit, note_try
from commonhall.web.citizen.asked_texts import ASKED
from commonhall.web.citizen.errors import too_many_tries
from commonhall.web.citizen.helping import task_page
from commonhall.web.citizen.invited import address_of, let_in, network, over
from commonhall.web.citizen.uploads import keep_files_of_act, with_later_uploads
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import Uploaded, asks_for_files
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import QuestionPageView

Posted = dict[str, list[str]]


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def code_page(visit: Visit) -> HttpResponseBase:
    """Ask for the reference and the code from a letter, and lead to what they open."""
    if visit.request.method != "POST":
        return visit.page(_code_view(visit, {}, ()))
    switched = visit.switched()
    visit = switched or visit
    posted = visit.posted
    asked = _code_questions()
    answers, problems = read_all(asked, posted, visit.setting)
    if problems or switched:
        return visit.page_in_language(_code_view(visit, posted, tuple(problems.values())))
    reference = str(answers["reference"])
    tries = note_try(
        Limit("code_reference", f"{visit.council.id}/{_as_kept(reference)}", TRIES_OF_CODES),
        network(visit),
        at=visit.at,
    )
    if tries.wait:
        return too_many_tries(visit.request, wait=tries.wait)
    found = find_by_code(reference=reference, code=str(answers["code"]), at=visit.at)
    if found is None:
        return visit.page(_code_view(visit, posted, (), unknown=True))
    tries.forgive(wholly=("code_reference",))
    return visit.go(address_of(found))


def _as_kept(typed: str) -> str:
    try:
        return parse_reference(typed)
    except ReferenceNotRecognised:
        return typed.upper()


def _code_questions() -> tuple[Question, ...]:
    return tuple(
        Text(
            id=name,
            type="text",
            label=ASKED[name],
            hint=ASKED[f"{name}_hint"],
            name_in_errors=ASKED[f"{name}_name"],
            max_length=60,
        )
        for name in ("reference", "code")
    )


def _code_view(
    visit: Visit, posted: Mapping[str, list[str]], problems: Sequence[Problem], *, unknown: bool = False
) -> QuestionsFormView:
    return QuestionsFormView(
        frame=visit.frame(
            visit.say(ASKED["title"]), language_form="questions", has_error=bool(problems) or unknown, back_link="/"
        ),
        questions=question_views(
            _code_questions(), setting=visit.setting, values=typed_values(posted, _code_questions()), problems=problems
        ),
        button=visit.say(ASKED["button"]),
        content=prose(visit.say(ASKED["content"])),
        problems=(Link(text=visit.say(ASKED["unknown"]), href="#reference"),) if unknown else (),
    )


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def asked_page(visit: Visit, token: str) -> HttpResponseBase:
    """Show what we ask of somebody, and take their answer. A task for somebody outside is shown the same way."""
    found = find_invitation(token, kind="task", at=visit.at)
    if found is not None:
        return task_page(visit, found, token)
    found, refused = let_in(visit, token, "request")
    if found is None or refused is not None:
        return refused or over(visit)
    request = find_request(found.target_id)
    if request is None or request.state == "cancelled":
        return over(visit)
    if request.answered_at is not None:
        return visit.page(_thanks(visit, request.case))
    asked = questions_of(request.kind, request.questions)
    if visit.request.method != "POST":
        return visit.page(_ask_view(visit, request, asked, {}, ()))
    return _answer(visit, request, asked)


def _answer(visit: Visit, request: Any, asked: Sequence[Question]) -> HttpResponse:
    switched = visit.switched()
    visit = switched or visit
    case: Case = request.case
    uploaded = Uploaded()
    if not switched and asks_for_files(asked):
        uploaded = keep_files_of_act(visit, case.id, asked, with_documents(visit.setting, asked, case_id=case.id))
    posted, setting = visit.posted, with_documents(visit.setting, asked, case_id=case.id)
    answers, wrong = read_all(asked, posted, setting)
    if uploaded.pressed:
        wrong = {}
    wrong |= uploaded.by_question
    if wrong or switched or uploaded.pressed:
        return visit.page_in_language(_ask_view(visit, request, asked, posted, tuple(wrong.values())))
    try:
        answer_request(
            request_id=request.id,
            answers=answers,
            documents=documents_in(answers),
            council=visit.council,
            by=Actor("resident", case.person_id),
            at=visit.at,
        )
    except RequestOver:
        return visit.go(visit.request.path)
    return visit.go(visit.request.path)


def documents_in(answers: Mapping[str, Answer]) -> list[UUID]:
    """Return the files that answers name."""
    lists = (answer for answer in answers.values() if isinstance(answer, list))
    return [UUID(str(one["id"])) for answer in lists for one in answer if isinstance(one, Mapping) and "id" in one]


def _ask_view(
    visit: Visit, request: Any, asked: Sequence[Question], posted: Posted, problems: Sequence[Problem]
) -> QuestionPageView:
    setting = with_documents(visit.setting, asked, case_id=request.case.id)
    late = london_day(visit.at) > request.due_date or request.state != "open"
    until = visit.say(ASKED["late" if late else "by"]).format(until=in_words(str(request.due_date), visit.language))
    return QuestionPageView(
        frame=visit.frame(
            kind_of(request.kind).title.say(visit.language), language_form="questions", has_error=bool(problems)
        ),
        caption=request.case.reference,
        content=prose("\n\n".join(part for part in (request.text, until) if part)),
        questions=with_later_uploads(
            visit,
            request.case.id,
            question_views(asked, setting=setting, values=typed_values(posted, asked), problems=problems),
            asked,
        ),
        button=visit.say(ASKED["send"]),
    )


def _thanks(visit: Visit, case: Case) -> StatementView:
    text = visit.say(ASKED["thanks_text"]).format(reference=case.reference)
    return StatementView(frame=visit.frame(visit.say(ASKED["thanks"])), content=prose(text))
