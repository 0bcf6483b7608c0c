"""What did an officer answer to the questions of an act? Reads them all, and says what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonhall.core.questions.question import Answer, Problem, Question, Setting

Posted = Mapping[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """What an officer has filled in so far."""

    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


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
