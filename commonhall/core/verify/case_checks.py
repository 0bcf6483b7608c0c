"""Can every case finish? States, transitions, deadlines, messages and retention, checked as a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.finding import Finding


def check_case(folder: PatternFolder, fact_types: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """Yield findings on the lifecycle: names that stand for nothing, states without a way in or out, lost messages."""
    pattern = folder.pattern
    yield from _names(pattern)
    yield from _ways(pattern)
    yield from _deadlines(pattern)
    yield from _messages(pattern)


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "case", place, reason, mend)


def _names(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    if case.first not in case.states:
        yield _fail("case.first", f"there is no state {case.first!r}.", "Name a state.")
    if case.teams[-1].when:
        yield _fail("case.teams", "a case may find no team.", "End with a row without 'when'.")
    seen = set()
    for transition in case.transitions:
        place = f"case.transitions.{transition.id}"
        if transition.id in seen:
            yield _fail(place, "two transitions have this id.", "Give one another id.")
        seen.add(transition.id)
        for state in (*transition.from_, transition.to):
            if state not in case.states:
                yield _fail(place, f"there is no state {state!r}.", "Name a state.")
        if transition.message and transition.message not in pattern.messages:
            yield _fail(place, f"there is no message {transition.message!r}.", "Add it under messages.")


def _ways(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    closed = {name for name, state in case.states.items() if state.phase == "closed"}
    if not closed:
        yield _fail("case.states", "no state is closed, so no case can end.", "Mark a state with phase: closed.")
        return
    forward = {name: {t.to for t in case.transitions if name in t.from_} for name in case.states}
    reached, waiting = set(), [case.first]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += forward.get(state, set())
    for name in case.states:
        if name not in reached:
            yield Finding(
                "warn", "case", f"case.states.{name}", "no transition leads here.", "Add one, or take it out."
            )
    ends = set(closed)
    while True:
        more = {name for name, targets in forward.items() if name not in ends and targets & ends}
        if not more:
            break
        ends |= more
    for name in sorted(set(case.states) - ends):
        yield _fail(
            f"case.states.{name}",
            "a case here can never be closed.",
            "Add a transition that leads to an end.",
        )


def _deadlines(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    transitions = {transition.id: transition for transition in case.transitions}
    for deadline in case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        for state in deadline.met_by:
            if state not in case.states:
                yield _fail(place, f"there is no state {state!r}.", "Name the states that meet it.")
        missed = deadline.when_missed
        if missed is None:
            continue
        if missed.transition not in transitions:
            yield _fail(place, f"there is no transition {missed.transition!r}.", "Name one.")
        elif "timer" not in transitions[missed.transition].by:
            yield _fail(place, f"the timer may not take {missed.transition!r}.", "Add 'timer' to its 'by'.")


def _messages(pattern: Pattern) -> Iterator[Finding]:
    transitions = {transition.id for transition in pattern.case.transitions}
    named = {transition.message for transition in pattern.case.transitions}
    contact = pattern.case.contact
    for name, message in pattern.messages.items():
        place = f"messages.{name}"
        if message.on != "opened" and message.on not in transitions:
            yield _fail(place, f"nothing called {message.on!r} happens.", "Name 'opened' or a transition.")
        if "email" in message.channels and not contact.email:
            yield _fail(place, "the pattern asks for no e-mail address.", "Set case.contact.email.")
        if "sms" in message.channels and not contact.phone:
            yield _fail(place, "the pattern asks for no phone number.", "Set case.contact.phone.")
        if "sms" in message.channels and not message.sms:
            yield _fail(place, "there are no words for the text message.", "Write 'sms'.")
        if message.on == "opened" and name in named:
            yield Finding(
                "warn", "case", place, "it is sent when the case opens and again by a transition.", "Use two."
            )
