"""What does a PlanX flow hold, and in which order do its nodes come? Reads the graph; no walk takes any stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of

ROOT: Final = "_root"
ANSWER: Final = 200
MOST_NODES: Final = 20_000
_KINDS: Final[Mapping[int, Kind]] = {
    ANSWER: "item",
    8: "content",
    12: "content",
    250: "content",
    300: "section",
    360: "section",
    380: "setting",
    400: "fee",
    600: "page",
    650: "output",
    700: "setting",
    725: "page",
    900: "page",
}


@dataclass(frozen=True)
class Node:
    """One node. type: the builder's number for it; 0 where it has none. edges: to nodes that exist."""

    id: str
    type: int
    told: Mapping[str, Any]
    edges: tuple[str, ...]
    where: Where

    def text(self, name: str) -> str:
        """Return one of its texts."""
        return text_of(self.told.get(name))

    def flag(self, name: str) -> bool:
        """Return whether one of its switches is on."""
        return self.told.get(name) is True


@dataclass(frozen=True)
class Graph:
    """A whole flow. order: every node that the root leads to, parents before children, first things first.

    parents: of each node, in the order in which they stand.
    """

    nodes: Mapping[str, Node]
    order: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def clones(self) -> tuple[str, ...]:
        """The nodes that stand in several places."""
        return tuple(node for node in self.order if len(self.parents.get(node, ())) > 1)


def read_graph(raw: Mapping[str, Any], ledger: Ledger) -> Graph:
    """Return the flow in ``raw``, each of its nodes entered in ``ledger`` once. Raises FormRefused when too large."""
    if len(raw) > MOST_NODES:
        raise FormRefused(f"The flow has too many parts: a flow may have {MOST_NODES:,}.")
    nodes: dict[str, Node] = {}
    known = frozenset(raw)
    for name, each in raw.items():
        node = _node(name, mapping_of(each), known)
        if name != ROOT:
            source = node.text("text") or node.text("title") or node.text("heading") or node.text("fn")
            ledger.enter(_KINDS.get(node.type, "question"), node.where, source=source)
            if not isinstance(each, dict):
                ledger.mark(
                    node.where.pointer, "dropped", "It is not an object, so it could not be read.", code="unreadable"
                )
        nodes[name] = node
    if ROOT not in nodes:
        raise FormRefused("This is not a PlanX flow: it has no root.")
    order, back = _ordered(nodes)
    parents: dict[str, tuple[str, ...]] = {}
    for name in order:
        for child in dict.fromkeys(nodes[name].edges):
            if (name, child) not in back:
                parents[child] = (*parents.get(child, ()), name)
    graph = Graph(nodes, tuple(order), parents)
    _notice(graph, raw, back, ledger)
    return graph


def _node(name: str, raw: Mapping[str, Any], known: frozenset[str]) -> Node:
    kind = raw.get("type")
    edges = tuple(each for each in map(text_of, list_of(raw.get("edges"))) if each in known and each != ROOT)
    number = kind if isinstance(kind, int) and not isinstance(kind, bool) else 0
    pointer = f"/{name.replace('~', '~0').replace('/', '~1')}"
    told = mapping_of(raw.get("data"))
    return Node(name, number, told, edges, Where(page=name, field=text_of(told.get("fn")), pointer=pointer))


def _ordered(nodes: Mapping[str, Node]) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the nodes below the root, and the edges that lead back in a circle.

    Later children are explored first, so that a node in several places comes after the last of its parents.
    """
    finished: list[str] = []
    back: set[tuple[str, str]] = set()
    seen, on_way = {ROOT}, {ROOT}
    stack: list[tuple[str, Iterator[str]]] = [(ROOT, reversed(nodes[ROOT].edges))]
    while stack:
        name, following = stack[-1]
        for child in following:
            if child in on_way:
                back.add((name, child))
            elif child not in seen:
                seen.add(child)
                on_way.add(child)
                stack.append((child, reversed(nodes[child].edges)))
                break
        else:
            stack.pop()
            on_way.discard(name)
            finished.append(name)
    return finished[::-1], back


def _notice(graph: Graph, raw: Mapping[str, Any], back: set[tuple[str, str]], ledger: Ledger) -> None:
    reached = set(graph.order)
    for name, node in graph.nodes.items():
        missing = len(list_of(mapping_of(raw.get(name)).get("edges"))) - len(node.edges)
        if missing:
            ledger.find("nav.page_missing", node.where, f"It leads to {missing} nodes that do not exist.")
        if name not in reached:
            ledger.mark(node.where.pointer, "dropped", "Nothing leads to it.", code="nav.unreachable")
            ledger.find("nav.unreachable", node.where, "Nothing leads to it.")
    for name, child in sorted(back):
        message = f"It leads back to {child!r} in a circle; people can change their answers by themselves."
        ledger.find("nav.cycle", graph.nodes[name].where, message, status="needs_decision")
    for name in graph.clones:
        message = "It stands in several places; it is asked once, after all of them."
        ledger.find("planx.clone", graph.nodes[name].where, message, severity="info")
