"""What does a message carry besides its own words? What was answered, and the appointment, as paragraphs below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from commonhall.capabilities.notifications.words import harmless
from commonhall.cases.models import Case
from commonhall.core.language.effective import Effective
from commonhall.core.language.wording import fill
from commonhall.core.values.dates import in_words
from commonhall.core.values.words import Language, Words

ANSWERS: Final = Words(en="What you told us", cy="Yr hyn a ddywedoch wrthym")
APPOINTMENT: Final = Words(en="Your booking", cy="Eich archeb")
CALENDAR: Final = Words(
    en="Add it to your calendar from the page of your request:",
    cy="Ychwanegwch ef at eich calendr o dudalen eich cais:",
)
FROM_TO: Final = Words(en="{start} to {end}", cy="{start} i {end}")


def attached(
    wanted: Sequence[str], case: Case, effective: Effective, scope: Mapping[str, Any], language: Language
) -> tuple[str, ...]:
    """Return what a message carries below its own words, in the marks of messages.

    wanted: ``answers`` or ``calendar``, or both. scope: what texts read of the case, its answers in words.
    """
    parts: list[str] = []
    if "answers" in wanted:
        rows = [f"* {label}: {answer}" for label, answer in _answers(case, effective, scope, language)]
        parts += [f"# {ANSWERS.say(language)}", "\n".join(rows)] if rows else []
    if "calendar" in wanted:
        rows = [f"* {when}" for when in _bookings(effective, scope, language)]
        more = f"{CALENDAR.say(language)} {scope['case']['track_url']}"
        parts += [f"# {APPOINTMENT.say(language)}", "\n".join(rows), more] if rows else []
    return tuple(parts)


def _answers(
    case: Case, effective: Effective, scope: Mapping[str, Any], language: Language
) -> Iterator[tuple[str, str]]:
    """Yield label and answer of each question in the order of its pages, made harmless; things by their names."""
    said = scope["answers"]
    for page in effective.pattern.pages:
        if page.repeat is not None and said.get(page.repeat.id):
            many = page.repeat.many.say(language)
            yield many[:1].upper() + many[1:], _one_line(said[page.repeat.id])
        for question in page.questions:
            if question.id in case.answers and said.get(question.id):
                yield fill(question.label, scope, language), _one_line(said[question.id])


def _one_line(text: str) -> str:
    return " ".join(harmless(text).split())


def _bookings(effective: Effective, scope: Mapping[str, Any], language: Language) -> Iterator[str]:
    for spec in effective.pattern.case.bookings:
        booked = scope["case"]["bookings"].get(spec.id)
        if booked and booked["state"] not in ("released", "lost") and booked.get("date"):
            times = [in_words(str(booked[end]), language) for end in ("start", "end") if booked.get(end)]
            between = FROM_TO.say(language).format(start=times[0], end=times[1]) if len(times) == 2 else ""
            title = fill(spec.title, scope, language)
            yield f"{title}: {', '.join(part for part in (in_words(str(booked['date']), language), between) if part)}"
