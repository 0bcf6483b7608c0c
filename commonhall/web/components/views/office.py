"""What do the officers' pages show: the work queue, a case, an act on a case?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from markupsafe import Markup

from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.frame import NOTHING, Link, NavItem, PageView
from commonhall.web.components.views.journey import SummaryPart
from commonhall.web.components.views.questions import QuestionView, errors_of

if TYPE_CHECKING:
    from commonhall.web.components.views.desk import Panel

Urgency = Literal["", "soon", "today", "overdue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """One group of the filter: a field of the GET form with its options (value, label, count in words or blank).

    folded: it is closed until somebody opens it, with all others that are.
    """

    name: str
    label: str
    options: tuple[tuple[str, str, str], ...]
    chosen: tuple[str, ...] = ()
    several: bool = True
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One case in the queue. due: in words; due_at: ISO; urgency is said in words too. badges: single words about it.

    because: why a search found it.
    """

    reference: str
    href: str
    what: str
    where: str
    state: TaggedState
    due: str
    due_at: str
    urgency: Urgency = ""
    owner: str = ""
    received: str = ""
    badges: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView(PageView):
    """The work queue: tabs, filter, search, rows, keyset paging.

    count: in words ("1,000+ cases"). selected: filters in force, each href removes it; clear_url removes all.
    links: what can be done with the list as it is. hint: what there is to say of a search, with a link.
    """

    template: ClassVar[str] = "office/queue.html"
    count: str
    rows: tuple[QueueRow, ...]
    tabs: tuple[NavItem, ...] = ()
    filters: tuple[QueueFilter, ...] = ()
    selected: tuple[Link, ...] = ()
    clear_url: str = ""
    search: str = ""
    next_url: str = ""
    previous_url: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    hint: str = ""
    hint_link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """A clock: what is due, when in words and ISO, and how it stands ("4 working days left").

    notes: why it is due just then: pauses and extensions.
    """

    label: str
    due: str
    due_at: str
    standing: str
    urgency: Urgency = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """Work to be done beside the states of a case. href: where to do it, blank for who may only look."""

    label: str
    team: str
    due: str
    due_at: str
    urgency: Urgency = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event of the record, newest first."""

    title: str
    by: str
    when: str
    at: str
    text: Markup | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView(PageView):
    """Everything about one case on one page.

    actions: what the lifecycle allows this officer, the next step first. tabs: pages of the case.
    note_action: where the note form posts ``note``; blank when notes are not allowed. assign_*: the same for ``to``.
    take_*: a button that posts ``to`` with take_to: take the case, or give it back. Both post ``revision``.
    panels: what each part of the office adds.
    """

    template: ClassVar[str] = "office/case.html"
    reference: str
    state: TaggedState
    summary: str
    parts: tuple[SummaryPart, ...]
    actions: tuple[Link, ...] = ()
    tabs: tuple[NavItem, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    tasks_title: str = ""
    deadlines: tuple[DeadlineView, ...] = ()
    panels: tuple[Panel, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    note_action: str = ""
    note: str = ""
    note_error: str = ""
    assign_action: str = ""
    assignees: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    revision: str = ""
    take_action: str = ""
    take_to: str = ""
    take_button: str = ""

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (Link(text=self.note_error, href="#note"),) if self.note_error else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView(PageView):
    """An officer acts: the questions of the transition, the message that will go out, one button.

    Posts the questions' fields and ``revision``. message: (channel, to, text) of what the resident will get.
    """

    template: ClassVar[str] = "office/action.html"
    reference: str
    questions: tuple[QuestionView, ...]
    button: str
    cancel_url: str
    content: Markup = NOTHING
    message: tuple[str, str, Markup] | None = None
    revision: str = ""
    warning: bool = False
    problems: tuple[Link, ...] = ()

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (*self.problems, *errors_of(self.questions))
