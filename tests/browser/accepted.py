"""Which findings of axe do we accept, where, why and until when? An exception without a reason is a defect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Accepted:
    """A rule of axe that is not held to for elements whose selector has this in it."""

    rule: str
    selector: str
    reason: str
    review: date

    def covers(self, rule: str, node: str) -> bool:
        """Whether a finding is the one that is accepted."""
        return rule == self.rule and self.selector in node


ACCEPTED: tuple[Accepted, ...] = ()
