"""Is personal data told, marked and thrown away in time, and does the pattern name what it needs from outside?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.questions.question import Question
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.uses import questions_of

_PERSONAL: Final = frozenset(
    {"name", "given-name", "family-name", "additional-name", "email", "tel", "bday", "street-address", "address-line1",
     "postal-code", "sex", "username", "cc-number"}
)  # fmt: skip
"""Autocomplete words whose fields are about the person (HTML, 4.10.18.7)."""

_PERSONAL_LABEL: Final = re.compile(
    r"\b(date of birth|born|your (?:full |first |last )?name|national insurance|nhs number|passport|income|earn|salary|"
    r"savings|benefits?|immigration|marital|married)\b",
    re.IGNORECASE,
)
_SPECIAL_LABEL: Final = re.compile(
    r"\b(health|medical|disab\w+|illness|diagnos\w+|mental|pregnan\w+|ethnic\w*|race|religio\w+|belief|sexual\w*|"
    r"gender reassignment|trade union|political|genetic|biometric|criminal|conviction)\b",
    re.IGNORECASE,
)
"""Special categories: UK GDPR article 9(1), and article 10."""

_OF_SOURCE: Final = {"waste": "waste", "bookings": "bookings", "vehicles": "vehicles"}


def check_privacy(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings on personal data, on what people are told about it, and on how long it is kept."""
    pattern = folder.pattern
    questions = list(questions_of(pattern))
    for question in questions:
        yield from _marked(question)
    yield from _told(pattern, questions)
    yield from _kept(pattern, questions)
    yield from _capabilities(pattern, questions)


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "privacy", place, reason, mend)


def _warn(place: str, reason: str, mend: str) -> Finding:
    return Finding("warn", "privacy", place, reason, mend)


def is_personal(question: Question) -> bool:
    """Return whether every answer to ``question`` tells of a person."""
    return question.personal or question.sensitive or question.tells_of_person


def _marked(question: Question) -> Iterator[Finding]:
    place = f"questions.{question.id}"
    if not is_personal(question) and set(question.autocomplete.split()) & _PERSONAL:
        yield _fail(place, "browsers fill it in about the person, but it is not marked.", "Set personal: true.")
    elif not is_personal(question) and _PERSONAL_LABEL.search(question.label.en):
        yield _warn(place, "it seems to ask for personal data, but is not marked.", "Set personal: true.")
    if not question.sensitive and _SPECIAL_LABEL.search(question.label.en):
        reason = "it seems to ask for what the law protects most, such as health, but is not marked."
        yield _warn(place, reason, "Set sensitive: true, or mend the label.")


def _told(pattern: Pattern, questions: list[Question]) -> Iterator[Finding]:
    privacy = pattern.privacy
    sensitive = sorted(question.id for question in questions if question.sensitive)
    if not privacy.purpose.en.strip():
        yield _fail("privacy.purpose", "people are not told what their data is for.", "Write the purpose.")
    if privacy.lawful_basis in ("public_task", "legal_obligation") and not privacy.law:
        yield _warn("privacy.law", "people are not told under which law.", "Name the act and section.")
    if sensitive and not privacy.special_category:
        reason = f"{', '.join(sensitive)} can hold special category data, but no condition is named."
        yield _warn("privacy.special_category", reason, "Name the condition of article 9(2) or Schedule 1.")
    if privacy.special_category and not sensitive:
        yield _warn("privacy.special_category", "no question is marked as sensitive.", "Mark those that are.")
    if pattern.sensitive and pattern.case.access != "team":
        reason = "the service is sensitive, but every officer of the council can read its cases."
        yield _fail("case.access", reason, "Set access: team.")


def _kept(pattern: Pattern, questions: list[Question]) -> Iterator[Finding]:
    retention = pattern.case.retention
    if not retention.why and any(is_personal(question) for question in questions):
        yield _warn("case.retention", "nothing says why the data is kept so long.", "Write 'why'.")
    for number, rule in enumerate(retention.rules):
        if not rule.why:
            yield _warn(f"case.retention.rules.{number}", "nothing says why.", "Write 'why'.")


def _capabilities(pattern: Pattern, questions: list[Question]) -> Iterator[Finding]:
    """What the pattern needs from outside must be named, so that a council binds it before it goes live."""
    used = _used(pattern, questions)
    for kind, place in sorted(used.items()):
        if kind not in pattern.capabilities:
            mend = f"Add {kind} under capabilities."
            yield Finding("warn", "capabilities", place, f"it needs {kind}, which is not named.", mend)
    for kind in sorted(set(pattern.capabilities) - set(used) - {"identity", "maps"}):
        yield Finding("warn", "capabilities", "capabilities", f"nothing uses {kind}.", "Use it, or take it out.")
    yield from _look_ups(pattern, questions)


def _used(pattern: Pattern, questions: list[Question]) -> dict[str, str]:
    """Return the capabilities that the pattern uses, each with a place where it does."""
    used = {
        _OF_SOURCE[source]: f"facts.{name}"
        for name, fact in pattern.facts.items()
        if (source := fact.source.partition(".")[0]) in _OF_SOURCE
    }
    for question in questions:
        kind = {"property": "addresses", "file": "files", "slot": "bookings"}.get(question.type)
        if kind:
            used.setdefault(kind, f"questions.{question.id}")
    asks = {f"case.transitions.{each.id}": each.ask for each in pattern.case.transitions}
    asks |= {f"case.tasks.{each.id}": each.ask for each in pattern.case.tasks}
    for place, asked in asks.items():
        if any(question.type == "file" for question in asked):
            used.setdefault("files", place)
    if pattern.messages:
        used.setdefault("notifications", f"messages.{next(iter(pattern.messages))}")
    if pattern.charges or any(transition.charges for transition in pattern.case.transitions):
        used.setdefault("payments", "charges")
    return used


def _look_ups(pattern: Pattern, questions: list[Question]) -> Iterator[Finding]:
    properties = [question.id for question in questions if question.type == "property"]
    for name in properties[1:]:
        mend = "Ask for other addresses with type address."
        yield Finding("warn", "structure", f"questions.{name}", "a journey looks up one property only.", mend)
    for page in pattern.pages:
        if len(page.questions) > 1 and any(question.type == "property" for question in page.questions):
            reason = "an address that is looked up takes several steps, so it cannot share its page."
            yield Finding("warn", "structure", f"pages.{page.id}", reason, "Give it a page of its own.")
