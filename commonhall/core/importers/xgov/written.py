"""What does a condition written as text say? Reads the expression language of the older files into the same tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from commonhall.core.importers.xgov.nodes import Always, Joined, Leaf, Named, Negated, Node, Operator, Unread

LONGEST: Final = 4000
DEEPEST: Final = 25
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[A-Za-z_$][\w$-]*(?:\.[A-Za-z_$][\w$-]*)*)|(?P<sign>==|!=|<=|>=|\|\||&&|[=<>!()]))"
)
_COMPARED: Final[Mapping[str, Operator]] = {
    "==": "is",
    "=": "is",
    "!=": "is_not",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
}
_TURNED: Final[Mapping[Operator, Operator]] = {
    "less": "more",
    "more": "less",
    "at_most": "at_least",
    "at_least": "at_most",
}
_LENGTHS: Final[Mapping[Operator, Operator]] = {"more": "longer", "less": "shorter", "is": "has_length"}


@dataclass(frozen=True, slots=True)
class Written:
    """The tree, and which mistakes of the author were put right: signs that mean something else in the source."""

    node: Node
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Operand:
    kind: str
    value: str | float | bool = ""


class _NotUnderstood(Exception):
    """The text uses something else than comparisons."""


def read_written(source: str, names: frozenset[str]) -> Written:
    """Return the tree of ``source``; ``names`` are those of the form's conditions. Never fails: see Unread."""
    try:
        reader = _Reader(_tokens(source), names)
        node = reader.whole()
    except _NotUnderstood as reason:
        return Written(Unread(str(reason)))
    return Written(node, tuple(dict.fromkeys(reader.mended)))


def _tokens(source: str) -> list[tuple[str, str]]:
    if len(source) > LONGEST:
        raise _NotUnderstood("it is too long")
    found, place = [], 0
    text = source.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _NotUnderstood(f"{text[place : place + 10]!r} is not understood")
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


@dataclass
class _Reader:
    """Reads tokens from left to right."""

    tokens: list[tuple[str, str]]
    names: frozenset[str]
    place: int = 0
    depth: int = 0
    mended: list[str] = field(default_factory=list)

    def next_is(self, *texts: str) -> str:
        """Take the next token when it is one of ``texts``."""
        if self.place < len(self.tokens):
            kind, text = self.tokens[self.place]
            if text in texts and kind in ("sign", "name"):
                self.place += 1
                return text
        return ""

    def whole(self) -> Node:
        node = self.either()
        if self.place < len(self.tokens):
            raise _NotUnderstood(f"{self.tokens[self.place][1]!r} is not expected")
        return node

    def either(self) -> Node:
        node = self.both()
        while word := self.next_is("or", "||"):
            self.noted(word, "||", "two bars join texts there; 'or' was meant")
            node = Joined("or", node, self.both())
        return node

    def both(self) -> Node:
        node = self.negated()
        while self.next_is("and", "&&"):
            node = Joined("and", node, self.negated())
        return node

    def negated(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _NotUnderstood("it is nested too deeply")
        try:
            if word := self.next_is("not", "!"):
                self.noted(word, "!", "an exclamation mark is a factorial there; 'not' was meant")
                return Negated(self.negated())
            if self.is_bracketed():
                self.place += 1
                node = self.either()
                self.needed(")")
                return node
            return self.comparison()
        finally:
            self.depth -= 1

    def is_bracketed(self) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place] == ("sign", "(")

    def needed(self, text: str) -> None:
        if not self.next_is(text):
            raise _NotUnderstood(f"{text!r} is missing")

    def noted(self, word: str, sign: str, meaning: str) -> None:
        if word == sign:
            self.mended.append(meaning)

    def comparison(self) -> Node:
        left = self.operand()
        sign = self.next_is(*_COMPARED)
        if sign:
            self.noted(sign, "=", "one equals sign sets a value there; a comparison was meant")
            return self.compared(left, _COMPARED[sign], self.operand())
        if self.next_is("in"):
            return self.contained(left, self.operand())
        if left.kind == "name" and str(left.value) in self.names:
            return Named(str(left.value))
        if left.kind == "name":
            return Leaf(str(left.value), "is", True)
        if left.kind == "bool":
            return Always(left.value is True)
        raise _NotUnderstood("a comparison is missing")

    def operand(self) -> _Operand:
        if self.place >= len(self.tokens):
            raise _NotUnderstood("it ends too early")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return _Operand("number", float(text))
        if kind == "text":
            return _Operand("text", re.sub(r"\\(.)", r"\1", text[1:-1]))
        if kind != "name" or text in ("and", "or", "not", "in"):
            raise _NotUnderstood(f"{text!r} is not expected")
        if text in ("true", "false"):
            return _Operand("bool", text == "true")
        if text == "length" and self.next_is("("):
            inner = self.operand()
            self.needed(")")
            if inner.kind != "name":
                raise _NotUnderstood("the length of something else than a field")
            return _Operand("length", inner.value)
        return _Operand("name", text)

    def compared(self, left: _Operand, operator: Operator, right: _Operand) -> Node:
        if left.kind not in ("name", "length"):
            left, right, operator = right, left, _TURNED.get(operator, operator)
        if right.kind not in ("number", "text", "bool") or left.kind not in ("name", "length"):
            raise _NotUnderstood("it compares something else than a field with a value")
        if left.kind == "length":
            return self.measured(left, operator, right)
        return Leaf(str(left.value), operator, right.value)

    def measured(self, left: _Operand, operator: Operator, right: _Operand) -> Node:
        name = str(left.value)
        if right.kind != "number":
            raise _NotUnderstood("it compares a length with something else than a number")
        number = f"{right.value:g}"
        if operator in _LENGTHS:
            return Leaf(name, _LENGTHS[operator], number)
        # Its values are operators:
        opposite: Operator = {"at_least": "shorter", "at_most": "longer", "is_not": "has_length"}[operator]  # type: ignore[assignment]
        return Negated(Leaf(name, opposite, number))

    def contained(self, left: _Operand, right: _Operand) -> Node:
        if left.kind not in ("text", "number") or right.kind != "name":
            raise _NotUnderstood("it looks for something else than a value in a field")
        value = left.value if left.kind == "text" else f"{left.value:g}"
        return Leaf(str(right.value), "contains", value)
