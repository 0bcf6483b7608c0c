"""Which lists has somebody kept, and what can lists be narrowed to? A kept list is the query of its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from commonhall.cases.models import SavedView, Tag
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Street
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.people.models import Grant, Membership, Team
from commonhall.people.policies import Member, can
from commonhall.record.operations import record_event

LONGEST_NAME: Final = 60
MOST_KEPT: Final = 40
"""Lists that one member keeps."""
SPACE: Final = Value(" ", output_field=TextField())


class ViewRefused(ValueError):
    """A list cannot be kept so. rule: ``missing``, ``long``, ``taken`` or ``many``."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class ViewUnknown(LookupError):
    """There is no such kept list, or it is not the member's to change."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept list. shared: ``mine``, ``team`` or ``council``; mine: whether the member may change it."""

    id: UUID
    name: str
    query: str
    shared: str
    team: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What lists can be narrowed to, for one member, and the lists that are kept for them."""

    teams: Mapping[str, Words]
    officers: Mapping[str, str]
    tags: tuple[str, ...]
    wards: tuple[str, ...]
    kept: tuple[Kept, ...]


def choices_of(member: Member) -> Choices:
    """Return teams, colleagues, tags in use and wards, and kept lists, each by name. One statement."""
    tagged = Tag.objects.filter(Exists(cases_visible_to(member).filter(pk=OuterRef("case_id")).exclude(phase="closed")))
    parts = [
        _part("team", Team.objects.all(), "slug", "name_en", "name_cy"),
        _part("officer", Membership.objects.filter(active=True), Cast("id", TextField()), "name"),
        _part("tag", tagged, "tag").distinct(),
        _part("ward", Street.objects.exclude(ward=""), "ward").distinct(),
        _part(
            "kept",
            views_for(member),
            Concat(Cast("id", TextField()), SPACE, Cast("owner_id", TextField())),
            "name",
            "query",
            Concat("shared", SPACE, "team"),
        ),
    ]
    rows: dict[str, list[tuple[str, ...]]] = {}
    for kind, *row in parts[0].union(*parts[1:], all=True):
        rows.setdefault(kind, []).append(tuple(row))
    by_name = {kind: sorted(some, key=lambda row: (row[1] or row[0]).casefold()) for kind, some in rows.items()}
    return Choices(
        teams={slug: Words(en=en, cy=cy) for slug, en, cy, _ in by_name.get("team", [])},
        officers={id: name for id, name, _, _ in by_name.get("officer", [])},
        tags=tuple(row[0] for row in by_name.get("tag", []))[:50],
        wards=tuple(row[0] for row in by_name.get("ward", []))[:60],
        kept=tuple(_kept(row, member) for row in by_name.get("kept", [])),
    )


def _part(kind: str, rows: QuerySet[Any], *columns: Any) -> QuerySet[Any, Any]:
    """Return ``columns`` of ``rows`` as four texts after the word ``kind``, to be read together with others."""
    chosen = [F(one) if isinstance(one, str) else one for one in columns]
    blank = [Value("")] * (4 - len(columns))
    return rows.order_by().values_list(*(Cast(one, TextField()) for one in (Value(kind), *chosen, *blank)))


def _kept(row: tuple[str, ...], member: Member) -> Kept:
    ids, name, query, shared = row
    view, owner = ids.split(" ")
    who, _, team = shared.partition(" ")
    return Kept(UUID(view), name, query, who, team, owner == str(member.membership_id))


def views_for(member: Member) -> QuerySet[SavedView]:
    """Return the kept lists that are there for ``member``: their own, their teams', and the council's."""
    seen = Q(owner_id=member.membership_id) | Q(shared="council")
    if any(grant.team_id is None for grant in member.grants):
        seen |= Q(shared="team")
    else:
        mine = Grant.objects.filter(membership_id=member.membership_id).exclude(team=None)
        seen |= Q(shared="team", team__in=mine.values("team__slug"))
    rows: QuerySet[SavedView] = SavedView.objects.filter(seen)
    return rows


def get_view(view_id: UUID, *, member: Member) -> Kept:
    """Return one kept list that is there for ``member``; raises ViewUnknown."""
    row = views_for(member).filter(id=view_id).first()
    if row is None:
        raise ViewUnknown(str(view_id))
    return Kept(row.id, row.name, row.query, row.shared, row.team, row.owner_id == member.membership_id)


@transaction.atomic
def keep_view(
    *,
    name: str,
    query: str,
    shared: str,
    team: str,
    member: Member,
    view_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Keep a list under a name, or rename one of the member's own; return its id.

    shared: ``mine``; ``team`` and ``council`` only for leads, else it stays the member's own. team: whose, by slug.
    Raises ViewRefused, and ViewUnknown for one that is another's.
    """
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise ViewRefused("long" if words else "missing")
    shared = shared if can(member, "lead") and shared in ("team", "council") else "mine"
    values = {"name": words, "query": query[:1000], "shared": shared, "team": team if shared == "team" else ""}
    own = SavedView.objects.filter(owner_id=member.membership_id)
    if own.filter(name=words).exclude(id=view_id).exists():
        raise ViewRefused("taken")
    if view_id is not None:
        if not own.filter(id=view_id).update(**values):
            raise ViewUnknown(str(view_id))
    else:
        if own.count() >= MOST_KEPT:
            raise ViewRefused("many")
        try:
            with transaction.atomic():
                view_id = SavedView.objects.create(owner_id=member.membership_id, made_at=at, **values).id
        except IntegrityError as taken:
            raise ViewRefused("taken") from taken
    record_event(kind="view_kept", subject=("view", view_id), facts={"name": words, "shared": shared}, by=by, at=at)
    return view_id


@transaction.atomic
def drop_view(*, view_id: UUID, member: Member, by: Actor, at: datetime) -> None:
    """Forget one of the member's own kept lists; a lead's may also be one shared with all. Raises ViewUnknown."""
    rows = views_for(member).filter(id=view_id)
    if not can(member, "lead"):
        rows = rows.filter(owner_id=member.membership_id)
    else:
        rows = rows.filter(Q(owner_id=member.membership_id) | ~Q(shared="mine"))
    row = rows.first()
    if row is None:
        raise ViewUnknown(str(view_id))
    name = row.name
    row.delete()
    record_event(kind="view_dropped", subject=("view", view_id), facts={"name": name}, by=by, at=at)
