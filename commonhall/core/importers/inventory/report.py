"""What does the report of an import say? One JSON document: counts, items, decisions, and whether it can go live."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

FORMAT: Final = 1
"""Version of the report document."""

Kind = Literal[
    "page", "section", "question", "content", "list", "item", "condition", "link", "fee", "output", "setting",
    "translation", "finding",
]  # fmt: skip
Status = Literal["imported", "changed", "dropped", "needs_decision"]
Severity = Literal["info", "warning", "error"]
Verdict = Literal["ready", "ready with warnings", "blocked"]
STATUSES: Final[tuple[Status, ...]] = ("imported", "changed", "dropped", "needs_decision")


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the source something stands; pointer is a JSON pointer (RFC 6901)."""

    page: str = ""
    field: str = ""
    condition: str = ""
    list: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one object of the source, or one finding about it.

    source: an excerpt, never a secret. result: the id in the pattern. effect: what residents notice.
    decision: the id of the decision that it waits for.
    """

    kind: Kind
    status: Status
    severity: Severity = "info"
    code: str = ""
    where: Where = Where()
    source: str = ""
    result: str = ""
    message: str = ""
    effect: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question that a person must answer. blocking: it cannot go live before; default: what stands until then."""

    id: str
    question: str
    options: tuple[str, ...]
    default: str
    blocking: bool
    chosen: str = ""
    by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Which file was imported."""

    file_name: str
    sha256: str
    bytes: int
    name: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """How it was read: the dialect detected and why, the one used, and the mode for unanswered fields."""

    importer: str
    detected: str
    reason: str
    dialect: str
    unanswered: Literal["faithful", "false"]
    language: str


@dataclass(frozen=True)
class Report:
    """Everything that is to be said about one import. The same file and options give the same report, byte for byte."""

    source: Source
    options: Choice
    items: tuple[Item, ...]
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def objects(self) -> tuple[Item, ...]:
        """One item per object of the source."""
        return tuple(item for item in self.items if item.kind != "finding")

    def findings(self, code: str = "") -> tuple[Item, ...]:
        """Return what was noticed, all of it or what has ``code``."""
        return tuple(item for item in self.items if item.kind == "finding" and code in ("", item.code))

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Objects of the source by kind and status; the totals are those of the source."""
        counted: dict[str, dict[str, int]] = {}
        for item in self.objects:
            row = counted.setdefault(item.kind, dict.fromkeys(STATUSES, 0))
            row[item.status] += 1
        return {kind: counted[kind] for kind in sorted(counted)}

    @property
    def blocking(self) -> tuple[Decision, ...]:
        """What stops the pattern from going live: blocking decisions not taken, and choices that it does not hold."""
        return tuple(each for each in self.decisions if (each.chosen != each.default if each.chosen else each.blocking))

    @property
    def verdict(self) -> Verdict:
        """Whether the pattern can go live."""
        if self.blocking:
            return "blocked"
        noticed = any(item.severity != "info" or item.status == "needs_decision" for item in self.items)
        return "ready with warnings" if noticed or self.decisions else "ready"

    def document(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return {
            "format": FORMAT,
            "importer": self.options.importer,
            "options": {name: value for name, value in asdict(self.options).items() if name != "importer"},
            "source": asdict(self.source),
            "counts": {kind: dict(row) for kind, row in self.counts.items()},
            "items": [asdict(item) for item in self.items],
            "decisions": [asdict(each) | {"options": list(each.options)} for each in self.decisions],
            "verdict": self.verdict,
        }

    def to_json(self) -> str:
        """Return the report as JSON text with its keys in order."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    def lines(self) -> Iterator[str]:
        """Yield the report for a terminal: the verdict, the counts, the decisions, the warnings."""
        yield f"{self.source.file_name}: {self.options.dialect} ({self.options.reason}): {self.verdict}"
        for kind, row in self.counts.items():
            said = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in row.items() if count)
            yield f"  {sum(row.values())} {kind}: {said}"
        for each in self.decisions:
            word = "Decided" if each.chosen else "Must decide" if each.blocking else "To decide"
            answer = each.chosen or f"default: {each.default}"
            yield f"  {word} [{each.id}]: {each.question} ({answer})"
        for item in self.findings():
            if item.severity != "info":
                place = item.where.page or item.where.condition or item.where.list or item.where.pointer
                yield f"  {item.severity} {item.code} {place}: {item.message}"
