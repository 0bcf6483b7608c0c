"""How is a page put together that asks something about people?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.http import HttpResponse
from django.urls import reverse

from commonhall.contacts.queries import Person
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.values.words import Words
from commonhall.web.components.views.desk import Block, DeskView, Form
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page
from commonhall.web.office.filling import Filled, views_of
from commonhall.web.office.frames import frame
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url
from commonhall.web.office.texts import TEXTS


def form_page(
    visit: Visit,
    *,
    title: str,
    asked: Sequence[Question],
    given: Filled,
    known: Mapping[str, Answer] | None = None,
    button: str,
    back: str,
    caption: str = "",
    crumbs: tuple[Link, ...] = (),
    before: tuple[Block, ...] = (),
    after: tuple[Block, ...] = (),
    buttons: tuple[tuple[str, str], ...] = (),
    look: Literal["main", "secondary", "warning"] = "main",
) -> HttpResponse:
    """Answer with a page that asks something. known: what the form starts with. before, after: around the form."""
    form = Form(
        button=button, buttons=buttons, questions=views_of(visit, asked, given, known), cancel_url=back, look=look,
        id="questions",
    )  # fmt: skip
    view = DeskView(
        frame=frame(visit, title, breadcrumbs=crumbs, has_error=bool(given.problems)),
        caption=caption,
        blocks=(*before, form, *after),
        narrow=True,
    )
    return page(view)


def person_form_page(visit: Visit, found: Person, **parts: Any) -> HttpResponse:
    """Answer with a page that asks something of one person, and leads back to theirs. parts: see form_page."""
    name, back = name_of(found, visit), person_url(found.id)
    return form_page(visit, back=back, caption=name, crumbs=crumbs(visit, (name, back)), **parts)


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
