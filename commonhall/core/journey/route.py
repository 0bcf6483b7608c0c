"""Which pages do a person's answers lead through, and where do they stop? A pure function, recomputed each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from commonhall.core.journey.decisions import ACCEPT, Decided, decide
from commonhall.core.journey.plan import Asking, Deciding, Stage, plan_of
from commonhall.core.journey.questioning import Bounds, ItemRoute, Questioning
from commonhall.core.journey.sections import NEW, SectionStanding, Stop, TaskListWalk
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope
from commonhall.core.language.model import Page, SignIn
from commonhall.core.questions.question import Answer, Option, Question

CHECK: Final = "check"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What whoever answers has shown of who they are. unable: a proof of identity could not be had. carried_on: they
    then chose to go on without one.
    """

    level: Literal["none", "email", "identity"]
    unable: bool = False
    carried_on: bool = False

    def will_do(self, wanted: SignIn) -> bool:
        """Return whether it is what a page wants, or what does where that cannot be had."""
        if self.level == "identity" or self.level == wanted.level:
            return True
        if not self.unable:
            return False
        return self.level == wanted.otherwise or (wanted.otherwise == "carry_on" and self.carried_on)


PROVED: Final = SignedIn("identity")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a journey at one moment.

    answers: by question id; ``@page`` marks a page without questions as read. facts: those found out so far.
    missing: facts that could not be had. accepted: ``decision/key`` to the moment of an earlier yes.
    now, opened: wall clock in London, ISO. actor: ``resident``, or the role of the officer who acts for one. signed_in:
    who they have shown to be; everything where it is only asked where a route leads.
    """

    answers: Mapping[str, Answer]
    now: str
    opened: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    accepted: Mapping[str, str] = field(default_factory=dict)
    actor: str = "resident"
    language: Literal["en", "cy"] = "en"
    signed_in: SignedIn = PROVED


@dataclass(frozen=True)
class Route:
    """The way that the answers lead.

    walked: the pages that are complete, in order. answers: only those given on the route. decided: by decision.
    asked: by page, the questions that are asked on it. options: for each question whose options are not always the
    same, what it offers now. items, bounds: by group, the way through each item, and how many there must be.
    sections: how those of the task list stand. left_out: pages that the route came past without asking.
    failures: expressions that failed. sign_in: by page, what it wants of who came there and has not shown it; that page
    is not asked yet. signed_in: by page, what it wanted and has got.
    """

    walked: tuple[str, ...]
    stop: Stop
    answers: Mapping[str, Answer]
    decided: Mapping[str, tuple[Decided, ...]]
    options: Mapping[str, Sequence[Option]]
    unchecked: tuple[str, ...]
    failures: tuple[ExpressionFailed, ...]
    scope: Scope
    asked: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[ItemRoute, ...]] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    sections: tuple[SectionStanding, ...] = ()
    left_out: tuple[str, ...] = ()
    sign_in: Mapping[str, SignIn] = field(default_factory=dict)
    signed_in: Mapping[str, SignIn] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages walked and those at which the route, or a section of it, stops."""
        at = (each.stop.page for each in self.sections if each.stop is not None)
        stops = (self.stop.page, *at) if self.stop.kind in ("page", "facts") else tuple(at)
        return (*self.walked, *dict.fromkeys(page for page in stops if page not in self.walked))


