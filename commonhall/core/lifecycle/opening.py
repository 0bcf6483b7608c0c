"""Which cases does a completed journey open? Titles, teams, first states, deadlines: nothing is stored here."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from commonhall.core.clocks.deadlines import add_months
from commonhall.core.journey.decisions import Decided
from commonhall.core.journey.route import Route
from commonhall.core.journey.saying import answers_said
from commonhall.core.language.case_model import Deadline, Routing
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate, holds
from commonhall.core.language.wording import fill, look_up
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Language, Words


@dataclass(frozen=True, slots=True)
class OpenedDeadline:
    """A deadline that runs from the day on which the case opens. due_date: the last day on which it is met."""

    id: str
    due_date: date


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One case that a journey opens.

    item: the option that it is about, where a pattern opens one case for each; else empty. title: in both languages,
    filled in. facts: what the case keeps besides the answers: the item, the decisions, what was not checked.
    """

    item: str
    title: Words
    team: str
    state: str
    deadlines: tuple[OpenedDeadline, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who the person is and how to reach them, as the journey's answers say."""

    name: str = ""
    email: str = ""
    phone: str = ""
    uprn: str = ""
    address: str = ""


def open_cases(effective: Effective, route: Route, *, today: date) -> tuple[OpenedCase, ...]:
    """Return the cases that the completed ``route`` opens on ``today`` (the date in London).

    Raises ExpressionFailed when a team, a deadline or the clock cannot be worked out, so that nothing is half opened.
    """
    per = effective.pattern.case.per
    chosen = route.answers.get(per) if per else None
    items = [str(key) for key in chosen] if isinstance(chosen, list) else [""]
    return tuple(_open(effective, route, item, today) for item in items)


def _open(effective: Effective, route: Route, item: str, today: date) -> OpenedCase:
    case = effective.pattern.case
    # A decision about the whole journey has no key: it holds for every case of it.
    decided = [one for each in route.decided.values() for one in each if one.key in ("", item)]
    record = next((one.item for one in decided if one.item), {})
    lazily: list[Any] = [one.values for one in reversed(decided)]
    values: Mapping[str, Any] = ChainMap({}, *lazily)
    scope = {**route.scope, "item": record, "values": values}
    return OpenedCase(
        item=item,
        title=_title(effective, route, scope, today),
        team=_team(effective, scope),
        state=case.first,
        deadlines=tuple(_deadlines(effective, scope, today)),
        facts={
            "item": record,
            "decided": {one.decision: _decided(effective, one) for one in decided},
            "unchecked": list(route.unchecked),
        },
    )


def _decided(effective: Effective, one: Decided) -> dict[str, Any]:
    """Return what a case keeps of a decision: outcome, row, and what there is of the values to keep."""
    named = effective.pattern.decisions[one.decision].kept
    values = {name: one.values[name] for name in named if name in one.values}
    known = {name: value for name, value in values.items() if value is not None}
    return {"outcome": one.outcome, "row": one.row, "values": known}


def _title(effective: Effective, route: Route, scope: Scope, today: date) -> Words:
    """Fill the title in both languages, with answers in the words that the person chose."""

    def said(language: Language) -> str:
        answers = answers_said(
            effective, route.answers, language=language, today=today.isoformat(), options=route.options
        )
        return fill(effective.pattern.case.title, {**scope, "answers": answers}, language)

    return Words(en=said("en"), cy=said("cy") if effective.pattern.case.title.cy else "")


def _team(effective: Effective, scope: Scope) -> str:
    for number, row in enumerate(effective.pattern.case.teams):
        if holds(row.when, scope, place=f"case.teams.{number}", calendar=effective.calendar):
            return _named(effective, row, number, scope) or row.team
    return effective.pattern.case.teams[-1].team


def _named(effective: Effective, row: Routing, number: int, scope: Scope) -> str:
    if not row.team_from:
        return ""
    return str(evaluate(row.team_from, scope, place=f"case.teams.{number}.team_from", calendar=effective.calendar))


def _deadlines(effective: Effective, scope: Scope, today: date) -> list[OpenedDeadline]:
    opened = []
    for deadline in effective.pattern.case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        if holds(deadline.only_when, scope, place=f"{place}.only_when", calendar=effective.calendar):
            opened.append(OpenedDeadline(deadline.id, due_date(effective, deadline, scope, begins=today)))
    return opened


def due_date(effective: Effective, deadline: Deadline, scope: Scope, *, begins: date) -> date:
    """Return the last day on which ``deadline`` is met when its clock begins on ``begins``.

    Working days count from the day after, by the pattern's clock; months end on the same day or the month's last.
    """
    place = f"case.deadlines.{deadline.id}.days"
    count = deadline.days
    if not isinstance(count, int):
        count = int(evaluate(count, scope, place=place, calendar=effective.calendar))
    if deadline.unit == "working_days":
        return effective.calendar.add_working_days(begins, count)
    return begins + timedelta(days=count) if deadline.unit == "days" else add_months(begins, count)


def reach_of(effective: Effective, answers: Mapping[str, Answer]) -> Reach:
    """Return who the person is and how to reach them, from the questions that the pattern names for it."""
    contact = effective.pattern.case.contact
    place = answers.get(effective.pattern.case.property or "")
    uprn = str(look_up("uprn", place) or "") if isinstance(place, Mapping) else ""
    lines = (
        [*place.get("lines", ()), place.get("town", ""), place.get("postcode", "")]
        if isinstance(place, Mapping)
        else []
    )

    def answer(question: str | None) -> str:
        given = answers.get(question or "")
        return _plain(given)

    return Reach(
        name=answer(contact.name),
        email=answer(contact.email),
        phone=answer(contact.phone),
        uprn=uprn,
        address=", ".join(str(line) for line in lines if line),
    )


def _plain(given: Answer) -> str:
    if isinstance(given, dict):
        return str(given.get("full") or given.get("typed") or " ".join(str(part) for part in given.values()))
    return str(given) if given is not None else ""
