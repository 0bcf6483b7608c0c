"""What of a list may be taken away, and who took it? Rows a page at a time; each export is kept in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from commonhall.cases.listing import Filter, Place, in_order, owner_name, place_of
from commonhall.cases.models import Case, Tag
from commonhall.cases.visible import cases_visible_to
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import record_event, record_read

AT_ONCE = 500


def record_export(*, query: str, kind: str, by: Member, at: datetime) -> None:
    """Keep that a member took a list away: which, and as what."""
    facts = {"query": query, "kind": kind}
    record_event(kind="list_exported", subject=("member", by.membership_id), facts=facts, by=by.actor, at=at)
    record_read(subject=("list", None), how="exported", purpose=query, by=by, at=at)


def rows_to_export(member: Member, chosen: Filter, *, council: CouncilSite, at: datetime) -> Iterator[Sequence[Case]]:
    """Yield the cases of a list that ``member`` may take away, AT_ONCE at a time, in its order.

    Each part is one query, to be asked for with ``council`` in scope.
    """
    start: Place | None = None
    while True:
        rows = in_order(member, chosen, start, at).filter(pk__in=cases_visible_to(member, "export").values("pk"))
        found = list(rows.annotate(owner_name=owner_name()).defer("answers", "facts", "kept")[:AT_ONCE])
        if found:
            yield found
        if len(found) < AT_ONCE:
            return
        start = place_of(found[-1], chosen)


def tags_of(cases: Sequence[Case]) -> dict[UUID, list[str]]:
    """Return the tags of each of ``cases``. One query."""
    found: dict[UUID, list[str]] = {}
    for case, tag in (
        Tag.objects.filter(case_id__in=[case.id for case in cases]).order_by("tag").values_list("case_id", "tag")
    ):
        found.setdefault(case, []).append(tag)
    return found
