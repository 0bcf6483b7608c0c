"""How is the work going? One page of figures with pictures, tables beside them, and each of them as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases import figures
from commonhall.cases.figures import Asked, Step, Work
from commonhall.cases.in_touch import all_contacts
from commonhall.cases.queries import CaseUnknown
from commonhall.catalogue.queries import services_of
from commonhall.core.values.dates import in_words, london_day
from commonhall.councils.policies import open_to
from commonhall.people.policies import ANY_PATTERN, can, reach
from commonhall.people.queries import teams
from commonhall.web.components.downloads import download
from commonhall.web.components.spreadsheet import plain_cell
from commonhall.web.components.views.desk import (
    Block,
    DeskView,
    Figure,
    Figures,
    Fold,
    Form,
    Heading,
    Links,
    Picture,
    Prose,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import OptionView, QuestionView
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.figures import sheets
from commonhall.web.office.figures.contacts import contacts_sheet
from commonhall.web.office.figures.sheets import Reader, Sheet
from commonhall.web.office.frames import frame

PERIODS: Final[dict[str, tuple[int, Step]]] = {
    "weeks_4": (27, "week"), "weeks_13": (90, "week"), "months_12": (364, "month"),
}  # fmt: skip
"""How many days before today each period begins, and in which steps it is drawn."""
USUAL: Final = "weeks_13"
LONGEST: Final = 100
BLANKS: Final = {"period": USUAL, "pattern": "all_services", "team": "all_teams", "ward": "all_wards"}
"""The first line of each list of the filter."""


@open_to("staff")
@staff("GET")
def figures_page(visit: Visit) -> HttpResponse:
    """Show the figures that the member's grants reach."""
    reader = _reader(visit)
    return page(
        DeskView(frame=frame(visit, visit.say("figures")), blocks=tuple(_blocks(reader)), side=(_filter(reader),))
    )


@open_to("staff")
@staff("GET")
def figures_file(visit: Visit, sheet: str) -> HttpResponse:
    """Give one sheet of figures as CSV."""
    reader = _reader(visit)
    found = next((each for each in _sheets(reader) if each.id == sheet), None)
    if found is None:
        raise CaseUnknown(sheet)
    written = io.StringIO()
    csv.writer(written).writerows([plain_cell(cell) for cell in line] for line in found.lines())
    name = f"{visit.council.slug}-{sheet}-{reader.asked.until}.csv"
    return download(name=name, type="text/csv; charset=utf-8", content=("﻿" + written.getvalue()).encode())


def _reader(visit: Visit) -> Reader:
    """Return whose figures of what are asked for. Raises NotAllowed for who has no figures to see."""
    check_may(visit, "figures")
    asked = visit.request.GET
    period = asked.get("period", "")
    days, step = PERIODS.get(period, PERIODS[USUAL])
    today = london_day(visit.at)
    patterns = {grant.pattern for grant in reach(visit.member, "figures")}
    services = {
        each.pattern: each
        for each in services_of(visit.council, day=today)
        if each.pattern in patterns or (ANY_PATTERN in patterns and each.effective.pattern.case.access != "team")
    }
    return Reader(
        visit=visit,
        asked=Asked(
            since=today - timedelta(days=days),
            until=today,
            step=step,
            **{name: asked.get(name, "").replace("\x00", "")[:LONGEST] for name in ("pattern", "team", "ward")},
        ),
        services=services,
        teams={team.slug: team for team in teams()},
    )


def _filter(reader: Reader) -> Form:
    visit, asked = reader.visit, reader.asked
    chosen = visit.request.GET.get("period", "")
    wards = sorted(ward for ward in figures.wards_of(visit.member) if ward)
    offered = {
        "period": [(each, reader.say(each)) for each in PERIODS],
        "pattern": [(slug, reader.service(slug)) for slug in reader.services],
        "team": [(slug, reader.team(slug)) for slug in reader.teams],
        "ward": [(ward, ward) for ward in wards],
    }
    values = {
        "period": chosen if chosen in PERIODS and chosen != USUAL else "",
        "pattern": asked.pattern,
        "team": asked.team,
        "ward": asked.ward,
    }
    labels = {"pattern": visit.say("service"), "team": visit.say("team")}
    questions = tuple(
        QuestionView(
            id=name,
            type="choice",
            as_list=True,
            label=labels.get(name) or reader.say(name),
            blank=reader.say(BLANKS[name]),
            options=tuple(OptionView(value=value, label=text) for value, text in options if value != USUAL),
            value={name: values[name]},
        )
        for name, options in offered.items()
        if options
    )
    return Form(get=True, button=reader.say("show"), questions=questions, action=reverse("office-figures"))


