"""How does a folder of YAML become a pattern? Reads it safely and says of each mistake the file, line, id and mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonhall.core.language.model import Identifier, Pattern
from commonhall.core.language.texts import texts_of, with_texts

LARGEST: Final = 5_000_000
"""Bytes that one file of a pattern may have."""

DEEPEST: Final = 40
"""How deep the parts of a file may lie in each other; the parser itself would fail on what is far deeper."""

Lines = Mapping[tuple[str | int, ...], int]


MOST_REPEATED: Final = 100_000
"""Parts that aliases may stand for in one file, all together."""


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


class Profile(BaseModel):
    """The settings of one invented council under which the examples run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    nation: str = "england"
    council: dict[str, Any] = Field(default_factory=dict)
    settings: dict[Identifier, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class PatternFolder:
    """All files of one pattern, read.

    lines: where each part of ``pattern.yaml`` stands, by its id (``pages.where``, ``questions.place``).
    examples: as written, to be read by the verifier.
    """

    pattern: Pattern
    profiles: Mapping[str, Profile]
    examples: tuple[Mapping[str, Any], ...]
    example_lines: tuple[int, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class _SafeLines(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Builds plain data, refuses duplicate keys, and leaves dates and yes/no as they were typed."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    built: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in built:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", key_node.start_mark)
        built[key] = loader.construct_object(value_node, deep=True)
    return built


_SafeLines.add_constructor("tag:yaml.org,2002:map", _mapping)
_SafeLines.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
_SafeLines.add_constructor(
    "tag:yaml.org,2002:bool",
    lambda loader, node: {"true": True, "false": False}.get(node.value.lower(), node.value),
)


def read_yaml(text: str, *, file: str) -> tuple[Any, Lines]:
    """Return the plain data of ``text`` and the line of each part.

    Raises PatternNotRead when it is too large, is no YAML, or repeats a key.
    """
    if len(text) > LARGEST:
        raise PatternNotRead([Fault(file, 1, "", "the file is too large.", f"Keep it under {LARGEST:,} bytes.")])
    try:
        _check_shape(text, file)
        node = yaml.compose(text, Loader=_SafeLines)
        built = yaml.load(text, Loader=_SafeLines)  # noqa: S506 a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternNotRead([Fault(file, line, "", f"this is not YAML: {error.problem}.")]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise PatternNotRead([Fault(file, 1, "", f"this is not YAML: {error}.")]) from None
    return built, _lines(node)


def _check_shape(text: str, file: str) -> None:
    """Refuse what would exhaust the parser: parts in parts without end, and parts repeated (``*``) without end."""
    open_parts: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    repeated = 0
    for number, event in enumerate(yaml.parse(text, Loader=_SafeLines)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            open_parts.append((event.anchor, number))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, begun = open_parts.pop()
            if anchor:
                sizes[anchor] = number - begun
        elif isinstance(event, yaml.AliasEvent):
            if any(anchor for anchor, _ in open_parts):
                raise PatternNotRead([Fault(file, line, "", "a repeated part (&) cannot hold another (*).")])
            repeated += sizes.get(event.anchor or "", 1)
        if len(open_parts) > DEEPEST:
            raise PatternNotRead([Fault(file, line, "", f"parts lie more than {DEEPEST} deep in each other.")])
        if repeated > MOST_REPEATED:
            raise PatternNotRead([Fault(file, line, "", "too much is repeated with *.", "Write it out.")])


def places_of(built: Any, lines: Lines) -> dict[str, int]:
    """Return the line of each part by its id; a question is named without its page, as everywhere else."""
    found: dict[str, int] = {}
    for path, line in lines.items():
        place = _place(built, path)
        _, inside, question = place.partition(".questions.")
        found.setdefault(f"questions.{question}" if inside and place.startswith("pages.") else place, line)
    return found


def _lines(root: Any) -> dict[tuple[str | int, ...], int]:
    found: dict[tuple[str | int, ...], int] = {}
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if node is None:
            continue
        found.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found[(*path, key.value)] = key.start_mark.line + 1
                waiting.append(((*path, key.value), value))
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*path, place), item) for place, item in enumerate(node.value)]
    return found


def read_pattern(text: str, *, file: str = "pattern.yaml") -> tuple[Pattern, Lines]:
    """Return the pattern that ``text`` (YAML) defines, and the line of each part. Raises PatternNotRead."""
    built, lines = read_yaml(text, file=file)
    try:
        return Pattern.model_validate(built), lines
    except ValidationError as error:
        raise PatternNotRead(_faults(error, built, lines, file)) from None


