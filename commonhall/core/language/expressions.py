"""What does a condition or an amount in a pattern come to? The one module that knows the expression engine (CEL).

An expression is compiled twice: against the declared types, when a pattern is checked; and untyped, over plain JSON,
when it runs. The engine bounds depth, size and iterations. It reports errors as values that are truthy in Python:
here every one becomes :class:`ExpressionFailed`, with its place.
"""

from __future__ import annotations

import ctypes
import functools
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from cel_expr_python import cel

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language import functions

if sys.version_info < (3, 12):
    # The engine gives one reference to None too many back for every null that it returns, which in the end takes the
    # whole process down. From Python 3.12 on None is immortal (PEP 683); before, let it have more than can be lost.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40

LONGEST: Final = 8000
"""Characters that one expression may have."""

ROOTS: Final = (
    "answers", "settings", "facts", "item", "values", "council", "case", "asked", "decided",
    "computed", "tables", "charges",
)  # fmt: skip
UNANSWERED_ROOTS: Final = frozenset({"answers", "item", "asked", "computed", "tables", "charges", "values"})
"""Roots whose names may not be there yet because nobody has answered so far."""
MOMENT: Final = ("now", "today", "opened")
WORDS: Final = ("actor", "language")

Scope = Mapping[str, Any]
"""What an expression may read: each of ROOTS as a mapping of JSON values, MOMENT and WORDS as text."""


class ExpressionFailed(Exception):
    """An expression could not be worked out. It is never taken for true.

    place: the id of the thing in the pattern to which the expression belongs. unanswered: the dotted names of answers
    that it needs and that are not there yet; when there are any it is no mistake, only too early to tell.
    """

    def __init__(self, place: str, source: str, reason: str, unanswered: tuple[str, ...] = ()) -> None:
        super().__init__(f"{place}: {source!r} could not be worked out: {reason}")
        self.place = place
        self.source = source
        self.reason = reason
        self.unanswered = unanswered


class NotThere(KeyError):
    """A value that is worked out when it is read is not there. failure: why."""

    def __init__(self, name: str, failure: ExpressionFailed) -> None:
        super().__init__(name)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why an expression is refused when a pattern is checked, and what to do."""

    reason: str
    mend: str


_calendar: ContextVar[WorkingCalendar] = ContextVar("calendar")


def _declarations(*, typed: bool) -> list[Any]:
    """Declare the functions of the language: with real types for checking, over ISO text for running."""
    kind = _type if typed else _running_type
    return [
        cel.FunctionDecl(
            each.name,
            [
                cel.Overload(
                    f"commonhall_{each.name}", kind(each.gives), [kind(p) for p in each.takes], False, _bound(each)
                )
            ],
        )
        for each in functions.FUNCTIONS
    ]


def _running_type(name: str) -> Any:
    kinds = {"int": cel.Type.INT, "bool": cel.Type.BOOL, "list": cel.Type.List(cel.Type.DYN)}
    return kinds.get(name, cel.Type.STRING)


def _bound(function: functions.Function) -> Any:
    if not function.needs_calendar:
        return function.work
    return lambda *arguments: function.work(_calendar.get(), *arguments)


TIME: Final = cel.Type.AbstractType("time")
_TYPES: Final[dict[str, Any]] = {
    "string": cel.Type("string_wrapper"),
    "int": cel.Type.INT,
    "decimal": cel.Type.DOUBLE,
    "bool": cel.Type.BOOL,
    "optional int": cel.Type("int_wrapper"),
    "optional decimal": cel.Type("double_wrapper"),
    "date": cel.Type.TIMESTAMP,
    "datetime": cel.Type.TIMESTAMP,
    "time": TIME,
    "list": cel.Type.List(cel.Type.DYN),
    "record": cel.Type.DYN,
    "any": cel.Type.DYN,
}


def _type(name: str) -> Any:
    """Return the engine's type for one of ours. Dates are timestamps only when checked: they run as ISO text."""
    return cel.Type.STRING if name == "string" else _TYPES[name]


@functools.cache
def _running() -> Any:
    variables = {root: cel.Type.Map(cel.Type.STRING, cel.Type.DYN) for root in ROOTS}
    variables |= {name: cel.Type.DYN for name in (*MOMENT, *WORDS)}
    return cel.NewEnv(variables=variables, functions=_declarations(typed=False))


@dataclass(frozen=True, slots=True)
class _Ready:
    """An expression made ready: the compiled program and what it reads.

    roots: with the names below it that are read, None where it is read as a whole. words: of MOMENT and WORDS.
    """

    program: Any
    roots: tuple[tuple[str, tuple[str, ...] | None], ...]
    words: tuple[str, ...]
    needs_calendar: bool


