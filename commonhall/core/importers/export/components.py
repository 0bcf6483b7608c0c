"""Which component of an XGov form asks each question of a pattern, and what of the question cannot be said there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from commonhall.core.questions.file import KINDS
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

TYPES: Final[Mapping[str, str]] = {
    "text": "TextField",
    "name": "TextField",
    "organisation": "TextField",
    "postcode": "TextField",
    "long_text": "MultilineTextField",
    "number": "NumberField",
    "yes_no": "YesNoField",
    "choice": "RadiosField",
    "choices": "CheckboxesField",
    "date": "DatePartsField",
    "month_year": "MonthYearField",
    "time": "TimeField",
    "address": "UkAddressField",
    "property": "UkAddressField",
    "phone": "TelephoneNumberField",
    "email": "EmailAddressField",
    "website": "WebsiteField",
    "file": "FileUploadField",
}
_INSTEAD: Final = "TextField"
_AUTOCOMPLETE: Final = {"name": "name", "organisation": "organization", "postcode": "postal-code"}
_MESSAGES: Final[Mapping[str, str]] = {
    "missing": "any.required",
    "too_long": "string.max",
    "too_short": "string.min",
    "too_low": "number.min",
    "too_high": "number.max",
    "too_early": "date.min",
    "too_late": "date.max",
    "too_many_words": "string.maxWords",
}
_FORMATS: Final[Mapping[str, str]] = {"number": "number.base", "email": "string.email", "website": "string.uri"}
_LATE: Final = re.compile(r"today([+-])([0-9]{1,5})")


def said(words: Words) -> Any:
    """Return a text as the form keeps it: a pair where there is Welsh."""
    return {"en": words.en, "cy": words.cy} if words.cy and words.cy != words.en else words.en


def component_of(question: Question, list_name: str) -> dict[str, Any]:
    """Return the component for ``question``. list_name: of the list with its options."""
    kind = TYPES.get(question.type, _INSTEAD)
    if question.type == "choice" and len(getattr(question, "options", ())) > 30:
        kind = "AutocompleteField"
    options: dict[str, Any] = {} if question.required else {"required": False}
    autocomplete = _AUTOCOMPLETE.get(question.type, question.autocomplete)
    if autocomplete:
        options["autocomplete"] = autocomplete
    messages = dict(_messages(question))
    if messages:
        options["customValidationMessages"] = messages
    component: dict[str, Any] = {
        "type": kind,
        "name": question.id,
        "title": said(question.label),
        "options": options,
        "schema": dict(_schema(question)),
    }
    if question.hint:
        component["hint"] = said(question.hint)
    if question.type in ("choice", "choices"):
        component["list"] = list_name
    options |= dict(_options(question))
    return component


def _messages(question: Question) -> Iterator[tuple[str, str]]:
    for rule, words in question.errors.items():
        name = _FORMATS.get(question.type, "string.pattern.base") if rule == "format" else _MESSAGES.get(rule)
        if name:
            yield name, words.en


def _schema(question: Question) -> Iterator[tuple[str, Any]]:
    """Yield the limits that the form's schema takes, for the types that have them."""
    limits = question.model_dump(mode="json", exclude_unset=True)
    if question.type == "text":
        names = {"min_length": "min", "max_length": "max", "pattern": "regex"}
    elif question.type == "long_text":
        names = {"max_length": "max"}
    elif question.type == "number":
        names = {"min": "min", "max": "max"}
        yield from (("integer", True),) if not limits.get("decimals") else (("precision", limits["decimals"]),)
    elif question.type == "choices":
        names = {"min_chosen": "min", "max_chosen": "max"}
    elif question.type == "file":
        names = {"min_files": "min", "max_files": "max"}
    else:
        names = {}
    for ours, theirs in names.items():
        value = limits.get(ours)
        if value not in (None, "", 0):
            yield theirs, f"^{value}$" if theirs == "regex" else _plain(value)


def _plain(value: Any) -> Any:
    """Return a number that pydantic wrote as text."""
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"-?[0-9]+", value) else float(value)
    return value


def _options(question: Question) -> Iterator[tuple[str, Any]]:
    limits = question.model_dump(exclude_unset=True)
    if question.type == "long_text":
        names = {"max_words": "maxWords", "rows": "rows"}
        yield from ((theirs, limits[ours]) for ours, theirs in names.items() if limits.get(ours))
    for part in ("prefix", "suffix"):
        words = getattr(question, part, None)
        if words and question.type in ("text", "number"):
            yield part, said(words)
    if question.type == "date":
        for ours, theirs, sign in (("earliest", "maxDaysInPast", "-"), ("latest", "maxDaysInFuture", "+")):
            found = _LATE.fullmatch(str(limits.get(ours, "")))
            if found and found[1] == sign:
                yield theirs, found[2]
    if question.type == "file":
        yield "multiple", limits.get("max_files", 10) > 1
        if limits.get("accepts"):
            yield "accept", ",".join(KINDS[kind][0] for kind in limits["accepts"])


def lost_of(question: Question) -> Iterator[str]:
    """Yield what of ``question`` the form cannot say."""
    if question.type not in TYPES:
        yield f"its type {question.type!r}; it is asked as a text"
    elif question.type == "property":
        yield "that the address is looked up"
    elif question.type == "address" and getattr(question, "international", False):
        yield "that the address may be abroad"
    for part, what in (
        ("show_when", "the condition under which it is asked"),
        ("check", "its own rules about the answer"),
        ("when_missing", "that it is asked only where a fact is missing"),
        ("options_from", "options that come from elsewhere"),
    ):
        if getattr(question, part, None):
            yield what
    if question.audience == "office":
        yield "that only the office is asked it"
    yield from _lost_limits(question)


def _lost_limits(question: Question) -> Iterator[str]:
    for part, sign in (("earliest", "-"), ("latest", "+")):
        limit = getattr(question, part, "") if question.type == "date" else ""
        found = _LATE.fullmatch(limit)
        if limit and not (found and found[1] == sign):
            yield f"its {part} day {limit!r}"
    unknown = [rule for rule in question.errors if rule != "format" and rule not in _MESSAGES]
    if unknown:
        yield f"its messages for {', '.join(sorted(unknown))}"
    if any(words.cy for words in question.errors.values()):
        yield "its messages in Welsh"
    if any(option.exclusive for option in getattr(question, "options", ())):
        yield "that one of its options stands alone"
