"""What can a pattern say? The typed form of ``pattern.yaml``; the JSON Schema is generated from these models."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from commonhall.core.language.case_model import Case, Message
from commonhall.core.language.charge_model import Charge, Payment
from commonhall.core.language.parts import NONE, Amount, Expression, Identifier, Part, Slug
from commonhall.core.language.table_model import Table
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Language, Words

SettingType = Literal[
    "bool",
    "int",
    "days",
    "working_days",
    "minutes",
    "money",
    "text",
    "words",
    "time",
    "date",
    "choice",
    "list",
    "table",
    "dated_money",
]
ColumnType = Literal["bool", "int", "money", "text", "words", "time", "date", "datetime", "cell"]


class DefaultRow(Part):
    """Another default where a condition on the council (``council.nation``, ``council.tier``) holds."""

    when: Expression
    value: Any


class Setting(Part):
    """A value that a council may vary, within bounds, from a date.

    of: the column type of a ``list``. columns: the columns of a ``table``; a ``cell`` is a condition as in a table of
    the pattern; columns named in ``optional`` may be left out of a row. min and max bound numbers, and the number of
    rows of lists and tables. ``dated_money`` is a list of ``{from, pence}``: the amount changes on those days.
    defaults: other defaults by a property of the council; the first that holds counts.
    """

    type: SettingType
    title: Words
    default: Any
    min: int | None = None
    max: int | None = None
    options: tuple[str, ...] = ()
    of: ColumnType = "text"
    columns: dict[str, ColumnType] = Field(default_factory=dict)
    optional: tuple[str, ...] = ()
    defaults: tuple[DefaultRow, ...] = ()
    why: Words = NONE


class Fact(Part):
    """Something that the service must find out from elsewhere.

    source: the capability or room and the question put to it, such as ``waste.collections``.
    when_unavailable: ``ask`` shows the questions marked ``when_missing``; ``carry_on`` leaves the fact empty and
    marks the case for checking; ``stop`` ends politely with the outcome named in ``outcome``.
    """

    source: str = Field(alias="from", pattern=r"^[a-z_]+\.[a-z_]+$")
    with_: dict[Identifier, Expression] = Field(default_factory=dict, alias="with")
    when_unavailable: Literal["ask", "carry_on", "stop"] = "carry_on"
    outcome: Identifier | None = None


class Goto(Part):
    """An explicit link of an imported pattern: the first whose condition holds decides; no condition always holds.

    to: the id of a page or of an outcome, or ``check`` for check-your-answers.
    """

    when: Expression = ""
    to: Identifier


class Content(Part):
    """Something that a page tells, before its questions.

    kind: ``text``, ``inset``, ``warning``, ``details`` (folded behind its title) or ``table``. body: Markdown as for
    pages. columns and rows: of a table, shown as a list where it has one column; rows_from: instead, an expression that
    gives rows as lists of texts.
    """

    id: Identifier
    kind: Literal["text", "inset", "warning", "details", "table"] = "text"
    title: Words = NONE
    body: Words = NONE
    show_when: Expression = ""
    columns: tuple[Words, ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    rows_from: Expression = ""


class RepeatPage(Part):
    """What is asked together of one item. Conditions and texts read the item's answers as ``item.<question>``."""

    id: Identifier
    title: Words = NONE
    body: Words = NONE
    content: tuple[Content, ...] = ()
    show_when: Expression = ""
    questions: tuple[AnyQuestion, ...] = Field(min_length=1)


class Repeat(Part):
    """Questions that are asked of each of several things: people, vehicles, items.

    The answer ``answers.<id>`` is a list of records, each with an ``id`` and the answers of that item. min and max:
    how many, as a number or an expression. one, many: what they are called ("person", "people"). item: what one is
    called in lists, such as ``{item.person_name}``. add: the question whether to add another; first: the same where
    there is none yet (asked when min is 0).
    """

    id: Identifier
    min: Amount = 0
    max: Amount = 20
    one: Words
    many: Words
    item: Words
    add: Words
    first: Words = NONE
    pages: tuple[RepeatPage, ...] = Field(min_length=1)


Proven = Literal["name", "birth_date", "email"]


class SignIn(Part):
    """Who somebody must have shown to be before a page is asked. Of several, the first whose condition holds counts.

    level: ``email``: they read the mail of an address, or are signed in. ``identity``: a provider of the council has
    proved who they are. otherwise: what happens where a proof of identity cannot be had, because no provider is bound
    or it is down, or they could not be proved: ``email`` asks for that instead, ``carry_on`` goes on and tells
    officers, ``stop`` leads to other ways to the council. why: what the person reads. fills: the questions whose
    fields show what
    was proved, and at which officers see that it was. Nobody is asked where a member of staff fills in the form.
    """

    level: Literal["email", "identity"]
    when: Expression = ""
    otherwise: Literal["email", "carry_on", "stop"] = "stop"
    why: Words
    fills: dict[Proven, Identifier] = Field(default_factory=dict)


class Page(Part):
    """What is asked, or told, together. A page with ``repeat`` lists the items that were added, and asks for more.

    section: the section of a task list to which it belongs. sign_in: who must have signed in before it is asked.
    """

    id: Identifier
    title: Words = NONE
    caption: Words = NONE
    body: Words = NONE
    content: tuple[Content, ...] = ()
    show_when: Expression = ""
    section: Identifier | None = None
    sign_in: tuple[SignIn, ...] = ()
    questions: tuple[AnyQuestion, ...] = ()
    repeat: Repeat | None = None
    goto: tuple[Goto, ...] = ()


