"""What is there about a person, or of a case, to be given out? Each text and each file as a part of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from commonhall.capabilities.notifications.words import to_plain
from commonhall.cases.models import Case, CaseTask, Occurrence
from commonhall.cases.queries import CasePage, get_case_page
from commonhall.chats.queries import Line, transcripts_of
from commonhall.contacts.models import ContactWarning, Detail, Interaction, Person
from commonhall.core.language.wording import fill, said
from commonhall.core.questions.question import Question
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.documents import documents_of_case
from commonhall.people.policies import Member
from commonhall.record.models import Read
from commonhall.record.queries import Happening
from commonhall.retention.beyond_cases import belonging, reports_of, told_again, wishes_told
from commonhall.retention.gathered import Gathered, Pairs, Spoken
from commonhall.retention.wording import SAYS


def gather_person(
    persons: Sequence[Person],
    cases: Sequence[Case],
    member: Member,
    *,
    council: CouncilSite,
    spoken: Spoken,
    at: datetime,
) -> Iterator[Gathered]:
    """Yield everything that is known about a person, whose records are ``persons`` and whose cases are ``cases``."""
    ids, language = [person.id for person in persons], spoken.language
    about = [*_about(persons, language), *wishes_told(ids, spoken)]
    yield Gathered("about", SAYS["about"].say(language), rows=about)
    yield from belonging(ids, member, spoken)
    for case in cases:
        yield from gather_case(case, member, council=council, spoken=spoken, at=at)
    yield from reports_of(persons, member, spoken)
    talks = list(Interaction.objects.filter(person_id__in=ids).order_by("started_at"))
    written = transcripts_of([talk.id for talk in talks])
    for talk in talks:
        rows = [(SAYS["channel"].say(language), talk.channel), (SAYS["with"].say(language), talk.agent_name)]
        title = f"{SAYS['contact'].say(language)}, {_moment(talk.started_at, language)}"
        text = "\n\n".join((talk.note, *_written(written.get(talk.id, ())))).strip()
        yield Gathered("contact", title, text=text, rows=rows, at=talk.started_at)
    reads = _reads([("person", each) for each in ids] + [("case", case.id) for case in cases], language)
    if reads:
        yield Gathered("reads", SAYS["reads"].say(language), rows=reads)


def _written(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what was written in a chat, by whom; not what only happened in it."""
    for line in lines:
        if line.side != "system":
            yield f"{line.author}: {line.text}" if line.author else line.text


def _about(persons: Sequence[Person], language: Language) -> Iterator[tuple[str, str]]:
    for person in persons:
        for name in ("name", "email", "phone_typed"):
            if value := getattr(person, name):
                yield SAYS[name].say(language), str(value)
        for detail in Detail.objects.filter(person=person).exclude(shown="").order_by("kind", "since_at"):
            yield SAYS.get(detail.kind, SAYS["known"]).say(language), detail.shown
        for warning in ContactWarning.objects.filter(person=person).order_by("id"):
            yield SAYS["warning"].say(language), f"{warning.kind}: {warning.narrative}"


def _reads(subjects: Sequence[tuple[str, UUID]], language: Language) -> Pairs:
    by_kind: dict[str, list[UUID]] = {}
    for kind, each in subjects:
        by_kind.setdefault(kind, []).append(each)
    found = [
        read
        for kind, ids in by_kind.items()
        for read in Read.objects.filter(subject_kind=kind, subject_id__in=ids).order_by("at")[:1000]
    ]
    return [(_moment(read.at, language), read.role or read.actor_kind) for read in sorted(found, key=lambda r: r.at)]


