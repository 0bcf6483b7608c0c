"""When does a person come to a node of a PlanX flow, and which questions are answered already by then?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from commonhall.core.importers.logic import FALSE, TRUE, Logic, atom, both, either, opposite
from commonhall.core.importers.planx.graph import ANSWER, ROOT, Graph, Node
from commonhall.core.importers.routing import LARGEST, chosen

QUESTION: Final = 100
CHECKLIST: Final = 105
CHOOSING: Final = (QUESTION, CHECKLIST)
MOST_SETTERS: Final = 150
"""Places that set one data field and are looked at for a question that reads it."""
LONGEST: Final = 300
"""Characters of a condition that is written out; a longer one gets a name and is worked out once."""


@dataclass(frozen=True)
class Setter:
    """Something that gives a data field a value, and when."""

    when: Logic
    value: str


@dataclass
class Reaching:
    """Works through a flow in its order. reached: when each node is come to. asked: when each question is asked.

    setters: by data field. entered: the questions at which a field was typed, by type of node and field. computed:
    conditions that have a name. asked_again: questions that may be asked although an earlier answer says it.
    """

    graph: Graph
    reached: dict[str, Logic] = field(default_factory=dict)
    picked: dict[tuple[str, str], Logic] = field(default_factory=dict)
    setters: dict[str, list[Setter]] = field(default_factory=dict)
    entered: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    computed: dict[str, str] = field(default_factory=dict)
    asked_again: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def come_to(self, node: Node) -> Logic:
        """Return when a person comes to ``node``: by any of its parents."""
        parts = []
        for name in self.graph.parents.get(node.id, ()):
            parent = self.graph.nodes[name]
            if name == ROOT:
                parts.append(TRUE)
            elif parent.type == ANSWER:
                parts += [self.picked.get((above, name), FALSE) for above in self.graph.parents.get(name, ())]
            else:
                parts.append(self.reached.get(name, FALSE))
        when = self.reached[node.id] = self.named(either(*parts))
        return when

    def named(self, when: Logic) -> Logic:
        """Return ``when``, or the name under which it is worked out where it is long."""
        if when.size <= LONGEST:
            return when
        if when.size > LARGEST:
            join = both if when.kind == "and" else either
            halves = (when.parts[: len(when.parts) // 2], when.parts[len(when.parts) // 2 :])
            when = join(*(self.named(join(*half)) for half in halves)) if len(when.parts) > 1 else when
        if when.kind == "not":
            return opposite(self.named(when.parts[0]))
        name = self._names.setdefault(when.printed(), f"way_{len(self._names) + 1}")
        self.computed[name] = when.printed()
        return atom(f"computed.{name}")

    def ask(self, node: Node, question: str, options: Mapping[str, str]) -> Logic:
        """Return when ``node`` is asked: when come to, and nothing earlier has answered it.

        question: its id. options: the key of each answer node. Keeps when each answer is chosen or goes without saying.
        """
        base = self.reached[node.id]
        several = node.type == CHECKLIST
        known = {answer: self.named(when) for answer, when in self._known(node, tuple(options)).items()}
        asked = self.named(both(base, opposite(self.named(either(*known.values())))))
        for answer, key in options.items():
            said = chosen(question, key, several=several) if asked.kind != "false" else FALSE
            silent = both(base, known[answer]) if answer in known else FALSE
            self.picked[node.id, answer] = self.named(either(said, silent))
            self._set(node.text("fn"), self.graph.nodes[answer].text("val"), said)
        return asked

    def enter(self, node: Node, question: str) -> Logic:
        """Return when something typed is asked for: once for each data field, if of the same type."""
        base = self.reached[node.id]
        name = node.text("fn")
        if not name:
            return base
        before = self.entered.setdefault((node.type, name), [])
        asked = both(base, *(opposite(atom(f"has(answers.{earlier})")) for earlier in before[:MOST_SETTERS]))
        before.append(question)
        return self.named(asked)

    def set_value(self, node: Node) -> None:
        """Note that a node sets a data field by itself."""
        self._set(node.text("fn"), node.text("val"), self.reached[node.id])

    def _set(self, name: str, value: str, when: Logic) -> None:
        if name and value and when.kind != "false":
            self.setters.setdefault(name, []).append(Setter(when, value))

    def _known(self, node: Node, answers: tuple[str, ...]) -> dict[str, Logic]:
        """Return when each answer goes without saying, because its value, or one within it, was given before."""
        setters = self.setters.get(node.text("fn"), [])
        if node.flag("neverAutoAnswer") or not setters:
            return {}
        if len(setters) > MOST_SETTERS:
            self.asked_again.append(node.id)
            return {}
        values = {answer: self.graph.nodes[answer].text("val") for answer in answers}
        blank = next((answer for answer, value in values.items() if not value), None)
        found: dict[str, list[Logic]] = {}
        for setter in setters:
            fits = [answer for answer, value in values.items() if value and setter.value.startswith(value)]
            answer = max(fits, key=lambda each: len(values[each]), default=blank)
            if answer is not None:
                found.setdefault(answer, []).append(setter.when)
        if node.type == CHECKLIST:
            return {answer: either(*parts) for answer, parts in found.items()}
        return _one_only(found, values)


def _one_only(found: Mapping[str, list[Logic]], values: Mapping[str, str]) -> dict[str, Logic]:
    """Return when each answer is the one that counts: the most specific of those that were given."""
    order = sorted(found, key=lambda answer: -len(values[answer]))
    known: dict[str, Logic] = {}
    before: list[Logic] = []
    for answer in order:
        whole = either(*found[answer])
        known[answer] = both(whole, *(opposite(each) for each in before))
        before.append(whole)
    return known
