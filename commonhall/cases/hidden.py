"""How do the messages of a case read to a member of staff who may not see all of its answers? And which words of them
may find the case?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from typing import Any, Final

from commonhall.cases.models import Case, CaseTask, Message
from commonhall.core.journey.unsaid import LANGUAGES, hidden_given, masked_given, tells_hidden, without_answers
from commonhall.core.language.effective import Effective
from commonhall.core.questions.masking import FieldClass, masked_words
from commonhall.core.questions.question import Answer, Option, Question, Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language, Words
from commonhall.record.queries import Happening

FOR_SEARCH: Final[frozenset[FieldClass]] = frozenset({"ordinary", "personal"})
"""Nobody finds a case by what is hidden from anybody, as nobody finds it by the answer itself."""

Given = tuple[tuple[Question, Answer], ...]


def setting_of_case(case: Case, language: Language) -> Setting:
    """Return what showing the answers of a case needs to know: the words of the options that were chosen."""
    chosen: Mapping[str, Mapping[str, Any]] = case.facts.get("chosen") or {}
    options = {
        name: [Option(value=value, label=Words.model_validate(label)) for value, label in labels.items()]
        for name, labels in chosen.items()
    }
    return Setting(language=language, today=london(case.opened_at)[:10], options=options)


def hidden_of_case(
    case: Case,
    effective: Effective,
    *,
    seen: Collection[FieldClass],
    tasks: Iterable[tuple[str, Mapping[str, Any]]],
    events: Iterable[Happening] = (),
) -> Given:
    """Return what was answered about a case, and is hidden from who sees the classes ``seen``: by the person, in tasks
    and when it was moved. tasks: the answers of its tasks, each with its kind."""
    found = [*hidden_given(effective, case.answers, seen)]
    asked_in = {each.id: each.ask for each in effective.pattern.case.tasks}
    for kind, answers in tasks:
        found += masked_given(asked_in.get(kind, ()), answers, seen)
    asked_by = {each.id: each.ask for each in effective.pattern.case.transitions}
    for event in events:
        asked = event.facts.get("asked")
        if isinstance(asked, Mapping):
            found += masked_given(asked_by.get(str(event.facts.get("transition")), ()), asked, seen)
    return tuple(found)


def text_as_seen(text: str, case: Case, given: Given, *, language: Language) -> str:
    """Return a text about a case without what is hidden. given: as :func:`hidden_of_case` returns it."""
    if not given or not text:
        return text
    return without_answers(text, given, settings=_settings(case), language=language)


def message_as_seen(
    message: Message, case: Case, effective: Effective, given: Given, *, seen: Collection[FieldClass]
) -> Message:
    """Return a copy of a message without what is hidden; of one that tells it by being sent, nothing. Never saved.

    It is the message itself where nothing is hidden.
    """
    if not given:
        return message
    settings, language = _settings(case), _language(message.language)
    shown = copy(message)
    template = effective.pattern.messages.get(message.kind)
    if template is not None and tells_hidden(effective, template, given, settings=settings, seen=seen):
        shown.subject = masked_words(language) if message.subject else ""
        shown.body = masked_words(language)
        return shown
    shown.subject = without_answers(message.subject, given, settings=settings, language=language)
    shown.body = without_answers(message.body, given, settings=settings, language=language)
    return message if (shown.subject, shown.body) == (message.subject, message.body) else shown


def words_to_find(message: Message, case: Case, effective: Effective) -> str:
    """Return the words of a message by which its case may be found."""
    given = hidden_of_case(case, effective, seen=FOR_SEARCH, tasks=answers_of_tasks(case))
    shown = message_as_seen(message, case, effective, given, seen=FOR_SEARCH)
    return f"{shown.subject} {shown.body}"


def answers_of_tasks(case: Case) -> list[tuple[str, Mapping[str, Any]]]:
    """Return what was answered in each task of a case, with its kind. One query."""
    return list(CaseTask.objects.filter(case=case).order_by("opened_at").values_list("kind", "answers"))


def _settings(case: Case) -> dict[Language, Setting]:
    return {language: setting_of_case(case, language) for language in LANGUAGES}


def _language(value: str) -> Language:
    return "cy" if value == "cy" else "en"