class _Walk(Questioning):
    """One walk from the first page to the stop."""

    def __init__(self, effective: Effective, known: Known) -> None:
        super().__init__(effective, known)
        self.plan = plan_of(effective)
        self.walked: dict[str, None] = {}
        self.asked: dict[str, tuple[Question, ...]] = {}
        self.items: dict[str, tuple[ItemRoute, ...]] = {}
        self.limits: dict[str, Bounds] = {}
        self.left_out: list[str] = []
        self.unchecked: list[str] = []
        self.wanted: dict[str, SignIn] = {}
        self.shown: dict[str, SignIn] = {}
        self.list = TaskListWalk(effective.pattern, self.holds)
        self.spoilt: set[str] = set()

    def stop(self) -> Stop:
        stages = self.plan.stages
        place = 0
        while place < len(stages):
            stage = stages[place]
            section = stage.section if self.list.sections else ""
            if stage.id in self.walked:
                return Stop("check")
            if not self.list.comes_to(section):
                if self.list.hides(section):
                    self.left_out.append(stage.id)
                place += 1
                continue
            stop = self._come_to(stage)
            if stop is not None and stop.kind == "page" and section:
                self.list.stops(section, stop, spoilt=stage.id in self.spoilt)
            elif stop is not None:
                return stop
            target = self._target(stage) if stage.id in self.walked else None
            if target is None:
                place += 1
            elif target in self.plan.places:
                self.left_out += [each.id for each in stages[place + 1 : self.plan.places[target]]]
                place = self.plan.places[target]
            else:
                return self._ended(target)
        return self._ended(CHECK)

    def _come_to(self, stage: Stage) -> Stop | None:
        """Decide what is decided at the page, and stop there unless it is left out or complete."""
        if stage.first and (stop := self._found(stage.first, stage.id)):
            return stop
        if stage.deciding and (stop := self._decide(stage.deciding)):
            return stop
        if stage.show_when and not self.holds(stage.show_when, f"pages.{stage.id}.show_when"):
            self.left_out.append(stage.id)
            return None
        if stage.then and (stop := self._found(stage.then, stage.id)):
            return stop
        self.list.asks(stage.section, stage.id)
        if stage.sign_in and not self._signed_in(stage):
            return Stop("page", page=stage.id)
        stop = self._at_group(stage) if stage.repeat is not None else self._at(stage)
        if stop is None:
            self.walked[stage.id] = None
        return stop

    def _signed_in(self, stage: Stage) -> bool:
        """Return whether whoever answers may come to the page; a member of staff may."""
        if self.known.actor != "resident":
            return True
        for number, wanted in enumerate(stage.sign_in):
            if not wanted.when or self.holds(wanted.when, f"pages.{stage.id}.sign_in.{number}"):
                may = self.known.signed_in.will_do(wanted)
                (self.shown if may else self.wanted)[stage.id] = wanted
                return may
        return True

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

    def _decide(self, deciding: tuple[Deciding, ...]) -> Stop | None:
        for each in deciding:
            name, decision = each.name, each.decision
            if (each.facts & self.known.missing) - set(decision.without):
                self.unchecked.append(name)
                continue
            if decision.only_when and not self.holds(decision.only_when, f"decisions.{name}.only_when"):
                continue
            decided, failures = decide(self.effective, name, self.scope, accepted=self.known.accepted)
            self.has_decided(name, decided)
            for failure in failures:
                self.failed(failure)
            if not any(self._goes_on(one) for one in decided):
                end = decided[0].outcome if decided else decision.when_none or ""
                return Stop("outcome", outcome=end, page=name)
        return None

    def _goes_on(self, one: Decided) -> bool:
        outcome = self.effective.pattern.outcomes.get(one.outcome)
        return one.outcome == ACCEPT or (outcome is not None and outcome.continues)

    def _at(self, stage: Stage) -> Stop | None:
        """Stop at the page unless every question asked on it has an answer that is still possible."""
        if stage.tells:
            return None if f"@{stage.id}" in self.known.answers else Stop("page", page=stage.id)
        shown = []
        complete = True
        for asking in stage.asked:
            if not self.shows(asking, self.options):
                continue
            shown.append(asking.question)
            complete = self._answered(stage, asking) and complete
        self.asked[stage.id] = tuple(shown)
        return None if complete else Stop("page", page=stage.id)

    def _answered(self, stage: Stage, asking: Asking) -> bool:
        given = self.known.answers
        if asking.id not in given:
            return False
        if not self.stands(asking, given, self.options):
            self.spoilt.add(stage.id)
            return False
        self.keep(asking.id, given[asking.id])
        if asking.checks and not self.passes(asking, given[asking.id]):
            self.spoilt.add(stage.id)
            return False
        return True

    def _at_group(self, stage: Stage) -> Stop | None:
        """Stop at the first item that is not complete, or at the list until there are enough and no more to come."""
        assert stage.repeat is not None
        group, given = stage.repeat.id, self.known.answers.get(stage.repeat.id)
        records = given if isinstance(given, list) else []
        items = tuple(self.item(stage, each) for each in records if isinstance(each, Mapping))
        bounds = self.bounds(stage)
        self.items[group], self.limits[group] = items, bounds
        self.keep(group, [dict(item.answers) for item in items])
        for item in items:
            if item.stop:
                return Stop("page", page=stage.id, item=item.id, item_page=item.stop)
        if not items and bounds.least:
            blank = self.item(stage, {})
            return Stop("page", page=stage.id, item=NEW, item_page=blank.stop) if blank.stop else None
        if not bounds.least <= len(items) <= bounds.most:
            return Stop("page", page=stage.id)
        done = f"@{stage.id}" in self.known.answers or len(items) == bounds.most
        return None if done else Stop("page", page=stage.id)

    def _target(self, stage: Stage) -> str | None:
        for number, link in enumerate(stage.goto):
            if not link.when or self.holds(link.when, f"pages.{stage.id}.goto.{number}"):
                return link.to
        return None

    def _ended(self, target: str) -> Stop:
        if target != CHECK:
            return Stop("outcome", outcome=target)
        if self.list.incomplete:
            return Stop("tasks")
        if self.plan.facts_at_check and (stop := self._found(self.plan.facts_at_check, CHECK)):
            return stop
        return self._decide(self.plan.at_check) or Stop("check")


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
        scope=walk.scope,
        asked=walk.asked,
        items=walk.items,
        bounds=walk.limits,
        sections=walk.list.standings(walk.walked),
        left_out=tuple(walk.left_out),
        sign_in=walk.wanted,
        signed_in=walk.shown,
    )


def scope_over(effective: Effective, known: Known, route: Route, answers: Mapping[str, Answer]) -> Scope:
    """Return what conditions read when ``answers`` are given besides those on ``route``."""
    return _over(effective, known, route, answers).scope


def _over(effective: Effective, known: Known, route: Route, answers: Mapping[str, Answer]) -> Questioning:
    questioning = Questioning(effective, known)
    for name, answer in {**route.answers, **answers}.items():
        questioning.keep(name, answer)
    for name, decided in route.decided.items():
        questioning.has_decided(name, decided)
    return questioning


def item_route(effective: Effective, known: Known, route: Route, page: Page, given: Mapping[str, Any]) -> ItemRoute:
    """Return the way through the questions about one item of the group on ``page``, with the answers in ``given``.

    It sees what the answers on ``route`` before it say. Nothing given is an item that is not there yet.
    """
    plan = plan_of(effective)
    questioning = _over(effective, known, route, {})
    return questioning.item(plan.stages[plan.places[page.id]], given)


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
