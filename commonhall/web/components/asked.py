"""How is a question of a pattern shown? From its definition and what was typed to what the components draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.declaration import Declaration
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Problem, Question, Setting
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Language
from commonhall.web.components.filled import plain
from commonhall.web.components.views.questions import OptionView, QuestionType, QuestionView, RefusedOption

Typed = Mapping[str, str | list[str]]
WIDEST_NUMBER: Final = 20
MOST_COUNTED: Final = 1000
"""A limit below this is shown as a count; a larger one is a guard that nobody should have to think of."""


def typed_values(posted: Mapping[str, list[str]], questions: Iterable[Question]) -> dict[str, str | list[str]]:
    """Return what was typed for ``questions``, by form field, to be shown again as it was."""
    values: dict[str, str | list[str]] = {}
    for question in questions:
        for name, given in posted.items():
            if name == question.id or name.startswith(f"{question.id}-"):
                values[name] = given if question.type == "choices" else "".join(given[:1])
    return values


def question_view(
    question: Question,
    *,
    setting: Setting,
    scope: Mapping[str, Any] | None = None,
    values: Typed | None = None,
    problems: Iterable[Problem] = (),
    heading: bool = False,
    refused: tuple[RefusedOption, ...] = (),
) -> QuestionView:
    """Return ``question`` as a page draws it.

    scope: what fills the gaps of its texts. values: what its fields show. problems: those of the whole page.
    heading: the label is the page's heading.
    """
    language, scope = setting.language, scope or {}
    problem = next((each for each in problems if _is_of(question, each)), None)
    return QuestionView(
        id=question.id,
        type=cast(QuestionType, question.type),
        label=plain(question.label, scope, language),
        hint=plain(question.hint, scope, language),
        legend_is_heading=heading,
        value=values or {},
        error=problem.message if problem else "",
        error_field=_linked(question, problem) if problem else "",
        options=_options(question, setting),
        autocomplete=question.autocomplete,
        optional=not question.required,
        refused=refused,
        **_extras(question, language),
    )


def _is_of(question: Question, problem: Problem) -> bool:
    return problem.field == question.id or problem.field.startswith(f"{question.id}-")


def _linked(question: Question, problem: Problem) -> str:
    """Return the control to link to: none named means the first."""
    return "" if problem.field == question.id else problem.field


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


def _extras(question: Question, language: Language) -> dict[str, Any]:
    """Return what only some types have: words to agree to, limits, rows, prefix, suffix, width, keyboard."""
    if isinstance(question, Declaration):
        return {"agree": question.agree.say(language)}
    if isinstance(question, LongText):
        counted = question.max_length if question.max_length <= MOST_COUNTED else 0
        return {"max_length": counted, "max_words": question.max_words or 0, "rows": question.rows}
    if isinstance(question, Number):
        return {
            "input_mode": "decimal" if question.decimals else "numeric",
            "width": 10,
            "prefix": question.prefix.say(language),
            "suffix": (question.suffix or question.unit).say(language),
        }
    if isinstance(question, Text):
        short = question.max_length if question.max_length <= WIDEST_NUMBER else 0
        return {
            "width": short,
            "prefix": question.prefix.say(language),
            "suffix": question.suffix.say(language),
            "spellcheck": not question.pattern,
        }
    return {"width": WIDEST_NUMBER} if question.type == "phone" else {}
