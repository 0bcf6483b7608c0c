"""What was typed into a form of the office that stands alone, and how is it shown again?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    """A form as it was sent. well: it was sent, and every question is answered well."""

    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    well: bool = False


def read_form(visit: Visit, asked: Sequence[Question]) -> Filled:
    """Return what was sent of a form's questions."""
    if visit.request.method != "POST":
        return Filled()
    posted = {name: list(given) for name, given in visit.request.POST.lists() if isinstance(name, str)}
    answers, problems = read_all(asked, posted, setting_of(visit))
    return Filled(posted, answers, problems, well=not problems and not visit.switching)


def with_problem(filled: Filled, question: str, text: str) -> Filled:
    """Return the form with something wrong with one of its questions."""
    return Filled(filled.posted, filled.answers, {**filled.problems, question: Problem("own", text, question)})


def views_of(
    visit: Visit, asked: Sequence[Question], filled: Filled, known: Mapping[str, Answer] | None = None
) -> tuple[QuestionView, ...]:
    """Return the questions of a form as they are drawn. known: what their fields show before anybody typed."""
    views = []
    for one in asked:
        values = typed_values(filled.posted, (one,)) if filled.posted else {}
        if not filled.posted and known and known.get(one.id) is not None:
            values = one.shown(known[one.id])
        problems = [filled.problems[one.id]] if one.id in filled.problems else ()
        views.append(question_view(one, setting=setting_of(visit), values=values, problems=problems))
    return tuple(views)


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
