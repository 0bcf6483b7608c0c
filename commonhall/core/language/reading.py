"""What does each part of a pattern read? Names in its expressions and texts, for facts, stale answers and checks."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from commonhall.core.language.expressions import names_read
from commonhall.core.language.model import Decision, Page, Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Question


def question_reads(question: Question) -> frozenset[str]:
    """Return the dotted names that the conditions, options and checks of ``question`` read."""
    sources = [question.show_when, str(getattr(question, "options_from", ""))]
    sources += [check.when_not for check in question.check]
    sources += [option.show_when for option in getattr(question, "options", ())]
    return frozenset().union(*(names_read(source) for source in sources))


def decision_reads(decision: Decision) -> frozenset[str]:
    """Return the dotted names that ``decision`` reads in its list, its rows and the values that it names."""
    sources = [
        decision.each,
        decision.key,
        decision.only_when,
        decision.grace_minutes,
        *decision.values.values(),
    ]
    return frozenset().union(*(names_read(source) for source in [*sources, *(row.when for row in decision.rows)]))


def page_reads(page: Page) -> frozenset[str]:
    """Return the dotted names that ``page``, its questions and its texts read."""
    texts = [name for words in texts_of(page).values() for name in gaps(words.en)]
    own = names_read(page.show_when) | {".".join(name.split(".")[:2]) for name in texts}
    return own.union(*(question_reads(question) for question in page.questions))


@functools.lru_cache(maxsize=5_000)
def _facts_of_page(pattern: _ByIdentity, page: str) -> frozenset[str]:
    reads = [page_reads(each) for each in pattern.pattern.pages if each.id == page]
    return _facts(pattern.pattern, frozenset().union(*reads))


@functools.lru_cache(maxsize=5_000)
def _facts_of_decisions(pattern: _ByIdentity, page: str) -> frozenset[str]:
    reads = [decision_reads(each) for each in pattern.pattern.decisions.values() if each.at == page]
    reads += [names_read(each.show_when) for each in pattern.pattern.pages if each.id == page]
    return _facts(pattern.pattern, frozenset().union(*reads))


def _facts(pattern: Pattern, read: frozenset[str]) -> frozenset[str]:
    return frozenset({name.split(".")[1] for name in read if name.startswith("facts.")} & set(pattern.facts))


class _ByIdentity:
    """A pattern as a cache key: one object is one version, and hashing its content each time would cost more."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern

    def __hash__(self) -> int:
        return id(self.pattern)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.pattern is self.pattern


def facts_read(pattern: Pattern, page: str) -> frozenset[str]:
    """Return the facts that must be known before ``page`` is shown."""
    return _facts_of_page(_ByIdentity(pattern), page)


def facts_decided_on(pattern: Pattern, page: str) -> frozenset[str]:
    """Return the facts that must be known to decide what is decided at ``page``, and whether it is shown."""
    return _facts_of_decisions(_ByIdentity(pattern), page)


def dependants(pattern: Pattern, question: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts and the questions whose answers no longer stand once ``question`` is answered differently.

    By declared dependency, not by page order: facts asked with it, and questions whose options come from those.
    """
    changed = f"answers.{question}"
    facts = {
        name
        for name, fact in pattern.facts.items()
        if any(changed in names_read(source) for source in fact.with_.values())
    }
    stale = {f"facts.{name}" for name in facts} | {changed}
    questions = {
        each.id
        for page in pattern.pages
        for each in page.questions
        if each.id != question and names_read(str(getattr(each, "options_from", ""))) & stale
    }
    return frozenset(facts), frozenset(questions)


def sources_of(pattern: Pattern) -> Iterator[str]:
    """Yield every expression of ``pattern``, so that a process can compile them before the first resident comes."""
    for page in pattern.pages:
        yield page.show_when
        yield from (link.when for link in page.goto)
        for question in page.questions:
            yield from (question.show_when, str(getattr(question, "options_from", "")))
            yield from (check.when_not for check in question.check)
    for fact in pattern.facts.values():
        yield from fact.with_.values()
    for decision in pattern.decisions.values():
        yield from (decision.each, decision.key, decision.only_when, decision.grace_minutes, *decision.values.values())
        yield from (row.when for row in decision.rows)
    for outcome in pattern.outcomes.values():
        yield from (step.when for step in outcome.next)
    case = pattern.case
    yield from (case.clock.nation, case.clock.saturday_working, case.clock.holiday_names, case.clock.extra_non_working)
    yield from (source for routing in case.teams for source in (routing.when, routing.team_from))
    yield from (transition.when for transition in case.transitions)
    for deadline in case.deadlines:
        yield from (deadline.only_when, str(deadline.days))