def _sheets(reader: Reader) -> Iterator[Sheet]:
    member, asked, at = reader.visit.member, reader.asked, reader.visit.at
    yield sheets.flow_sheet(reader)
    yield sheets.work_sheet(reader, reader.work, "services")
    yield sheets.ages_sheet(reader)
    yield sheets.work_sheet(reader, figures.work_by(member, asked, "team", at=at), "teams")
    by_ward = figures.work_by(member, asked, "ward", at=at)
    if any(each.name for each in by_ward):
        yield sheets.work_sheet(reader, by_ward, "wards")
    yield sheets.endings_sheet(reader)
    yield sheets.doors_sheet(reader)
    yield sheets.refusals_sheet(reader)
    yield sheets.scores_sheet(reader)
    yield contacts_sheet(reader)
    if can(member, "lead"):
        yield sheets.loads_sheet(reader)


def _blocks(reader: Reader) -> Iterator[Block]:
    asked = reader.asked
    dates = {"since": _day(reader, str(asked.since)), "until": _day(reader, str(asked.until))}
    yield Prose(text=reader.say("dates", **dates), look="quiet")
    yield _headlines(reader, figures.total_of(reader.work))
    shown = sheets.filled(_sheets(reader))
    if not shown:
        yield Prose(text=reader.say("none"))
    for sheet in shown:
        yield Heading(text=sheet.title, id=sheet.id)
        if sheet.about:
            yield Prose(text=sheet.about, look="quiet")
        yield Picture(svg=sheet.picture)
        inside = (sheet.table, Links(links=(_file_link(reader, sheet),)))
        yield Fold(title=f"{reader.say('table')}: {sheet.title}", blocks=inside, open=sheet.id == "services")


def _file_link(reader: Reader, sheet: Sheet) -> Link:
    kept = [(name, value) for name, value in reader.visit.request.GET.items() if name != "lang" and value]
    query = f"?{urlencode(kept)}" if kept else ""
    address = reverse("office-figures-file", args=(sheet.id,))
    return Link(text=f"{reader.say('csv')}: {sheet.title}", href=f"{address}{query}")


def _day(reader: Reader, day: str) -> str:
    return in_words(day, reader.visit.language, weekday=False)


def _headlines(reader: Reader, total: Work) -> Figures:
    median, _most = figures.times_of(reader.visit.member, reader.asked)
    score = figures.average_score(reader.scores)
    share = total.in_time_share
    shown = [
        Figure(number=f"{total.open:,}", text=reader.say("open"), href=reader.cases()),
        Figure(
            number=f"{total.overdue:,}",
            text=reader.say("overdue"),
            href=reader.cases(due="overdue"),
            colour="red" if total.overdue else "green",
        ),
        Figure(number=f"{total.opened:,}", text=reader.say("opened"), href=reader.opened()),
        Figure(number=f"{total.closed:,}", text=reader.say("closed"), href=reader.closed()),
    ]
    if share is not None:
        shown.append(Figure(number=f"{share:.0%}", text=reader.say("in_time")))
    if median is not None:
        shown.append(Figure(number=f"{median:,.1f}", text=reader.say("median")))
    if score is not None:
        shown.append(Figure(number=f"{score:.1f}", text=reader.say("score")))
    settled = all_contacts(reader.contacts).settled_share
    if settled is not None:
        shown.append(Figure(number=f"{settled:.0%}", text=reader.say("first")))
    return Figures(figures=tuple(shown))
