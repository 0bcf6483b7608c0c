"""How do staff come, sign in, get rights and leave? Accounts are written in control, everything else in the council in
scope."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import Actor
from commonhall.people.models import Account, Membership, StaffSession, Team
from commonhall.people.rights import (
    DatesCrossed,
    InterestRefused,
    LastAdministrator,
    OwnRights,
    ReasonMissing,
    break_glass,
    declare_interest,
    disable_member,
    grant_role,
    review_glass,
    revoke_grant,
    withdraw_interest,
)
from commonhall.people.sign_in import SignedIn, SignInRefused, normalised_email, resume_session, sign_in, sign_out
from commonhall.record.operations import record_event

__all__ = [
    "AccountExists",
    "AlreadyMember",
    "DatesCrossed",
    "EmailRefused",
    "InterestRefused",
    "LastAdministrator",
    "OwnRights",
    "PasswordTooWeak",
    "ReasonMissing",
    "SignInRefused",
    "SignedIn",
    "add_member",
    "add_team",
    "break_glass",
    "change_password",
    "check_password",
    "checked_email",
    "create_account",
    "declare_interest",
    "disable_account",
    "disable_member",
    "grant_role",
    "resume_session",
    "review_glass",
    "revoke_grant",
    "sign_in",
    "sign_out",
    "withdraw_interest",
]

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128


class AccountExists(Exception):
    """An account with this e-mail address is there already."""


class AlreadyMember(Exception):
    """This account or e-mail address belongs to a member of the council already."""


class PasswordTooWeak(ValueError):
    """The password is too short, too long or made of the e-mail address."""


class EmailRefused(ValueError):
    """This is not an e-mail address."""


def create_account(*, email: str, password: str, by: Actor, at: datetime) -> UUID:
    """Create an account and return its id.

    ``password``: 12 to 128 characters, any of them (NIST SP 800-63B: length, no composition rules).
    Raises EmailRefused, PasswordTooWeak, AccountExists.
    """
    address = checked_email(email)
    check_password(password, address)
    try:
        with transaction.atomic(using="control"):
            account = Account.objects.create(email=address, password_hash=make_password(password), created_at=at)
    except IntegrityError as problem:
        raise AccountExists("There is an account with this e-mail address already") from problem
    return account.id


def change_password(*, account_id: UUID, password: str, by: Actor, at: datetime) -> None:
    """Give the account another password and end its sessions at the council in scope. Raises PasswordTooWeak."""
    account = Account.objects.get(id=account_id)
    check_password(password, account.email)
    Account.objects.filter(id=account_id).update(password_hash=make_password(password))
    StaffSession.objects.filter(membership__account_id=account_id).delete()


def disable_account(*, account_id: UUID, by: Actor, at: datetime) -> None:
    """Shut the account everywhere: its sessions at every council stop with the next request."""
    Account.objects.filter(id=account_id, disabled_at=None).update(disabled_at=at)


def add_team(*, slug: str, name: Words, by: Actor, at: datetime) -> UUID:
    """Add a team to the council in scope, or find the one of that slug; return its id."""
    team, _made = Team.objects.get_or_create(slug=slug, defaults={"name_en": name.en, "name_cy": name.cy})
    return UUID(str(team.id))


def add_member(*, account_id: UUID, name: str, email: str, language: Language = "en", by: Actor, at: datetime) -> UUID:
    """Make the account's holder a member of the council in scope; return the membership's id.

    Who has worked here before is a member again, with none of the rights of then. Raises EmailRefused, AlreadyMember.
    """
    address = checked_email(email)
    try:
        with transaction.atomic():
            details = {"name": name.strip(), "email": address, "language": language, "joined_at": at}
            member = Membership.objects.select_for_update().filter(account_id=account_id, active=False).first()
            if member is None:
                member = Membership.objects.create(account_id=account_id, **details)
            else:
                member.grants.all().delete()
                again = {**details, "active": True, "left_at": None, "signed_in_at": None}
                Membership.objects.filter(id=member.id).update(**again)
            record_event(kind="member_joined", subject=("member", member.id), by=by, at=at)
    except IntegrityError as problem:
        raise AlreadyMember("This person is a member of the council already") from problem
    return UUID(str(member.id))


def checked_email(email: str) -> str:
    """Return an e-mail address as it is stored. Raises EmailRefused."""
    address = normalised_email(email)
    try:
        validate_email(address)
    except ValidationError as problem:
        raise EmailRefused("This is not an e-mail address") from problem
    return address


def check_password(password: str, email: str) -> None:
    """Raise PasswordTooWeak unless the password will do for the account with this address."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooWeak(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if email.partition("@")[0] in password.lower() or len(set(password)) < 5:
        raise PasswordTooWeak("A password is not made of the e-mail address or of a few characters over and over")
