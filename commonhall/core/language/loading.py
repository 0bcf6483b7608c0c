"""How does a folder of YAML become a pattern? Reads it safely and says of each mistake the file, line, id and mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonhall.core.language.model import Pattern
from commonhall.core.language.parts import Identifier
from commonhall.core.language.table_files import with_table_files
from commonhall.core.language.texts import texts_of, with_texts
from commonhall.core.language.yaml_text import Fault, Lines, PatternNotRead, read_yaml

__all__ = ["Fault", "PatternFolder", "PatternNotRead", "Profile", "read_folder", "read_pattern", "translate"]


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


def places_of(built: Any, lines: Lines) -> dict[str, int]:
    """Return the line of each part by its id; a question is named without its page, as everywhere else."""
    found: dict[str, int] = {}
    for path, line in lines.items():
        place = _place(built, path)
        _, inside, question = place.partition(".questions.")
        found.setdefault(f"questions.{question}" if inside and place.startswith("pages.") else place, line)
    return found


def read_pattern(text: str, *, file: str = "pattern.yaml") -> tuple[Pattern, Lines]:
    """Return the pattern that ``text`` (YAML) defines, and the line of each part. Raises PatternNotRead."""
    built, lines = read_yaml(text, file=file)
    return _validated(built, lines, file), lines


def _validated(built: Any, lines: Lines, file: str) -> Pattern:
    try:
        return Pattern.model_validate(built)
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
    built, lines = read_yaml(text, file=file)
    pattern = with_table_files(_validated(built, lines, file), folder)
    places = places_of(built, lines)
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
