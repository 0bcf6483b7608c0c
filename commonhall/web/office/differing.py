"""Where does a provider say something else than we do, and who says why? The same pages for money and for calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.books.differing import (
    LONGEST_REASON,
    Compared,
    Difference,
    DifferenceRefused,
    find_difference,
    settle_difference,
)
from commonhall.cases.queries import CaseUnknown, find_case
from commonhall.core.questions.long_text import LongText
from commonhall.web.components.views.desk import Cell, DeskView, Prose, Row, Rows, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit, page
from commonhall.web.office.dues import when
from commonhall.web.office.filling import read_form
from commonhall.web.office.frames import frame, go
from commonhall.web.office.records.tabs import columns, form
from commonhall.web.office.texts import TEXTS


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared. words: how the names of its own texts begin. home, one: the routes of the page that lists the
    differences, and of one. said: what a side says, with the pence.
    """

    capability: Compared
    words: str
    home: str
    one: str
    said: Callable[[Visit, str, int], str]


def differences_table(visit: Visit, found: Sequence[Difference], side: Side) -> Table:
    """Return the differences that nobody has seen to."""
    heads = ("differs_request", "differs_what", "differs_since", "#differs_ours", "#differs_theirs")
    return Table(
        caption=visit.say("differs_list"),
        columns=columns(visit, *heads),
        rows=tuple(Row(cells=tuple(_cells(visit, each, side))) for each in found),
        hidden_caption=True,
    )


def _cells(visit: Visit, difference: Difference, side: Side) -> Iterator[Cell]:
    yield Cell(text=difference.reference or "–", href=reverse(side.one, args=(difference.id,)))
    yield Cell(text=visit.say(f"{side.words}_differs_{difference.kind}"))
    yield Cell(text=when(difference.noted_at, visit.language))
    yield Cell(text=side.said(visit, difference.ours, difference.ours_pence))
    yield Cell(text=side.said(visit, difference.theirs, difference.theirs_pence))


def settling_page(visit: Visit, difference: UUID, side: Side) -> HttpResponse:
    """Show a difference, and take the reason why it is so or what was done about it. Raises CaseUnknown."""
    found = find_difference(difference, side.capability)
    if found is None:
        raise CaseUnknown(str(difference))
    home = reverse(side.home)
    if found.gone_at is not None or found.settled_at is not None:
        return go(home, "warning", "differs_settled_before")
    asked = (
        LongText(
            id="reason", type="long_text", label=TEXTS["differs_reason"], name_in_errors=TEXTS["differs_reason_name"],
            max_length=LONGEST_REASON,
        ),
    )  # fmt: skip
    filled = read_form(visit, asked)
    if filled.good:
        return _settle(visit, difference, str(filled.answers["reason"]), home)
    title = visit.say(f"{side.words}_differs", reference=found.reference or "–")
    crumbs = (Link(text=visit.say(side.words), href=home),)
    own = frame(visit, title, breadcrumbs=crumbs, has_error=bool(filled.problems))
    blocks = (
        Prose(text=visit.say(f"{side.words}_advice_{found.kind}")),
        Rows(rows=tuple(_rows(visit, found, side))),
        form(visit, asked, filled, button=visit.say("differs_settle"), cancel_url=home),
    )
    return page(DeskView(frame=own, blocks=blocks, narrow=True))


def _rows(visit: Visit, found: Difference, side: Side) -> Iterator[SummaryRow]:
    if found.reference and find_case(visit.member, found.reference) is not None:
        link = Link(text=found.reference, href=reverse("office-case", args=(found.reference,)))
        yield SummaryRow(key=visit.say("differs_request"), lines=(), links=(link,))
    yield SummaryRow(key=visit.say("differs_what"), lines=(visit.say(f"{side.words}_differs_{found.kind}"),))
    for key, said, pence in (
        ("differs_ours", found.ours, found.ours_pence),
        ("differs_theirs", found.theirs, found.theirs_pence),
    ):
        yield SummaryRow(key=visit.say(key), lines=(side.said(visit, said, pence),))
    yield SummaryRow(key=visit.say("differs_their_name"), lines=(found.provider, found.provider_id))


def _settle(visit: Visit, difference: UUID, reason: str, home: str) -> HttpResponse:
    try:
        settle_difference(difference_id=difference, reason=reason, by=visit.member.actor, at=visit.at)
    except DifferenceRefused:
        return go(home, "warning", "differs_settled_before")
    return go(home, "success", "differs_settled")
