"""How are the forms of correspondence read and shown again? Questions of the office's own, with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

from django.urls import reverse

from commonhall.cases.queries import Case
from commonhall.web.components.acts import Posted
from commonhall.web.components.views.desk import Block, DeskView
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit
from commonhall.web.office.frames import frame, take_notice

FORM: Final = "form"
"""The field that names a form, so that what it sends is done once."""


def token_of(visit: Visit) -> str:
    """Return the name of the form: the one that was posted, else a new one."""
    typed = visit.request.POST.get(FORM, "")
    return typed if len(typed) == 36 and typed.replace("-", "").isalnum() else str(uuid4())


def hidden_of(posted: Posted, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what was posted under ``names``, to be carried along."""
    return tuple((name, value) for name in names for value in posted.get(name, ()))


def case_crumbs(visit: Visit, case: Case) -> tuple[Link, ...]:
    """Return the way back to a case."""
    return (
        Link(text=visit.say("work"), href=reverse("office-queue")),
        Link(text=case.reference, href=reverse("office-case", args=(case.reference,))),
    )


def desk(visit: Visit, title: str, blocks: Sequence[Block], **more: Any) -> DeskView:
    """Return a page of correspondence. more: fields of DeskView, and ``breadcrumbs`` of its frame."""
    crumbs = more.pop("breadcrumbs", ())
    view = DeskView(
        frame=frame(visit, title, breadcrumbs=crumbs, notice=take_notice(visit)), blocks=tuple(blocks), **more
    )
    if not view.errors:
        return view
    own = frame(visit, title, breadcrumbs=crumbs, has_error=True)
    return DeskView(frame=own, blocks=tuple(blocks), **more)
