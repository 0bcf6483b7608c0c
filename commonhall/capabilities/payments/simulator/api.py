"""What does GOV.UK Pay answer? Each endpoint of its REST API, given who asks and what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.payments.simulator import validation
from commonhall.capabilities.payments.simulator.accounts import Account, account_of
from commonhall.capabilities.payments.simulator.described import (
    envelope,
    events_json,
    found_json,
    payment_json,
    refund_json,
)
from commonhall.capabilities.payments.simulator.limits import Buckets, Limits
from commonhall.capabilities.payments.simulator.refusals import JSON, Refused, unknown
from commonhall.capabilities.payments.simulator.searching import between, matches, page_of, read_query
from commonhall.capabilities.payments.simulator.store import PaymentFacts
from commonhall.capabilities.payments.simulator.till import PayTill
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import Answer, Request
from commonhall.capabilities.simulators.standing_in import in_json

_ONE: Final = r"/v1/payments/([^/]+)"
LAGS: Final = 60.0
"""Seconds by which a stale search is behind."""


class Api:
    """The REST API over a till. address: the simulator's own, for the links in its answers."""

    def __init__(self, till: PayTill, faults: Faults, limits: Limits) -> None:
        self.address = ""
        self._till = till
        self._store = till.store
        self._faults = faults
        self._buckets = Buckets(limits)
        self._routes: tuple[tuple[str, str, str, Callable[..., Answer]], ...] = (
            ("POST", r"/v1/payments", "create", self._create),
            ("GET", r"/v1/payments", "GET", self._search),
            ("GET", r"/v1/refunds", "GET", self._search_refunds),
            ("GET", _ONE, "GET", self._payment),
            ("GET", f"{_ONE}/events", "GET", self._events),
            ("POST", f"{_ONE}/cancel", "post", self._cancel),
            ("POST", f"{_ONE}/capture", "capture", self._capture),
            ("POST", f"{_ONE}/refunds", "post", self._refund),
            ("GET", f"{_ONE}/refunds", "GET", self._refunds),
            ("GET", f"{_ONE}/refunds/([^/]+)", "GET", self._one_refund),
        )

    def answer(self, request: Request, now: datetime) -> Answer:
        """Answer a request to the API. Raises Refused."""
        account = account_of(request.headers.get("authorization", ""))
        if account is None:
            raise Refused(401, "", "Credentials are required to access this resource")
        for method, pattern, kind, call in self._routes:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                self._buckets.check(account.id, kind, now)
                answer: Answer = call(account, request, now, *found.groups())
                return answer
        raise Refused(404, "", "HTTP 404 Not Found")

    def _create(self, account: Account, request: Request, now: datetime) -> Answer:
        if self._faults.takes("account_disabled"):
            raise Refused(403, "P0941", "GOV.UK Pay has disabled payment and refund creation on this account")
        if self._faults.takes("psp_not_linked"):
            raise Refused(403, "P0940", "Account is not fully configured")
        validation.check_headers(request.headers)
        asked = validation.read_body(request.body, "P0197")
        validation.check_create(asked, live=account.live)
        word = request.headers.get("idempotency-key", "")
        before = self._replayed(account, word, request.body) if word else None
        payment = before or self._till.make(account.id, account.live, asked, now)
        if word and before is None:
            with self._store.writing() as db:
                digest = hashlib.sha256(request.body).hexdigest()
                db.execute("insert or ignore into replay values (?, ?, ?, ?)", (account.id, word, digest, payment.id))
        return in_json(200 if before else 201, self._described(payment))

    def _replayed(self, account: Account, word: str, body: bytes) -> PaymentFacts | None:
        found = self._store.rows("select asked, payment from replay where account = ? and word = ?", account.id, word)
        if not found:
            return None
        if found[0]["asked"] != hashlib.sha256(body).hexdigest():
            raise Refused(409, "P0191", "The Idempotency-Key was used for another request")
        return self._store.find(str(found[0]["payment"]))

    def _described(self, payment: PaymentFacts) -> dict[str, Any]:
        """A payment that is open to its payer gets a new word for its page each time."""
        way = ""
        if payment.status in ("created", "started") and payment.asked.get("authorisation_mode", "web") == "web":
            with self._store.writing():
                way = self._store.new_way(payment.id)
        return payment_json(payment, self.address, way)

    def _payment(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        return in_json(200, self._described(self._till.find(payment, now, account.id)))

    def _events(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        return in_json(200, events_json(self._till.find(payment, now, account.id, code="P0300"), self.address))

    def _cancel(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        self._till.cancel(self._till.find(payment, now, account.id, code="P0500"), now)
        return Answer(204, b"", JSON)

    def _capture(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        self._till.capture(self._till.find(payment, now, account.id, code="P1000"), now)
        return Answer(204, b"", JSON)

    def _refund(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        if self._faults.takes("account_disabled"):
            raise Refused(403, "P0941", "GOV.UK Pay has disabled payment and refund creation on this account")
        validation.check_headers(request.headers)
        found = self._till.find(payment, now, account.id, code="P0600")
        asked = validation.read_body(request.body, "P0697")
        if self._faults.takes("refund_mismatch"):
            raise Refused(412, "P0604", "Refund amount available mismatch.")
        if found.status != "success":
            raise Refused(400, "P0603", "The payment is not available for refund.")
        pence = validation.check_refund(asked, found.available_pence)
        return in_json(202, refund_json(found, self._till.refund(found, pence, now), self.address))

    def _refunds(self, account: Account, request: Request, now: datetime, payment: str) -> Answer:
        found = self._till.find(payment, now, account.id, code="P0800")
        own = f"{self.address}/v1/payments/{found.id}"
        return in_json(
            200,
            {
                "payment_id": found.id,
                "_embedded": {"refunds": [refund_json(found, each, self.address) for each in found.refunds]},
                "_links": {"self": {"href": f"{own}/refunds"}, "payment": {"href": own}},
            },
        )

    def _one_refund(self, account: Account, request: Request, now: datetime, payment: str, refund: str) -> Answer:
        found = self._till.find(payment, now, account.id, code="P0700")
        one = next((each for each in found.refunds if each.id == refund), None)
        if one is None:
            raise unknown("P0700")
        return in_json(200, refund_json(found, one, self.address))

    def _search(self, account: Account, request: Request, now: datetime) -> Answer:
        asked = read_query(request.query, "P0401")
        lag = LAGS if self._faults.takes("stale_search") else 0.0
        every = self._store.of_account(account.id, asked.get("reference"))
        known = [each for each in every if each.made_at <= now.timestamp() - lag and matches(each, asked)]
        shown, found = page_of(known, asked, "P0402")
        results = [found_json(each, self.address) for each in shown]
        return in_json(200, envelope(results, found, self.address, "/v1/payments"))

    def _search_refunds(self, account: Account, request: Request, now: datetime) -> Answer:
        asked = read_query(request.query, "P1101")
        every = [
            (payment, refund)
            for payment in self._store.of_account(account.id)
            for refund in payment.refunds
            if between(refund.made_at, asked)
        ]
        every.sort(key=lambda pair: pair[1].made_at, reverse=True)
        shown, found = page_of(every, asked, "P1100")
        results = [{**refund_json(one, refund, self.address), "payment_id": one.id} for one, refund in shown]
        return in_json(200, envelope(results, found, self.address, "/v1/refunds"))
