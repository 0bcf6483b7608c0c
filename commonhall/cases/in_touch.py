"""Why do people get in touch, how much of it need not have been, and how much was settled at once? Counted live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q

from commonhall.cases.figures import Asked
from commonhall.cases.tables.contacting import CaseContact
from commonhall.contacts.interactions import Interaction
from commonhall.contacts.wrap_up import NEEDED

FOLLOWED_WITHIN: Final = timedelta(days=7)
"""A contact that is followed by another about the same person within this time had settled nothing."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The finished conversations that people began for one reason.

    avoidable: how many need not have been. judged: how many are long enough ago to say whether they were settled.
    settled: of those, how many opened no case and were not followed by another about the same person.
    """

    reason: str
    number: int
    avoidable: int
    judged: int
    settled: int

    @property
    def settled_share(self) -> float | None:
        """The share that was settled at once, 0 to 1, or None where it cannot be said yet."""
        return self.settled / self.judged if self.judged else None


def contacts_by_reason(asked: Asked, *, at: datetime) -> list[Contacts]:
    """Return why people got in touch in the period, the most first. One query; no service and nobody is named.

    A pattern, team or area that is asked for changes nothing: a conversation belongs to none.
    """
    opened = Exists(CaseContact.objects.filter(interaction_id=OuterRef("pk"), way="opened"))
    followed = Exists(
        Interaction.objects.filter(
            direction="in",
            person_id=OuterRef("person_id"),
            started_at__gt=OuterRef("started_at"),
            started_at__lte=OuterRef("until"),
        )
    )
    judged = Q(until__lte=at)
    rows = (
        Interaction.objects.filter(
            direction="in", finished_at__isnull=False, started_at__gte=asked.begins, started_at__lt=asked.ends
        )
        .annotate(until=F("started_at") + FOLLOWED_WITHIN)
        .annotate(opened=opened, followed=followed)
        .order_by()
        .values_list("reason")
        .annotate(
            number=Count("pk"),
            avoided=Count("pk", filter=~Q(avoidable=NEEDED)),
            judged=Count("pk", filter=judged),
            settled=Count("pk", filter=judged & Q(opened=False, followed=False)),
        )
    )
    return sorted((Contacts(*row) for row in rows), key=lambda each: (-each.number, each.reason))


def all_contacts(every: Iterable[Contacts]) -> Contacts:
    """Return the contacts of all reasons together."""
    found = list(every)
    names = ("number", "avoidable", "judged", "settled")
    return Contacts("", **{name: sum(getattr(each, name) for each in found) for name in names})
