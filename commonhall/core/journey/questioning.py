"""Which questions are asked, what do they offer, do the answers still stand? For pages, and for items of a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from commonhall.core.journey.decisions import Decided
from commonhall.core.journey.offers import narrowed_options, offered_options
from commonhall.core.journey.plan import Asking, Stage
from commonhall.core.journey.worked import Worked, with_worked
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, evaluate, holds
from commonhall.core.language.wording import MONEY
from commonhall.core.questions.question import Answer, Option, Question

if TYPE_CHECKING:
    from commonhall.core.journey.route import Known

MOST_ITEMS: Final = 200
"""How many things a group can hold, whatever the pattern says."""
NO_CASE: Final[Mapping[str, Any]] = MappingProxyType({"kept": {}})
"""What computed values, which may also read a case, see of it while there is none: it has kept nothing."""


@dataclass(frozen=True, slots=True)
class ItemRoute:
    """The way through the questions about one item of a group.

    walked: its pages that are complete, in order. stop: the page to be answered, empty when the item is complete.
    answers: its ``id`` and what was answered on its route. asked: by page, the questions. options: as in Route.
    """

    id: str
    walked: tuple[str, ...]
    stop: str
    answers: Mapping[str, Any]
    asked: Mapping[str, tuple[Question, ...]]
    options: Mapping[str, Sequence[Option]]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages walked and, when it is not complete, the one where it stops."""
        return (*self.walked, self.stop) if self.stop else self.walked


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many things a group must and may hold."""

    least: int
    most: int


class Questioning:
    """Questions put over the answers so far. The scope is one mapping that grows with every answer."""

    def __init__(self, effective: Effective, known: Known) -> None:
        self.effective = effective
        self.known = known
        self.answers: dict[str, Answer] = {}
        self.decided: dict[str, tuple[Decided, ...]] = {}
        self.told: dict[str, list[dict[str, str]]] = {}
        self.options: dict[str, Sequence[Option]] = {}
        self.failures: list[ExpressionFailed] = []
        self.scope: dict[str, Any] = {
            "settings": effective.settings,
            MONEY: effective.money,
            "council": effective.council,
            "answers": self.answers,
            "facts": known.facts,
            "decided": self.told,
            "case": NO_CASE,
            "now": known.now,
            "today": known.now[:10],
            "opened": known.opened,
            "actor": known.actor,
            "language": known.language,
        }
        self._worked: Worked | None = with_worked(effective, self.scope)

    def keep(self, name: str, answer: Answer) -> None:
        """Let conditions see ``answer`` from now on."""
        self.answers[name] = answer
        if self._worked:
            self._worked.changed(f"answers.{name}")

    def has_decided(self, name: str, decided: tuple[Decided, ...]) -> None:
        """Let conditions see what a decision came to."""
        self.decided[name] = decided
        self.told[name] = [{"key": one.key, "outcome": one.outcome} for one in decided]
        if self._worked:
            self._worked.changed(f"decided.{name}")

    def failed(self, failure: ExpressionFailed) -> None:
        """Record a failure once. What only waits for an answer is none."""
        if not failure.unanswered and failure not in self.failures:
            self.failures.append(failure)

    def holds(self, source: str, place: str) -> bool:
        """A condition that fails does not hold: it hides its part and is kept with its place."""
        try:
            return holds(source, self.scope, place=place, calendar=self.effective.calendar)
        except ExpressionFailed as failure:
            self.failed(failure)
            return False

    def shows(self, asking: Asking, options: dict[str, Sequence[Option]]) -> bool:
        """Whether the question is asked now. What it offers then is put into ``options``."""
        if asking.office and self.known.actor == "resident":
            return False
        if asking.when_missing and asking.when_missing not in self.known.missing:
            return False
        if asking.waits_for and asking.waits_for & self.known.missing:
            return False
        if asking.show_when and not self.holds(asking.show_when, asking.place):
            return False
        if asking.options_from or asking.narrowed:
            options[asking.id] = self._offered(asking)
        return True

    def _offered(self, asking: Asking) -> Sequence[Option]:
        if asking.options_from:
            try:
                return offered_options(self.effective, asking.question, self.scope, self.decided)
            except ExpressionFailed as failure:
                self.failed(failure)
                return ()
        return narrowed_options(asking.question, self.holds)

    def stands(self, asking: Asking, given: Mapping[str, Answer], options: Mapping[str, Sequence[Option]]) -> bool:
        """Whether the answer in ``given`` to a question that is asked is still one that it offers."""
        answer = given[asking.id]
        if asking.id not in options:
            return True
        offered = {option.value for option in options[asking.id]}
        chosen = answer if isinstance(answer, list) else [answer]
        return all(one is None or _value_of(one) in offered for one in chosen)

    def passes(self, asking: Asking, answer: Answer) -> bool:
        """Whether the question's own checks hold for the answer that conditions see now."""
        if answer is None:
            return True
        return all(self.holds(source, f"questions.{asking.id}.check") for source in asking.checks)

    def bounds(self, stage: Stage) -> Bounds:
        """Return how many things the group at ``stage`` must and may hold."""
        assert stage.repeat is not None
        place = f"pages.{stage.id}.repeat"
        most = min(self._amount(stage.repeat.max, f"{place}.max", MOST_ITEMS), MOST_ITEMS)
        return Bounds(min(self._amount(stage.repeat.min, f"{place}.min", 0), most), most)

    def _amount(self, source: str | int, place: str, otherwise: int) -> int:
        if isinstance(source, int):
            return source
        try:
            return max(0, int(evaluate(source, self.scope, place=place, calendar=self.effective.calendar)))
        except (ExpressionFailed, TypeError, ValueError) as failure:
            self.failed(
                failure if isinstance(failure, ExpressionFailed) else ExpressionFailed(place, source, str(failure))
            )
            return otherwise

    def item(self, stage: Stage, given: Mapping[str, Any]) -> ItemRoute:
        """Return the way that the answers in ``given`` lead through the questions about one item."""
        seen: dict[str, Any] = {"id": str(given.get("id", ""))}
        asked: dict[str, tuple[Question, ...]] = {}
        options: dict[str, Sequence[Option]] = {}
        walked: list[str] = []
        stop = ""
        self.scope["item"] = seen
        for together in stage.items:
            page = together.page
            if page.show_when and not self.holds(page.show_when, f"pages.{stage.id}.repeat.{page.id}.show_when"):
                continue
            shown = [each for each in together.asked if self.shows(each, options)]
            if not shown:
                continue
            asked[page.id] = tuple(each.question for each in shown)
            if not all([self._item_answer(each, given, seen, options) for each in shown]):
                stop = page.id
                break
            walked.append(page.id)
        del self.scope["item"]
        return ItemRoute(seen["id"], tuple(walked), stop, seen, asked, options)

    def _item_answer(
        self, asking: Asking, given: Mapping[str, Any], seen: dict[str, Any], options: Mapping[str, Sequence[Option]]
    ) -> bool:
        if asking.id not in given or not self.stands(asking, given, options):
            return False
        seen[asking.id] = given[asking.id]
        return self.passes(asking, given[asking.id])


def _value_of(chosen: Any) -> Any:
    """Return what names a chosen option: of a record (an item with its quantity, a slot) its value."""
    return chosen.get("value") if isinstance(chosen, Mapping) else chosen
