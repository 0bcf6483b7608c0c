"""What happens to which card? The mock cards of GOV.UK Pay's test mode, and what is typed on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Outcome = Literal["success", "declined", "error", "3ds", "type_not_accepted"]


@dataclass(frozen=True)
class Card:
    """A mock card. kind: credit or debit."""

    brand: str
    kind: str
    outcome: Outcome = "success"


CARDS: Final[Mapping[str, Card]] = {
    "4444333322221111": Card("Visa", "credit"),
    "4242424242424242": Card("Visa", "credit"),
    "4000056655665556": Card("Visa", "debit"),
    "5105105105105100": Card("Mastercard", "debit"),
    "5200828282828210": Card("Mastercard", "debit"),
    "371449635398431": Card("American Express", "credit"),
    "4000160000000004": Card("Visa", "debit"),
    "4000002500003155": Card("Visa", "debit", "3ds"),
    "4000000000000002": Card("Visa", "credit", "declined"),
    "4000000000000069": Card("Visa", "credit", "declined"),
    "4000000000000127": Card("Visa", "credit", "declined"),
    "4000000000000119": Card("Visa", "credit", "error"),
    "6759649826438453": Card("Maestro", "debit", "type_not_accepted"),
}


@dataclass(frozen=True)
class Typed:
    """What the payer typed on the card page."""

    number: str
    expiry_month: str
    expiry_year: str
    name: str
    code: str
    line1: str
    city: str
    postcode: str
    email: str

    @property
    def expiry(self) -> str:
        """The expiry date as the API gives it."""
        return f"{int(self.expiry_month):02d}/{int(self.expiry_year) % 100:02d}"


def read_typed(form: Mapping[str, list[str]]) -> Typed:
    """Return what was typed, tidied."""

    def one(name: str) -> str:
        return (form.get(name) or [""])[0].strip()[:255]

    return Typed(
        number=re.sub(r"[\s-]", "", one("card_no")),
        expiry_month=one("expiry_month"),
        expiry_year=one("expiry_year"),
        name=one("cardholder_name"),
        code=one("cvc"),
        line1=one("address_line1"),
        city=one("address_city"),
        postcode=one("address_postcode"),
        email=one("email"),
    )


def problems_of(typed: Typed, now: datetime, *, telephone: bool) -> dict[str, str]:
    """Return the key of what is wrong with each field, in the order of the page."""
    card = CARDS.get(typed.number)
    wrong: dict[str, str] = {}
    if card is None:
        wrong["card_no"] = "not_a_test_card"
    elif card.outcome == "type_not_accepted":
        wrong["card_no"] = "type_not_accepted"
    if not _is_to_come(typed, now):
        wrong["expiry_month"] = "expiry"
    if not typed.name:
        wrong["cardholder_name"] = "name"
    elif len(re.findall(r"\d", typed.name)) > 7:
        wrong["cardholder_name"] = "name_is_number"
    if not re.fullmatch(r"\d{3,4}", typed.code):
        wrong["cvc"] = "code"
    for field, value in (
        ("address_line1", typed.line1),
        ("address_city", typed.city),
        ("address_postcode", typed.postcode),
    ):
        if not value and not telephone:
            wrong[field] = field
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", typed.email) and not telephone:
        wrong["email"] = "email"
    return wrong


def _is_to_come(typed: Typed, now: datetime) -> bool:
    if not (typed.expiry_month.isdigit() and typed.expiry_year.isdigit()):
        return False
    month, year = int(typed.expiry_month), int(typed.expiry_year)
    year += 2000 if year < 100 else 0
    return 1 <= month <= 12 and (now.year, now.month) <= (year, month) <= (now.year + 20, 12)
