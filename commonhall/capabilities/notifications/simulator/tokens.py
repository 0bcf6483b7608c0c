"""Who made this request? Checks the signed token that every request to GOV.UK Notify carries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import jwt

from commonhall.capabilities.notifications.simulator.accounts import KEY_KINDS, Caller, is_service, secret
from commonhall.capabilities.notifications.simulator.refusals import Refused, forbidden

LEEWAY = 30  # seconds that the two clocks may differ
_CLOCK = "Error: Your system clock must be accurate to within 30 seconds"


def caller_of(authorisation: str | None, now: datetime) -> Caller:
    """Return who signed the token. Raises Refused 401 where there is none, 403 where it is wrong or old."""
    scheme, _, token = (authorisation or "").partition(" ")
    if not authorisation:
        raise Refused(401, ("AuthError", "Unauthorized: authentication token must be provided"))
    if scheme != "Bearer":
        raise Refused(401, ("AuthError", "Unauthorized: authentication bearer scheme must be used"))
    service = _issuer(token.strip())
    for kind in KEY_KINDS:
        claims = _claims(token.strip(), secret(service, kind))
        if claims is not None:
            _check_time(claims, now)
            return Caller(service=service, kind=kind)
    raise forbidden("Invalid token: API key not found")


def _issuer(token: str) -> UUID:
    try:
        if jwt.get_unverified_header(token).get("alg") != "HS256":
            raise forbidden("Invalid token: algorithm used is not HS256")
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise forbidden("Invalid token: make sure your API token matches the example") from None
    if "iss" not in claims:
        raise forbidden("Invalid token: iss field not provided")
    try:
        service = UUID(str(claims["iss"]))
    except ValueError:
        raise forbidden("Invalid token: service id is not the right data type") from None
    if not is_service(service):
        raise forbidden("Invalid token: service not found")
    return service


def _claims(token: str, key: str) -> dict[str, Any] | None:
    unchecked = {"verify_iat": False, "verify_exp": False, "verify_nbf": False, "verify_aud": False}
    try:
        # Its stub knows fewer options:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=["HS256"], options=unchecked)  # type: ignore[arg-type]
    except jwt.InvalidTokenError:
        return None
    return claims


def _check_time(claims: dict[str, Any], now: datetime) -> None:
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        raise forbidden("Invalid token: iat field not provided")
    if abs(now.timestamp() - issued) > LEEWAY + 1:  # tokens count whole seconds
        raise forbidden(_CLOCK)
