"""Do all parts of a pattern that name each other exist, and can every page be reached?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Decision, Page, Pattern
from commonhall.core.language.settings import SettingRefused, check_setting, check_settings
from commonhall.core.verify.finding import Finding

KEPT: Final = frozenset({"check", "start", "sent", "outcome", "feedback", "save", "restart", "resume"})
"""Ids that no page of a pattern can have: every journey has pages of its own at these addresses."""


def check_structure(folder: PatternFolder, fact_types: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """Yield a failure for every name that stands for nothing, every id used twice and every default out of bounds."""
    pattern = folder.pattern
    yield from _twice(pattern)
    yield from _dangling(pattern)
    yield from _settings(folder)
    yield from _facts(pattern, fact_types)
    yield from _unreachable(pattern)


def _fail(place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", "structure", place, reason, mend)


def _twice(pattern: Pattern) -> Iterator[Finding]:
    pages = {page.id for page in pattern.pages}
    for name, count in Counter(page.id for page in pattern.pages).items():
        if count > 1:
            yield _fail(f"pages.{name}", "two pages have this id.", "Give one another id.")
    for name, count in Counter(question.id for page in pattern.pages for question in page.questions).items():
        if count > 1:
            yield _fail(f"questions.{name}", "two questions have this id.", "Give one another id.")
    for name in sorted(KEPT & pages):
        yield _fail(f"pages.{name}", "this id is kept for a page of every journey.", "Give the page another id.")


def _dangling(pattern: Pattern) -> Iterator[Finding]:
    questions = {question.id for page in pattern.pages for question in page.questions}
    pages = {page.id for page in pattern.pages} | {"check"}
    for name, decision in pattern.decisions.items():
        yield from _dangling_in_decision(pattern, f"decisions.{name}", decision, pages)
    for page in pattern.pages:
        yield from _dangling_on_page(pattern, page, pages)
    contact = pattern.case.contact
    named = {"per": pattern.case.per, "property": pattern.case.property}
    named |= {"contact.name": contact.name, "contact.email": contact.email, "contact.phone": contact.phone}
    for field, wanted in named.items():
        if wanted and wanted not in questions:
            yield _fail(f"case.{field}", f"there is no question {wanted!r}.", "Name a question of the journey.")


def _dangling_in_decision(pattern: Pattern, place: str, decision: Decision, pages: set[str]) -> Iterator[Finding]:
    if decision.at not in pages:
        yield _fail(f"{place}.at", f"there is no page {decision.at!r}.", "Name a page, or 'check'.")
    if decision.each and decision.when_none not in pattern.outcomes:
        yield _fail(f"{place}.when_none", "an empty list leads nowhere.", "Name an outcome in 'when_none'.")
    for name in decision.kept:
        if name not in decision.values:
            yield _fail(f"{place}.kept.{name}", f"there is no value {name!r}.", "Name one of the decision's values.")
    for number, row in enumerate(decision.rows):
        if row.outcome != "accept" and row.outcome not in pattern.outcomes:
            yield _fail(f"{place}.rows.{number}", f"there is no outcome {row.outcome!r}.", "Add it under outcomes.")


def _dangling_on_page(pattern: Pattern, page: Page, pages: set[str]) -> Iterator[Finding]:
    for number, link in enumerate(page.goto):
        if link.to not in pages and link.to not in pattern.outcomes:
            place = f"pages.{page.id}.goto.{number}"
            yield _fail(place, f"there is no page or outcome {link.to!r}.", "Name one that exists.")
    for question in page.questions:
        if question.when_missing and question.when_missing not in pattern.facts:
            place = f"questions.{question.id}.when_missing"
            yield _fail(place, f"there is no fact {question.when_missing!r}.", "Name a fact.")


def _settings(folder: PatternFolder) -> Iterator[Finding]:
    for name, setting in folder.pattern.settings.items():
        try:
            check_setting(name, setting, setting.default)
        except SettingRefused as refused:
            yield _fail(f"settings.{name}.default", f"{refused.reason}.", "Give a default that the bounds allow.")
    for name, profile in folder.profiles.items():
        try:
            check_settings(folder.pattern, profile.settings)
        except SettingRefused as refused:
            yield _fail(f"profiles.{name}", f"{refused}.", "Mend the profile.")


def _facts(pattern: Pattern, fact_types: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    for name, fact in pattern.facts.items():
        if fact.source not in fact_types:
            known = ", ".join(sorted(fact_types))
            yield _fail(f"facts.{name}.from", f"nothing supplies {fact.source!r}.", f"Use one of {known}.")
        if fact.when_unavailable == "stop" and fact.outcome not in pattern.outcomes:
            yield _fail(f"facts.{name}.outcome", "'stop' needs an outcome that exists.", "Name one.")
        asked = [q for page in pattern.pages for q in page.questions if q.when_missing == name]
        if fact.when_unavailable == "ask" and not asked:
            yield _fail(f"facts.{name}", "no question asks for it when it is missing.", "Mark one with when_missing.")


def _unreachable(pattern: Pattern) -> Iterator[Finding]:
    """Only explicit links can leave a page out for good; conditions are searched by the examples."""
    if not any(page.goto for page in pattern.pages):
        return
    following = {page.id: _following(pattern, place) for place, page in enumerate(pattern.pages)}
    reached, waiting = set(), [pattern.pages[0].id]
    while waiting:
        page = waiting.pop()
        if page not in reached and page in following:
            reached.add(page)
            waiting += following[page]
    for page_id in following:
        if page_id not in reached:
            yield Finding(
                "warn",
                "reach",
                f"pages.{page_id}",
                "no link leads to this page.",
                "Link to it, or take it out.",
            )


def _following(pattern: Pattern, place: int) -> list[str]:
    page = pattern.pages[place]
    targets = [link.to for link in page.goto]
    falls_through = not page.goto or page.goto[-1].when
    if falls_through and place + 1 < len(pattern.pages):
        targets.append(pattern.pages[place + 1].id)
    return targets
