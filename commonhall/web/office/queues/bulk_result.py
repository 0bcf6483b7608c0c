"""What became of an act on many cases? How far it is, what was left out and why, and the way to take it back."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.cases.queues.bulk import Act, Bulk, BulkRefused, BulkRow, can_undo, find_bulk, undo_bulk
from commonhall.cases.visible import cases_visible_to
from commonhall.councils.policies import open_to
from commonhall.web.components.views.council import TagColour, TaggedState
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, DeskView, Form, Pages, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import drop_notice, frame, leave_notice, take_notice
from commonhall.web.office.queue import title_of
from commonhall.web.office.queues.bulk_asked import words_of
from commonhall.web.office.queues.views import crumbs

ROWS_ON_PAGE: Final = 100
COLOURS: Final[dict[str, TagColour]] = {
    "waiting": "grey", "done": "green", "skipped": "yellow", "undone": "blue", "kept": "yellow",
}  # fmt: skip


@open_to("staff")
@staff("GET")
def bulk_result_page(visit: Visit, bulk: UUID) -> HttpResponse:
    """Show how far an act on many is, and what became of each case."""
    found = _own(visit, bulk)
    counts = Counter(found.rows.values_list("state", flat=True))
    busy = found.state in ("waiting", "undoing")
    after = visit.request.GET.get("after", "")
    rows = found.rows.select_related("case").order_by("id")
    rows = rows.filter(id__gt=UUID(after)) if _is_uuid(after) else rows
    some = list(rows[: ROWS_ON_PAGE + 1])
    onward = f"?after={some[ROWS_ON_PAGE - 1].id}" if len(some) > ROWS_ON_PAGE else ""
    blocks: list[Block] = [
        Prose(text=words_of(visit, Act(found.act, found.value), [some[0].case] if some else []), look="inset"),
        Prose(text=visit.say("queues_bulk_counts", **_counts(counts))),
        Prose(text=visit.say("queues_bulk_by", name=found.made_by, when=when(found.made_at, visit.language),
                             why=found.reason), look="quiet"),
    ]  # fmt: skip
    if busy:
        again = Link(text=visit.say("queues_bulk_again"), href=reverse("office-bulk-result", args=(found.id,)))
        blocks += [Prose(text=visit.say("queues_bulk_busy")), Buttons(links=(again,))]
    elif can_undo(found, at=visit.at) and counts["done"]:
        until = when(found.undo_until_at or visit.at, visit.language)
        blocks.append(Prose(text=visit.say("queues_bulk_undo_until", when=until)))
        address = reverse("office-bulk-undo", args=(found.id,))
        blocks.append(Form(button=visit.say("queues_bulk_undo"), action=address, look="secondary"))
    blocks += [_table(visit, some[:ROWS_ON_PAGE]), Pages(next_url=onward)]
    response = page(
        DeskView(
            frame=frame(visit, visit.say("queues_bulk_result"), breadcrumbs=crumbs(visit), notice=take_notice(visit)),
            blocks=tuple(blocks),
        )
    )
    drop_notice(response)
    return response


def _own(visit: Visit, bulk: UUID) -> Bulk:
    found = find_bulk(bulk, member=visit.member)
    if found is None:
        raise CaseUnknown(str(bulk))
    return found


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _counts(counts: Counter[str]) -> dict[str, Any]:
    left = counts["skipped"] + counts["kept"]
    return {"done": counts["done"], "left": left, "undone": counts["undone"], "all": sum(counts.values())}


def _table(visit: Visit, some: list[BulkRow]) -> Table:
    seen = set(cases_visible_to(visit.member).filter(id__in=[row.case_id for row in some]).values_list("id", flat=True))
    return Table(
        caption=visit.say("queues_bulk_each"),
        columns=tuple(
            Column(text=visit.say(head))
            for head in ("queues_column_reference", "queues_bulk_became", "queues_bulk_why")
        ),
        rows=tuple(_row(visit, row) for row in some if row.case_id in seen),
    )


def _row(visit: Visit, row: BulkRow) -> Row:
    case = row.case
    state = TaggedState(text=visit.say(f"queues_row_{row.state}"), colour=COLOURS[row.state])
    return Row(
        cells=(
            Cell(
                text=case.reference,
                href=reverse("office-case", args=(case.reference,)),
                more=(title_of(case, visit),),
            ),
            Cell(tag=state),
            Cell(text=visit.say(f"queues_why_{row.why}") if row.why else ""),
        )
    )


@open_to("staff")
@staff("POST")
def bulk_undo_page(visit: Visit, bulk: UUID) -> HttpResponse:
    """Take an act on many back."""
    found = _own(visit, bulk)
    response = SeeOther(reverse("office-bulk-result", args=(found.id,)))
    try:
        undo_bulk(
            bulk_id=found.id, member=visit.member, council=visit.council, by=visit.member.actor, at=visit.at
        )  # fmt: skip
    except BulkRefused:
        leave_notice(response, "warning", "queues_bulk_late")
    return response
