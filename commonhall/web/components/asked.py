"""How is a question of a pattern shown? From its definition and what was typed to what the components draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from commonhall.core.questions.address import Address
from commonhall.core.questions.bank_details import BankDetails
from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.date_range import DateRange
from commonhall.core.questions.declaration import Declaration
from commonhall.core.questions.file import File, size_in_words
from commonhall.core.questions.location import Location
from commonhall.core.questions.long_text import LongText
from commonhall.core.questions.money import Money
from commonhall.core.questions.number import Number
from commonhall.core.questions.question import Problem, Question, Setting
from commonhall.core.questions.text import Text
from commonhall.core.questions.yes_no import YesNo
from commonhall.core.values.words import Language, Words
from commonhall.web.components.file_standings import FOR_SENDER
from commonhall.web.components.filled import plain
from commonhall.web.components.views.questions import (
    DocumentView,
    OptionView,
    QuestionType,
    QuestionView,
    RefusedOption,
)

Typed = Mapping[str, str | list[str]]
WIDEST_NUMBER: Final = 20
MOST_COUNTED: Final = 1000
"""A limit below this is shown as a count; a larger one is a guard that nobody should have to think of."""


def typed_values(posted: Mapping[str, list[str]], questions: Iterable[Question]) -> dict[str, str | list[str]]:
    """Return what was typed for ``questions``, by form field, to be shown again as it was."""
    values: dict[str, str | list[str]] = {}
    for question in questions:
        for name, given in posted.items():
            if _is_field(question, name):
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
    problem = next((each for each in problems if _is_field(question, each.field)), None)
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
        **_files(question, setting),
    )


def question_views(
    questions: Iterable[Question],
    *,
    setting: Setting,
    values: Typed,
    problems: Iterable[Problem] = (),
    scope: Mapping[str, Any] | None = None,
) -> tuple[QuestionView, ...]:
    """Return ``questions`` as one form draws them. values: what all its fields show."""
    wrong = tuple(problems)
    return tuple(
        question_view(
            one,
            setting=setting,
            scope=scope,
            values={name: value for name, value in values.items() if _is_field(one, name)},
            problems=wrong,
        )
        for one in questions
    )


def _is_field(question: Question, name: str) -> bool:
    return name == question.id or name.startswith(f"{question.id}-")


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


WIDTHS: Final = {"phone": WIDEST_NUMBER, "postcode": 10, "vehicle": 10, "national_insurance": 20, "time": 10}
"""How many characters each type has room for, where it is known."""
FILE_LIMITS: Final = Words(
    en="Each file must be a {kinds}, and smaller than {most}MB.",
    cy="Rhaid i bob ffeil fod yn {kinds}, ac yn llai na {most}MB.",
)


def _extras(question: Question, language: Language) -> dict[str, Any]:
    """Return what only some types have: words to agree to, limits, rows, prefix, suffix, width, keyboard."""
    match question:
        case Declaration():
            return {"agree": question.agree.say(language)}
        case LongText():
            counted = question.max_length if question.max_length <= MOST_COUNTED else 0
            return {"max_length": counted, "max_words": question.max_words or 0, "rows": question.rows}
        case Number():
            return {
                "input_mode": "decimal" if question.decimals else "numeric",
                "width": 10,
                "prefix": question.prefix.say(language),
                "suffix": (question.suffix or question.unit).say(language),
            }
        case Money():
            mode = "numeric" if question.pence == "none" else "decimal"
            return {"input_mode": mode, "width": 10, "prefix": "£", "spellcheck": False}
        case Text():
            return _of_text(question, language)
        case DateRange():
            return {"part_labels": {"from": question.from_label.say(language), "to": question.to_label.say(language)}}
        case BankDetails():
            return {"with_roll": question.with_roll}
        case Address():
            return {"international": question.international}
        case Location():
            return {"rows": question.rows}
    mode = {"website": "url"}.get(question.type, "")
    return {"width": WIDTHS.get(question.type, 0), "input_mode": mode, "spellcheck": question.type not in CODES}


CODES: Final = frozenset({"postcode", "vehicle", "national_insurance", "website", "time"})
"""Types whose answers are no words, so that nothing should mark them as misspelt."""


def _of_text(question: Text, language: Language) -> dict[str, Any]:
    short = question.max_length if question.max_length <= WIDEST_NUMBER else 0
    return {
        "width": short,
        "prefix": question.prefix.say(language),
        "suffix": question.suffix.say(language),
        "spellcheck": not question.pattern,
    }


def _files(question: Question, setting: Setting) -> dict[str, Any]:
    """Return the files that were added, and what may be added still."""
    if not isinstance(question, File):
        return {}
    held = (setting.documents or {}).get(question.id, ())
    limits = FILE_LIMITS.say(setting.language)
    return {
        "documents": tuple(
            DocumentView(
                id=str(each["id"]),
                name=str(each["name"]),
                size=size_in_words(each["size"]),
                state=_not_ready(each, setting.language),
            )
            for each in held
        ),
        "accept": ",".join((*question.media_types, *(f".{kind}" for kind in question.accepts), *_also(question))),
        "limits": limits.format(kinds=question.kinds(setting.language), most=question.max_mb),
        "full": len(held) >= question.max_files,
    }


def _also(question: File) -> tuple[str, ...]:
    """What is taken as a JPG: without it, computers would not let the photos of a telephone be chosen."""
    return ("image/heic", "image/heif", ".heic", ".heif") if "jpg" in question.accepts else ()


def _not_ready(document: Mapping[str, Any], language: Language) -> str:
    words = FOR_SENDER.get(document.get("standing", ""))
    return words.say(language) if words else ""
