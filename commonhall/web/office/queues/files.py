"""How is a list taken away? As a file for a spreadsheet, page by page, with what its page shows and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final

from django.http import HttpResponseBase, StreamingHttpResponse

from commonhall.cases.queries import Case, CaseUnknown
from commonhall.cases.queues.exporting import record_export, rows_to_export, tags_of
from commonhall.core.values.dates import london, london_day
from commonhall.councils.policies import open_to
from commonhall.councils.scope import in_council
from commonhall.web.components.spreadsheet import MEDIA_TYPES, csv_parts, xlsx_parts
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.lists import filter_from, query_of
from commonhall.web.office.offer import Offer, offer_of
from commonhall.web.office.queue import effective_for_row, tagged, title_of

COLUMNS: Final = (
    "reference", "service", "what", "status", "priority", "team", "officer", "received", "due", "closed", "review",
    "address", "postcode", "ward", "language", "channel", "last_from", "tags",
)  # fmt: skip


@open_to("staff")
@staff("GET")  # type: ignore[arg-type]  # a streamed answer has headers and a status as any other
def list_file(visit: Visit, kind: str) -> HttpResponseBase:
    """Give a list as a file: what the member may take away of it."""
    check_may(visit, "export")
    if kind not in MEDIA_TYPES:
        raise CaseUnknown(kind)
    chosen = filter_from(visit.request.GET.get("list", ""))
    record_export(query=query_of(chosen), kind=kind, by=visit.member, at=visit.at)
    offer = offer_of(visit)
    rows = rows_to_export(visit.member, chosen, council=visit.council, at=visit.at)
    chunks = chain([[_heads(visit)]], _chunks(visit, offer, rows))
    parts = csv_parts(chunks) if kind == "csv" else xlsx_parts(chunks, sheet=visit.say("queue"))
    response = StreamingHttpResponse(parts, content_type=MEDIA_TYPES[kind])
    name = f"{visit.council.slug}-{london_day(visit.at)}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _heads(visit: Visit) -> list[str]:
    return [visit.say(f"queues_column_{each}") for each in COLUMNS]


def _chunks(visit: Visit, offer: Offer, rows: Iterator[Sequence[Case]]) -> Iterator[list[list[str]]]:
    """Yield the rows a page at a time, each in a transaction of its own: this runs after the request's has ended."""
    while True:
        with in_council(visit.council, by=visit.member.actor, purpose="export"):
            cases = next(rows, None)
            if cases is None:
                return
            tags = tags_of(cases)
            written = [[cell(case) for cell in _cells(visit, offer, tags.get(case.id, ()))] for case in cases]
        yield written


def _cells(visit: Visit, offer: Offer, tags: Sequence[str]) -> tuple[Callable[[Case], str], ...]:
    """Return how each column is written for one case. Dates as ISO: those sort and are read anywhere."""
    say, language = visit.say, visit.language
    teams = {slug: name.say(language) for slug, name in offer.teams.items()}
    return (
        lambda case: case.reference,
        lambda case: effective_for_row(visit, case, offer).pattern.title.say(language),
        lambda case: title_of(case, visit),
        lambda case: tagged(effective_for_row(visit, case, offer), case, visit).text,
        lambda case: say(f"queues_priority_{case.priority}"),
        lambda case: teams.get(case.team, case.team),
        lambda case: getattr(case, "owner_name", None) or "",
        lambda case: london(case.opened_at)[:10],
        lambda case: case.due_date.isoformat() if case.due_date else "",
        lambda case: london(case.closed_at)[:10] if case.closed_at else "",
        lambda case: case.review_date.isoformat() if case.review_date else "",
        lambda case: case.address,
        lambda case: case.postcode,
        lambda case: case.ward,
        lambda case: say(f"language_{case.language}"),
        lambda case: case.channel,
        lambda case: say(f"queues_last_from_{case.last_from}"),
        lambda case: ", ".join(tags),
    )
