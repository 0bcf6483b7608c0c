"""Which resident is this, and for how long do we believe it? Signing in by a link that was sent by e-mail, staying in,
and signing out, at the council in scope."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.scope import council_in_scope
from commonhall.people.identities import AccessCode, Resident, ResidentSession, SignInLink
from commonhall.people.queries import key_hash
from commonhall.people.sign_in import normalised_email
from commonhall.people.throttle import Limit, network_of, note_try

LINK_WORKS: Final = timedelta(minutes=30)
IDLE_LIMIT: Final = timedelta(minutes=30)
ABSOLUTE_LIMIT: Final = timedelta(hours=8)
LINKS_PER_ADDRESS: Final = 5
"""Links sent to one e-mail address within the window: nobody's letter box is to be filled by somebody else."""
LINKS_PER_NETWORK: Final = 30
# A page more than this after the last one renews the session: not a write with every request.
RENEWED_AFTER: Final = timedelta(minutes=1)
USED_KEPT: Final = timedelta(days=1)


class LinkDead(LookupError):
    """The link is unknown, was used, is too old, or belongs to another council: whichever, it is told alike."""


class TooManyTries(Exception):
    """It was asked for too often. wait: how long until it may be asked for again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("This was tried too often")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class SignedInResident:
    """A resident who is signed in at the council in scope."""

    id: UUID
    email: str
    language: Language
    began_at: datetime

    @property
    def actor(self) -> Actor:
        """The resident as the doer of an operation."""
        return RESIDENT


@transaction.atomic
def make_link(*, email: str, address: str, language: Language, at: datetime) -> str:
    """Return the token of a new link that signs in whoever reads the mail of ``email``, known to us or not.

    address: the network address that asks. Raises TooManyTries after 5 links to one e-mail address, or 30 from one
    network, within 15 minutes.
    """
    mail = normalised_email(email)
    tries = note_try(
        Limit("resident_link", f"{council_in_scope()}/{mail}", LINKS_PER_ADDRESS),
        Limit("resident_network", network_of(address), LINKS_PER_NETWORK),
        at=at,
    )
    if tries.wait:
        raise TooManyTries(tries.wait)
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        token_hash=key_hash(token), email=mail, language=language, made_at=at, expires_at=at + LINK_WORKS
    )
    return token


def check_link(*, token: str, at: datetime) -> None:
    """Raise LinkDead unless the link would sign in. Nothing is used up by looking."""
    if not SignInLink.objects.filter(token_hash=key_hash(token), used_at=None, expires_at__gt=at).exists():
        raise LinkDead("This link does not sign in")


@transaction.atomic
def sign_in_by_link(*, token: str, instead_of: str = "", at: datetime) -> str:
    """Use the link up and begin a session; return its key, which goes into the cookie and is kept nowhere else.

    instead_of: the key of the session that the browser had, which ends. Two presses at once sign in once. All other
    links to the same address die with it. Raises LinkDead.
    """
    mine = SignInLink.objects.filter(token_hash=key_hash(token), used_at=None, expires_at__gt=at)
    found = mine.first()
    if found is None or not mine.update(used_at=at):
        raise LinkDead("This link does not sign in")
    SignInLink.objects.filter(email=found.email, used_at=None).update(used_at=at)
    resident, made = Resident.objects.get_or_create(
        email=found.email, defaults={"language": found.language, "made_at": at, "seen_at": at}
    )
    if not made:
        Resident.objects.filter(id=resident.id).update(seen_at=at)
    if instead_of:
        ResidentSession.objects.filter(key_hash=key_hash(instead_of)).delete()
    key = secrets.token_urlsafe(32)
    ResidentSession.objects.create(key_hash=key_hash(key), resident=resident, began_at=at, seen_at=at)
    return key


def find_resident(*, key: str, at: datetime) -> SignedInResident | None:
    """Return who is signed in with ``key`` at the council in scope, and note that they were here, or None.

    None for an unknown key, one of another council, a session idle for 30 minutes or older than 8 hours.
    """
    if not key:
        return None
    session = (
        ResidentSession.objects.select_related("resident")
        .filter(key_hash=key_hash(key), seen_at__gt=at - IDLE_LIMIT, began_at__gt=at - ABSOLUTE_LIMIT)
        .first()
    )
    if session is None:
        return None
    if session.seen_at < at - RENEWED_AFTER:
        ResidentSession.objects.filter(id=session.id).update(seen_at=at)
    row = session.resident
    return SignedInResident(
        id=row.id,
        email=row.email,
        language=cast(Language, row.language),
        began_at=session.began_at,
    )


def end_session(*, key: str, at: datetime) -> None:
    """End the session; the cookie's key is worth nothing from now on."""
    ResidentSession.objects.filter(key_hash=key_hash(key)).delete()


@transaction.atomic
def end_sessions_of(*, resident_id: UUID, at: datetime) -> int:
    """End every session of the resident, on whatever device, and every link still on its way; return how many ended."""
    resident = Resident.objects.filter(id=resident_id).first()
    if resident is None:
        return 0
    SignInLink.objects.filter(email=resident.email, used_at=None).update(used_at=at)
    ended, _by_table = ResidentSession.objects.filter(resident_id=resident_id).delete()
    return ended


def forget_old_sign_ins(*, at: datetime) -> int:
    """Remove the sessions that ran out, and the links and codes that no longer open anything; return how many.

    A resident without a session goes too, unless a provider knows them: signing in by e-mail makes them anew.
    """
    gone = 0
    for rows in (
        ResidentSession.objects.filter(Q(seen_at__lte=at - IDLE_LIMIT) | Q(began_at__lte=at - ABSOLUTE_LIMIT)),
        SignInLink.objects.filter(expires_at__lte=at - USED_KEPT),
        AccessCode.objects.filter(expires_at__lte=at - USED_KEPT),
        Resident.objects.filter(sessions__isnull=True, identities__isnull=True, seen_at__lte=at - USED_KEPT),
    ):
        gone += rows.delete()[0]
    return gone
