"""How does a whole PlanX flow become a pattern? Its pages in the order of the graph, where the answers lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft
from commonhall.core.importers.imported import Made, Wanted
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.logic import Logic
from commonhall.core.importers.planx.asking import TYPED, Asked, Asking, titled
from commonhall.core.importers.planx.graph import ANSWER, ROOT, Graph, Node, read_graph
from commonhall.core.importers.planx.reaching import CHOOSING, QUESTION, Reaching
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.casework import AFTER_END
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Computed, Decision, Ending, Outcome, Page, Row
from commonhall.core.values.words import Words

IMPORTER: Final = "planx 1"
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*(?![A-Za-z0-9_.]|\s*\()")
_FORMULA_WORDS: Final = frozenset({"true", "false", "and", "or", "not", "xor", "mod", "to", "in", "null", "undefined"})
_TOLD: Final = (8, 250)
_BUILT_IN: Final[Mapping[int, str]] = {
    600: "The built-in page for checking answers takes its place.",
    900: "The built-in page that asks what people thought takes its place.",
}
_LEFT_OUT: Final[Mapping[int, tuple[str, bool]]] = {
    11: ("It looked up what restricts building at the place; that was left out.", False),
    12: ("It showed what is known of the property; that was left out.", False),
    400: ("It took a payment, worked out on the way; that was left out.", True),
    500: ("It branched on the gravest result so far; its branches were left out.", True),
    3: ("It showed a result that was worked out; that was left out.", True),
    700: ("It worked out a value by a formula; that was left out.", True),
}


def read_planx(raw: Any, ledger: Ledger, wanted: Wanted) -> Made:
    """Return the pattern of a PlanX flow. Raises FormRefused when it has no root."""
    if not isinstance(raw, dict):
        raise FormRefused("This is not a PlanX flow: it is no graph.")
    graph = read_graph(raw, ledger)
    return Flow(graph, Draft(ledger, Texts(ledger)), wanted.slug).made()


@dataclass
class Flow:
    """One import. caption: the section that nodes stand in. sent: whether all have sent it. ending: what it says."""

    graph: Graph
    draft: Draft
    slug: str
    caption: Words = NONE
    sent: bool = False
    title: Words = NONE
    ending: dict[str, Words] = field(default_factory=dict)
    stops: list[tuple[str, Logic]] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def made(self) -> Made:
        """Return the pattern and where its parts stand in the source."""
        self.asking = Asking(self.graph, self.draft)
        self.reaching = Reaching(self.graph)
        special: dict[int, Callable[[Node, Logic], None]] = {
            300: self._folder,
            360: self._section,
            380: self._value,
            650: self._send,
            725: self._confirmation,
            **dict.fromkeys(CHOOSING, self._choice),
            **dict.fromkeys(TYPED, self._typed),
            **dict.fromkeys(_TOLD, self._tell),
        }
        for name in self.graph.order:
            node = self.graph.nodes[name]
            if node.type == ANSWER or name == ROOT:
                continue
            when = self.reaching.come_to(node)
            if when.kind == "false" and node.type != ANSWER:
                self.draft.ledger.mark(node.where.pointer, "dropped", "No answer leads to it.", code="nav.unreachable")
            else:
                special.get(node.type, self._left_out)(node, when)
        self._stop_before("check")
        self._notice()
        title = self.title or Words(en="Planning form", cy="Ffurflen gynllunio")
        return self.draft.made(
            IMPORTER,
            title,
            slug=self.slug,
            ending=Ending(**self.ending),
            decisions=self.decisions,
            computed={name: Computed(value=value) for name, value in self.reaching.computed.items()},
            name=title.en,
        )

    def _page(self, node: Node, when: Logic, *, asked: Asked | None = None) -> None:
        if when.kind == "false":
            message = "A value that is always set before answers it, so nobody is asked; other answers lead nowhere."
            self.draft.decide_on(node.where, "planx.never_asked", message)
            return
        label = self.asking.label(node)
        page_id = self.draft.page_id(f"{node.text('text') or node.text('title') or 'page'} ", node.id)
        self._stop_before(page_id)
        page = Page(
            id=page_id,
            title=titled(asked, label) if asked else label or Words(en="Before you go on", cy="Cyn i chi barhau"),
            caption=self.caption,
            body=self.asking.body(node),
            content=self.asking.more(node),
            show_when=_written(when),
            questions=asked.questions if asked else (),
        )
        self.draft.pages.append(page)
        self.draft.places[page_id] = node.id
        if not asked:
            self.draft.ledger.result(node.where.pointer, page_id)

    def _choice(self, node: Node, _: Logic) -> None:
        if not node.edges:
            message = "A question without answers is a note of its authors, which nobody is shown."
            self.draft.ledger.mark(node.where.pointer, "dropped", message, code="planx.note")
            return
        asked = self.asking.choice(node)
        when = self.reaching.ask(node, asked.questions[0].id, asked.keys)
        self._page(node, when, asked=asked)

    def _typed(self, node: Node, _: Logic) -> None:
        asked = self.asking.typed(node)
        when = self.reaching.enter(node, asked.questions[0].id)
        self._page(node, when, asked=asked)

    def _tell(self, node: Node, when: Logic) -> None:
        """Add a page that tells something, or an end where the source offers nothing but to begin again."""
        if self.sent:
            message = "It stood after sending, where the built-in confirmation stands."
            self.draft.ledger.mark(node.where.pointer, "changed", message, code="planx.after_sending")
            return
        if not node.flag("resetButton"):
            self._page(node, when)
            return
        outcome = self.draft.page_id(f"{node.text('title') or 'end'} ", node.id)
        title = self.asking.label(node) or Words(en="You cannot go on", cy="Ni allwch barhau")
        self.draft.outcomes[outcome] = Outcome(title=title, body=self.asking.body(node), next=AFTER_END)
        self.draft.ledger.result(node.where.pointer, outcome)
        self.stops.append((outcome, when))

    def _stop_before(self, page: str) -> None:
        """Decide before ``page`` whether the person has come to one of the ends that stand before it."""
        if not self.stops:
            return
        rows = [Row(when=_written(when), outcome=outcome) for outcome, when in self.stops]
        sure = next((place for place, row in enumerate(rows) if not row.when), None)
        rows = rows[: sure + 1] if sure is not None else [*rows, Row(outcome="accept")]
        self.decisions[f"end_{len(self.decisions) + 1}"] = Decision(at=page, rows=tuple(rows))
        self.stops.clear()

    def _folder(self, node: Node, _: Logic) -> None:
        if not node.edges:
            self.draft.ledger.mark(node.where.pointer, "dropped", "There is nothing in it.")

    def _section(self, node: Node, _: Logic) -> None:
        self.caption = self.asking.label(node)
        self.draft.ledger.mark(node.where.pointer, "changed", "Its title stands above the pages that follow.")

    def _value(self, node: Node, _: Logic) -> None:
        operation = node.text("operation") or "replace"
        if operation.startswith("remove"):
            message = "It took a value away again; that was left out."
            self.draft.decide_on(node.where, "value.removed", message)
        elif "fee" in node.text("fn").split("."):
            message = "It set a fee; fees are to be written as charges."
            self.draft.decide_on(node.where, "fee", message, blocking=True)
        else:
            self.reaching.set_value(node)
            message = "The value is not kept; it only leaves out questions that it answers."
            self.draft.ledger.mark(node.where.pointer, "changed", message)

    def _send(self, node: Node, when: Logic) -> None:
        self.sent = self.sent or when.kind == "true"
        message = "What was sent was passed on to other places; here a case is opened."
        self.draft.decide_on(node.where, "output", message)

    def _confirmation(self, node: Node, _: Logic) -> None:
        if self.ending:
            message = "It is one of several confirmations; only the first is shown, to everybody."
            self.draft.decide_on(node.where, "ending.several", message)
            return
        texts = self.draft.texts
        parts = [texts.markdown(node.text(name), node.where) for name in ("description", "moreInfo", "contactInfo")]
        self.ending = {
            "title": texts.plain(node.text("heading"), node.where),
            "what_next": Words(en="\n\n".join(each.en for each in parts if each)),
        }
        self.draft.ledger.result(node.where.pointer, "confirmation")

    def _left_out(self, node: Node, _: Logic) -> None:
        if node.type in _BUILT_IN:
            self.draft.ledger.mark(node.where.pointer, "changed", _BUILT_IN[node.type])
            return
        unknown = (f"A part of the type {node.type} is not known; it was left out.", True)
        message, blocking = _LEFT_OUT.get(node.type, unknown)
        code = (
            "component.unknown"
            if node.type not in _LEFT_OUT
            else "calculation"
            if node.type == 700
            else "planx.left_out"
        )
        self.draft.decide_on(node.where, code, message, blocking=blocking)

    def _notice(self) -> None:
        """Report what is odd about the data fields: formulas that read what nothing sets, near twins."""
        ledger, nodes = self.draft.ledger, self.graph.nodes
        reached = [nodes[name] for name in self.graph.order]
        known = {node.text("fn") for node in reached}
        for node in reached:
            if node.type == QUESTION and not node.text("fn"):
                message = "It sets no data field, so nothing but its own branches can read its answer."
                ledger.find("field.no_name", node.where, message, severity="info")
            if node.type == 700:
                text = re.sub(r"\"[^\"]{0,200}\"|'[^']{0,200}'", "", node.text("formula"))
                for name in sorted(set(_NAME.findall(text)) - known - _FORMULA_WORDS):
                    ledger.find("calc.field_unset", node.where, f"Its formula reads {name!r}, which nothing sets.")
        twins: dict[str, set[str]] = {}
        for node in reached:
            if node.type in (ANSWER, 380) and node.text("val"):
                twins.setdefault(re.sub(r"[^a-z0-9]", "", node.text("val").lower()), set()).add(node.text("val"))
        for spelt in twins.values():
            if len(spelt) > 1:
                message = f"Values that differ in their spelling only: {', '.join(sorted(spelt))}."
                ledger.find("value.similar", self.graph.nodes[ROOT].where, message)
        message = "It may be asked although an earlier answer says it."
        for name in dict.fromkeys(self.reaching.asked_again):
            ledger.mark(nodes[name].where.pointer, "changed", message, code="planx.asked_again")
            ledger.find("planx.asked_again", nodes[name].where, message, status="changed")


def _written(when: Logic) -> str:
    return "" if when.kind == "true" else when.printed()
