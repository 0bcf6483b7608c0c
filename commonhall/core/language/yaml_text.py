"""What does a YAML text say, and on which line? Reads it once, safely, into plain data, and refuses what is unclear."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

LARGEST: Final = 5_000_000
"""Bytes that one file of a pattern may have."""

DEEPEST: Final = 40
"""How deep the parts of a file may lie in each other; the parser itself would fail on what is far deeper."""

MOST_REPEATED: Final = 100_000
"""Parts that aliases may stand for in one file, all together."""

Lines = Mapping[tuple[str | int, ...], int]

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE: Final = "tag:yaml.org,2002:"
_KEY_WANTED: Final = object()


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file of a pattern.

    line: counted from 1. place: the ids that lead there, ``pages.where.questions.property``. mend: what to do.
    """

    file: str
    line: int
    place: str
    reason: str
    mend: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.place}: " if self.place else f"{self.file}:{self.line}: "
        return where + self.reason + (f" {self.mend}" if self.mend else "")


class PatternNotRead(Exception):
    """The files do not make a pattern. faults: every mistake found, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read_yaml(text: str, *, file: str) -> tuple[Any, Lines]:
    """Return the plain data of ``text`` and the line of each part.

    Dates, times and words such as yes and on stay text as they were typed. Raises PatternNotRead when it is too
    large, is no YAML, repeats a key, or lies too deep.
    """
    if len(text) > LARGEST:
        raise PatternNotRead([Fault(file, 1, "", "the file is too large.", f"Keep it under {LARGEST:,} bytes.")])
    building = _Building(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            building.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternNotRead([Fault(file, line, "", f"this is not YAML: {error.problem}.")]) from None
    except yaml.YAMLError as error:
        raise PatternNotRead([Fault(file, 1, "", f"this is not YAML: {error}.")]) from None
    return building.built, dict(building.lines)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet. key: the key that waits for its value."""

    made: Any
    path: tuple[str | int, ...]
    anchor: str | None
    begun: int
    key: Any = _KEY_WANTED


@dataclass(slots=True)
class _Building:
    """The data as far as it has been read."""

    file: str
    built: Any = None
    lines: list[tuple[tuple[str | int, ...], int]] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, tuple[str | int, ...], int, int]] = field(default_factory=dict)
    repeated: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = _scalar(event.value, event.tag, event.implicit[0])
            if value is _REFUSED:
                raise self.fault(event, f"this is not YAML: {event.tag or event.value!r} is not allowed here.")
            self.put(value, event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            self.begin(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            ended = self.open.pop()
            if ended.anchor:
                self.anchors[ended.anchor] = (ended.made, ended.path, ended.begun, len(self.lines))
        elif kind is yaml.AliasEvent:
            self.repeat(event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise self.fault(event, "there are two documents in this file.", "Take out the line with '---'.")

    def fault(self, event: Any, reason: str, mend: str = "") -> PatternNotRead:
        line = event.start_mark.line + 1 if event.start_mark else 1
        return PatternNotRead([Fault(self.file, line, "", reason, mend)])

    def put(self, value: Any, event: Any) -> tuple[str | int, ...]:
        """Put a value where it belongs, and return its path."""
        line = event.start_mark.line + 1
        if not self.open:
            self.built = value
            self.lines.append(((), line))
            if isinstance(value, str | int | float) and event.anchor:
                self.anchors[event.anchor] = (value, (), 0, 0)
            return ()
        holder = self.open[-1]
        path: tuple[str | int, ...]
        if type(holder.made) is list:
            path = (*holder.path, len(holder.made))
            holder.made.append(value)
            self.lines.append((path, line))
        elif holder.key is _KEY_WANTED:
            self.key(holder, value, event)
            return holder.path
        else:
            path = (*holder.path, holder.key)
            holder.made[holder.key] = value
            holder.key = _KEY_WANTED
        if event.anchor and not isinstance(value, dict | list):
            self.anchors[event.anchor] = (value, path, 0, 0)
        return path

    def key(self, holder: _Open, value: Any, event: Any) -> None:
        if isinstance(value, dict | list):
            raise self.fault(event, "this is not YAML that we read: a list or mapping cannot be a name.")
        if value in holder.made:
            raise self.fault(event, f"this is not YAML: {value!r} stands twice.")
        holder.key = value
        self.lines.append(((*holder.path, value), event.start_mark.line + 1))

    def begin(self, event: Any, made: Any) -> None:
        if event.tag not in (None, "!", f"{_CORE}map", f"{_CORE}seq"):
            raise self.fault(event, f"this is not YAML: {event.tag} is not allowed here.")
        if len(self.open) >= DEEPEST:
            raise self.fault(event, f"parts lie more than {DEEPEST} deep in each other.")
        begun = len(self.lines)
        self.open.append(_Open(made, self.put(made, event), event.anchor, begun))

    def repeat(self, event: Any) -> None:
        """Put what an alias stands for, with lines of its own; parts repeated without end would exhaust us."""
        if any(each.anchor for each in self.open):
            raise self.fault(event, "a repeated part (&) cannot hold another (*).")
        if event.anchor not in self.anchors:
            raise self.fault(event, f"this is not YAML: nothing is called &{event.anchor}.")
        value, origin, begun, ended = self.anchors[event.anchor]
        self.repeated += max(1, ended - begun)
        if self.repeated > MOST_REPEATED:
            raise self.fault(event, "too much is repeated with *.", "Write it out.")
        event.anchor = None
        path = self.put(value, event)
        depth = len(origin)
        self.lines += [((*path, *at[depth:]), line) for at, line in self.lines[begun:ended] if len(at) > depth]


_REFUSED: Final = object()


class _Scalars(yaml.resolver.Resolver, yaml.constructor.SafeConstructor):
    """What a plain word stands for in YAML: a number, true, false, nothing, or itself."""

    def __init__(self) -> None:
        yaml.resolver.Resolver.__init__(self)
        yaml.constructor.SafeConstructor.__init__(self)


_SCALARS: Final[Any] = _Scalars()


@functools.lru_cache(maxsize=20_000)
def _scalar(text: str, tag: str | None, plain: bool) -> Any:
    if tag in (None, "!"):
        if not plain:
            return text
        tag = _SCALARS.resolve(yaml.ScalarNode, text, (True, False))
    kind = str(tag).removeprefix(_CORE)
    if kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind in ("str", "timestamp") or (kind in ("int", "float") and ":" in text):
        return text
    if kind == "null":
        return None
    return _number(kind, text)


def _number(kind: str, text: str) -> Any:
    if kind not in ("int", "float"):
        return _REFUSED
    node = yaml.ScalarNode(_CORE + kind, text)
    try:
        return _SCALARS.construct_yaml_int(node) if kind == "int" else _SCALARS.construct_yaml_float(node)
    except ValueError:
        return _REFUSED
