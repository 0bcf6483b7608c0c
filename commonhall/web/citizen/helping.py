"""How does somebody outside the council do a task that they were asked to do by a link? They see what was shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.capabilities.errors import Rejected
from commonhall.cases.inviting.invitations import Invitation
from commonhall.cases.requests.errands import CaseTask, TaskRefused, find_errand, finish_errand
from commonhall.core.questions.file import File
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Problem, Question
from commonhall.core.values.dates import in_words, london_date
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import (
    DocumentUnknown,
    documents_of_case,
    get_document,
    release_document,
    with_documents,
)
from commonhall.web.citizen.asked_texts import ASKED
from commonhall.web.citizen.invited import let_in, over
from commonhall.web.citizen.uploads import keep_files_of_act, with_later_uploads
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.downloads import lead_to_file
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView, StatementView
from commonhall.web.components.views.journey import QuestionPageView

LONGEST: int = 4000


def task_page(visit: Visit, found: Invitation, token: str) -> HttpResponse:
    """Show a task to whoever was asked by a link, and keep that it is done."""
    task = find_errand(found.target_id, case_id=found.case_id)
    if task is None or task.state != "open":
        return visit.page(_thanks(visit))
    asked = questions_of_task(task)
    if visit.request.method != "POST":
        return visit.page(_view(visit, found, task, token, asked, {}, ()))
    switched = visit.switched()
    visit = switched or visit
    setting = with_documents(visit.setting, asked, case_id=found.case_id)
    uploaded = None if switched else keep_files_of_act(visit, found.case_id, asked, setting)
    setting = with_documents(visit.setting, asked, case_id=found.case_id)
    posted = visit.posted
    answers, wrong = read_all(asked, posted, setting)
    if uploaded is not None:
        wrong = {**({} if uploaded.pressed else wrong), **uploaded.by_question}
    if wrong or switched or (uploaded is not None and uploaded.pressed):
        view = _view(visit, found, task, token, asked, posted, tuple(wrong.values()))
        return visit.page_in_language(view)
    files = answers.pop(_files_id(task), None)
    by = Actor("resident", None, task.to_email)
    documents = [UUID(str(one["id"])) for one in files] if isinstance(files, list) else []
    try:
        finish_errand(task_id=task.id, answers=answers, documents=documents, by=by, at=visit.at)
    except TaskRefused:
        return visit.go(visit.request.path)
    return visit.go(visit.request.path)


def _files_id(task: CaseTask) -> str:
    """Return the question under which files are kept that come with the answer to this very task."""
    return f"task_{task.id.hex[-20:]}"


def questions_of_task(task: CaseTask) -> tuple[Question, ...]:
    """Return what whoever does a task of an officer's making is asked: its questions, or one for all, and files."""
    asked = [
        LongText(
            id=f"q{number}", type="long_text", label=Words(en=text, cy=text),
            name_in_errors=ASKED["your_answer_name"], max_length=LONGEST,
        )
        for number, text in enumerate(task.questions, 1)
    ] or [
        LongText(
            id="q1", type="long_text", label=ASKED["your_answer"], name_in_errors=ASKED["your_answer_name"],
            max_length=LONGEST,
        )
    ]  # fmt: skip
    return (*asked, File(id=_files_id(task), type="file", label=ASKED["your_files"], required=False, max_files=10))


def _view(
    visit: Visit,
    found: Invitation,
    task: CaseTask,
    token: str,
    asked: Sequence[Question],
    posted: dict[str, list[str]],
    problems: Sequence[Problem],
) -> QuestionPageView:
    setting = with_documents(visit.setting, asked, case_id=found.case_id)
    return QuestionPageView(
        frame=visit.frame(task.title, language_form="questions", has_error=bool(problems)),
        content=prose("\n\n".join(_about(visit, found, task, token))),
        questions=with_later_uploads(
            visit,
            found.case_id,
            question_views(asked, setting=setting, values=typed_values(posted, asked), problems=problems),
            asked,
        ),
        button=visit.say(ASKED["send"]),
    )


def _about(visit: Visit, found: Invitation, task: CaseTask, token: str) -> list[str]:
    """Return what the officer chose to say and to share, and nothing else of the case."""
    parts = [task.text, str(task.shared.get("text") or "")]
    if task.due_at:
        last = in_words(london_date(task.due_at - timedelta(seconds=1)), visit.language)
        parts.append(visit.say(ASKED["task_by"]).format(until=last))
    files = _shared(found, task)
    if files:
        parts.append(f"## {visit.say(ASKED['files'])}")
        parts.append("\n".join(f"- [{harmless(name)}](/asked/{token}/files/{id})" for id, name in files))
    return [part for part in parts if part.strip()]


def _shared(found: Invitation, task: CaseTask) -> list[tuple[UUID, str]]:
    wanted = {str(one) for one in task.shared.get("documents") or ()}
    of_case = documents_of_case(case_id=found.case_id, journey_id=found.case.journey_id) if wanted else []
    return [(one.id, one.name) for one in of_case if str(one.id) in wanted]


def _thanks(visit: Visit) -> StatementView:
    return StatementView(
        frame=visit.frame(visit.say(ASKED["thanks"])), content=prose(visit.say(ASKED["thanks_outside"]))
    )


@open_to("resident")
@require_http_methods(["GET", "HEAD"])
@for_visit
def shared_file_page(visit: Visit, token: str, document: UUID) -> HttpResponseBase:
    """Hand over a file that was shared with whoever does a task by a link, while the task is open."""
    found, refused = let_in(visit, token, "task")
    if found is None or refused is not None:
        return refused or over(visit)
    task = find_errand(found.target_id, case_id=found.case_id)
    if task is None or task.state != "open" or document not in {id for id, _name in _shared(found, task)}:
        return over(visit)
    try:
        kept = get_document(document, case_id=found.case_id, journey_id=found.case.journey_id)
        released = release_document(document=kept, by=RESIDENT, at=visit.at)
    except DocumentUnknown:
        return over(visit)
    except Rejected:
        return visit.page(ErrorView(frame=visit.frame(visit.say(ASKED["not_now"])), status=503), status=503)
    return lead_to_file(visit.request, released, council_id=visit.council.id, at=visit.at)
