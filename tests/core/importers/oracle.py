"""What would the source's runner make of a condition? An independent reading of its rules to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonhall.core.importers.xgov.nodes import Always, Joined, Leaf, Named, Negated, Node


class Stopped(Exception):
    """Reading the condition failed, as it does in the source."""


MISSING = object()


@dataclass(frozen=True)
class Runner:
    """What the source knows: for each page on the route, its fields by their name in conditions, and their sections.

    fields: every field to its page. sections: every section to its pages. given: page on the route to answers.
    """

    fields: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    conditions: Mapping[str, Node]
    given: Mapping[str, Mapping[str, Any]]

    def holds(self, name: str) -> bool:
        """Whether the named condition holds: an error makes it false, and so does a missing name."""
        if name not in self.conditions:
            return False
        try:
            return self.reads(self.conditions[name])
        except Stopped:
            return False

    def reads(self, node: Node) -> bool:
        """Read from left to right and stop at the first error."""
        if isinstance(node, Joined):
            left = self.reads(node.left)
            if node.word == "or":
                return left or self.reads(node.right)
            return left and self.reads(node.right)
        if isinstance(node, Negated):
            return not self.reads(node.inner)
        if isinstance(node, Named):
            return self.holds(node.name)
        if isinstance(node, Always):
            return node.holds
        if isinstance(node, Leaf):
            return self.compares(node)
        raise Stopped

    def value(self, name: str) -> Any:
        section = name.partition(".")[0] if "." in name else ""
        page = self.fields.get(name)
        if section:
            if not any(each in self.given for each in self.sections.get(section, ())):
                raise Stopped
            return self.given[page].get(name) if page is not None and page in self.given else MISSING
        if page is None or page not in self.given:
            raise Stopped
        return self.given[page].get(name)

    def compares(self, leaf: Leaf) -> bool:
        value = self.value(leaf.field)
        if leaf.operator in ("contains", "contains_not"):
            if not isinstance(value, list):
                raise Stopped
            return (leaf.value in value) == (leaf.operator == "contains")
        if leaf.operator in ("is", "is_not"):
            same = type(value) is type(leaf.value) and value == leaf.value
            return same == (leaf.operator == "is")
        return self.orders(value, leaf)

    def orders(self, value: Any, leaf: Leaf) -> bool:
        assert isinstance(leaf.value, float)
        if value is MISSING or isinstance(value, list):
            return False
        try:
            number = 0.0 if value is None else float(value)
        except ValueError:
            return False
        return {
            "less": number < leaf.value,
            "at_most": number <= leaf.value,
            "more": number > leaf.value,
            "at_least": number >= leaf.value,
        }[leaf.operator]
