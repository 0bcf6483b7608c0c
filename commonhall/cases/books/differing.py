"""Where do a provider's books and ours disagree, and who saw to it? Kept until they agree, or somebody says why."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.payments.port import Seen
from commonhall.cases.models import Difference as Difference
from commonhall.cases.models import Payment
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.record.operations import record_event

Compared = Literal["payments", "bookings"]
LONGEST_REASON: Final = 500
DIFFER: Final[dict[str, str]] = {"payments": "money_differs", "bookings": "booking_differs"}
SETTLED: Final[dict[str, str]] = {"payments": "money_difference_settled", "bookings": "booking_difference_settled"}
"""The kinds of event."""


class DifferenceRefused(ValueError):
    """There is no such difference any more, or the reason is missing or too long."""


def note_difference(
    payment: Payment, kind: str, seen: Seen | None, *, ours_pence: int | None = None, theirs_pence: int | None = None,
    at: datetime,
) -> Difference:  # fmt: skip
    """Keep that a payment stands otherwise at its provider; seen again, it is the same difference.

    kind: one of DIFFERENCES. seen: what the provider says, None where it does not know the payment. ours_pence,
    theirs_pence: what is compared, the amounts of the payment if not given.
    """
    return keep_difference(
        "payments",
        kind,
        provider=payment.provider,
        provider_id=payment.provider_id,
        payment=payment.id,
        reference=payment.case.reference,
        ours=payment.state,
        theirs=seen.state if seen else "",
        ours_pence=payment.amount_pence if ours_pence is None else ours_pence,
        theirs_pence=(seen.amount_pence if seen else 0) if theirs_pence is None else theirs_pence,
        at=at,
    )


def keep_difference(
    capability: Compared, kind: str, *, provider: str, provider_id: str, reference: str, ours: str, theirs: str,
    ours_pence: int = 0, theirs_pence: int = 0, payment: UUID | None = None, at: datetime,
) -> Difference:  # fmt: skip
    """Keep a difference, once for each payment or booking and kind. One that somebody settled is open again when it
    changed.

    provider_id: what the provider knows it by. reference: of our case, blank where there is none.
    """
    said = {
        "payment": payment,
        "reference": reference,
        "ours": ours,
        "theirs": theirs,
        "ours_pence": ours_pence,
        "theirs_pence": theirs_pence,
    }
    named = {"capability": capability, "provider": provider, "provider_id": provider_id, "kind": kind}
    found: Difference | None = Difference.objects.select_for_update().filter(**named).first()
    if found is None:
        made: Difference = Difference.objects.create(**named, day=london_day(at), noted_at=at, **said)
        facts = {"kind": kind, "provider": provider, "payment": str(payment or "")}
        record_event(kind=DIFFER[capability], subject=("difference", made.id), facts=facts, by=SYSTEM, at=at)
        return made
    same = (found.ours, found.theirs, found.ours_pence, found.theirs_pence) == (ours, theirs, ours_pence, theirs_pence)
    if found.gone_at is not None or not same:
        for name, value in said.items():
            setattr(found, name, value)
        found.noted_at, found.gone_at, found.settled_at = at, None, None
        found.save()
    return found


def forget_difference(*, provider: str, provider_id: str, but: frozenset[str] = frozenset(), at: datetime) -> None:
    """Keep that both sides agree on a payment again, in all but the kinds ``but``."""
    open_ones = Difference.objects.filter(capability="payments", provider=provider, gone_at=None)
    open_ones.filter(provider_id=provider_id).exclude(kind__in=but).update(gone_at=at)


def open_differences(capability: Compared = "payments") -> list[Difference]:
    """Return what nobody has seen to, the oldest first."""
    open_ones = Difference.objects.filter(capability=capability, gone_at=None, settled_at=None)
    return list(open_ones.order_by("noted_at", "id"))


def find_difference(difference_id: UUID, capability: Compared = "payments") -> Difference | None:
    """Return the difference of that id, open or not, if this council has it."""
    found: Difference | None = Difference.objects.filter(id=difference_id, capability=capability).first()
    return found


@transaction.atomic
def settle_difference(*, difference_id: UUID, reason: str, by: Actor, at: datetime) -> Difference:
    """Keep why a difference is as it is, or what was done about it. Raises DifferenceRefused."""
    found: Difference | None = (
        Difference.objects.select_for_update().filter(id=difference_id, gone_at=None, settled_at=None).first()
    )
    reason = reason.strip()
    if found is None or not 0 < len(reason) <= LONGEST_REASON:
        raise DifferenceRefused("Say why, in at most 500 characters, of a difference that is still open")
    found.settled_at, found.settled_by, found.reason = at, by.name, reason
    found.save(update_fields=["settled_at", "settled_by", "reason"])
    facts = {"kind": found.kind, "reason": reason}
    record_event(kind=SETTLED[found.capability], subject=("difference", found.id), facts=facts, by=by, at=at)
    return found
