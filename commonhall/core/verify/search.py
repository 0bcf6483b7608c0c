"""Where can a pattern lead? Walks it with every combination of answers that its conditions tell apart, within bounds.

Two ways that agree in all that is read later are one: only the first is followed on. The search is the same each
time: what bounds it is a number of steps, never a clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.journey.route import CHECK, Known, Route, navigate
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, holds
from commonhall.core.language.model import Pattern
from commonhall.core.language.reading import reads_of, through
from commonhall.core.questions.question import Answer
from commonhall.core.verify.answers_tried import Tried
from commonhall.core.verify.written import ALL, expressions_of

MOST_STEPS: Final = 60_000
"""Pages that a search comes past, all ways together; what is far larger is looked at in part, and that is said."""

LEAST_WAYS: Final = 30

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class World:
    """What is given besides the answers: the moment, the facts, and who asks."""

    now: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    actor: str = "resident"


@dataclass
class Seen:
    """What a search came to, for one council or for several.

    truths: by the place of a condition, what it came to: True, False. ways: how many walks. complete: whether
    everything that is told apart was walked. failed: by place, why and with which answers. unasked: the same for
    rows of decisions that read an answer which nobody was asked for. stuck: pages where a walk stopped for good.
    """

    pages: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    truths: dict[str, set[bool]] = field(default_factory=dict)
    failed: dict[str, tuple[ExpressionFailed, Answers]] = field(default_factory=dict)
    unasked: dict[str, tuple[ExpressionFailed, Answers]] = field(default_factory=dict)
    stuck: dict[str, Answers] = field(default_factory=dict)
    nowhere: dict[str, Answers] = field(default_factory=dict)
    nothing_offered: dict[str, Answers] = field(default_factory=dict)
    ways: int = 0
    complete: bool = True

    def came_to(self, place: str, truth: bool) -> None:
        """Remember what the condition at ``place`` came to."""
        self.truths.setdefault(place, set()).add(truth)


class Search:
    """One search, of one pattern at one council in one world; what it sees is added to ``seen``."""

    def __init__(self, effective: Effective, tried: Tried, world: World, seen: Seen, steps: int) -> None:
        self.effective = effective
        self.tried = tried
        self.world = world
        self.seen = seen
        self.left = max(steps, LEAST_WAYS * len(effective.pattern.pages))
        self.last_read = _last_read(effective.pattern)
        self.order = {page.id: number for number, page in enumerate(effective.pattern.pages)}
        self.read_told = {f"@{page.id}": True for page in effective.pattern.pages}
        self.known: set[tuple[str, tuple[Any, ...]]] = set()
        self.waiting: deque[dict[str, Answer]] = deque()
        self._rows: dict[tuple[Any, ...], None] = {}

    def run(self) -> None:
        """Walk until everything that is told apart has been walked, or no steps are left."""
        self.waiting.extend(self._first_ways())
        most_waiting = 4 * max(LEAST_WAYS, self.left // max(1, len(self.order)))
        while self.waiting and self.left > 0:
            answers = self.waiting.popleft()
            route = self._walk(answers)
            self._see(route)
            for way in self._other_ways(answers, route):
                if len(self.waiting) >= most_waiting:
                    self.seen.complete = False
                    break
                self.waiting.append(way)
        if self.waiting:
            self.seen.complete = False

    def _first_ways(self) -> Iterator[dict[str, Answer]]:
        """Every answer once, many at a time: what can be come to easily is come to at once."""
        tried = self.tried.answers
        for number in range(max((len(each) for each in tried.values()), default=1)):
            yield {name: each[number % len(each)] for name, each in tried.items()}

    def _walk(self, answers: dict[str, Answer]) -> Route:
        """Walk, with options that only the walk itself shows chosen as they come up."""
        missing = self.world.missing
        for _ in range(len(self.order) + 2):
            known = Known(
                answers={**answers, **self.read_told},
                now=self.world.now,
                opened=self.world.now,
                facts=self.world.facts,
                missing=missing,
                actor=self.world.actor,
            )
            route = navigate(self.effective, known)
            self.seen.ways += 1
            self.left -= max((self.order[page] for page in route.pages), default=0) + 1
            if route.stop.kind == "facts":
                missing |= frozenset(route.stop.facts)
            elif route.stop.kind != "page" or not self._choose(answers, route):
                return route
        return route

    def _choose(self, answers: dict[str, Answer], route: Route) -> bool:
        """Put the first options on offer for the answers that do not stand; False when there is nothing to change."""
        changed = False
        for question in route.asked.get(route.stop.page, ()):
            offered = route.options.get(question.id)
            if offered is None:
                continue
            values = [option.value for option in offered]
            if not values:
                if question.required:
                    self.seen.nothing_offered.setdefault(question.id, dict(route.answers))
                continue
            chosen = self._as_chosen(question.id, values)
            if answers.get(question.id) not in chosen and chosen:
                answers[question.id] = chosen[0]
                changed = True
        return changed

    def _as_chosen(self, question: str, values: Sequence[str]) -> list[Answer]:
        kind = self.tried.questions[question].type
        if kind == "choice":
            return list(values)
        if kind == "choices":
            return [list(values), *([value] for value in values)]
        if kind == "items":
            return [[{"value": value, "quantity": 1}] for value in values]
        return [{"value": value, "date": value[:10], "start": "", "end": ""} for value in values]

    def _other_ways(self, answers: dict[str, Answer], route: Route) -> Iterator[dict[str, Answer]]:
        """Yield the walk with each answer changed, where no earlier walk had come there with the same in mind."""
        live: dict[str, str] = {}
        for page in route.pages:
            place = self.order[page]
            live = {name: value for name, value in live.items() if self.last_read[name] > place}
            for name in self._asked(route, page):
                state = (name, tuple(sorted(live.items())))
                if state not in self.known:
                    self.known.add(state)
                    yield from ({**answers, name: other} for other in self._others(name, answers, route))
                if self.last_read.get(name, ALL) >= place:
                    live[name] = repr(answers.get(name))

    def _asked(self, route: Route, page: str) -> list[str]:
        asked = [question.id for question in route.asked.get(page, ())]
        repeat = self.effective.pages[page].repeat
        return [*asked, repeat.id] if repeat else asked

    def _others(self, name: str, answers: Answers, route: Route) -> list[Answer]:
        possible: Sequence[Answer] = self.tried.answers[name]
        if name in route.options and name in self.tried.told_apart:
            possible = self._as_chosen(name, [option.value for option in route.options[name]])
        return [each for each in possible if each != answers.get(name)]

    def _see(self, route: Route) -> None:
        seen = self.seen
        seen.pages.update(route.pages)
        seen.passed.update(route.walked)
        self._see_conditions(route)
        for failure in route.failures:
            seen.failed.setdefault(failure.place, (failure, dict(route.answers)))
        if route.stop.kind == "page":
            seen.stuck.setdefault(route.stop.page, dict(route.answers))
        if route.stop.kind == "outcome":
            seen.outcomes.add(route.stop.outcome)
            if not route.stop.outcome:
                seen.nowhere.setdefault(route.stop.page or CHECK, dict(route.answers))
        for name, decided in route.decided.items():
            for one in decided:
                seen.outcomes.add(one.outcome)
                seen.rows.add(f"{name}.{one.row}")
                self._see_rows(route, name, one)

    def _see_conditions(self, route: Route) -> None:
        """A page that was passed over, or shown, says what its condition came to; so do questions and options."""
        on_way = route.pages
        furthest = max((self.order[page] for page in on_way), default=-1)
        linked = any(page.goto for page in self.effective.pattern.pages)
        for page in self.effective.pattern.pages[: furthest + 1]:
            shown = page.id in on_way
            if page.show_when and (shown or not linked):
                self.seen.came_to(f"pages.{page.id}.show_when", shown)
            if not shown:
                continue
            asked = {question.id for question in route.asked.get(page.id, ())}
            for question in page.questions:
                if question.show_when:
                    self.seen.came_to(f"questions.{question.id}.show_when", question.id in asked)
                self._see_options(question.id, route)

    def _see_options(self, question: str, route: Route) -> None:
        if question not in route.options:
            return
        offered = {option.value for option in route.options[question]}
        for option in getattr(self.tried.questions[question], "options", ()):
            if option.show_when:
                place = f"questions.{question}.options.{option.value}.show_when"
                self.seen.came_to(place, option.value in offered)

    def _see_rows(self, route: Route, name: str, one: Any) -> None:
        """Work out the rows above the one that decided: which was false, and which could not be told at all."""
        decision = self.effective.pattern.decisions[name]
        above = decision.rows[: one.row] if one.row is not None else ()
        for number, row in enumerate(above):
            place = f"decisions.{name}.rows.{number}"
            if place in self.seen.unasked:
                continue
            scope = {**route.scope, "item": one.item, "values": one.values}
            try:
                holds(row.when, scope, place=place, calendar=self.effective.calendar)
            except ExpressionFailed as failure:
                if failure.unanswered:
                    self.seen.unasked[place] = (failure, dict(route.answers))
            self.left -= 1


def _last_read(pattern: Pattern) -> dict[str, int]:
    """Return, for each answer that decides about the way, the number of the last page at which it is read."""
    end = len(pattern.pages)
    found: dict[str, int] = {}
    for each in expressions_of(pattern):
        if each.place.startswith(("pages.", "questions.", "decisions.", "sections.")):
            place = end if each.before == ALL else each.before
            for name in through(pattern, reads_of(each.source)):
                root, _, answer = name.partition(".")
                if root == "answers":
                    found[answer] = max(found.get(answer, 0), place)
    decided = {name for each in expressions_of(pattern) if "decided." in each.source for name in reads_of(each.source)}
    for name in pattern.decisions:
        if f"decided.{name}" in decided:
            for answer in (n.partition(".")[2] for n in _decision_names(pattern, name) if n.startswith("answers.")):
                found[answer] = end
    return found


def _decision_names(pattern: Pattern, name: str) -> frozenset[str]:
    decision = pattern.decisions[name]
    sources = [decision.each, decision.key, decision.only_when, *decision.values.values()]
    return through(pattern, reads_of(*sources, *(row.when for row in decision.rows)))
