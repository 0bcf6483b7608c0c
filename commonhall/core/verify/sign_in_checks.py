"""Can whoever a page asks to sign in do so, and does what was proved fit the questions that it fills?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Page, SignIn
from commonhall.core.questions.question import Question
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.uses import questions_of

FITS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "text"}),
    "birth_date": frozenset({"date"}),
    "email": frozenset({"email"}),
}
"""The types of question that each thing proved can fill."""
PROVED_BY: Final[Mapping[str, frozenset[str]]] = {
    "identity": frozenset({"name", "birth_date"}),
    "email": frozenset({"email"}),
}


def check_sign_in(folder: PatternFolder, _: FactTypes) -> Iterator[Finding]:
    """Yield a failure for each page that asks to sign in where nobody could, or fills what cannot be filled."""
    pattern = folder.pattern
    questions = {question.id: question for question in questions_of(pattern)}
    inner = {q.id for page in pattern.pages if page.repeat for each in page.repeat.pages for q in each.questions}
    asking = [page for page in pattern.pages if page.sign_in]
    if pattern.pages[0].sign_in:
        reason = "nothing is kept before the first page is answered, so nobody could come back to it."
        yield _fail(f"pages.{pattern.pages[0].id}.sign_in", reason, "Ask on a later page.")
    for page in asking:
        yield from _unreached(page)
        for number, wanted in enumerate(page.sign_in):
            yield from _filled(f"pages.{page.id}.sign_in.{number}", wanted, questions, inner)
    if any(wanted.level == "identity" for page in asking for wanted in page.sign_in):
        if "identity" not in pattern.capabilities:
            reason = "a page asks for a proof of identity, but the capability is not named."
            yield _fail("capabilities", reason, "Add identity under capabilities.")
        elif pattern.capabilities["identity"] == "optional":
            yield from _stopping(asking)


def _unreached(page: Page) -> Iterator[Finding]:
    """A row after one that always holds is never read."""
    for number, wanted in enumerate(page.sign_in[:-1]):
        if not wanted.when:
            place = f"pages.{page.id}.sign_in.{number + 1}"
            yield _fail(place, "the row before it always holds.", "Give that one a 'when', or take this out.")


def _filled(
    place: str, wanted: SignIn, questions: Mapping[str, Question], inner: frozenset[str] | set[str]
) -> Iterator[Finding]:
    for proved, name in wanted.fills.items():
        question, at = questions.get(name), f"{place}.fills.{proved}"
        if question is None:
            continue  # said elsewhere
        if proved not in PROVED_BY[wanted.level]:
            yield _fail(at, f"the level {wanted.level} does not prove it.", "Take it out, or ask for the other level.")
        elif name in inner:
            yield _fail(at, "a question about one of several things cannot be filled.", "Name another question.")
        elif question.type not in FITS[proved]:
            fitting = " or ".join(sorted(FITS[proved]))
            yield _fail(at, f"a question of type {question.type} cannot hold it.", f"Name one of type {fitting}.")


def _stopping(asking: list[Page]) -> Iterator[Finding]:
    """A council without a provider could not let anybody through."""
    for page in asking:
        for number, wanted in enumerate(page.sign_in):
            if wanted.level == "identity" and wanted.otherwise == "stop":
                place = f"pages.{page.id}.sign_in.{number}.otherwise"
                reason = "identity is optional, and without a provider of it nobody gets past this page."
                yield _fail(place, reason, "Write email or carry_on, or make identity required.")


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "sign_in", place, reason, mend)
