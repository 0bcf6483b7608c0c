"""Which figures does a manager see, as pictures and as tables? Each sheet is drawn, listed and downloaded the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat
from typing import Any, Literal

from django.urls import reverse
from markupsafe import Markup

from commonhall.cases import figures
from commonhall.cases.figures import Asked, Flow, Scores, Work
from commonhall.cases.in_touch import Contacts, contacts_by_reason
from commonhall.cases.queries import Due, Filter
from commonhall.catalogue.queries import Service
from commonhall.core.language.effective import Effective
from commonhall.core.values.dates import in_words
from commonhall.people.queries import TeamNamed
from commonhall.web.components.charts import Series, bars, columns
from commonhall.web.components.views.desk import Cell, Column, Row, Table
from commonhall.web.components.views.frame import NOTHING
from commonhall.web.office.door import Visit
from commonhall.web.office.lists import query_of

MOST_BARS = 12


@dataclass(frozen=True)
class Reader:
    """Who reads which figures of what. services: those that may be counted, by pattern. teams: by slug."""

    visit: Visit
    asked: Asked
    services: Mapping[str, Service]
    teams: Mapping[str, TeamNamed]

    def say(self, key: str, **gaps: object) -> str:
        """Return a text of the figures."""
        return self.visit.say(f"figures_{key}", **gaps)

    @cached_property
    def work(self) -> list[Work]:
        """The work by service."""
        return figures.work_by(self.visit.member, self.asked, "pattern", at=self.visit.at)

    @cached_property
    def contacts(self) -> list[Contacts]:
        """Why people got in touch. They belong to no service, team or area: nothing where one was chosen."""
        if self.asked.pattern or self.asked.team or self.asked.ward:
            return []
        return contacts_by_reason(self.asked, at=self.visit.at)

    @cached_property
    def scores(self) -> list[Scores]:
        """What people thought of each service."""
        return figures.scores(self.asked, {each.slug: each.pattern for each in self.services.values()})

    @property
    def restricted(self) -> frozenset[str]:
        """Patterns whose very existence is for their own team."""
        every = self.services.values()
        return frozenset(each.pattern for each in every if each.effective.pattern.case.access == "team")

    def service(self, pattern: str) -> str:
        """Return what a service is called."""
        found = self.services.get(pattern)
        return found.title.say(self.visit.language) if found else pattern.replace("-", " ").capitalize()

    def team(self, slug: str) -> str:
        """Return what a team is called."""
        found = self.teams.get(slug)
        return found.name.say(self.visit.language) if found else slug.replace("_", " ").capitalize()

    def effective(self, pattern: str) -> Effective | None:
        """Return the pattern that runs now."""
        found = self.services.get(pattern)
        return found.effective if found else None

    def opened(self, since: date | None = None, until: date | None = None, **chosen: str) -> str:
        """Return the address of the list of the cases that were opened in the period, or in a part of it."""
        return self.cases(**chosen, phase="any", opened=self._period(since, until))

    def closed(self, since: date | None = None, until: date | None = None, **chosen: str) -> str:
        """Return the address of the list of the cases that were closed in the period, or in a part of it."""
        return self.cases(**chosen, phase="closed", closed=self._period(since, until))

    def _period(self, since: date | None, until: date | None) -> str:
        return f"{max(since or self.asked.since, self.asked.since)}..{min(until or self.asked.until, self.asked.until)}"

    def cases(self, **chosen: str) -> str:
        """Return the address of the list of the cases behind a figure: just those that it counts."""
        kept = {name: value for name in ("pattern", "team") if (value := getattr(self.asked, name))}
        wards = {"ward": (self.asked.ward,)} if self.asked.ward else {}
        parts: dict[str, object] = {**kept, **wards, **chosen}
        known = {name: value for name, value in parts.items() if name in Filter.__dataclass_fields__}
        return f"{reverse('office-queue')}?{query_of(Filter(), **known)}"


@dataclass(frozen=True)
class Sheet:
    """Figures that belong together.

    id: names the sheet in its address. picture: blank where nothing is to be drawn. about: what is counted, in words.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    picture: Markup = NOTHING
    about: str = ""

    @property
    def table(self) -> Table:
        """The sheet as a table."""
        return Table(caption=self.title, columns=self.columns, rows=self.rows, hidden_caption=True)

    def lines(self) -> list[list[str]]:
        """Return the sheet as rows of text, the headings first."""
        return [[one.text for one in self.columns], *([cell.text for cell in row.cells] for row in self.rows)]


def as_number(value: float | None, places: int = 0) -> str:
    """Return a number as it is shown, or a dash where there is none."""
    return "–" if value is None else f"{value:,.{places}f}"


def as_share(value: float | None) -> str:
    """Return a share of 0 to 1 in per cent, or a dash where there is none."""
    return "–" if value is None else f"{value:.0%}"


