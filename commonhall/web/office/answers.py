"""What is known of a case, as rows to read: answers and their questions, person, place, why it was accepted?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from django.urls import reverse

from commonhall.cases.queries import CasePage, Message
from commonhall.core.language.model import Decision
from commonhall.core.language.wording import fill, said
from commonhall.core.lifecycle.moves import Move
from commonhall.core.questions.file import size_in_words
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Language, Words
from commonhall.journeys.documents import documents_of_case
from commonhall.web.components.file_standings import FOR_STAFF
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when
from commonhall.web.office.group_answers import cards_of
from commonhall.web.office.money import money_parts
from commonhall.web.office.proofs import proof_rows
from commonhall.web.office.texts import say
from commonhall.web.office.working import worked_parts

ACTORS = {"officer", "lead"}


def parts_of(found: CasePage, visit: Visit) -> tuple[SummaryPart, ...]:
    """Return everything there is to read about a case, in the order in which an officer needs it."""
    parts = (
        *_answers(found, visit),
        *money_parts(found, visit),
        SummaryPart(title=visit.say("files"), rows=tuple(_files(found, visit))),
        SummaryPart(title=visit.say("person"), rows=tuple(_person(found, visit))),
        SummaryPart(title=visit.say("proof"), rows=tuple(proof_rows(found, visit))),
        SummaryPart(title=visit.say("place"), rows=tuple(_place(found, visit))),
        SummaryPart(title=visit.say("unchecked"), rows=tuple(_unchecked(found, visit))),
        SummaryPart(title=visit.say("why"), rows=tuple(_why(found, visit))),
        *worked_parts(found, visit),
        SummaryPart(title=visit.say("blocked"), rows=tuple(_blocked(found, visit))),
        SummaryPart(
            title=visit.say("record"), rows=tuple(_record(found.case.facts.get("item") or {}, visit)), folded=True
        ),
    )
    return tuple(part for part in parts if part.rows)


def _answers(found: CasePage, visit: Visit) -> Iterator[SummaryPart]:
    """The answers as the resident saw the questions; for a case in Welsh also in English, where it reads otherwise."""
    language: Language = "cy" if found.case.language == "cy" else "en"
    asked = [
        question
        for page in found.effective.pattern.pages
        for question in page.questions
        if question.id in found.case.answers
    ]
    rows = tuple(_answer(found, question, language, visit) for question in asked)
    yield SummaryPart(title=visit.say("answers"), rows=rows)
    yield from cards_of(found, language, visit)
    if language != "en":
        english = tuple(_answer(found, question, "en", visit) for question in asked)
        other = tuple(one for one, as_seen in zip(english, rows, strict=True) if _says(one) != _says(as_seen))
        yield SummaryPart(title=visit.say("answers_en"), rows=other)


def _says(row: SummaryRow) -> tuple[str, tuple[str, ...]]:
    return row.key, row.lines


def _answer(found: CasePage, question: Question, language: Language, visit: Visit) -> SummaryRow:
    """One answer as it stands; below it as it was sent, where another was given since."""
    lines = found.shown(question, found.case.answers[question.id], language)
    if question.id in found.replaced:
        sent = say("answer_sent", language, text=", ".join(lines))
        lines = (*found.shown(question, found.replaced[question.id], language), sent)
    return SummaryRow(
        key=fill(question.label, found.said_scope, language),
        key_lang=language if language != visit.language else "",
        lines=lines,
        lang=language if language != visit.language else "",
    )


def _files(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """The files that were sent, each with its link: they are saved, never shown. Without one while it is not clean."""
    case = found.case
    for one in documents_of_case(case_id=case.id, journey_id=case.journey_id):
        question = found.effective.questions.get(one.question)
        label = question.label.say(visit.language) if question else _named(one.question)
        address = reverse("office-document", args=(case.reference, one.id))
        text = f"{one.name} ({size_in_words(one.size)})"
        if one.standing in FOR_STAFF:
            yield SummaryRow(key=label, lines=(text, FOR_STAFF[one.standing].say(visit.language)))
        else:
            yield SummaryRow(key=label, lines=(), links=(Link(text=text, href=address),))


def _person(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    person = found.person
    if person is None:
        return
    for key, value in (("name", person.name), ("email", person.email), ("phone", person.phone_typed or person.phone)):
        yield SummaryRow(key=visit.say(key), lines=(value,))
    yield SummaryRow(key=visit.say("writes_in"), lines=(visit.say(f"language_{found.case.language}"),))


def _place(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    case = found.case
    if case.address:
        yield SummaryRow(key=visit.say("address"), lines=tuple(case.address.split(", ")))
    if case.uprn:
        yield SummaryRow(key=visit.say("uprn"), lines=(case.uprn,))


def _unchecked(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    for name in found.case.facts.get("unchecked") or ():
        yield SummaryRow(key=_named(name), key_lang=_written(visit), lines=(visit.say("unchecked_text"),))


def _why(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """What each decision asked, what the rule that decided says, and what the case keeps of it."""
    for name, decided in (found.case.facts.get("decided") or {}).items():
        decision = found.effective.pattern.decisions.get(name)
        if decision is None:
            continue
        texts = (_outcome(found, str(decided.get("outcome")), visit), _rule(decision, decided.get("row"), visit))
        yield SummaryRow(
            key=decision.title.say(visit.language) or _named(name),
            key_lang=_other(decision.title, visit) if decision.title else _written(visit),
            lines=tuple(text for text in texts if text),
        )
        for value, label in decision.kept.items():
            if value in decided.get("values", {}):
                text = said(decided["values"][value], visit.language)
                yield SummaryRow(key=label.say(visit.language), key_lang=_other(label, visit), lines=(text,))


def _outcome(found: CasePage, outcome: str, visit: Visit) -> str:
    """Return what another outcome than a plain yes is called: the journey went on all the same."""
    designed = found.effective.pattern.outcomes.get(outcome)
    return designed.title.say(visit.language) if designed else ""


def _rule(decision: Decision, number: int | None, visit: Visit) -> str:
    if number is None or number >= len(decision.rows):
        return visit.say("rule_grace")
    row = decision.rows[number]
    if row.about:
        return row.about.say(visit.language)
    return visit.say("rule" if row.when else "rule_else", n=number + 1, of=len(decision.rows), when=row.when)


def _other(words: Words, visit: Visit) -> Language | Literal[""]:
    """Return the language in which ``words`` are said, when it is not the page's."""
    said_in = words.language_said(visit.language)
    return said_in if said_in != visit.language else ""