@functools.lru_cache(maxsize=40_000)
def _ready(source: str) -> _Ready:
    if len(source) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    try:
        program = _running().compile(source)
    except RuntimeError as error:
        raise ValueError(_reason(str(error))) from None
    text = _QUOTED.sub("''", source)
    return _Ready(
        program=program,
        roots=tuple((root, _names_below(root, text)) for root in ROOTS if _mentions(root, text)),
        words=tuple(name for name in (*MOMENT, *WORDS) if _mentions(name, text)),
        needs_calendar=any(_mentions(name, text) for name in _OF_CALENDAR),
    )


_QUOTED: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_OF_CALENDAR: Final = tuple(each.name for each in functions.FUNCTIONS if each.needs_calendar)


def _mentions(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<![\w.]){name}\b", text) is not None


def _names_below(root: str, text: str) -> tuple[str, ...] | None:
    """Return the names read below ``root``, or None where it is not always followed by one."""
    found = re.findall(rf"(?<![\w.]){root}\b(?:\.([A-Za-z_]\w*)(?!\w*\())?", text)
    return None if "" in found else tuple(sorted(set(found)))


def _reason(text: str) -> str:
    """Shorten the engine's message to the part that a service designer can act on."""
    found = re.search(r"ERROR: <input>:\d+:\d+: (.*?)(?: \(in container ''\))?(?:\n|$)", text)
    return found.group(1) if found else text.split("\n")[0].removesuffix(" [INVALID_ARGUMENT]")


_WORDS_UNKNOWN: Final = {"now": None, "today": None, "opened": None, "actor": "resident", "language": "en"}
_NO_KEY: Final = re.compile(r'Key not found in map : "(.*)"')
_NOTHING: Final[Mapping[str, Any]] = {}


def prepare(source: str) -> None:
    """Compile ``source`` now, so that the first to need it does not wait. Raises ValueError when it cannot be."""
    if source:
        _ready(source)


def evaluate(source: str, scope: Scope, *, place: str, calendar: WorkingCalendar | None = None) -> Any:
    """Return what ``source`` comes to over ``scope``, as a plain JSON value.

    place: the id to name in an error. calendar: whose working days count; needed by the working-day functions.
    Raises ExpressionFailed for anything but a value: an unanswered question, a wrong type, a bound that was hit.
    """
    try:
        ready = _ready(source)
    except ValueError as error:
        raise ExpressionFailed(place, source, _reason(str(error))) from None
    seen, absent = _seen(ready, scope)
    token = _calendar.set(calendar) if ready.needs_calendar and calendar is not None else None
    try:
        result = ready.program.eval(data=seen)
    except (RuntimeError, ValueError, LookupError, TypeError) as error:
        raise ExpressionFailed(place, source, _reason(str(error))) from None
    finally:
        if token is not None:
            _calendar.reset(token)
    value = result.plain_value()
    if isinstance(value, str) and result.type() in _NO_VALUE:  # what went wrong comes as text
        raise _failure(place, source, value, seen, absent)
    return value


_NO_VALUE: Final = (cel.Type.ERROR, cel.Type.UNKNOWN)


def _seen(ready: _Ready, scope: Scope) -> tuple[dict[str, Any], dict[str, KeyError]]:
    """Return of ``scope`` just what the expression reads, and the names that are not there."""
    seen: dict[str, Any] = {}
    absent: dict[str, KeyError] = {}
    for root, names in ready.roots:
        given = scope.get(root)
        if given is None:
            given = _NOTHING
        if names is None:
            seen[root] = given if type(given) is dict else dict(given)
            continue
        part = seen[root] = {}
        for name in names:
            try:
                part[name] = given[name]
            except KeyError as none:
                absent[f"{root}.{name}"] = none
    for word in ready.words:
        seen[word] = scope.get(word, _WORDS_UNKNOWN[word])
    return seen, absent


def _failure(
    place: str, source: str, reason: str, seen: Mapping[str, Any], absent: Mapping[str, KeyError]
) -> ExpressionFailed:
    """Say why there is no value: an answer that is not there yet, a value read that has failed, or a mistake."""
    missing = _NO_KEY.search(reason)
    if missing is None:
        return ExpressionFailed(place, source, reason)
    names = [name for name in absent if name.partition(".")[2] == missing[1]]
    for name in names:
        none = absent[name]
        if isinstance(none, NotThere):
            if not none.failure.unanswered:
                return none.failure
            return ExpressionFailed(place, source, none.failure.reason, none.failure.unanswered)
    waiting = tuple(name for name in names if name.partition(".")[0] in UNANSWERED_ROOTS)
    if not names and _reads_records(seen):
        # It is a part of an answer, such as what one item of a group was not asked.
        waiting = (missing[1],)
    return ExpressionFailed(place, source, reason, waiting)


def _reads_records(seen: Mapping[str, Any]) -> bool:
    """Whether the expression reads an answer that has parts."""
    given = [value for root in ("answers", "item", "asked") for value in seen.get(root, _NOTHING).values()]
    return any(isinstance(value, list | dict) for value in given)


