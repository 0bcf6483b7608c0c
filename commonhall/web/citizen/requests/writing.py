"""How does a resident write to the council about a request, and add photos or documents to it?"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.correspondence.receiving import LONGEST_MESSAGE, receive_message
from commonhall.cases.queries import Progress
from commonhall.core.questions.file import File
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.question import Problem, Setting
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import with_documents
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.residents import around
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.uploads import keep_files_of_act, with_later_uploads
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import exit_address
from commonhall.web.components.acts import read_all
from commonhall.web.components.asked import question_views, typed_values
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import Uploaded
from commonhall.web.components.views.journey import QuestionPageView

MESSAGE: Final = LongText(
    type="long_text",
    id="message",
    label=ON["message"],
    hint=ON["message_hint"],
    name_in_errors=ON["message_name"],
    required=False,
    max_length=LONGEST_MESSAGE // 2,
    rows=8,
)
FILES: Final = File(
    type="file",
    id="your_files",
    label=ON["files"],
    name_in_errors=ON["files_name"],
    accepts=("jpg", "png", "pdf", "docx", "odt", "txt"),
    required=False,
    max_files=10,
)
ASKED: Final = (MESSAGE, FILES)
FORM: Final = re.compile(r"[0-9a-f]{32}")


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def write_page(visit: Visit, key: str) -> HttpResponseBase:
    """Take a message about a request, with files, from whoever may follow it."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    if visit.request.method != "POST":
        return visit.page(_view(visit, progress, key, {}))
    switched = visit.switched()
    visit = switched or visit
    setting = _setting(visit, progress)
    uploaded = Uploaded() if switched else keep_files_of_act(visit, progress.case.id, (FILES,), setting)
    return _take(visit, progress, key, uploaded, again=bool(switched))


def _take(visit: Visit, progress: Progress, key: str, uploaded: Uploaded, *, again: bool) -> HttpResponse:
    posted = visit.posted
    answers, wrong = read_all(ASKED, posted, _setting(visit, progress))
    text, files = str(answers.get("message") or ""), answers.get("your_files")
    documents = [UUID(str(each["id"])) for each in files if isinstance(each, dict)] if isinstance(files, list) else []
    if uploaded.pressed:
        wrong = {}  # only files were to be changed: the rest is not judged yet
    elif not wrong and not text and not documents:
        wrong = {"message": Problem("missing", visit.say(ON["message_missing"]), "message")}
    wrong |= uploaded.by_question
    if wrong or again or uploaded.pressed:
        return visit.page_in_language(_view(visit, progress, key, posted, tuple(wrong.values())))
    form = "".join(posted.get("revision", []))
    receive_message(
        case_id=progress.case.id,
        text=text,
        documents=documents,
        channel="web",
        occasion=f"web:{progress.case.id}:{form}" if FORM.fullmatch(form) else "",
        by=RESIDENT,
        at=visit.at,
    )
    return visit.go(f"/track/{key}?said=written")


def _setting(visit: Visit, progress: Progress) -> Setting:
    return with_documents(visit.setting, ASKED, case_id=progress.case.id)


def _view(
    visit: Visit, progress: Progress, key: str, posted: dict[str, list[str]], problems: tuple[Problem, ...] = ()
) -> QuestionPageView:
    setting, values = _setting(visit, progress), typed_values(posted, ASKED)
    form = "".join(posted.get("revision", []))
    return QuestionPageView(
        frame=visit.frame(
            visit.say(ON["write_title"]),
            exit_url=exit_address(progress.effective.pattern),
            language_form="questions",
            has_error=bool(problems),
            **{**around(visit), "back_link": f"/track/{key}"},
        ),
        caption=progress.case.reference,
        content=prose(visit.say(ON["write_text"])),
        revision=form if FORM.fullmatch(form) else uuid4().hex,
        questions=with_later_uploads(
            visit, progress.case.id, question_views(ASKED, setting=setting, values=values, problems=problems), ASKED
        ),
        button=visit.say(ON["write_title"]),
    )
