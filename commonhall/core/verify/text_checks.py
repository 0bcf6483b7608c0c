"""Are a pattern's texts complete, in both languages, plain, and free of gaps that nothing fills?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from commonhall.core.language.expressions import ROOTS
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.choice import MANY
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.plain_english import (
    LONGEST_SENTENCE,
    OLDEST_READER,
    hard_words,
    hard_words_in,
    longest_sentence,
    reading_age,
)
from commonhall.core.verify.uses import questions_of

LONGEST_LABEL: Final = 150
MOST_QUESTIONS: Final = 10
MOST_RADIOS: Final = 15
_TYPED: Final = frozenset({"text", "long_text", "name", "email", "phone", "number", "money", "date", "time", "address"})


def check_texts(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings on texts: Welsh that is missing, gaps that stand for nothing, hard words, labels that mislead."""
    pattern = folder.pattern
    texts = texts_of(pattern)
    known = _known(pattern)
    for name, words in texts.items():
        if "cy" in pattern.languages:
            yield from _welsh(name, words)
        yield from _gaps(name, words, known)
        yield from _plain(name, words.en)
    yield from _reading_ages(pattern, texts)
    yield from _titles(pattern)
    for question in questions_of(pattern):
        yield from _labels(question)


def _warn(check: str, place: str, reason: str, mend: str) -> Finding:
    return Finding("warn", check, place, reason, mend)


def _welsh(name: str, words: Words) -> Iterator[Finding]:
    if not words.cy:
        yield _warn("welsh", name, "there is no Welsh for this text.", "Add it to text.cy.yaml.")
    elif words.cy == words.en and len(words.en.split()) > 3:
        yield _warn("welsh", name, "the Welsh is the same as the English.", "Translate it.")


def _gaps(name: str, words: Words, known: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    inside = gaps(words.en)
    if words.cy and set(inside) != set(gaps(words.cy)):
        yield Finding("fail", "texts", name, "the English and the Welsh have different gaps.", "Use the same ones.")
    for gap in inside:
        root, _, rest = gap.partition(".")
        first = rest.split(".")[0]
        if root not in (*ROOTS, "now", "today", "opened"):
            reason = f"texts can use {', '.join(ROOTS)}."
        elif root in known and first not in known[root]:
            reason = f"there is no {first!r} among the {root}."
        else:
            continue
        yield Finding("fail", "texts", name, f"{{{gap}}}: {reason}", "Mend the name in braces.")


def _known(pattern: Pattern) -> dict[str, frozenset[str]]:
    groups = [page.repeat for page in pattern.pages if page.repeat]
    inner = [question.id for group in groups for each in group.pages for question in each.questions]
    asked = [question.id for page in pattern.pages for question in page.questions]
    answering = [question for transition in pattern.case.transitions for question in transition.ask]
    answering += [question for task in pattern.case.tasks for question in task.ask]
    known: dict[str, Iterable[str]] = {
        "settings": pattern.settings,
        "facts": pattern.facts,
        "computed": pattern.computed,
        "tables": pattern.tables,
        "charges": ("total", "lines"),
        "answers": [*asked, *(group.id for group in groups)],
        "values": [name for decision in pattern.decisions.values() for name in decision.values],
        "asked": [question.id for question in answering],
    }
    lists = [each.each for each in pattern.decisions.values()] + [each.each for each in pattern.tables.values()]
    listed = any(lists) or any(charge.each for charge in pattern.charges)
    if groups and not listed:
        known["item"] = ["id", *inner]
    return {root: frozenset(names) for root, names in known.items()}


def _plain(name: str, text: str) -> Iterator[Finding]:
    for word in hard_words_in(text):
        instead = hard_words()[word]
        mend = f"Say {instead!r}." if instead else "Leave it out, or say it in everyday words."
        yield _warn("plain english", name, f"{word!r} is hard to read.", mend)
    count = longest_sentence(text)
    if count > LONGEST_SENTENCE:
        yield _warn("plain english", name, f"a sentence has {count} words.", "Make two of it.")


def _reading_ages(pattern: Pattern, texts: Mapping[str, Words]) -> Iterator[Finding]:
    """The formula needs a passage: all texts of one page, one outcome, one message together."""
    passages: dict[str, list[str]] = {}
    for name, words in texts.items():
        parts = name.split(".")
        if parts[0] in ("pages", "outcomes", "messages", "start", "ending"):
            passages.setdefault(".".join(parts[:2]), []).append(words.en)
    for place, passage in passages.items():
        age = reading_age(passage)
        if age is not None and age > OLDEST_READER:
            reason = f"it needs a reader of {age:.0f}; most adults read at {OLDEST_READER} or below without effort."
            yield _warn("plain english", place, reason, "Use shorter sentences and shorter words.")


def _titles(pattern: Pattern) -> Iterator[Finding]:
    titles: dict[str, str] = {}
    for page in pattern.pages:
        place = f"pages.{page.id}"
        if not page.title and len(page.questions) != 1:
            yield Finding("fail", "texts", place, "a page with several questions or none needs a title.", "Add one.")
        if len(page.questions) > MOST_QUESTIONS:
            reason = f"it asks {len(page.questions)} questions; more than {MOST_QUESTIONS} are hard on a small screen."
            yield _warn("texts", place, reason, "Make several pages of it.")
        title = page.title.en or next((question.label.en for question in page.questions), page.id)
        if title in titles:
            yield _warn("texts", place, f"it has the same heading as {titles[title]!r}.", "Tell them apart.")
        titles[title] = page.id
        for label, count in Counter(question.label.en for question in page.questions).items():
            if count > 1:
                yield _warn("texts", place, f"it asks {label!r} twice.", "Tell the questions apart.")


def _labels(question: Question) -> Iterator[Finding]:
    place, label = f"questions.{question.id}", question.label.en
    if not label.strip():
        yield Finding("fail", "texts", place, "it has no label.", "Write what is asked.")
    if len(label) > LONGEST_LABEL:
        yield _warn("texts", place, f"the label is over {LONGEST_LABEL} characters.", "Shorten it.")
    if label.count("?") > 1:
        yield _warn("texts", place, "the label asks two questions.", "Ask each by itself.")
    if "and/or" in label.lower():
        yield _warn("texts", place, "'and/or' leaves open what is asked.", "Say 'or', or ask two questions.")
    if question.hint and question.hint.en.strip() == label.strip():
        yield _warn("texts", place, "the hint only repeats the label.", "Take it out, or help with it.")
    if "](" in question.hint.en or "\n" in question.hint.en.strip():
        mend = "Put links and lists into the page's body."
        yield _warn("texts", place, "the hint has a link or lines; screen readers read it as one sentence.", mend)
    if label.rstrip().endswith("?") and not question.name_in_errors and question.type in _TYPED:
        mend = "Write name_in_errors, such as 'your full name'."
        yield _warn("texts", place, "errors would repeat the whole question.", mend)
    yield from _options(place, question)


def _options(place: str, question: Question) -> Iterator[Finding]:
    options = getattr(question, "options", ())
    if question.type == "choice" and MOST_RADIOS < len(options) <= MANY:
        reason = f"{len(options)} options in one list of radios are hard to compare."
        yield _warn("texts", place, reason, "Ask an earlier question that narrows it.")
    for label, count in Counter(option.label.en for option in options).items():
        if count > 1:
            yield Finding("fail", "texts", place, f"two options are called {label!r}.", "Tell them apart.")
