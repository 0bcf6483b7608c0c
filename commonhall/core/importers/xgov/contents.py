"""What does a page tell? Turns the pieces of content of a page into one text."""

from __future__ import annotations

from dataclasses import dataclass

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Component, Form, Page, text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.values.words import Words

NONE = Words(en="")


@dataclass(frozen=True)
class Telling:
    """What is needed to put the contents of a form's pages together."""

    form: Form
    texts: Texts
    ledger: Ledger

    def body(self, page: Page, frames: frozenset[str]) -> Words:
        """Return the text of ``page`` in Markdown. frames: pointers of HTML that only opens or closes a fieldset."""
        parts: list[Words] = []
        asked = False
        for component in page.components:
            if not component.is_content:
                asked = True
            elif component.pointer in frames:
                message = "It framed a group of fields; the fields carry its legend."
                self.ledger.mark(component.pointer, "changed", message)
            else:
                part = self._part(component, page)
                if part and asked:
                    message = "It stood below a field and now stands above all fields of the page."
                    self.ledger.mark(component.pointer, "changed", message)
                parts.append(part)
        return Words(
            en="\n\n".join(part.en for part in parts if part.en),
            cy="\n\n".join(part.cy for part in parts if part.cy),
        )

    def _part(self, component: Component, page: Page) -> Words:
        where = Where(page=page.path, field=component.name, pointer=component.pointer)
        condition = text_of(component.options.get("condition"))
        if condition:
            return self._conditional(condition, where)
        if component.type == "ContextComponent":
            self.ledger.mark(component.pointer, "dropped", "It is only known to the builder's own texts.")
            return NONE
        if component.type in ("List", "FlashCard"):
            return self._list(component, where)
        text = self.texts.markdown(component.content, where)
        title = self.texts.plain(component.title, where) if component.type == "Details" else NONE
        if title:
            self.ledger.mark(component.pointer, "changed", "A text to open became a text with a heading.")
            return _titled(title, text)
        return text

    def _conditional(self, condition: str, where: Where) -> Words:
        """Leave out what only some people were shown: shown to everybody it could mislead."""
        label = (self.form.conditions[condition].label if condition in self.form.conditions else "") or condition
        message = f"It was shown only when {label!r} holds, which a text on a page cannot be yet; it was left out."
        decision = self.ledger.decide(
            f"content:{where.pointer}",
            f"A text on {where.page} was shown only when {label!r} holds. Where should it stand?",
            options=("Leave it out", "Put it on a page of its own"),
            default="Leave it out",
        )
        self.ledger.mark(
            where.pointer,
            "needs_decision",
            message,
            code="content.condition",
            effect="Nobody sees this text.",
            decision=decision,
        )
        return NONE

    def _list(self, component: Component, where: Where) -> Words:
        form_list = self.form.lists.get(component.list)
        if form_list is None:
            self.ledger.mark(component.pointer, "dropped", "Its list does not exist.")
            return NONE
        items = [
            self.texts.markdown(item.text, Where(list=form_list.name, pointer=item.pointer)) for item in form_list.items
        ]
        bullets = Words(
            en="\n".join(f"- {item.en}" for item in items if item.en),
            cy="\n".join(f"- {item.cy}" for item in items if item.cy),
        )
        return _titled(self.texts.plain(component.title, where), bullets)


def _titled(title: Words, text: Words) -> Words:
    return Words(en=_below(title.en, text.en), cy=_below(title.cy, text.cy))


def _below(title: str, text: str) -> str:
    return "\n\n".join(part for part in (f"**{title}**" if title else "", text) if part)
