"""What has an officer filled in so far in the questions of an act, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonhall.cases.queries import CasePage
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.web.components.acts import Posted as Posted
from commonhall.web.components.acts import checked, not_shown
from commonhall.web.components.acts import read_all as read_all
from commonhall.web.components.uploads import Uploaded


@dataclass(frozen=True)
class Draft:
    """What an officer has filled in so far. unseen: questions that are asked only because of what was sent."""

    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()


def drafted(
    found: CasePage, questions: Iterable[Question], posted: Posted, setting: Setting, uploaded: Uploaded
) -> Draft:
    """Return what was filled in of what an act asks, and what its pattern and the files that came say against it."""
    asked = tuple(questions)
    answers, problems = read_all(asked, posted, setting)
    problems |= checked(found.effective, asked, answers, found.scope, setting) | uploaded.by_question
    if uploaded.pressed:
        problems = uploaded.by_question  # only files were to be changed: the rest is not judged yet
    unseen = not_shown(asked, posted)
    return Draft(posted, answers, {name: each for name, each in problems.items() if name not in unseen}, unseen)
