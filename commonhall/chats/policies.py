"""When does a council answer chats? By its hours of each day, without the bank holidays of its nation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from commonhall.core.clocks.calendar import WEEKEND, CalendarName, WorkingCalendar
from commonhall.core.values.dates import london, parse_time
from commonhall.councils.queries import Nation

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL: Final[Mapping[str, tuple[str, str]]] = {day: ("09:00", "17:00") for day in DAYS[:5]}
END_OF_DAY: Final = "24:00"
"""Closing time of a day that goes on into the next."""
LOOKS_AHEAD: Final = 30
"""Days within which the next opening is looked for."""
CALENDARS: Final[Mapping[Nation, CalendarName]] = {
    "england": "england-wales",
    "wales": "england-wales",
    "scotland": "scotland",
    "northern_ireland": "northern-ireland",
}


class HoursRefused(ValueError):
    """The hours of a day cannot be so. day: which, a code of DAYS."""

    def __init__(self, day: str) -> None:
        super().__init__(f"The hours of {day} begin before they end, as 09:00 and 17:00")
        self.day = day


@dataclass(frozen=True, slots=True)
class DeskRules:
    """When and how a council answers chats. hours: opening and closing by day; a day without is closed."""

    is_on: bool = False
    hours: Mapping[str, tuple[str, str]] = field(default_factory=lambda: dict(USUAL))
    on_holidays: bool = False
    most_waiting: int = 10
    quiet_minutes: int = 20

    def check(self) -> None:
        """Raise HoursRefused for hours that cannot be, and ValueError for numbers out of range."""
        for day, (opens, closes) in self.hours.items():
            try:
                closing = time.max if closes == END_OF_DAY else parse_time(closes)
                well = day in DAYS and parse_time(opens) < closing
            except ValueError:
                well = False
            if not well:
                raise HoursRefused(day)
        if not (1 <= self.most_waiting <= 500 and 2 <= self.quiet_minutes <= 120):
            raise ValueError("From 1 to 500 may wait, and silence lasts from 2 to 120 minutes")


def is_open(rules: DeskRules, *, nation: Nation, at: datetime) -> bool:
    """Return whether chats are answered at this moment by the rules."""
    if not rules.is_on:
        return False
    local = datetime.fromisoformat(london(at))
    hours = _hours_on(rules, nation, local.date())
    return hours is not None and hours[0] <= f"{local:%H:%M}" < hours[1]


def next_opening(rules: DeskRules, *, nation: Nation, at: datetime) -> str:
    """Return when chats are answered again, as London wall clock; blank where that is not within LOOKS_AHEAD days."""
    if not rules.is_on:
        return ""
    now = datetime.fromisoformat(london(at))
    for ahead in range(LOOKS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        hours = _hours_on(rules, nation, day)
        if hours is not None and (ahead or f"{now:%H:%M}" < hours[0]):
            return f"{day}T{hours[0]}:00"
    return ""


def _hours_on(rules: DeskRules, nation: Nation, day: date) -> tuple[str, str] | None:
    hours = rules.hours.get(DAYS[day.weekday()])
    if hours is None or rules.on_holidays:
        return hours
    holiday = WorkingCalendar(CALENDARS[nation], saturday_working=True).why_not(day) not in ("", WEEKEND)
    return None if holiday else hours
