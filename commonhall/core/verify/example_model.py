"""What does a worked example say? Answers and facts at a moment, what follows with the case, and what must come out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.core.language.case_model import Actor


class _Written(BaseModel):
    """A part of ``examples.yaml``: strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(_Written):
    """What must come out. Only what is given is compared; of a mapping only the keys that are given.

    At the end of an example it is looked at when everything in ``then`` has happened; ``expect`` of a step is looked
    at when that step has happened. The journey's own (outcome, pages, items, values, cases, team, alerts, charges,
    total, tables, computed) are looked at when it ends, before ``then``.

    outcome: ``accept`` when the journey reaches check-your-answers and a case opens; else the outcome's id.
    items: outcome by item key. values: by item key (or ``""``), the decision's named values.
    charges: pence by charge line (of several with one id, the sum); in a step, those of the step's transition.
    tables: outputs by table, also ``row`` (1-based; 0 when none held). computed: by name. alerts: all that were raised.
    deadlines: ``{reply: 2026-04-17}`` the last day, ``{reply: 2026-04-17T10:30:00}`` for hours, or one of ``running``
    ``paused`` ``met`` ``breached`` ``stopped``; null when it has not begun. timers: when each happens next, null when
    it will not. tasks: the ids of all that are open. kept: values that the case keeps.
    entitlements: ``{permit: {state: active, until: 2027-03-31}}``. bookings: ``{slot: {date: ..., state: confirmed}}``.
    paid, refunded: pence so far. sent: ids of the messages, in order: of the whole example, or of the step.
    published: whether the step put something in the disclosure log. dispose_date: when the closed case is to go.
    """

    outcome: str | None = None
    pages: tuple[str, ...] | None = None
    items: dict[str, str] | None = None
    values: dict[str, dict[str, Any]] = Field(default_factory=dict)
    charges: dict[str, int] = Field(default_factory=dict)
    total: int | None = None
    tables: dict[str, dict[str, Any]] = Field(default_factory=dict)
    computed: dict[str, Any] = Field(default_factory=dict)
    alerts: tuple[str, ...] | None = None
    cases: int | None = None
    team: str | None = None
    state: str | None = None
    deadlines: dict[str, str | None] = Field(default_factory=dict)
    timers: dict[str, str | None] = Field(default_factory=dict)
    tasks: tuple[str, ...] | None = None
    kept: dict[str, Any] = Field(default_factory=dict)
    entitlements: dict[str, dict[str, Any]] = Field(default_factory=dict)
    bookings: dict[str, dict[str, Any]] = Field(default_factory=dict)
    paid: int | None = None
    refunded: int | None = None
    sent: tuple[str, ...] | None = None
    published: bool | None = None
    dispose_date: str | None = None


class Then(_Written):
    """One thing that happens to the case afterwards.

    do: a transition, taken ``by`` a role. task: a task that is done. asked: the answers to their questions.
    paid: with ``do``, the money that the transition costs has come; without, what the journey cost: a transition by
    ``payment`` follows. A transition that costs something and is not paid stays pending: the case does not change.
    unpayable: somebody wants to pay and cannot, since payments are down: ``payment.when_down`` follows.
    lost: the booking of that id turns out to be gone, as when its hold had lapsed before the money came.
    wait: nobody does anything until then: what timers and missed deadlines do happens, each in its turn.
    at: when, if not at the moment of the step before: London wall clock, or an instant ending in Z.
    approved: the role of the second person who approves it at once, where the pattern asks for one; without, such a
    transition is refused for the reason ``approval``.
    refused: the reason for which a transition must be refused: ``state``, ``actor``, ``guard``, ``within``, ``needs``,
    ``approval``, or ``check``: an answer in ``asked`` breaks a rule of its question.
    """

    do: str = ""
    task: str = ""
    wait: str = ""
    lost: str = ""
    by: Actor = "officer"
    at: str = ""
    asked: dict[str, Any] = Field(default_factory=dict)
    paid: bool = False
    unpayable: bool = False
    approved: Literal["", "officer", "lead"] = ""
    refused: str = ""
    expect: Expect = Expect()

    @model_validator(mode="after")
    def _one_thing(self) -> Then:
        alone = (self.do, self.task, self.wait, self.lost, self.unpayable)
        if sum(map(bool, alone)) + (self.paid and not self.do) != 1:
            raise ValueError("a step needs one of 'do', 'task', 'wait', 'lost', 'unpayable: true', or 'paid: true'")
        return self


class Example(_Written):
    """One worked example as written in ``examples.yaml``.

    profile: the name of a profile, or ``any`` for all. now, opened: London wall clock, or an instant ending in Z.
    missing: facts that cannot be had. told_yes: decision/key to the moment of an earlier acceptance. signed_in: what
    they have shown of who they are, where a page wants it: ``none``, ``email``, ``identity``, or ``unable``: no proof
    of identity could be had, and they went on without.
    """

    example: str
    profile: str = "any"
    settings: dict[str, Any] = Field(default_factory=dict)
    council: dict[str, Any] = Field(default_factory=dict)
    now: str
    opened: str = ""
    actor: str = "resident"
    language: Literal["en", "cy"] = "en"
    facts: dict[str, Any] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    told_yes: dict[str, str] = Field(default_factory=dict)
    signed_in: Literal["none", "email", "identity", "unable"] = "identity"
    answers: dict[str, Any] = Field(default_factory=dict)
    then: tuple[Then, ...] = ()
    expect: Expect