def _written(visit: Visit) -> Language | Literal[""]:
    """Return the language of the names that systems use, when it is not the page's."""
    return "en" if visit.language != "en" else ""


def _record(record: Mapping[str, Any], visit: Visit, above: str = "") -> Iterator[SummaryRow]:
    """Yield the record of the case's item, one row a fact; records inside it follow with their name before."""
    for name, value in record.items():
        key = f"{above}: {_named(name).lower()}" if above else _named(name)
        if isinstance(value, Mapping) and "en" not in value and "lines" not in value:
            yield from _record(value, visit, key)
        elif value not in (None, "", []):
            text = said(value, visit.language)
            code = isinstance(value, str) and text == value
            yield SummaryRow(key=key, key_lang=_written(visit), lines=(text,), lang=_written(visit) if code else "")


def _named(slug: str) -> str:
    words = slug.replace("_", " ")
    return words[:1].upper() + words[1:]


def _blocked(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    """What the lifecycle does not allow now, and what only somebody else may do."""
    for move in found.moves:
        if move.refused:
            yield SummaryRow(key=move.transition.label.say(visit.language), lines=(_why_not(found, move, visit),))
    for transition in found.effective.pattern.case.transitions:
        others = set(transition.by) & ACTORS
        if found.case.state in transition.from_ and found.roles and others and not others & set(found.roles):
            yield SummaryRow(key=transition.label.say(visit.language), lines=(visit.say("blocked_lead"),))


def _why_not(found: CasePage, move: Move, visit: Visit) -> str:
    """Say why a transition cannot be taken now: in the pattern's own words where it has some."""
    if move.tasks:
        labels = {task.id: task.label.say(visit.language) for task in found.effective.pattern.case.tasks}
        return visit.say("blocked_tasks", tasks=", ".join(labels[name] for name in move.tasks))
    if move.transition.refused:
        return fill(move.transition.refused, found.said_scope, visit.language)
    return visit.say("blocked_within" if move.refused == "within" else "blocked_guard")


def delivery(message: Message, visit: Visit) -> str:
    """Return what has become of a message, in words."""
    if message.state == "failed":
        known = message.failure in ("recipient", "too_long", "request")
        why = visit.say(f"why_{message.failure}") if known else message.failure
        return visit.say("message_failed", why=why)
    moment = message.sent_at if message.state in ("sent", "delivered") and message.sent_at else message.composed_at
    return visit.say(f"message_{message.state}", when=when(moment, visit.language))
