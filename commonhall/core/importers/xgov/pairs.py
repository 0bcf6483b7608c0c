"""What does a condition of the source come to in ours, errors included?

In the source any error makes a named condition false, and the parts are read from left to right. Each part is
therefore compiled to a pair: ``ok``, whether it is free of errors, and ``val``, what it gives when it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from commonhall.core.importers.logic import FALSE, TRUE, Logic, atom, both, either, opposite
from commonhall.core.importers.xgov.comparing import blank_holds, compared, measured, not_blank
from commonhall.core.importers.xgov.nodes import Always, Joined, Leaf, Named, Negated, Node, Unread
from commonhall.core.importers.xgov.placed import Fields, Placed

Mode = Literal["faithful", "false"]
_LENGTHS = ("longer", "shorter", "has_length")


class Pair(NamedTuple):
    """ok: no error; val: the result where there is none."""

    ok: Logic
    val: Logic

    @property
    def holds(self) -> Logic:
        """Whether the condition is true: without an error, and true."""
        return both(self.ok, self.val)


ERROR = Pair(FALSE, FALSE)


@dataclass(frozen=True)
class Place:
    """Where a condition is read.

    page: the page. always: the pages on every path from the start to here, this one too.
    alone: the section whose fields are read by bare name and which is all there is; empty for the whole route.
    """

    page: str
    always: frozenset[str]
    alone: str = ""


@dataclass
class Compiler:
    """Compiles conditions of one form. conditions: by name, as trees. nulls: a field not asked counts as blank."""

    fields: Fields
    conditions: Mapping[str, Node]
    mode: Mode = "faithful"
    nulls: bool = False
    _known: dict[tuple[str, Place, Mode], Logic] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def named(self, name: str, place: Place) -> Logic:
        """Return whether the condition ``name`` holds at ``place``; a name that is missing, or circular, does not."""
        key = (name, place, self.mode)
        if key not in self._known:
            if name not in self.conditions or name in self._open:
                return FALSE
            self._open.add(name)
            try:
                self._known[key] = self.pair(self.conditions[name], place).holds
            finally:
                self._open.discard(name)
        return self._known[key]

    def pair(self, node: Node, place: Place) -> Pair:
        """Return the pair of ``node`` at ``place``."""
        if isinstance(node, Leaf):
            return self._leaf(node, place)
        if isinstance(node, Named):
            return Pair(TRUE, self.named(node.name, place))
        if isinstance(node, Negated):
            inner = self.pair(node.inner, place)
            return Pair(inner.ok, opposite(inner.val))
        if isinstance(node, Joined):
            return self._joined(node, place)
        if isinstance(node, Always):
            return Pair(TRUE, TRUE if node.holds else FALSE)
        assert isinstance(node, Unread)
        return ERROR

    def _joined(self, node: Joined, place: Place) -> Pair:
        left, right = self.pair(node.left, place), self.pair(node.right, place)
        if node.word == "or":
            return Pair(both(left.ok, either(left.val, right.ok)), either(left.val, right.val))
        return Pair(both(left.ok, either(opposite(left.val), right.ok)), both(left.val, right.val))

    def _leaf(self, leaf: Leaf, place: Place) -> Pair:
        placed, section = self._meant(leaf.field, place)
        if self.nulls and self.mode == "faithful":
            return self._with_blanks(leaf, placed, place)
        present = either(*(self.present(each, place) for each in placed))
        value = self._value(leaf, placed, place)
        if self.mode == "false":
            return Pair(TRUE, both(present, value, self._usable(leaf, placed, place)))
        if not section:
            return Pair(both(present, self._usable(leaf, placed, place)), value)
        on_route = either(present, self.section_present(section, place))
        if leaf.operator in ("contains", "contains_not"):
            return Pair(both(on_route, present, self._usable(leaf, placed, place)), value)
        absent = opposite(present)
        if leaf.operator == "is_not":
            return Pair(on_route, either(absent, value))
        if leaf.operator in _LENGTHS:
            return Pair(on_route, either(both(absent, measured(leaf, "0")), both(present, value)))
        return Pair(on_route, both(present, value))

    def _with_blanks(self, leaf: Leaf, placed: tuple[Placed, ...], place: Place) -> Pair:
        """Return the pair where every field starts as blank: a list as empty, a declaration as not made."""
        if not placed:
            return ERROR
        if leaf.operator == "contains_not":
            found = self._with_blanks(replace(leaf, operator="contains"), placed, place)
            return Pair(TRUE, opposite(found.val))
        present = either(*(self.present(each, place) for each in placed))
        value = both(self._usable(leaf, placed, place), self._value(leaf, placed, place))
        if leaf.operator == "is_not" or blank_holds(leaf, placed[0]):
            return Pair(TRUE, either(opposite(present), value))
        return Pair(TRUE, both(present, value))

    def _meant(self, name: str, place: Place) -> tuple[tuple[Placed, ...], str]:
        """Return the fields that ``name`` means at ``place``, and the section that must be on the route."""
        if place.alone:
            return self.fields.called(f"{place.alone}.{name}"), ""
        placed = self.fields.called(name)
        if placed:
            return placed, placed[0].section
        return (), self.fields.section_of(name)

    def _value(self, leaf: Leaf, placed: tuple[Placed, ...], place: Place) -> Logic:
        """Return the comparison; of several fields with one name, that of the one on the route."""
        if len(placed) == 1:
            return compared(leaf, placed[0])
        return either(*(both(self.present(each, place), compared(leaf, each)) for each in placed))

    def _usable(self, leaf: Leaf, placed: tuple[Placed, ...], place: Place) -> Logic:
        if leaf.operator not in ("contains", "contains_not"):
            return TRUE
        usable = [each for each in placed if each.kept == "choices"]
        several = len(placed) > 1
        return either(*(both(self.present(each, place) if several else TRUE, not_blank(each)) for each in usable))

    def present(self, placed: Placed, place: Place) -> Logic:
        """Return whether the page of a field is on the route."""
        if placed.page in place.always:
            return TRUE
        return atom(f"has(answers.{placed.question})") if placed.question else FALSE

    def section_present(self, section: str, place: Place) -> Logic:
        """Return whether any page of ``section`` is on the route, as far as its questions tell."""
        found: list[Logic] = []
        for page in self.fields.pages_of.get(section, ()):
            if page in place.always:
                return TRUE
            asked = next((each for each in self.fields.on(page) if each.question), None)
            if asked is not None:
                found.append(self.present(asked, place))
        return either(*found)


def link_condition(compiler: Compiler, name: str, place: Place, *, second_try: str) -> Logic:
    """Return when a link with condition ``name`` is taken.

    second_try: the section of the page, in the MHCLG dialect, where a condition that is false is tried again on the
    answers of that section alone; empty elsewhere.
    """
    first = compiler.named(name, place)
    if not second_try:
        return first
    return either(first, compiler.named(name, Place(place.page, place.always, second_try)))
