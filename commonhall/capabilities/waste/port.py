"""What can a council ask about bin collections, and what may it expect? The port that every waste provider
fills.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from commonhall.capabilities.ports import make_provider
from commonhall.capabilities.waste.collection import Collection, CollectionDay
from commonhall.core.values.words import Words


@dataclass(frozen=True, slots=True)
class PropertyKey:
    """What a provider may know of a property: where it is and what kind, and nothing of who lives there.

    classification: BLPU class. parent_uprn: the block that a flat belongs to, or "".
    """

    uprn: str
    usrn: str
    parent_uprn: str = ""
    classification: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Downtime:
    """A planned time when the provider will not answer. start, end: London wall-clock date-times."""

    start: str
    end: str
    why: Words


class Waste(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured."""

    def collections(self, property_: PropertyKey, now: str) -> list[Collection]:
        """Return every collection stream of the council for one property, in order of next date, then name.

        now: London wall clock, "2026-06-10T14:20:00". A stream that the property does not have is there with
        ``provided`` false. ``last`` is the last collection dated on or before today; ``next`` is after today.
        """

    def calendar(self, property_: PropertyKey, from_date: str, to_date: str) -> list[CollectionDay]:
        """Return the collections dated from ``from_date`` to ``to_date``, both included, in order of date."""

    def planned_downtime(self) -> Sequence[Downtime]:
        """Return the planned downtimes the provider has announced, past ones included, in order of start."""

    def check(self) -> None:
        """Try the provider harmlessly."""


def waste_from(name: str, settings: Mapping[str, Any]) -> Waste:
    """Return the waste provider called ``name`` with a council's settings. Raises Misconfigured."""
    return cast(Waste, make_provider("waste", name, settings))
