"""How is a page of this part put together that asks something about a case, and who may come to it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import Case, CaseUnknown, find_case, roles_on
from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.people.policies import ALLOWED, Action
from commonhall.web.components.views.desk import Block, DeskView, Form
from commonhall.web.components.views.frame import Link, Notice, NoticeKind
from commonhall.web.office.came import address_of
from commonhall.web.office.door import Visit
from commonhall.web.office.filling import Filled, views_of
from commonhall.web.office.frames import frame, go, take_notice
from commonhall.web.office.reaching import last_change

FORM: Final = "questions"
"""The id of the form that keeps what was typed when the language is switched."""


def case_for(visit: Visit, reference: str, action: Action = "work") -> Case:
    """Return the case, when the member may do ``action`` on it. Raises CaseUnknown."""
    case = find_case(visit.member, reference)
    if case is None or action not in acts_of(roles_on(visit.member, case)):
        raise CaseUnknown(reference)
    return case


def acts_of(roles: Sequence[str]) -> frozenset[Action]:
    """Return what the member's roles on a case allow."""
    known: Mapping[str, frozenset[Action]] = {str(role): acts for role, acts in ALLOWED.items()}
    return frozenset(action for role in roles for action in known.get(role, ()))


def back_to(visit: Visit, reference: str, kind: NoticeKind, key: str, /, **gaps: str) -> HttpResponse:
    """Go back to the case and say what has happened."""
    return go(address_of(visit, reference), kind, key, **gaps)


def case_crumbs(visit: Visit, reference: str, *more: Link) -> tuple[Link, ...]:
    """Return the way back to the case."""
    return (
        Link(text=visit.say("work"), href=reverse("office-queue")),
        Link(text=reference, href=address_of(visit, reference)),
        *more,
    )


def changed_notice(visit: Visit, reference: str) -> Notice:
    """Say what somebody else did while the form was filled in."""
    return Notice(kind="warning", text=visit.say("changed", what=last_change(visit, reference)))


def form_view(
    visit: Visit,
    reference: str,
    title: str,
    questions: Sequence[Question],
    filled: Filled,
    *,
    button: str,
    known: Mapping[str, Answer] | None = None,
    before: Sequence[Block] = (),
    after: Sequence[Block] = (),
    hidden: Sequence[tuple[str, str]] = (),
    warns: bool = False,
    notice: Notice | None = None,
    setting: Setting | None = None,
    scope: Mapping[str, object] | None = None,
) -> DeskView:
    """Return a page with one form about a case. known: what it starts with."""
    form = Form(
        id=FORM,
        button=button,
        questions=views_of(visit, questions, filled, known, setting=setting, scope=scope),
        hidden=tuple(hidden),
        look="warning" if warns else "main",
        cancel_url=address_of(visit, reference),
    )
    return DeskView(
        frame=frame(
            visit,
            title,
            breadcrumbs=case_crumbs(visit, reference),
            has_error=bool(filled.problems),
            notice=notice or take_notice(visit),
        ),
        caption=reference,
        blocks=(*before, form, *after),
        narrow=True,
    )
