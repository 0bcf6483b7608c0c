"""How do an English form and its Welsh twin become one pattern? Pairs their parts, and lists where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from commonhall.core.importers.imported import Imported
from commonhall.core.importers.inventory.report import Decision, Item, Where
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.twin_pages import Paired, pages_paired
from commonhall.core.importers.xgov import casework
from commonhall.core.language.model import Page, Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

Model = TypeVar("Model", bound=BaseModel)
_READ: Final = re.compile(r"\banswers\.([a-z][a-z0-9_]*)")
_QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'")
_LEAST_SHARED: Final = 0.5
"""Of the questions of the larger form, how many must have a twin."""


def merge_twins(english: Imported, welsh: Imported) -> Imported:
    """Return ``english`` with the Welsh texts of ``welsh``, and every difference between the two in its report.

    Questions are paired by the names of their fields, pages by the questions on them in any order, options and links
    by position. Where the forms differ the English one holds, and a person must decide. Raises FormRefused when the
    two have too little in common to be one form.
    """
    return _Merging(english, welsh).merged()


@dataclass
class _Merging:
    """One merge. same: the English question of each Welsh one."""

    english: Imported
    welsh: Imported
    items: list[Item] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def merged(self) -> Imported:
        self.same = self._questions()
        self.pages = pages_paired(self.english, self.welsh, self.same)
        self.twins = {each.id: each for page in self.welsh.pattern.pages for each in questions_on(page)}
        self.of = {one: other for other, one in self.same.items()}
        self._differences()
        pattern = self._pattern()
        self._untranslated(pattern)
        report = self.english.report
        return replace(
            self.english,
            pattern=pattern,
            report=replace(
                report,
                options=replace(report.options, language="en, cy"),
                items=(*report.items, *self.items),
                decisions=(*report.decisions, *self.decisions),
            ),
        )

    def _questions(self) -> dict[str, str]:
        """Return the English question of each Welsh one: of the same field, or of the same name in another section."""
        by_field = {each.field: each.question for each in self.english.asked}
        bare: dict[str, list[str]] = {}
        for name, question in by_field.items():
            bare.setdefault(name.rpartition(".")[2], []).append(question)
        same: dict[str, str] = {}
        for each in self.welsh.asked:
            named = bare.get(each.field.rpartition(".")[2], [])
            found = by_field.get(each.field) or (named[0] if len(named) == 1 else "")
            if found and found not in same.values():
                same[each.question] = found
        most = max(len(self.english.asked), len(self.welsh.asked))
        if len(same) < most * _LEAST_SHARED:
            raise FormRefused(f"These are not two languages of one form: {len(same)} of {most} questions are the same.")
        return same

    def _find(self, code: str, message: str, *, place: str = "", decide: bool = False, result: str = "") -> None:
        decision = ""
        if decide:
            decision = f"{code}:{place or result}"
            options = ("Keep the English form's way", "Keep the Welsh form's way")
            question = f"{place or result}: {message} Which should hold?"
            self.decisions.append(Decision(decision, question, options, options[0], blocking=False))
        self.items.append(
            Item(
                kind="finding",
                status="needs_decision" if decide else "imported",
                severity="warning" if decide else "info",
                code=code,
                where=Where(page=place),
                message=message,
                result=result,
                decision=decision,
            )
        )

    def _differences(self) -> None:
        """List the questions and pages that only one of the forms has, and links that lead elsewhere."""
        ours = {each.question: each for each in self.english.asked}
        for question in ours.keys() - self.same.values():
            self._find(
                "twin.no_question",
                f"The Welsh form does not ask {ours[question].field!r}.",
                result=question,
                decide=True,
            )
        for each in self.welsh.asked:
            if each.question not in self.same:
                self._find(
                    "twin.extra_question",
                    f"Only the Welsh form asks {each.field!r}; it was left out.",
                    place=each.field,
                    decide=True,
                )
        self.items.sort(key=lambda item: (item.code, item.result, item.where.page))
        self.decisions.sort(key=lambda each: each.id)
        for place, message, decide in self.pages.said:
            self._find("twin.page", message, place=place, decide=decide)
        for one, other in self.pages.pages.items():
            self._links(one, other)

    def _links(self, one: str, other: str) -> None:
        ours, theirs = self.pages.english[one], self.pages.welsh[other]
        led = [(link.when, self._target(link.to)) for link in theirs.goto]
        wanted = [(link.when, link.to) for link in ours.goto]
        if [to for _, to in led] != [to for _, to in wanted]:
            self._find("twin.links", "The links of the two forms lead to different pages.", place=one, decide=True)
        elif [self._condition(when) for when, _ in led] != [when for when, _ in wanted]:
            self._find(
                "twin.conditions", "The links of the two forms have different conditions.", place=one, decide=True
            )

    def _target(self, to: str) -> str:
        return self.pages.back.get(to, to)

    def _condition(self, when: str) -> str:
        """Return a Welsh condition in the names and values of the English form."""
        keys: dict[str, str] = {}
        for question in _READ.findall(when):
            keys |= self._keys(question)
        named = _READ.sub(lambda found: f"answers.{self.same.get(found[1], found[1])}", when)
        return _QUOTED.sub(lambda found: f"'{keys.get(found[1], found[1])}'", named)

    def _keys(self, question: str) -> Mapping[str, str]:
        """Return the English key of each option of a Welsh question, as expressions quote them."""
        ours = self.english.pattern
        named = {each.id: each for page in ours.pages for each in questions_on(page)}
        one, other = named.get(self.same.get(question, "")), self.twins.get(question)
        pairs = zip(_values(other), _values(one), strict=False)
        return {
            value.replace("\\", "\\\\").replace("'", "\\'"): key.replace("\\", "\\\\").replace("'", "\\'")
            for value, key in pairs
        }

    def _pattern(self) -> Pattern:
        ours, theirs = self.english.pattern, self.welsh.pattern
        title = both(ours.title, theirs.title)
        outcomes = {
            name: in_both(outcome, theirs.outcomes[self.pages.outcomes[name]])
            if name in self.pages.outcomes
            else outcome
            for name, outcome in ours.outcomes.items()
        }
        purpose = casework.purpose_of(title)
        return ours.model_copy(
            update={
                "title": title,
                "languages": ("en", "cy"),
                "source_ref": f"{ours.source_ref}; {theirs.source_ref}",
                "start": in_both(ours.start, theirs.start),
                "ending": in_both(ours.ending, theirs.ending),
                "pages": tuple(self._page(page) for page in ours.pages),
                "outcomes": outcomes,
                "case": ours.case.model_copy(update={"title": title}),
                "privacy": ours.privacy.model_copy(update={"purpose": purpose}),
                "messages": casework.messages_of(title, ours.case.contact),
            }
        )

    def _page(self, page: Page) -> Page:
        """Return ``page`` with the texts of its twin; its questions have twins of their own, wherever they stand."""
        other = self.pages.welsh.get(self.pages.pages.get(page.id, ""))
        merged = page
        if other is not None:
            self.items.append(_translation(Where(page=page.id), page.id))
            merged = in_both(page, other.model_copy(update={"questions": page.questions, "repeat": None}))
        update: dict[str, Any] = {"questions": tuple(map(self._question, page.questions))}
        if page.repeat:
            update["repeat"] = self._repeat(page, other)
        return merged.model_copy(update=update)

    def _repeat(self, page: Page, other: Page | None) -> Any:
        assert page.repeat
        repeat = page.repeat
        if other is not None and other.repeat:
            repeat = in_both(repeat, other.repeat.model_copy(update={"pages": repeat.pages}))
            if len(other.repeat.pages) == len(repeat.pages):
                stripped = [
                    in_both(one, two.model_copy(update={"questions": one.questions}))
                    for one, two in zip(repeat.pages, other.repeat.pages, strict=True)
                ]
                repeat = repeat.model_copy(update={"pages": tuple(stripped)})
        pages = (
            each.model_copy(update={"questions": tuple(map(self._question, each.questions))}) for each in repeat.pages
        )
        return repeat.model_copy(update={"pages": tuple(pages)})

    def _question(self, question: Question) -> Question:
        other = self.twins.get(self.of.get(question.id, ""))
        if other is None:
            return question
        self.items.append(_translation(Where(field=other.id), question.id))
        if other.type != question.type:
            self._find(
                "twin.type",
                f"It is a {question.type} in English and a {other.type} in Welsh.",
                result=question.id,
                decide=True,
            )
            return question.model_copy(
                update={"label": both(question.label, other.label), "hint": both(question.hint, other.hint)}
            )
        if len(_values(question)) != len(_values(other)):
            counts = f"{len(_values(question))} options in English and {len(_values(other))} in Welsh"
            message = f"It has {counts}; they stay English."
            self._find("twin.options", message, result=question.id, decide=True)
        return in_both(question, other)

    def _untranslated(self, pattern: Pattern) -> None:
        for path, words in texts_of(pattern).items():
            if words.en and not words.cy:
                self._find("twin.no_welsh", f"There is no Welsh for {path}: {words.en[:80]!r}.", place=path)


def questions_on(page: Page) -> Iterator[Question]:
    """Yield the questions of a page and of the group on it."""
    yield from page.questions
    for each in page.repeat.pages if page.repeat else ():
        yield from each.questions


def both(english: Words, welsh: Words) -> Words:
    """Return a text in both languages; one that its twin lacks stays in one."""
    return english.model_copy(update={"cy": welsh.cy or welsh.en}) if english else english


def in_both(english: Model, welsh: BaseModel) -> Model:
    """Return ``english`` with every text in both languages. Parts in a row are paired by position, if equally many."""
    update = {}
    for name in type(english).model_fields:
        merged = _in_both(getattr(english, name), getattr(welsh, name, None))
        if merged is not getattr(english, name):
            update[name] = merged
    return english.model_copy(update=update) if update else english


def _in_both(one: Any, other: Any) -> Any:
    if isinstance(one, Words):
        return both(one, other) if isinstance(other, Words) else one
    if isinstance(one, BaseModel) and type(one) is type(other):
        return in_both(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(_in_both(mine, theirs) for mine, theirs in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: _in_both(value, other.get(key)) for key, value in one.items()}
    return one


def _values(question: Question | None) -> tuple[str, ...]:
    return tuple(option.value for option in getattr(question, "options", ()))


def _translation(where: Where, result: str) -> Item:
    return Item(kind="translation", status="imported", where=where, result=result)


__all__ = ["Paired", "in_both", "merge_twins"]
