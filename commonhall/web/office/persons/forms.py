"""What did the visitor fill in, and how is the form shown again? For every form about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.http import HttpResponse
from django.urls import reverse

from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Answer, Option, Problem, Question, Setting
from commonhall.core.values.dates import london_date
from commonhall.core.values.words import Words
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.views.desk import Block, DeskView, Form
from commonhall.web.components.views.frame import Link, NoticeKind
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.asking import Posted, read_all
from commonhall.web.office.door import SeeOther, Visit, page
from commonhall.web.office.frames import frame, leave_notice
from commonhall.web.office.texts import TEXTS


@dataclass(frozen=True)
class Filled:
    """What was posted. done: it can be acted on."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    posted: Posted = field(default_factory=dict)
    done: bool = False

    def text(self, name: str) -> str:
        """Return an answer that is text; blank where none was given."""
        given = self.answers.get(name)
        return str(given.get("typed") if isinstance(given, dict) else given) if given is not None else ""

    def date(self, name: str) -> date | None:
        """Return an answer that is a date."""
        given = self.answers.get(name)
        return date.fromisoformat(str(given)) if given else None

    def values(self, name: str) -> tuple[str, ...]:
        """Return the options that were chosen."""
        given = self.answers.get(name)
        return tuple(str(each) for each in given) if isinstance(given, list) else ()

    def wrong(self, question: Question, words: str) -> Filled:
        """Return the same with one more problem, of ``question``."""
        problem = Problem(rule="refused", message=words, field=question.fields()[0])
        return Filled(self.answers, {**self.problems, question.id: problem}, self.posted)


def filled(visit: Visit, asked: Sequence[Question], start: Mapping[str, Answer] | None = None) -> Filled:
    """Return what was posted for ``asked``; on the first look what the form starts with."""
    if visit.request.method != "POST":
        shown: dict[str, list[str]] = {}
        for question in asked:
            if (start or {}).get(question.id) is not None:
                for name, value in question.shown((start or {})[question.id]).items():
                    shown[name] = value if isinstance(value, list) else [value]
        return Filled(posted=shown)
    posted = {name: list(given) for name, given in visit.request.POST.lists() if isinstance(name, str)}
    answers, problems = read_all(asked, posted, setting_of(visit))
    return Filled(answers, problems, posted, done=not problems and not visit.switching)


def setting_of(visit: Visit) -> Setting:
    """Return what reading a question needs to know."""
    return Setting(language=visit.language, today=london_date(visit.at))


def views_of(visit: Visit, asked: Sequence[Question], given: Filled) -> tuple[QuestionView, ...]:
    """Return the questions as a form shows them."""
    return tuple(
        question_view(
            one,
            setting=setting_of(visit),
            values=typed_values(given.posted, (one,)),
            problems=[given.problems[one.id]] if one.id in given.problems else (),
        )
        for one in asked
    )


def form_page(
    visit: Visit,
    *,
    title: str,
    asked: Sequence[Question],
    given: Filled,
    button: str,
    back: str,
    caption: str = "",
    crumbs: tuple[Link, ...] = (),
    before: tuple[Block, ...] = (),
    after: tuple[Block, ...] = (),
    buttons: tuple[tuple[str, str], ...] = (),
    look: Literal["main", "secondary", "warning"] = "main",
) -> HttpResponse:
    """Answer with a page that asks something. before, after: around the form."""
    form = Form(
        button=button, buttons=buttons, questions=views_of(visit, asked, given), cancel_url=back, look=look,
        id="questions",
    )  # fmt: skip
    view = DeskView(
        frame=frame(visit, title, breadcrumbs=crumbs, has_error=bool(given.problems)),
        caption=caption,
        blocks=(*before, form, *after),
        narrow=True,
    )
    return page(view)


def done(address: str, kind: NoticeKind, key: str, **gaps: str) -> HttpResponse:
    """Go to a page and say there what was done."""
    response = SeeOther(address)
    leave_notice(response, kind, key, **gaps)
    return response


def options_of(prefix: str, values: Sequence[str]) -> tuple[Option, ...]:
    """Return options whose words are the texts ``prefix`` + value."""
    return tuple(Option(value=value, label=TEXTS[f"{prefix}{value}"]) for value in values)


def choice(name: str, key: str, options: tuple[Option, ...], *, required: bool = True, hint: str = "") -> Choice:
    """Return a question of one choice: its words are the texts ``key`` and ``key_name``."""
    return Choice(
        id=name, type="choice", label=TEXTS[key], name_in_errors=TEXTS[f"{key}_name"], options=options,
        required=required, hint=TEXTS[hint] if hint else Words(en=""),
    )  # fmt: skip


def to(name: str, *args: object) -> str:
    """Return the address of a page of the office."""
    return reverse(name, args=args)
