"""Where does each page lead? Turns its links into ``goto`` entries with one default, and tries what they cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import FALSE, TRUE, Logic
from commonhall.core.importers.markup import to_plain
from commonhall.core.importers.xgov.casework import AFTER_END, LED_BACK
from commonhall.core.importers.xgov.coverage import Covered, covered
from commonhall.core.importers.xgov.form import Form, Link, Page
from commonhall.core.importers.xgov.nodes import Leaf, leaves_of, names_of
from commonhall.core.importers.xgov.pairs import Compiler, Place, link_condition
from commonhall.core.importers.xgov.placed import Fields, Placed
from commonhall.core.importers.xgov.roles import SUMMARY, Plan
from commonhall.core.language.expressions import names_read
from commonhall.core.language.model import Goto, NextStep, Outcome
from commonhall.core.values.words import Words

LARGEST: Final = 1900
"""Characters of one expression; the engine takes a little more."""
NO_WAY_ON: Final = "no_way_on"
BACK: Final = "led_back"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a page: the condition, where it leads in the pattern and in the source."""

    when: Logic
    to: str
    path: str


@dataclass
class Gates:
    """Makes the ``goto`` of each page. outcomes: those that links made necessary; ends: how the source ends there."""

    form: Form
    plan: Plan
    fields: Fields
    compiler: Compiler
    ledger: Ledger
    second_try: bool
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    lost: bool = False

    def place(self, page: Page) -> Place:
        """Return where the conditions of ``page`` are read."""
        return Place(page.path, self.plan.ways.always.get(page.path, frozenset({page.path})))

    def exits(self, page: Page) -> list[Exit]:
        """Return the ways out of ``page``: conditional ones in order, then exactly one default."""
        links = self.plan.links[page.path]
        conditional = [self._exit(link, page) for link in links if link.condition]
        defaults = [link for link in links if not link.condition]
        tried = self._tried(page, conditional)
        if defaults:
            last = defaults[-1]
            return [*_possible(conditional), self._leading(TRUE, last, page)]
        if conditional and tried.complete:
            exits = _possible(conditional)
            return [*exits[:-1], Exit(TRUE, exits[-1].to, exits[-1].path)]
        return [*_possible(conditional), self._default(page, conditional, tried)]

    def _exit(self, link: Link, page: Page) -> Exit:
        section = page.section if self.second_try and page.section in self.form.sections else ""
        where = Where(page=page.path, condition=link.condition, pointer=link.pointer)
        when = link_condition(self.compiler, link.condition, self.place(page), second_try=section)
        if link.condition not in self.form.conditions:
            self._unsure("cond.name_missing", where, f"There is no condition {link.condition!r}; it is never taken.")
        elif when.size > LARGEST:
            self._unsure("cond.too_large", where, "Its condition is too large for one expression; it is never taken.")
            when = FALSE
        elif "has(" in when.printed():
            self._guarded(where, when)
        self._differs(link, page, when, section, where)
        return self._leading(when, link, page)

    def _leading(self, when: Logic, link: Link, page: Page) -> Exit:
        return Exit(when, self._to(link, page), "" if link.redirect else link.path)

    def _guarded(self, where: Where, when: Logic) -> None:
        message = "Its condition reads a question that may not have been asked by then."
        self.ledger.find("cond.maybe_absent", where, message, severity="info")
        later = self.plan.ways.order[self.plan.ways.order.index(where.page) + 1 :]
        read = {placed.page for placed in self._read((when,))}
        if read & set(later):
            self.ledger.find("cond.forward", where, "Its condition reads a question of a later page.")

    def _differs(self, link: Link, page: Page, when: Logic, section: str, where: Where) -> None:
        """Report where treating an unanswered question as a false comparison changes what happens."""
        if self.compiler.mode != "false" or when.size > LARGEST:
            return
        self.compiler.mode = "faithful"
        faithful = link_condition(self.compiler, link.condition, self.place(page), second_try=section)
        self.compiler.mode = "false"
        if faithful.size > LARGEST or faithful.printed() != when.printed():
            message = "A question that was not asked counts as not fulfilled; in the source it could count otherwise."
            self.ledger.mark(link.pointer, "changed", message)
            self.ledger.find("cond.unanswered", where, message, status="changed")

    def _to(self, link: Link, page: Page) -> str:
        if link in self.plan.cycles:
            return self._back()
        if not link.redirect:
            return self.plan.target(link.path)
        name = f"redirect_{len(self.outcomes) + 1}"
        url = to_plain(link.redirect).text
        safe = url.startswith(("https://", "http://"))
        onward = NextStep(label=Words(en="Continue", cy="Parhau"), to="link", url=Words(en=url, cy=url))
        self.ends[name] = "redirect"
        self.outcomes[name] = Outcome(
            title=Words(en="Continue somewhere else", cy="Parhewch yn rhywle arall"),
            body=Words(en="The next part is on another website.", cy="Mae'r rhan nesaf ar wefan arall."),
            next=(onward,) if safe else AFTER_END,
        )
        decision = self.ledger.decide(
            f"redirect:{link.pointer}",
            f"{page.path} sends people to another site. Is that still right?",
            options=("Show a page with the link", "Take it out"),
            default="Show a page with the link",
        )
        message = "It sent people to another site; now a page with the link does."
        self.ledger.mark(link.pointer, "needs_decision", message, code="nav.redirect", decision=decision)
        return name

    def _back(self) -> str:
        """Return the end for answers that lead back: no route of ours passes a page twice."""
        self.ends[BACK] = "cycle"
        self.outcomes[BACK] = LED_BACK
        return BACK

    def _tried(self, page: Page, exits: list[Exit]) -> Covered:
        """Try the conditions on all answers; two that hold at once are reported."""
        different = {(each.when.printed() if each.when.size <= LARGEST else each, each.to): each for each in exits}
        conditions = [each.when for each in different.values()]
        if not conditions or any(each.size > LARGEST for each in conditions):
            return Covered(tried=False)
        place = self.place(page)
        read = [(placed, placed.page in place.always) for placed in self._read(tuple(conditions))]
        tried = covered(conditions, read, self._leaves(page))
        if tried.overlap:
            where = Where(page=page.path, pointer=page.pointer)
            message = f"Two of its links hold at once ({tried.overlap}); the first is taken."
            self.ledger.find("cond.overlap", where, message)
        return tried

    def _read(self, conditions: tuple[Logic, ...]) -> list[Placed]:
        read = {name for each in conditions for name in names_read(each.printed())}
        return [placed for placed in self.fields.placed if f"answers.{placed.question}" in read]

    def _leaves(self, page: Page) -> list[Leaf]:
        found: dict[str, None] = {}
        waiting = [link.condition for link in self.plan.links[page.path] if link.condition]
        while waiting:
            name = waiting.pop()
            tree = self.compiler.conditions.get(name)
            if tree is not None and name not in found:
                found[name] = None
                waiting += names_of(tree)
        return [leaf for name in found for leaf in leaves_of(self.compiler.conditions[name])]

    def _default(self, page: Page, exits: list[Exit], tried: Covered) -> Exit:
        """Return the way for answers that no link covers: to the summary where there is one, else to a polite end."""
        onward = Exit(TRUE, "check", "")
        if not self.plan.links[page.path]:
            self.ends[self.plan.ids[page.path]] = "no-next"
        if not exits and page.fields:
            return onward
        lost = SUMMARY not in self.plan.pages
        if lost:
            self.lost = True
            onward = Exit(TRUE, NO_WAY_ON, "")
        uncovered = f", such as {tried.gap}" if tried.gap else ""
        where = Where(page=page.path, pointer=page.pointer)
        message = f"It has no way on for some answers{uncovered}."
        default = "End with a page that says to contact us" if lost else "Go to check your answers"
        decision = self.ledger.decide(
            f"nav.no_default:{page.path}",
            f"{page.path}: where do answers lead that no link covers{uncovered}?",
            options=("Go to check your answers", "End with a page that says to contact us", "Another page"),
            default=default,
            blocking=True,
        )
        self.ledger.mark(page.pointer, "needs_decision", message, code="nav.no_default", decision=decision)
        self.ledger.find(
            "nav.no_default", where, message, status="needs_decision", effect=f"{default}.", decision=decision
        )
        return onward

    def _unsure(self, code: str, where: Where, message: str) -> None:
        decision = self.ledger.decide(
            f"{code}:{where.pointer}",
            f"{where.page}: {message} When should it be taken?",
            options=("Never", "Another condition"),
            default="Never",
            blocking=True,
        )
        self.ledger.mark(where.pointer, "needs_decision", message, code=code, decision=decision)
        self.ledger.find(code, where, message, status="needs_decision", decision=decision)


def _possible(exits: list[Exit]) -> list[Exit]:
    """Leave out links that are never taken."""
    return [each for each in exits if each.when.kind != "false"]


def goto_of(exits: list[Exit]) -> tuple[Goto, ...]:
    """Return the entries of a page's ``goto``."""
    return tuple(Goto(when="" if each.when.kind == "true" else each.when.printed(), to=each.to) for each in exits)


def leads_of(pages: Mapping[str, list[Exit]]) -> dict[str, tuple[str, ...]]:
    """Return where each entry leads in the source."""
    return {page: tuple(each.path for each in exits) for page, exits in pages.items()}
