"""How do rights come and go? Grants with their limits, what members declare as their own, and restricted cases opened
with a reason: each recorded, none changed by whom it is for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.councils.actors import Actor
from commonhall.people.models import ROLES, BrokenGlass, DeclaredInterest, Grant, Membership, StaffSession, Team
from commonhall.people.policies import ANY_PATTERN, Interest, Role
from commonhall.people.queries import MemberUnknown
from commonhall.record.operations import record_event

GLASS_LASTS: Final = timedelta(hours=4)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 500


class LastAdministrator(Exception):
    """The council would be left without an administrator."""


class OwnRights(Exception):
    """Nobody changes what they may do themselves, or reviews what they did themselves."""


class DatesCrossed(ValueError):
    """The last day of a grant is before its first, or over already."""


class InterestRefused(ValueError):
    """What was declared is not an address, number or postcode of the kind that was said."""


class ReasonMissing(ValueError):
    """The reason is too short to be one, or too long."""


def grant_role(
    *,
    membership_id: UUID,
    role: Role,
    pattern: str = ANY_PATTERN,
    team_id: UUID | None = None,
    ward: str = "",
    from_date: date | None = None,
    until_date: date | None = None,
    stands_in_for: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Grant a role to a member, for one pattern or ``*``, for one team or all, for one ward or all.

    ``from_date`` and ``until_date``: the first and the last day on which it holds, by London's calendar; both blank for
    always. ``stands_in_for``: the member whose work it lets them do meanwhile; such a grant ends some day. Granting
    twice is once. Raises MemberUnknown for a member or team that this council does not have, OwnRights, DatesCrossed.
    """
    assert role in ROLES
    _check_not_own(membership_id, by)
    if (until_date and until_date < (from_date or at.date())) or (stands_in_for and not until_date):
        raise DatesCrossed("The last day is missing, or before the first")
    for wanted in {membership_id, stands_in_for} - {None}:
        if not Membership.objects.filter(id=wanted).exists():
            raise MemberUnknown("This council has no such member")
    if team_id is not None and not Team.objects.filter(id=team_id).exists():
        raise MemberUnknown("This council has no such team")
    limits = {"pattern": pattern, "team_id": team_id, "ward": ward, "role": role}
    with transaction.atomic():
        grant, made = Grant.objects.get_or_create(
            membership_id=membership_id,
            **limits,
            from_date=from_date,
            until_date=until_date,
            defaults={"granted_at": at, "granted_by": by.name, "stands_in_for": stands_in_for},
        )
        if made:
            _record("role_granted", grant, by, at)
    return UUID(str(grant.id))


def revoke_grant(*, grant_id: UUID, by: Actor, at: datetime) -> None:
    """Take a grant back; it stops with the member's next request. Taking back what is gone changes nothing.

    Raises LastAdministrator, OwnRights.
    """
    with transaction.atomic():
        had = _administrators()
        grant = Grant.objects.select_for_update().filter(id=grant_id).first()
        if grant is None:
            return
        _check_not_own(grant.membership_id, by)
        _record("role_ended", grant, by, at)
        grant.delete()
        _check_one_left(had)


def disable_member(*, membership_id: UUID, by: Actor, at: datetime) -> None:
    """End a membership and all its sessions at once. Raises MemberUnknown, LastAdministrator, OwnRights."""
    _check_not_own(membership_id, by)
    with transaction.atomic():
        had = _administrators()
        changed = Membership.objects.filter(id=membership_id, active=True).update(active=False, left_at=at)
        if not changed:
            raise MemberUnknown("This council has no such active member")
        StaffSession.objects.filter(membership_id=membership_id).delete()
        record_event(kind="member_left", subject=("member", membership_id), by=by, at=at)
        _check_one_left(had)


def declare_interest(*, membership_id: UUID, kind: str, value: str, by: Actor, at: datetime) -> Interest:
    """Keep that something is the member's own affair, so that cases about it are not there for them.

    ``kind``: email, phone, uprn or postcode; ``value`` as typed. Declaring twice is once. The record says the kind,
    never the value. Raises InterestRefused, MemberUnknown.
    """
    wanted = Interest(kind, _as_cases_have_it(kind, value))
    if not Membership.objects.filter(id=membership_id).exists():
        raise MemberUnknown("This council has no such member")
    with transaction.atomic():
        _row, made = DeclaredInterest.objects.get_or_create(
            membership_id=membership_id, kind=wanted.kind, value=wanted.value, defaults={"declared_at": at}
        )
        if made:
            record_event(kind="interest_declared", subject=("member", membership_id), facts={"of": kind}, by=by, at=at)
    return wanted


