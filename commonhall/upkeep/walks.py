"""Do imported forms lead where their sources lead? Reads lines of traces, and walks each through its form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.source import LARGEST, FormRefused
from commonhall.core.importers.traces import Walker

_BROKEN = (ArithmeticError, AttributeError, AssertionError, LookupError, RecursionError, TypeError, ValueError)
"""What a mistake of ours in reading some form would raise: it fails that line, in words, and not the others."""


class TraceRefused(Exception):
    """A line cannot be walked. The message says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one line. expected, got: ``{"path": [...], "end": ...}``; got is the reason where it failed."""

    file: str
    line: int
    ok: bool
    expected: Any
    got: Any

    def to_json(self) -> str:
        """Return the result as one line of JSON."""
        keys = {"file": self.file, "line": self.line, "ok": self.ok, "expected": self.expected, "got": self.got}
        return json.dumps(keys, ensure_ascii=False)


@dataclass
class Walks:
    """Walks traces of the forms in ``root``; each form is imported once. dialect: overrides what the lines say."""

    root: Path
    dialect: str | None = None
    _walkers: dict[tuple[str, str | None], Walker | TraceRefused] = field(default_factory=dict)

    def results(self, lines: Iterable[str]) -> Iterator[Result]:
        """Yield a result for each line that is not blank: ``{file, dialect, answers, path, end}`` as JSON."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield self._result(number, line)

    def _result(self, number: int, line: str) -> Result:
        file, expected = "", None
        try:
            trace = _trace(line)
            file = str(trace["file"])
            expected = {"path": trace["path"], "end": trace["end"]}
            dialect = self.dialect or trace.get("dialect") or None
            walked = self._walker(file, dialect).walk(trace["answers"])
            got = {"path": list(walked.path), "end": walked.end}
        except TraceRefused as refused:
            return Result(file, number, ok=False, expected=expected, got=str(refused))
        except _BROKEN as error:
            reason = f"The answers could not be walked: {type(error).__name__}: {error}"[:300]
            return Result(file, number, ok=False, expected=expected, got=reason)
        return Result(file, number, ok=got == expected, expected=expected, got=got)

    def _walker(self, file: str, dialect: str | None) -> Walker:
        key = (file, dialect)
        if key not in self._walkers:
            self._walkers[key] = self._imported(file, dialect)
        found = self._walkers[key]
        if isinstance(found, TraceRefused):
            raise found
        return found

    def _imported(self, file: str, dialect: str | None) -> Walker | TraceRefused:
        path = (self.root / file).resolve()
        if not path.is_relative_to(self.root.resolve()):
            return TraceRefused("The file is not in the folder.")
        try:
            with path.open("rb") as source:
                return Walker(import_form(source.read(LARGEST + 1), file_name=path.name, dialect=dialect))
        except OSError as error:
            return TraceRefused(f"The file cannot be read: {error.strerror}.")
        except FormRefused as refused:
            return TraceRefused(str(refused))
        except _BROKEN as error:
            return TraceRefused(f"The file could not be imported: {type(error).__name__}: {error}"[:300])


def _trace(line: str) -> dict[str, Any]:
    try:
        trace = json.loads(line)
    except (ValueError, RecursionError):
        raise TraceRefused("The line is not JSON.") from None
    if not isinstance(trace, dict):
        raise TraceRefused("The line is not an object.")
    missing = [key for key in ("file", "answers", "path", "end") if key not in trace]
    if missing:
        raise TraceRefused(f"The line lacks {', '.join(missing)}.")
    if not isinstance(trace["answers"], dict) or not isinstance(trace["file"], str):
        raise TraceRefused("The answers must be an object and the file a text.")
    if not isinstance(trace.get("dialect") or "", str):
        raise TraceRefused("The dialect must be a text.")
    return trace
