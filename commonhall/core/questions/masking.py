"""May this reader see this answer, and what stands in its place where they may not? Lists, pages, exports ask here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.core.values.words import Language, Words

FieldClass = Literal["ordinary", "personal", "secret_end", "secret", "special"]
"""ordinary: tells nothing of anybody. personal: tells of a person. secret: what harms in wrong hands, a National
Insurance number or a bank account; secret_end: its last four signs. special: what law protects most, such as health."""

SECRET_TYPES: Final = ("national_insurance", "bank_details")
SIGNS_SHOWN: Final = 4
EMPTY: Final[tuple[Answer, ...]] = (None, "", [])
HIDDEN: Final = Words(en="Hidden", cy="Wedi’i guddio")
HIDDEN_END: Final = Words(en="Hidden, ends in {end}", cy="Wedi’i guddio, yn gorffen â {end}")


def class_of(question: Question) -> FieldClass:
    """Return of which class the answers of ``question`` are: the strictest that fits."""
    if question.type in SECRET_TYPES:
        return "secret"
    if question.sensitive:
        return "special"
    return "personal" if question.personal or question.tells_of_person else "ordinary"


def is_masked(question: Question, seen: Collection[FieldClass]) -> bool:
    """Return whether a reader who sees the classes ``seen`` does not see the whole answer."""
    return class_of(question) not in seen


def shown_value(
    question: Question, answer: Answer, setting: Setting, *, seen: Collection[FieldClass]
) -> tuple[str, ...]:
    """Return the answer in words as a reader may see it who sees the classes ``seen``; each line apart.

    That nothing was answered is not hidden.
    """
    if answer in EMPTY or not is_masked(question, seen):
        return tuple(question.summary(answer, setting))
    end = _end(answer) if class_of(question) == "secret" and "secret_end" in seen else ""
    return (masked_words(setting.language, end),)


def masked_words(language: Language, end: str = "") -> str:
    """Return what stands for a hidden answer; end: its last signs, where those may be seen."""
    return HIDDEN_END.say(language).replace("{end}", end) if end else HIDDEN.say(language)


def _end(answer: Answer) -> str:
    whole = str(answer.get("account", "")) if isinstance(answer, Mapping) else str(answer or "")
    return whole[-SIGNS_SHOWN:] if len(whole) > SIGNS_SHOWN else ""
