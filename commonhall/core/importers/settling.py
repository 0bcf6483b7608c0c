"""What has been decided about an imported form? Choices go into its report and, where it can say them, its pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from commonhall.core.importers.imported import Imported
from commonhall.core.importers.inventory.report import Decision
from commonhall.core.language.case_model import Routing
from commonhall.core.language.model import Pattern
from commonhall.core.values.words import Words


class ChoiceRefused(Exception):
    """A choice does not answer an open decision. The message says which do."""


def settled(imported: Imported, choices: Mapping[str, str], *, accept_defaults: bool, by: str, when: str) -> Imported:
    """Return ``imported`` with its decisions taken.

    choices: by the id of a decision, or by its code (what stands before the colon) for all of that code; the option in
    words, ``default``, or its number from 1. accept_defaults: takes the default of every other decision that does
    not block. by, when: who decides, and the moment (ISO). Raises ChoiceRefused for a choice that fits nothing.
    """
    found = dict(_chosen(imported.report.decisions, choices))
    decisions = []
    pattern = imported.pattern
    for decision in imported.report.decisions:
        choice = found.get(decision.id) or (decision.default if accept_defaults and not decision.blocking else "")
        applied = None
        if choice and choice != decision.default:
            applied = _applied(pattern, decision.id, choice)
            pattern = applied or pattern
        taken = replace(decision, chosen=choice, by=by, when=when) if choice else decision
        decisions.append(replace(taken, default=choice) if applied else taken)
    report = replace(imported.report, decisions=tuple(decisions))
    return replace(imported, pattern=pattern, report=report)


def _chosen(decisions: tuple[Decision, ...], choices: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, said in choices.items():
        meant = [each for each in decisions if name == each.id] or [
            each for each in decisions if name == each.id.partition(":")[0]
        ]
        if not meant:
            known = ", ".join(dict.fromkeys(each.id.partition(":")[0] for each in decisions)) or "none"
            raise ChoiceRefused(f"There is no decision {name!r}. What is open: {known}.")
        for each in meant:
            yield each.id, _option(each, said)


def _option(decision: Decision, said: str) -> str:
    if said.lower() == "default":
        return decision.default
    matching = [option for option in (*decision.options, decision.default) if option.lower() == said.lower()]
    if matching:
        return matching[0]
    if decision.id in _OPEN:
        if _OPEN[decision.id].fullmatch(said):
            return said
    elif said.isascii() and said.isdigit() and 1 <= int(said) <= len(decision.options):
        return decision.options[int(said) - 1]
    options = "; ".join(f"{number} {option}" for number, option in enumerate(decision.options, start=1))
    raise ChoiceRefused(f"{decision.id}: {said!r} is not among what can be chosen: {options}.")


_OPEN: Final[Mapping[str, re.Pattern[str]]] = {
    "case.team": re.compile(r"[a-z][a-z0-9_]{0,59}"),
    "case.deadline": re.compile(r"[1-9][0-9]{0,2}"),
    "case.retention": re.compile(r"[1-9][0-9]{0,2}"),
}
"""Decisions that take another value than those offered."""


def _applied(pattern: Pattern, decision: str, choice: str) -> Pattern | None:
    """Return the pattern with ``choice`` in it; None where only a change of the form can do what was chosen."""
    if decision == "case.team":
        return _with_case(pattern, teams=(Routing(team=choice),))
    if decision == "case.retention":
        return _with_case(pattern, retention=pattern.case.retention.model_copy(update={"months": int(choice)}))
    if decision == "case.deadline":
        return _due_within(pattern, choice)
    if decision == "privacy":
        return pattern.model_copy(update={"privacy": pattern.privacy.model_copy(update={"lawful_basis": choice})})
    if decision == "payment.vat":
        charges = tuple(charge.model_copy(update={"vat": choice}) for charge in pattern.charges)
        return pattern.model_copy(update={"charges": charges})
    return None


def _with_case(pattern: Pattern, **parts: Any) -> Pattern:
    return pattern.model_copy(update={"case": pattern.case.model_copy(update=parts)})


def _due_within(pattern: Pattern, days: str) -> Pattern:
    """Change the deadline, and the number of days wherever it is promised."""
    before = str(pattern.case.deadlines[0].days)
    deadlines = tuple(
        each.model_copy(update={"days": int(days), "promise": _promised(each.promise, before, days)})
        for each in pattern.case.deadlines
    )
    messages = {
        name: message.model_copy(update={"body": _promised(message.body, before, days)})
        for name, message in pattern.messages.items()
    }
    return _with_case(pattern, deadlines=deadlines).model_copy(update={"messages": messages})


def _promised(words: Words, before: str, after: str) -> Words:
    return words.model_copy(
        update={
            "en": words.en.replace(f" {before} ", f" {after} "),
            "cy": words.cy.replace(f" {before} ", f" {after} "),
        }
    )
