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
from commonhall.people.models import ROLES, Account, Grant, Membership, StaffSession, Team
from commonhall.people.policies import ANY_PATTERN, Role
from commonhall.people.queries import MemberUnknown
from commonhall.people.sign_in import SignedIn, SignInRefused, normalised_email, resume_session, sign_in, sign_out

__all__ = [
    "AccountExists",
    "AlreadyMember",
    "LastAdministrator",
    "PasswordTooWeak",
    "SignInRefused",
    "SignedIn",
    "add_member",
    "add_team",
    "change_password",
    "create_account",
    "disable_account",
    "disable_member",
    "grant_role",
    "resume_session",
    "revoke_grant",
    "sign_in",
    "sign_out",
]

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128


class AccountExists(Exception):
    """An account with this e-mail address is there already."""


class AlreadyMember(Exception):
    """This account or e-mail address belongs to a member of the council already."""


class LastAdministrator(Exception):
    """The council would be left without an administrator."""


class PasswordTooWeak(ValueError):
    """The password is too short, too long or made of the e-mail address."""


class EmailRefused(ValueError):
    """This is not an e-mail address."""


def create_account(*, email: str, password: str, by: Actor, at: datetime) -> UUID:
    """Create an account and return its id.

    ``password``: 12 to 128 characters, any of them (NIST SP 800-63B: length, no composition rules).
    Raises EmailRefused, PasswordTooWeak, AccountExists.
    """
    address = _checked_email(email)
    _check_password(password, address)
    try:
        with transaction.atomic(using="control"):
            account = Account.objects.create(email=address, password_hash=make_password(password), created_at=at)
    except IntegrityError as problem:
        raise AccountExists("There is an account with this e-mail address already") from problem
    return account.id


def change_password(*, account_id: UUID, password: str, by: Actor, at: datetime) -> None:
    """Give the account another password and end its sessions at the council in scope. Raises PasswordTooWeak."""
    account = Account.objects.get(id=account_id)
    _check_password(password, account.email)
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

    Raises EmailRefused, AlreadyMember.
    """
    address = _checked_email(email)
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                account_id=account_id, name=name.strip(), email=address, language=language, joined_at=at
            )
    except IntegrityError as problem:
        raise AlreadyMember("This person is a member of the council already") from problem
    return UUID(str(member.id))


def grant_role(
    *,
    membership_id: UUID,
    role: Role,
    pattern: str = ANY_PATTERN,
    team_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Grant a role to a member, for one pattern or ``*``, for one team or all. Granting twice is once.

    Raises MemberUnknown for a member or team that this council does not have.
    """
    assert role in ROLES
    if not Membership.objects.filter(id=membership_id).exists():
        raise MemberUnknown("This council has no such member")
    if team_id is not None and not Team.objects.filter(id=team_id).exists():
        raise MemberUnknown("This council has no such team")
    grant, _made = Grant.objects.get_or_create(
        membership_id=membership_id, pattern=pattern, team_id=team_id, role=role, defaults={"granted_at": at}
    )
    return UUID(str(grant.id))


def revoke_grant(*, grant_id: UUID, by: Actor, at: datetime) -> None:
    """Take a grant back; it stops with the member's next request. Raises LastAdministrator."""
    with transaction.atomic():
        had = _administrators()
        Grant.objects.filter(id=grant_id).delete()
        _check_one_left(had)


def disable_member(*, membership_id: UUID, by: Actor, at: datetime) -> None:
    """End a membership and all its sessions at once. Raises MemberUnknown, LastAdministrator."""
    with transaction.atomic():
        had = _administrators()
        changed = Membership.objects.filter(id=membership_id, active=True).update(active=False, left_at=at)
        if not changed:
            raise MemberUnknown("This council has no such active member")
        StaffSession.objects.filter(membership_id=membership_id).delete()
        _check_one_left(had)


def _administrators() -> int:
    return Grant.objects.filter(role="administrator", membership__active=True).count()


def _check_one_left(had: int) -> None:
    """A council that had an administrator keeps one."""
    if had and not _administrators():
        raise LastAdministrator("The council needs one administrator at least: appoint another first")


def _checked_email(email: str) -> str:
    address = normalised_email(email)
    try:
        validate_email(address)
    except ValidationError as problem:
        raise EmailRefused("This is not an e-mail address") from problem
    return address


def _check_password(password: str, email: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooWeak(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if email.partition("@")[0] in password.lower() or len(set(password)) < 5:
        raise PasswordTooWeak("A password is not made of the e-mail address or of a few characters over and over")
