"""What do the pages of a long journey show that list things: items that were added, and sections of a task list?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from commonhall.web.components.views.frame import NOTHING, Link, PageView
from commonhall.web.components.views.questions import QuestionView


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One thing that was added. change_url: where its answers can be changed, or go on when they are incomplete."""

    name: str
    change_url: str
    remove_url: str
    incomplete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsView(PageView):
    """The things added so far, and whether there are more. Posts ``more`` = yes or no to its own address.

    question: whether to add another; none when there are as many as there may be, and then ``full`` says so.
    problem: what is wrong with how many there are.
    """

    template: ClassVar[str] = "journey/items.html"
    items: tuple[ItemRow, ...]
    caption: str = ""
    content: Markup = NOTHING
    question: QuestionView | None = None
    full: str = ""
    problem: str = ""
    save_url: str = ""

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        target = f"#{self.question.error_target}" if self.question else "#items"
        own = self.question.error if self.question else ""
        return tuple(Link(text=text, href=target) for text in dict.fromkeys((self.problem, own)) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveView(PageView):
    """Is this really to be taken out? Posts to its own address; cancel_url leaves all as it is."""

    template: ClassVar[str] = "journey/remove.html"
    cancel_url: str
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One section of a task list. href: blank when it cannot be opened. status: the word; kind: how it is drawn."""

    title: str
    status: str
    kind: Literal["completed", "in_progress", "not_started", "cannot_start", "problem", "not_needed"]
    href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksView(PageView):
    """The sections of a long journey and how far each is. done: how many of how many. on_url: once all is complete."""

    template: ClassVar[str] = "journey/tasks.html"
    tasks: tuple[TaskRow, ...]
    done: str
    content: Markup = NOTHING
    on_url: str = ""
    save_url: str = ""
