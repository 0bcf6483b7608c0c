"""Is a signed token genuine, meant for us, and still good? By lists of what is allowed, never by what the token says of
itself. Signatures are checked by joserfc; everything a token could lie about is checked here."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import JWKRegistry, Key

from commonhall.capabilities.errors import Rejected

LEEWAY: Final = timedelta(seconds=60)
"""How far two clocks may be apart."""
OLDEST: Final = timedelta(hours=1)
"""A token for signing in is made for the occasion: an older one is somebody else's."""
LONGEST: Final = 20_000
SIGNED_WITH: Final = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""All that could be allowed: never ``none``, and nothing for which we would have to share a secret."""
SHORTEST_MODULUS: Final = 342
"""Characters (base64url) of 2048 bits."""
_MADE_FOR: Final = {"RS": "RSA", "PS": "RSA", "ES": "EC"}

FindKey = Callable[[str], Mapping[str, Any] | None]
"""Gives the public key of that id, as a JWK, from where the provider is known to publish it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A token whose signature is good: nothing more is known of it."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]


def read_signed(token: str, *, find_key: FindKey, algorithms: Collection[str]) -> Signed:
    """Return what a token says when its signature is good. Raises Rejected.

    find_key: where keys come from; an address inside the token is never followed. algorithms: those that are allowed.
    """
    header = _header(token)
    algorithm, key_id = header.get("alg"), header.get("kid")
    if algorithm not in algorithms or algorithm not in SIGNED_WITH:
        raise Rejected("algorithm", why="The token is signed in a way that is not allowed")
    if not isinstance(key_id, str) or not key_id or "crit" in header:
        raise Rejected("key", why="The token does not say by which key it is signed")
    described = find_key(key_id)
    if described is None:
        raise Rejected("key", why="The token is signed by a key that the provider does not publish")
    key = _key(described, str(algorithm))
    try:
        registry = jws.JWSRegistry(algorithms=[str(algorithm)], strict_check_header=False)
        read = jws.deserialize_compact(token, key, registry=registry)
    except BadSignatureError:
        raise Rejected("signature", why="The signature of the token is wrong") from None
    except (JoseError, ValueError):
        raise Rejected("token", why="The token is not well formed") from None
    return Signed(header, _object(read.payload))


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > LONGEST or token.count(".") != 2:
        raise Rejected("token", why="The token is not well formed")
    try:
        return jws.extract_compact(token.encode("ascii"), registry=_Any()).protected
    except (JoseError, ValueError, RecursionError):
        raise Rejected("token", why="The token is not well formed") from None


class _Any(jws.JWSRegistry):
    """Lets a header be read before it is judged."""

    def check_header(self, header: Any) -> None:
        """Accept it: nothing of it is believed yet."""


def _key(described: Mapping[str, Any], algorithm: str) -> Key:
    wanted = _MADE_FOR[algorithm[:2]]
    for_it = described.get("alg") in (None, algorithm) and described.get("use") in (None, "sig")
    if described.get("kty") != wanted or not for_it:
        raise Rejected("key", why="The key is not for tokens of this kind")
    public = {name: value for name, value in described.items() if name in ("kty", "n", "e", "crv", "x", "y")}
    if wanted == "RSA" and len(str(public.get("n"))) < SHORTEST_MODULUS:
        raise Rejected("key", why="The provider publishes a key that is too short")
    try:
        return JWKRegistry.import_key(public)
    except (JoseError, LookupError, ValueError, TypeError):  # LookupError: of a curve that there is not
        raise Rejected("key", why="The provider publishes a key that cannot be read") from None


def _object(payload: bytes) -> Mapping[str, Any]:
    try:
        claims = json.loads(payload)
    except (ValueError, RecursionError):
        raise Rejected("token", why="The token is not well formed") from None
    if not isinstance(claims, dict):
        raise Rejected("token", why="The token is not well formed")
    return claims


def check_made_for_us(claims: Mapping[str, Any], *, issuer: str, client_id: str) -> None:
    """Raise Rejected unless this issuer made the token for this client and, where it names others, used by us."""
    if claims.get("iss") != issuer:
        raise Rejected("issuer", why="The token is from somebody else")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or client_id not in audiences:
        raise Rejected("audience", why="The token is for somebody else")
    party = claims.get("azp")
    if (len(audiences) > 1 or party is not None) and party != client_id:
        raise Rejected("audience", why="The token was given to somebody else")


def says_it_is_of(token: str, *, issuer: str, client_id: str) -> bool:
    """Whether a token says that ``issuer`` made it for us. Nobody has verified that: it is for handing a token back to
    its own maker, and to nobody else.
    """
    try:
        claims = _object(jws.extract_compact(token.encode("ascii"), registry=_Any()).payload)
        check_made_for_us(claims, issuer=issuer, client_id=client_id)
    except (Rejected, JoseError, ValueError, RecursionError):
        return False
    return True


def check_times(claims: Mapping[str, Any], at: datetime, *, oldest: timedelta = OLDEST) -> None:
    """Raise Rejected unless the token was made lately, not in the future, and is still good."""
    made, ends = _moment(claims, "iat"), _moment(claims, "exp")
    begins = _moment(claims, "nbf") if "nbf" in claims else made
    if max(made, begins) > at + LEEWAY:
        raise Rejected("future", why="The token is from the future: compare the clocks")
    if ends <= at - LEEWAY or made < at - oldest - LEEWAY:
        raise Rejected("expired", why="The token is too old")


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Rejected("token", why=f"The token lacks {name}")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise Rejected("token", why=f"The token's {name} is no moment") from None


def same(one: object, other: str) -> bool:
    """Whether a text from outside is the one that is known, in a time that tells nothing."""
    return isinstance(one, str) and bool(other) and hmac.compare_digest(_bytes(one), _bytes(other))


def subject_of(claims: Mapping[str, Any], name: str = "sub") -> str:
    """Return who the token is about. Raises Rejected for nobody, or a name of more than 255 characters."""
    subject = claims.get(name)
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or subject.strip() != subject:
        raise Rejected("subject", why="The token does not say whom it is about")
    return subject


def shown_of(claims: Mapping[str, Any]) -> str:
    """Return what a provider calls somebody, for them to read: nothing may be concluded from it."""
    found = (claims.get(name) for name in ("preferred_username", "email", "name"))
    text = next((each for each in found if isinstance(each, str) and each.strip()), "")
    return " ".join(text.split())[:100]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
