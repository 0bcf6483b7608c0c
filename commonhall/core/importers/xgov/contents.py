"""What does a page tell? Turns the pieces of content of a page into its text and, where need be, blocks below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Component, Form, FormList, Page, text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Content
from commonhall.core.values.words import Words

NONE: Final = Words(en="")
_KINDS: Final[dict[str, Any]] = {
    "InsetText": "inset",
    "NotificationBanner": "inset",
    "WarningText": "warning",
    "Details": "details",
}
Shown = Callable[[str, str], str]
"""Turns the name of a condition, for the thing at a pointer, into the expression under which it is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells: its text, and the blocks that follow it."""

    body: Words = NONE
    content: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: Words
    kind: Any = "text"
    title: Words = NONE
    show_when: str = ""


@dataclass(frozen=True)
class Telling:
    """What is needed to put the contents of a form's pages together. taken: the ids of blocks so far."""

    form: Form
    texts: Texts
    ledger: Ledger
    taken: set[str] = field(default_factory=set)

    def told(self, page: Page, page_id: str, frames: frozenset[str], shown: Shown) -> Told:
        """Return what ``page`` tells. frames: pointers of HTML that only opens or closes a fieldset."""
        pieces = [piece for piece in self._pieces(page, frames, shown) if piece.text or piece.title]
        plain = 0
        while plain < len(pieces) and pieces[plain].kind == "text" and not pieces[plain].show_when:
            plain += 1
        return Told(_joined(pieces[:plain]), tuple(self._block(piece, page_id) for piece in pieces[plain:]))

    def text(self, page: Page, shown: Shown) -> Words:
        """Return all that an end tells as one text; there nothing can depend on answers, which is reported."""
        pieces = []
        for piece in self._pieces(page, frozenset(), shown):
            if piece.show_when:
                self._left_out(page)
            else:
                pieces.append(_Piece(_titled(piece.title, piece.text)))
        return _joined([piece for piece in pieces if piece.text])

    def _block(self, piece: _Piece, page_id: str) -> Content:
        number = 1
        while f"{page_id[:50]}_{number}" in self.taken:
            number += 1
        own = f"{page_id[:50]}_{number}"
        self.taken.add(own)
        return Content(id=own, kind=piece.kind, title=piece.title, body=piece.text, show_when=piece.show_when)

    def _pieces(self, page: Page, frames: frozenset[str], shown: Shown) -> list[_Piece]:
        pieces: list[_Piece] = []
        asked = False
        for component in page.components:
            if component.type == "DeclarationField":
                where = Where(page=page.path, field=component.name, pointer=component.pointer)
                pieces.append(_Piece(self.texts.written(component.content, where)))
            if not component.is_content:
                asked = True
            elif component.pointer in frames:
                message = "It framed a group of fields; the fields carry its legend."
                self.ledger.mark(component.pointer, "changed", message)
            else:
                parts = self._parts(component, page, shown)
                if any(part.text for part in parts) and asked:
                    message = "It stood below a field and now stands above all fields of the page."
                    self.ledger.mark(component.pointer, "changed", message)
                pieces += parts
        return pieces

    def _parts(self, component: Component, page: Page, shown: Shown) -> list[_Piece]:
        where = Where(page=page.path, field=component.name, pointer=component.pointer)
        condition = text_of(component.options.get("condition"))
        when = shown(condition, component.pointer) if condition else ""
        if component.type == "ContextComponent":
            self.ledger.mark(component.pointer, "dropped", "It is only known to the builder's own texts.")
            return []
        if component.type in ("List", "FlashCard"):
            return self._list(component, where, when, shown)
        clean = self.texts.written if component.type == "Markdown" else self.texts.markdown
        text = clean(component.content, where)
        self._calculated(component, where)
        kind = _KINDS.get(component.type, "text")
        titled = component.type in ("Details", "NotificationBanner")
        title = self.texts.plain(component.title, where) if titled else NONE
        if kind == "details" and not title:
            title = Words(en="More about this", cy="Mwy am hyn")
        return [_Piece(text, kind, title, when)] if text else []

    def _calculated(self, component: Component, where: Where) -> None:
        """Stop what was worked out inside a text: without its sums it could tell people something wrong."""
        if "{%" not in text_of(component.content):
            return
        decision = self.ledger.decide(
            f"text.calculation:{where.pointer}",
            f"A text on {where.page} worked something out from answers. What should it say?",
            options=("Say it without the figures", "Work it out in the pattern"),
            default="Say it without the figures",
            blocking=True,
        )
        message = "It worked something out from answers; the figures were left out."
        self.ledger.mark(where.pointer, "needs_decision", message, code="text.calculation", decision=decision)

    def _list(self, component: Component, where: Where, when: str, shown: Shown) -> list[_Piece]:
        form_list = self.form.lists.get(component.list)
        if form_list is None:
            self.ledger.mark(component.pointer, "dropped", "Its list does not exist.")
            return []
        title = self.texts.plain(component.title, where)
        pieces = [_Piece(_titled(title, NONE), show_when=when)] if title else []
        bullets: list[_Piece] = []
        for item in form_list.items:
            place = Where(list=form_list.name, pointer=item.pointer)
            text = self._item(item.text, item.description, place)
            item_when = shown(item.condition, item.pointer) if item.condition else ""
            both = " && ".join(f"({each})" for each in (when, item_when) if each) if when and item_when else ""
            bullets.append(_Piece(text, show_when=both or item_when or when))
        return [*pieces, *_grouped(bullets)]

    def _item(self, said: Any, about: Any, where: Where) -> Words:
        name, more = self.texts.markdown(said, where), self.texts.plain(about, where)
        if more == name or not more:
            return Words(en=f"- {name.en}" if name.en else "", cy=f"- {name.cy}" if name.cy else "")
        welsh = f"- {name.cy}: {more.cy}" if name.cy and more.cy else ""
        return Words(en=f"- {name.en}: {more.en}", cy=welsh)

    def _left_out(self, page: Page) -> None:
        where = Where(page=page.path, pointer=page.pointer)
        message = "A text on it was shown only under a condition, which an end cannot have; it was left out."
        decision = self.ledger.decide(
            f"content:{where.pointer}",
            f"A text on {where.page} was shown only under a condition. Where should it stand?",
            options=("Leave it out", "Put it on an end of its own"),
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


def conditions_on(page: Page, lists: Mapping[str, FormList]) -> list[str]:
    """Return the names of the conditions under which contents of ``page`` are shown."""
    contents = [component for component in page.components if component.is_content]
    items = [item for each in contents if each.list in lists for item in lists[each.list].items]
    named = [text_of(each.options.get("condition")) for each in contents] + [item.condition for item in items]
    return [name for name in named if name]


def _grouped(bullets: list[_Piece]) -> list[_Piece]:
    """Put neighbours that are shown together into one list."""
    groups: list[_Piece] = []
    for bullet in bullets:
        if groups and groups[-1].show_when == bullet.show_when:
            last = groups[-1].text
            text = Words(en=f"{last.en}\n{bullet.text.en}".strip(), cy=f"{last.cy}\n{bullet.text.cy}".strip())
            groups[-1] = _Piece(text, show_when=bullet.show_when)
        elif bullet.text:
            groups.append(bullet)
    return groups


def _joined(pieces: list[_Piece]) -> Words:
    return Words(
        en="\n\n".join(piece.text.en for piece in pieces if piece.text.en),
        cy="\n\n".join(piece.text.cy for piece in pieces if piece.text.cy),
    )


def _titled(title: Words, text: Words) -> Words:
    return Words(en=_below(title.en, text.en), cy=_below(title.cy, text.cy))


def _below(title: str, text: str) -> str:
    return "\n\n".join(part for part in (f"**{title}**" if title else "", text) if part)
