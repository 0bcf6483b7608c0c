"""Who is signed in, and who works here? Reads of the council in scope, and of accounts in control."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.people.models import Account, BrokenGlass, DeclaredInterest, Grant, Membership, StaffSession, Team
from commonhall.people.policies import ABSOLUTE_LIMIT, IDLE_LIMIT, Granted, Interest, Member, Role


class MemberUnknown(LookupError):
    """This council has no such member."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as shown in lists and when work is assigned."""

    membership_id: UUID
    name: str
    email: str
    language: str
    active: bool
    grants: tuple[Granted, ...]


@dataclass(frozen=True, slots=True)
class TeamNamed:
    """A team as shown."""

    id: UUID
    slug: str
    name: Words


def get_account_id(email: str) -> UUID:
    """Return the account with this e-mail address; raises MemberUnknown."""
    found = Account.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    if found is None:
        raise MemberUnknown("There is no account with this e-mail address")
    return found


def key_hash(key: str) -> str:
    """Return what is kept of a session's key. The key is random, so a plain hash of it is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_signed_in(*, key: str, at: datetime) -> Member | None:
    """Return the member whose session at this council has the key, or None.

    None for an unknown key, one of another council, a session idle for 30 minutes or older than 12 hours, a member who
    has left and an account that was disabled.
    """
    found = find_session(key=key, at=at)
    return found[1] if found else None


def find_session(*, key: str, at: datetime) -> tuple[StaffSession, Member] | None:
    """Return the session with the key and its member, by the rules of :func:`find_signed_in`. One statement here."""
    mine = OuterRef("membership_id")
    rights = in_force(Grant.objects.filter(membership_id=mine), london_day(at)).order_by("id")
    own = DeclaredInterest.objects.filter(membership_id=mine).order_by("id")
    glasses = BrokenGlass.objects.filter(membership_id=mine, until_at__gt=at).order_by("id")
    session = (
        StaffSession.objects.select_related("membership")
        .annotate(
            rights=ArraySubquery(
                rights.values(
                    json=JSONObject(
                        role="role", pattern="pattern", team="team_id", ward="ward", stands_in_for="stands_in_for"
                    )
                )
            ),
            own=ArraySubquery(own.values(json=JSONObject(kind="kind", value="value"))),
            opened=ArraySubquery(glasses.values("case_id")),
        )
        .filter(
            key_hash=key_hash(key),
            seen_at__gt=at - IDLE_LIMIT,
            began_at__gt=at - ABSOLUTE_LIMIT,
            membership__active=True,
        )
        .first()
    )
    if session is None:
        return None
    member = session.membership
    if not Account.objects.filter(id=member.account_id, disabled_at=None).exists():
        return None
    granted = tuple(
        Granted(right["role"], right["pattern"], _uuid(right["team"]), right["ward"], _uuid(right["stands_in_for"]))
        for right in session.rights
    )
    interests = tuple(Interest(each["kind"], each["value"]) for each in session.own)
    return session, replace(_member(session, member, granted), interests=interests, opened=tuple(session.opened))


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def in_force(grants: QuerySet[Grant], day: date) -> QuerySet[Grant]:
    """Return those of ``grants`` that hold on ``day``: both their first and their last day count."""
    return grants.filter(Q(from_date=None) | Q(from_date__lte=day), Q(until_date=None) | Q(until_date__gte=day))


def member_of(session: StaffSession, membership: Membership, *, at: datetime) -> Member:
    """Return the member with the grants of this moment."""
    rows = in_force(Grant.objects.filter(membership=membership), london_day(at)).order_by("id")
    return _member(session, membership, tuple(_granted(row) for row in rows))


def _member(session: StaffSession, membership: Membership, granted: tuple[Granted, ...]) -> Member:
    return Member(
        membership_id=membership.id,
        account_id=membership.account_id,
        council_id=membership.council_id,
        session_id=session.id,
        name=membership.name,
        email=membership.email,
        language=membership.language,  # type: ignore[arg-type]  # the column's check allows these only
        grants=granted,
    )


def find_member(membership_id: UUID, *, at: datetime) -> Member | None:
    """Return a member with the rights of this moment, for what goes to them without a session; None once they left."""
    row = Membership.objects.filter(id=membership_id, active=True).first()
    if row is None or not Account.objects.filter(id=row.account_id, disabled_at=None).exists():
        return None
    held = in_force(Grant.objects.filter(membership=row), london_day(at)).order_by("id")
    own = DeclaredInterest.objects.filter(membership=row).order_by("id")
    return Member(
        membership_id=row.id,
        account_id=row.account_id,
        council_id=row.council_id,
        session_id=row.id,
        name=row.name,
        email=row.email,
        language="cy" if row.language == "cy" else "en",
        grants=tuple(_granted(each) for each in held),
        interests=tuple(Interest(each.kind, each.value) for each in own),
    )


def get_colleague(membership_id: UUID) -> Colleague:
    """Return one member of the council in scope; raises MemberUnknown."""
    row = Membership.objects.filter(id=membership_id).first()
    if row is None:
        raise MemberUnknown("This council has no such member")
    return _colleague(row, None)


def colleagues(*, active: bool = True, on: date | None = None) -> list[Colleague]:
    """Return the members of the council in scope by name; with ``on`` only with the grants that hold on that day."""
    rows = Membership.objects.filter(active=active).prefetch_related("grants").order_by("name", "id")
    return [_colleague(row, on) for row in rows]


def teams() -> list[TeamNamed]:
    """Return the teams of the council in scope by slug."""
    return [TeamNamed(row.id, row.slug, Words(en=row.name_en, cy=row.name_cy)) for row in Team.objects.order_by("slug")]


def find_team(slug: str) -> TeamNamed | None:
    """Return the team with this slug, or None."""
    row = Team.objects.filter(slug=slug).first()
    return None if row is None else TeamNamed(row.id, row.slug, Words(en=row.name_en, cy=row.name_cy))


def _colleague(row: Membership, on: date | None) -> Colleague:
    held = sorted((each for each in row.grants.all() if on is None or _holds(each, on)), key=lambda grant: grant.id)
    return Colleague(row.id, row.name, row.email, row.language, row.active, tuple(_granted(each) for each in held))


def _holds(grant: Grant, day: date) -> bool:
    return (grant.from_date is None or grant.from_date <= day) and (grant.until_date is None or grant.until_date >= day)


def _granted(row: Grant) -> Granted:
    return Granted(cast("Role", row.role), row.pattern, row.team_id, row.ward, row.stands_in_for)


@dataclass(frozen=True, slots=True)
class Right:
    """One grant of a member as lists show it, with its days; ``holds``: whether it is in force on the day asked for."""

    id: UUID
    membership_id: UUID
    granted: Granted
    from_date: date | None
    until_date: date | None
    granted_at: datetime
    granted_by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """A member with what an access review looks at: when they last signed in, and their rights."""

    membership_id: UUID
    name: str
    email: str
    active: bool
    joined_at: datetime
    left_at: datetime | None
    seen_at: datetime | None
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class Glass:
    """A restricted case that somebody opened with a reason."""

    id: UUID
    membership_id: UUID
    name: str
    case_id: UUID
    reference: str
    reason: str
    broken_at: datetime
    review_date: date
    reviewed_at: datetime | None
    right: bool | None
    finding: str


def staff_list(*, active: bool = True, on: date) -> list[Staff]:
    """Return the members of the council in scope by name, with all their grants. Two statements."""
    rows = Membership.objects.filter(active=active).prefetch_related("grants").order_by("name", "id")
    return [_staff(row, on) for row in rows]


def get_staff(membership_id: UUID, *, on: date) -> Staff:
    """Return one member with all their grants; raises MemberUnknown."""
    row = Membership.objects.filter(id=membership_id).prefetch_related("grants").first()
    if row is None:
        raise MemberUnknown("This council has no such member")
    return _staff(row, on)


def _staff(row: Membership, on: date) -> Staff:
    rights = tuple(
        Right(
            each.id, row.id, _granted(each), each.from_date, each.until_date, each.granted_at, each.granted_by,
            _holds(each, on),
        )
        for each in sorted(row.grants.all(), key=lambda grant: grant.id)
    )  # fmt: skip
    return Staff(row.id, row.name, row.email, row.active, row.joined_at, row.left_at, row.signed_in_at, rights)


def interests_of(membership_id: UUID) -> tuple[tuple[UUID, Interest], ...]:
    """Return what a member declared as their own, each with the id by which it is taken back."""
    rows = DeclaredInterest.objects.filter(membership_id=membership_id).order_by("kind", "value")
    return tuple((row.id, Interest(row.kind, row.value)) for row in rows)


def glasses(*, reviewed: bool = False, most: int = 200) -> list[Glass]:
    """Return the restricted cases opened with a reason: those to review, the most pressing first, or others."""
    rows = BrokenGlass.objects.select_related("membership").filter(reviewed_at__isnull=not reviewed)
    rows = rows.order_by("-reviewed_at", "-id") if reviewed else rows.order_by("review_date", "id")
    return [
        Glass(
            row.id, row.membership_id, row.membership.name, row.case_id, row.reference, row.reason, row.broken_at,
            row.review_date, row.reviewed_at, row.right, row.finding,
        )
        for row in rows[:most]
    ]  # fmt: skip
