"""What is a collection? How often one property's stream is collected, when last and with what outcome, when next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from commonhall.capabilities.waste.codes import CodeScope, find_code, what_happened
from commonhall.core.values.dates import DAYS
from commonhall.core.values.words import Words

State = Literal["outstanding", "allocated", "delayed", "completed", "partially_completed", "not_completed"]
STATES: tuple[State, ...] = get_args(State)
UNDER_WAY: frozenset[State] = frozenset({"outstanding", "allocated", "delayed"})

Frequency = Literal["twice_weekly", "weekly", "fortnightly", "every_three_weeks", "every_four_weeks"]

_EVERY_WEEKS: Mapping[Frequency, Words] = {
    "every_three_weeks": Words(en="every 3 weeks", cy="bob 3 wythnos"),
    "every_four_weeks": Words(en="every 4 weeks", cy="bob 4 wythnos"),
}


def frequency_words(frequency: Frequency, weekday: int, second_weekday: int | None = None) -> Words:
    """Return how often, in words. weekday: 0 for Monday; second_weekday: only for twice a week."""
    day = DAYS[weekday]
    if frequency == "weekly":
        return Words(en=f"every {day.en}", cy=f"bob {day.cy}")
    if frequency == "fortnightly":
        return Words(en=f"every other {day.en}", cy=f"bob yn ail {day.cy}")
    if frequency == "twice_weekly":
        other = DAYS[(weekday + 3) % 7 if second_weekday is None else second_weekday]
        return Words(en=f"every {day.en} and {other.en}", cy=f"bob {day.cy} a {other.cy}")
    return _EVERY_WEEKS[frequency]


@dataclass(frozen=True, slots=True)
class LastCollection:
    """The last collection dated on or before today. Dates are ISO; times are London wall clock.

    date: after any move; original_date: before it. completed_at: when the bin was emptied. logged_at: when
    the crew first reported on this round here. code: a canonical crew code, with its scope; material: what
    was wrong with it ("food"), or "". final: the crew will not come back for this.
    """

    original_date: str
    date: str
    state: State
    completed_at: str | None = None
    logged_at: str | None = None
    code: str | None = None
    code_scope: CodeScope | None = None
    final: bool = False
    disputable: bool = False
    material: str = ""

    @property
    def changed(self) -> bool:
        """Whether the collection was moved, as after a bank holiday."""
        return self.original_date != self.date

    def record(self) -> dict[str, Any]:
        """Return it as JSON, with what the code means: its reason, its advice and whether it stops a report."""
        code = find_code(self.code)
        return {
            "original_date": self.original_date,
            "date": self.date,
            "changed": self.changed,
            "state": self.state,
            "completed_at": self.completed_at,
            "logged_at": self.logged_at,
            "code": self.code,
            "code_scope": self.code_scope,
            "final": self.final,
            "disputable": self.disputable,
            "material": self.material,
            "locks_out": code is not None and code.locks_out,
            "reason": _both(what_happened(code, self.material)) if code else None,
            "advice": _both(code.advice) if code else None,
        }


@dataclass(frozen=True, slots=True)
class NextCollection:
    """The next collection after today. time_band: "06:30 to 12:00" where the round has one, or ""."""

    original_date: str
    date: str
    time_band: str = ""

    @property
    def changed(self) -> bool:
        """Whether the collection was moved, as after a bank holiday."""
        return self.original_date != self.date

    def record(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "original_date": self.original_date,
            "date": self.date,
            "changed": self.changed,
            "time_band": self.time_band,
        }


@dataclass(frozen=True, slots=True)
class Collection:
    """One property's collection of one stream. service: a slug; stream: refuse, recycling, food, garden ...

    provided: whether the property has it; where it has not, last and next are None. round: the crew's
    round, for officers. time_banded: the round has time bands and rules of its own.
    """

    service: str
    stream: str
    name: Words
    container: Words
    frequency: Frequency
    frequency_words: Words
    communal: bool = False
    assisted: bool = False
    provided: bool = True
    time_banded: bool = False
    last: LastCollection | None = None
    next: NextCollection | None = None
    round: str = ""

    @property
    def under_way(self) -> bool:
        """Whether the crew has still to finish the last collection."""
        return self.last is not None and self.last.state in UNDER_WAY

    def record(self) -> dict[str, Any]:
        """Return it as JSON: what a pattern reads. ``RECORD_TYPES`` says of what type each part is."""
        return {
            "service": self.service,
            "stream": self.stream,
            "name": _both(self.name),
            "container": _both(self.container),
            "frequency": self.frequency,
            "frequency_words": _both(self.frequency_words),
            "communal": self.communal,
            "assisted": self.assisted,
            "provided": self.provided,
            "time_banded": self.time_banded,
            "last": self.last.record() if self.last else None,
            "next": self.next.record() if self.next else None,
            "round": self.round,
            "under_way": self.under_way,
        }


@dataclass(frozen=True, slots=True)
class CollectionDay:
    """One collection of one stream on one date, for the calendar. original_date: before any move."""

    service: str
    stream: str
    name: Words
    container: Words
    original_date: str
    date: str
    state: State = field(default="outstanding")

    @property
    def changed(self) -> bool:
        """Whether the collection was moved, as after a bank holiday."""
        return self.original_date != self.date

    def record(self) -> dict[str, Any]:
        """Return it as JSON: the row of the public list of collections."""
        return {
            "service": self.service,
            "stream": self.stream,
            "name": _both(self.name),
            "original_date": self.original_date,
            "date": self.date,
            "changed": self.changed,
            "state": self.state,
        }


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "cy": words.cy}
