"""Where does each page of an MoJ form lead, and when does a test of its answers hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from commonhall.core.importers.drafting import Draft
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import FALSE, TRUE, Logic, both, either, opposite
from commonhall.core.importers.moj.metadata import Branch, Expression, Metadata, MojPage, Test
from commonhall.core.importers.moj.questions import Placed
from commonhall.core.importers.routing import CHECK, Link, Sure, answered, chosen

MOST_WAYS: Final = 300
"""Ways out of one page, through branches that lead to branches."""
_OPPOSITES: Final = {"is_not": "is", "does_not_contain": "contains", "is_not_answered": "is_answered"}


@dataclass(frozen=True)
class Tests:
    """Compiles tests. placed: by the uuid of the component."""

    placed: Mapping[str, Placed]

    def holds(self, test: Test, sure: Sure) -> Logic:
        """Return when ``test`` holds; one without comparisons never does."""
        parts = [self._compared(each, sure) for each in test.expressions]
        if not parts:
            return FALSE
        return either(*parts) if test.any else both(*parts)

    def missing(self, test: Test) -> Iterator[str]:
        """Yield what is wrong with ``test``: comparisons that can never hold as they are written."""
        if not test.expressions:
            yield "It compares nothing, so it never holds."
        for each in test.expressions:
            placed = self.placed.get(each.component)
            known = {"is", "contains", "is_answered", *_OPPOSITES}
            if each.operator not in known:
                yield f"The comparison {each.operator!r} is not known."
            elif placed is None:
                yield "It reads a field that does not exist."
            elif not each.operator.endswith("answered") and not placed.same_label(each.item):
                yield "It compares with something that cannot be chosen."

    def _compared(self, each: Expression, sure: Sure) -> Logic:
        """What was not answered is not, and does not contain, anything: only the opposites hold."""
        if each.operator in _OPPOSITES:
            return opposite(self._positive(_OPPOSITES[each.operator], each, sure))
        return self._positive(each.operator, each, sure)

    def _positive(self, operator: str, each: Expression, sure: Sure) -> Logic:
        placed = self.placed.get(each.component)
        if placed is None or operator not in ("is", "contains", "is_answered"):
            return FALSE
        question, seen = placed.question, placed.page in sure
        several = question.type == "choices"
        if operator == "is_answered":
            return TRUE if seen and question.required else answered(question.id, several=several, sure=seen)
        keys = placed.same_label(each.item)
        return either(
            *(chosen(question.id, key, several=several, sure=seen, required=question.required) for key in keys)
        )


@dataclass(frozen=True)
class Forks:
    """Finds the ways out of pages. ends: where a page of the source leads in the pattern, by its uuid."""

    metadata: Metadata
    tests: Tests
    draft: Draft
    targets: Mapping[str, str]

    def ways(self, page: MojPage) -> list[Link]:
        """Return the ways out of ``page`` in order, those through branches spelt out."""
        found: list[Link] = []
        waiting: list[tuple[str, tuple[Test, ...], frozenset[str], Where]] = [
            (self.metadata.nexts.get(page.uuid, ""), (), frozenset(), page.where)
        ]
        while waiting:
            target, tests, passed, where = waiting.pop()
            branch = self.metadata.branches.get(target)
            if branch is not None and target not in passed and len(found) + len(waiting) < MOST_WAYS:
                waiting += reversed(list(self._inside(branch, tests, passed | {target})))
            elif target in self.targets:
                lead = self.metadata.pages[target].url if target in self.metadata.pages else ""
                found.append(Link(self.targets[target], self._all(tests), where, lead))
            else:
                self._lost(page, target, where)
                found.append(Link(CHECK, self._all(tests), where, ""))
        return found

    def _inside(
        self, branch: Branch, tests: tuple[Test, ...], passed: frozenset[str]
    ) -> Iterator[tuple[str, tuple[Test, ...], frozenset[str], Where]]:
        for test, target, where in branch.conditionals:
            yield target, (*tests, test), passed, where
        yield branch.default, tests, passed, branch.where

    def _all(self, tests: tuple[Test, ...]) -> Callable[[Sure], Logic]:
        return lambda sure: both(*(self.tests.holds(test, sure) for test in tests))

    def _lost(self, page: MojPage, target: str, where: Where) -> None:
        said = "It leads nowhere" if not target else "It leads to a page that does not exist, or round in a circle"
        place = Where(page=page.url, pointer=where.pointer)
        self.draft.decide_on(place, "nav.page_missing", f"{said}; here it leads to check your answers.")
