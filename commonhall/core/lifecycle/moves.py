"""Which transitions may be taken from a state, by whom, and why not the others? Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonhall.core.language.case_model import Message, Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds


class MoveRefused(Exception):
    """A transition cannot be taken. reason: a slug (``unknown``, ``state``, ``actor``, ``guard``)."""

    def __init__(self, transition: str, reason: str) -> None:
        super().__init__(f"{transition}: {reason}")
        self.transition = transition
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Move:
    """A transition seen from a case: ``refused`` is empty when it may be taken now, else the reason's slug."""

    transition: Transition
    refused: str = ""


def moves_from(effective: Effective, *, state: str, actors: Sequence[str], scope: Scope) -> tuple[Move, ...]:
    """Return every transition out of ``state`` that concerns one of ``actors``, with why it cannot be taken, if so.

    actors: the roles that the person has here, such as ``("officer", "lead")``.
    """
    return tuple(
        Move(transition, _refusal(effective, transition, actors, scope))
        for transition in effective.pattern.case.transitions
        if state in transition.from_ and set(actors) & set(transition.by)
    )


def _refusal(effective: Effective, transition: Transition, actors: Sequence[str], scope: Scope) -> str:
    if not set(actors) & set(transition.by):
        return "actor"
    try:
        open_now = holds(
            transition.when,
            scope,
            place=f"case.transitions.{transition.id}.when",
            calendar=effective.calendar,
        )
    except ExpressionFailed:
        return "guard"
    return "" if open_now else "guard"


def check_move(effective: Effective, transition: str, *, state: str, actors: Sequence[str], scope: Scope) -> Transition:
    """Return the transition of that id when it may be taken from ``state`` by one of ``actors``.

    Raises MoveRefused with the reason otherwise. A guard that fails refuses; it never lets pass.
    """
    found = next((each for each in effective.pattern.case.transitions if each.id == transition), None)
    if found is None:
        raise MoveRefused(transition, "unknown")
    if state not in found.from_:
        raise MoveRefused(transition, "state")
    refusal = _refusal(effective, found, actors, scope)
    if refusal:
        raise MoveRefused(transition, refusal)
    return found


def messages_on(effective: Effective, occasion: str, transition: Transition | None = None) -> Mapping[str, Message]:
    """Return the messages to send when ``occasion`` happens: ``opened``, or the id of a transition."""
    named = {transition.message} if transition is not None and transition.message else set()
    return {
        name: message for name, message in effective.pattern.messages.items() if message.on == occasion or name in named
    }


def case_scope(effective: Effective, *, case: Mapping[str, Any], answers: Mapping[str, Any], **more: Any) -> Scope:
    """Return what guards, deadlines and messages of a case may read.

    case: reference, state, opened_date, due_date, item and so on, as JSON values.
    """
    return effective.scope(case=case, answers=answers, **more)
