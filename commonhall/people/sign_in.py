"""Is this person who they say, and for how long do we believe it? Signing in, staying in and signing out of the council
in scope, with the same answer and the same work for an unknown address as for a wrong password."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from commonhall.people.models import Account, Membership, StaffSession
from commonhall.people.policies import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    TRIES_PER_ACCOUNT,
    TRIES_PER_ADDRESS,
    Member,
)
from commonhall.people.queries import find_session, key_hash, member_of
from commonhall.people.throttle import Limit, network_of, note_try

# A page more than this after the last one renews the session: not a write with every request.
RENEWED_AFTER = timedelta(minutes=1)


class SignInRefused(Exception):
    """The e-mail address and password do not fit, or too many were tried: whatever does not fit is told alike.

    ``wait``: how long until another try is looked at, when it was tried too often; nothing else is told by it, because
    tries for unknown addresses count alike.
    """

    def __init__(self, *, wait: timedelta | None = None) -> None:
        super().__init__("The e-mail address or password is not right, or it was tried too often")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: ``key`` goes into the cookie and is kept nowhere else."""

    key: str
    member: Member


def normalised_email(email: str) -> str:
    """Return the address as it is stored and compared."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def sign_in(*, email: str, password: str, address: str, at: datetime) -> SignedIn:
    """Begin a session at the council in scope.

    ``address`` is the network address the request came from. Raises SignInRefused for an unknown, disabled or foreign
    account, a wrong password, or more than 10 failures of the account or 50 of the address within 15 minutes. One
    password hash is computed either way.
    """
    mail = normalised_email(email)
    tries = note_try(
        Limit("sign_in_account", mail, TRIES_PER_ACCOUNT),
        Limit("sign_in_address", network_of(address), TRIES_PER_ADDRESS),
        at=at,
    )
    account = Account.objects.filter(email=mail, disabled_at=None).first()
    if account is None:
        make_password(password)
        right = False
    else:
        right = check_password(password, account.password_hash)
    membership = Membership.objects.filter(account_id=account.id, active=True).first() if account and right else None
    if tries.wait or membership is None:
        raise SignInRefused(wait=tries.wait)
    tries.forgive(wholly=("sign_in_account",))
    return begin_session(membership, at=at)


def begin_session(membership: Membership, *, at: datetime) -> SignedIn:
    """Begin a session for a member of whom something else has shown that it is they."""
    StaffSession.objects.filter(membership=membership, began_at__lte=at - ABSOLUTE_LIMIT).delete()
    Membership.objects.filter(id=membership.id).update(signed_in_at=at)
    key = secrets.token_urlsafe(32)
    session = StaffSession.objects.create(key_hash=key_hash(key), membership=membership, began_at=at, seen_at=at)
    return SignedIn(key, member_of(session, membership, at=at))


def resume_session(*, key: str, at: datetime) -> Member | None:
    """Return who is signed in with ``key`` at the council in scope and note that they were here, or None."""
    found = find_session(key=key, at=at)
    if found is None:
        return None
    session, member = found
    if session.seen_at < at - RENEWED_AFTER:
        StaffSession.objects.filter(id=session.id).update(seen_at=at)
    return member


def sign_out(*, key: str, at: datetime) -> None:
    """End the session; the cookie's key is worth nothing from now on."""
    StaffSession.objects.filter(key_hash=key_hash(key)).delete()


def end_old_sessions(*, at: datetime) -> int:
    """Remove the sessions of the council in scope that ran out; return how many."""
    gone, _by_table = StaffSession.objects.filter(
        Q(seen_at__lte=at - IDLE_LIMIT) | Q(began_at__lte=at - ABSOLUTE_LIMIT)
    ).delete()
    return gone
