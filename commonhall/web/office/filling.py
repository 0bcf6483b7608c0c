"""What was typed into a form of the office, what is wrong with it, and how is it shown again?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from commonhall.core.questions.question import Answer, Option, Problem, Question, Setting
from commonhall.core.values.dates import london_date
from commonhall.core.values.words import Words
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.asking import Posted, read_all
from commonhall.web.office.door import Visit
from commonhall.web.office.texts import TEXTS


@dataclass(frozen=True)
class Filled:
    """A form as it was sent. sent: it was, and not only to switch the language of the page."""

    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    sent: bool = False

    @property
    def good(self) -> bool:
        """Whether it can be done: it was sent, and every question is answered well."""
        return self.sent and not self.problems

    def text(self, name: str) -> str:
        """Return an answer as text; blank where none was given."""
        given = self.answers.get(name)
        return str(given.get("typed") if isinstance(given, dict) else given) if given is not None else ""

    def day(self, name: str) -> date | None:
        """Return an answer that is a date."""
        return date.fromisoformat(self.text(name)) if self.text(name) else None

    def values(self, name: str) -> tuple[str, ...]:
        """Return the options that were chosen."""
        given = self.answers.get(name)
        return tuple(str(each) for each in given) if isinstance(given, list) else ()

    def but(self, question: Question | str, message: str) -> Filled:
        """Return the same with one more thing wrong. question: or the id of one that has a single field."""
        name, box = (question, question) if isinstance(question, str) else (question.id, question.fields()[0])
        return replace(self, problems={**self.problems, name: Problem("refused", message, box)})


def read_form(
    visit: Visit, questions: Sequence[Question], *, setting: Setting | None = None, get: bool = False
) -> Filled:
    """Return what was sent in answer to ``questions``. get: by the address, which only asks."""
    posted = posted_of(visit, get=get)
    if (not posted) if get else (visit.request.method != "POST"):
        return Filled()
    answers, problems = read_all(questions, posted, setting or setting_of(visit))
    return Filled(posted, answers, problems, sent=not visit.switching)


def posted_of(visit: Visit, *, get: bool = False) -> dict[str, list[str]]:
    """Return what was posted, by field. get: what the address asks for."""
    sent = visit.request.GET if get else visit.request.POST
    return {name: [one.replace("\x00", "") for one in given] for name, given in sent.lists()}


def views_of(
    visit: Visit,
    questions: Sequence[Question],
    filled: Filled,
    known: Mapping[str, Answer] | None = None,
    *,
    setting: Setting | None = None,
    scope: Mapping[str, Any] | None = None,
) -> tuple[QuestionView, ...]:
    """Return the questions as they are drawn. known: what they show before anybody typed. scope: fills their gaps."""
    return tuple(
        question_view(
            one,
            setting=setting or setting_of(visit),
            scope=scope,
            values=_values(one, filled, known or {}),
            problems=[filled.problems[one.id]] if one.id in filled.problems else (),
        )
        for one in questions
    )


def _values(one: Question, filled: Filled, known: Mapping[str, Answer]) -> dict[str, str | list[str]]:
    if filled.posted:
        return typed_values(filled.posted, (one,))
    return one.shown(known[one.id]) if known.get(one.id) is not None else {}


def setting_of(visit: Visit) -> Setting:
    """Return what questions need to know of the moment."""
    return Setting(language=visit.language, today=london_date(visit.at))


def options(*codes: str, text: str) -> tuple[Option, ...]:
    """Return an option for each code, called as the texts beginning with ``text`` say."""
    return tuple(Option(value=code, label=TEXTS[f"{text}{code}"]) for code in codes)


def named(words: Words) -> Words:
    """Return what error messages call a question: its label without its question mark, in small letters."""
    return Words(en=_small(words.en), cy=_small(words.cy))


def _small(text: str) -> str:
    bare = text.rstrip("?")
    return bare[:1].lower() + bare[1:]
