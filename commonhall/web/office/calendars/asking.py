"""What do the forms of the calendars ask? Which days to close or open, and what an address for a program shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from commonhall.capabilities.bookings.slot import Calendar
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.date import Date
from commonhall.core.questions.question import Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Words
from commonhall.web.office.texts import TEXTS

LONGEST_REASON: Final = 200
ALL: Final = "all"


def closing(calendars: Sequence[Calendar]) -> tuple[Question, ...]:
    """Return the questions about days to close."""
    return (
        Choice(
            id="calendar", type="choice", label=TEXTS["calendars_close_which"],
            name_in_errors=TEXTS["calendars_close_which_name"],
            options=tuple(Option(value=each.id, label=each.title) for each in calendars),
        ),
        Date(
            id="first", type="date", label=TEXTS["calendars_close_first"],
            name_in_errors=TEXTS["calendars_close_first_name"],
        ),
        Date(
            id="last", type="date", label=TEXTS["calendars_close_last"], hint=TEXTS["calendars_close_last_hint"],
            name_in_errors=TEXTS["calendars_close_last_name"], required=False,
        ),
        Text(
            id="reason", type="text", label=TEXTS["calendars_close_reason"], hint=TEXTS["calendars_close_reason_hint"],
            name_in_errors=TEXTS["calendars_close_reason_name"], required=False, max_length=LONGEST_REASON,
        ),
    )  # fmt: skip


def feeding(calendars: Mapping[str, Words]) -> tuple[Question, ...]:
    """Return the questions about an address for a calendar program."""
    choices: list[dict[str, Any]] = [{"value": ALL, "label": TEXTS["calendars_feed_all"]}]
    choices += [{"value": name, "label": title} for name, title in calendars.items()]
    return (
        Choice(
            id="bookings", type="choice", label=TEXTS["calendars_feed_which"],
            name_in_errors=TEXTS["calendars_feed_which_name"], options=tuple(Option(**each) for each in choices),
        ),
        Choice(
            id="shows", type="choice", label=TEXTS["calendars_feed_shows"],
            name_in_errors=TEXTS["calendars_feed_shows_name"],
            options=(
                Option(value="places", label=TEXTS["calendars_feed_places"]),
                Option(
                    value="people", label=TEXTS["calendars_feed_people"], hint=TEXTS["calendars_feed_people_hint"]
                ),
            ),
        ),
    )  # fmt: skip
