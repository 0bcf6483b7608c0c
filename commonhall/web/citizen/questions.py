"""How is a question of a pattern shown on a page? From its definition and answer to what the components draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from commonhall.core.journey.offers import refused_items
from commonhall.core.language.effective import Effective
from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.declaration import Declaration
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Problem, Question, Setting
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Language
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.filled import plain
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
    scope: Mapping[str, Any],
    values: Typed | None = None,
    problems: Iterable[Problem] = (),
    heading: bool = False,
    refused: tuple[RefusedOption, ...] = (),
) -> QuestionView:
    """Return ``question`` as a page draws it.

    values: what its fields show. problems: those of the whole page. heading: the label is the page's heading.
    """
    language = setting.language
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


def refused_options(standing: Standing, question: Question, language: Language) -> tuple[RefusedOption, ...]:
    """Return what a decision on the question's page refuses, each with its reason: shown, not to be chosen."""
    effective: Effective = standing.effective
    shown = []
    for one in refused_items(effective, question, standing.route.decided):
        outcome = effective.pattern.outcomes.get(one.outcome)
        if outcome is None:
            continue
        scope = {**standing.route.scope, "item": one.item, "values": one.values}
        shown.append(
            RefusedOption(
                label=_name_of(one.item, one.key, language),
                text=plain(outcome.short or outcome.title, scope, language),
            )
        )
    return tuple(shown)


def _name_of(item: Mapping[str, Any], key: str, language: Language) -> str:
    name = item.get("name")
    if isinstance(name, Mapping):
        return str((name.get("cy") if language == "cy" else "") or name.get("en") or key)
    return str(name or key)
