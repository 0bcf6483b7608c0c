"""How is a condition of a pattern said in an XGov form? Reads our expressions and names every comparison in them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.questions.question import Question

DEEPEST: Final = 40
NEVER: Final = "cannot-be-given"
"""A value that nobody can give: that an answer is not this says that there is an answer."""

_NAME: Final = r"answers\.(?P<q>[a-z][a-z0-9_]*)"
_TEXT: Final = r"'(?P<v>(?:[^'\\]|\\.)*)'"
_NUMBER: Final = r"(?P<n>-?[0-9]+(?:\.[0-9]+)?)"
_SIGN: Final = r"(?P<op><=|>=|==|!=|<|>)"
_DAY: Final = r"(?:date\('(?P<d>[0-9-]{10})'\)|add_days\(today, (?P<t>-?[0-9]+)\))"
_ATOMS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("has", rf"has\({_NAME}\)"),
        ("blank", rf"dyn\({_NAME}\) != null"),
        ("length", rf"\(dyn\({_NAME}\) == null \? 0 : size\(dyn\(answers\.[a-z0-9_]+\)\)\) {_SIGN} {_NUMBER}"),
        ("length", rf"size\(dyn\({_NAME}\)\) {_SIGN} {_NUMBER}"),
        ("number", rf"\(dyn\({_NAME}\) == null \? 0\.0 : double\(dyn\(answers\.[a-z0-9_]+\)\)\) {_SIGN} {_NUMBER}"),
        ("number", rf"double\(dyn\({_NAME}\)\) {_SIGN} {_NUMBER}"),
        ("contains", rf"{_TEXT} in {_NAME}"),
        ("date", rf"{_NAME} {_SIGN} {_DAY}"),
        ("text", rf"{_NAME} (?P<op>==|!=) {_TEXT}"),
        ("any", rf"{_NAME} in \[(?P<l>[^\]]*)\]"),
        ("computed", r"computed\.(?P<q>[a-z][a-z0-9_]*)"),
        ("yes_no", rf"{_NAME} (?P<op>==|!=) (?P<b>true|false)"),
        ("number", rf"{_NAME} {_SIGN} {_NUMBER}"),
    )
)
_OPERATORS: Final = {
    "==": "is", "!=": "is not", "<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least",
}  # fmt: skip
_DATES: Final = {"==": "is", "!=": "is not", "<": "is before", ">": "is after"}
_RELATIVE: Final = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}
_LENGTHS: Final = {"==": "has length", "<": "is shorter than", ">": "is longer than"}
_MIRRORED: Final = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


class NotSaid(Exception):
    """A condition cannot be said. The message says which part of it."""


@dataclass(frozen=True)
class Asked:
    """A question as conditions of the form call it: the type of its component, and its name with its section."""

    question: Question
    component: str
    name: str


@dataclass
class Conditions:
    """The named conditions of a form in the making. asked: by the id of the question. computed: what has a name."""

    asked: Mapping[str, Asked]
    computed: Mapping[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def named(self, source: str) -> str:
        """Return the name of the condition that says ``source``. Raises NotSaid when there is no way to say it."""
        if source in self.known:
            return self.known[source]
        text = _Reader(source, self).whole()
        if re.fullmatch(r"c[0-9]+", text):
            return text
        return self._kept(source, {"displayName": source[:200], "value": text})

    def worked_out(self, name: str) -> str:
        """Return the name of the condition that says the computed value ``name``. Raises NotSaid if there is no way."""
        if name not in self.computed or name in self.open or len(self.open) > DEEPEST:
            raise NotSaid(f"the computed value {name!r}")
        self.open.add(name)
        try:
            return self.named(self.computed[name])
        finally:
            self.open.discard(name)

    def any_of(self, found: re.Match[str]) -> str:
        """Return a condition that says that an answer is one of several."""
        values = re.findall(r"'((?:[^'\\]|\\.)*)'", found["l"])
        names = [self.named(f"answers.{found['q']} == '{value}'") for value in values]
        if not names:
            raise NotSaid(found[0])
        return names[0] if len(names) == 1 else f"({' or '.join(names)})"

    def leaf(self, kind: str, found: re.Match[str]) -> str:
        """Return the name of the condition that says one comparison."""
        asked = self.asked.get(found["q"])
        if asked is None:
            raise NotSaid(f"the answer to {found['q']!r}")
        operator, value = _SAID[kind](asked, found)
        part = {
            "field": {"name": asked.name, "type": asked.component, "display": asked.question.label.en},
            "operator": operator,
            "value": value,
        }
        label = f"{asked.question.label.en} {operator}"
        body = {"name": label[:100], "conditions": [part]}
        return self._kept(f"{kind}:{found[0]}", {"displayName": label[:200], "value": body})

    def _kept(self, key: str, condition: dict[str, Any]) -> str:
        if key not in self.known:
            name = self.known[key] = f"c{len(self.known) + 1}"
            self.made[name] = {"name": name, **condition}
        return self.known[key]


def _value(value: str) -> dict[str, str]:
    return {"type": "Value", "value": value, "display": value}


def _has(asked: Asked, _: re.Match[str]) -> tuple[str, dict[str, str]]:
    if asked.question.type == "choices":
        raise NotSaid(f"whether {asked.question.id!r} was asked")
    return "is not", _value(
        {"number": "-999999999", "yes_no": NEVER, "date": "1000-01-01"}.get(asked.question.type, NEVER)
    )


def _not_blank(asked: Asked, _: re.Match[str]) -> tuple[str, dict[str, str]]:
    if asked.question.type not in ("text", "long_text", "choice", "name", "email"):
        raise NotSaid(f"whether {asked.question.id!r} was left blank")
    return "is longer than", _value("0")


def _text(asked: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    return _OPERATORS[found["op"]], _value(_unquoted(found["v"]))


def _yes_no(_: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    return _OPERATORS[found["op"]], _value(found["b"])


def _contains(_: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    return "contains", _value(_unquoted(found["v"]))


def _number(_: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    return _OPERATORS[found["op"]], _value(found["n"].removesuffix(".0"))


def _length(asked: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    if found["op"] not in _LENGTHS:
        raise NotSaid(f"how long {asked.question.id!r} is")
    return _LENGTHS[found["op"]], _value(found["n"])


def _date(asked: Asked, found: re.Match[str]) -> tuple[str, dict[str, str]]:
    if found["d"]:
        if found["op"] not in _DATES:
            raise NotSaid(f"that {asked.question.id!r} is on or before a day")
        return _DATES[found["op"]], _value(found["d"])
    days = int(found["t"])
    if found["op"] not in _RELATIVE:
        raise NotSaid(f"that {asked.question.id!r} is on a day counted from today")
    sign = found["op"] if days > 0 else _MIRRORED[found["op"]]
    relative = {
        "type": "RelativeTime",
        "timePeriod": str(abs(days)),
        "timeUnit": "days",
        "direction": "in the future" if days > 0 else "in the past",
        "timeOnly": "",
    }
    return _RELATIVE[sign], relative


_SAID: Final[Mapping[str, Callable[[Asked, re.Match[str]], tuple[str, dict[str, str]]]]] = {
    "has": _has,
    "blank": _not_blank,
    "text": _text,
    "yes_no": _yes_no,
    "contains": _contains,
    "number": _number,
    "length": _length,
    "date": _date,
}


def _unquoted(text: str) -> str:
    said = re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1]), text)
    if "'" in said:
        raise NotSaid(f"the value {said!r}, whose apostrophe the builder cannot read in a condition")
    return said


@dataclass
class _Reader:
    """Reads the expressions that importers and designers write: comparisons joined by and, or, not and brackets."""

    source: str
    conditions: Conditions
    place: int = 0
    depth: int = 0

    def whole(self) -> str:
        text = self._either()
        if self._rest():
            raise NotSaid(self._rest()[:60])
        return text

    def _rest(self) -> str:
        return self.source[self.place :].strip()

    def _next_is(self, sign: str) -> bool:
        while self.place < len(self.source) and self.source[self.place] in " \n":
            self.place += 1
        if self.source.startswith(sign, self.place):
            self.place += len(sign)
            return True
        return False

    def _either(self) -> str:
        parts = [self._both()]
        while self._next_is("||"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"

    def _both(self) -> str:
        atoms = [self._opposite()]
        while self._next_is("&&"):
            atoms.append(self._opposite())
        parts = self._without_guards(atoms)
        return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"

    @staticmethod
    def _without_guards(atoms: list[tuple[str, str, Callable[[], str]]]) -> list[str]:
        """Leave out what a comparison beside it says too: that the question was asked, and not left blank."""
        compared = {question for kind, question, _ in atoms if kind not in ("", "has", "blank", "not")}
        tested = {question for kind, question, _ in atoms if kind in ("contains", "number", "date")}
        needed = [
            say
            for kind, question, say in atoms
            if not (kind == "has" and question in compared) and not (kind == "blank" and question in tested)
        ]
        return [say() for say in needed]

    def _opposite(self) -> tuple[str, str, Callable[[], str]]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotSaid("it is nested too deeply")
        try:
            if self._next_is("!") and not self.source.startswith("=", self.place):
                _, question, say = self._opposite()
                said = say()
                return "not", question, lambda: f"not {said}"
            return self._atom()
        finally:
            self.depth -= 1

    def _atom(self) -> tuple[str, str, Callable[[], str]]:
        while self.place < len(self.source) and self.source[self.place] in " \n":
            self.place += 1
        for kind, pattern in _ATOMS:
            found = pattern.match(self.source, self.place)
            if found:
                self.place = found.end()
                if kind == "computed":
                    return "", "", functools.partial(self.conditions.worked_out, found["q"])
                if kind == "any":
                    return "any", found["q"], functools.partial(self.conditions.any_of, found)
                return kind, found["q"], functools.partial(self.conditions.leaf, kind, found)
        if self._next_is("("):
            inner = self._either()
            if not self._next_is(")"):
                raise NotSaid(self._rest()[:60])
            return "", "", lambda: inner
        raise NotSaid(self._rest()[:60] or "nothing")
