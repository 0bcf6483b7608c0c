"""What do computed values, tables and charges come to over some answers? Each is worked out when something reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from commonhall.core.charges.lines import lines_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate
from commonhall.core.language.lazily import Lazily
from commonhall.core.language.model import Computed, Pattern
from commonhall.core.language.reading import node_of, through, worked_reads
from commonhall.core.tables.looking import look_up

CIRCLE: Final = "it depends on itself"


def nodes_of(pattern: Pattern) -> tuple[str, ...]:
    """Return everything that ``pattern`` works out: ``computed.<name>``, ``tables.<name>`` and ``charges``."""
    charges = ("charges",) if pattern.charges else ()
    return (
        *(f"computed.{name}" for name in pattern.computed),
        *(f"tables.{name}" for name in pattern.tables),
        *charges,
    )


def circles(pattern: Pattern) -> tuple[str, ...]:
    """Return the worked-out values of ``pattern`` that depend on themselves."""
    return tuple(
        node for node in nodes_of(pattern) if node in map(node_of, through(pattern, worked_reads(pattern, node)))
    )


class Working:
    """What one pattern works out at one council, seen once for all: the order, and what depends on which name.

    before: by node, the nodes to be worked out first, in order; None where it depends on itself. dependents: by
    dotted name that is read, the nodes that come to something else when it changes.
    """

    def __init__(self, pattern: Pattern) -> None:
        nodes = nodes_of(pattern)
        reads = {node: through(pattern, worked_reads(pattern, node)) for node in nodes}
        below = {node: frozenset(filter(None, map(node_of, reads[node]))) & set(nodes) for node in nodes}
        size = {node: len(below[node]) for node in nodes}
        self.before: dict[str, tuple[str, ...] | None] = {
            node: None if node in below[node] else tuple(sorted(below[node], key=lambda each: (size[each], each)))
            for node in nodes
        }
        dependents: dict[str, list[str]] = {}
        for node in nodes:
            for name in reads[node]:
                dependents.setdefault(name, []).append(node)
        self.dependents: Mapping[str, list[str]] = dependents


_WORKING: Final[WeakKeyDictionary[Effective, Working]] = WeakKeyDictionary()


def working_of(effective: Effective) -> Working:
    """Return the order of what ``effective`` works out, made once."""
    known = _WORKING.get(effective)
    if known is None:
        known = _WORKING[effective] = Working(effective.pattern)
    return known


class Worked:
    """The roots ``computed``, ``tables`` and ``charges`` over one scope, which may grow answer by answer."""

    def __init__(self, effective: Effective, scope: dict[str, Any]) -> None:
        self._effective = effective
        self._scope = scope
        self._working = working_of(effective)
        self._roots: dict[str, Lazily] = {}
        names: dict[str, Collection[str]] = {
            "computed": effective.pattern.computed,
            "tables": effective.pattern.tables,
            "charges": ("total", "lines") if effective.pattern.charges else (),
        }
        for root, known in names.items():
            if known:
                self._roots[root] = scope[root] = Lazily(self._worked_out(root), known)

    def changed(self, name: str) -> None:
        """Forget what depends on the dotted ``name``, which now stands for something else."""
        dependents = self._working.dependents
        for node in (*dependents.get(name, ()), *dependents.get(name.partition(".")[0], ())):
            root, _, below = node.partition(".")
            for each in (below,) if below else ("total", "lines"):
                self._roots[root].forget(each)

    def failures(self) -> tuple[ExpressionFailed, ...]:
        """Return why values that something read could not be worked out, but for want of an answer."""
        return tuple(failure for root in self._roots.values() for failure in root.failures())

    def _worked_out(self, root: str) -> Callable[[str], Any]:
        def work_out(name: str) -> Any:
            node = root if root == "charges" else f"{root}.{name}"
            before = self._working.before[node]
            if before is None:
                raise ExpressionFailed(node, "", CIRCLE)
            for each in before:  # in order, so that none has to be worked out while another is
                above, _, below = each.partition(".")
                self._roots[above].keep(below or "total")
            return self._come_to(root, name)

        return work_out

    def _come_to(self, root: str, name: str) -> Any:
        if root == "computed":
            source = self._effective.pattern.computed[name].value
            return evaluate(source, self._scope, place=f"computed.{name}", calendar=self._effective.calendar)
        if root == "tables":
            return look_up(self._effective, name, self._scope).value
        return lines_of(self._effective, self._scope).value[name]


def with_worked(effective: Effective, scope: dict[str, Any]) -> Worked | None:
    """Put the roots ``computed``, ``tables`` and ``charges`` into ``scope``; return them, or None if there are none."""
    pattern = effective.pattern
    return Worked(effective, scope) if pattern.computed or pattern.tables or pattern.charges else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A computed value that people see: its name, what the pattern says of it, and what it came to."""

    name: str
    computed: Computed
    value: Any


def shown_values(effective: Effective, scope: Scope) -> tuple[Shown, ...]:
    """Return the computed values that stand on check-your-answers, but for those that cannot be worked out."""
    return tuple(each for each in titled_values(effective, scope) if each.computed.shown)


def titled_values(effective: Effective, scope: Scope) -> tuple[Shown, ...]:
    """Return the computed values that a case keeps for officers: those with a title that can be worked out."""
    known = scope.get("computed", {})
    return tuple(
        Shown(name, computed, known[name])
        for name, computed in effective.pattern.computed.items()
        if computed.title and name in known and known[name] is not None
    )
