"""Why are people in touch, how does it end, and how much of it need not have been? Counted over four weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.http import HttpResponse

from commonhall.contacts.contacted import ContactCount, contact_figures
from commonhall.contacts.interactions import CHANNELS, CODE_KINDS
from commonhall.contacts.wrap_up import NEEDED, labels_of
from commonhall.core.values.dates import in_words, london_day
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Cell, Column, DeskView, Figure, Figures, Prose, Row, Table
from commonhall.web.office.calls.reaching import call_frame
from commonhall.web.office.door import Visit, check_may, page, staff

DAYS: Final = 28


@open_to("staff")
@staff("GET")
def call_figures_page(visit: Visit) -> HttpResponse:
    """Show how many conversations there were in the last four weeks, by channel and code."""
    check_may(visit, "figures")
    last = london_day(visit.at)
    first = last - timedelta(days=DAYS - 1)
    counts = contact_figures(first, last)
    finished = [each for each in counts if each.reason]
    days = [in_words(str(day), visit.language, weekday=False) for day in (first, last)]
    return page(
        DeskView(
            frame=call_frame(visit, visit.say("calls_figures")),
            blocks=(
                Prose(text=visit.say("calls_figures_when", first=days[0], last=days[1])),
                Figures(figures=_totals(visit, counts, finished)),
                _table(visit, "channel", counts),
                *(_table(visit, kind, finished) for kind in CODE_KINDS),
            ),
        )
    )


def _totals(visit: Visit, counts: Iterable[ContactCount], finished: Iterable[ContactCount]) -> tuple[Figure, ...]:
    done = list(finished)
    number = sum(each.number for each in done)
    avoidable = sum(each.number for each in done if each.avoidable != NEEDED)
    talked = sum(each.talked * each.number for each in done)
    written = sum(each.written * each.number for each in done)
    minutes = [
        visit.say("call_minutes", minutes=round(part / number / 60) if number else 0) for part in (talked, written)
    ]
    return (
        Figure(number=str(sum(each.number for each in counts)), text=visit.say("calls_figures_all")),
        Figure(number=_share(avoidable, number), text=visit.say("calls_figures_avoidable")),
        Figure(number=minutes[0], text=visit.say("calls_figures_talked")),
        Figure(number=minutes[1], text=visit.say("calls_figures_written")),
    )


def _table(visit: Visit, kind: str, counts: Iterable[ContactCount]) -> Table:
    numbers: Counter[str] = Counter()
    for each in counts:
        numbers[getattr(each, kind)] += each.number
    total = sum(numbers.values())
    title = "call_channel" if kind == "channel" else f"calls_codes_{kind}"
    return Table(
        caption=visit.say(title),
        columns=(
            Column(text=visit.say("calls_figures_what")),
            Column(text=visit.say("calls_figures_number"), numeric=True),
            Column(text=visit.say("calls_figures_share"), numeric=True),
        ),
        rows=tuple(
            Row(cells=(Cell(text=_name(visit, kind, slug)), Cell(text=f"{number:,}"), Cell(text=_share(number, total))))
            for slug, number in numbers.most_common()
        ),
        empty=visit.say("calls_figures_none"),
    )


def _name(visit: Visit, kind: str, slug: str) -> str:
    if kind == "channel":
        return visit.say(f"call_by_{slug}") if slug in CHANNELS else slug
    label = labels_of(kind).get(slug)
    return label.say(visit.language) if label else slug


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "–"
