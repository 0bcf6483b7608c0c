"""What does an XGov file hold? Reads any JSON into typed parts; what is no such part is entered as dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where

NO_MAPPING: Final[Mapping[str, Any]] = {}
CONTENT: Final = frozenset(
    {
        "Para",
        "Html",
        "InsetText",
        "Details",
        "List",
        "FlashCard",
        "WarningText",
        "ContextComponent",
        "Markdown",
        "NotificationBanner",
    }
)
_PARTS: Final = frozenset({"pages", "sections", "conditions", "lists", "fees", "outputs"})


@dataclass(frozen=True)
class Link:
    """One entry of a page's ``next``."""

    path: str
    condition: str
    redirect: str
    pointer: str


@dataclass(frozen=True)
class Component:
    """One thing on a page: a field, or a piece of content."""

    type: str
    name: str
    title: Any
    hint: Any
    options: Mapping[str, Any]
    schema: Mapping[str, Any]
    list: str
    content: Any
    raw: Mapping[str, Any]
    pointer: str

    @property
    def is_content(self) -> bool:
        """Whether it asks for nothing."""
        return self.type in CONTENT


@dataclass(frozen=True)
class Page:
    """One page. controller: the stem, so that ``./pages/start.js``, ``start.js`` and ``StartPageController`` agree."""

    path: str
    title: Any
    section: str
    controller: str
    components: tuple[Component, ...]
    links: tuple[Link, ...]
    raw: Mapping[str, Any]
    pointer: str

    @property
    def fields(self) -> tuple[Component, ...]:
        """The components that ask for something."""
        return tuple(component for component in self.components if not component.is_content)

    @property
    def pointers(self) -> tuple[str, ...]:
        """Where the page, its components and its links stand in the source."""
        components = (component.pointer for component in self.components)
        return (self.pointer, *components, *(link.pointer for link in self.links))


@dataclass(frozen=True)
class Section:
    """A part of the form, shown as a caption."""

    name: str
    title: Any
    hidden: bool


@dataclass(frozen=True)
class ListItem:
    """One thing to choose. value: text, number or truth value, as stored."""

    text: Any
    value: Any
    description: Any
    condition: str
    pointer: str


@dataclass(frozen=True)
class FormList:
    """A named list."""

    name: str
    numeric: bool
    items: tuple[ListItem, ...]
    pointer: str


@dataclass(frozen=True)
class Condition:
    """A named condition; value is text, or the builder's structure."""

    name: str
    label: str
    value: Any
    pointer: str


@dataclass(frozen=True)
class Form:
    """A whole form."""

    name: Any
    start: str
    pages: tuple[Page, ...]
    sections: Mapping[str, Section]
    lists: Mapping[str, FormList]
    conditions: Mapping[str, Condition]
    raw: Mapping[str, Any]
    twice: tuple[Where, ...] = field(default=())

    @property
    def is_welsh(self) -> bool:
        """Whether its texts are in Welsh."""
        return mapping_of(self.raw.get("metadata")).get("isWelsh") is True


def mapping_of(value: Any) -> Mapping[str, Any]:
    """Return ``value`` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else NO_MAPPING


def list_of(value: Any) -> list[Any]:
    """Return ``value`` where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """Return the text of a plain value: text and numbers as they are, the English of a pair, else nothing."""
    if isinstance(value, dict):
        value = value.get("en")
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def read_form(raw: Mapping[str, Any], ledger: Ledger) -> Form:
    """Return the form in ``raw``, each of its objects entered in ``ledger`` once."""
    reader = _Reader(ledger)
    sections = reader.sections(raw)
    pages = tuple(reader.page(each, pointer) for each, pointer in reader.objects(raw, "pages", "page"))
    conditions = reader.conditions(raw)
    lists = reader.lists(raw) | reader.own_lists(pages)
    for part, kind in (("fees", "fee"), ("outputs", "output")):
        # The kinds are read from the data:
        for each, pointer in reader.objects(raw, part, kind):  # type: ignore[arg-type]
            # The kinds are read from the data:
            ledger.enter(kind, Where(pointer=pointer), source=text_of(each.get("type") or each.get("description")))  # type: ignore[arg-type]
    for key in raw:
        if key not in _PARTS:
            ledger.enter("setting", Where(pointer=f"/{_escaped(key)}"), source=key)
    return Form(
        name=raw.get("name"),
        start=text_of(raw.get("startPage")),
        pages=pages,
        sections=sections,
        lists=lists,
        conditions=conditions,
        raw=raw,
        twice=tuple(reader.twice),
    )


