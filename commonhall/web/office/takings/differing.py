"""Where does a provider say something else than we do, and who says why?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.books.differing import (
    LONGEST_REASON,
    Difference,
    DifferenceRefused,
    find_difference,
    settle_difference,
)
from commonhall.cases.queries import CaseUnknown
from commonhall.core.questions.long_text import LongText
from commonhall.core.values.money import in_words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Cell, DeskView, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link, NoticeKind
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import read_form
from commonhall.web.office.frames import frame, go
from commonhall.web.office.records.tabs import columns, form
from commonhall.web.office.takings.days import check_sees_money
from commonhall.web.office.texts import TEXTS

STATES = ("created", "started", "held", "paid", "failed", "cancelled", "expired")


def differences_table(visit: Visit, found: Sequence[Difference]) -> Table:
    """Return the differences that nobody has seen to."""
    heads = ("takings_request", "takings_what", "takings_since", "#takings_ours", "#takings_theirs")
    return Table(
        caption=visit.say("takings_differences"),
        columns=columns(visit, *heads),
        rows=tuple(Row(cells=tuple(_cells(visit, each))) for each in found),
        hidden_caption=True,
    )


def _cells(visit: Visit, difference: Difference) -> Iterator[Cell]:
    yield Cell(text=difference.reference or "–", href=reverse("office-difference", args=(difference.id,)))
    yield Cell(text=visit.say(f"takings_differs_{difference.kind}"))
    yield Cell(text=when(difference.noted_at, visit.language))
    yield Cell(text=_said(visit, difference.ours, difference.ours_pence))
    yield Cell(text=_said(visit, difference.theirs, difference.theirs_pence))


def _said(visit: Visit, state: str, pence: int) -> str:
    if state not in STATES:
        return visit.say("takings_nothing")
    return f"{in_words(pence)}, {visit.say(f'takings_state_{state}')}"


@open_to("staff")
@staff("GET", "POST")
def difference_page(visit: Visit, difference: UUID) -> HttpResponse:
    """Show a difference, and take the reason why it is so or what was done about it."""
    check_sees_money(visit)
    found = find_difference(difference)
    if found is None:
        raise CaseUnknown(str(difference))
    if found.gone_at is not None or found.settled_at is not None:
        return _back("warning", "takings_settled_before")
    asked = (
        LongText(
            id="reason", type="long_text", label=TEXTS["takings_reason"], name_in_errors=TEXTS["takings_reason_name"],
            max_length=LONGEST_REASON,
        ),
    )  # fmt: skip
    filled = read_form(visit, asked)
    if filled.good:
        return _settle(visit, difference, str(filled.answers["reason"]))
    title = visit.say("takings_differs", reference=found.reference or "–")
    crumbs = (Link(text=visit.say("takings"), href=reverse("office-takings")),)
    own = frame(visit, title, breadcrumbs=crumbs, has_error=bool(filled.problems))
    blocks = (
        Prose(text=visit.say(f"takings_advice_{found.kind}")),
        Rows(rows=tuple(_rows(visit, found))),
        form(visit, asked, filled, button=visit.say("takings_settle"), cancel_url=reverse("office-takings")),
    )
    return page(DeskView(frame=own, blocks=blocks, narrow=True))


def _rows(visit: Visit, found: Difference) -> Iterator[SummaryRow]:
    yield SummaryRow(key=visit.say("takings_what"), lines=(visit.say(f"takings_differs_{found.kind}"),))
    yield SummaryRow(key=visit.say("takings_ours"), lines=(_said(visit, found.ours, found.ours_pence),))
    yield SummaryRow(key=visit.say("takings_theirs"), lines=(_said(visit, found.theirs, found.theirs_pence),))
    yield SummaryRow(key=visit.say("takings_their_name"), lines=(found.provider, found.provider_id))


def _settle(visit: Visit, difference: UUID, reason: str) -> HttpResponse:
    try:
        settle_difference(difference_id=difference, reason=reason, by=visit.member.actor, at=visit.at)
    except DifferenceRefused:
        return _back("warning", "takings_settled_before")
    return _back("success", "takings_settled")


def _back(kind: NoticeKind, key: str) -> HttpResponse:
    return go(reverse("office-takings"), kind, key)
