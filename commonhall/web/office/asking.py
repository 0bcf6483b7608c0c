"""How is a question to an officer shown? From a transition's question to what the components draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.declaration import Declaration
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.core.questions.yes_no import YesNo
from commonhall.web.components.views.questions import OptionView, QuestionType, QuestionView

Posted = Mapping[str, list[str]]


def read_all(
    questions: Iterable[Question], posted: Posted, setting: Setting
) -> tuple[dict[str, Answer], dict[str, Problem]]:
    """Return the answers that were posted, and what is wrong with the others, by question id."""
    answers: dict[str, Answer] = {}
    problems: dict[str, Problem] = {}
    for question in questions:
        parsed = question.read(posted, setting)
        if parsed.problem:
            problems[question.id] = parsed.problem
        else:
            answers[question.id] = parsed.answer
    return answers, problems


def question_view(
    question: Question, *, setting: Setting, posted: Posted | None = None, problem: Problem | None = None
) -> QuestionView:
    """Return a question as a page draws it, with what was typed and what is wrong with it."""
    language = setting.language
    agree = question.agree.say(language) if isinstance(question, Declaration) else ""
    return QuestionView(
        id=question.id,
        type=cast(QuestionType, question.type),
        label=agree or question.label.say(language),
        hint=question.hint.say(language),
        value=_typed(question, posted or {}),
        error=problem.message if problem else "",
        error_field=problem.field if problem and problem.field != question.id else "",
        options=_options(question, setting),
        optional=not question.required,
        **_limits(question),
    )


def _typed(question: Question, posted: Posted) -> dict[str, str | list[str]]:
    own = {name: given for name, given in posted.items() if name == question.id or name.startswith(f"{question.id}-")}
    if question.type == "choices":
        return dict(own)
    return {name: "".join(given[:1]) for name, given in own.items()}


def _options(question: Question, setting: Setting) -> tuple[OptionView, ...]:
    language = setting.language
    if isinstance(question, YesNo):
        return (
            OptionView(value="yes", label=question.yes.say(language)),
            OptionView(value="no", label=question.no.say(language)),
        )
    if not isinstance(question, Choosing):
        return ()
    return tuple(
        OptionView(
            value=option.value,
            label=option.label.say(language),
            hint=option.hint.say(language),
            exclusive=option.exclusive,
        )
        for option in question.offered(setting)
    )


def _limits(question: Question) -> dict[str, Any]:
    if isinstance(question, LongText):
        return {"max_length": question.max_length, "max_words": question.max_words or 0, "rows": question.rows}
    if isinstance(question, Number):
        return {"input_mode": "decimal" if question.decimals else "numeric", "width": 10}
    return {}
