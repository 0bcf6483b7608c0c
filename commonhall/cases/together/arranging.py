"""How does an officer put a case in its place among the others? Its priority, its review date and its tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case, Tag
from commonhall.cases.queries import cases_visible_to
from commonhall.councils.actors import Actor
from commonhall.people.policies import Member
from commonhall.record.operations import record_event

PRIORITIES: Final = (2, 1, 0, -1)
"""Urgent, high, ordinary, low."""
LONGEST_TAG: Final = 40
MOST_TAGS: Final = 12
MOST_LISTED: Final = 200
KEEP: Final = "keep"


class TagRefused(ValueError):
    """A tag is too long, or there are too many of them. tag: which; blank for too many."""

    def __init__(self, tag: str = "") -> None:
        super().__init__(tag or f"A case can have {MOST_TAGS} tags")
        self.tag = tag


def tidy_tags(typed: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept: in small letters, without spare spaces, each once. Raises TagRefused."""
    tags = tuple(dict.fromkeys(tag for one in typed if (tag := " ".join(one.casefold().split()))))
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            raise TagRefused(tag)
    if len(tags) > MOST_TAGS:
        raise TagRefused
    return tags


@transaction.atomic
def arrange_case(
    *,
    case_id: UUID,
    priority: int | None = None,
    review_date: date | Literal["keep"] | None = KEEP,
    tags: Collection[str] | None = None,
    add_tags: Collection[str] = (),
    expect: int | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Set what is given, and leave the rest as it is; what is so already changes nothing.

    priority: one of PRIORITIES. review_date: None takes it away. tags: all that it is to have; add_tags: besides those
    that it has. expect: the version that the person saw. Raises CaseUnknown, CaseChanged, ValueError and TagRefused.
    """
    if priority is not None and priority not in PRIORITIES:
        raise ValueError(f"There is no priority {priority}")
    case = locked_case(case_id, expect=expect)
    facts: dict[str, Any] = {}
    if priority is not None and priority != case.priority:
        facts["priority"] = {"from": case.priority, "to": priority}
        case.priority = priority
    if review_date != KEEP and review_date != case.review_date:
        facts["review_date"] = {"from": _iso(case.review_date), "to": _iso(review_date)}
        case.review_date = review_date
    if tags is not None or add_tags:
        facts |= _retag(case, tags, add_tags)
    if not facts:
        return case
    case.version += 1
    case.save(update_fields=["priority", "review_date", "version"])
    record_event(kind="case_arranged", subject=("case", case.id), facts=facts, by=by, at=at)
    return case


def _iso(day: Any) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _retag(case: Case, tags: Collection[str] | None, more: Collection[str]) -> dict[str, Any]:
    old = set(case.tags.values_list("tag", flat=True))
    new = set(tidy_tags((*(sorted(old) if tags is None else tags), *more)))
    Tag.objects.filter(case=case, tag__in=old - new).delete()
    Tag.objects.bulk_create(Tag(case=case, tag=tag) for tag in sorted(new - old))
    return {name: sorted(some) for name, some in (("tagged", new - old), ("untagged", old - new)) if some}


def tags_of(case_id: UUID) -> tuple[str, ...]:
    """Return the tags of a case."""
    return tuple(Tag.objects.filter(case_id=case_id).order_by("tag").values_list("tag", flat=True))


def tags_in_use(member: Member) -> tuple[str, ...]:
    """Return the council's tags: those on cases that ``member`` may see, at most MOST_LISTED."""
    seen = Exists(cases_visible_to(member).filter(pk=OuterRef("case_id")))
    return tuple(Tag.objects.filter(seen).order_by("tag").values_list("tag", flat=True).distinct()[:MOST_LISTED])
