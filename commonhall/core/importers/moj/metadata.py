"""What does MoJ form metadata hold? Reads any JSON into pages, components, branches, each told apart by its uuid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Kind, Where
from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of

UNREADABLE = "It is not an object, so it could not be read."


@dataclass(frozen=True)
class Expression:
    """One comparison: the answer to a component with one of its items."""

    operator: str
    component: str
    item: str


@dataclass(frozen=True)
class Test:
    """Comparisons of which all, or any, must hold."""

    any: bool
    expressions: tuple[Expression, ...]


@dataclass(frozen=True)
class Item:
    """Something to choose."""

    uuid: str
    label: str
    hint: str
    value: str
    where: Where


@dataclass(frozen=True)
class Component:
    """A field or a piece of content. tests: when a piece of content is shown; display: whether it depends on them."""

    uuid: str
    type: str
    name: str
    label: str
    hint: str
    content: str
    display: str
    tests: tuple[Test, ...]
    items: tuple[Item, ...]
    validation: Mapping[str, Any]
    errors: Mapping[str, Any]
    raw: Mapping[str, Any]
    where: Where

    @property
    def required(self) -> bool:
        """Whether it must be answered; a field that says nothing must."""
        return self.validation.get("required") is not False


@dataclass(frozen=True)
class MojPage:
    """A page: type is the part after ``page.``."""

    uuid: str
    type: str
    url: str
    raw: Mapping[str, Any]
    components: tuple[Component, ...]
    where: Where

    @property
    def fields(self) -> tuple[Component, ...]:
        """The components that ask for something."""
        return tuple(each for each in self.components if each.type != "content")

    def text(self, name: str) -> str:
        """Return one of its texts."""
        return text_of(self.raw.get(name))


@dataclass(frozen=True)
class Branch:
    """A place where the way forks: the first test that holds leads on, else the default."""

    conditionals: tuple[tuple[Test, str, Where], ...]
    default: str
    where: Where


@dataclass(frozen=True)
class Metadata:
    """A whole form. nexts: where each page leads, to a page or a branch."""

    pages: Mapping[str, MojPage]
    branches: Mapping[str, Branch]
    nexts: Mapping[str, str]


def read_metadata(raw: Mapping[str, Any], ledger: Ledger) -> Metadata:
    """Return the form in ``raw``, each of its objects entered in ``ledger`` once."""
    reader = _Reader(ledger)
    pages: dict[str, MojPage] = {}
    for each, pointer in reader.objects(raw, "pages", "page"):
        page = reader.page(each, pointer)
        if not page.uuid or page.uuid in pages:
            ledger.mark(pointer, "dropped", "Another page has the same uuid, or it has none.", code="page.uuid")
        else:
            pages[page.uuid] = page
    for each, pointer in reader.objects(raw, "standalone_pages", "page"):
        where = Where(page=text_of(each.get("url")), pointer=pointer)
        ledger.enter("page", where, source=text_of(each.get("heading")))
        ledger.mark(pointer, "dropped", "The council's own pages on cookies, privacy and accessibility take its place.")
    branches: dict[str, Branch] = {}
    nexts: dict[str, str] = {}
    for uuid, each in mapping_of(raw.get("flow")).items():
        pointer = f"/flow/{uuid.replace('~', '~0').replace('/', '~1')}"
        following = mapping_of(mapping_of(each).get("next"))
        if mapping_of(each).get("_type") == "flow.branch":
            branches[uuid] = reader.branch(mapping_of(each), following, pointer)
        else:
            nexts[uuid] = text_of(following.get("default"))
            place = pages[uuid].url if uuid in pages else ""
            ledger.enter("link", Where(page=place, pointer=pointer), source=nexts[uuid])
            if uuid not in pages:
                ledger.mark(pointer, "dropped", "There is no such page.", code="nav.page_missing")
    return Metadata(pages, branches, nexts)


@dataclass(frozen=True)
class _Reader:
    """Reads each part, tolerant of everything."""

    ledger: Ledger

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
                self.ledger.mark(pointer, "dropped", UNREADABLE, code="unreadable")

    def page(self, raw: Mapping[str, Any], pointer: str) -> MojPage:
        url = text_of(raw.get("url")) or text_of(raw.get("_uuid"))
        where = Where(page=url, pointer=pointer)
        self.ledger.enter("page", where, source=text_of(raw.get("heading")))
        found = [
            (_order(each), self.component(each, url, below))
            for part in ("components", "extra_components")
            for each, below in self.objects(raw, part, "question", pointer)
        ]
        components = tuple(component for _, component in sorted(found, key=lambda pair: pair[0]))
        kind = text_of(raw.get("_type")).removeprefix("page.")
        return MojPage(text_of(raw.get("_uuid")), kind, url, raw, components, where)

    def component(self, raw: Mapping[str, Any], page: str, pointer: str) -> Component:
        kind = text_of(raw.get("_type"))
        where = Where(page=page, field=text_of(raw.get("name")) or text_of(raw.get("_id")), pointer=pointer)
        label = text_of(raw.get("label")) or text_of(raw.get("legend"))
        self.ledger.enter("content" if kind == "content" else "question", where, source=label or kind)
        tests = tuple(_test(each) for each in list_of(raw.get("conditionals")))
        return Component(
            uuid=text_of(raw.get("_uuid")),
            type=kind,
            name=where.field,
            label=label,
            hint=text_of(raw.get("hint")),
            content=text_of(raw.get("content")),
            display=text_of(raw.get("display")) or ("conditional" if tests else "always"),
            tests=tests,
            items=tuple(self.item(each, page, below) for each, below in self.objects(raw, "items", "item", pointer)),
            validation=mapping_of(raw.get("validation")),
            errors=mapping_of(raw.get("errors")),
            raw=raw,
            where=where,
        )

    def item(self, raw: Mapping[str, Any], page: str, pointer: str) -> Item:
        label = text_of(raw.get("label"))
        where = Where(page=page, pointer=pointer)
        self.ledger.enter("item", where, source=label)
        return Item(text_of(raw.get("_uuid")), label, text_of(raw.get("hint")), text_of(raw.get("value")), where)

    def branch(self, raw: Mapping[str, Any], following: Mapping[str, Any], pointer: str) -> Branch:
        title = text_of(raw.get("title"))
        where = Where(condition=title, pointer=pointer)
        self.ledger.enter("condition", where, source=title)
        found = []
        for each, below in self.objects(following, "conditionals", "link", f"{pointer}/next"):
            place = Where(condition=title, pointer=below)
            self.ledger.enter("link", place, source=text_of(each.get("next")))
            found.append((_test(each), text_of(each.get("next")), place))
        return Branch(tuple(found), text_of(following.get("default")), where)


def _order(raw: Mapping[str, Any]) -> int:
    order = raw.get("order")
    return order if isinstance(order, int) and not isinstance(order, bool) else 0


def _test(raw: Any) -> Test:
    expressions = tuple(
        Expression(
            text_of(mapping_of(each).get("operator")),
            text_of(mapping_of(each).get("component")),
            text_of(mapping_of(each).get("field")),
        )
        for each in list_of(mapping_of(raw).get("expressions"))
    )
    return Test(mapping_of(raw).get("_type") == "or", expressions)
