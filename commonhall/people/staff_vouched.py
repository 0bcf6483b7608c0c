"""Which member of staff is it for whom the council's own sign-in vouches? By the name that never changes, linked once
by somebody who also had the password."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from commonhall.councils.actors import Actor
from commonhall.people.identities import StaffIdentity
from commonhall.people.models import ANY_PATTERN, Account, Grant, Membership, StaffSession
from commonhall.people.queries import MemberUnknown
from commonhall.people.rights import LastAdministrator, grant_role, revoke_grant
from commonhall.people.sign_in import SignedIn, begin_session
from commonhall.record.operations import record_event

SIGN_IN: Final = Actor("system", name="Council sign-in")
"""Who gives and takes the roles that the council's own sign-in says somebody has."""


class StaffUnknown(LookupError):
    """Nobody on the staff is linked to this name."""


class NoPlaceHere(Exception):
    """The name is that of somebody who has left this council, or whose account was closed."""


class StaffLinkedElsewhere(Exception):
    """The name belongs to a colleague, or this member has another name at the same provider."""


@transaction.atomic
def sign_in_staff_vouched(*, issuer: str, subject: str, roles: Collection[str] | None = None, at: datetime) -> SignedIn:
    """Begin a session for the member whom the provider calls so.

    roles: those of ours that the provider says they have, which become those that it gave before; None where roles are
    given here. Raises StaffUnknown, NoPlaceHere.
    """
    known = StaffIdentity.objects.select_related("membership").filter(issuer=issuer, subject=subject).first()
    if known is None:
        raise StaffUnknown("Nobody here is linked to this name")
    member: Membership = known.membership
    if not member.active or not Account.objects.filter(id=member.account_id, disabled_at=None).exists():
        raise NoPlaceHere("This person has no place here")
    StaffIdentity.objects.filter(id=known.id).update(seen_at=at)
    if roles is not None:
        _give(member.id, set(roles), at)
    return begin_session(member, at=at)


@transaction.atomic
def link_staff(*, membership_id: UUID, issuer: str, subject: str, by: Actor, at: datetime) -> None:
    """Let a member be known by the provider's name from now on. Linking twice is once.

    by: the member, who has just signed in by password in the same browser, or whoever set the council up. Raises
    MemberUnknown, StaffLinkedElsewhere.
    """
    if not Membership.objects.filter(id=membership_id, active=True).exists():
        raise MemberUnknown("This council has no such member")
    known = StaffIdentity.objects.filter(issuer=issuer, subject=subject).first()
    if known is None:
        try:
            with transaction.atomic():
                StaffIdentity.objects.create(
                    membership_id=membership_id, issuer=issuer, subject=subject, linked_at=at, seen_at=at
                )
        except IntegrityError:
            raise StaffLinkedElsewhere("This member has another name at this provider") from None
        record_event(kind="identity_linked", subject=("member", membership_id), by=by, at=at)
    elif known.membership_id != membership_id:
        raise StaffLinkedElsewhere("The name belongs to a colleague")


@transaction.atomic
def end_staff_vouched(*, issuer: str, subject: str, at: datetime) -> int:
    """End every session of the member whom the provider calls so, as it said; return how many ended."""
    known = StaffIdentity.objects.filter(issuer=issuer, subject=subject).first()
    if known is None:
        return 0
    ended, _by_table = StaffSession.objects.filter(membership_id=known.membership_id).delete()
    return ended


def _give(membership_id: UUID, roles: set[str], at: datetime) -> None:
    """Make the roles that the provider gave those that it says now; roles that colleagues gave are left alone."""
    given = Grant.objects.filter(membership_id=membership_id, granted_by=SIGN_IN.name)
    held = {grant.role: grant.id for grant in given}
    for role in sorted(roles - set(held)):
        grant_role(membership_id=membership_id, role=role, pattern=ANY_PATTERN, by=SIGN_IN, at=at)  # type: ignore[arg-type]  # the settings name our roles only
    for role in sorted(set(held) - roles):
        try:
            revoke_grant(grant_id=held[role], by=SIGN_IN, at=at)
        except LastAdministrator:
            continue  # somebody must be able to put the council's sign-in right again
