"""What is there to do at each page of a pattern? Read from the pattern once, so that each walk only follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from commonhall.core.language.effective import Effective
from commonhall.core.language.model import Decision, Goto, Page, Pattern, Repeat, RepeatPage, SignIn
from commonhall.core.language.reading import decision_reads, page_reads, reads_of, through
from commonhall.core.questions.question import Option, Question

NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with what decides whether it is asked and what it offers. narrowed: some option has a condition.

    waits_for: the facts that its options come from; when one is missing there is nothing to choose from.
    """

    question: Question
    id: str
    show_when: str
    office: bool
    when_missing: str
    options_from: str
    waits_for: frozenset[str]
    narrowed: bool
    checks: tuple[str, ...]

    @property
    def place(self) -> str:
        """The id of the question's condition, for errors."""
        return f"questions.{self.id}.show_when"


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision that is made at a page, with the facts that it reads."""

    name: str
    decision: Decision
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Together:
    """What is asked of one item together."""

    page: RepeatPage
    asked: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A page of the journey with what happens there. first: facts needed to decide it; then: those needed to ask."""

    page: Page
    id: str
    show_when: str
    section: str
    first: frozenset[str]
    then: frozenset[str]
    deciding: tuple[Deciding, ...]
    asked: tuple[Asking, ...]
    repeat: Repeat | None
    items: tuple[Together, ...]
    goto: tuple[Goto, ...]
    tells: bool
    sign_in: tuple[SignIn, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The stages of a pattern in order. places: where each page stands. at_check: what is decided at the end."""

    stages: tuple[Stage, ...]
    places: Mapping[str, int]
    at_check: tuple[Deciding, ...]
    facts_at_check: frozenset[str]


_PLANS: Final[WeakKeyDictionary[Effective, Plan]] = WeakKeyDictionary()


def plan_of(effective: Effective) -> Plan:
    """Return the plan of ``effective``, made once."""
    known = _PLANS.get(effective)
    if known is None:
        known = _PLANS[effective] = _made(effective)
    return known


def _made(effective: Effective) -> Plan:
    pattern = effective.pattern
    deciding = {
        at: tuple(Deciding(name, each, _facts_of(pattern, each)) for name, each in decisions)
        for at, decisions in effective.decisions_at.items()
    }
    stages = tuple(_stage(pattern, page, deciding.get(page.id, ())) for page in pattern.pages)
    at_check = deciding.get("check", ())
    return Plan(
        stages=stages,
        places={stage.id: place for place, stage in enumerate(stages)},
        at_check=at_check,
        facts_at_check=NOTHING.union(*(each.facts for each in at_check)),
    )


def _stage(pattern: Pattern, page: Page, deciding: tuple[Deciding, ...]) -> Stage:
    repeat = page.repeat
    return Stage(
        page=page,
        id=page.id,
        show_when=page.show_when,
        section=page.section or "",
        first=_facts(pattern, reads_of(page.show_when)).union(*(each.facts for each in deciding))
        if pattern.facts
        else NOTHING,
        then=_facts(pattern, page_reads(page)) if pattern.facts else NOTHING,
        deciding=deciding,
        asked=tuple(asking(pattern, question) for question in page.questions),
        repeat=repeat,
        items=tuple(
            Together(each, tuple(asking(pattern, question) for question in each.questions)) for each in repeat.pages
        )
        if repeat
        else (),
        goto=page.goto,
        tells=not page.questions and repeat is None,
        sign_in=page.sign_in,
    )


def asking(pattern: Pattern, question: Question) -> Asking:
    """Return what decides whether ``question`` is asked and what it offers."""
    options: tuple[Option, ...] = getattr(question, "options", ())
    source = str(getattr(question, "options_from", ""))
    return Asking(
        question=question,
        id=question.id,
        show_when=question.show_when,
        office=question.audience == "office",
        when_missing=question.when_missing,
        options_from=source,
        waits_for=_facts(pattern, reads_of(source)) if source and pattern.facts else NOTHING,
        narrowed=any(option.show_when for option in options),
        checks=tuple(check.when_not for check in question.check),
    )


def _facts_of(pattern: Pattern, decision: Decision) -> frozenset[str]:
    return _facts(pattern, decision_reads(decision)) if pattern.facts else NOTHING


def _facts(pattern: Pattern, read: frozenset[str]) -> frozenset[str]:
    return frozenset({name.split(".")[1] for name in through(pattern, read) if name.startswith("facts.")}) & set(
        pattern.facts
    )
