"""What do the pages of records share: who may see them, the tabs, tables, and forms?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.urls import reverse

from commonhall.core.questions.question import Answer, Question
from commonhall.core.values.dates import in_words
from commonhall.people.policies import Action, can
from commonhall.web.components.views.desk import Block, Column, DeskView, Form
from commonhall.web.components.views.frame import Link, NavItem
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.filling import Filled, views_of
from commonhall.web.office.frames import frame, take_notice

TABS: Final[tuple[tuple[str, str, Action], ...]] = (
    ("records_due", "office-records", "dispose"),
    ("records_runs", "office-records-runs", "dispose"),
    ("records_holds", "office-records-holds", "hold"),
    ("still_uses", "office-records-uses", "hold"),
    ("records_packs", "office-records-packs", "disclose"),
)
FORM: Final = "questions"


def tabs(visit: Visit, current: str) -> tuple[NavItem, ...]:
    """Return the tabs that the member may open."""
    return tuple(
        NavItem(text=visit.say(text), href=reverse(name), current=name == current)
        for text, name, action in TABS
        if can(visit.member, action)
    )


def desk(
    visit: Visit,
    title: str,
    blocks: Sequence[Block],
    *,
    current: str = "",
    crumbs: Sequence[Link] = (),
    caption: str = "",
    problems: bool = False,
    narrow: bool = False,
    **more: Any,
) -> DeskView:
    """Return a page of records. current: the tab that it is; others have a way back in ``crumbs``."""
    return DeskView(
        frame=frame(
            visit, title, breadcrumbs=tuple(crumbs), has_error=problems, notice=more.pop("notice", take_notice(visit))
        ),
        caption=caption,
        blocks=tuple(blocks),
        tabs=tabs(visit, current) if current else (),
        narrow=narrow,
        **more,
    )


def crumb(visit: Visit, text: str, name: str, *args: object) -> Link:
    """Return a way back."""
    return Link(text=visit.say(text), href=reverse(name, args=args))


def columns(visit: Visit, *names: str) -> tuple[Column, ...]:
    """Return the headings of a table; a name that begins with # is a column of numbers."""
    return tuple(Column(text=visit.say(name.lstrip("#")), numeric=name.startswith("#")) for name in names)


def row(visit: Visit, key: str, *lines: str, links: Sequence[Link] = (), lang: str = "") -> SummaryRow:
    """Return a row of a list, with the text called ``key`` before it."""
    return SummaryRow(key=visit.say(key), lines=lines, links=tuple(links), lang=lang)


def day(value: Any, visit: Visit) -> str:
    """Return a date in words."""
    return in_words(str(value), visit.language, weekday=False)


def form(
    visit: Visit,
    questions: Sequence[Question],
    filled: Filled,
    *,
    button: str = "",
    known: Mapping[str, Answer] | None = None,
    **more: Any,
) -> Form:
    """Return a form with ``questions``, what was typed and what is wrong."""
    return Form(
        id=more.pop("id", FORM),
        button=button,
        questions=views_of(visit, questions, filled, known),
        **more,
    )
