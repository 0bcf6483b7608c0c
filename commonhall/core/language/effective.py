"""What does a pattern come to at one council on one day? The pattern, the council's settings, wording and calendar."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language.expressions import Scope, evaluate
from commonhall.core.language.model import Decision, Page, Pattern, Repeat
from commonhall.core.language.settings import OwnValue, settings_on
from commonhall.core.language.texts import texts_of, with_texts
from commonhall.core.language.wording import MONEY
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

_HOLIDAYS_OF: Final[Mapping[str, Literal["england-wales", "scotland", "northern-ireland", "uk"]]] = {
    "england": "england-wales",
    "wales": "england-wales",
    "scotland": "scotland",
    "northern_ireland": "northern-ireland",
    "uk": "uk",
}


@dataclass(frozen=True, eq=False)
class Effective:
    """A pattern as one council runs it: what journeys and the office work on.

    settings: every setting of the pattern, as it stood on the day. council: slug, nation, name, phone, email ... as
    expressions and texts see them.
    """

    pattern: Pattern
    settings: Mapping[str, Any]
    council: Mapping[str, Any]

    @functools.cached_property
    def calendar(self) -> WorkingCalendar:
        """Whose working days the case's clock counts."""
        clock = self.pattern.case.clock
        return WorkingCalendar(
            nation=_HOLIDAYS_OF[str(self._of_clock(clock.nation))],
            saturday_working=bool(self._of_clock(clock.saturday_working)),
            holiday_names=frozenset(self._of_clock(clock.holiday_names) or ()),
            extra_non_working=frozenset(
                date.fromisoformat(row["date"]) for row in self._of_clock(clock.extra_non_working) or ()
            ),
        )

    def _of_clock(self, source: str) -> Any:
        if not source:
            return None
        return evaluate(source, {"settings": self.settings, "council": self.council}, place="case.clock")

    @functools.cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question of the journey by its id, those of groups too."""
        found = {question.id: question for page in self.pattern.pages for question in page.questions}
        for page in self.groups.values():
            found |= {question.id: question for each in _repeat(page).pages for question in each.questions}
        return found

    @functools.cached_property
    def groups(self) -> Mapping[str, Page]:
        """The pages that ask for several things, by the id of the answer that lists them."""
        return {page.repeat.id: page for page in self.pattern.pages if page.repeat is not None}

    @functools.cached_property
    def page_of(self) -> Mapping[str, str]:
        """The id of the page that asks a question, by the id of the question."""
        return {question.id: page.id for page in self.pattern.pages for question in page.questions}

    @functools.cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its id."""
        return {page.id: page for page in self.pattern.pages}

    @functools.cached_property
    def decisions_at(self) -> Mapping[str, tuple[tuple[str, Decision], ...]]:
        """The decisions that are made before a page is shown, by the id of the page."""
        found: dict[str, tuple[tuple[str, Decision], ...]] = {}
        for name, decision in self.pattern.decisions.items():
            found[decision.at] = (*found.get(decision.at, ()), (name, decision))
        return found

    def scope(self, **more: Any) -> Scope:
        """Return what expressions and texts may read: the settings and the council, and what is given besides."""
        return {"settings": self.settings, "council": self.council, MONEY: self.money, **more}

    @functools.cached_property
    def money(self) -> frozenset[str]:
        """The dotted names that are amounts in pence, so that texts say them in pounds."""
        pattern = self.pattern
        outputs = ((name, key, kind) for name, each in pattern.tables.items() for key, kind in each.outputs.items())
        return frozenset(
            (
                *(f"settings.{name}" for name, each in pattern.settings.items() if each.type == "money"),
                *(f"computed.{name}" for name, each in pattern.computed.items() if each.money),
                *(f"tables.{name}.{key}" for name, key, kind in outputs if kind == "money"),
                *(
                    f"{root}.{id}"
                    for id, each in self.questions.items()
                    if each.type == "money"
                    for root in ("answers", "item")
                ),
                *("charges.total", "case.charged", "case.paid", "case.refunded"),
            )
        )


def _repeat(page: Page) -> Repeat:
    assert page.repeat is not None
    return page.repeat


def effective_pattern(
    pattern: Pattern,
    *,
    council: Mapping[str, Any],
    own: Iterable[OwnValue] = (),
    wording: Mapping[str, Mapping[str, str]] | None = None,
    day: date,
) -> Effective:
    """Return ``pattern`` with a council's settings as they stand on ``day`` and the texts that it reworded.

    wording: text id to ``{"en": ..., "cy": ...}``; only texts marked ``local`` change, others are left as they are.
    Raises SettingRefused when an own value is outside what the pattern allows.
    """
    settings = settings_on(pattern, own, day=day, council=council)
    if wording:
        known = texts_of(pattern)
        layer = {key: _reworded(said) for key, said in wording.items() if key in known and known[key].local}
        pattern = with_texts(pattern, layer)
    return Effective(pattern=pattern, settings=settings, council=council)


def _reworded(said: Mapping[str, str]) -> Any:
    return lambda words: Words(en=said.get("en") or words.en, cy=said.get("cy") or words.cy, local=True)
