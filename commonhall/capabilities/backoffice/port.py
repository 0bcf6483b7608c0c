"""What does Commonhall ask of a system that takes over cases, and what may it hear back?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, cast
from uuid import UUID

from commonhall.capabilities.ports import make_provider

Act = Literal["open", "update"]
Value = str | int | float | bool | tuple[str, ...]
"""What one field holds once it is mapped. Dates are ISO 8601; several values are a tuple."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to hand over. Handing over the same ``id`` again does nothing new.

    id: ours, the same on every attempt. act: ``open`` begins the work over there, ``update`` tells of a change to it.
    reference: of our case, which the other system keeps beside its own. external: its own reference, for an update.
    fields: in the other system's words, as the mapping made them. made_at: when it was first to be sent, UTC.
    tried: an earlier attempt may have arrived, so look before sending again. reply_token: what stands in the address to
    which people answer.
    """

    id: UUID
    act: Act
    reference: str
    fields: Mapping[str, Value]
    made_at: datetime
    external: str = ""
    tried: bool = False
    reply_token: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The other system has it. external: its reference, blank where that comes later. token: to ask for it with."""

    external: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """Something the other system says of a case.

    id: its own, so that hearing it twice is hearing it once. external, reference: theirs and ours; one may be blank.
    status: in the other system's words, lower case. at: when it took effect, UTC. text: for people. facts: other
    fields by name, such as ``external_status_code``.
    """

    id: str
    status: str
    at: datetime
    external: str = ""
    reference: str = ""
    text: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class BackOffice(Protocol):
    """Takes cases over and says what becomes of them.

    Every method raises only ``Unavailable``, ``Rejected`` or ``Misconfigured``. The codes of ``Rejected``: ``service``
    (it has no such kind of work, or no longer), ``fields`` (it refuses what the mapping made), ``duplicate`` (it knows
    the problem already), ``not_found``, ``too_large``, ``request``.
    """

    def deliver(self, parcel: Parcel) -> Taken:
        """Hand ``parcel`` over, once. Safe to call again with the same parcel after any error.

        Two calls for one parcel must not run at the same time.
        """

    def reference_for(self, token: str) -> str:
        """Return the other system's reference for a token that :meth:`deliver` gave, blank while it has none."""

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return what took effect between the two moments, both included, oldest first.

        awaited: the other system's references of what is not finished, for systems that can only be asked one by one.
        A provider that is told by the other system, or by people, has no updates.
        """

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Say that ``updates`` are kept here and need not be offered again."""

    def check(self) -> None:
        """Try the provider without handing anything over."""


def back_office_from(name: str, settings: Mapping[str, Any]) -> BackOffice:
    """Return the provider called ``name`` with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(BackOffice, make_provider("backoffice", name, settings))


class Listener(Protocol):
    """A provider that the other system tells of changes by itself."""

    def hear(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Update]:
        """Return what a call to us says. headers: by lower-case name. now: UTC.

        Raises NotGenuine where it is not from whom it says, or is a replay of an old one, and Rejected("request") for
        a body of another shape.
        """


def listener_from(name: str, settings: Mapping[str, Any]) -> Listener | None:
    """Return the provider called ``name`` as one that is told of changes; None where it is not such a one."""
    made = make_provider("backoffice", name, settings)
    return cast(Listener, made) if hasattr(made, "hear") else None
