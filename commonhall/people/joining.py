"""How does a new colleague come to an account? They are asked by e-mail to choose its password, by a link that is good
once and for some days; who has an account already signs in with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, is_password_usable, make_password
from django.db import transaction

from commonhall.councils.actors import Actor
from commonhall.people.invitations import StaffInvitation
from commonhall.people.models import Account, Membership
from commonhall.people.operations import check_password, checked_email
from commonhall.people.queries import MemberUnknown, key_hash
from commonhall.record.operations import record_event

INVITATION_WORKS: Final = timedelta(hours=72)


class InvitationDead(LookupError):
    """The link is unknown, was used, is too old, or of another council: whichever, it is told alike."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who may choose a password by a link."""

    membership_id: UUID
    account_id: UUID
    name: str
    email: str
    language: str


def find_or_open_account(*, email: str, by: Actor, at: datetime) -> UUID:
    """Return the account with this e-mail address; where there is none, a new one that nobody can sign in to yet.

    Raises EmailRefused.
    """
    address = checked_email(email)
    account, _made = Account.objects.get_or_create(
        email=address, defaults={"password_hash": make_password(None), "created_at": at}
    )
    return UUID(str(account.id))


def make_invitation(*, membership_id: UUID, by: Actor, at: datetime) -> str:
    """Return the token of a new link by which a member chooses a password, and end the links before it.

    Blank where the account has a password already. Recorded either way. Raises MemberUnknown for who is not a member
    or has left.
    """
    with transaction.atomic():
        member = Membership.objects.select_for_update().filter(id=membership_id, active=True).first()
        if member is None:
            raise MemberUnknown("This council has no such member")
        record_event(kind="member_invited", subject=("member", membership_id), by=by, at=at)
        if not _waits(member.account_id):
            return ""
        StaffInvitation.objects.filter(membership=member, used_at=None).update(used_at=at)
        token = secrets.token_urlsafe(32)
        StaffInvitation.objects.create(
            membership=member, token_hash=key_hash(token), made_at=at, expires_at=at + INVITATION_WORKS
        )
    return token


def get_invited(*, token: str, at: datetime) -> Invited:
    """Return whose password a link sets. Looking uses nothing up. Raises InvitationDead."""
    found = (
        StaffInvitation.objects.select_related("membership")
        .filter(token_hash=key_hash(token), used_at=None, expires_at__gt=at, membership__active=True)
        .first()
    )
    if found is None or not _waits(found.membership.account_id):
        raise InvitationDead("This link sets no password")
    member = found.membership
    email = Account.objects.values_list("email", flat=True).get(id=member.account_id)
    return Invited(member.id, member.account_id, member.name, email, member.language)


def choose_password(*, token: str, password: str, at: datetime) -> Invited:
    """Use a link up and give the account of its member the password. Two presses at once choose once.

    ``password``: 12 to 128 characters. Raises InvitationDead; PasswordTooWeak, which uses nothing up.
    """
    invited = get_invited(token=token, at=at)
    check_password(password, invited.email)
    hashed = make_password(password)
    with transaction.atomic():
        mine = StaffInvitation.objects.filter(token_hash=key_hash(token), used_at=None, expires_at__gt=at)
        if not mine.update(used_at=at):
            raise InvitationDead("This link sets no password")
        without = {"password_hash__startswith": UNUSABLE_PASSWORD_PREFIX}
        waiting = Account.objects.filter(id=invited.account_id, disabled_at=None, **without)
        if not waiting.update(password_hash=hashed):
            raise InvitationDead("This link sets no password")
        by = Actor("staff", invited.membership_id, invited.name)
        record_event(kind="password_chosen", subject=("member", invited.membership_id), by=by, at=at)
    return invited


def _waits(account_id: UUID) -> bool:
    """Whether nobody has chosen a password for the account: only then may a link set one."""
    account = Account.objects.filter(id=account_id, disabled_at=None).first()
    return account is not None and not is_password_usable(account.password_hash)
