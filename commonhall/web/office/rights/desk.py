"""What do the pages of rights share: who may see which of them, their tabs, and how their forms are read?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.core.values.dates import in_words, london_date, london_day
from commonhall.people.policies import Action, Member, NotAllowed, can
from commonhall.web.components.asked import question_view, typed_values
from commonhall.web.components.views.desk import Block, DeskView
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.questions import QuestionView
from commonhall.web.office.asking import Posted, read_all
from commonhall.web.office.door import SeeOther, Visit, page
from commonhall.web.office.frames import drop_notice, frame, leave_notice, take_notice

PLACES: Final[tuple[tuple[str, str, tuple[Action, ...]], ...]] = (
    ("rights_staff", "office-rights-staff", ("administer",)),
    ("rights_review", "office-rights-review", ("administer",)),
    ("rights_roles", "office-rights-roles", ("administer", "audit", "view")),
    ("rights_audit", "office-rights-audit", ("audit",)),
    ("rights_glass", "office-rights-glass", ("unmask", "audit")),
)
"""The pages of rights: their text, their route, and which actions show them; one is enough."""


def sees(member: Member, route: str) -> bool:
    """Return whether the member may see one of the pages of rights."""
    return any(can(member, action) for _, name, actions in PLACES if name == route for action in actions)


def check(visit: Visit, action: Action, *others: Action) -> None:
    """Raise NotAllowed unless the member may do one of these anywhere."""
    if not any(can(visit.member, each) for each in (action, *others)):
        raise NotAllowed(action)


def desk(visit: Visit, title: str, blocks: Sequence[Block], **more: Any) -> HttpResponse:
    """Answer with one of the pages of rights. more: fields of DeskView; up: the page above, as a link."""
    up: Link | None = more.pop("up", None)
    tabs = tuple(
        NavItem(text=visit.say(text), href=reverse(name), current=visit.request.path == reverse(name))
        for text, name, _ in PLACES
        if sees(visit.member, name)
    )
    has_error = bool(more.pop("has_error", False))
    view = DeskView(
        frame=frame(
            visit,
            title,
            notice=take_notice(visit),
            breadcrumbs=(Link(text=visit.say("work"), href=reverse("office-queue")), *((up,) if up else ())),
            has_error=has_error or bool(more.get("problems")),
        ),
        blocks=tuple(blocks),
        tabs=tabs if len(tabs) > 1 and up is None else (),
        **more,
    )
    response = page(view)
    drop_notice(response)
    return response


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: what was read of it, and what is wrong. sent: it was sent, to be done."""

    sent: bool = False
    posted: Posted = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether it can be done."""
        return self.sent and not self.problems

    def text(self, name: str) -> str:
        """Return an answer as text; blank for none."""
        answer = self.answers.get(name)
        return "" if answer is None else str(answer)

    def day(self, name: str) -> date | None:
        """Return a date that was given."""
        return date.fromisoformat(self.text(name)) if self.text(name) else None

    def refused(self, name: str, text: str, field: str = "") -> Filled:
        """Return the form with something wrong that only doing it showed."""
        problems = {**self.problems, name: Problem("check", text, field or name)}
        return Filled(self.sent, self.posted, self.answers, problems)


def setting_of(visit: Visit) -> Setting:
    """Return in which language and on which day a form is read."""
    return Setting(language=visit.language, today=london_date(visit.at))


def filled(visit: Visit, questions: Sequence[Question], *, get: bool = False) -> Filled:
    """Return the form with ``questions`` as it was sent. get: it only asks, by its address."""
    source = visit.request.GET if get else visit.request.POST
    posted = {name: [one.replace("\x00", "") for one in given] for name, given in source.lists()}
    if not posted or (visit.request.method != "POST" and not get):
        return Filled()
    answers, problems = read_all(questions, posted, setting_of(visit))
    return Filled(not visit.switching, posted, answers, problems)


def views(visit: Visit, questions: Sequence[Question], form: Filled) -> tuple[QuestionView, ...]:
    """Return the questions as they are drawn, with what was typed and what is wrong."""
    return tuple(
        question_view(
            one,
            setting=setting_of(visit),
            values=typed_values(form.posted, (one,)),
            problems=[form.problems[one.id]] if one.id in form.problems else (),
        )
        for one in questions
    )


def kept_fields(form: Filled, questions: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """Return what was typed as hidden fields, for the page that asks whether it is meant."""
    names = {name for one in questions for name in one.fields()}
    return tuple((name, given[0]) for name, given in form.posted.items() if name in names and given)


def done(route: str, args: tuple[Any, ...], key: str, **gaps: str) -> HttpResponse:
    """Go to a page of rights and say there what was done."""
    response = SeeOther(reverse(route, args=args))
    leave_notice(response, "success", key, **gaps)
    return response


def warned(route: str, args: tuple[Any, ...], key: str, **gaps: str) -> HttpResponse:
    """Go to a page of rights and say there why something was not done."""
    response = SeeOther(reverse(route, args=args))
    leave_notice(response, "warning", key, **gaps)
    return response


def said_day(day: date, visit: Visit) -> str:
    """Return a date in words."""
    return in_words(day.isoformat(), visit.language, weekday=False)


def today_of(visit: Visit) -> date:
    """Return the day it is in London."""
    return london_day(visit.at)
