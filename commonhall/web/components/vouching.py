"""How does a browser go to a provider of sign-in and come back? Residents and staff apart, each with a cookie that says
which browser went; the provider is called outside of any transaction."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.port import (
    Audience,
    Ended,
    Identity,
    Level,
    NotProved,
    Proved,
    Wanted,
    identity_from,
)
from commonhall.catalogue.bound import Bound, bounds_since, get_binding, get_bound
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.values.words import Language, Words
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import ABSOLUTE_LIMIT
from commonhall.people.vouched import SpentBefore, spend_once

AWAY: Final = timedelta(hours=1)
"""How long somebody may be away: proving who one is takes its time."""
TO_LINK: Final = timedelta(minutes=30)
"""How long somebody has to show that the account is theirs to which a provider's name shall belong."""


class NotFinished(Exception):
    """The way back is not one that this browser may take. code: for the record, never for the person.

    refused: the browser is the one that went, and what it brought back was not accepted.
    """

    def __init__(self, code: str, *, refused: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Way:
    """Who is sent away, and where they come back to."""

    audience: Audience
    returns: str

    @property
    def cookie(self) -> str:
        """Return the name of the cookie."""
        return str(settings.SIGN_IN_COOKIE if self.audience == "identity" else settings.STAFF_SIGN_IN_COOKIE)

    def salt(self, council: CouncilSite) -> str:
        """Return what keeps its cookies apart from all others: another council reads none of ours."""
        return f"sign-in:{self.audience}:{council.id}"


RESIDENTS: Final = Way("identity", "/sign-in/return")
STAFF: Final = Way("staff_identity", "/office/sign-in/return")


@dataclass(frozen=True, slots=True)
class Trip:
    """One way there and back. token: known to this browser alone, and all its secrets are made from it.

    binding: the provider that it began with. onward: where to go afterwards, a path of ours. linking: the resident who
    was signed in already, and wants to be known by the provider's name too. journey: the journey that this browser
    holds, and whose service asks who they are.
    """

    token: str
    binding: str
    onward: str = ""
    level: Level = "signed_in"
    linking: str = ""
    journey: str = ""

    def wanted(self, way: Way, council: CouncilSite, language: Language) -> Wanted:
        """Return what is asked of the provider: the same on the way there and on the way back."""
        return Wanted(
            state=_made("state", self.token),
            nonce=_made("nonce", self.token),
            verifier=_made("verifier", self.token),
            return_url=f"{site_of(council)}{way.returns}",
            language=language,
            level=self.level,
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """What the sign-in page offers: the words of its button, and how much the provider can prove."""

    button: Words
    proves: bool


def site_of(council: CouncilSite) -> str:
    """Return the address of the council's site, without a slash at its end."""
    return str(settings.SITE_ADDRESS).format(host=council.host)


def find_offered(way: Way) -> Offered | None:
    """Return what the provider bound at the council in scope offers; None where nobody is sent anywhere."""
    try:
        identity = _identity(way, get_binding(way.audience))
    except (BindingMissing, Misconfigured):
        return None
    button = identity.button()
    return None if button is None else Offered(button, "identity" in identity.levels())


def send_away(
    way: Way,
    council: CouncilSite,
    *,
    language: Language,
    level: Level = "signed_in",
    onward: str = "",
    linking: str = "",
    journey: str = "",
    at: datetime,
) -> tuple[str, Trip]:
    """Return where to send the browser, and the trip that it is to keep.

    Nothing is stored here: to look at the link does nothing. Raises BindingMissing, Unavailable, Misconfigured.
    """
    with in_council(council, purpose="web"):
        bound = get_binding(way.audience)
    trip = Trip(secrets.token_urlsafe(32), str(bound.id), onward, level, linking, journey)
    wanted = trip.wanted(way, council, language)
    address: str = _called(way, bound, council, at, lambda identity: identity.begin(wanted, at))
    return address, trip


def come_back(
    way: Way, request: HttpRequest, council: CouncilSite, *, language: Language, at: datetime
) -> tuple[Proved | NotProved, Trip]:
    """Return for whom the provider vouches. A way back works once, in the browser that went.

    Raises NotFinished for everything that is not as it must be; Unavailable, Misconfigured.
    """
    trip = kept_trip(way, request, council)
    if any(len(values) != 1 for _, values in request.GET.lists()):
        raise NotFinished("response")
    returned = {str(name): str(value) for name, value in request.GET.items()}
    wanted = trip.wanted(way, council, language)
    if not secrets.compare_digest(returned.get("state", "").encode(), wanted.state.encode()):
        raise NotFinished("state")
    try:
        with in_council(council, purpose="web"):
            spend_once(kind="return", token=trip.token, until=at + AWAY, at=at)
            bound = get_bound(UUID(trip.binding))
        found = _called(way, bound, council, at, lambda identity: identity.finish(wanted, returned, at))
    except SpentBefore:
        raise NotFinished("replay") from None
    except BindingMissing:
        raise NotFinished("binding") from None
    except Rejected as refused:
        raise NotFinished(refused.code, refused=True) from refused
    return found, trip


def read_ended(way: Way, token: str, council: CouncilSite, *, at: datetime) -> Ended:
    """Return whose sign-in is over, from what a provider sent by which people are signed in; outside of any
    transaction.

    Raises BindingMissing, Rejected, Unavailable, Misconfigured.
    """
    refused: Exception = BindingMissing("Nobody vouches for anybody here")
    for bound in _signed_in_by(way, council, at):
        try:
            ended: Ended = _called(way, bound, council, at, lambda identity: identity.ended(token, at))
        except Rejected as other:
            refused = other
        else:
            return ended
    raise refused


def sign_out_address(way: Way, hint: str, council: CouncilSite, *, returns: str, at: datetime) -> str:
    """Return where the owner of a hint can sign out of the provider too, whose it is; blank where nowhere.

    Raises Unavailable, Rejected, Misconfigured, BindingMissing.
    """
    back = f"{site_of(council)}{returns}"
    for bound in _signed_in_by(way, council, at):
        address: str = _called(way, bound, council, at, lambda identity: identity.sign_out(hint, back, at))
        if address:
            return address
    return ""


def _signed_in_by(way: Way, council: CouncilSite, at: datetime) -> tuple[Bound, ...]:
    """Return by which providers people may be signed in still: the one in force, and those before it."""
    with in_council(council, purpose="web"):
        return bounds_since(way.audience, since=at - ABSOLUTE_LIMIT)  # staff are signed in for longest


def keep_trip(response: HttpResponseBase, way: Way, council: CouncilSite, trip: Trip) -> None:
    """Let the browser hold the trip, for this host only."""
    fields = [trip.token, trip.binding, trip.onward, trip.level, trip.linking, trip.journey]
    _keep(response, way, council, ["trip", *fields], AWAY)


def keep_link(response: HttpResponseBase, way: Way, council: CouncilSite, found: Proved) -> None:
    """Let the browser hold for whom a provider vouched, until they have shown which account is theirs."""
    _keep(response, way, council, ["link", found.issuer, found.subject, found.shown], TO_LINK)


def kept_link(way: Way, request: HttpRequest, council: CouncilSite) -> Proved | None:
    """Return for whom a provider vouched in this browser lately: the name, and what it is to be called; or None."""
    kept = _kept(way, request, council, TO_LINK)
    return Proved(kept[1], kept[2], shown=kept[3]) if len(kept) == 4 and kept[0] == "link" else None


def forget_trip(response: HttpResponseBase, way: Way) -> None:
    """Let the browser forget it all."""
    response.delete_cookie(way.cookie, path="/", samesite="Lax")


def _keep(response: HttpResponseBase, way: Way, council: CouncilSite, kept: list[str], lasts: timedelta) -> None:
    response.set_cookie(
        way.cookie,
        signing.dumps(kept, salt=way.salt(council)),
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(way: Way, request: HttpRequest, council: CouncilSite, lasts: timedelta) -> list[Any]:
    try:
        kept = signing.loads(request.COOKIES.get(way.cookie, ""), salt=way.salt(council), max_age=lasts)
    except signing.BadSignature:
        return []
    return kept if isinstance(kept, list) else []


def kept_trip(way: Way, request: HttpRequest, council: CouncilSite) -> Trip:
    """Return the trip that this browser is on. Raises NotFinished where it is on none."""
    kept = _kept(way, request, council, AWAY)
    if len(kept) != 7 or kept[0] != "trip":
        raise NotFinished("browser")
    return Trip(*kept[1:])


def _made(name: str, token: str) -> str:
    """Return one of a trip's secrets: none tells another, nor the token."""
    return hashlib.sha256(f"commonhall {name} {token}".encode()).hexdigest()


def _identity(way: Way, bound: Bound) -> Identity:
    return identity_from(way.audience, bound.provider, bound.settings)


def _called(way: Way, bound: Bound, council: CouncilSite, at: datetime, call: Any) -> Any:
    return call_provider(
        lambda: call(_identity(way, bound)),
        council_id=council.id,
        capability=way.audience,
        provider=bound.provider,
        at=at,
    )