class Section(Part):
    """A part of a journey with a task list: its pages can be answered when the sections in ``after`` are complete."""

    id: Identifier
    title: Words
    about: Words = NONE
    after: tuple[Identifier, ...] = ()
    show_when: Expression = ""


class TaskList(Part):
    """A page that lists the sections of a long journey, to be answered in any order that they allow."""

    title: Words
    body: Words = NONE


class Computed(Part):
    """A value worked out from the answers, read as ``computed.<name>``. It is never asked.

    title: what it is called; with it, the value is kept with the case for officers. shown: it also stands on
    check-your-answers. money: it is an amount in pence.
    """

    value: Expression
    title: Words = NONE
    shown: bool = False
    money: bool = False


class Row(Part):
    """One row of a decision. No condition always holds. about: the rule in words, for officers."""

    when: Expression = ""
    outcome: Identifier
    about: Words = NONE


class Decision(Part):
    """Rows read from the top: the first that holds decides.

    title: what it decides, as officers ask it.
    at: the page before which it is decided, even when that page is then left out; or ``check``.
    each: a list; every ``item`` of it is decided for itself. key: what names an item (an expression over ``item``).
    values: named expressions, worked out only when a row or a text needs them, and read as ``values.name``.
    kept: the values that a case keeps as they were when it was opened, and what officers call each.
    grace_minutes: how long an acceptance stands that the resident was given earlier in the journey.
    when_none: the outcome when the list of ``each`` is empty.
    without: facts that it can do without. A decision that reads any other fact is not made when that fact is missing,
    and the case is marked for checking.
    """

    title: Words = NONE
    at: Identifier
    each: Expression = ""
    key: Expression = ""
    only_when: Expression = ""
    values: dict[Identifier, Expression] = Field(default_factory=dict)
    kept: dict[Identifier, Words] = Field(default_factory=dict)
    rows: tuple[Row, ...] = Field(min_length=1)
    grace_minutes: Expression = ""
    when_none: Identifier | None = None
    without: tuple[Identifier, ...] = ()


class NextStep(Part):
    """Something that a person can do after an outcome.

    ``start`` begins anew, ``back`` leads to the answer before, ``report_again`` to the service for another day. A
    ``note`` is told, and leads nowhere.
    """

    label: Words
    to: Literal["start", "back", "track", "bin_days", "contact", "link", "report_again", "note"] = "link"
    url: Words = NONE
    when: Expression = ""


class Outcome(Part):
    """A designed end. ``accept`` needs none; every other end has a page, a reason code (its id) and next steps.

    continues: the journey goes on all the same (an item stays choosable), and later pages can see the outcome.
    quiet: an item with it is not told of beside items that have something to say.
    short: what a list of several items says about this one.
    follows: an expression that gives the reference of a case: who ends here is offered to follow that case ("me too").
    """

    title: Words
    body: Words = NONE
    short: Words = NONE
    next: tuple[NextStep, ...] = ()
    continues: bool = False
    quiet: bool = False
    follows: Expression = ""


class Start(Part):
    """The page before the first question."""

    body: Words = NONE
    button: Words = Words(en="Start now", cy="Dechrau nawr")
    minutes: int | None = Field(default=None, ge=1, le=240)


class Ending(Part):
    """Check-your-answers and the confirmation."""

    button: Words = Words(en="Send", cy="Anfon")
    declaration: Words = NONE
    title: Words = NONE
    what_next: Words = NONE


class Privacy(Part):
    """What data protection law asks to be said (UK GDPR articles 6, 9 and 13).

    special_category: the conditions of article 9(2), or of the Data Protection Act 2018, schedule 1, that let us use
    sensitive answers.
    """

    lawful_basis: Literal["public_task", "legal_obligation", "consent", "contract", "vital_interests"]
    purpose: Words
    law: Words = NONE
    special_category: tuple[Words, ...] = ()
    recipients: Words = NONE


class Pattern(Part):
    """A shared, versioned definition of a service. A published version never changes."""

    pattern: Slug
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    title: Words
    summary: Words = NONE
    verb: Literal["record", "understand", "inform", "request", "apply", "book", "evaluate", "decide", "pay", "report"]
    prefix: str = Field(pattern=r"^[A-Z]{2,3}$")
    keeper: str = ""
    lgsl: int | None = None
    needs: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ("en", "cy")
    capabilities: dict[Identifier, Literal["required", "optional"]] = Field(default_factory=dict)
    sensitive: bool = False
    imported: bool = False
    source_ref: str = ""
    settings: dict[Identifier, Setting] = Field(default_factory=dict)
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    start: Start = Start()
    computed: dict[Identifier, Computed] = Field(default_factory=dict)
    tables: dict[Identifier, Table] = Field(default_factory=dict)
    task_list: TaskList | None = None
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = Field(min_length=1)
    decisions: dict[Identifier, Decision] = Field(default_factory=dict)
    outcomes: dict[Identifier, Outcome] = Field(default_factory=dict)
    ending: Ending = Ending()
    charges: tuple[Charge, ...] = ()
    payment: Payment | None = None
    privacy: Privacy
    case: Case
    messages: dict[Identifier, Message] = Field(default_factory=dict)
    resume_days: int = Field(default=28, ge=1, le=90)
