"""What was worked out for a case, what does it hold, and what does it keep? Rows to read, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from commonhall.cases.queries import CasePage
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.journey.hiding import hidden_values
from commonhall.core.journey.worked import titled_values
from commonhall.core.language.wording import fill, said
from commonhall.core.lifecycle.standing import EntitlementStanding
from commonhall.core.questions.masking import masked_words, shown_value
from commonhall.core.questions.question import Question, Setting
from commonhall.core.values.dates import in_words
from commonhall.core.values.money import in_words as in_pounds
from commonhall.core.values.words import Words
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.office.door import Visit


def worked_parts(found: CasePage, visit: Visit) -> tuple[SummaryPart, ...]:
    """Return what was worked out, looked up and charged, what the case holds, and what it keeps."""
    return (
        SummaryPart(title=visit.say("worked_out"), rows=(*_computed(found, visit), *_tables(found, visit))),
        SummaryPart(title=visit.say("charged"), rows=tuple(_charges(found, visit))),
        SummaryPart(title=visit.say("holds"), rows=(*_entitlements(found, visit), *_bookings(found, visit))),
        SummaryPart(title=visit.say("kept"), rows=tuple(_kept(found, visit))),
        SummaryPart(title=visit.say("tasks_done"), rows=tuple(_done(found, visit))),
    )


def _computed(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    hidden = hidden_values(found.effective, found.fields)
    for one in titled_values(found.effective, found.scope):
        if one.name in hidden:
            text = masked_words(visit.language)
        else:
            text = in_pounds(one.value) if one.computed.money else said(one.value, visit.language)
        yield SummaryRow(key=one.computed.title.say(visit.language), lines=(text,))


def _tables(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """Which rows of which tables decided, in words."""
    for table in (found.case.facts.get("tables") or {}).values():
        lines = [_words(why, visit) for hit in table["hits"] for why in hit["why"]]
        if lines:
            yield SummaryRow(key=_words(table["title"], visit), lines=tuple(lines))


def _charges(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    charges = found.case.facts.get("charges") or {}
    for line in charges.get("lines", ()):
        why = tuple(_words(one, visit) for one in line["why"])
        yield SummaryRow(key=_words(line["label"], visit), lines=(in_pounds(line["total"]), *why))
    if charges:
        yield SummaryRow(key=visit.say("total"), lines=(in_pounds(charges["total"]),))


def _words(words: Mapping[str, Any], visit: Visit) -> str:
    return Words.model_validate(words).say(visit.language)


def _entitlements(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    titles = {spec.id: spec.title for spec in found.effective.pattern.case.entitlements}
    for one in found.standing.entitlements:
        yield SummaryRow(key=titles[one.id].say(visit.language), lines=tuple(_entitlement(one, visit)))


def _entitlement(one: EntitlementStanding, visit: Visit) -> Iterator[str]:
    yield f"{one.number}: {visit.say(f'entitlement_{one.state}')}"
    yield f"{one.quantity} × {one.subject}" if one.quantity != 1 else one.subject
    yield visit.say("from_until", first=_day(one.from_, visit), last=_day(one.until, visit))
    if one.renew_from:
        yield visit.say(
            "renew_between", first=_day(one.renew_from, visit), last=_day(one.renew_until or one.until, visit)
        )


def _bookings(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    titles = {spec.id: spec.title for spec in found.effective.pattern.case.bookings}
    for one in found.standing.bookings:
        when = _slot(one.slot, visit)
        yield SummaryRow(key=titles[one.id].say(visit.language), lines=(when, visit.say(f"booking_{one.state}")))


def _slot(slot: Mapping[str, Any], visit: Visit) -> str:
    day = _day(str(slot["date"]), visit) if slot.get("date") else ""
    times = [in_words(str(slot[end]), visit.language) for end in ("start", "end") if slot.get(end)]
    return ", ".join(part for part in (day, " – ".join(times)) if part)


def _day(day: str, visit: Visit) -> str:
    return in_words(date.fromisoformat(day).isoformat(), visit.language, weekday=False)


def _kept(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """What transitions keep: by the name that the pattern gives it, else by the question of that name.

    What decisions keep is said with them, and answers given anew with the others; what the pattern leaves without a
    name is not said.
    """
    named = found.effective.pattern.case.kept
    moves = found.effective.pattern.case.transitions
    asked = {each.id: each for one in moves for each in one.ask}
    kept = {name for one in moves for name in one.keeps}
    _, options = asked_of_act(found.effective, asked.values(), found.scope, found.standing.kept)
    setting = found.setting(visit.language)
    setting = replace(setting, options={**options, **setting.options})
    for name, value in found.standing.kept.items():
        shown = name in found.replaced and name in found.case.answers
        if name not in kept or shown or value in ("", None, []) or (name in named and not named[name]):
            continue
        question = asked.get(name)
        words = named.get(name) or (question.label if question else None)
        label = words.say(visit.language) if words else name.replace("_", " ").capitalize()
        lines = _as_answered(question, value, setting, found) or (said(value, visit.language),)
        yield SummaryRow(key=label, lines=lines)


def _as_answered(question: Question | None, value: Any, setting: Setting, found: CasePage) -> tuple[str, ...]:
    """Return a kept value as its question says it; nothing where it is no answer to that question."""
    if question is None:
        return ()
    try:
        return shown_value(question, value, setting, seen=found.fields)
    except (TypeError, ValueError, KeyError, AttributeError):  # it was worked out, and is of another shape
        return ()


def _done(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """What was found out by those who did the tasks of the case."""
    for task in found.effective.pattern.case.tasks:
        done = found.standing.task(task.id)
        if done is None or done.state != "done":
            continue
        lines = [visit.say("done_on", date=_day(done.ended_at[:10], visit))]
        for question in task.ask:
            if done.answers.get(question.id) is not None:
                answer = ", ".join(found.shown(question, done.answers[question.id], visit.language))
                lines.append(f"{fill(question.label, found.said_scope, visit.language)}: {answer}")
        yield SummaryRow(key=task.label.say(visit.language), lines=tuple(lines))
