"""How does GOV.UK Pay describe a payment, a refund, an event? The JSON of its answers and of its webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from commonhall.capabilities.payments.simulator.store import PaymentFacts, RefundFacts, day, stamp
from commonhall.capabilities.payments.simulator.validation import prefilled

MESSAGES: Final = {
    "P0010": "Payment method rejected",
    "P0020": "Payment expired",
    "P0030": "Payment was cancelled by the user",
    "P0040": "Payment was cancelled by the service",
    "P0050": "Payment provider returned an error",
}
_IN_WEBHOOKS: Final = {"P0010": "declined", "P0020": "timedout", "P0030": "cancelled", "P0040": "cancelled"}


def state_of(status: str, code: str) -> dict[str, Any]:
    """Return how the API says a state."""
    state: dict[str, Any] = {
        "status": status, "finished": status in ("success", "failed", "cancelled", "error"),
    }  # fmt: skip
    return state | ({"code": code, "message": MESSAGES[code]} if code else {})


def payment_json(payment: PaymentFacts, address: str, way: str) -> dict[str, Any]:
    """Return a payment as the API gives it. way: the word that opens its page; empty where that is closed."""
    return {**_facts(payment), "_links": _links(payment, address, way)}


def found_json(payment: PaymentFacts, address: str) -> dict[str, Any]:
    """Return a payment as a search gives it: with fewer links."""
    links = _links(payment, address, "")
    kept = ("self", "events", "refunds", "cancel", "capture")
    return {**_facts(payment), "_links": {name: links[name] for name in kept if links.get(name)}}


def webhook_json(payment: PaymentFacts) -> dict[str, Any]:
    """Return a payment as a webhook gives it: other words for its state, and no links."""
    facts = _facts(payment)
    if payment.code in _IN_WEBHOOKS:
        facts["state"] = {**facts["state"], "status": _IN_WEBHOOKS[payment.code]}
    return facts


def _facts(payment: PaymentFacts) -> dict[str, Any]:
    asked = payment.asked
    facts: dict[str, Any] = {
        "payment_id": payment.id,
        "amount": asked["amount"],
        "reference": asked["reference"],
        "description": asked["description"],
        "return_url": asked.get("return_url"),
        "language": asked.get("language") or "en",
        "email": payment.typed_email or asked.get("email"),
        "state": state_of(payment.status, payment.code),
        "payment_provider": "sandbox",
        "created_date": stamp(payment.made_at),
        "delayed_capture": bool(asked.get("delayed_capture")),
        "moto": bool(asked.get("moto")),
        "authorisation_mode": asked.get("authorisation_mode") or "web",
        "refund_summary": _refund_summary(payment),
        "settlement_summary": _settlement(payment),
        "card_details": _card(payment),
        "provider_id": payment.provider_id or None,
        "metadata": asked.get("metadata"),
    }
    if payment.threed_secure:
        facts["authorisation_summary"] = {"three_d_secure": {"required": True}}
    return {name: value for name, value in facts.items() if value is not None}


def _refund_summary(payment: PaymentFacts) -> dict[str, Any]:
    status = "pending"
    if payment.status == "success":
        status = "available" if payment.available_pence else "full"
    elif payment.finished:
        status = "unavailable"
    available = payment.available_pence if payment.status == "success" else payment.asked["amount"]
    return {"status": status, "amount_available": available, "amount_submitted": payment.submitted_pence}


def _settlement(payment: PaymentFacts) -> dict[str, Any]:
    at = payment.captured_at
    return {} if at is None else {"capture_submit_time": stamp(at), "captured_date": day(at)}


def _card(payment: PaymentFacts) -> dict[str, Any] | None:
    if payment.card is not None:
        return payment.card
    name, address = prefilled(payment.asked)
    return {"cardholder_name": name, "billing_address": address} if name or address else None


def _links(payment: PaymentFacts, address: str, way: str) -> dict[str, Any]:
    own = f"{address}/v1/payments/{payment.id}"
    links: dict[str, Any] = {
        "self": {"href": own, "method": "GET"},
        "events": {"href": f"{own}/events", "method": "GET"},
        "refunds": {"href": f"{own}/refunds", "method": "GET"},
        "next_url": None,
        "next_url_post": None,
        "cancel": None,
        "capture": None,
    }
    if way:
        links["next_url"] = {"href": f"{address}/secure/{way}", "method": "GET"}
        links["next_url_post"] = {
            "type": "application/x-www-form-urlencoded",
            "params": {"chargeTokenId": way},
            "href": f"{address}/secure",
            "method": "POST",
        }
    if not payment.finished:
        links["cancel"] = {"href": f"{own}/cancel", "method": "POST"}
    if payment.status == "capturable":
        links["capture"] = {"href": f"{own}/capture", "method": "POST"}
    return links


def refund_json(payment: PaymentFacts, refund: RefundFacts, address: str) -> dict[str, Any]:
    """Return a refund as the API gives it."""
    own = f"{address}/v1/payments/{payment.id}"
    done = {"settled_date": day(refund.ends_at)} if refund.status == "success" else {}
    return {
        "refund_id": refund.id,
        "created_date": stamp(refund.made_at),
        "amount": refund.amount,
        "status": refund.status,
        "settlement_summary": done,
        "_links": {
            "self": {"href": f"{own}/refunds/{refund.id}", "method": "GET"},
            "payment": {"href": own, "method": "GET"},
        },
    }


def events_json(payment: PaymentFacts, address: str) -> dict[str, Any]:
    """Return what happened to a payment, the oldest first."""
    own = f"{address}/v1/payments/{payment.id}"
    return {
        "payment_id": payment.id,
        "events": [
            {
                "payment_id": payment.id,
                "state": state_of(status, code),
                "updated": stamp(at),
                "_links": {"payment_url": {"href": own, "method": "GET"}},
            }
            for status, code, at in payment.events
        ],
        "_links": {"self": {"href": f"{own}/events", "method": "GET"}},
    }


def envelope(results: list[Any], found: Mapping[str, int], address: str, path: str) -> dict[str, Any]:
    """Return one page of a search. found: total, page, size."""
    total, page, size = found["total"], found["page"], found["size"]
    last = max(1, -(-total // size))

    def link(number: int) -> dict[str, str]:
        return {"href": f"{address}{path}?page={number}&display_size={size}"}

    links = {"self": link(page), "first_page": link(1), "last_page": link(last)}
    if page > 1:
        links["prev_page"] = link(page - 1)
    if page < last:
        links["next_page"] = link(page + 1)
    return {"total": total, "count": len(results), "page": page, "results": results, "_links": links}
