"""What waits at linked systems, what did they refuse, and what did they say that a person must look at?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from django.db.models import Count, Min, Q

from commonhall.cases.visible import cases_visible_to
from commonhall.connect.binding import links_at_work
from commonhall.connect.models import Handover, Heard, Link, Sending
from commonhall.core.values.words import Words
from commonhall.people.policies import Member
from commonhall.record.queries import Promised, promised

MOST: Final = 100
TO_SEE: Final = ("refused", "unknown")
Standing = Literal["next", "waiting", "refused", "behind"]


@dataclass(frozen=True, slots=True)
class Linked:
    """A linked system as a whole. trouble: why it cannot be asked, blank while it can; since when: trouble_since.

    waiting: how many things are still to be handed over.
    """

    id: UUID
    service: str
    title: Words
    running: bool
    trouble: str
    trouble_since: datetime | None
    heard_until: datetime | None
    handed: int
    waiting: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that is still to be handed over. reference: of the case, blank where the member may not see it.

    standing: it goes ``next``; it was tried and is ``waiting`` to be tried again; it was ``refused``, so a person must
    act; or it is ``behind`` another of its case. entry_id: of what can be sent again. reason: of the last try.
    """

    id: UUID
    link: Words
    reference: str
    act: str
    standing: Standing
    since: datetime
    attempts: int
    next_at: datetime | None
    reason: str
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class ToSee:
    """What a linked system said that nobody could act on. reference: of the case, blank for an unknown one."""

    id: UUID
    link: Words
    reference: str
    status: str
    at: datetime
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseLink:
    """One case at one linked system, for the page of the case."""

    title: Words
    external: str
    status: str
    heard_at: datetime | None
    handed_at: datetime | None
    waiting: int


def find_link(service: str) -> Link | None:
    """Return the linked system that takes over the cases of ``service``, and is at work."""
    return next((link for link in links_at_work() if link.service == service), None)


def is_linked(service: str) -> bool:
    """Return whether the cases of ``service`` go to a linked system, or would if it ran."""
    return Link.objects.filter(service=service).exists()


def linked_systems() -> list[Linked]:
    """Return the linked systems of the council in scope, by service. Two queries."""
    waits = Sending.objects.exclude(state="done").values("handover__link_id").order_by()
    waiting = {row["handover__link_id"]: row for row in waits.annotate(n=Count("id"), oldest=Min("made_at"))}
    return [
        Linked(
            id=link.id,
            service=link.service,
            title=_called(link),
            running=link.running,
            trouble=link.trouble,
            trouble_since=link.trouble_since,
            heard_until=link.heard_until,
            handed=link.handed,
            waiting=waiting[link.id]["n"] if link.id in waiting else 0,
            oldest_at=waiting[link.id]["oldest"] if link.id in waiting else None,
        )
        for link in Link.objects.annotate(handed=Count("handovers")).order_by("service")
    ]


def outstanding(member: Member, *, most: int = MOST) -> list[Outstanding]:
    """Return what is still to be handed over, oldest first, with why; the case only to who may see it."""
    rows = list(
        Sending.objects.exclude(state="done")
        .select_related("handover__link", "handover__case")
        .order_by("made_at")[:most]
    )
    entries = promised([row.entry_id for row in rows if row.entry_id])
    seen = _seen(member, [row.handover.case_id for row in rows])
    return [_outstanding(row, entries.get(row.entry_id) if row.entry_id else None, seen) for row in rows]


def _outstanding(row: Sending, entry: Promised | None, seen: Mapping[UUID, str]) -> Outstanding:
    standing: Standing = "behind"
    if entry is not None:
        standing = "refused" if entry.state == "dead" else "waiting" if entry.reason else "next"
    return Outstanding(
        id=row.id,
        link=_called(row.handover.link),
        reference=seen.get(row.handover.case_id, ""),
        act=row.act,
        standing=standing,
        since=row.made_at,
        attempts=entry.attempts if entry else 0,
        next_at=entry.run_at if entry and standing != "refused" else None,
        reason=entry.reason if entry else "",
        entry_id=row.entry_id,
    )


def to_see(member: Member, *, most: int = MOST) -> list[ToSee]:
    """Return what linked systems said that nobody could act on and nobody has looked at, oldest first."""
    rows = list(
        Heard.objects.filter(outcome__in=TO_SEE, seen_at=None)
        .select_related("link", "handover").order_by("came_at")[:most]
    )  # fmt: skip
    seen = _seen(member, [row.handover.case_id for row in rows if row.handover])
    return [
        ToSee(
            id=row.id,
            link=_called(row.link),
            reference=seen.get(row.handover.case_id, "") if row.handover else "",
            status=row.status,
            at=row.effective_at,
            outcome=row.outcome,
            reason=row.reason,
        )
        for row in rows
    ]


def links_of_case(case_id: UUID) -> list[CaseLink]:
    """Return at which linked systems a case is."""
    rows = Handover.objects.filter(case_id=case_id).select_related("link").order_by("begun_at")
    waits = Count("sendings", filter=~Q(sendings__state="done"))
    return [
        CaseLink(
            title=_called(row.link),
            external=row.external,
            status=row.heard_status,
            heard_at=row.heard_at,
            handed_at=row.taken_at,
            waiting=row.waits,
        )
        for row in rows.annotate(waits=waits)
    ]


def _called(link: Link) -> Words:
    return Words(en=link.title_en, cy=link.title_cy)


def _seen(member: Member, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the references of those cases that the member may see."""
    return dict(cases_visible_to(member).filter(id__in=ids).values_list("id", "reference"))
