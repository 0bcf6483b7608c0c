"""Who wrote to the demonstration's councils, and what about? Made-up people, at addresses and numbers nobody has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.values.words import Language


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One enquiry: hours_ago is how long before the first start it was sent."""

    service: str
    hours_ago: int
    answers: Mapping[str, Any]
    language: Language = "en"


ENQUIRIES: Final[tuple[Enquiry, ...]] = ()