def headings(reader: Reader, first: str, *rest: str) -> tuple[Column, ...]:
    """Return the headings of a sheet: of what it is, then of its numbers."""
    return (Column(text=reader.say(first)), *(Column(text=reader.say(each), numeric=True) for each in rest))


def as_row(*texts: str, hrefs: Mapping[int, str] | None = None) -> Row:
    """Return a row of a sheet. hrefs: where its cells lead, by their place."""
    links = hrefs or {}
    return Row(cells=tuple(Cell(text=text, href=links.get(at, "")) for at, text in enumerate(texts)))


def _day(day: date, reader: Reader) -> str:
    return in_words(str(day), reader.visit.language, weekday=False)


def flow_sheet(reader: Reader) -> Sheet:
    """What came in and what was closed, by week or month."""
    found = figures.flow(reader.visit.member, reader.asked)
    most = max(found, key=lambda each: max(each.opened, each.closed))
    description = reader.say(
        "flow_desc",
        opened=sum(each.opened for each in found),
        closed=sum(each.closed for each in found),
        most=max(most.opened, most.closed),
        day=_day(most.day, reader),
    )
    picture = columns(
        "flow",
        reader.say("flow"),
        description,
        [" ".join(_day(each.day, reader).split()[:2]) for each in found],
        [
            Series(reader.say("col_opened"), tuple(each.opened for each in found)),
            Series(reader.say("col_closed"), tuple(each.closed for each in found)),
        ],
    )
    return Sheet(
        id="flow",
        title=reader.say("flow"),
        columns=headings(reader, reader.asked.step, "col_opened", "col_closed"),
        rows=tuple(_flow_row(reader, *pair) for pair in zip(found, (*found[1:], None), strict=True)),
        picture=picture,
    )


def _flow_row(reader: Reader, each: Flow, following: Flow | None) -> Row:
    """One week or month, each number leading to its cases."""
    until = following.day - timedelta(days=1) if following else None
    hrefs = {1: reader.opened(each.day, until), 2: reader.closed(each.day, until)}
    return as_row(_day(each.day, reader), str(each.opened), str(each.closed), hrefs=hrefs)


def _lying(reader: Reader, name: str, rows: Sequence[tuple[str, float]], description: str) -> Markup:
    shown = [row for row in rows if row[1]][:MOST_BARS]
    return bars(name, reader.say(name), description, shown) if shown else NOTHING


def work_sheet(reader: Reader, rows: Sequence[Work], by: Literal["services", "teams", "wards"]) -> Sheet:
    """The work by service, team or area."""
    called: Callable[[str], str] = {"services": reader.service, "teams": reader.team, "wards": reader_ward(reader)}[by]
    column, first = {
        "services": ("pattern", "col_service"), "teams": ("team", "col_team"), "wards": ("ward", "ward"),
    }[by]  # fmt: skip
    named = [(called(each.name), each) for each in rows]
    most = max(named, key=lambda pair: pair[1].open, default=("", Work(name="")))
    picture = _lying(
        reader, by, [(name, each.open) for name, each in named],
        reader.say("work_desc", name=most[0], number=most[1].open),
    )  # fmt: skip
    return Sheet(
        id=by,
        title=reader.say(by),
        columns=headings(
            reader,
            first,
            "col_open",
            "col_overdue",
            "col_opened",
            "col_closed",
            "col_in_time",
            "col_median",
            "col_most",
        ),
        rows=tuple(_work_row(reader, name, each, column) for name, each in named),
        picture=picture,
    )


def reader_ward(reader: Reader) -> Callable[[str], str]:
    """Return how an area is called: its code, or that there is none."""
    return lambda ward: ward or reader.say("no_ward")


def _work_row(reader: Reader, name: str, each: Work, column: str) -> Row:
    drill: dict[str, Any] = {column: (each.name,) if column == "ward" else each.name}
    overdue: Due = "overdue"
    return as_row(
        name,
        as_number(each.open),
        as_number(each.overdue),
        as_number(each.opened),
        as_number(each.closed),
        as_share(each.in_time_share),
        as_number(each.days_median, 1),
        as_number(each.days_most, 1),
        hrefs={
            1: reader.cases(**drill),
            2: reader.cases(**drill, due=overdue),
            3: reader.opened(**drill),
            4: reader.closed(**drill),
        }
        if each.name
        else {},  # those of no area have no list of their own
    )


def ages_sheet(reader: Reader) -> Sheet:
    """How old the open cases are."""
    found = figures.backlog(reader.visit.member, reader.asked, at=reader.visit.at)
    rows = [(reader.say(f"age_{number}"), count) for number, count in enumerate(found)]
    described = reader.say("ages_desc", number=sum(found), old=found[-1])
    drawn = bars("ages", reader.say("ages"), described, rows) if sum(found) else NOTHING
    return Sheet(
        id="ages",
        title=reader.say("ages"),
        columns=headings(reader, "col_age", "col_cases"),
        rows=tuple(as_row(name, as_number(count)) for name, count in rows),
        picture=drawn,
    )


