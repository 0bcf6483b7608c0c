"""What do Hackney assessment templates hold? Reads any JSON into themes, steps and fields of the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where
from commonhall.core.importers.source import FormRefused
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of

UNREADABLE: Final = "It is not an object, so it could not be read."


@dataclass(frozen=True)
class Wish:
    """One condition of a field: another field of the step must have exactly this answer."""

    id: str
    value: Any
    where: Where


@dataclass(frozen=True)
class Field:
    """One field. choices: as (value, label). rows: the fields of one row of a group."""

    id: str
    type: str
    text: str
    hint: str
    required: bool
    conditions: tuple[Wish, ...]
    choices: tuple[tuple[str, str], ...]
    rows: tuple[Field, ...]
    raw: Mapping[str, Any]
    where: Where


@dataclass(frozen=True)
class Step:
    """One task: the fields that are answered and saved together."""

    id: str
    name: str
    intro: str
    can_finish: bool
    fields: tuple[Field, ...]
    where: Where


@dataclass(frozen=True)
class Theme:
    """A part of the assessment. kinds: the kinds of assessment in which it is done; none means never."""

    name: str
    kinds: tuple[str, ...]
    steps: tuple[Step, ...]
    where: Where


@dataclass(frozen=True)
class Template:
    """One assessment."""

    id: str
    name: str
    themes: tuple[Theme, ...]
    raw: Mapping[str, Any]
    where: Where


def parts_of(raw: Sequence[Any]) -> tuple[str, ...]:
    """Return the ids of the templates in a file."""
    return tuple(text_of(each.get("id")) for each in raw if isinstance(each, dict) and list_of(each.get("themes")))


def read_template(raw: Sequence[Any], part: str, ledger: Ledger) -> Template:
    """Return the template ``part`` of a file, or the first, each of its objects entered in ``ledger`` once.

    The others are entered as left out. Raises FormRefused when there is none, or none called ``part``.
    """
    parts = parts_of(raw)
    if not parts or (part and part not in parts):
        known = f" It has {', '.join(parts)}." if parts else ""
        raise FormRefused(f"The file holds no assessment{f' called {part!r}' if part else ''}.{known}")
    wanted = part or parts[0]
    found: Template | None = None
    for number, each in enumerate(raw):
        pointer = f"/{number}"
        if (
            found is None
            and isinstance(each, dict)
            and text_of(each.get("id")) == wanted
            and list_of(each.get("themes"))
        ):
            found = _Reader(ledger).template(each, pointer)
            continue
        name = text_of(mapping_of(each).get("id"))
        ledger.enter("section", Where(page=name, pointer=pointer), source=text_of(mapping_of(each).get("name")))
        message = f"It is an assessment of its own: import it with the part {name!r}." if name in parts else UNREADABLE
        ledger.mark(pointer, "dropped", message, code="part.other")
    assert found is not None, "one of the parts is wanted"
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads each part, tolerant of everything."""

    ledger: Ledger

    def objects(
        self, holder: Mapping[str, Any], key: str, kind: Kind, above: str
    ) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield the objects of a list with their pointers; what is no object is entered and dropped."""
        for number, each in enumerate(list_of(holder.get(key))):
            pointer = f"{above}/{key}/{number}"
            if isinstance(each, dict):
                yield each, pointer
            else:
                self.ledger.enter(kind, Where(pointer=pointer), source=text_of(each))
                self.ledger.mark(pointer, "dropped", UNREADABLE, code="unreadable")

    def template(self, raw: Mapping[str, Any], pointer: str) -> Template:
        name = text_of(raw.get("name")) or text_of(raw.get("id"))
        where = Where(page=text_of(raw.get("id")), pointer=pointer)
        self.ledger.enter("setting", where, source=name)
        themes = tuple(self.theme(each, below) for each, below in self.objects(raw, "themes", "section", pointer))
        return Template(where.page, name, themes, raw, where)

    def theme(self, raw: Mapping[str, Any], pointer: str) -> Theme:
        name = text_of(raw.get("name"))
        where = Where(page=name, pointer=pointer)
        self.ledger.enter("section", where, source=name)
        kinds = tuple(dict.fromkeys(text_of(each) for each in list_of(raw.get("typeFilter")) if text_of(each).strip()))
        steps = tuple(self.step(each, below) for each, below in self.objects(raw, "steps", "page", pointer))
        return Theme(name, kinds, steps, where)

    def step(self, raw: Mapping[str, Any], pointer: str) -> Step:
        name = text_of(raw.get("name")) or text_of(raw.get("id"))
        where = Where(page=name, pointer=pointer)
        self.ledger.enter("page", where, source=name)
        fields = tuple(
            self.field(each, name, below) for each, below in self.objects(raw, "fields", "question", pointer)
        )
        return Step(
            text_of(raw.get("id")) or name,
            name,
            text_of(raw.get("intro")),
            raw.get("earlyFinish") is True,
            fields,
            where,
        )

    def field(self, raw: Mapping[str, Any], page: str, pointer: str, *, in_row: bool = False) -> Field:
        kind = text_of(raw.get("type"))
        text = text_of(raw.get("question")) or text_of(raw.get("id"))
        name = text_of(raw.get("id")) or text
        where = Where(page=page, field=name, pointer=pointer)
        self.ledger.enter("content" if kind == "echo" else "question", where, source=text or kind)
        subfields = () if in_row else self.objects(raw, "subfields", "question", pointer)
        rows = tuple(self.field(each, page, below, in_row=True) for each, below in subfields)
        return Field(
            id=name,
            type=kind,
            text=text,
            hint=text_of(raw.get("hint")),
            required=raw.get("required") is True,
            conditions=tuple(self.wishes(raw, page, pointer)),
            choices=tuple(self.choices(raw, page, pointer)),
            rows=rows,
            raw=raw,
            where=where,
        )

    def wishes(self, raw: Mapping[str, Any], page: str, pointer: str) -> Iterator[Wish]:
        for each, below in self.objects(raw, "conditions", "condition", pointer):
            where = Where(page=page, field=text_of(raw.get("id")), condition=text_of(each.get("id")), pointer=below)
            self.ledger.enter("condition", where, source=f"{text_of(each.get('id'))} = {text_of(each.get('value'))}")
            yield Wish(text_of(each.get("id")), each.get("value"), where)

    def choices(self, raw: Mapping[str, Any], page: str, pointer: str) -> Iterator[tuple[str, str]]:
        for each, below in self.objects(raw, "choices", "item", pointer):
            value, label = text_of(each.get("value")), text_of(each.get("label"))
            self.ledger.enter("item", Where(page=page, pointer=below), source=label or value)
            if value.strip():
                yield value, label.strip() or value
            else:
                self.ledger.mark(below, "dropped", "It stands for no choice.", code="item.no_name")
