"""Which cases does a completed journey open? Titles, teams, first states, deadlines: nothing is stored here."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from textwrap import shorten
from types import MappingProxyType
from typing import Any, Final

from commonhall.core.journey.decisions import Decided
from commonhall.core.journey.hiding import hidden_in
from commonhall.core.journey.route import Route
from commonhall.core.journey.saying import answers_said
from commonhall.core.language.case_model import Alert, Routing
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, holds
from commonhall.core.language.wording import fill, look_up
from commonhall.core.lifecycle import running
from commonhall.core.lifecycle.amounts import applies
from commonhall.core.lifecycle.kept import worked_out_of
from commonhall.core.lifecycle.moves import messages_on
from commonhall.core.lifecycle.standing import BookingStanding, BookingState, CaseStanding, scope_of_standing
from commonhall.core.lifecycle.timing import NextTimer, next_timers
from commonhall.core.lifecycle.working import begun_on
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Language, Words

LONGEST_TITLE: Final = 100
"""Characters of a title: more than that nobody reads in a list."""
SEEN_IN_TITLES: Final = ("ordinary", "personal")
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One case that a journey opens.

    item: the option that it is about, where a pattern opens one case for each; ``alert:<id>`` for one that an alert
    opened; else empty. title: in both languages, filled in. standing: its state, clocks, tasks and bookings.
    facts: what the case keeps besides the answers: the item, the decisions, what was not checked. timers: those that
    wait. messages: ids of those to send.
    """

    item: str
    title: Words
    standing: CaseStanding
    facts: Mapping[str, Any] = field(default_factory=dict)
    timers: tuple[NextTimer, ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def team(self) -> str:
        """Whose case it is."""
        return self.standing.team

    @property
    def state(self) -> str:
        """Where it begins."""
        return self.standing.state


@dataclass(frozen=True, slots=True)
class Reach:
    """Who the person is and how to reach them, as the journey's answers say."""

    name: str = ""
    email: str = ""
    phone: str = ""
    uprn: str = ""
    address: str = ""


def open_cases(
    effective: Effective, route: Route, *, now: str, case: Mapping[str, Any] = NOTHING
) -> tuple[OpenedCase, ...]:
    """Return the cases that the completed ``route`` opens at ``now`` (London wall clock).

    case: what expressions may read of every such case besides, such as its ``uprn``. Where the journey costs
    something, a case begins in the state that waits for payment. Raises ExpressionFailed when a team, a deadline or
    the clock cannot be worked out, so that nothing is half opened.
    """
    per = effective.pattern.case.per
    chosen = route.answers.get(per) if per else None
    items = [str(key) for key in chosen] if isinstance(chosen, list) else [""]
    return tuple(_open(effective, route, item, now, case) for item in items)


def open_item(
    effective: Effective, route: Route, item: str, *, now: str, case: Mapping[str, Any] = NOTHING
) -> OpenedCase:
    """Return the one case about ``item``, blank where a journey opens only one. Arguments and errors: open_cases.

    Some of what the pattern asks may not be answered here: where the answer that names the team is missing, the team
    that stands beside it has the case.
    """
    return _open(effective, route, item, now, case, gaps=True)


def _open(
    effective: Effective, route: Route, item: str, now: str, more: Mapping[str, Any], *, gaps: bool = False
) -> OpenedCase:
    # A decision about the whole journey has no key: it holds for every case of it.
    decided = [one for each in route.decided.values() for one in each if one.key in ("", item)]
    record = next((one.item for one in decided if one.item), {})
    lazily: list[Any] = [one.values for one in reversed(decided)]
    values: Mapping[str, Any] = ChainMap({}, *lazily)
    scope = {**route.scope, "item": record, "values": values}
    kept = {one.decision: _decided(effective, one) for one in decided}
    total = charged_on(route)
    pattern = effective.pattern
    state = pattern.payment.waiting if pattern.payment and total else _first(effective, route)
    standing = CaseStanding(
        state=state,
        since=now,
        opened=now,
        team=_team(effective, scope, gaps=gaps),
        kept={name: value for one in kept.values() for name, value in one["values"].items()},
        bookings=_bookings(effective, route, awaits_payment=bool(pattern.payment and total)),
        charged=total,
    )
    seen = {**scope, "case": {**more, "item": record}}
    standing = _begun(effective, standing, seen, now)
    case_scope = scope_of_standing(effective, standing, seen=seen, now=now)
    return OpenedCase(
        item=item,
        title=titled(effective, route, scope, now),
        standing=standing,
        facts={
            "item": record,
            "decided": kept,
            "unchecked": list(route.unchecked),
            **worked_out_of(effective, route.scope),
        },
        timers=next_timers(effective, standing, case_scope) if pattern.case.timers else (),
        messages=tuple(messages_on(effective, "opened", scope=case_scope)),
    )


def _begun(effective: Effective, standing: CaseStanding, seen: Scope, now: str) -> CaseStanding:
    """Begin the deadlines and tasks that run from the day on which the case opens."""
    scope = scope_of_standing(effective, standing, seen=seen, now=now)
    begun = [
        deadline
        for spec in effective.pattern.case.deadlines
        if spec.from_ == "opened" and (deadline := running.begun(effective, spec, scope, now=now))
    ]
    standing = replace(standing, deadlines=tuple(begun))
    if not effective.pattern.case.tasks:
        return standing
    scope = scope_of_standing(effective, standing, seen=seen, now=now)
    return replace(standing, tasks=begun_on(effective, standing, "opened", scope=scope, now=now))


def charged_on(route: Route) -> int:
    """Return what a journey costs, in pence; 0 where its pattern has no charges."""
    charges = route.scope.get("charges")
    return int(charges["total"]) if charges else 0


def _first(effective: Effective, route: Route) -> str:
    """Return the state in which a case begins that nobody has to pay for first."""
    case = effective.pattern.case
    booked = any(route.answers.get(spec.question) for spec in case.bookings)
    return case.first if booked or case.unbooked is None else case.unbooked


def _bookings(effective: Effective, route: Route, *, awaits_payment: bool) -> tuple[BookingStanding, ...]:
    """Return the places that the answers take up: held while money is awaited, else confirmed."""
    state: BookingState = "held" if awaits_payment else "confirmed"
    found = ((spec.id, route.answers.get(spec.question)) for spec in effective.pattern.case.bookings)
    return tuple(BookingStanding(id, state, slot) for id, slot in found if isinstance(slot, dict))


def raised_alerts(effective: Effective, route: Route) -> tuple[Alert, ...]:
    """Return the alerts for which the answers on ``route`` call. One that reads what is not answered does not.

    Raises ExpressionFailed when a condition fails otherwise.
    """
    return tuple(
        alert
        for alert in effective.pattern.case.alerts
        if applies(effective, alert.when, route.scope, f"case.alerts.{alert.id}.when")
    )


def open_alert(
    effective: Effective, route: Route, alert: Alert, *, now: str, case: Mapping[str, Any] = NOTHING
) -> OpenedCase:
    """Return the case that ``alert`` opens with the answers so far: its state, its team and its task, nothing else.

    No deadline of an ordinary case begins and nobody is told: the person has sent nothing yet.
    """
    standing = CaseStanding(state=alert.state, since=now, opened=now, team=alert.team)
    seen = {**route.scope, "item": {}, "values": {}, "case": {**case, "item": {}}}
    scope = scope_of_standing(effective, standing, seen=seen, now=now)
    also = (alert.task,) if alert.task else ()
    standing = replace(standing, tasks=begun_on(effective, standing, "", also=also, scope=scope, now=now))
    decided = [one for each in route.decided.values() for one in each]
    return OpenedCase(
        item=f"alert:{alert.id}",
        title=_filled(effective, route, alert.title, seen, now),
        standing=standing,
        facts={
            "item": {},
            "alert": alert.id,
            "decided": {one.decision: _decided(effective, one) for one in decided},
            "unchecked": list(route.unchecked),
            **worked_out_of(effective, route.scope),
        },
        timers=next_timers(effective, standing, scope) if effective.pattern.case.timers else (),
    )


def _decided(effective: Effective, one: Decided) -> dict[str, Any]:
    """Return what a case keeps of a decision: outcome, row, and what there is of the values to keep."""
    named = effective.pattern.decisions[one.decision].kept
    values = {name: one.values[name] for name in named if name in one.values}
    known = {name: value for name, value in values.items() if value is not None}
    return {"outcome": one.outcome, "row": one.row, "values": known}


def titled(effective: Effective, route: Route, scope: Scope, now: str) -> Words:
    """Return what a case is called, in both languages, with the answers of ``route``."""
    return _filled(effective, route, effective.pattern.case.title, scope, now)


def _filled(effective: Effective, route: Route, words: Words, scope: Scope, now: str) -> Words:
    """Fill a title in both languages, with answers in the words that the person chose.

    A title stands in lists, in exports and in the words of searches: what is secret or sensitive is hidden in it, and
    of a long answer it has the beginning.
    """

    def said(language: Language) -> str:
        answers = answers_said(
            effective, route.answers, language=language, today=now[:10], options=route.options, seen=SEEN_IN_TITLES
        )
        whole = {**scope, "answers": answers}
        filled = " ".join(fill(words, hidden_in(effective, whole, seen=SEEN_IN_TITLES), language).split())
        return shorten(filled, LONGEST_TITLE, placeholder=" …")

    return Words(en=said("en"), cy=said("cy") if words.cy else "")


def _team(effective: Effective, scope: Scope, *, gaps: bool) -> str:
    for number, row in enumerate(effective.pattern.case.teams):
        if holds(row.when, scope, place=f"case.teams.{number}", calendar=effective.calendar):
            try:
                return _named(effective, row, number, scope) or row.team
            except ExpressionFailed:
                if not gaps:
                    raise
                return row.team
    return effective.pattern.case.teams[-1].team


def _named(effective: Effective, row: Routing, number: int, scope: Scope) -> str:
    if not row.team_from:
        return ""
    return str(evaluate(row.team_from, scope, place=f"case.teams.{number}.team_from", calendar=effective.calendar))


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
