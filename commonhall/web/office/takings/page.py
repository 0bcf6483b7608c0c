"""What did the council take and give back on a day, and do its providers say the same?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.books.differing import open_differences
from commonhall.cases.paying.takings import Taken, comparisons_of, takings_of
from commonhall.cases.queries import find_case
from commonhall.core.questions.date import Date
from commonhall.core.values.dates import in_words as day_in_words
from commonhall.core.values.dates import london_day
from commonhall.core.values.money import in_words
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import (
    Block,
    Cell,
    DeskView,
    Figure,
    Figures,
    Form,
    Heading,
    Links,
    Prose,
    Row,
    Table,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.office.differing import differences_table
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import drop_notice, frame, take_notice
from commonhall.web.office.records.tabs import columns
from commonhall.web.office.takings.days import check_sees_money, day_asked_for
from commonhall.web.office.takings.differing import MONEY
from commonhall.web.office.texts import TEXTS

DAY: Final = Date(
    id="day", type="date", label=TEXTS["takings_day"], name_in_errors=TEXTS["takings_day_name"], required=False,
    latest="today",
)  # fmt: skip
OFFLINE = ("cash", "cheque", "telephone", "transfer", "by_hand")


@open_to("staff")
@staff("GET")
def takings_page(visit: Visit) -> HttpResponse:
    """Show what was paid and given back on a day, and every difference that nobody has seen to."""
    check_sees_money(visit)
    asked = read_form(visit, (DAY,), get=True)
    day = asked.day("day") or day_asked_for(visit, visit.request.GET.get("day", ""))
    own = frame(visit, visit.say("takings"), notice=take_notice(visit), has_error=bool(asked.problems))
    shown = views_of(visit, (DAY,), asked if asked.problems else Filled(), {"day": str(day)})
    choose = Form(get=True, button=visit.say("takings_show"), questions=shown, action=reverse("office-takings"))
    response = page(DeskView(frame=own, blocks=tuple(_blocks(visit, day)), side=(choose,)))
    drop_notice(response)
    return response


def _blocks(visit: Visit, day: date) -> Iterator[Block]:
    differences = open_differences()
    if differences:
        yield Heading(text=visit.say("differs_list"), id="differences")
        yield Prose(text=visit.say("takings_differences_about"), look="quiet")
        yield differences_table(visit, differences, MONEY)
    found = takings_of(day)
    yield Heading(text=day_in_words(str(day), visit.language), id="day")
    yield _sums(visit, found)
    yield _table(visit, found)
    yield from _compared(visit, day)
    if found:
        text = visit.say("takings_file", day=day_in_words(str(day), visit.language, weekday=False))
        yield Links(links=(Link(text=text, href=reverse("office-takings-file", args=(str(day),))),))
    yield _neighbours(visit, day)


def _sums(visit: Visit, found: Sequence[Taken]) -> Figures:
    came = sum(each.pence for each in found if each.kind == "payment")
    went = -sum(each.pence for each in found if each.kind == "refund")
    return Figures(
        figures=(
            Figure(number=in_words(came), text=visit.say("takings_paid")),
            Figure(number=in_words(went), text=visit.say("takings_refunded")),
            Figure(number=_signed(came - went), text=visit.say("takings_left")),
        )
    )


def _signed(pence: int) -> str:
    return in_words(pence) if pence >= 0 else f"−{in_words(-pence)}"


def _table(visit: Visit, found: Sequence[Taken]) -> Table:
    return Table(
        caption=visit.say("takings_table"),
        columns=columns(visit, "takings_request", "takings_when", "takings_how", "#takings_amount"),
        rows=tuple(Row(cells=tuple(_cells(visit, each))) for each in found),
        empty=visit.say("takings_none"),
        hidden_caption=True,
    )


def _cells(visit: Visit, taken: Taken) -> Iterator[Cell]:
    seen = find_case(visit.member, taken.reference) is not None
    yield Cell(text=taken.reference, href=reverse("office-case", args=(taken.reference,)) if seen else "")
    yield Cell(text=when(taken.at, visit.language))
    how = visit.say(f"takings_{taken.kind}_{taken.how if taken.how in OFFLINE else 'online'}")
    yield Cell(text=how, more=(taken.taken_by,) if taken.taken_by else ())
    yield Cell(text=_signed(taken.pence))


def _compared(visit: Visit, day: date) -> Iterator[Block]:
    for made in comparisons_of(day):
        gaps = {
            "provider": made.provider,
            "paid": in_words(made.paid_pence),
            "refunded": in_words(made.refunded_pence),
            "when": when(made.made_at, visit.language),
        }
        yield Prose(text=visit.say("takings_compared", **gaps), look="quiet")


def _neighbours(visit: Visit, day: date) -> Links:
    def to(other: date) -> str:
        return f"{reverse('office-takings')}?day={other}"

    today = london_day(visit.at)
    links = [Link(text=visit.say("takings_before"), href=to(day - timedelta(days=1)))]
    if day < today:
        links.append(Link(text=visit.say("takings_after"), href=to(day + timedelta(days=1))))
    return Links(links=tuple(links))
