"""What do answers come to that no journey gave: corrected ones, and those of a case that becomes another service's?

The facts of the journey are gone by then. What reads them is not worked out again, and said to be unchecked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonhall.core.journey.decisions import decide
from commonhall.core.journey.questioning import Questioning
from commonhall.core.journey.route import Known, Route
from commonhall.core.journey.sections import Stop
from commonhall.core.journey.worked import nodes_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, holds
from commonhall.core.language.reading import decision_reads, through, worked_reads
from commonhall.core.lifecycle.kept import worked_out_of
from commonhall.core.lifecycle.opening import OpenedCase, open_item
from commonhall.core.lifecycle.standing import CaseStanding, scope_of_standing
from commonhall.core.lifecycle.timing import NextTimer, next_timers
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Language


@dataclass(frozen=True, slots=True)
class Fitted:
    """Answers put to another pattern's questions. kept: those that fit. left: those that do not, by question id."""

    kept: Mapping[str, Answer]
    left: Mapping[str, Answer]


def fit_answers(old: Effective, new: Effective, answers: Mapping[str, Answer]) -> Fitted:
    """Return which of ``answers`` fit the questions of ``new``: of the same id and the same type.

    What says who and where, such as the name, fits the question that ``new`` has for it, whatever its id. An answer
    that is not one of the options of ``new`` is left.
    """
    kept: dict[str, Answer] = {}
    left: dict[str, Answer] = {}
    roles = _roles(old, new)
    for name, answer in answers.items():
        before = old.questions.get(name)
        target = name if name in new.questions else roles.get(name, name)
        after = new.questions.get(target)
        if name.startswith("@"):
            continue  # a page without questions that was read
        if before is None and name in old.groups and name in new.groups:
            kept[name] = answer
        elif after is not None and before is not None and after.type == before.type and _offered(after, answer):
            kept[target] = answer
        else:
            left[name] = answer
    return Fitted(kept, left)


def _roles(old: Effective, new: Effective) -> dict[str, str]:
    """Return which question of ``new`` asks for what a question of ``old`` asks for: who, how to reach them, where."""
    before, after = old.pattern.case, new.pattern.case
    pairs = [
        (getattr(before.contact, each), getattr(after.contact, each)) for each in type(before.contact).model_fields
    ]
    pairs += [(before.property, after.property), (before.location, after.location)]
    return {one: other for one, other in pairs if one and other}


def _offered(question: Any, answer: Answer) -> bool:
    options = getattr(question, "options", ())
    if not options or answer is None:
        return True
    values = {option.value for option in options}
    chosen = answer if isinstance(answer, list) else [answer]
    return all(isinstance(each, str) and each in values for each in chosen)


def route_over(effective: Effective, answers: Mapping[str, Answer], *, opened: str, language: Language) -> Route:
    """Return a route over ``answers`` as if each had been given, without facts: what reads them is left unchecked."""
    known = Known(
        answers=answers,
        now=opened,
        opened=opened,
        missing=frozenset(effective.pattern.facts),
        actor="officer",
        language=language,
    )
    questioning = Questioning(effective, known)
    for name, answer in answers.items():
        questioning.keep(name, answer)
    unchecked = []
    for name, decision in effective.pattern.decisions.items():
        place = f"decisions.{name}.only_when"
        if _reads_facts(effective, decision_reads(decision)):
            unchecked.append(name)
        elif _applies(effective, decision.only_when, questioning, place):
            decided, _ = decide(effective, name, questioning.scope, accepted={})
            questioning.has_decided(name, decided)
    return Route(
        walked=(),
        stop=Stop("check"),
        answers=questioning.answers,
        decided=questioning.decided,
        options={},
        unchecked=tuple(unchecked),
        failures=(),
        scope=questioning.scope,
    )


def _applies(effective: Effective, source: str, questioning: Questioning, place: str) -> bool:
    try:
        return holds(source, questioning.scope, place=place, calendar=effective.calendar)
    except ExpressionFailed:
        return False


def _reads_facts(effective: Effective, reads: frozenset[str]) -> bool:
    return any(name.partition(".")[0] == "facts" for name in through(effective.pattern, reads))


@dataclass(frozen=True, slots=True)
class Difference:
    """A result that would be another with corrected answers. kind: ``computed``, ``tables``, ``charges``, ``decided``.

    name: of the computed value, the table or the decision. old, new: as a case keeps them; None where there is none.
    """

    kind: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Reworked:
    """What corrected answers change. unknown: names of results that cannot be worked out again."""

    differences: tuple[Difference, ...]
    unknown: tuple[str, ...]


def rework(
    effective: Effective,
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
    *,
    opened: str,
    language: Language,
) -> Reworked:
    """Return which results come out otherwise for the answers ``after`` than for ``before``, both worked out now.

    So a difference is one that the correction makes, and nothing else.
    """
    old, new = (results_of(effective, each, opened=opened, language=language) for each in (before, after))
    found = tuple(
        Difference(kind, name, old[kind].get(name), new[kind].get(name))
        for kind in old
        for name in {**old[kind], **new[kind]}
        if old[kind].get(name) != new[kind].get(name)
    )
    pattern = effective.pattern
    unknown = [node for node in nodes_of(pattern) if _reads_facts(effective, worked_reads(pattern, node))]
    unknown += [
        f"decided.{name}"
        for name, decision in pattern.decisions.items()
        if _reads_facts(effective, decision_reads(decision))
    ]
    return Reworked(found, tuple(unknown))


def results_of(
    effective: Effective, answers: Mapping[str, Answer], *, opened: str, language: Language
) -> dict[str, dict[str, Any]]:
    """Return what ``answers`` come to, as a case keeps it: computed values, tables, charges, decisions."""
    route = route_over(effective, answers, opened=opened, language=language)
    worked = worked_out_of(effective, route.scope)
    pattern = effective.pattern

    def known(node: str) -> bool:
        return not _reads_facts(effective, worked_reads(pattern, node))

    computed = {name: value for name, value in worked.get("computed", {}).items() if known(f"computed.{name}")}
    tables = {name: value for name, value in worked.get("tables", {}).items() if known(f"tables.{name}")}
    charges = {"charges": worked["charges"]} if "charges" in worked and known("charges") else {}
    decided = {
        name: {"outcome": one.outcome, "row": one.row, "values": _values(effective, name, one.values)}
        for name, each in route.decided.items()
        for one in each
        if not one.key
    }
    return {"computed": computed, "tables": tables, "charges": charges, "decided": decided}


def _values(effective: Effective, decision: str, values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: values[name] for name in effective.pattern.decisions[decision].kept if name in values}
    return {name: value for name, value in kept.items() if value is not None}


def recast(
    effective: Effective,
    answers: Mapping[str, Answer],
    *,
    item: str = "",
    opened: str,
    now: str,
    language: Language,
    case: Mapping[str, Any],
) -> OpenedCase:
    """Return the case that ``answers`` would have opened, with clocks that run from ``opened`` and timers from ``now``.

    Raises ExpressionFailed and ValueError where its team or a deadline cannot be worked out.
    """
    route = route_over(effective, answers, opened=opened, language=language)
    made = open_item(effective, route, item, now=opened, case=case)
    standing = replace(made.standing, since=now)
    return replace(made, standing=standing, timers=_timers(effective, standing, route, now=now))


def _timers(effective: Effective, standing: CaseStanding, route: Route, *, now: str) -> tuple[NextTimer, ...]:
    if not effective.pattern.case.timers:
        return ()
    scope = scope_of_standing(effective, standing, seen={**route.scope, "case": {}}, now=now)
    return next_timers(effective, standing, scope)
