"""Which pages do a person's answers lead through, and where do they stop? A pure function, recomputed each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from commonhall.core.journey.decisions import ACCEPT, Decided, decide
from commonhall.core.journey.offers import offered_options
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.language.model import Page
from commonhall.core.language.reading import decision_reads, facts_decided_on, facts_read
from commonhall.core.questions.question import Answer, Option, Question

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a journey at one moment.

    answers: by question id; ``@page`` marks a page without questions as read. facts: those found out so far.
    missing: facts that could not be had. accepted: ``decision/key`` to the moment of an earlier yes.
    now, opened: wall clock in London, ISO. actor: ``resident``, or the role of the officer who acts for one.
    """

    answers: Mapping[str, Answer]
    now: str
    opened: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    accepted: Mapping[str, str] = field(default_factory=dict)
    actor: str = "resident"
    language: Literal["en", "cy"] = "en"


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the route ends for now.

    kind: ``page`` to be answered, ``outcome`` reached, ``check`` when complete, ``facts`` that must be found first.
    """

    kind: Literal["page", "outcome", "check", "facts"]
    page: str = ""
    outcome: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """The way that the answers lead.

    walked: the pages that are complete, in order. answers: only those given on the route. decided: by decision.
    options: for each question with options from elsewhere, what it offers now. failures: expressions that failed.
    """

    walked: tuple[str, ...]
    stop: Stop
    answers: Mapping[str, Answer]
    decided: Mapping[str, tuple[Decided, ...]]
    options: Mapping[str, Sequence[Option]]
    unchecked: tuple[str, ...]
    failures: tuple[ExpressionFailed, ...]
    scope: Scope

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages walked and, when the route stops at one, that page."""
        return (*self.walked, self.stop.page) if self.stop.kind in ("page", "facts") else self.walked


class _Walk:
    """One walk from the first page to the stop."""

    def __init__(self, effective: Effective, known: Known) -> None:
        self.effective = effective
        self.known = known
        self.answers: dict[str, Answer] = {}
        self.walked: list[str] = []
        self.decided: dict[str, tuple[Decided, ...]] = {}
        self.options: dict[str, Sequence[Option]] = {}
        self.unchecked: list[str] = []
        self.failures: list[ExpressionFailed] = []

    def scope(self) -> Scope:
        return self.effective.scope(
            answers=self.answers,
            facts=self.known.facts,
            decided={
                name: [{"key": one.key, "outcome": one.outcome} for one in decided]
                for name, decided in self.decided.items()
            },
            now=self.known.now,
            today=self.known.now[:10],
            opened=self.known.opened,
            actor=self.known.actor,
            language=self.known.language,
        )

    def holds(self, source: str, place: str) -> bool:
        """A condition that fails does not hold: it hides its part and is kept with its place."""
        try:
            return holds(source, self.scope(), place=place, calendar=self.effective.calendar)
        except ExpressionFailed as failure:
            self.failures.append(failure)
            return False

    def stop(self) -> Stop:
        pages = self.effective.pattern.pages
        place = 0
        while place < len(pages):
            page = pages[place]
            if page.id in self.walked:
                return Stop("check")
            stop = self._decided_at(page.id)
            if stop is not None:
                return stop
            if page.show_when and not self.holds(page.show_when, f"pages.{page.id}.show_when"):
                place += 1
                continue
            stop = self._found(facts_read(self.effective.pattern, page.id), page.id) or self._at(page)
            if stop is not None:
                return stop
            self.walked.append(page.id)
            target = self._target(page)
            if target is None:
                place += 1
            elif target in self.effective.pages:
                place = next(number for number, each in enumerate(pages) if each.id == target)
            else:
                return self._ended(target)
        return self._decided_at(CHECK) or Stop("check")

    def _decided_at(self, page: str) -> Stop | None:
        """Decide what is decided at ``page``, whether or not the page itself is then shown."""
        return self._found(facts_decided_on(self.effective.pattern, page), page) or self._decide(page)

    def _found(self, needed: frozenset[str], page: str) -> Stop | None:
        """Stop for facts that are not known yet, and for those that are missing where the pattern says so."""
        unknown = tuple(sorted(name for name in needed - self.known.missing if name not in self.known.facts))
        if unknown:
            return Stop("facts", page=page, facts=unknown)
        for name in sorted(needed & self.known.missing):
            fact = self.effective.pattern.facts[name]
            if fact.when_unavailable == "stop":
                return Stop("outcome", outcome=fact.outcome or "")
        return None

    def _decide(self, page: str) -> Stop | None:
        for name, decision in self.effective.decisions_at.get(page, ()):
            if {f"facts.{missing}" for missing in self.known.missing} & facts_of(decision):
                self.unchecked.append(name)
                continue
            if decision.only_when and not self.holds(decision.only_when, f"decisions.{name}.only_when"):
                continue
            decided, failures = decide(self.effective, name, self.scope(), accepted=self.known.accepted)
            self.decided[name] = decided
            self.failures += failures
            if not any(self._goes_on(one) for one in decided):
                return Stop("outcome", outcome=decided[0].outcome if decided else decision.when_none or "", page=name)
        return None

    def _goes_on(self, one: Decided) -> bool:
        outcome = self.effective.pattern.outcomes.get(one.outcome)
        return one.outcome == ACCEPT or (outcome is not None and outcome.continues)

    def _at(self, page: Page) -> Stop | None:
        """Stop at ``page`` unless every question shown on it has an answer that is still possible."""
        if not page.questions and f"@{page.id}" not in self.known.answers:
            return Stop("page", page=page.id)
        for question in page.questions:
            if self.shows(question) and not self._answered(question):
                return Stop("page", page=page.id)
        return None

    def shows(self, question: Question) -> bool:
        """Whether ``question`` is asked now."""
        if question.audience == "office" and self.known.actor == "resident":
            return False
        if question.when_missing and question.when_missing not in self.known.missing:
            return False
        source = str(getattr(question, "options_from", ""))
        if source:
            if any(f"facts.{missing}" in source for missing in self.known.missing):
                return False
            self.options[question.id] = offered_options(self.effective, question, self.scope(), self.decided)
        return self.holds(question.show_when, f"questions.{question.id}.show_when")

    def _answered(self, question: Question) -> bool:
        if question.id not in self.known.answers:
            return False
        answer = self.known.answers[question.id]
        if question.id in self.options and not self._offered(question.id, answer):
            return False
        self.answers[question.id] = answer
        return all(
            self.holds(check.when_not, f"questions.{question.id}.check")
            for check in question.check
            if answer is not None
        )

    def _offered(self, question: str, answer: Answer) -> bool:
        offered = {option.value for option in self.options[question]}
        chosen = answer if isinstance(answer, list) else [answer]
        return all(one is None or one in offered for one in chosen)

    def _target(self, page: Page) -> str | None:
        for number, link in enumerate(page.goto):
            if self.holds(link.when, f"pages.{page.id}.goto.{number}"):
                return link.to
        return None

    def _ended(self, target: str) -> Stop:
        if target == CHECK:
            return self._decided_at(CHECK) or Stop("check")
        return Stop("outcome", outcome=target)


