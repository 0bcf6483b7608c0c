"""What happens to a payment, step by step? Opening its page, a card, confirming, capture, cancelling, time passing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from commonhall.capabilities.payments.simulator.cards import CARDS, Typed
from commonhall.capabilities.payments.simulator.hooks import note_hooks
from commonhall.capabilities.payments.simulator.refusals import Refused, unknown
from commonhall.capabilities.payments.simulator.store import PaymentFacts, RefundFacts, Store, fresh_id
from commonhall.capabilities.simulators.faults import Faults

LASTS: Final = timedelta(minutes=90)
CAPTURE_WITHIN: Final = timedelta(hours=120)
REFUND_TAKES: Final = timedelta(minutes=30)


class PayTill:
    """All payments of all accounts, and what may be done with one of them. Every method stores what it changed."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store = store
        self._faults = faults

    def make(self, account: str, live: bool, asked: dict[str, Any], now: datetime) -> PaymentFacts:
        """Make a payment."""
        payment = PaymentFacts(fresh_id(), account, live, asked, now.timestamp())
        payment.become("created", "", now)
        with self.store.writing():
            self.store.keep(payment)
        return payment

    def find(self, payment_id: str, now: datetime, account: str = "", *, code: str = "P0200") -> PaymentFacts:
        """Return a payment as it stands at ``now``. Raises Refused with ``code`` where the account has none such."""
        payment = self.store.find(payment_id, account)
        if payment is None:
            raise unknown(code)
        return self._aged(payment, now)

    def _aged(self, payment: PaymentFacts, now: datetime) -> PaymentFacts:
        age = timedelta(seconds=now.timestamp() - payment.made_at)
        late = age >= LASTS if payment.status in ("created", "started") else age >= CAPTURE_WITHIN
        open_to_time = payment.status in ("created", "started", "capturable")
        if open_to_time and (late or self._faults.takes("expire_now")):
            self._change(payment, "failed", "P0020", now)
        for refund in payment.refunds:
            if refund.status == "submitted" and now.timestamp() >= refund.ends_at:
                refund.status = refund.ends_as
                with self.store.writing():
                    self.store.keep(payment)
        return payment

    def pass_time(self, now: datetime) -> None:
        """Let what is open too long expire."""
        for payment_id in self.store.open_ids():
            payment = self.store.find(payment_id)
            if payment is not None:
                self._aged(payment, now)

    def _change(self, payment: PaymentFacts, status: str, code: str, now: datetime) -> None:
        payment.become(status, code, now)
        with self.store.writing():
            self.store.keep(payment)
            note_hooks(self.store, payment, code if status == "failed" else status, now, self._faults)

    def open(self, payment: PaymentFacts, now: datetime) -> None:
        """The payer came to the page."""
        if payment.status == "created":
            self._change(payment, "started", "", now)

    def take_card(self, payment: PaymentFacts, typed: Typed, now: datetime) -> str:
        """Try a card; return what comes next: ``confirm``, ``3ds`` or ``over``."""
        card = CARDS[typed.number]
        payment.provider_id = payment.provider_id or fresh_id()
        payment.typed_email = typed.email
        address = {"line1": typed.line1, "line2": "", "postcode": typed.postcode, "city": typed.city, "country": "GB"}
        payment.card = {
            "last_digits_card_number": typed.number[-4:],
            "first_digits_card_number": typed.number[:6],
            "cardholder_name": typed.name,
            "expiry_date": typed.expiry,
            "billing_address": address if typed.line1 else None,
            "card_brand": card.brand,
            "card_type": card.kind,
            "wallet_type": None,
        }
        if card.outcome == "declined":
            self._change(payment, "failed", "P0010", now)
            return "over"
        if card.outcome == "error":
            self._change(payment, "error", "P0050", now)
            return "over"
        payment.threed_secure = card.outcome == "3ds"
        with self.store.writing():
            self.store.keep(payment)
        return "3ds" if payment.threed_secure else "confirm"

    def confirm(self, payment: PaymentFacts, now: datetime) -> None:
        """The payer confirmed: take the money, or hold it where it is to be captured later."""
        if payment.status != "started" or payment.card is None:
            return
        payment.become("submitted", "", now)
        if payment.asked.get("delayed_capture"):
            self._change(payment, "capturable", "", now)
            return
        payment.captured_at = now.timestamp()
        self._change(payment, "success", "", now)

    def refuse(self, payment: PaymentFacts, now: datetime) -> None:
        """The payer's bank did not let them through."""
        if payment.status == "started":
            self._change(payment, "failed", "P0010", now)

    def turn_back(self, payment: PaymentFacts, now: datetime) -> None:
        """The payer cancelled."""
        if payment.status in ("created", "started"):
            self._change(payment, "failed", "P0030", now)

    def cancel(self, payment: PaymentFacts, now: datetime) -> None:
        """The service cancels. Raises Refused for what is finished."""
        if payment.finished:
            raise Refused(400, "P0501", "Cancellation of payment failed")
        self._change(payment, "cancelled", "P0040", now)

    def capture(self, payment: PaymentFacts, now: datetime) -> None:
        """The service takes what was held. Raises Refused."""
        if self._faults.takes("capture_window_passed") and payment.status == "capturable":
            self._change(payment, "failed", "P0020", now)
        if payment.status == "success" and payment.asked.get("delayed_capture"):
            raise Refused(409, "P1003", "Payment cannot be captured")
        if payment.status != "capturable":
            raise Refused(400, "P1001", "Capture of payment failed")
        payment.captured_at = now.timestamp()
        self._change(payment, "success", "", now)

    def refund(self, payment: PaymentFacts, pence: int, now: datetime) -> RefundFacts:
        """Give money back. Test accounts see it done at once, unless a fault lets it take its time, or fail."""
        fails, slow = self._faults.takes("refund_error"), self._faults.takes("refund_submitted")
        ends_at = now + REFUND_TAKES if slow else now
        refund = RefundFacts(
            fresh_id(), pence, "submitted" if fails or slow else "success", now.timestamp(),
            ends_as="error" if fails else "success", ends_at=ends_at.timestamp(),
        )  # fmt: skip
        payment.refunds.append(refund)
        with self.store.writing():
            self.store.keep(payment)
            note_hooks(self.store, payment, "refunded", now, self._faults)
        return refund
