"""Which days are working days? Bank holidays of each nation, offline, with what a council adds or leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from commonhall.core.clocks.overrides import OVERRIDES, Nation
from commonhall.core.values.words import Words

CalendarName = Literal["england-wales", "scotland", "northern-ireland", "uk"]
"""``uk`` is the union: a holiday in any nation counts (Freedom of Information Act 2000, section 10(6))."""

NATIONS: Mapping[CalendarName, tuple[Nation, ...]] = {
    "england-wales": ("england-wales",),
    "scotland": ("scotland",),
    "northern-ireland": ("northern-ireland",),
    "uk": ("england-wales", "scotland", "northern-ireland"),
}
HOLIDAY_NAMES: Mapping[str, Words] = {
    words.en: words
    for words in (
        Words(en="New Year's Day", cy="Dydd Calan"),
        Words(en="2nd January", cy="2 Ionawr"),
        Words(en="St Patrick's Day", cy="Gŵyl San Padrig"),
        Words(en="Good Friday", cy="Dydd Gwener y Groglith"),
        Words(en="Easter Monday", cy="Dydd Llun y Pasg"),
        Words(en="Early May bank holiday", cy="Gŵyl banc dechrau mis Mai"),
        Words(en="Spring bank holiday", cy="Gŵyl banc y gwanwyn"),
        Words(en="Battle of the Boyne", cy="Brwydr y Boyne"),
        Words(en="Summer bank holiday", cy="Gŵyl banc yr haf"),
        Words(en="St Andrew's Day", cy="Gŵyl San Andreas"),
        Words(en="Christmas Day", cy="Dydd Nadolig"),
        Words(en="Boxing Day", cy="Gŵyl San Steffan"),
    )
}
"""The holidays that come every year, as the names of a filter and in both languages."""

WEEKEND = "weekend"
CLOSURE = "closure"
FIRST_YEAR, LAST_YEAR = 2000, 2099

_SATURDAY, _SUNDAY = 5, 6
_DAY = timedelta(days=1)
_SUBDIVISIONS: Mapping[Nation, str] = {"england-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
_OUR_NAMES = {
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick's Day",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "Saint Andrew's Day": "St Andrew's Day",
}


class CalendarRunsOut(ValueError):
    """A count of days leaves the years for which holidays are known."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one nation, or of the whole UK, as one council or one duty counts them.

    saturday_working: Saturdays count, unless they are holidays. holiday_names: only these holidays are kept
    (names of HOLIDAY_NAMES; a substitute day bears the name of its feast); empty keeps all, proclaimed ones too.
    extra_non_working: the council's own closure days. Raises ValueError for a nation or a name not known.
    """

    nation: CalendarName
    saturday_working: bool = False
    holiday_names: frozenset[str] = frozenset()
    extra_non_working: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.nation not in NATIONS:
            raise ValueError(f"There is no calendar {self.nation!r}; there are {', '.join(NATIONS)}")
        unknown = sorted(self.holiday_names - set(HOLIDAY_NAMES))
        if unknown:
            raise ValueError(f"No holiday is called {', '.join(unknown)}; they are {', '.join(HOLIDAY_NAMES)}")

    def why_not(self, day: date) -> str:
        """Return why ``day`` is no working day: "weekend", "closure" or a holiday's name; "" for a working day."""
        weekday = day.weekday()
        if weekday == _SUNDAY or (weekday == _SATURDAY and not self.saturday_working):
            return WEEKEND
        if day in self.extra_non_working:
            return CLOSURE
        names = _holidays(self.nation, day.year).get(day, ())
        return next((name for name in names if not self.holiday_names or name in self.holiday_names), "")

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is a working day."""
        return not self.why_not(day)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, which need not be one; before it if negative.

        Counting starts the day after; a count of 0 gives ``day``. Raises CalendarRunsOut.
        """
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day = _stepped(day, step)
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie after ``first`` up to and including ``last``: adding it undone.

        Negative where ``last`` is earlier: then ``last`` counts and ``first`` does not. Raises CalendarRunsOut.
        """
        if last < first:
            return -sum(map(self.is_working_day, _days(last, first - _DAY)))
        return sum(map(self.is_working_day, _days(first + _DAY, last)))

    def next_working_day(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the next one. Raises CalendarRunsOut."""
        while not self.is_working_day(day):
            day = _stepped(day, _DAY)
        return day


@lru_cache(maxsize=1000)
def _holidays(name: CalendarName, year: int) -> Mapping[date, tuple[str, ...]]:
    """Return the holidays of a year and their names; a substitute day has the name of its feast."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarRunsOut(f"Bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}")
    found: dict[date, tuple[str, ...]] = {}
    for nation in NATIONS[name]:
        for day, names in _of_nation(nation, year).items():
            found[day] = (*found.get(day, ()), *names)
    return found


def _of_nation(nation: Nation, year: int) -> dict[date, tuple[str, ...]]:
    import holidays  # 0.2 s that a process without clocks need not pay

    package = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB")
    found = {day: tuple(map(_our_name, names.split("; "))) for day, names in package.items() if day.year == year}
    for override in OVERRIDES:
        if override.nation == nation and override.date.year == year:
            found.pop(override.date, None)
            if override.is_holiday:
                found[override.date] = (override.name,)
    return found


def _our_name(name: str) -> str:
    feast = name.removesuffix(" (observed)")
    return _OUR_NAMES.get(feast, feast)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _stepped(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError as error:
        raise CalendarRunsOut("The count of days leaves the calendar") from error
