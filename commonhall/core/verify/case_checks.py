"""Can every case finish? States, transitions, deadlines, timers, tasks, messages and retention, checked as a graph."""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.core.language.case_model import Transition
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding


def check_case(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings on the lifecycle: states without a way in or out, clocks that nobody answers for, lost messages.

    That every name stands for something is for the checks of structure.
    """
    pattern = folder.pattern
    if pattern.case.teams[-1].when:
        yield _fail("case.teams", "a case may find no team.", "End with a row without 'when'.")
    yield from _ways(pattern)
    yield from _transitions(pattern)
    yield from _deadlines(pattern)
    yield from _timers(pattern)
    yield from _tasks(pattern)
    yield from _messages(pattern)
    kept = {name for transition in pattern.case.transitions for name in transition.keeps}
    for name in sorted(set(pattern.case.kept) - kept):
        yield _fail(f"case.kept.{name}", "no transition keeps a value of this name.", "Mend the name, or take it out.")


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "case", place, reason, mend)


def _warn(place: str, reason: str, mend: str) -> Finding:
    return Finding("warn", "case", place, reason, mend)


def _ways(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    closed = {name for name, state in case.states.items() if state.phase == "closed"}
    if not closed:
        yield _fail("case.states", "no state is closed, so no case can end.", "Mark a state with phase: closed.")
        return
    forward = {name: {t.to for t in case.transitions if name in t.from_} for name in case.states}
    waiting = [case.first, *([case.unbooked] if case.unbooked else []), *(alert.state for alert in case.alerts)]
    waiting += [pattern.payment.waiting] if pattern.payment else []
    reached: set[str] = set()
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += forward.get(state, set())
    for name in case.states:
        if name not in reached:
            yield _warn(f"case.states.{name}", "no transition leads here.", "Add one, or take it out.")
    ends = set(closed)
    while more := {name for name, targets in forward.items() if name not in ends and targets & ends}:
        ends |= more
    for name in sorted(set(case.states) - ends):
        mend = "Add a transition that leads to an end."
        yield _fail(f"case.states.{name}", "a case here can never be closed.", mend)
    by_hand = {name for t in case.transitions if set(t.by) - {"timer", "payment"} for name in t.from_}
    by_itself = {name for t in case.transitions for name in t.from_} - by_hand
    for name in sorted(by_itself - closed):
        if not _moved_on(pattern, name):
            reason = "nobody can move a case on from here, and no timer or payment does."
            yield _fail(f"case.states.{name}", reason, "Add officer to a transition, or a timer for it.")


def _moved_on(pattern: Pattern, state: str) -> bool:
    """Whether something takes a transition out of ``state`` by itself."""
    moved = {timer.transition for timer in pattern.case.timers if state in timer.in_}
    moved |= {deadline.when_missed.transition for deadline in pattern.case.deadlines if deadline.when_missed}
    out = [transition for transition in pattern.case.transitions if state in transition.from_]
    return any(transition.id in moved or "payment" in transition.by for transition in out)


def _transitions(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    pausing = {name for transition in case.transitions for name in transition.pauses}
    resuming = {name for transition in case.transitions for name in (*transition.resumes, *transition.restarts)}
    for name in sorted(pausing - resuming):
        yield _fail(f"case.deadlines.{name}", "its clock is paused and never goes on.", "Name it in some 'resumes'.")
    for name in sorted({name for t in case.transitions for name in t.resumes} - pausing):
        yield _warn(f"case.deadlines.{name}", "its clock is resumed but never paused.", "Name it in some 'pauses'.")
    for transition in case.transitions:
        place = f"case.transitions.{transition.id}"
        if transition.within is not None and not all(case.states[name].phase == "closed" for name in transition.from_):
            mend = "Give it only from closed states."
            yield _warn(place, "'within' counts from the closing, but it begins in an open state.", mend)
        if transition.when and not transition.refused and set(transition.by) & {"officer", "lead", "administrator"}:
            mend = "Say in 'refused' why it cannot be done."
            yield Finding("note", "case", place, "when its condition does not hold, nothing says why.", mend)
        if transition.refund and not (pattern.charges or any(each.charges for each in case.transitions)):
            yield _fail(place, "it gives money back, but nothing is ever charged.", "Take 'refund' out.")
        yield from _approval(place, transition)
        if {"timer"} == set(transition.by) and transition.id not in _taken_by_timer(pattern):
            yield _fail(place, "only the timer may take it, but no timer or deadline does.", "Add one, or an officer.")


def _approval(place: str, transition: Transition) -> Iterator[Finding]:
    """Only what an officer or a lead does can wait for a colleague; and money cannot be taken meanwhile."""
    if transition.approval is None:
        return
    if not set(transition.by) & {"officer", "lead"}:
        yield _fail(place, "it waits for approval, but nobody of the office takes it.", "Take 'approval' out.")
    if transition.charges:
        yield _fail(place, "it costs money and waits for approval.", "Take 'approval' or 'charges' out.")


def _taken_by_timer(pattern: Pattern) -> set[str | None]:
    missed = {deadline.when_missed.transition for deadline in pattern.case.deadlines if deadline.when_missed}
    return missed | {timer.transition for timer in pattern.case.timers}


def _deadlines(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    transitions = {transition.id: transition for transition in case.transitions}
    for deadline in case.deadlines:
        place = f"case.deadlines.{deadline.id}"
        if not deadline.met_by and not deadline.met_on:
            yield _fail(place, "nothing meets it, so it is always missed.", "Name states in met_by.")
        missed = deadline.when_missed
        if missed and "timer" not in transitions[missed.transition].by:
            yield _fail(place, f"the timer may not take {missed.transition!r}.", "Add 'timer' to its 'by'.")
        if isinstance(deadline.days, int) and deadline.days < 0:
            yield _fail(place, f"{deadline.days} {deadline.unit} is in the past.", "Give 0 or more.")


def _timers(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    transitions = {transition.id: transition for transition in case.transitions}
    for timer in case.timers:
        place = f"case.timers.{timer.id}"
        if not timer.transition and not timer.message:
            yield _fail(place, "nothing happens when it is due.", "Name a transition or a message.")
        if (timer.after is None) == (not timer.on):
            yield _fail(place, "it needs just one of 'after' and 'on'.", "Say when it is due.")
        if not timer.transition:
            continue
        taken = transitions[timer.transition]
        if "timer" not in taken.by:
            yield _fail(place, f"the timer may not take {timer.transition!r}.", "Add 'timer' to its 'by'.")
        stray = [name for name in timer.in_ if name not in taken.from_]
        if stray:
            reason = f"{timer.transition!r} does not begin in {', '.join(stray)}."
            yield _fail(place, reason, "Let the timer and the transition have the same states.")


def _tasks(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    begun = {name for transition in case.transitions for name in transition.tasks}
    begun |= {alert.task for alert in case.alerts if alert.task}
    for task in case.tasks:
        if not task.on and task.id not in begun:
            yield _fail(f"case.tasks.{task.id}", "nothing begins this task.", "Say in 'on' when it begins.")
    possible = begun | {task.id for task in case.tasks if task.on}
    for transition in case.transitions:
        for name in transition.needs:
            if name not in possible:
                place = f"case.transitions.{transition.id}.needs"
                yield _fail(place, f"the task {name!r} never begins, so this can never be done.", "Begin the task.")
    for alert in case.alerts:
        if case.states[alert.state].phase == "closed":
            reason = "it opens a case that is already closed, so nobody sees it."
            yield _fail(f"case.alerts.{alert.id}", reason, "Name an open state.")


def _messages_named(pattern: Pattern) -> set[str | None]:
    """Return the messages that something sends by their name."""
    case = pattern.case
    named = {each.message for each in case.transitions} | {each.message for each in case.timers}
    down = pattern.payment.when_down if pattern.payment else None
    return named | ({down.message} if down else set())


def _messages(pattern: Pattern) -> Iterator[Finding]:
    case, contact = pattern.case, pattern.case.contact
    named = _messages_named(pattern)
    for name, message in pattern.messages.items():
        place = f"messages.{name}"
        if message.on is None and name not in named and not message.offered:
            yield _fail(place, "nothing sends it.", "Say in 'on' when it is sent.")
        if message.on == "paid" and not pattern.charges and not any(each.charges for each in case.transitions):
            yield _fail(place, "it is sent on payment, but nothing is charged.", "Name another event.")
        if "email" in message.channels and not contact.email:
            yield _fail(place, "the pattern asks for no e-mail address.", "Set case.contact.email.")
        if "sms" in message.channels and not contact.phone:
            yield _fail(place, "the pattern asks for no phone number.", "Set case.contact.phone.")
        if "letter" in message.channels and not (contact.address or case.property):
            yield _fail(place, "the pattern asks for no address.", "Set case.contact.address.")
        if "sms" in message.channels and not message.sms:
            yield _fail(place, "there are no words for the text message.", "Write 'sms'.")
        if "calendar" in message.attach and not case.bookings:
            yield _fail(place, "it attaches an appointment, but nothing is booked.", "Take it out of 'attach'.")
        if message.on == "opened" and name in named:
            yield _warn(place, "it is sent when the case opens and again by a transition.", "Use two.")
