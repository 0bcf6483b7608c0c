"""What concerns me on cases that may be somebody else's? Those that I watch, and notes that name me."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from commonhall.cases.together.watching import MOST_LISTED, mentions_of, watched_by
from commonhall.councils.policies import open_to
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Cell, Column, Row, Table
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.together.approving import mine_view
from commonhall.web.office.together.relating import case_cell


@open_to("staff")
@staff("GET")
def mine_page(visit: Visit) -> HttpResponse:
    """List the cases that the member watches and the notes that name them."""
    check_may(visit, "view")
    mentions = Table(
        caption=visit.say("together_mentions"),
        columns=(
            Column(text=visit.say("together_column_case")),
            Column(text=visit.say("together_column_note")),
            Column(text=visit.say("together_column_by")),
        ),
        rows=tuple(_mentioned(visit)),
        empty=visit.say("together_mentions_none"),
    )
    watched = Table(
        caption=visit.say("together_watched_cases"),
        columns=(Column(text=visit.say("together_column_case")), Column(text=visit.say("together_column_news"))),
        rows=tuple(_watched(visit)),
        empty=visit.say("together_watched_none"),
    )
    return page(mine_view(visit, visit.say("together_mine"), (mentions, watched)))


def _mentioned(visit: Visit) -> Iterator[Row]:
    for one in mentions_of(visit.member)[:MOST_LISTED]:
        new = None if one.read_at else TaggedState(text=visit.say("together_new"), colour="blue")
        text = one.note.text if len(one.note.text) <= 200 else f"{one.note.text[:200]}…"
        yield Row(
            cells=(
                case_cell(one.case, visit),
                Cell(text=text, tag=new),
                Cell(text=one.by, more=(when(one.at, visit.language),)),
            )
        )


def _watched(visit: Visit) -> Iterator[Row]:
    for one in watched_by(visit.member):
        news = Cell(text=visit.say("together_no_news"))
        if one.changed_at:
            tag = TaggedState(text=visit.say("together_new"), colour="blue")
            news = Cell(text=visit.say("together_changed_at", when=when(one.changed_at, visit.language)), tag=tag)
        yield Row(cells=(case_cell(one.case, visit), news))
