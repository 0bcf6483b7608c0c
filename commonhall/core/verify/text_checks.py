"""Are a pattern's texts complete, in both languages, plain, and free of gaps that nothing fills?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from commonhall.core.language.expressions import ROOTS
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.verify.finding import Finding

LONGEST_SENTENCE: Final = 25
"""Words; GOV.UK content design says that longer sentences are hard to read."""

JARGON: Final = (
    "pursuant", "in respect of", "prior to", "in order to", "utilise", "facilitate", "commence", "terminate",
    "aforementioned", "hereby", "stakeholder", "going forward", "click here", "please note",
)  # fmt: skip


def check_texts(folder: PatternFolder, fact_types: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """Yield findings on texts: Welsh that is missing, gaps that differ or stand for nothing, jargon, long sentences."""
    pattern = folder.pattern
    texts = texts_of(pattern)
    missing = [name for name, words in texts.items() if not words.cy]
    if "cy" in pattern.languages:
        for name in missing:
            yield Finding("warn", "welsh", name, "there is no Welsh for this text.", "Add it to text.cy.yaml.")
    for name, words in texts.items():
        if words.cy and set(gaps(words.en)) != set(gaps(words.cy)):
            yield Finding("fail", "texts", name, "the English and the Welsh have different gaps.", "Use the same ones.")
        for gap in gaps(words.en):
            reason = _gap_problem(pattern, gap)
            if reason:
                yield Finding("fail", "texts", name, f"{{{gap}}}: {reason}", "Mend the name in braces.")
        yield from _plain(name, words.en)
    yield from _labels(pattern)


def _gap_problem(pattern: Pattern, gap: str) -> str:
    root, _, rest = gap.partition(".")
    first = rest.split(".")[0]
    if root not in (*ROOTS, "now", "today", "opened"):
        return f"texts can use {', '.join(ROOTS)}."
    known = {
        "settings": set(pattern.settings),
        "facts": set(pattern.facts),
        "answers": {question.id for page in pattern.pages for question in page.questions},
        "values": {name for decision in pattern.decisions.values() for name in decision.values},
        "asked": {question.id for transition in pattern.case.transitions for question in transition.ask},
    }
    if root in known and first not in known[root]:
        return f"there is no {first!r} among the {root}."
    return ""


def _plain(name: str, text: str) -> Iterator[Finding]:
    lowered = f" {text.lower()} "
    for word in JARGON:
        if re.search(rf"\b{re.escape(word)}\b", lowered):
            yield Finding("warn", "plain english", name, f"{word!r} is hard to read.", "Use everyday words.")
    for sentence in re.split(r"[.!?:]\s|\n", text):
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            yield Finding("warn", "plain english", name, f"a sentence has {count} words.", "Make two of it.")


def _labels(pattern: Pattern) -> Iterator[Finding]:
    for page in pattern.pages:
        if not page.title and len(page.questions) != 1:
            yield Finding(
                "fail",
                "texts",
                f"pages.{page.id}",
                "a page with several questions or none needs a title.",
                "Add one.",
            )
        for question in page.questions:
            if len(question.label.en) > 150:
                yield Finding(
                    "warn",
                    "texts",
                    f"questions.{question.id}",
                    "the label is over 150 characters.",
                    "Shorten it.",
                )
    titles: dict[str, str] = {}
    for page in pattern.pages:
        title = page.title.en or next((question.label.en for question in page.questions), page.id)
        if title in titles:
            place = f"pages.{page.id}"
            yield Finding("warn", "texts", place, f"it has the same heading as {titles[title]!r}.", "Tell them apart.")
        titles[title] = page.id