def gather_case(
    case: Case, member: Member, *, council: CouncilSite, spoken: Spoken, at: datetime
) -> Iterator[Gathered]:
    """Yield everything of a case that ``member`` may see: answers, decisions, messages, notes, files, what happened."""
    language = spoken.language
    found = get_case_page(member, case.reference, council=council, at=at)
    yield Gathered("case", found.effective.pattern.title.say(language), rows=list(_summary(found, language)), case=case)
    answers = list(_answers(found, language))
    if answers:
        yield Gathered("answers", SAYS["answers"].say(language), rows=answers, case=case, at=case.opened_at)
    decisions = list(_decisions(found, language))
    if decisions:
        yield Gathered("decision", SAYS["decision"].say(language), rows=decisions, case=case)
    for message in reversed(found.sent):
        text = message.body if message.channel == "sms" else to_plain(message.body)
        title = f"{SAYS['message'].say(language)}, {_moment(message.composed_at, language)}"
        rows = [(SAYS["channel"].say(language), message.channel), (SAYS["to"].say(language), message.recipient)]
        full = f"{message.subject}\n\n{text}".strip()
        yield Gathered("message", title, text=full, rows=rows, case=case, at=message.composed_at)
    for note in reversed(found.notes):
        title = f"{SAYS['note'].say(language)}, {_moment(note.written_at, language)}"
        rows = [(SAYS["by"].say(language), note.written_by)]
        yield Gathered("note", title, text=note.text, rows=rows, case=case, at=note.written_at)
    for again in Occurrence.objects.filter(case=case, from_case_id=None).order_by("added_at", "id"):
        yield told_again(again, spoken)
    for document in documents_of_case(case_id=case.id, journey_id=case.journey_id):
        yield Gathered(
            "document", document.name, case=case, document_id=document.id, type=document.type, at=document.uploaded_at
        )
    history = [(_moment(event.at, language), _happened(event, found, spoken)) for event in found.events]
    yield Gathered("history", SAYS["history"].say(language), rows=history, case=case)


def _moment(at: datetime, language: Language) -> str:
    return in_words(london(at), language)


def _summary(found: CasePage, language: Language) -> Iterator[tuple[str, str]]:
    case = found.case
    states = found.effective.pattern.case.states
    yield SAYS["reference"].say(language), case.reference
    yield SAYS["opened"].say(language), _moment(case.opened_at, language)
    if case.closed_at:
        yield SAYS["closed"].say(language), _moment(case.closed_at, language)
    if case.state in states:
        yield SAYS["state"].say(language), states[case.state].label.say(language)
    if case.address:
        yield SAYS["address"].say(language), case.address
    for name, shown in ((case.facts.get("proof") or {}).get("shown") or {}).items():
        if shown:
            said_so = in_words(shown, language) if name == "birth_date" else str(shown)
            yield SAYS[f"proved_{name}"].say(language), said_so


def _answers(found: CasePage, language: Language) -> Iterator[tuple[str, str]]:
    """The answers with the words of their questions, those of several items one after another; then those of tasks."""
    setting = found.setting(language)

    def pairs(questions: Sequence[Question], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for question in questions:
            if answers.get(question.id) is not None:
                lines = question.summary(answers[question.id], setting)
                yield fill(question.label, found.scope, language), "\n".join(lines)

    for page in found.effective.pattern.pages:
        yield from pairs(page.questions, found.case.answers)
        if page.repeat is not None:
            asked = [question for part in page.repeat.pages for question in part.questions]
            for record in found.case.answers.get(page.repeat.id) or ():
                if isinstance(record, Mapping):
                    yield from pairs(asked, record)
    tasks = {task.id: task for task in found.effective.pattern.case.tasks}
    for row in CaseTask.objects.filter(case=found.case, state="done").order_by("opened_at"):
        if row.kind in tasks:
            yield from pairs(tasks[row.kind].ask, row.answers)


def _decisions(found: CasePage, language: Language) -> Iterator[tuple[str, str]]:
    for name, decided in (found.case.facts.get("decided") or {}).items():
        decision = found.effective.pattern.decisions.get(name)
        if decision is None:
            continue
        number = decided.get("row")
        fired = isinstance(number, int) and number < len(decision.rows)
        about = decision.rows[number].about.say(language) if fired else ""
        yield decision.title.say(language) or name, " ".join(filter(None, [str(decided.get("outcome") or ""), about]))
        for value, label in decision.kept.items():
            if value in decided.get("values", {}):
                yield label.say(language), said(decided["values"][value], language)


def _happened(event: Happening, found: CasePage, spoken: Spoken) -> str:
    """Return what happened: a move by the pattern's own words with what was asked, else the office's words."""
    language = spoken.language
    moves = {one.id: one for one in found.effective.pattern.case.transitions}
    move = moves.get(str(event.facts.get("transition")))
    kind = event.kind.replace("_", " ").capitalize()
    parts = [move.label.say(language) if move else spoken.event(event, found) or kind]
    asked = event.facts.get("asked") or {}
    for question in move.ask if move else ():
        if asked.get(question.id) is not None:
            lines = question.summary(asked[question.id], found.setting(language))
            parts.append(f"{question.label.say(language)}: {' '.join(lines)}")
    if event.by.name:
        parts.append(f"({event.by.name})")
    return "\n".join(parts)


def language_of(value: str) -> Language:
    """Return the language in which a pack is written."""
    return cast(Language, value if value in ("en", "cy") else "en")
