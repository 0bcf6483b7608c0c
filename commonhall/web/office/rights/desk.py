"""What do the pages of rights share: who may see which of them, their tabs, and how their forms are read?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.core.questions.question import Question
from commonhall.core.values.dates import in_words, london_day
from commonhall.people.policies import Action, Member, can
from commonhall.web.components.views.desk import Block, DeskView
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.office.door import Visit, page
from commonhall.web.office.filling import Filled
from commonhall.web.office.frames import drop_notice, frame, go, take_notice

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


def kept_fields(form: Filled, questions: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """Return what was typed as hidden fields, for the page that asks whether it is meant."""
    names = {name for one in questions for name in one.fields()}
    return tuple((name, given[0]) for name, given in form.posted.items() if name in names and given)


def done(route: str, args: tuple[Any, ...], key: str, **gaps: str) -> HttpResponse:
    """Go to a page of rights and say there what was done."""
    return go(reverse(route, args=args), "success", key, **gaps)


def warned(route: str, args: tuple[Any, ...], key: str, **gaps: str) -> HttpResponse:
    """Go to a page of rights and say there why something was not done."""
    return go(reverse(route, args=args), "warning", key, **gaps)


def said_day(day: date, visit: Visit) -> str:
    """Return a date in words."""
    return in_words(day.isoformat(), visit.language, weekday=False)


def today_of(visit: Visit) -> date:
    """Return the day it is in London."""
    return london_day(visit.at)
