"""What was filled in on a form of the queues, and what is wrong with it? Questions read once, shown as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.core.values.dates import london_date
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.asking import Posted, read_all
from commonhall.web.office.door import Visit


@dataclass(frozen=True)
class Asked:
    """Questions of a page with what was typed in them. sent: the form came, whole and without mistakes."""

    questions: tuple[QuestionView, ...]
    answers: Mapping[str, Answer]
    sent: bool
    problems: Mapping[str, Problem]


def asked(
    visit: Visit,
    questions: Sequence[Question],
    *,
    first: Mapping[str, Answer] | None = None,
    also: Mapping[str, Problem] | None = None,
) -> Asked:
    """Read what was posted for ``questions``.

    first: what the fields show before anything was typed. also: what is wrong beyond what the questions can see.
    """
    setting = Setting(language=visit.language, today=london_date(visit.at))
    posting = visit.request.method == "POST"
    posted: dict[str, list[str]] = {name: list(given) for name, given in visit.request.POST.lists() if posting}
    answers, problems = read_all(questions, posted, setting) if posting else ({}, {})
    problems = {**problems, **(also or {})}
    return Asked(
        questions=tuple(_view(one, setting, posted, problems, first or {}) for one in questions),
        answers=answers,
        sent=posting and not problems and not visit.switching,
        problems=problems,
    )


def _view(
    one: Question,
    setting: Setting,
    posted: Posted,
    problems: Mapping[str, Problem],
    first: Mapping[str, Answer],
) -> QuestionView:
    known = first.get(one.id)
    values = typed_values(posted, (one,)) if posted else (one.shown(known) if known is not None else {})
    return question_view(one, setting=setting, values=values, problems=[problems[one.id]] if one.id in problems else ())
