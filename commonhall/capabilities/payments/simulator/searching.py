"""Which payments and refunds does a search find? It may lag behind; the real one does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.payments.simulator.refusals import Refused
from commonhall.capabilities.payments.simulator.store import PaymentFacts

MOST: Final = 500
STATES: Final = ("created", "started", "submitted", "success", "failed", "cancelled", "error")
"""``capturable`` is a state and yet no search takes it."""
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "reference": re.compile(r".{0,255}"),
    "email": re.compile(r".{0,254}"),
    "state": re.compile("|".join(STATES)),
    "card_brand": re.compile(r".{0,30}"),
    "cardholder_name": re.compile(r".{0,255}"),
    "first_digits_card_number": re.compile(r"\d{6}"),
    "last_digits_card_number": re.compile(r"\d{4}"),
    "from_date": _MOMENT,
    "to_date": _MOMENT,
    "from_settled_date": _DAY,
    "to_settled_date": _DAY,
    "agreement_id": re.compile(r"\w{26}"),
    "page": re.compile(r"[1-9]\d{0,8}"),
    "display_size": re.compile(r"[1-9]\d{0,2}"),
}


def read_query(query: Mapping[str, list[str]], code: str) -> dict[str, str]:
    """Return what was asked for. Raises Refused, naming each parameter that is wrong."""
    given = {name: found[0] for name, found in query.items() if name in _PATTERNS and found[0] != ""}
    wrong = sorted(name for name, value in given.items() if not _PATTERNS[name].fullmatch(value))
    if int(given.get("display_size", "1")) > MOST and "display_size" not in wrong:
        wrong.append("display_size")
    if wrong:
        raise Refused(422, code, f"Invalid parameters: {', '.join(wrong)}. See Public API documentation")
    return given


def page_of(found: list[Any], asked: Mapping[str, str], code: str) -> tuple[list[Any], dict[str, int]]:
    """Return one page of what was found, and where it stands. Raises Refused for a page behind the last."""
    page, size = int(asked.get("page", "1")), int(asked.get("display_size", str(MOST)))
    shown = found[(page - 1) * size : page * size]
    if page > 1 and not shown:
        raise Refused(404, code, "Page not found")
    return shown, {"total": len(found), "page": page, "size": size}


def matches(payment: PaymentFacts, asked: Mapping[str, str]) -> bool:
    """Whether a payment is among those asked for."""
    return all(_TESTS[name](payment, value) for name, value in asked.items() if name in _TESTS)


def between(seconds: float, asked: Mapping[str, str]) -> bool:
    """Whether a moment is within the dates asked for; the last one is not included."""
    return seconds >= _seconds(asked.get("from_date"), 0) and seconds < _seconds(asked.get("to_date"), float("inf"))


def _seconds(moment: str | None, otherwise: float) -> float:
    return datetime.fromisoformat(moment).timestamp() if moment else otherwise


def _of_card(payment: PaymentFacts, name: str) -> str:
    return str((payment.card or {}).get(name) or "").lower()


def _never(payment: PaymentFacts, value: str) -> bool:
    return False


_TESTS: Final[Mapping[str, Callable[[PaymentFacts, str], bool]]] = {
    "reference": lambda payment, value: payment.asked["reference"].lower() == value.lower(),
    "email": lambda payment, value: value.lower() in (payment.typed_email or payment.asked.get("email") or "").lower(),
    "state": lambda payment, value: payment.status == value,
    "card_brand": lambda payment, value: _of_card(payment, "card_brand") in value.lower().split(","),
    "cardholder_name": lambda payment, value: value.lower() in _of_card(payment, "cardholder_name"),
    "first_digits_card_number": lambda payment, value: _of_card(payment, "first_digits_card_number") == value,
    "last_digits_card_number": lambda payment, value: _of_card(payment, "last_digits_card_number") == value,
    "from_date": lambda payment, value: between(payment.made_at, {"from_date": value}),
    "to_date": lambda payment, value: between(payment.made_at, {"to_date": value}),
    "from_settled_date": _never,  # only another processor than this one tells when money was settled
    "to_settled_date": _never,
    "agreement_id": _never,
}
