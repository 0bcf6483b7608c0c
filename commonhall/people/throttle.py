"""Has this been tried too often? Failed tries of any kind, counted by what was tried and by where it came from, so that
nobody can guess a password or a reference by trying many."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.crypto import salted_hmac

from commonhall.people.models import Attempt
from commonhall.people.policies import THROTTLE_WINDOW

Kind = Literal[
    "sign_in_account", "sign_in_address", "operator_account", "operator_address",
    "resident_link", "resident_network", "code_reference", "code_network",
    "chat_network", "feed", "feed_network", "lookup_network",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failed tries of one kind, for one value, are borne within the window. value: kept as a hash only."""

    kind: Kind
    value: str
    most: int

    @property
    def key(self) -> str:
        """What is kept of the value."""
        return salted_hmac(f"commonhall.people.{self.kind}", self.value, algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Tries:
    """A try that was written down. wait: how long until another is looked at; nothing when this one may be."""

    limits: tuple[Limit, ...]
    wait: timedelta | None

    def forgive(self, *, wholly: Sequence[Kind] = ()) -> None:
        """The try succeeded: it no longer counts. wholly: nor do the earlier ones of these kinds."""
        for limit in self.limits:
            mine = Attempt.objects.filter(kind=limit.kind, key=limit.key)
            if limit.kind in wholly:
                mine.delete()
            elif newest := mine.order_by("-at").first():
                newest.delete()


def note_try(*limits: Limit, at: datetime) -> Tries:
    """Write a try down before it is judged, so that tries in parallel count each other.

    One that comes too often is not written: else a stranger could keep somebody out for good.
    """
    waits = [wait for limit in limits if (wait := _wait(limit, at))]
    if not waits:
        Attempt.objects.bulk_create([Attempt(kind=limit.kind, key=limit.key, at=at) for limit in limits])
    return Tries(limits, max(waits, default=None))


def _wait(limit: Limit, at: datetime) -> timedelta | None:
    """Return how long it takes until so many tries have left the window that one more is borne."""
    since = at - THROTTLE_WINDOW
    latest = Attempt.objects.filter(kind=limit.kind, key=limit.key, at__gt=since).order_by("-at")
    counted = list(latest.values_list("at", flat=True)[: limit.most])
    return counted[-1] - since if len(counted) >= limit.most else None


def network_of(address: str) -> str:
    """Return the network address that tries are counted by: of IPv6 the part that a household or office has."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        return str(read.ipv4_mapped or ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def forget_old_tries(*, at: datetime) -> None:
    """Remove tries that no longer count."""
    Attempt.objects.filter(at__lt=at - THROTTLE_WINDOW).delete()
