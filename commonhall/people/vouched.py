"""Which resident is it for whom a provider of sign-in vouches? By the name that never changes; a new name is somebody's
only once they have shown that the account's e-mail is theirs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT
from commonhall.people.identities import Resident, ResidentIdentity, ResidentSession, SpentToken
from commonhall.people.queries import key_hash
from commonhall.people.residents import end_sessions_of
from commonhall.people.sign_in import normalised_email
from commonhall.record.operations import record_event

Level = Literal["signed_in", "identity"]
UNSEEN_KEPT: Final = timedelta(days=400)
"""How long a link to a provider is kept that nobody signs in by."""


class SpentBefore(Exception):
    """It works once, and it was used."""


class EmailToProve(Exception):
    """Nobody is known by this name here: whoever it is must first show that an e-mail address is theirs."""


class LinkedElsewhere(Exception):
    """The name belongs to another account, or the account has another name at the same provider."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody for whom a provider vouches. email: only when the council believes what the provider says of it.

    name and birth_date: at the level ``identity``. hint: what the provider wants to see at signing out.
    """

    issuer: str
    subject: str
    email: str = ""
    level: Level = "signed_in"
    name: str = ""
    birth_date: date | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider's name for a resident, as they may see it. proved_at: when they last proved who they are."""

    issuer: str
    name: str
    birth_date: date | None
    linked_at: datetime
    proved_at: datetime | None


def spend_once(*, kind: Literal["return", "ended"], token: str, until: datetime, at: datetime) -> None:
    """Use up something that works once. until: when it would not work any more anyway. Raises SpentBefore."""
    try:
        with transaction.atomic():
            SpentToken.objects.create(kind=kind, token_hash=key_hash(token), until_at=until)
    except IntegrityError:
        raise SpentBefore(kind) from None


@transaction.atomic
def sign_in_vouched(*, vouched: Vouched, language: Language, instead_of: str = "", at: datetime) -> str:
    """Begin a session for whom a provider vouches; return its key, which goes into the cookie and is kept nowhere else.

    instead_of: the key of the session that the browser had, which ends. Raises EmailToProve where the name is new and
    no e-mail address comes with it that is believed, or one whose account has another name at the same provider.
    """
    identity = ResidentIdentity.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if identity is None:
        identity = _new_identity(vouched, language, at)
    resident_id: UUID = identity.resident_id
    _keep_proof(identity, vouched, at)
    Resident.objects.filter(id=resident_id).update(seen_at=at)
    if instead_of:
        ResidentSession.objects.filter(key_hash=key_hash(instead_of)).delete()
    key = secrets.token_urlsafe(32)
    ResidentSession.objects.create(
        key_hash=key_hash(key), resident_id=resident_id, began_at=at, seen_at=at, sign_out_hint=vouched.hint
    )
    return key


def _new_identity(vouched: Vouched, language: Language, at: datetime) -> ResidentIdentity:
    email = normalised_email(vouched.email)
    if not email or ResidentIdentity.objects.filter(resident__email=email, issuer=vouched.issuer).exists():
        raise EmailToProve("Nobody is known by this name")
    resident, _made = Resident.objects.get_or_create(
        email=email, defaults={"language": language, "made_at": at, "seen_at": at}
    )
    return _link(resident.id, vouched, at)


@transaction.atomic
def link_vouched(*, resident_id: UUID, vouched: Vouched, at: datetime) -> None:
    """Let a resident who is signed in be known by a provider's name from now on. Linking twice is once.

    Whoever calls this has seen both in one browser: the session of the one, and the way back of the other. Raises
    LinkedElsewhere.
    """
    known = ResidentIdentity.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if known is None:
        try:
            with transaction.atomic():
                known = _link(resident_id, vouched, at)
        except IntegrityError:
            raise LinkedElsewhere("The account has another name at this provider") from None
    if known.resident_id != resident_id:
        raise LinkedElsewhere("The name belongs to another account")
    _keep_proof(known, vouched, at)


@transaction.atomic
def end_vouched(*, issuer: str, subject: str, at: datetime) -> int:
    """End every session of whom the provider calls so, as it said that their sign-in is over; return how many ended."""
    known = ResidentIdentity.objects.filter(issuer=issuer, subject=subject).first()
    return end_sessions_of(resident_id=known.resident_id, at=at) if known else 0


def sign_out_hint(*, key: str) -> str:
    """Return what the provider wants to see when the owner of this session signs out there too, or nothing."""
    found = ResidentSession.objects.filter(key_hash=key_hash(key)).values_list("sign_out_hint", flat=True).first()
    return found or ""


def linked_to(resident_id: UUID) -> tuple[Linked, ...]:
    """Return by which providers' names a resident is known, the first one first."""
    rows = ResidentIdentity.objects.filter(resident_id=resident_id).order_by("linked_at", "id")
    return tuple(Linked(row.issuer, row.name, row.birth_date, row.linked_at, row.proved_at) for row in rows)


def forget_spent(*, at: datetime) -> int:
    """Remove what is spent and would not work any more, and links that nobody uses; return how many."""
    gone = SpentToken.objects.filter(until_at__lte=at).delete()[0]
    return gone + ResidentIdentity.objects.filter(seen_at__lte=at - UNSEEN_KEPT).delete()[0]


def _link(resident_id: UUID, vouched: Vouched, at: datetime) -> ResidentIdentity:
    made: ResidentIdentity = ResidentIdentity.objects.create(
        resident_id=resident_id, issuer=vouched.issuer, subject=vouched.subject, linked_at=at, seen_at=at
    )
    record_event(kind="identity_linked", subject=("resident", resident_id), by=RESIDENT, at=at)
    return made


def _keep_proof(identity: ResidentIdentity, vouched: Vouched, at: datetime) -> None:
    identity.seen_at = at
    if vouched.level == "identity":
        identity.level, identity.proved_at = "identity", at
        identity.name, identity.birth_date = vouched.name, vouched.birth_date
    identity.save(update_fields=["seen_at", "level", "proved_at", "name", "birth_date"])
