"""What has happened to a case? The record's events in plain words, newest first, by London's clock."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Final

from markupsafe import Markup

from commonhall.cases.queries import CasePage
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.case_model import Transition
from commonhall.core.questions.masking import shown_value
from commonhall.core.questions.question import Setting
from commonhall.core.values.dates import london
from commonhall.record.queries import Happening
from commonhall.web.components.prose import lines_of
from commonhall.web.components.views.office import TimelineEntry
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when
from commonhall.web.office.letter_events import EVENTS as OF_LETTERS
from commonhall.web.office.letter_events import OF_MESSAGES, task_of
from commonhall.web.office.money import EVENTS as MONEY_EVENTS
from commonhall.web.office.money import title_of_money_event
from commonhall.web.office.together_events import EVENTS as TOGETHER_EVENTS
from commonhall.web.office.together_events import text_of_together_event, title_of_together_event

GLASS: Final = ("glass_broken", "glass_reviewed")
PLAIN: Final = (
    "case_opened", "note_added", "caller_told", "case_declined", "timer_rang",
    "disclosure_published", "disclosure_withdrawn", "case_rated",
    "party_added", "party_ended", "sent_to_back_office", "back_office_said", *GLASS,
)  # fmt: skip
"""Kinds of events that need no more than the words of their name."""
OF_RECORDS: Final = (
    "hold_placed", "hold_reviewed", "hold_released", "case_disposed", "pack_begun", "pack_ready",
    "use_asked", "use_allowed", "use_refused", "use_ended", "disposal_moved",
)  # fmt: skip
"""Kinds of events of keeping and giving out, alike."""
OF_PARTS: Final = {
    "deadline_missed": ("deadline", "deadline_missed"),
    "task_done": ("task", "task_done_event"),
    "booking_confirmed": ("booking", "booking_confirmed_event"),
    "booking_held": ("booking", "booking_held_event"),
    "booking_released": ("booking", "booking_released_event"),
    "booking_lost": ("booking", "booking_lost_event"),
}
"""Kinds of events that tell of a part of the case: which fact names it, and the text that says what happened."""


def timeline_of(found: CasePage, visit: Visit) -> tuple[TimelineEntry, ...]:
    """Return every event of a case, the newest first."""
    return tuple(
        TimelineEntry(
            title=title_of_event(event, found, visit),
            by=who(event, visit),
            when=when(event.at, visit.language),
            at=event.at.isoformat(),
            text=_text(event, found, visit),
        )
        for event in reversed(found.events)
    )


def who(event: Happening, visit: Visit) -> str:
    """Return who did it: a colleague by name; the resident and the system as such."""
    return event.by.name or visit.say("resident" if event.by.kind == "resident" else "system")


def title_of_event(event: Happening, found: CasePage, visit: Visit) -> str:
    """Return what happened in a few words."""
    facts = event.facts
    if event.kind == "case_moved":
        return visit.say("case_moved", what=_transition_label(facts, found, visit))
    if event.kind == "case_assigned":
        name = str(facts.get("name") or "")
        return visit.say("case_assigned", name=name) if name else visit.say("case_given_back")
    if event.kind == "case_allocated":
        name = str(facts.get("name") or "")
        return visit.say("case_allocated_to" if name else "case_allocated", name=name, rule=facts.get("rule"))
    if event.kind in OF_PARTS:
        part, text = OF_PARTS[event.kind]
        return visit.say(text, what=_name_of_part(part, str(facts.get(part)), found, visit))
    if event.kind == "timer_refused":
        return visit.say("timer_refused", what=_transition_label(facts, found, visit))
    if event.kind in TOGETHER_EVENTS:
        return title_of_together_event(event, found, visit)
    if event.kind in MONEY_EVENTS:
        return title_of_money_event(event, visit)
    key = OF_LETTERS.get(event.kind, event.kind)
    return visit.say(key if key in (*PLAIN, *OF_RECORDS, *OF_LETTERS.values()) else "something", what=task_of(event))


def _name_of_part(part: str, id: str, found: CasePage, visit: Visit) -> str:
    """Return what the pattern calls a deadline, a task or a booking; its id where it has it no longer."""
    case = found.effective.pattern.case
    named = {f"deadline.{one.id}": one.label for one in case.deadlines}
    named |= {f"task.{one.id}": one.label for one in case.tasks}
    named |= {f"booking.{one.id}": one.title for one in case.bookings}
    words = named.get(f"{part}.{id}")
    return words.say(visit.language) if words else id


def _transition(facts: Mapping[str, object], found: CasePage) -> Transition | None:
    return next((one for one in found.effective.pattern.case.transitions if one.id == facts.get("transition")), None)


def _transition_label(facts: Mapping[str, object], found: CasePage, visit: Visit) -> str:
    transition = _transition(facts, found)
    return transition.label.say(visit.language) if transition else str(facts.get("transition"))


def _text(event: Happening, found: CasePage, visit: Visit) -> Markup | str:
    if event.kind == "case_moved":
        return _move_text(event, found, visit)
    if event.kind in GLASS:
        return lines_of([str(event.facts.get("reason") or event.facts.get("finding") or "")])
    if event.kind in TOGETHER_EVENTS:
        return text_of_together_event(event, visit)
    if event.kind == "note_added":
        return lines_of(found.note_texts.get(str(event.facts.get("note")), "").splitlines())
    if event.kind in OF_MESSAGES:
        sent = found.messages_by_id.get(str(event.facts.get("message")))
        return lines_of([sent.subject or shorten(sent.body, 100, placeholder=" …")] if sent else [])
    return ""


def _move_text(event: Happening, found: CasePage, visit: Visit) -> Markup:
    states = found.effective.pattern.case.states
    named = [
        (states[slug].office or states[slug].label).say(visit.language) if slug in states else slug
        for slug in (str(event.facts.get("from")), str(event.facts.get("to")))
    ]
    lines = [visit.say("now_is", before=named[0], after=named[1])]
    asked = event.facts.get("asked") or {}
    transition = _transition(event.facts, found)
    questions = transition.ask if transition else ()
    _, options = asked_of_act(found.effective, questions, found.scope, asked)
    setting = Setting(language=visit.language, today=london(event.at)[:10], options=options)
    for question in questions:
        if asked.get(question.id) is not None:
            lines += [
                question.label.say(visit.language),
                *shown_value(question, asked[question.id], setting, seen=found.fields),
            ]
    return lines_of(lines)
