"""How is the work going? Figures over the cases that a manager's grants reach, counted live and never by person.

A figure of time is of the cases that were closed in the period, so that work which is still open does not flatter it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Q,
    QuerySet,
)
from django.db.models.functions import Trunc

from commonhall.cases.models import Case, CaseDeadline
from commonhall.cases.queries import cases_visible_to
from commonhall.core.values.dates import LONDON, from_london, london_day
from commonhall.journeys.models import Feedback, Journey
from commonhall.people.models import Membership
from commonhall.people.policies import ANY_PATTERN, Member, reach

Step = Literal["week", "month"]
AGES: Final[tuple[tuple[int, int | None], ...]] = ((0, 7), (7, 28), (28, 84), (84, None))
"""Of open cases, in days: from, and to but not including."""
MOST_OFFICERS: Final = 50
MOST_WARDS: Final = 200


class Percentile(Aggregate):
    """A percentile of a number, between the two nearest where there is none just there."""

    function = "PERCENTILE_CONT"
    name = "percentile"
    output_field = FloatField()
    template = "%(function)s(%(at)s) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM %(expressions)s))"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases, and of when. Blank means all. since and until: the first and the last day, in London."""

    since: date
    until: date
    step: Step = "week"
    pattern: str = ""
    team: str = ""
    ward: str = ""

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return from_london(f"{self.since}T00:00:00")

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return from_london(f"{self.until + timedelta(days=1)}T00:00:00")

    def steps(self) -> list[date]:
        """Return the first day of each week or month that the period touches."""
        first = self.since.replace(day=1) if self.step == "month" else self.since - timedelta(self.since.weekday())
        days = []
        while first <= self.until:
            days.append(first)
            later = first + timedelta(days=32 if self.step == "month" else 7)
            first = later.replace(day=1) if self.step == "month" else later
        return days


@dataclass(frozen=True, slots=True)
class Flow:
    """How many cases came in and how many were closed in a week or month that begins with ``day``."""

    day: date
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Work:
    """The work on one service, or for one team: what is open now, and what the period brought.

    days_median, days_most: from opening to closing, all days counted; nine of ten cases took no longer than
    ``days_most``. None where none was closed. in_time, late: deadlines that ended in the period, met or not.
    """

    name: str
    open: int = 0
    overdue: int = 0
    opened: int = 0
    closed: int = 0
    days_median: float | None = None
    days_most: float | None = None
    in_time: int = 0
    late: int = 0

    @property
    def in_time_share(self) -> float | None:
        """The share of the deadlines that were met, 0 to 1, or None where none ended."""
        ended = self.in_time + self.late
        return self.in_time / ended if ended else None


@dataclass(frozen=True, slots=True)
class Doors:
    """What became of the journeys of one service that began in the period."""

    pattern: str
    begun: int
    sent: int
    turned_away: int

    @property
    def unfinished(self) -> int:
        """How many were left before an end."""
        return self.begun - self.sent - self.turned_away


