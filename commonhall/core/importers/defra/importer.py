"""How does a DEFRA form of version 2 become a pattern? Pages in order under conditions, ends as decisions, amounts."""

from __future__ import annotations

from typing import Any, Final

from commonhall.core.importers.defra.payment import Paying
from commonhall.core.importers.defra.plan import SUMMARIES, condition_of, ordered_plan
from commonhall.core.importers.defra.translation import translated
from commonhall.core.importers.imported import Made, Stand, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import FALSE, TRUE, Logic
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.form import Form, Page, read_form
from commonhall.core.importers.xgov.gates import LARGEST
from commonhall.core.importers.xgov.importer import XGovImport
from commonhall.core.importers.xgov.pairs import Place
from commonhall.core.importers.xgov.roles import Plan
from commonhall.core.importers.xgov.traits import TRAITS
from commonhall.core.language.model import Decision, Row
from commonhall.core.values.words import Words

_MAY_GO_ON: Final = Words(en="Can this person go on?", cy="A all y person hwn barhau?")


def read_defra(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of a DEFRA form of version 2. Raises FormRefused when it has no list of pages."""
    if not isinstance(raw, dict) or not isinstance(raw.get("pages"), list):
        raise FormRefused("This is not a DEFRA form: it has no list of pages.")
    work = DefraImport(translated(raw), ledger, TRAITS[wanted.dialect], mode=wanted.unanswered, slug=wanted.slug)
    return work.made()


class DefraImport(XGovImport):
    """One import of a form whose pages follow one another."""

    def read(self) -> Form:
        """Return the form; its links say nothing."""
        form = read_form(self.raw, self.ledger)
        for page in form.pages:
            for link in page.links:
                self.ledger.mark(link.pointer, "dropped", "Pages follow one another here; their links are not read.")
        return form

    def planned(self) -> Plan:
        """Return what each page becomes."""
        self.known: dict[str, Logic] = {}
        return ordered_plan(self.form)

    def deciding(self) -> list[str]:
        """Return the names of the conditions of pages and amounts."""
        self.paying = Paying(self.form, self.plan, self.ledger)
        named = [condition_of(page) for page in self.plan.pages.values()]
        return [name for name in (*named, *self.paying.conditions()) if name]

    def onward(self, page: Page) -> dict[str, Any]:
        """Return the condition under which ``page`` is shown; one that is never reached is never shown."""
        path = page.path or page.pointer
        if path not in self.plan.ways.reached:
            return {"show_when": "false"}
        when = self._when(page)
        return {"show_when": "" if when.kind == "true" else when.printed()}

    def rules(self) -> dict[str, Any]:
        """Return a decision before the page after each run of ends, and what is to be paid."""
        decisions: dict[str, Decision] = {}
        rows: list[Row] = []
        reached = [path for path in self.plan.ways.order if path in self.plan.ways.reached]
        for path in reached:
            role = self.plan.roles[path]
            if role == "end":
                when = self._when(self.plan.pages[path])
                printed = "" if when.kind == "true" else when.printed()
                rows.append(Row(when=printed, outcome=self.plan.ids[path], about=self._about(path)))
            elif role == "page" and rows:
                decisions |= self._decided(rows, self.plan.ids[path])
                rows = []
        return {"decisions": decisions | self._decided(rows, "check"), **self.paying.rules(self._named)}

    def stands(self) -> tuple[Stand, ...]:
        """Return every page that is reached, in order."""
        found = []
        for path in self.plan.ways.order:
            if path not in self.plan.ways.reached:
                continue
            role, page = self.plan.roles[path], self.plan.pages[path]
            if role == "check":
                when = self._when(page)
                found.append(Stand(path, "check", "" if when.kind == "true" else when.printed()))
                if page.controller in SUMMARIES:
                    self.ends[path] = "summary"
            elif role in ("page", "end"):
                found.append(Stand(path, self.plan.ids[path]))
                if role == "end":
                    self.ends[path] = "terminal"
        return tuple(found)

    def _check(self, page: Page) -> None:
        """Keep the texts of a page that is built in: a declaration stands on check your answers."""
        self.ledger.result(page.pointer, "check")
        told = self.telling.text(page, self._shown_on(page))
        name = "declaration" if "declaration" in page.controller else "what_next"
        if told and (name == "declaration" or "confirmation" in page.controller):
            self.built_in.setdefault(name, told)
        for component in page.components:
            message = "Its text stands on check your answers or on the confirmation."
            self.ledger.mark(component.pointer, "changed", message)
        if page.controller not in SUMMARIES:
            message = f"Its controller {page.controller!r} is built in here: checking, declaring and confirming."
            decision = self._asked_about(page, message, blocking=False)
            where = Where(page=page.path, pointer=page.pointer)
            self.ledger.mark(page.pointer, "needs_decision", message, code="controller.custom", decision=decision)
            self.ledger.find("controller.custom", where, message, status="needs_decision", decision=decision)

    def _decided(self, rows: list[Row], at: str) -> dict[str, Decision]:
        if not rows:
            return {}
        last = () if not rows[-1].when else (Row(outcome="accept"),)
        return {f"may_go_on_{at}"[:60]: Decision(title=_MAY_GO_ON, at=at, rows=(*rows, *last))}

    def _about(self, path: str) -> Words:
        name = condition_of(self.plan.pages[path])
        return Words(en=self.form.conditions[name].label if name in self.form.conditions else "")

    def _when(self, page: Page) -> Logic:
        """Return when ``page`` is shown, worked out and reported once."""
        if page.pointer not in self.known:
            self.known[page.pointer] = self._worked_out(page)
        return self.known[page.pointer]

    def _worked_out(self, page: Page) -> Logic:
        """A condition that does not exist leaves its page shown to everybody, as in the source."""
        name = condition_of(page)
        if not name:
            return TRUE
        where = Where(page=page.path, condition=name, pointer=page.pointer)
        if name not in self.form.conditions:
            self._noted("cond.name_missing", where, "Its condition does not exist, so it is always shown.")
            return TRUE
        when = self._named(name, page.path or page.pointer)
        if when.size > LARGEST:
            self._noted("cond.too_large", where, "Its condition is too large for one expression; it is never shown.")
            return FALSE
        return when

    def _named(self, name: str, path: str) -> Logic:
        always = self.plan.ways.always.get(path, frozenset()) - {path}
        return self.compiler.named(name, Place(path, always))

    def _noted(self, code: str, where: Where, message: str) -> None:
        decision = self.ledger.decide(
            f"{code}:{where.pointer}",
            f"{where.page}: {message} Is that right?",
            options=("Yes", "No"),
            default="Yes",
            blocking=code == "cond.too_large",
        )
        self.ledger.mark(where.pointer, "needs_decision", message, code=code, decision=decision)
        self.ledger.find(code, where, message, status="needs_decision", decision=decision)
