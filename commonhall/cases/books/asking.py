"""How is a payment's provider asked? With the settings with which the payment was begun, so that what began ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Final, Literal, TypeVar
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.port import Payments, Seen, payments_from
from commonhall.cases.models import Payment
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, Bound, get_binding, get_bound, get_bound_through
from commonhall.councils.scope import council_in_scope

Result = TypeVar("Result")
STILL_TOLD: Final = timedelta(days=30)
"""How long settings that are not in force any more are tried: payments that began with them may still be heard of."""


class PaymentNotPossible(Exception):
    """The payment cannot begin now. reason: ``unavailable`` or ``refused``; nothing was taken."""

    def __init__(self, reason: Literal["unavailable", "refused"]) -> None:
        super().__init__(reason)
        self.reason = reason


class PaymentUnknown(Misconfigured):
    """The provider does not know a payment that it made: the key is now of another account."""


def bound_of_payment(payment: Payment) -> Bound:
    """Return the settings with which a payment was begun. Raises Misconfigured where they cannot be had any more."""
    try:
        if payment.binding is not None:
            return get_bound(payment.binding)
        return get_bound_through("payments", payment.provider)
    except BindingMissing as missing:
        raise Misconfigured(f"This was paid through {payment.provider}. {missing}") from missing


def bounds_lately(since: datetime) -> Iterator[Bound]:
    """Yield the settings in force for all services, and those with which payments began since, each once."""
    seen: set[UUID] = set()
    with suppress(BindingMissing):
        bound = get_binding("payments")
        seen.add(bound.id)
        yield bound
    lately = Payment.objects.filter(binding__isnull=False, made_at__gt=since)
    for binding in lately.values_list("binding", flat=True).distinct():
        if binding not in seen:
            with suppress(BindingMissing):
                yield get_bound(binding)


def ask_bound(bound: Bound, ask: Callable[[Payments], Result], *, at: datetime) -> Result:
    """Return what a provider answers. Raises the three errors of capabilities."""
    return call_provider(
        lambda: ask(payments_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="payments",
        provider=bound.provider,
        at=at,
    )


def ask_provider(payment: Payment, ask: Callable[[Payments], Result], *, at: datetime) -> Result:
    """Return what the provider of a payment answers. Raises the three errors of capabilities.

    It made the payment: that it does not know of it means that the key is now of another account.
    """
    try:
        return ask_bound(bound_of_payment(payment), ask, at=at)
    except Rejected as refused:
        if refused.code == "not_found":
            raise PaymentUnknown(
                f"{payment.provider} does not know a payment that it made. Check whose key is in its settings."
            ) from refused
        raise


def look_at(payment: Payment, *, at: datetime) -> Seen:
    """Return how a payment stands at its provider. Raises the three errors of capabilities."""
    return ask_provider(payment, lambda port: port.find(payment.provider_id, at), at=at)


@contextmanager
def somebody_waits() -> Iterator[None]:
    """Name what goes wrong for somebody who waits at a page: PaymentNotPossible."""
    try:
        yield
    except (Unavailable, Misconfigured, BindingMissing) as down:
        raise PaymentNotPossible("unavailable") from down
    except Rejected as refused:
        raise PaymentNotPossible("refused") from refused
