"""Is what a caller asks for well formed? Wrong types are 400 and wrong values 422, as with the real one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from commonhall.capabilities.payments.simulator.refusals import Refused, missing, out_of_range, wrong_type

MOST: Final = 10_000_000
LEAST: Final = 30
_ILLEGAL: Final = re.compile(r"[<>|]")
_FIREWALL: Final = re.compile(r'[<>"|\\]')
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_IDEMPOTENCY: Final = re.compile(r"[A-Za-z0-9-]{1,255}")
_LONGEST: Final = {"email": 254, "return_url": 2000, "reference": 255, "description": 255}
_MODES: Final = ("web", "agreement", "moto_api", "external")
_PARTS_OF_ADDRESS: Final = {"line1": 255, "line2": 255, "city": 255, "postcode": 25, "country": 2}


def read_body(body: bytes, code: str) -> dict[str, Any]:
    """Return a request's JSON object. Raises Refused with ``code``, and the firewall's refusal of an empty body."""
    if not body:
        raise Refused(400, "P0920", "Request blocked by firewall rules")
    try:
        found = json.loads(body)
    except ValueError:
        raise Refused(400, code, "Unable to parse JSON") from None
    if not isinstance(found, dict):
        raise Refused(400, code, "Unable to parse JSON")
    return found


def check_create(body: Mapping[str, Any], *, live: bool) -> None:
    """Raise Refused for a payment that cannot be made."""
    mode = body.get("authorisation_mode", "web")
    for field in ("amount", "reference", "description"):
        if body.get(field) is None:
            raise missing(field)
    _check_whole("amount", body["amount"], least=0, most=MOST)
    for field in ("reference", "description"):
        _check_words(field, body[field])
    if mode not in _MODES:
        raise out_of_range("authorisation_mode", "Must be one of agreement, external, moto_api, web")
    if mode == "web":
        _check_return_url(body.get("return_url"), live=live)
    _check_email(body)
    _check_choices(body)
    if "metadata" in body:
        _check_metadata(body["metadata"])
    if body.get("prefilled_cardholder_details") is not None:
        _check_prefilled(body["prefilled_cardholder_details"])
    if body["amount"] < LEAST:
        raise out_of_range("amount", f"Must be at least {LEAST}")


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise Refused for a header that is not taken."""
    if headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused(400, "P0920", "Request blocked by firewall rules")
    key = headers.get("idempotency-key")
    if key is not None and not _IDEMPOTENCY.fullmatch(key):
        raise Refused(422, "P0102", "Header [Idempotency-Key] can have 1 to 255 characters", header="Idempotency-Key")


def _check_whole(field: str, value: Any, *, least: int, most: int, code: str = "P0102") -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong_type(field, code)
    if not least <= value <= most:
        raise out_of_range(field, f"Must be from {least} to {most}", code)


def _check_words(field: str, value: Any) -> None:
    if not isinstance(value, str):
        raise wrong_type(field)
    if _ILLEGAL.search(value):
        raise Refused(400, "P0102", f"Invalid attribute value: {field}. Must not have < > |", field=field)
    if _FIREWALL.search(value):
        raise Refused(400, "P0920", "Request blocked by firewall rules")
    if not 1 <= len(value) <= _LONGEST[field]:
        raise out_of_range(field, "Must be from 1 to 255 characters")


def _check_return_url(value: Any, *, live: bool) -> None:
    if value is None:
        raise missing("return_url", named=False)
    if not isinstance(value, str):
        raise wrong_type("return_url")
    parts = urlsplit(value)
    if len(value) > _LONGEST["return_url"] or parts.scheme not in ("http", "https") or not parts.netloc:
        raise out_of_range("return_url", "Must be a valid URL format")
    if live and parts.scheme != "https":
        raise out_of_range("return_url", "Must be https", "P0920")


def _check_email(body: Mapping[str, Any]) -> None:
    email = body.get("email")
    if email is None:
        return
    if not isinstance(email, str):
        raise wrong_type("email")
    if len(email) > _LONGEST["email"] or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        raise out_of_range("email", "Must be a well-formed e-mail address")


def _check_choices(body: Mapping[str, Any]) -> None:
    language = body.get("language")
    if language is not None:
        if not isinstance(language, str):
            raise wrong_type("language")
        if language not in ("en", "cy"):
            raise out_of_range("language", 'Must be "en" or "cy"')
    for field in ("delayed_capture", "moto"):
        if not isinstance(body.get(field, False), bool):
            raise wrong_type(field)


def _check_metadata(found: Any) -> None:
    if not isinstance(found, dict) or not 1 <= len(found) <= 15:
        raise out_of_range("metadata", "Must be an object with 1 to 15 keys")
    if len({key.lower() for key in found}) < len(found):
        raise out_of_range("metadata", "Keys must differ in more than case")
    for key, value in found.items():
        if not 1 <= len(key) <= 30:
            raise out_of_range("metadata", "Keys must be from 1 to 30 characters")
        if not isinstance(value, str | int | float | bool) or (isinstance(value, str) and len(value) > 100):
            raise out_of_range("metadata", "Values must be of type string of 100, boolean or number")


def _check_prefilled(found: Any) -> None:
    if not isinstance(found, dict):
        raise wrong_type("prefilled_cardholder_details")
    _check_optional("cardholder_name", found.get("cardholder_name"), 255)
    address = found.get("billing_address")
    if address is None:
        return
    if not isinstance(address, dict):
        raise wrong_type("billing_address")
    for part, most in _PARTS_OF_ADDRESS.items():
        if part != "country":  # a bad country silently becomes GB
            _check_optional(part, address.get(part), most)


def _check_optional(field: str, value: Any, most: int) -> None:
    if value is None:
        return
    if not isinstance(value, str):
        raise wrong_type(field)
    if len(value) > most:
        raise out_of_range(field, f"Must be at most {most} characters")


def prefilled(body: Mapping[str, Any]) -> tuple[str, dict[str, str] | None]:
    """Return the name and address that a caller filled in before."""
    found = body.get("prefilled_cardholder_details") or {}
    address = found.get("billing_address")
    if address is None:
        return found.get("cardholder_name") or "", None
    country = str(address.get("country") or "GB")
    parts = {part: str(address.get(part) or "") for part in _PARTS_OF_ADDRESS}
    return found.get("cardholder_name") or "", {**parts, "country": country if _COUNTRY.fullmatch(country) else "GB"}


def check_refund(body: Mapping[str, Any], available: int) -> int:
    """Return how many pence to give back. Raises Refused."""
    if body.get("amount") is None:
        raise missing_refund("amount")
    amount, expected = body["amount"], body.get("refund_amount_available")
    for field, value in (("amount", amount), ("refund_amount_available", expected)):
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise wrong_type(field, "P0602")
    if not 1 <= amount <= MOST:
        raise out_of_range("amount", f"Must be from 1 to {MOST}", "P0602")
    if expected is not None and expected != available:
        raise Refused(412, "P0604", "Refund amount available mismatch.")
    if amount > available:
        raise Refused(400, "P0603", "Not enough left to refund")
    return int(amount)


def missing_refund(field: str) -> Refused:
    """A refund lacks a field."""
    return Refused(400, "P0601", f"Missing mandatory attribute: {field}", field=field)