def _three(
    reader: Reader,
    name: str,
    rows: Sequence[tuple[str, str, int]],
    heads: tuple[str, str, str],
    hrefs: Sequence[str] = (),
) -> Sheet:
    """A sheet of counts by what they are of and by service. hrefs: where the number of each row leads."""
    most = rows[0] if rows else ("", "", 0)
    picture = _lying(
        reader, name, [(what, number) for what, _, number in rows],
        reader.say(f"{name}_desc", name=most[0], number=most[2]),
    )  # fmt: skip
    return Sheet(
        id=name,
        title=reader.say(name),
        columns=(Column(text=reader.say(heads[0])), *headings(reader, heads[1], heads[2])),
        rows=tuple(
            as_row(what, service, as_number(number), hrefs={2: href} if href else {})
            for (what, service, number), href in zip(rows, hrefs or repeat(""), strict=False)
        ),
        picture=picture,
    )


def endings_sheet(reader: Reader) -> Sheet:
    """In which states cases were closed."""
    rows, hrefs = [], []
    for pattern, state, number in figures.endings(reader.visit.member, reader.asked):
        effective = reader.effective(pattern)
        found = effective.pattern.case.states.get(state) if effective else None
        label = (found.office or found.label).say(reader.visit.language) if found else state.replace("_", " ")
        rows.append((label, reader.service(pattern), number))
        hrefs.append(reader.closed(pattern=pattern, state=state))
    return _three(reader, "endings", rows, ("col_ending", "col_service", "col_cases"), hrefs)


def refusals_sheet(reader: Reader) -> Sheet:
    """At which ends of their forms people were turned away."""
    rows = []
    for pattern, outcome, number in figures.refusals(reader.visit.member, reader.asked, restricted=reader.restricted):
        effective = reader.effective(pattern)
        found = effective.pattern.outcomes.get(outcome) if effective else None
        title = found.title.say(reader.visit.language) if found else ""
        label = title if title and "{" not in title else outcome.replace("_", " ").capitalize()
        rows.append((label, reader.service(pattern), number))
    return _three(reader, "refusals", rows, ("col_reason", "col_service", "col_people"))


def doors_sheet(reader: Reader) -> Sheet:
    """How many of the forms that were begun were sent."""
    found = figures.doors(reader.visit.member, reader.asked, restricted=reader.restricted)
    described = reader.say("doors_desc", sent=sum(each.sent for each in found), begun=sum(each.begun for each in found))
    drawn = _lying(reader, "doors", [(reader.service(each.pattern), each.begun) for each in found], described)
    return Sheet(
        id="doors",
        title=reader.say("doors"),
        columns=headings(reader, "col_service", "col_begun", "col_sent", "col_away", "col_left"),
        rows=tuple(
            as_row(
                reader.service(each.pattern),
                *map(as_number, (each.begun, each.sent, each.turned_away, each.unfinished)),
            )
            for each in found
        ),
        picture=drawn,
    )


def scores_sheet(reader: Reader) -> Sheet:
    """What people thought of the services."""
    found = reader.scores
    counts = {score: sum(each.given.get(score, 0) for each in found) for score in (5, 4, 3, 2, 1)}
    rows = [(reader.say(f"score_{score}"), number) for score, number in counts.items()]
    number = sum(counts.values())
    described = reader.say("scores_desc", number=number, average=as_number(figures.average_score(found), 1))
    return Sheet(
        id="scores",
        title=reader.say("scores"),
        columns=headings(reader, "col_score", "col_answers"),
        rows=tuple(as_row(name, as_number(each)) for name, each in rows),
        picture=bars("scores", reader.say("scores"), described, rows) if number else NOTHING,
    )


def loads_sheet(reader: Reader) -> Sheet:
    """What each officer has."""
    found = figures.loads(reader.visit.member, reader.asked, at=reader.visit.at)
    nobody = reader.visit.say("nobody")
    rows = [(each.name or nobody, each) for each in found]
    described = reader.say("loads_desc", name=rows[0][0] if rows else "", number=rows[0][1].open if rows else 0)
    return Sheet(
        id="loads",
        title=reader.say("loads"),
        columns=(Column(text=reader.visit.say("owner")), *headings(reader, "col_open", "col_overdue")),
        rows=tuple(as_row(name, as_number(each.open), as_number(each.overdue)) for name, each in rows),
        picture=_lying(reader, "loads", [(name, each.open) for name, each in rows], described),
    )


def filled(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets that have something to show."""
    return [sheet for sheet in sheets if sheet.picture]
