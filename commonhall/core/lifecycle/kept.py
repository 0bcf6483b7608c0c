"""What do computed values, tables and charges come to for a case? As they were when it was opened, where that is known.

A case keeps what was worked out from the answers, so that it can be explained years later. What also depends on the
case itself, or on what a transition asks, is worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from commonhall.core.journey.worked import nodes_of, with_worked
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope
from commonhall.core.language.reading import through, worked_reads
from commonhall.core.tables.looking import look_up

ROOTS: Final = ("computed", "tables", "charges")
_MOVING: Final[WeakKeyDictionary[Effective, frozenset[str]]] = WeakKeyDictionary()


class _Kept(Mapping[str, Any]):
    """One root over a case: kept values first, but for those that move with the case."""

    def __init__(self, root: str, fresh: Mapping[str, Any], kept: Mapping[str, Any], moving: frozenset[str]) -> None:
        self._root = root
        self._fresh = fresh
        self._kept = kept
        self._moving = moving

    def __getitem__(self, name: str) -> Any:
        node = self._root if self._root == "charges" else f"{self._root}.{name}"
        if node not in self._moving and name in self._kept:
            return self._kept[name]
        try:
            return self._fresh[name]
        except KeyError:
            if name in self._kept:
                return self._kept[name]
            raise

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._fresh if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def put_kept(effective: Effective, scope: dict[str, Any]) -> None:
    """Put the three roots into the ``scope`` of a case, in place of what it says was kept of them."""
    kept = {root: scope.get(root) or {} for root in ROOTS}
    if with_worked(effective, scope) is None:
        return
    moving = _moving(effective)
    for root in ROOTS:
        if root in scope and scope[root] is not kept[root]:
            scope[root] = _Kept(root, scope[root], kept[root], moving)


def _moving(effective: Effective) -> frozenset[str]:
    """Return what of the pattern reads the case itself, or what a transition asks."""
    known = _MOVING.get(effective)
    if known is None:
        pattern = effective.pattern
        known = _MOVING[effective] = frozenset(
            node
            for node in nodes_of(pattern)
            if any(
                name.partition(".")[0] in ("case", "asked") for name in through(pattern, worked_reads(pattern, node))
            )
        )
    return known


def worked_out_of(effective: Effective, scope: Scope) -> dict[str, Any]:
    """Return what a case keeps, as JSON, of what its journey worked out; nothing of what could not be."""
    pattern = effective.pattern
    found: dict[str, Any] = {}
    if pattern.computed:
        computed = scope["computed"]
        found["computed"] = {name: computed[name] for name in pattern.computed if name in computed}
    if pattern.tables:
        found["tables"] = {
            name: kept for name in pattern.tables if (kept := _table(effective, name, scope)) is not None
        }
    if pattern.charges and "total" in scope["charges"]:
        found["charges"] = {"total": scope["charges"]["total"], "lines": scope["charges"]["lines"]}
    return found


def _table(effective: Effective, name: str, scope: Scope) -> Any:
    try:
        found = look_up(effective, name, scope)
    except ExpressionFailed:
        return None
    return {**found.kept(), "many": found.many}


def kept_roots(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what expressions read of ``facts``, as :func:`worked_out_of` gave them and a case keeps them."""
    tables = {
        name: table["hits"] if table["many"] else table["hits"][0] for name, table in facts.get("tables", {}).items()
    }
    return {"computed": facts.get("computed", {}), "tables": tables, "charges": facts.get("charges", {})}
