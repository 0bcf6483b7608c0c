"""What can a pattern say about the work that a journey opens? States, transitions, deadlines, messages, retention."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commonhall.core.language.charge_model import Charge
from commonhall.core.language.holding_model import Booking, BookingAct, Entitlement, EntitlementAct, Publication
from commonhall.core.language.parts import NONE, Amount, Expression, Identifier, Part
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Words

Actor = Literal["viewer", "officer", "lead", "administrator", "resident", "timer", "supplier", "payment"]
Unit = Literal["working_days", "days", "months", "hours", "minutes"]


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


class Approval(Part):
    """A second person looks at a transition before it is taken: never the one who proposes it.

    by: the roles that may approve. when: only if that holds; it may read what is ``asked``. about: what they are to
    look at.
    """

    by: tuple[Literal["officer", "lead"], ...] = Field(min_length=1)
    when: Expression = ""
    about: Words = NONE


class Transition(Part):
    """A way from one state to another: who may take it, when, what they are asked and what it does besides.

    when: the guard; refused: what is said when it does not hold. within: how long after closing it can be taken (the
    reopening policy). needs: tasks that must be done first. asked answers are read as ``asked.<question>``.
    keeps: values that the case keeps from now on, read as ``case.kept.<name>``.
    pauses, resumes: deadlines whose clock stops and goes on; both days, and those between, do not count.
    restarts: deadlines that begin again from the day of the transition. stops: deadlines that no longer apply.
    recounts: deadlines whose first day, length and calendar are worked out anew; pauses and what was added stay.
    extends: by how many of its own units a deadline grows. tasks: tasks that begin.
    charges: what it costs; it is taken once that is paid. refund: pence to give back, at most what was paid.
    approval: who must approve it first.
    """

    id: Identifier
    label: Words
    from_: tuple[Identifier, ...] = Field(alias="from", min_length=1)
    to: Identifier
    by: tuple[Actor, ...] = Field(min_length=1)
    when: Expression = ""
    refused: Words = NONE
    within: Amount | None = None
    within_unit: Unit = "days"
    needs: tuple[Identifier, ...] = ()
    ask: tuple[AnyQuestion, ...] = ()
    keeps: dict[Identifier, Expression] = Field(default_factory=dict)
    pauses: tuple[Identifier, ...] = ()
    resumes: tuple[Identifier, ...] = ()
    restarts: tuple[Identifier, ...] = ()
    recounts: tuple[Identifier, ...] = ()
    stops: tuple[Identifier, ...] = ()
    extends: dict[Identifier, Amount] = Field(default_factory=dict)
    tasks: tuple[Identifier, ...] = ()
    charges: tuple[Charge, ...] = ()
    refund: Expression = ""
    entitlement: EntitlementAct | None = None
    booking: BookingAct | None = None
    publishes: Publication | None = None
    message: Identifier | None = None
    approval: Approval | None = None
    hint: Words = NONE
    confirm: Words = NONE


class WhenMissed(Part):
    """What the clock does by itself when a deadline passes: an ordinary transition, by the timer."""

    transition: Identifier


class Deadline(Part):
    """When something is due.

    from: ``opened``, or the id of the transition that begins it (again each time). begins: an expression that gives
    another first day than that of the event, such as the day on which a letter arrived. days: how many of ``unit``.
    nation: an expression for another calendar than the case's clock. day_one: ``next`` counts the day after the event
    as day 1, ``same`` the day itself. roll: an end that is no working day moves to the next one.
    met_by names the states that meet it, met_on the transitions. owner: the team that answers for it; blank is the
    case's own.
    """

    id: Identifier
    label: Words
    from_: Identifier = Field(default="opened", alias="from")
    begins: Expression = ""
    days: Amount
    unit: Literal["working_days", "days", "months", "hours"] = "working_days"
    nation: Expression = ""
    day_one: Literal["next", "same"] = "next"
    roll: bool = False
    met_by: tuple[Identifier, ...] = ()
    met_on: tuple[Identifier, ...] = ()
    owner: Identifier | None = None
    promise: Words = NONE
    only_when: Expression = ""
    when_missed: WhenMissed | None = None


class Timer(Part):
    """Something that happens by itself while a case is in one of some states: a transition, a message, or both.

    after: how many of ``unit`` since the state was entered. on: instead, an expression that gives the date or moment
    (a date counts from 08:00). It happens once for each time that the state is entered and each moment that ``on``
    gives.
    """

    id: Identifier
    in_: tuple[Identifier, ...] = Field(alias="in", min_length=1)
    after: Amount | None = None
    unit: Unit = "days"
    on: Expression = ""
    only_when: Expression = ""
    transition: Identifier | None = None
    message: Identifier | None = None


class Task(Part):
    """Work that a case needs done, beside its states; several may be open at once.

    on: ``opened`` or ids of transitions that begin it; a transition may also name it in ``tasks``, and an alert in
    ``task``. team: who does it, blank for the case's own; team_from: an expression that names the team instead, such
    as a column ``team`` of a setting's table. days: until when, in ``unit``; 0 is the same day.
    ask: what whoever does it must answer; read as ``case.tasks.<id>.<question>``.
    """

    id: Identifier
    label: Words
    about: Words = NONE
    on: tuple[Identifier, ...] = ()
    only_when: Expression = ""
    team: Identifier | None = None
    team_from: Expression = ""
    days: Amount | None = None
    unit: Literal["working_days", "days", "hours"] = "working_days"
    ask: tuple[AnyQuestion, ...] = ()


class Alert(Part):
    """Answers that a person must see at once, even when the journey is never finished.

    As soon as ``when`` holds, a case is opened with the answers so far, once for a journey: in ``state``, for ``team``.
    task: the task that begins with it.
    """

    id: Identifier
    when: Expression
    title: Words
    team: Identifier
    state: Identifier
    task: Identifier | None = None


class Routing(Part):
    """Which team gets the case: the first row that holds. No condition always holds.

    team_from: an expression that names the team, such as a column ``team`` of a setting's table; ``team`` is what
    stands where that is blank.
    """

    when: Expression = ""
    team: Identifier
    team_from: Expression = ""


class Contact(Part):
    """Which questions say who the person is and how to reach them."""

    name: Identifier | None = None
    email: Identifier | None = None
    phone: Identifier | None = None
    address: Identifier | None = None


RetentionStart = Literal["closed", "last_contact", "entitlement"]
"""From when a case is kept: from its closing; from the last message or conversation about it; or from the last day of
what it gave, such as a permit. Never from before its closing."""


class RetentionRule(Part):
    """How long cases are kept for which a condition holds, such as one outcome.

    after: where it is not the general one.
    """

    when: Expression
    after: RetentionStart | None = None
    months: int = Field(ge=0, le=600)
    then: Literal["anonymise", "delete"] = "anonymise"
    why: Words = NONE


class Retention(Part):
    """How long the case is kept, and what happens then (UK GDPR article 5(1)(e)). The first rule that holds counts."""

    after: RetentionStart = "closed"
    rules: tuple[RetentionRule, ...] = ()
    months: int = Field(ge=1, le=600)
    then: Literal["anonymise", "delete"] = "anonymise"
    why: Words = NONE


class Case(Part):
    """The work that a submitted journey opens.

    per: a ``choices`` question; each chosen option opens a case of its own. property: the question that says where.
    item: for ``per``, the decision whose item a case is about. location: the ``location`` question that says where.
    access: ``team`` hides the case from everybody but the case's team and those who were granted this very pattern.
    gives: an expression that gives the files, as a file question keeps them, which the person can get from the page of
    their request.
    settings: whose values a case reads as it moves: those of the day on which it was ``opened``, or of ``today``, for
    what is held for years and renewed at new prices. What the journey worked out and charged stands in any case.
    kept: what officers call the values that transitions keep; one whose name is blank is not shown to them.
    unbooked: the state in which it begins when it was sent without the time that it books, since no calendar answered:
    a time is agreed then, by a transition that changes the booking.
    """

    title: Words
    per: Identifier | None = None
    item: Identifier | None = None
    property: Identifier | None = None
    location: Identifier | None = None
    contact: Contact = Contact()
    access: Literal["council", "team"] = "council"
    gives: Expression = ""
    settings: Literal["opened", "today"] = "opened"
    kept: dict[Identifier, Words] = Field(default_factory=dict)
    teams: tuple[Routing, ...] = Field(min_length=1)
    clock: Clock = Clock()
    first: Identifier
    unbooked: Identifier | None = None
    states: dict[Identifier, State] = Field(min_length=2)
    transitions: tuple[Transition, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    timers: tuple[Timer, ...] = ()
    tasks: tuple[Task, ...] = ()
    alerts: tuple[Alert, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    bookings: tuple[Booking, ...] = ()
    retention: Retention


class Message(Part):
    """What the resident is told. on: ``opened``, ``paid``, ``merged``, or the id of the transition that sends it.

    ``merged`` is when the case turned out to be a duplicate.
    A timer may name it too. when: only if that holds. ``case.*``, ``answers.*``, ``settings.*``, ``tables.*``,
    ``computed.*``, ``charges.*`` and ``asked.*`` (the officer's answers) may stand in the texts.
    letter: what a letter says where it is not the body; it is sent to the address of the person. attach: ``answers``
    adds what was answered, ``calendar`` an appointment for the booking. offered: officers may begin with it when they
    write to the person.
    """

    on: Identifier | None = None
    offered: bool = False
    when: Expression = ""
    channels: tuple[Literal["email", "sms", "letter"], ...] = ("email",)
    subject: Words
    body: Words
    sms: Words = NONE
    letter: Words = NONE
    attach: tuple[Literal["answers", "calendar"], ...] = ()