def facts_of(decision: Any) -> set[str]:
    """Return the facts, as ``facts.name``, that a decision reads anywhere."""
    return {name for name in decision_reads(decision) if name.startswith("facts.")}


def navigate(effective: Effective, known: Known) -> Route:
    """Return the route that the answers in ``known`` lead: see :class:`Route`.

    Walks from the start; conditions see only answers of pages already walked. The same input always gives the same
    route. Nothing is fetched: when a fact is needed that is neither known nor missing, the route stops at it.
    """
    walk = _Walk(effective, known)
    stop = walk.stop()
    return Route(
        walked=tuple(walk.walked),
        stop=stop,
        answers=walk.answers,
        decided=walk.decided,
        options=walk.options,
        unchecked=tuple(walk.unchecked),
        failures=tuple(walk.failures),
        scope=walk.scope(),
    )


def shown_questions(effective: Effective, known: Known, route: Route, page: Page) -> tuple[Question, ...]:
    """Return the questions of ``page`` that are asked, given the answers on ``route`` before it."""
    walk = _Walk(effective, known)
    walk.answers = dict(route.answers)
    walk.decided = dict(route.decided)
    return tuple(question for question in page.questions if walk.shows(question))


def next_page(route: Route, after: str, *, changing: bool) -> str:
    """Return where to go once page ``after`` has been answered: a page id, or ``""`` for the stop of the route.

    changing: the person came from check-your-answers; what is complete is not shown again.
    """
    if changing or after not in route.walked:
        return ""
    following = route.walked[route.walked.index(after) + 1 :]
    return following[0] if following else ""


def page_before(route: Route, page: str) -> str:
    """Return the page before ``page`` on the route; ``""`` when it is the first, so that back leads to the start."""
    pages = route.pages
    if page not in pages:
        return pages[-1] if pages else ""
    place = pages.index(page)
    return pages[place - 1] if place else ""
