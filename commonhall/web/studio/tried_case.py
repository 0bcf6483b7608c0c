"""What came of one test?"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from commonhall.cases.tried import TriedMessage, TriedPayment, find_tried
from commonhall.core.values import money
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, Cell, Column, DeskView, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.studio.door import Visit, leads, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import service_titles, when


@open_to("staff")
@leads("GET")
def tried_page(visit: Visit, case: UUID) -> HttpResponse:
    """Show what came of one test: its state, its messages and its payments."""
    found = find_tried(case)
    if found is None:
        raise Http404(str(case))
    tried, messages, payments = found
    facts = (
        ("service", service_titles(visit).get(tried.service, tried.service)),
        ("tried_state", tried.state),
        ("tried_at", when(visit, tried.opened_at)),
    )
    blocks: list[Block] = [
        Rows(rows=tuple(SummaryRow(key=visit.say(key), lines=(line,)) for key, line in facts)),
        _messages(visit, messages),
        _payments(visit, payments),
    ]
    above = (Link(text=visit.say("tests"), href=reverse("studio-tests")),)
    own = frame(visit, visit.say("tried_title", reference=tried.reference), breadcrumbs=above)
    return page(DeskView(frame=own, blocks=tuple(blocks)))


def _messages(visit: Visit, messages: tuple[TriedMessage, ...]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.recipient, more=(each.channel,)),
                Cell(text=each.subject, more=tuple(line for line in each.body.splitlines() if line)),
                Cell(text=each.state, more=(each.waits,) if each.waits else ()),
                Cell(text=when(visit, each.composed_at)),
            )
        )
        for each in messages
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("tried_to", "tried_says", "tried_state", "at"))
    return Table(caption=visit.say("tried_messages"), columns=columns, rows=rows, empty=visit.say("tried_no_messages"))


def _payments(visit: Visit, payments: tuple[TriedPayment, ...]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=money.in_words(each.amount_pence)),
                Cell(text=each.provider),
                Cell(text=each.state),
                Cell(text=when(visit, each.made_at)),
            )
        )
        for each in payments
    )
    columns = tuple(Column(text=visit.say(key)) for key in ("tried_amount", "tried_provider", "tried_state", "at"))
    return Table(caption=visit.say("tried_payments"), columns=columns, rows=rows, empty=visit.say("tried_no_payments"))
