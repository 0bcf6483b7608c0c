"""How near is a deadline, in words? For the queue and the clocks of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from commonhall.cases.queries import Case, CaseDeadline, next_date_of
from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.asking import REQUEST
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Language
from commonhall.web.components.views.office import DeadlineView, Urgency
from commonhall.web.office.texts import say

SOON: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, for people and machines, and how urgent it is."""

    words: str = ""
    iso: str = ""
    urgency: Urgency = ""


def when(at: datetime, language: Language) -> str:
    """Return a moment as London's clock shows it: "5:30pm on Wednesday 10 June 2026"."""
    return in_words(london(at), language)


def day(at: datetime, language: Language) -> str:
    """Return the date of a moment in London: "10 June 2026"."""
    return in_words(london(at)[:10], language, weekday=False)


def due_of(case: Case, calendar: WorkingCalendar, *, today: date, language: Language) -> Due:
    """Return when ``case`` is due; for a closed one, when it was closed."""
    if case.phase == "closed":
        closed = case.closed_at or case.opened_at
        return Due(say("closed_on", language, date=day(closed, language)), london(closed)[:10])
    last = next_date_of(case)
    if last is None:
        return Due(say("no_due", language))
    return standing_of_day(date.fromisoformat(last), calendar, today=today, language=language)


def standing_of_day(last: date, calendar: WorkingCalendar, *, today: date, language: Language) -> Due:
    """Return how the last day of a deadline stands today, in working days."""
    said = in_words(last.isoformat(), language, year=last.year != today.year)
    iso = last.isoformat()
    if last == today:
        return Due(say("today", language, date=said), iso, "today")
    if last < today:
        late = calendar.working_days_between(last, today)
        key = {0: "late_0", 1: "late_one"}.get(late, "late_many")
        return Due(say(key, language, date=said, n=late), iso, "overdue")
    left = calendar.working_days_between(today, last)
    key = "left_one" if left == 1 else "left_many"
    return Due(say(key, language, date=said, n=left), iso, "soon" if last - today <= SOON else "")


def clocks_of(
    deadlines: tuple[CaseDeadline, ...], effective: Effective, *, today: date, language: Language
) -> tuple[DeadlineView, ...]:
    """Return the clocks of a case with their standing."""
    labels: Mapping[str, str] = {spec.id: spec.label.say(language) for spec in effective.pattern.case.deadlines}
    shown = []
    for each in deadlines:
        clock = _clock(each, labels.get(each.kind, each.kind), effective.calendar, today=today, language=language)
        shown.append(replace(clock, notes=tuple(_notes(each, effective, language))))
    return tuple(shown)


def _notes(deadline: CaseDeadline, effective: Effective, language: Language) -> Iterator[str]:
    """Say why a clock stands as it does: each pause with its reason, and what was added."""
    reasons = {each.id: each.label.say(language) for each in effective.pattern.case.transitions}
    units = {each.id: each.unit for each in effective.pattern.case.deadlines}
    for pause in deadline.pauses:
        asked = str(pause["reason"]).startswith(REQUEST)
        why = say("request_pause", language) if asked else reasons.get(pause["reason"], pause["reason"])
        first = in_words(pause["from"], language, weekday=False)
        if pause["to"] is None:
            yield say("paused_since", language, date=first, why=why)
        else:
            yield say(
                "not_counted", language, first=first, last=in_words(pause["to"], language, weekday=False), why=why
            )
    if deadline.extended:
        yield say(f"extended_{units.get(deadline.kind, 'days')}", language, n=deadline.extended)


def _clock(
    deadline: CaseDeadline, label: str, calendar: WorkingCalendar, *, today: date, language: Language
) -> DeadlineView:
    standing = _standing(deadline, language)
    if deadline.due_date is None:
        return DeadlineView(label=label, due=say("no_due", language), due_at="", standing=standing)
    live = deadline.state in ("running", "breached") and deadline.ended_at is None
    due = standing_of_day(deadline.due_date, calendar, today=today, language=language)
    return DeadlineView(
        label=label,
        due=due.words if live else in_words(deadline.due_date.isoformat(), language),
        due_at=due.iso,
        standing=standing,
        urgency=due.urgency if live else "",
    )


def _standing(deadline: CaseDeadline, language: Language) -> str:
    ended = day(deadline.ended_at, language) if deadline.ended_at else ""
    if deadline.state == "breached":
        return say("missed_ended", language, date=ended) if ended else say("missed", language)
    return say(deadline.state, language, date=ended)
