"""Which questions does each node of a PlanX flow ask, and in which words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.drafting import NONE, Draft, keys_of
from commonhall.core.importers.planx.graph import Graph, Node
from commonhall.core.importers.planx.reaching import CHECKLIST
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of
from commonhall.core.language.model import Content
from commonhall.core.questions.question import Question
from commonhall.core.values.dates import DateNotRecognised, parse_date
from commonhall.core.values.words import Words

TYPED: Final[Mapping[int, str]] = {
    9: "property",
    10: "file",
    110: "text",
    120: "date",
    130: "address",
    135: "contact",
    140: "file",
    145: "files",
    150: "number",
}
"""Nodes at which something is typed, chosen on a map or uploaded."""
_TEXTS: Final[Mapping[str, dict[str, Any]]] = {
    "short": {"type": "text"},
    "long": {"type": "long_text"},
    "extraLong": {"type": "long_text", "rows": 10, "max_length": 10_000},
    "email": {"type": "email"},
    "phone": {"type": "phone"},
}
_DECIDE: Final[Mapping[int, str]] = {
    9: "The property was found on a map, with what the council knows of it; here it is an address.",
    10: "The site was drawn on a map; here a plan of it is uploaded.",
}
_LABELS: Final[Mapping[int, Words]] = {
    9: Words(en="What is the address of the property?", cy="Beth yw cyfeiriad yr eiddo?"),
    10: Words(en="Plan of the site", cy="Cynllun o'r safle"),
}
_CONTACT: Final = (
    ("name", Words(en="Full name", cy="Enw llawn"), True),
    ("organisation", Words(en="Organisation", cy="Sefydliad"), False),
    ("phone", Words(en="Telephone number", cy="Rhif ffôn"), True),
    ("email", Words(en="Email address", cy="Cyfeiriad e-bost"), True),
)
_MORE: Final = (
    ("info", Words(en="Why we ask this", cy="Pam rydym yn gofyn hyn")),
    ("policyRef", Words(en="The rules behind this question", cy="Y rheolau y tu ôl i'r cwestiwn hwn")),
    ("howMeasured", Words(en="What counts", cy="Beth sy'n cyfrif")),
)


@dataclass(frozen=True)
class Asked:
    """What a node asks. keys: of the answers that it offers, by node. titled: its words stand above, as a title."""

    questions: tuple[Question, ...]
    keys: Mapping[str, str]
    titled: bool = False


@dataclass(frozen=True)
class Asking:
    """Makes the questions of a flow."""

    graph: Graph
    draft: Draft

    def label(self, node: Node) -> Words:
        """Return the words of ``node``, as one line."""
        raw = node.text("text") or node.text("title") or node.text("heading")
        return self.draft.texts.plain(raw, node.where)

    def choice(self, node: Node) -> Asked:
        """Return a question with its answers; without any it becomes a text, to be decided on."""
        answers = [self.graph.nodes[each] for each in dict.fromkeys(node.edges)]
        offered = [each for each in answers if each.type == 200]
        for each in answers:
            if each.type != 200:
                message = "It leads straight to something else than an answer, which is never come to."
                self.draft.ledger.find("nav.no_answer", each.where, message)
        keys = self._keys(offered)
        question_id = self._id(node)
        label = self.label(node)
        if not label:
            message = "It has no words: the source answers it by itself."
            self.draft.decide_on(node.where, "field.no_title", message)
        if not keys:
            self.draft.decide_on(node.where, "list.empty", "It offers no answers, so it became a text.", blocking=True)
            return Asked((self._one(node, question_id, type="text", label=label),), {})
        kind = "choices" if node.type == CHECKLIST else "choice"
        parts: dict[str, Any] = {"type": kind, "options": self._options(offered, keys), "label": label}
        if node.type == CHECKLIST and node.flag("allRequired"):
            parts["min_chosen"] = len(set(keys.values()))
        return Asked((self._one(node, question_id, **parts),), keys)

    def _keys(self, answers: list[Node]) -> dict[str, str]:
        """Return the key of each answer by its node: its value where that tells all of them apart, else its words."""
        values = [each.text("val") for each in answers]
        telling = all(values) and len(set(values)) == len(values)
        named = [(each.text("val") if telling else each.text("text")).strip() for each in answers]
        keys = keys_of(named)
        return {each.id: keys[name] for each, name in zip(answers, named, strict=True) if name in keys}

    def _options(self, answers: list[Node], keys: Mapping[str, str]) -> list[dict[str, Any]]:
        options: dict[str, dict[str, Any]] = {}
        for each in answers:
            if each.id not in keys:
                self.draft.ledger.mark(each.where.pointer, "dropped", "It has no words, so it cannot be chosen.")
                continue
            key = keys[each.id]
            label = self.draft.texts.plain(each.text("text"), each.where) or Words(en=key)
            hint = self.draft.texts.plain(each.text("description"), each.where)
            if key in options:
                self.draft.ledger.mark(each.where.pointer, "changed", "Another answer to the question is the same.")
            options.setdefault(key, {"value": key, "label": label, "hint": hint})
            if each.text("img"):
                self.draft.ledger.mark(each.where.pointer, "changed", "Its picture was left out.")
        return list(options.values())

    def typed(self, node: Node) -> Asked:
        """Return what is typed, chosen or uploaded at ``node``."""
        kind, label = TYPED[node.type], self.label(node)
        if node.type in _DECIDE:
            self.draft.decide_on(node.where, "component.changed", _DECIDE[node.type])
            label = label if kind == "file" and label else _LABELS[node.type]
        if kind == "contact":
            return Asked(tuple(self._contact(node)), {}, titled=True)
        if kind == "files":
            return self._files(node)
        parts: dict[str, Any] = {"type": kind}
        if kind == "text":
            parts = _TEXTS.get(node.text("type"), _TEXTS["short"])
        elif kind == "number":
            parts |= self._number(node)
        elif kind == "date":
            parts |= self._dates(node)
        return Asked((self._one(node, self._id(node), label=label, **parts),), {})

    def _contact(self, node: Node) -> list[Question]:
        return [
            self.draft.question(
                node.where,
                source_field=f"{node.id}.{kind}",
                type=kind,
                id=self.draft.question_id(f"{node.text('fn') or 'contact'} {kind}", f"{node.id}.{kind}"),
                label=label,
                required=required,
            )
            for kind, label, required in _CONTACT
        ]

    def _files(self, node: Node) -> Asked:
        """Return one question for each kind of file. What is asked for only in some cases becomes optional."""
        made = []
        for number, each in enumerate(list_of(node.told.get("fileTypes"))):
            name = text_of(mapping_of(each).get("name"))
            condition = text_of(mapping_of(mapping_of(each).get("rule")).get("condition"))
            if not name:
                continue
            if condition.endswith("If"):
                message = f"{name!r} was asked for only in some cases; here it can always be left out."
                self.draft.ledger.mark(node.where.pointer, "changed", message)
            question = self.draft.question_id(f"{name} ", f"{node.id}.{number}")
            label, required = self.draft.texts.plain(name, node.where), condition == "AlwaysRequired"
            made.append(self.draft.question(node.where, type="file", id=question, label=label, required=required))
        if not made:
            label = self.label(node)
            made.append(self._one(node, self._id(node), type="file", label=label, required=False))
        return Asked(tuple(made), {}, titled=True)

    def _number(self, node: Node) -> dict[str, Any]:
        parts: dict[str, Any] = {"decimals": 0 if node.flag("isInteger") else 4}
        if node.text("units"):
            parts["unit"] = self.draft.texts.plain(node.text("units"), node.where)
        return parts if node.flag("allowNegatives") else {**parts, "min": 0}

    def _dates(self, node: Node) -> dict[str, Any]:
        limits = {}
        for name, ours in (("min", "earliest"), ("max", "latest")):
            try:
                limits[ours] = parse_date(node.text(name)).isoformat()
            except DateNotRecognised:
                continue
        return limits

    def _id(self, node: Node) -> str:
        question = self.draft.question_id(f"{node.text('fn') or node.text('text') or node.text('title')} ", node.id)
        self.draft.ledger.result(node.where.pointer, question)
        return question

    def _one(self, node: Node, question: str, *, label: Words, **parts: Any) -> Question:
        label = label or Words(en=node.text("fn") or node.id)
        return self.draft.question(node.where, source_field=node.id, id=question, label=label, **parts)

    def body(self, node: Node) -> Words:
        """Return the longer text of ``node``."""
        texts = self.draft.texts
        parts = [texts.markdown(node.text(name), node.where) for name in ("content", "description")]
        return Words(en="\n\n".join(each.en for each in parts if each), cy="")

    def more(self, node: Node) -> tuple[Content, ...]:
        """Return what the source folds away: why it is asked, the rules behind it and what counts."""
        found = []
        for name, title in _MORE:
            body = self.draft.texts.markdown(node.text(name), node.where)
            if body:
                told = self.draft.question_id(f"{name} ", f"{node.id}.{name}")
                found.append(Content(id=told, kind="details", title=title, body=body))
        return tuple(found)


def titled(asked: Asked, label: Words) -> Words:
    """Return the title of the page: a single question carries its own."""
    return label if asked.titled else NONE
