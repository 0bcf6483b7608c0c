"""Do a provider's books say what ours say? Each day is compared once it is over, and what differs is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q

from commonhall.capabilities.payments.port import Seen, Statement
from commonhall.cases.books.asking import STILL_TOLD, PaymentUnknown, ask_bound, bounds_lately, look_at
from commonhall.cases.books.differing import forget_difference, keep_difference, note_difference
from commonhall.cases.models import Comparison, Difference, Payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.refunds import given_back
from commonhall.cases.tables.money import UNFINISHED
from commonhall.catalogue.queries import Bound
from commonhall.core.values.dates import LONDON, london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job

READY_AFTER: Final = timedelta(hours=5)
"""A day is compared some hours after it ended: lists of a provider lag behind, and pages are open for 90 minutes."""
CAUGHT_UP: Final = 7
"""Days back that are compared when they were missed."""


@dataclass
class _Books:
    """What one provider says of one day, from every set of settings under which we know it."""

    provider: str
    bound: list[Bound] = field(default_factory=list)
    payments: dict[str, tuple[Seen, Bound]] = field(default_factory=dict)
    refunded: dict[str, int] = field(default_factory=dict)

    def add(self, statement: Statement, bound: Bound) -> None:
        for seen in statement.payments:
            self.payments.setdefault(seen.provider_id, (seen, bound))
        for refund in statement.refunds:
            if refund.state != "failed":
                self.refunded[refund.payment] = self.refunded.get(refund.payment, 0) + refund.amount_pence


def compare_day(*, day: date, council: CouncilSite, at: datetime) -> tuple[Comparison, ...]:
    """Compare a day (in London) of the council in scope with the books of every provider that keeps any.

    Again at a later moment gives the same, but for what changed since. Raises the three errors of capabilities.
    """
    since, until = bounds_of(day)
    books: dict[str, _Books] = {}
    for bound in bounds_lately(since - STILL_TOLD):
        statement = ask_bound(bound, lambda port: port.statement(since, until, at), at=at)
        if statement is not None:
            books.setdefault(bound.provider, _Books(bound.provider)).add(statement, bound)
    return tuple(_compare(each, day, council, at) for each in books.values())


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """Return when a day in London begins, and when the next one does."""
    return (
        datetime.combine(day, time(), LONDON),
        datetime.combine(day + timedelta(days=1), time(), LONDON),
    )


def _compare(books: _Books, day: date, council: CouncilSite, at: datetime) -> Comparison:
    since, until = bounds_of(day)
    for name, (seen, bound) in books.payments.items():
        ours = Payment.objects.filter(provider=books.provider, provider_id=name).first()
        if ours is not None:
            _look(ours, council, at)
        elif seen.state in ("paid", "held"):
            _unknown(seen, bound, at)
    others = Payment.objects.filter(provider=books.provider, method="online").exclude(provider_id__in=books.payments)
    of_day = Q(state="paid", ended_at__gte=since, ended_at__lt=until) | Q(provider_id__in=books.refunded)
    for ours in others.filter(of_day):
        _look(ours, council, at)
    paid = [seen for seen, _ in books.payments.values() if seen.state == "paid"]
    made: Comparison
    made, _ = Comparison.objects.update_or_create(
        capability="payments",
        day=day,
        provider=books.provider,
        defaults={
            "counted": len(paid),
            "paid_pence": sum(seen.amount_pence for seen in paid),
            "refunded_pence": sum(books.refunded.values()),
            "made_at": at,
        },
    )
    return made


def _unknown(seen: Seen, bound: Bound, at: datetime) -> None:
    keep_difference(
        "payments", "unknown_here", provider=bound.provider, provider_id=seen.provider_id, reference=seen.reference,
        ours="", theirs=seen.state, theirs_pence=seen.amount_pence, at=at,
    )  # fmt: skip


def _look(payment: Payment, council: CouncilSite, at: datetime) -> None:
    """Compare one payment with what the provider says of it now: lists lag behind, the payment itself does not."""
    try:
        if payment.state in UNFINISHED:
            settle_payment(payment_id=payment.id, council=council, at=at)
            payment.refresh_from_db()
        seen = look_at(payment, at=at)
    except PaymentUnknown:
        note_difference(payment, "missing_there", None, at=at)
        return
    differs: set[str] = set()
    back = given_back(payment)
    if seen.amount_pence != payment.amount_pence or seen.reference != payment.case.reference:
        differs.add("amount")  # what is not ours is never taken for paid: that it is not, says nothing new
    elif (seen.state == "paid") != (payment.state == "paid"):
        differs.add("state")
    if seen.refunded_pence != back:
        differs.add("refunded")
        note_difference(payment, "refunded", seen, ours_pence=back, theirs_pence=seen.refunded_pence, at=at)
    for kind in differs - {"refunded"}:
        note_difference(payment, kind, seen, at=at)
    forget_difference(provider=payment.provider, provider_id=payment.provider_id, but=frozenset(differs), at=at)


def look_again(*, council: CouncilSite, at: datetime) -> None:
    """Look once more at the payments of the differences that nobody has seen to: some mend themselves."""
    for difference in Difference.objects.filter(gone_at=None, settled_at=None).exclude(payment=None):
        payment = Payment.objects.filter(id=difference.payment).first()
        if payment is not None:
            _look(payment, council, at)


@job("compare_books", every_seconds=3600)
def compare_books(council: CouncilSite, *, at: datetime) -> None:
    """Compare the days that are over and were not compared yet, and look again at what differs."""
    last = london_day(at - READY_AFTER) - timedelta(days=1)
    failures: list[Exception] = []
    for back in range(CAUGHT_UP):
        day = last - timedelta(days=back)
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                if not Comparison.objects.filter(capability="payments", day=day).exists() and _taken_by(day):
                    compare_day(day=day, council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one day must not stop the others; raised below
            failures.append(failure)
    with in_council(council, by=SYSTEM, purpose="job"):
        look_again(council=council, at=at)
    if failures:
        raise ExceptionGroup("some days could not be compared", failures)


def _taken_by(day: date) -> bool:
    """Whether the council took payments by the end of that day. From then on each day is compared: on one without any
    of ours, too, somebody may have given money back on the provider's own pages."""
    _, until = bounds_of(day)
    found: bool = Payment.objects.filter(made_at__lt=until).exclude(provider="").exists()
    return found
