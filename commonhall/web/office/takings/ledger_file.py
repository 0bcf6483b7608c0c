"""How does the finance team get a day's payments into its ledger? As CSV, a line for each code, in pence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

from commonhall.cases.paying.takings import Posted, postings_of
from commonhall.councils.policies import open_to
from commonhall.web.components.downloads import download
from commonhall.web.components.spreadsheet import plain_cell
from commonhall.web.office.door import Visit, staff
from commonhall.web.office.takings.days import check_sees_money, day_asked_for

COLUMNS = (
    "day", "at", "entry", "reference", "payment", "how", "provider", "provider_reference", "fund", "ledger", "vat_code",
    "net_pence", "vat_pence", "gross_pence", "waived_pence", "description",
)  # fmt: skip


@open_to("staff")
@staff("GET")
def ledger_file(visit: Visit, day: str) -> HttpResponse:
    """Give the payments, refunds and waivers of one day."""
    check_sees_money(visit)
    asked = day_asked_for(visit, day)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_lines(str(asked), postings_of(asked)))
    name = f"{visit.council.slug}-ledger-{asked}.csv"
    return download(name=name, type="text/csv; charset=utf-8", content=("\ufeff" + written.getvalue()).encode())


def _lines(day: str, found: Iterable[Posted]) -> Iterable[tuple[str | int, ...]]:
    for each in found:
        taken, posting = each.taken, each.posting
        yield (
            day, taken.at.isoformat(timespec="seconds"), posting.entry, plain_cell(taken.reference),
            str(taken.payment_id),
            taken.how, taken.provider, plain_cell(taken.provider_id), plain_cell(posting.fund),
            plain_cell(posting.ledger),
            posting.vat, posting.net_pence, posting.vat_pence, posting.gross_pence, posting.waived_pence,
            plain_cell(posting.label),
        )  # fmt: skip
