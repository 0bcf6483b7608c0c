"""What can a pattern say about the work that a journey opens? States, transitions, deadlines, messages, retention."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from commonhall.core.questions.question import ID
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Words

Identifier = Annotated[str, Field(pattern=ID, max_length=60)]
Expression = Annotated[str, Field(max_length=8000, description="A CEL expression")]
NONE = Words(en="")

Actor = Literal["viewer", "officer", "lead", "administrator", "resident", "timer", "supplier"]


class Part(BaseModel):
    """A part of a pattern: frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Clock(Part):
    """How days are counted. Each value is an expression, so that settings can decide.

    nation: ``england``, ``wales``, ``scotland``, ``northern_ireland`` or ``uk`` (a holiday in any nation counts).
    """

    nation: Expression = "council.nation"
    saturday_working: Expression = "false"
    holiday_names: Expression = ""
    extra_non_working: Expression = ""


class State(Part):
    """Where a case can be. label is what the resident reads, office what officers read."""

    label: Words
    office: Words = NONE
    about: Words = NONE
    phase: Literal["open", "waiting", "closed"] = "open"


class Transition(Part):
    """A way from one state to another: who may take it, when, what they are asked and what the resident is told."""

    id: Identifier
    label: Words
    from_: tuple[Identifier, ...] = Field(alias="from", min_length=1)
    to: Identifier
    by: tuple[Actor, ...] = Field(min_length=1)
    when: Expression = ""
    ask: tuple[AnyQuestion, ...] = ()
    message: Identifier | None = None
    hint: Words = NONE
    confirm: Words = NONE


class WhenMissed(Part):
    """What the clock does by itself when a deadline passes: an ordinary transition, by the timer."""

    transition: Identifier


class Deadline(Part):
    """When something is due. days is a number or an expression; met_by names the states that meet it."""

    id: Identifier
    label: Words
    from_: Literal["opened"] = Field(default="opened", alias="from")
    days: Expression | int
    unit: Literal["working_days", "days", "months"] = "working_days"
    met_by: tuple[Identifier, ...] = Field(min_length=1)
    promise: Words = NONE
    only_when: Expression = ""
    when_missed: WhenMissed | None = None


class Routing(Part):
    """Which team gets the case: the first row that holds. No condition always holds."""

    when: Expression = ""
    team: Identifier


class Contact(Part):
    """Which questions say who the person is and how to reach them."""

    name: Identifier | None = None
    email: Identifier | None = None
    phone: Identifier | None = None


class Retention(Part):
    """How long the case is kept, and what happens then (UK GDPR article 5(1)(e))."""

    after: Literal["closed"] = "closed"
    months: int = Field(ge=1, le=600)
    then: Literal["anonymise", "delete"] = "anonymise"
    why: Words = NONE


class Case(Part):
    """The work that a submitted journey opens.

    per: a ``choices`` question; each chosen option opens a case of its own. property: the question that says where.
    item: for ``per``, the decision whose item a case is about.
    """

    title: Words
    per: Identifier | None = None
    item: Identifier | None = None
    property: Identifier | None = None
    contact: Contact = Contact()
    teams: tuple[Routing, ...] = Field(min_length=1)
    clock: Clock = Clock()
    first: Identifier
    states: dict[Identifier, State] = Field(min_length=2)
    transitions: tuple[Transition, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    retention: Retention


class Message(Part):
    """What the resident is told. on: ``opened``, or the id of the transition that sends it.

    ``case.*``, ``answers.*``, ``settings.*`` and ``asked.*`` (the officer's answers) may stand in the texts.
    """

    on: Identifier
    channels: tuple[Literal["email", "sms"], ...] = ("email",)
    subject: Words
    body: Words
    sms: Words = NONE