@dataclass(frozen=True, slots=True)
class Scores:
    """What people thought of one service: how many gave each score from 1 to 5."""

    service: str
    given: Mapping[int, int]

    @property
    def number(self) -> int:
        """How many people said something."""
        return sum(self.given.values())

    @property
    def average(self) -> float | None:
        """The average score, or None where nobody said anything."""
        return sum(score * number for score, number in self.given.items()) / self.number if self.number else None


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer has. name: blank for what nobody has."""

    name: str
    open: int
    overdue: int


def cases_counted(member: Member, asked: Asked) -> QuerySet[Case]:
    """Return the cases that the figures are of. A case that was merged into another is counted there alone."""
    rows = cases_visible_to(member, "figures").filter(merged_into_id=None)
    for name in ("pattern", "team", "ward"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    return rows


def flow(member: Member, asked: Asked) -> tuple[Flow, ...]:
    """Return what came in and what was closed in each step of the period. Two queries."""
    rows = cases_counted(member, asked)
    counted = [_by_step(rows, column, asked) for column in ("opened_at", "closed_at")]
    return tuple(Flow(day, counted[0].get(day, 0), counted[1].get(day, 0)) for day in asked.steps())


def _by_step(rows: QuerySet[Case], column: str, asked: Asked) -> dict[date, int]:
    within = rows.filter(**{f"{column}__gte": asked.begins, f"{column}__lt": asked.ends})
    step = Trunc(column, asked.step, output_field=DateField(), tzinfo=LONDON)
    return dict(within.annotate(step=step).order_by().values_list("step").annotate(number=Count("pk")))


def work_by(member: Member, asked: Asked, column: Literal["pattern", "team", "ward"], *, at: datetime) -> list[Work]:
    """Return the work by service, team or ward, the most open first. Four queries, however much there is."""
    rows = cases_counted(member, asked)
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    still = rows.exclude(phase="closed")
    _gather(found, still, column, open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lte=at)))
    came = rows.filter(opened_at__gte=asked.begins, opened_at__lt=asked.ends)
    _gather(found, came, column, opened=Count("pk"))
    gone = rows.filter(phase="closed", closed_at__gte=asked.begins, closed_at__lt=asked.ends)
    taken = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())
    _gather(
        found,
        gone,
        column,
        closed=Count("pk"),
        days_median=Percentile(taken, at="0.5"),
        days_most=Percentile(taken, at="0.9"),
    )
    for name, in_time, late in _deadlines(rows, asked, column):
        found[name] |= {"in_time": in_time, "late": late}
    made = (Work(name=name, **_in_days(values)) for name, values in found.items())
    return sorted(made, key=lambda each: (-each.open, -each.opened, each.name))


def _gather(found: defaultdict[str, dict[str, Any]], rows: QuerySet[Case], column: str, **counts: Any) -> None:
    for row in rows.order_by().values(column).annotate(**counts):
        found[row.pop(column)] |= row


def _in_days(values: dict[str, Any]) -> dict[str, Any]:
    seconds = {name: values.get(name) for name in ("days_median", "days_most")}
    return {**values, **{name: value / 86_400 if value is not None else None for name, value in seconds.items()}}


def _deadlines(rows: QuerySet[Case], asked: Asked, column: str) -> Iterable[tuple[str, int, int]]:
    """Yield how many deadlines ended in time and late: met, or its time passed, within the period."""
    ended = CaseDeadline.objects.filter(
        Q(ended_at__gte=asked.begins, ended_at__lt=asked.ends) | Q(due_at__gte=asked.begins, due_at__lt=asked.ends),
        case__in=rows.values("pk"),
    )
    late = Q(missed=True) | Q(state="breached")
    yield from (
        ended.order_by()
        .values_list(f"case__{column}")
        .annotate(in_time=Count("pk", filter=Q(state="met") & ~late), late=Count("pk", filter=late))
    )


def total_of(rows: Iterable[Work]) -> Work:
    """Return the work of all ``rows`` together; times are not added up, so they are left out."""
    every = list(rows)
    names = ("open", "overdue", "opened", "closed", "in_time", "late")
    return Work(name="", **{name: sum(getattr(each, name) for each in every) for name in names})


def times_of(member: Member, asked: Asked) -> tuple[float | None, float | None]:
    """Return the median and the ninetieth percentile of days to close, over all that was closed in the period."""
    rows = cases_counted(member, asked).filter(phase="closed", closed_at__gte=asked.begins, closed_at__lt=asked.ends)
    taken = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())
    found = rows.aggregate(median=Percentile(taken, at="0.5"), most=Percentile(taken, at="0.9"))
    median, most = (value / 86_400 if value is not None else None for value in (found["median"], found["most"]))
    return median, most


def backlog(member: Member, asked: Asked, *, at: datetime) -> tuple[int, ...]:
    """Return how many open cases are of each age of AGES. One query."""
    today = london_day(at)

    def since(days: int) -> datetime:
        return from_london(f"{today - timedelta(days=days - 1)}T00:00:00")

    counts = {}
    for number, (least, most) in enumerate(AGES):
        age = Q(opened_at__lt=since(least)) if least else Q()
        counts[f"age{number}"] = Count("pk", filter=age & (Q(opened_at__gte=since(most)) if most else Q()))
    found = cases_counted(member, asked).exclude(phase="closed").aggregate(**counts)
    return tuple(found[f"age{number}"] for number in range(len(AGES)))


def endings(member: Member, asked: Asked) -> list[tuple[str, str, int]]:
    """Return the states in which cases were closed in the period: pattern, state, how many; the most first."""
    rows = cases_counted(member, asked).filter(phase="closed", closed_at__gte=asked.begins, closed_at__lt=asked.ends)
    counted = rows.order_by().values_list("pattern", "state").annotate(number=Count("pk"))
    return sorted(counted, key=lambda row: (-row[2], row[0], row[1]))


def loads(member: Member, asked: Asked, *, at: datetime) -> list[Load]:
    """Return what each officer has, the most first, and what nobody has. Two queries."""
    rows = cases_counted(member, asked).exclude(phase="closed").order_by().values("owner_id")
    counted = rows.annotate(number=Count("pk"), late=Count("pk", filter=Q(due_at__lte=at)))
    found = sorted(counted, key=lambda row: -row["number"])[:MOST_OFFICERS]
    names = dict(Membership.objects.filter(id__in=[row["owner_id"] for row in found]).values_list("id", "name"))
    return [Load(names.get(row["owner_id"], ""), row["number"], row["late"]) for row in found]


def _open_to_figures(member: Member, restricted: frozenset[str]) -> Q:
    """Return which patterns' journeys a member sees figures of: they belong to no team yet.

    restricted: patterns whose very existence is for their own team, which need a grant of their own.
    """
    allowed = Q(pk__in=[])
    for grant in reach(member, "figures"):
        if grant.team_id is None:
            any_pattern = grant.pattern == ANY_PATTERN
            allowed |= ~Q(pattern__in=restricted) if any_pattern else Q(pattern=grant.pattern)
    return allowed


def doors(member: Member, asked: Asked, *, restricted: frozenset[str]) -> list[Doors]:
    """Return what became of the journeys that began in the period, by service."""
    rows = Journey.objects.filter(
        _open_to_figures(member, restricted), opened_at__gte=asked.begins, opened_at__lt=asked.ends
    )
    if asked.pattern:
        rows = rows.filter(pattern=asked.pattern)
    counted = (
        rows.order_by()
        .values_list("pattern")
        .annotate(
            begun=Count("pk"),
            sent=Count("pk", filter=Q(state="submitted")),
            turned_away=Count("pk", filter=~Q(state="submitted") & ~Q(outcome="")),
        )
    )
    return sorted((Doors(*row) for row in counted), key=lambda each: (-each.begun, each.pattern))


def refusals(member: Member, asked: Asked, *, restricted: frozenset[str]) -> list[tuple[str, str, int]]:
    """Return at which end journeys were turned away: pattern, outcome, how many; the most first."""
    rows = Journey.objects.filter(
        _open_to_figures(member, restricted), opened_at__gte=asked.begins, opened_at__lt=asked.ends
    )
    if asked.pattern:
        rows = rows.filter(pattern=asked.pattern)
    ended = rows.exclude(state="submitted").exclude(outcome="")
    counted = ended.order_by().values_list("pattern", "outcome").annotate(number=Count("pk"))
    return sorted(counted, key=lambda row: (-row[2], row[0], row[1]))


def scores(asked: Asked, services: Mapping[str, str]) -> list[Scores]:
    """Return what people thought of each of ``services``, patterns by the service's slug, in the period."""
    wanted = [slug for slug, pattern in services.items() if asked.pattern in ("", pattern)]
    counted = (
        Feedback.objects.filter(service__in=wanted, given_at__gte=asked.begins, given_at__lt=asked.ends)
        .order_by()
        .values_list("service", "score")
        .annotate(number=Count("pk"))
    )
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for service, score, number in counted:
        found[service][score] = number
    return sorted((Scores(slug, given) for slug, given in found.items()), key=lambda each: (-each.number, each.service))


def average_score(every: Iterable[Scores]) -> float | None:
    """Return the average over all services, or None where nobody said anything."""
    given = [(score, number) for each in every for score, number in each.given.items()]
    number = sum(each for _, each in given)
    return sum(score * each for score, each in given) / number if number else None


def wards_of(member: Member) -> list[str]:
    """Return the areas in which there are cases that the member may count."""
    rows = cases_visible_to(member, "figures").order_by().values_list("ward", flat=True).distinct()
    return list(rows[:MOST_WARDS])
