"""How does an importer keep account? Every object of the source is entered once and leaves with exactly one status."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from commonhall.core.importers.inventory.report import Decision, Item, Kind, Severity, Status, Where

_WEIGHT: Final[dict[Status, int]] = {"imported": 0, "changed": 1, "needs_decision": 2, "dropped": 3}
_LONGEST_EXCERPT: Final = 200
MOST_ITEMS: Final = 100_000


class Ledger:
    """Collects items, findings and decisions in the order in which the source is read."""

    def __init__(self) -> None:
        self._objects: dict[str, Item] = {}
        self._findings: list[Item] = []
        self._decisions: dict[str, Decision] = {}

    def enter(self, kind: Kind, where: Where, *, source: str = "", result: str = "") -> None:
        """Enter an object of the source by its pointer; it counts as imported until something else is said."""
        assert where.pointer not in self._objects, f"{where.pointer} was entered twice"
        self._objects[where.pointer] = Item(
            kind=kind, status="imported", where=where, source=_excerpt(source), result=result
        )

    def entered(self, pointer: str) -> bool:
        """Return whether the object at ``pointer`` was entered."""
        return pointer in self._objects

    def result(self, pointer: str, result: str) -> None:
        """Say which id in the pattern the object at ``pointer`` became."""
        self._objects[pointer] = replace(self._objects[pointer], result=result)

    def mark(
        self,
        pointer: str,
        status: Status,
        message: str,
        *,
        code: str = "",
        severity: Severity = "info",
        effect: str = "",
        decision: str = "",
    ) -> None:
        """Say what became of the object at ``pointer``. The gravest status stands; all messages are kept."""
        item = self._objects[pointer]
        messages = [item.message] if item.message else []
        if message not in messages:
            messages.append(message)
        graver = status if _WEIGHT[status] > _WEIGHT[item.status] else item.status
        self._objects[pointer] = replace(
            item,
            status=graver,
            severity="warning" if graver == "needs_decision" or "warning" in (severity, item.severity) else "info",
            code=item.code or code,
            message=" ".join(messages),
            effect=item.effect or effect,
            decision=item.decision or decision,
        )

    def find(
        self,
        code: str,
        where: Where,
        message: str,
        *,
        status: Status = "imported",
        severity: Severity = "warning",
        effect: str = "",
        decision: str = "",
    ) -> None:
        """Add a finding: something about the source that is worth knowing."""
        self._findings.append(
            Item(
                kind="finding",
                status=status,
                severity=severity,
                code=code,
                where=where,
                message=message,
                effect=effect,
                decision=decision,
            )
        )

    def decide(
        self, decision: str, question: str, *, options: tuple[str, ...], default: str, blocking: bool = False
    ) -> str:
        """Add a decision that a person must take, and return its id."""
        self._decisions[decision] = Decision(
            id=decision, question=question, options=options, default=default, blocking=blocking
        )
        return decision

    def items(self) -> tuple[Item, ...]:
        """Return the objects, then the findings."""
        return (*self._objects.values(), *self._findings)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in the order in which they came up."""
        return tuple(self._decisions.values())


def _excerpt(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"
