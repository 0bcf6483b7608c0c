"""Which pages that list things are looked at by the tests? Items of a group, taking one out, a task list, content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from markupsafe import Markup

from commonhall.core.values.words import Language
from commonhall.web.components.blocks import block_html
from commonhall.web.components.views import items as i
from commonhall.web.components.views.blocks import BlockView
from commonhall.web.components.views.frame import PageView
from commonhall.web.components.views.journey import QuestionPageView
from commonhall.web.components.views.questions import QuestionView
from tests.core.components.samples import TYPED, frame, text, two

STATUSES: tuple[Literal["completed", "in_progress", "not_started", "cannot_start", "problem", "not_needed"], ...] = (
    "completed", "in_progress", "not_started", "cannot_start", "problem", "not_needed",
)  # fmt: skip


def _more(language: Language, error: str = "") -> QuestionView:
    label = two(language, "Do you need to add another person?", "Oes angen ychwanegu person arall?")
    return QuestionView(id="more", type="yes_no", label=label, error=error)


def _items(language: Language, title: tuple[str, str], question: QuestionView | None, **more: Any) -> i.ItemsView:
    rows = (
        i.ItemRow(name=TYPED, change_url="/people/a/who", remove_url="/people/a/remove"),
        i.ItemRow(name="Ben", change_url="/people/b/who", remove_url="/people/b/remove", incomplete=True),
    )
    return i.ItemsView(frame=frame(language, *title, back_link="/back"), items=rows, question=question, **more)


def list_pages(language: Language) -> Iterator[tuple[str, PageView]]:
    """The pages of a long journey that list things."""
    title = ("You have added 2 people", "Pobl a ychwanegwyd: 2")
    error = two(language, "Select yes if you need to add another person", "Dewiswch a oes angen ychwanegu un arall")
    yield "items", _items(language, title, _more(language), save_url="/save", caption="1 < 2")
    yield "items-error", _items(language, title, _more(language, error))
    yield "items-full", _items(language, title, None, full=two(language, "Up to 2 people", "Pobl: hyd at 2"))
    wrong = two(language, "You can only add up to 1 person", "Pobl: gallwch ychwanegu hyd at 1 yn unig")
    yield "items-too-many", _items(language, title, None, problem=wrong)
    yield (
        "remove",
        i.RemoveView(
            frame=frame(language, "Are you sure you want to remove Ben?", "Ydych chi’n siŵr?", back_link="/people"),
            cancel_url="/people",
            button=two(language, "Yes, remove", "Ydw, tynnwch"),
        ),
    )
    yield (
        "tasks",
        i.TasksView(
            frame=frame(language, "Your application", "Eich cais", back_link="/back"),
            tasks=tuple(
                i.TaskRow(
                    title=f"{kind} {TYPED}", status=kind, kind=kind, href="/x" if number < 3 else "", hint="1 < 2"
                )
                for number, kind in enumerate(STATUSES)
            ),
            done=two(language, "You have completed 1 of 6 sections.", "Rydych wedi cwblhau 1 o’r 6 adran."),
            content=text(language),
            on_url="/check",
            save_url="/save",
        ),
    )
    yield "content", _content(language)


def _content(language: Language) -> PageView:
    blocks = (
        BlockView(kind="inset", body=text(language)),
        BlockView(kind="warning", text=TYPED),
        BlockView(kind="details", title=TYPED, body=text(language)),
        BlockView(kind="table", title=TYPED, columns=("A", "B"), rows=(("1", TYPED), ("2", "b"))),
        BlockView(kind="table", rows=(("1", "a"),)),
    )
    return QuestionPageView(
        frame=frame(language, "Before you go on", "Cyn i chi fynd ymlaen", back_link="/back"),
        questions=(),
        content=Markup("").join(block_html(each, language=language) for each in blocks),
    )
