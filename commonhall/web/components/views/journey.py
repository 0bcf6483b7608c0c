"""What do the pages of a journey show, from the start page to the confirmation? One frozen dataclass per page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from markupsafe import Markup

from commonhall.web.components.views.frame import NOTHING, Link, PageView
from commonhall.web.components.views.questions import QuestionView, errors_of, field_name


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView(PageView):
    """Before the first question: who it is for, what is needed, how long it takes.

    start_url: where the start link leads, or resume_url the unfinished journey of this browser.
    """

    template: ClassVar[str] = "journey/start.html"
    start_url: str
    content: Markup = NOTHING
    needed: tuple[str, ...] = ()
    minutes: int | None = None
    cost: str = ""
    other_ways: Markup = NOTHING
    resume_url: str = ""
    related: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPageView(PageView):
    """A page of questions. Posts to ``action`` (blank: its own address).

    Posted besides the questions: ``csrfmiddlewaretoken``, ``revision`` and, from the save button, ``save``.
    caption: the part of the journey, above the heading. content: text between heading and questions.
    problems: errors that belong to no question (text, href); question errors are listed by themselves.
    save_url: "Save and come back later", left out when blank. button: the text, "Continue" when blank.
    """

    template: ClassVar[str] = "journey/page.html"
    questions: tuple[QuestionView, ...]
    revision: str = ""
    action: str = ""
    caption: str = ""
    content: Markup = NOTHING
    problems: tuple[Link, ...] = ()
    save_url: str = ""
    button: str = ""
    changing: bool = False

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists, in the order of the page."""
        return (*self.problems, *errors_of(self.questions))

    @property
    def heading_in_question(self) -> bool:
        """Whether a question's label is the page's heading."""
        return any(q.legend_is_heading for q in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One answer as lines of text, with where it can be changed. change_hidden names the row for screen readers.

    lang, key_lang: the language of the lines and of the key, where it is not the page's. links: shown below the lines.
    """

    key: str
    lines: tuple[str, ...]
    change_url: str = ""
    change_hidden: str = ""
    lang: str = ""
    key_lang: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPart:
    """Rows that belong together; the title may be blank when there is one part.

    folded: closed until somebody opens it, on pages that have so much to read.
    """

    title: str
    rows: tuple[SummaryRow, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView(PageView):
    """Check your answers. Posts ``revision`` and the declaration's field to its own address.

    declaration: the declaration question, if the pattern has one. content: what will be done with the answers.
    changed: what the last change means for other answers, above them all.
    """

    template: ClassVar[str] = "journey/check.html"
    parts: tuple[SummaryPart, ...]
    revision: str = ""
    changed: Markup = NOTHING
    content: Markup = NOTHING
    declaration: QuestionView | None = None
    button: str = ""
    save_url: str = ""
    problems: tuple[Link, ...] = ()

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (*self.problems, *errors_of((self.declaration,) if self.declaration else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView(PageView):
    """The end that is not a case: you cannot do this, you need not, and here is what you can do."""

    template: ClassVar[str] = "journey/outcome.html"
    content: Markup
    next: tuple[Link, ...] = ()
    satisfaction_url: str = ""
    start_again_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationView(PageView):
    """It is done: the reference, what happens next, how to keep it.

    references: (what it is for, reference); one as a rule. sent_to: the e-mail address a copy went to.
    """

    template: ClassVar[str] = "journey/confirmation.html"
    references: tuple[tuple[str, str], ...]
    next: Markup
    parts: tuple[SummaryPart, ...] = ()
    sent_to: str = ""
    track_url: str = ""
    satisfaction_url: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveView(PageView):
    """Where shall we send the link to carry on? Posts ``email``. kept_until: date in words."""

    template: ClassVar[str] = "journey/save.html"
    question: QuestionView
    kept_until: str

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return errors_of((self.question,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(PageView):
    """The link was sent. sent_to: address; kept_until: date in words after which the answers are deleted."""

    template: ClassVar[str] = "journey/saved.html"
    sent_to: str
    kept_until: str
    carry_on_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeView(PageView):
    """Opened from the e-mailed link: a button posts, because mail scanners open links."""

    template: ClassVar[str] = "journey/resume.html"
    kept_until: str
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadySentView(PageView):
    """Back or a second click after sending: it was sent once, and here is the reference."""

    template: ClassVar[str] = "journey/already_sent.html"
    reference: str
    confirmation_url: str
    start_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiredView(PageView):
    """The answers were deleted, or the link is too old."""

    template: ClassVar[str] = "journey/expired.html"
    reason: Literal["deleted", "old"]
    start_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One question answered differently in two windows."""

    key: str
    saved: tuple[str, ...]
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView(PageView):
    """Two windows: the answer was changed in the other one. Posts ``keep`` = saved or typed, with what was typed.

    typed_fields: the posted fields, sent again so that nothing needs typing twice.
    """

    template: ClassVar[str] = "journey/conflict.html"
    rows: tuple[ConflictRow, ...]
    revision: str
    typed_fields: tuple[tuple[str, str], ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyChooseView(PageView):
    """Which of the addresses at this postcode? Posts ``{id}-uprn``. more: the list was cut, ask for a number.

    caption: the part of the journey, above the question.
    """

    template: ClassVar[str] = "journey/property_choose.html"
    question: QuestionView
    postcode: str
    change_url: str
    manual_url: str = ""
    revision: str = ""
    more: bool = False
    caption: str = ""

    @property
    def choice(self) -> QuestionView:
        """The question as a choice whose field is ``{id}-uprn``; its label is the page's heading."""
        named = field_name(self.question.id, "uprn")
        return replace(self.question, id=named, type="choice", legend_is_heading=True)

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return errors_of((self.choice,))


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyPostcodeView(QuestionPageView):
    """Which postcode? A page of one ``property`` question (posts ``{id}-postcode``) with the manual way beside it."""

    template: ClassVar[str] = "journey/property_postcode.html"
    manual_url: str = ""
    none_found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyManualView(QuestionPageView):
    """The address typed by hand: a page of one ``address`` question. why: where nobody chose to type it."""

    template: ClassVar[str] = "journey/property_manual.html"
    why: str = ""
    lookup_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView(PageView):
    """How was it? Posts ``score`` 1 to 5 and ``comment``. thanked: shown after it was sent."""

    template: ClassVar[str] = "feedback.html"
    score: str = ""
    comment: str = ""
    error: str = ""
    thanked: bool = False
    return_link: Link | None = None
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return (Link(text=self.error, href="#score"),) if self.error else ()
