"""How does a text that was sent read to somebody who may not see some of the answers that it says?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from commonhall.core.journey.hiding import hidden_answers, hidden_values
from commonhall.core.language.case_model import Message
from commonhall.core.language.effective import Effective
from commonhall.core.language.reading import read_through
from commonhall.core.language.wording import gaps, said
from commonhall.core.questions.masking import EMPTY, SECRET_TYPES, FieldClass, is_masked, masked_words
from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.core.values.words import Language

SHORTEST: Final = 4
"""Letters and digits of a value that can be told apart in a text. A shorter one, such as "Yes", is in every text."""
LANGUAGES: Final[tuple[Language, ...]] = ("en", "cy")
# Where the value has a mark or a space, a text may have others: it was escaped, or broken into lines.
_BETWEEN: Final = r"[\W_]{0,8}"
_WITHIN_WHOLE: Final = r"[\W_]{0,2}"
_SIGNS: Final = re.compile(r"[^\W_]+")


def hidden_given(
    effective: Effective, answers: Mapping[str, Any], seen: Collection[FieldClass]
) -> Iterator[tuple[Question, Answer]]:
    """Yield the answers that were given, also of groups, and are hidden from a reader who sees the classes ``seen``."""
    for page in effective.pattern.pages:
        yield from masked_given(page.questions, answers, seen)
    for group, page in effective.groups.items():
        items = answers.get(group)
        if page.repeat is None or not isinstance(items, list):
            continue
        for item in items:
            for inner in page.repeat.pages:
                yield from masked_given(inner.questions, item, seen)


def masked_given(
    questions: Iterable[Question], answers: Mapping[str, Any], seen: Collection[FieldClass]
) -> Iterator[tuple[Question, Answer]]:
    """Yield those of the ``answers`` to ``questions`` that were given, and are hidden as in hidden_given."""
    for question in questions:
        if answers.get(question.id) not in EMPTY and is_masked(question, seen):
            yield question, answers[question.id]


def without_answers(
    text: str, given: Iterable[tuple[Question, Answer]], *, settings: Mapping[Language, Setting], language: Language
) -> str:
    """Return ``text`` with the word for hidden where it says one of these answers, however it was written or broken.

    settings: what saying the answers needs, by language. language: of the text. What is too short to be told apart
    stays; see :func:`tells_hidden`.
    """
    found: set[tuple[str, bool]] = set()
    for question, answer in given:
        secret = question.type in SECRET_TYPES
        found.update((form, secret) for form in _forms(question, answer, settings))
    for form, secret in sorted(found, key=lambda each: (-len(each[0]), each)):
        if _length(form) >= SHORTEST:
            text = _pattern(form, secret).sub(masked_words(language), text)
    return text


def _forms(question: Question, answer: Answer, settings: Mapping[Language, Setting]) -> Iterator[str]:
    """Yield every way in which texts say an answer: as it is summed up, filled in, and stored, line by line."""
    for language in LANGUAGES:
        for text in (*question.summary(answer, settings[language]), said(answer, language)):
            yield from (line.strip() for line in str(text).splitlines())
    for leaf in _leaves(answer):
        yield from (line.strip() for line in leaf.splitlines())


def _leaves(answer: Any) -> Iterator[str]:
    if isinstance(answer, Mapping):
        for each in answer.values():
            yield from _leaves(each)
    elif isinstance(answer, list | tuple):
        for each in answer:
            yield from _leaves(each)
    elif answer is not None and not isinstance(answer, bool):
        yield str(answer)


def _length(form: str) -> int:
    return sum(map(len, _SIGNS.findall(form)))


def _pattern(form: str, secret: bool) -> re.Pattern[str]:
    words = _SIGNS.findall(form)
    if secret:
        source = _WITHIN_WHOLE.join(re.escape(sign) for sign in "".join(words))
    else:
        source = _BETWEEN.join(re.escape(word) for word in words)
    return re.compile(rf"(?<![^\W_]){source}(?![^\W_])", re.IGNORECASE)


def tells_hidden(
    effective: Effective,
    message: Message,
    given: Iterable[tuple[Question, Answer]],
    *,
    settings: Mapping[Language, Setting],
    seen: Collection[FieldClass],
) -> bool:
    """Return whether a text made from ``message`` tells a hidden answer otherwise than by a value that stands out.

    By being sent at all, by a value worked out from the answer, or by a word as short as "Yes".
    """
    names = {f"answers.{name}" for name in hidden_answers(effective, seen)}
    worked = {f"computed.{name}" for name in hidden_values(effective, seen)}
    if read_through(effective.pattern, message.when) & names:
        return True
    texts = (message.subject, message.body, message.sms, message.letter)
    filled = {gap for words in texts for text in (words.en, words.cy or "") for gap in gaps(text)}
    if any(gap == name or gap.startswith(f"{name}.") for gap in filled for name in worked):
        return True
    short = {
        f"answers.{question.id}"
        for question, answer in given
        if any(0 < _length(form) < SHORTEST for form in question.summary(answer, settings["en"]))
    }
    return bool(short) and ("answers" in message.attach or bool(short & filled))