def withdraw_interest(*, interest_id: UUID, membership_id: UUID, by: Actor, at: datetime) -> None:
    """Take back what a member declared: they have moved, say. Recorded, for it opens cases to them again."""
    with transaction.atomic():
        row = DeclaredInterest.objects.filter(id=interest_id, membership_id=membership_id).first()
        if row is None:
            return
        row.delete()
        record_event(kind="interest_withdrawn", subject=("member", membership_id), facts={"of": row.kind}, by=by, at=at)


def break_glass(
    *, membership_id: UUID, case_id: UUID, reference: str, reason: str, review_date: date, by: Actor, at: datetime
) -> UUID:
    """Open one restricted case to a member for GLASS_LASTS and return the id under which that is reviewed.

    ``review_date``: by when somebody else must have looked whether it was right to. Who may, and whether there is such
    a case, is for the caller to check. Raises ReasonMissing.
    """
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonMissing("Say why in a sentence")
    with transaction.atomic():
        glass = BrokenGlass.objects.create(
            membership_id=membership_id,
            case_id=case_id,
            reference=reference,
            reason=said,
            broken_at=at,
            until_at=at + GLASS_LASTS,
            review_date=review_date,
        )
        record_event(kind="glass_broken", subject=("case", case_id), facts={"reason": said}, by=by, at=at)
    return UUID(str(glass.id))


def review_glass(*, glass_id: UUID, right: bool, finding: str, by: Actor, at: datetime) -> bool:
    """Keep whether it was right to open the case; return whether this call did. Raises OwnRights, ReasonMissing.

    ``finding``: why, in a sentence. The first review stands. Where it was not right, the case closes to the member.
    """
    said = " ".join(finding.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonMissing("Say why in a sentence")
    with transaction.atomic():
        glass = BrokenGlass.objects.select_for_update().filter(id=glass_id, reviewed_at=None).first()
        if glass is None:
            return False
        _check_not_own(glass.membership_id, by)
        glass.reviewed_at, glass.reviewed_by, glass.right, glass.finding = at, by.id, right, said
        glass.until_at = glass.until_at if right else min(glass.until_at, at)
        glass.save()
        record_event(
            kind="glass_reviewed",
            subject=("case", glass.case_id),
            facts={"right": right, "finding": said},
            by=by,
            at=at,
        )
    return True


def _as_cases_have_it(kind: str, typed: str) -> str:
    """Return a declared value in the form in which cases and persons carry it."""
    text = " ".join(typed.split())
    try:
        if kind == "email":
            return parse_email(text).lower()
        if kind == "phone":
            return parse_phone(text).e164
    except (EmailNotRecognised, PhoneNotRecognised) as problem:
        raise InterestRefused(str(problem)) from problem
    if kind == "uprn" and text.isascii() and text.isdigit() and len(text) <= 12:
        return text.lstrip("0")
    if kind == "postcode" and 5 <= len(text.replace(" ", "")) <= 7 and text.replace(" ", "").isalnum():
        whole = text.replace(" ", "").upper()
        return f"{whole[:-3]} {whole[-3:]}"
    raise InterestRefused(f"This is no {kind}")


def _record(kind: str, grant: Grant, by: Actor, at: datetime) -> None:
    facts = {
        "role": grant.role,
        "pattern": grant.pattern,
        "team": grant.team_id,
        "ward": grant.ward,
        "from_date": grant.from_date,
        "until_date": grant.until_date,
        "stands_in_for": grant.stands_in_for,
    }
    facts = {name: value for name, value in facts.items() if value}
    record_event(kind=kind, subject=("member", grant.membership_id), facts=facts, by=by, at=at)


def _check_not_own(membership_id: UUID, by: Actor) -> None:
    if by.kind == "staff" and by.id == membership_id:
        raise OwnRights("Ask another administrator: nobody changes their own rights")


def _administrators() -> int:
    lasting = Q(until_date=None, from_date=None)
    return Grant.objects.filter(lasting, role="administrator", membership__active=True).count()


def _check_one_left(had: int) -> None:
    """A council that had an administrator keeps one."""
    if had and not _administrators():
        raise LastAdministrator("The council needs one administrator at least: appoint another first")
