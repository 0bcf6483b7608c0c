"""What do a council's own pages show: its services, bin days, progress of a case, long texts, errors, sign-in?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from commonhall.web.components.views.frame import NOTHING, Link, PageView
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.components.views.questions import QuestionView, errors_of

TagColour = Literal["grey", "blue", "green", "yellow", "red", "orange", "purple", "teal", "magenta"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedState:
    """A status word with its colour; the word carries the meaning. colour blank: plain text."""

    text: str
    colour: TagColour | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """One service that residents can use, with a sentence about it."""

    title: str
    href: str
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGroup:
    """Services of one subject."""

    title: str
    services: tuple[ServiceCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilHomeView(PageView):
    """The council's front page: the services that are live.

    find: a question to answer at once (the postcode for bin days), under find_title, posted to find_action.
    """

    template: ClassVar[str] = "council_home.html"
    lead: str
    groups: tuple[ServiceGroup, ...]
    quick: tuple[Link, ...] = ()
    find: QuestionView | None = None
    find_title: str = ""
    find_action: str = ""
    find_button: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsFormView(PageView):
    """A plain form on a page of its own: sign-in, track by reference. Posts (or gets) the questions' fields.

    ways: other ways, as buttons above the form, which then stands under the heading or_else.
    """

    template: ClassVar[str] = "form.html"
    questions: tuple[QuestionView, ...]
    button: str
    content: Markup = NOTHING
    after: Markup = NOTHING
    method: Literal["post", "get"] = "post"
    problems: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    ways: tuple[Link, ...] = ()
    or_else: str = ""

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (*self.problems, *errors_of(self.questions))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInView(PageView):
    """Staff sign-in. Posts ``email`` and ``password``, and ``next`` when given; the password is never shown again.

    choosing: a new password is chosen for ``email`` and nothing else is asked; lead and button: the words of that.
    ways: other ways to sign in, as buttons above the form, which then stands under the heading or_else. linking: the
    form posts ``link``, to be known by the name for which somebody vouched just before.
    """

    template: ClassVar[str] = "signin.html"
    choosing: bool = False
    lead: str = ""
    button: str = ""
    email: str = ""
    error: str = ""
    next: str = ""
    accounts: tuple[tuple[str, str], ...] = ()
    ways: tuple[Link, ...] = ()
    or_else: str = ""
    linking: bool = False

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists. It never says which of the two was wrong."""
        return (Link(text=self.error, href="#password" if self.choosing else "#email"),) if self.error else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressStep:
    """One thing that has happened: what, when in words, when as ISO for machines.

    lang: the language of text, title_lang: of the title, where it is not the page's. links: to what came with it.
    """

    title: str
    when: str
    at: str
    text: Markup = NOTHING
    lang: str = ""
    title_lang: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView(PageView):
    """How far is my request? The state in words, what happens next, what has happened (newest first).

    parts: what the resident holds by it: a permit, a booked time.
    """

    template: ClassVar[str] = "progress.html"
    reference: str
    state: TaggedState
    next: Markup
    steps: tuple[ProgressStep, ...]
    rows: tuple[SummaryRow, ...] = ()
    parts: tuple[SummaryPart, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One collection day of one stream. when: date in words; colour: of the container, a word too."""

    stream: str
    when: str
    date: str
    note: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BinDayView(PageView):
    """When are the bins of this address emptied? next: the soonest per stream; later: the days that follow.

    unavailable: said instead of days when the rounds cannot be asked; as_of: with days that were said before then.
    """

    template: ClassVar[str] = "binday.html"
    address: str
    next: tuple[Collection, ...] = ()
    later: tuple[Collection, ...] = ()
    calendar_url: str = ""
    change_url: str = ""
    report_url: str = ""
    unavailable: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView(PageView):
    """A page of text: accessibility, privacy, cookies, contact. content comes from ``prose``; updated in words."""

    template: ClassVar[str] = "statement.html"
    content: Markup
    contents: tuple[Link, ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView(PageView):
    """Not found, went wrong, not available. The texts come with the status; content may add what became of answers."""

    template: ClassVar[str] = "error.html"
    status: Literal[400, 403, 404, 410, 429, 500, 503]
    content: Markup = NOTHING
    links: tuple[Link, ...] = ()
