"""How do two records become one person, and two again? A join is a pointer with its reasons; nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import transaction

from commonhall.contacts.joining import family_of, locked_person, survivor_of, take_turns
from commonhall.contacts.models import (
    ContactWarning,
    Detail,
    Interaction,
    Merge,
    Person,
    Relationship,
    Suggestion,
)
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST_WHY: Final = 1000
CHOSEN: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "forename", "surname", "surname_sound"),
    "email": ("email",),
    "phone": ("phone", "phone_typed"),
    "birth_date": ("birth_date",),
}
"""What a joined person shows one of, with its columns: which record's is chosen when they are joined."""
SinceKind = Literal["detail", "warning", "relationship", "interaction"]


class MergeRefused(ValueError):
    """Two records cannot be joined. code: ``same`` for one person already, ``why`` without a reason, ``choice``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MergeUnknown(LookupError):
    """There is no such join, or it was undone."""


@transaction.atomic
def merge_people(
    *, merged_id: UUID, survivor_id: UUID, why: str, choices: Mapping[str, UUID] | None = None, by: Actor, at: datetime
) -> Merge:
    """Let ``survivor_id`` go on for ``merged_id``: the ends of their chains are joined, so that no circle can come.

    choices: for a name, an e-mail address, a phone or a date of birth, whose the joined person shows; the survivor's
    otherwise. What was suggested and why is kept with it. Whether the member may see both is for the caller to ask.
    Raises PersonUnknown and MergeRefused.
    """
    if not why.strip() or len(why) > LONGEST_WHY:
        raise MergeRefused("why")
    take_turns()
    merged, survivor = survivor_of(merged_id), survivor_of(survivor_id)
    for each in sorted({merged, survivor}):
        locked_person(each)
    if merged == survivor:
        raise MergeRefused("same")
    ours, picked = family_of(merged).ids | family_of(survivor).ids, dict(choices or {})
    if set(picked) - set(CHOSEN) or not set(picked.values()) <= ours:
        raise MergeRefused("choice")
    chosen = _take_over(survivor, picked)
    suggested = _suggested(ours)
    made: Merge = Merge.objects.create(
        merged_id=merged,
        survivor_id=survivor,
        why=why.strip(),
        evidence=[{"points": each.points, "reasons": each.reasons} for each in suggested],
        choices=chosen,
        made_at=at,
        made_by=by.name,
        made_by_id=by.id,
    )
    decided = Suggestion.objects.filter(id__in=[each.id for each in suggested])
    decided.update(state="same", decided_at=at, decided_by=by.name)
    _point(made, by, at)
    return made


def _point(made: Merge, by: Actor, at: datetime) -> None:
    """Let the merged record point to the survivor, who is compared with others again, and record it of both."""
    Person.objects.filter(id=made.merged_id).update(merged_into_id=made.survivor_id)
    Person.objects.filter(id=made.survivor_id).update(matched_at=None)
    facts = {"merge": made.id, "merged": made.merged_id, "survivor": made.survivor_id, "why": made.why}
    for person in (made.merged_id, made.survivor_id):
        record_event(kind="people_joined", subject=("person", person), facts=facts, by=by, at=at)


def _take_over(survivor_id: UUID, choices: Mapping[str, UUID]) -> dict[str, Any]:
    """Let the survivor show what was chosen of other records; return what it showed before, to be given back."""
    survivor = locked_person(survivor_id)
    kept: dict[str, Any] = {}
    for part, person_id in choices.items():
        if person_id == survivor_id:
            continue
        other = locked_person(person_id)
        before = {column: _plain(getattr(survivor, column)) for column in CHOSEN[part]}
        for column in CHOSEN[part]:
            setattr(survivor, column, getattr(other, column))
        after = {column: _plain(getattr(survivor, column)) for column in CHOSEN[part]}
        kept[part] = {"person": str(person_id), "before": before, "after": after}
    survivor.save()
    return kept


def _give_back(survivor_id: UUID, kept: Mapping[str, Any]) -> None:
    """Let the survivor show again what it showed before a join, where nobody changed it since."""
    survivor = locked_person(survivor_id)
    for part in kept.values():
        if all(_plain(getattr(survivor, column)) == value for column, value in part["after"].items()):
            for column, value in part["before"].items():
                setattr(survivor, column, date.fromisoformat(value) if column == "birth_date" and value else value)
    survivor.save()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _suggested(ids: frozenset[UUID]) -> list[Suggestion]:
    """Return the open suggestions between these records: this decides them."""
    rows = Suggestion.objects.select_for_update().filter(one_id__in=ids, other_id__in=ids)
    return list(rows.filter(state__in=("open", "later")).order_by("id"))


def find_merge(merge_id: UUID) -> Merge | None:
    """Return a join, also one that was undone, or None."""
    found: Merge | None = Merge.objects.select_related("merged", "survivor").filter(id=merge_id).first()
    return found


@transaction.atomic
def unmerge_people(*, merge_id: UUID, why: str, by: Actor, at: datetime) -> Merge:
    """Undo a join: each record stands for itself again with all that it had. Raises MergeUnknown and MergeRefused.

    The pair is not suggested again. What came since the join stays where it was put, until an officer places it (see
    :func:`since_merge`). An undone join stays undone: a second click changes nothing.
    """
    if not why.strip() or len(why) > LONGEST_WHY:
        raise MergeRefused("why")
    take_turns()
    found: Merge | None = Merge.objects.select_for_update().filter(id=merge_id).first()
    if found is None:
        raise MergeUnknown(str(merge_id))
    if found.ended_at is not None:
        return found
    found.ended_at, found.ended_by, found.ended_why = at, by.name, why.strip()
    found.save(update_fields=["ended_at", "ended_by", "ended_why"])
    Person.objects.filter(id=found.merged_id).update(merged_into_id=None)
    _give_back(found.survivor_id, found.choices)
    keep_apart(one_id=found.merged_id, other_id=found.survivor_id, why=found.ended_why, by=by, at=at)
    for person in (found.merged_id, found.survivor_id):
        facts = {"merge": found.id, "why": found.ended_why}
        record_event(kind="people_parted", subject=("person", person), facts=facts, by=by, at=at)
    return found


@transaction.atomic
def keep_apart(*, one_id: UUID, other_id: UUID, why: str = "", by: Actor, at: datetime) -> Suggestion:
    """Say that two records are two people: they are not suggested again. Raises PersonUnknown."""
    one, other = sorted((one_id, other_id))
    for each in (one, other):
        locked_person(each)
    values = {"state": "different", "decided_at": at, "decided_by": by.name, "why": why[:LONGEST_WHY]}
    kept: Suggestion = Suggestion.objects.update_or_create(
        one_id=one, other_id=other, defaults=values, create_defaults={**values, "points": 0, "made_at": at}
    )[0]
    for person in (one, other):
        facts = {"other": other if person == one else one}
        record_event(kind="people_kept_apart", subject=("person", person), facts=facts, by=by, at=at)
    return kept


@dataclass(frozen=True, slots=True)
class Since:
    """Something that came to a joined person after the join: it may belong to either. words: to tell it by."""

    kind: SinceKind
    id: UUID
    words: str
    at: datetime


def since_merge(merge: Merge) -> tuple[Since, ...]:
    """Return what came to the survivor's record since the join, or to the merged one's: for an officer to place.

    Cases are not among it: each keeps the record that it made.
    """
    ids = [merge.merged_id, merge.survivor_id]
    until = {"lt": merge.ended_at} if merge.ended_at else {}

    def lately(name: str) -> dict[str, Any]:
        return {f"{name}__gt": merge.made_at, **{f"{name}__{how}": value for how, value in until.items()}}

    found = [
        Since("detail", each.id, each.shown or each.kind, each.since_at)
        for each in Detail.objects.filter(person_id__in=ids, source="staff", **lately("since_at"))
    ]
    found += [
        Since("warning", each.id, each.narrative[:200], each.proposed_at)
        for each in ContactWarning.objects.filter(person_id__in=ids, **lately("proposed_at"))
    ]
    found += [
        Since("relationship", each.id, each.kind, each.made_at)
        for each in Relationship.objects.filter(person_id__in=ids, **lately("made_at"))
    ]
    found += [
        Since("interaction", each.id, each.channel, each.started_at)
        for each in Interaction.objects.filter(person_id__in=ids, **lately("started_at"))
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


_PLACED: Final[dict[SinceKind, type[Any]]] = {
    "detail": Detail,
    "warning": ContactWarning,
    "relationship": Relationship,
    "interaction": Interaction,
}


@transaction.atomic
def place_since(*, merge_id: UUID, kind: SinceKind, id: UUID, person_id: UUID, by: Actor, at: datetime) -> None:
    """Give what came since a join to one of its two records. Raises MergeUnknown, also for what is not of the join."""
    merge: Merge | None = Merge.objects.select_for_update().filter(id=merge_id).first()
    both = (merge.merged_id, merge.survivor_id) if merge else ()
    if merge is None or person_id not in both or not any(each.id == id for each in since_merge(merge)):
        raise MergeUnknown(str(merge_id))
    moved = _PLACED[kind].objects.filter(id=id, person_id__in=both).exclude(person_id=person_id)
    if moved.update(person_id=person_id):
        facts = {"merge": merge.id, "what": kind, "id": id}
        record_event(kind="placed_after_parting", subject=("person", person_id), facts=facts, by=by, at=at)