def holds(source: str, scope: Scope, *, place: str, calendar: WorkingCalendar | None = None) -> bool:
    """Return whether the condition ``source`` is true. An empty condition is.

    Raises ExpressionFailed as :func:`evaluate`, and when the expression gives something else than true or false.
    """
    if not source or source == "true":
        return True
    value = evaluate(source, scope, place=place, calendar=calendar)
    if not isinstance(value, bool):
        raise ExpressionFailed(place, source, f"it gives {value!r}, not true or false")
    return value


@functools.lru_cache(maxsize=40_000)
def names_read(source: str) -> frozenset[str]:
    """Return the dotted names, two parts deep, that ``source`` reads: ``answers.property``, ``facts.collections``."""
    return frozenset(_READ.findall(_QUOTED.sub("''", source)))


@functools.lru_cache(maxsize=40_000)
def roots_read_whole(source: str) -> frozenset[str]:
    """Return the roots that ``source`` reads as a whole, such as ``answers`` in ``size(answers)``."""
    text = _QUOTED.sub("''", source)
    return frozenset(root for root in ROOTS if _mentions(root, text) and _names_below(root, text) is None)


_READ: Final = re.compile(rf"(?<![\w.])((?:{'|'.join(ROOTS)})\.[a-z_][a-z0-9_]*)")


_GUARD: Final = re.compile(rf"has\(\s*((?:{'|'.join(ROOTS)})(?:\.[a-z_]\w*)+)\s*\)")
"""Whether something is there, which is asked of names that are declared."""


class Checker:
    """Checks expressions against declared types, as at publish.

    types: dotted name to type, such as ``{"answers.stream": "string", "item.last.date": "date"}``. A name that is
    not declared cannot be read, so a misspelt one is refused with the reason.
    """

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = dict(types)
        variables = {name: _TYPES[kind] for name, kind in self._types.items()}
        variables |= {f"given.{name}": cel.Type.BOOL for name in self._types}
        variables |= {name: cel.Type.TIMESTAMP for name in ("now", "opened", "today")}
        variables |= {name: cel.Type.STRING for name in WORDS}
        self._env = cel.NewEnv(variables=variables, functions=_declarations(typed=True))

    def mistake(self, source: str, *, gives: str) -> Mistake | None:
        """Return why ``source`` is refused, or None. gives: the type it must have (``bool``, ``int``, ``any`` ...)."""
        if len(source) > LONGEST:
            return Mistake(f"it is longer than {LONGEST} characters", "Split it with named values.")
        guarded = _GUARD.sub(self._given, source)
        try:
            expression = self._env.compile(guarded)
        except RuntimeError as error:
            reason = _reason(str(error))
            return Mistake(reason, self._mend(reason))
        wrong = self._wrong_type(expression.return_type().name(), gives)
        return wrong or self._does_not_run(source)

    @staticmethod
    def _does_not_run(source: str) -> Mistake | None:
        """What has the right types can still not run: there dates are text, and the two ways of a choice must agree."""
        try:
            _ready(source)
        except ValueError as error:
            return Mistake(str(error), "Give both ways of a choice the same type, or wrap one in dyn(...).")
        return None

    def type_of(self, source: str) -> str:
        """Return our name for the type that ``source`` gives; ``any`` where it cannot be told."""
        guarded = _GUARD.sub(self._given, source)
        try:
            return _OURS.get(self._env.compile(guarded).return_type().name(), "any")
        except RuntimeError:
            return "any"

    def _given(self, match: re.Match[str]) -> str:
        return f"given.{match.group(1)}" if match.group(1) in self._types else match.group(0)

    def _mend(self, reason: str) -> str:
        found = re.search(r"undeclared reference to '(\w+)'", reason)
        if found and found.group(1) in ROOTS:
            known = ", ".join(sorted(n for n in self._types if n.startswith(found.group(1) + "."))) or "none"
            return f"Use a name that is declared and already known here: {known}."
        if found:
            return "Use a function or name of the language; see the reference of the pattern language."
        return "Compare like with like; dates are written date('2026-06-10')."

    @staticmethod
    def _wrong_type(given: str, wanted: str) -> Mistake | None:
        ours = _OURS.get(given, "any")
        if wanted == "any" or ours in ("any", wanted) or {ours, wanted} <= {"date", "datetime"}:
            return None
        return Mistake(f"it gives {ours}, not {wanted}", f"Write an expression that gives {wanted}.")


_OURS: Final = {
    "BOOL": "bool", "INT": "int", "STRING": "string", "DOUBLE": "decimal", "TIMESTAMP": "date", "time": "time",
    "wrapper(bool)": "bool", "wrapper(int)": "int", "wrapper(string)": "string", "wrapper(double)": "decimal",
    "bool_wrapper": "bool", "int_wrapper": "int", "string_wrapper": "string", "double_wrapper": "decimal",
}  # fmt: skip
