"""What does an act on a case ask now, what was answered, and what is wrong with it? For officers and residents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.checking import failed_checks
from commonhall.core.questions.question import Answer, Problem, Question, Setting

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


def asked_now(
    effective: Effective, questions: Iterable[Question], scope: Scope, posted: Posted, setting: Setting
) -> tuple[Question, ...]:
    """Return those of ``questions`` that are asked, as the case stands and with what was posted so far."""
    given, _ = read_all(questions, posted, setting) if posted else ({}, {})
    return asked_of_act(effective, questions, scope, given)[0]


def with_options(effective: Effective, questions: Iterable[Question], scope: Scope, setting: Setting) -> Setting:
    """Return ``setting`` with what questions offer whose options the case decides."""
    _, options = asked_of_act(effective, questions, scope, {})
    return replace(setting, options={**options, **setting.options}) if options else setting


def checked(
    effective: Effective, questions: Iterable[Question], answers: Mapping[str, Answer], scope: Scope, setting: Setting
) -> dict[str, Problem]:
    """Return what the pattern's own rules say against ``answers`` that are well written, by question id."""
    return {
        question.id: Problem("check", fill(check.say, scope, setting.language), question.fields()[0])
        for question, check in failed_checks(effective, questions, answers, scope)
    }
