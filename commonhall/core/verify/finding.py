"""What is a finding of the publish checks? A severity, a place, a reason and a way to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fail", "warn", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a check found.

    check: the slug of the check. place: the id in the pattern. line: in ``pattern.yaml``, 0 where there is none.
    """

    severity: Severity
    check: str
    place: str
    reason: str
    mend: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f" (line {self.line})" if self.line else ""
        return f"{self.severity}  {self.check}: {self.place}{where}: {self.reason}" + (
            f" {self.mend}" if self.mend else ""
        )