def _faults(error: ValidationError, built: Any, lines: Lines, file: str) -> list[Fault]:
    return [
        Fault(file, _line(lines, problem["loc"]), _place(built, problem["loc"]), *_in_words(problem))
        for problem in error.errors(include_url=False)
    ]


def _line(lines: Lines, path: tuple[str | int, ...]) -> int:
    wanted = [part for part in path]
    while wanted:
        if tuple(wanted) in lines:
            return lines[tuple(wanted)]
        wanted.pop()
    return lines.get((), 1)


def _place(built: Any, path: tuple[str | int, ...]) -> str:
    """Name a path by ids: ``pages.where.questions.property.label`` and not ``pages.0.questions.0...``."""
    names = []
    for part in path:
        try:
            built = built[part]
        except (KeyError, IndexError, TypeError):
            names.append(str(part))
            continue
        key = built.get("id", built.get("value")) if isinstance(part, int) and isinstance(built, dict) else None
        names.append(str(key if key is not None else part))
    return ".".join(names)


_MENDS: Final = {
    "missing": ("this must be given.", "Add it."),
    "extra_forbidden": ("the language does not know this word.", "Check its spelling, or take it out."),
    "string_type": ("this must be text.", "Put it in quotes."),
    "union_tag_invalid": ("there is no such question type.", ""),
}


def _in_words(problem: Any) -> tuple[str, str]:
    if problem["type"] == "union_tag_invalid":
        return "there is no such question type.", f"Use one of {problem['ctx']['expected_tags']}."
    if problem["type"] in _MENDS:
        return _MENDS[problem["type"]]
    message = problem["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:] + ".", ""


def translate(pattern: Pattern, welsh: Mapping[str, Any], *, lines: Lines, file: str) -> tuple[Pattern, list[Fault]]:
    """Return ``pattern`` with its Welsh layer, and a fault for each id of the layer that the pattern does not have."""
    known = texts_of(pattern)
    faults = [
        Fault(
            file,
            _line(lines, (key,)),
            str(key),
            "the pattern has no such text.",
            "Take it out, or mend the id.",
        )
        for key in welsh
        if key not in known
    ]
    layer = {key: _in_welsh(str(text)) for key, text in welsh.items() if key in known}
    return with_texts(pattern, layer), faults


def _in_welsh(text: str) -> Any:
    return lambda words: words.model_copy(update={"cy": text})


def read_folder(folder: Path) -> PatternFolder:
    """Return everything in the folder of a pattern.

    Raises PatternNotRead when a file is missing or wrong; faults that leave the pattern usable, such as a Welsh
    text for an id that is gone, are in ``faults``.
    """
    text, file = _text(folder / "pattern.yaml"), str(folder / "pattern.yaml")
    pattern, lines = read_pattern(text, file=file)
    places = places_of(read_yaml(text, file=file)[0], lines)
    faults: list[Fault] = []
    if (folder / "text.cy.yaml").exists():
        file = str(folder / "text.cy.yaml")
        welsh, welsh_lines = read_yaml(_text(folder / "text.cy.yaml"), file=file)
        pattern, faults = translate(pattern, welsh or {}, lines=welsh_lines, file=file)
    examples, example_lines = _examples(folder)
    return PatternFolder(
        pattern=pattern,
        profiles=_profiles(folder),
        examples=examples,
        example_lines=example_lines,
        lines=places,
        faults=tuple(faults),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PatternNotRead([Fault(str(path), 1, "", "there is no such file.", "Write it.")]) from None
    except UnicodeDecodeError:
        raise PatternNotRead([Fault(str(path), 1, "", "this is not UTF-8 text.", "Save it as UTF-8.")]) from None


def _profiles(folder: Path) -> dict[str, Profile]:
    path = folder / "profiles.yaml"
    if not path.exists():
        return {}
    built, lines = read_yaml(_text(path), file=str(path))
    profiles = {}
    for name, raw in (built or {}).items():
        try:
            profiles[name] = Profile.model_validate(raw)
        except ValidationError as error:
            raise PatternNotRead(_faults(error, raw, {}, f"{path}:{_line(lines, (name,))}")) from None
    return profiles


def _examples(folder: Path) -> tuple[tuple[Mapping[str, Any], ...], tuple[int, ...]]:
    path = folder / "examples.yaml"
    if not path.exists():
        return (), ()
    built, lines = read_yaml(_text(path), file=str(path))
    if not isinstance(built, list):
        raise PatternNotRead([Fault(str(path), 1, "", "examples are a list.", "Begin each with '- example: ...'.")])
    return tuple(built), tuple(_line(lines, (place,)) for place in range(len(built)))
