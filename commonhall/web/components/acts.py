"""What does an act on a case ask now, what was answered, and what is wrong with it? For officers and residents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from commonhall.core.journey.acting import asked_of_act
from commonhall.core.journey.prefilling import prefilled
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.checking import failed_checks
from commonhall.core.questions.question import Answer, Problem, Question, Setting

Posted = Mapping[str, list[str]]
NOTHING: Final[Posted] = MappingProxyType({})
SHOWN: Final = "_shown"


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


def asked_now(
    effective: Effective, questions: Iterable[Question], scope: Scope, posted: Posted, setting: Setting
) -> tuple[Question, ...]:
    """Return those of ``questions`` that are asked, as the case stands and with what was posted so far."""
    return _asked(effective, tuple(questions), scope, posted, setting)[0]


def with_options(
    effective: Effective, questions: Iterable[Question], scope: Scope, setting: Setting, posted: Posted = NOTHING
) -> Setting:
    """Return ``setting`` with what questions offer whose options the case decides, or what was posted so far."""
    return _asked(effective, tuple(questions), scope, posted, setting)[1]


def _asked(
    effective: Effective, questions: tuple[Question, ...], scope: Scope, posted: Posted, setting: Setting
) -> tuple[tuple[Question, ...], Setting]:
    """Whether a question is asked, and what it offers, can hang on an answer whose own options hang on another."""
    shown: tuple[Question, ...] = ()
    known = setting
    for _ in range(len(questions) + 1):
        given, _ = read_all(questions, posted, known) if posted else ({}, {})
        now, options = asked_of_act(effective, questions, scope, given)
        grown = replace(setting, options={**options, **setting.options})
        if now == shown and grown == known:
            break
        shown, known = now, grown
    return shown, known


def not_shown(questions: Iterable[Question], posted: Posted) -> frozenset[str]:
    """Return the ids of those ``questions`` that are asked only since this form was sent: nobody could answer them.

    The form says which it showed in fields called SHOWN; without them it showed all.
    """
    shown = posted.get(SHOWN)
    return frozenset(question.id for question in questions if shown and question.id not in shown)


def checked(
    effective: Effective, questions: Iterable[Question], answers: Mapping[str, Answer], scope: Scope, setting: Setting
) -> dict[str, Problem]:
    """Return what the pattern's own rules say against ``answers`` that are well written, by question id."""
    return {
        question.id: Problem("check", fill(check.say, scope, setting.language), question.fields()[0])
        for question, check in failed_checks(effective, questions, answers, scope)
    }


def known(effective: Effective, question: Question, scope: Scope, setting: Setting) -> dict[str, str | list[str]]:
    """Return what a field shows before anybody has typed: what the pattern knows already."""
    answer = prefilled(effective, question, scope, setting) if question.prefill else None
    return question.shown(answer) if answer is not None else {}