class _Reader:
    """Reads each part, tolerant of everything."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.twice: list[Where] = []

    def objects(
        self, holder: Mapping[str, Any], key: str, kind: Kind, above: str = ""
    ) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield the objects of a list with their pointers; what is no object is entered and dropped."""
        for number, each in enumerate(list_of(holder.get(key))):
            pointer = f"{above}/{key}/{number}"
            if isinstance(each, dict):
                yield each, pointer
            else:
                self.ledger.enter(kind, Where(pointer=pointer), source=text_of(each))
                self.ledger.mark(pointer, "dropped", "It is not an object, so it could not be read.", code="unreadable")

    def sections(self, raw: Mapping[str, Any]) -> dict[str, Section]:
        found: dict[str, Section] = {}
        for each, pointer in self.objects(raw, "sections", "section"):
            name = text_of(each.get("name"))
            self.ledger.enter("section", Where(pointer=pointer), source=name)
            found.setdefault(name, Section(name, each.get("title"), each.get("hideTitle") is True))
        found.pop("", None)
        return found

    def page(self, raw: Mapping[str, Any], pointer: str) -> Page:
        path = text_of(raw.get("path")) or pointer  # nothing can link to a page without a path, but it stays a page
        self.ledger.enter("page", Where(page=path, pointer=pointer), source=text_of(raw.get("title")))
        components = tuple(
            self.component(each, path, below) for each, below in self.objects(raw, "components", "content", pointer)
        )
        links = tuple(self.link(each, path, below) for each, below in self.objects(raw, "next", "link", pointer))
        return Page(
            path=path,
            title=raw.get("title"),
            section=text_of(raw.get("section")),
            controller=_stem(text_of(raw.get("controller"))),
            components=components,
            links=links,
            raw=raw,
            pointer=pointer,
        )

    def component(self, raw: Mapping[str, Any], page: str, pointer: str) -> Component:
        component = Component(
            type=text_of(raw.get("type")),
            name=text_of(raw.get("name")),
            title=raw.get("title"),
            hint=raw.get("hint"),
            options=mapping_of(raw.get("options")),
            schema=mapping_of(raw.get("schema")),
            list=_list_named(raw, pointer),
            content=raw.get("content"),
            raw=raw,
            pointer=pointer,
        )
        where = Where(page=page, field=component.name, pointer=pointer)
        kind: Kind = "content" if component.is_content else "question"
        self.ledger.enter(kind, where, source=text_of(component.title) or component.type)
        return component

    def link(self, raw: Mapping[str, Any], page: str, pointer: str) -> Link:
        link = Link(
            path=text_of(raw.get("path")),
            condition=text_of(raw.get("condition")),
            redirect=text_of(raw.get("redirect")),
            pointer=pointer,
        )
        where = Where(page=page, condition=link.condition, pointer=pointer)
        self.ledger.enter("link", where, source=link.path or link.redirect)
        return link

    def conditions(self, raw: Mapping[str, Any]) -> dict[str, Condition]:
        found: dict[str, Condition] = {}
        for each, pointer in self.objects(raw, "conditions", "condition"):
            name = text_of(each.get("name"))
            where = Where(condition=name, pointer=pointer)
            self.ledger.enter("condition", where, source=text_of(each.get("displayName")))
            if name in found or not name:
                self.twice.append(where)
                self.ledger.mark(pointer, "dropped", "Another condition has the same name, or it has none.")
                continue
            found[name] = Condition(name, text_of(each.get("displayName")), each.get("value"), pointer)
        return found

    def lists(self, raw: Mapping[str, Any]) -> dict[str, FormList]:
        found: dict[str, FormList] = {}
        for each, pointer in self.objects(raw, "lists", "list"):
            name = text_of(each.get("name"))
            where = Where(list=name, pointer=pointer)
            self.ledger.enter("list", where, source=text_of(each.get("title")) or name)
            items = tuple(self.item(item, name, below) for item, below in self.objects(each, "items", "item", pointer))
            if name in found or not name:
                self.twice.append(where)
                self.ledger.mark(pointer, "dropped", "Another list has the same name, or it has none.")
                continue
            found[name] = FormList(name, each.get("type") == "number", items, pointer)
        return found

    def own_lists(self, pages: tuple[Page, ...]) -> dict[str, FormList]:
        """Return the lists that components of version 1 carry themselves, under the pointer of the component."""
        found: dict[str, FormList] = {}
        for component in (each for page in pages for each in page.components):
            values = mapping_of(component.raw.get("values"))
            if component.list == f"{component.pointer}/values":
                items = tuple(
                    self.item({"text": item.get("label"), "description": item.get("hint"), **item}, "", below)
                    for item, below in self.objects(values, "items", "item", component.list)
                )
                found[component.list] = FormList(
                    component.list, values.get("valueType") == "number", items, component.pointer
                )
        return found

    def item(self, raw: Mapping[str, Any], name: str, pointer: str) -> ListItem:
        self.ledger.enter("item", Where(list=name, pointer=pointer), source=text_of(raw.get("text")))
        return ListItem(
            text=raw.get("text"),
            value=raw.get("value"),
            description=raw.get("description"),
            condition=text_of(raw.get("condition")),
            pointer=pointer,
        )


def _list_named(raw: Mapping[str, Any], pointer: str) -> str:
    """Return the name of a component's list: its own, that in its options (version 0) or values (version 1)."""
    named = text_of(raw.get("list")) or text_of(mapping_of(raw.get("options")).get("list"))
    values = mapping_of(raw.get("values"))
    if named or not values:
        return named
    if values.get("type") == "static" and isinstance(values.get("items"), list):
        return f"{pointer}/values"
    return text_of(values.get("list"))


def _stem(controller: str) -> str:
    """Return the one name of a controller: ``start`` for ``./pages/start.js`` and for ``StartPageController``."""
    name = PurePosixPath(controller).name.removesuffix(".js").removesuffix(".ts")
    return name.removesuffix("Controller").removesuffix("Page").lower()


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
