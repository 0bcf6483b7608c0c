"""What does a form ask several times over? Pages that repeat, and rows of a table, become groups of entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from commonhall.core.importers.xgov.comparing import number_in
from commonhall.core.importers.xgov.form import Component, Form, Page, list_of, mapping_of, text_of
from commonhall.core.importers.xgov.kinds import kind_of
from commonhall.core.importers.xgov.placed import Placed
from commonhall.core.importers.xgov.roles import Plan
from commonhall.core.language.model import Repeat, RepeatPage
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

ONE: Final = Words(en="entry", cy="cofnod")
MANY: Final = Words(en="entries", cy="cofnodion")
ADD: Final = Words(en="Do you need to add another?", cy="Oes angen i chi ychwanegu un arall?")
FIRST: Final = Words(en="Do you have any to add?", cy="Oes gennych chi rai i'w hychwanegu?")
MOST: Final = 50
"""Entries where the source sets no limit."""
_MOST_OF_ALL: Final = 200
_SAID: Final = frozenset({"text", "name", "organisation", "email", "choice", "number", "date", "money", "phone"})
"""Question types whose answers tell entries apart in a list."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of the source that are asked again for each entry. count: the field that says how often, if one does."""

    paths: tuple[str, ...]
    count: str = ""

    @property
    def head(self) -> str:
        """The page to which others lead."""
        return self.paths[0]


def groups_in(form: Form, plan: Plan) -> Mapping[str, Group]:
    """Return the groups of ``form`` by the path of each of their pages."""
    found: dict[str, Group] = {}
    coming = Counter(link.path for links in plan.links.values() for link in links)
    for path in plan.ways.order:
        if path in found or plan.roles[path] != "page" or not _asks(plan.pages[path], form):
            continue
        page = plan.pages[path]
        count = text_of(page.raw.get("repeatField"))
        if count:
            group = Group(_chain(path, count, form, plan, coming), count)
        elif page.controller == "repeatingfield" or isinstance(page.raw.get("repeat"), dict):
            group = Group((path,))
        else:
            continue
        found |= dict.fromkeys(group.paths, group)
    return found


def _asks(page: Page, form: Form) -> bool:
    return any(kind_of(component, form).type for component in page.fields)


def _chain(path: str, count: str, form: Form, plan: Plan, coming: Mapping[str, int]) -> tuple[str, ...]:
    """Return ``path`` and the pages after it that repeat with it and to which nothing else leads."""
    chain = [path]
    while True:
        links = plan.links[chain[-1]]
        following = links[0].path if len(links) == 1 and not links[0].condition and not links[0].redirect else ""
        page = plan.pages.get(following)
        if page is None or following in chain or text_of(page.raw.get("repeatField")) != count:
            return tuple(chain)
        if coming[following] != 1 or plan.roles[following] != "page" or not _asks(page, form):
            return tuple(chain)
        chain.append(following)


def rows_of(component: Component, page: Page) -> tuple[Component, ...]:
    """Return the columns of a table field as fields; they stand where the table stands."""
    if component.type != "MultiInputField" or len(page.fields) != 1:
        return ()
    children = [each for each in list_of(component.raw.get("children")) if isinstance(each, dict)]
    return tuple(
        replace(
            component,
            type=text_of(child.get("type")),
            name=text_of(child.get("name")) or f"{component.name}_{number}",
            title=child.get("title"),
            hint=child.get("hint"),
            options=mapping_of(child.get("options")),
            schema=mapping_of(child.get("schema")),
            list=text_of(child.get("list")) or text_of(mapping_of(child.get("options")).get("list")),
            content=child.get("content"),
            raw=child,
        )
        for number, child in enumerate(children, start=1)
    )


def repeat_of(group_id: str, group: Group, page: Page, pages: tuple[RepeatPage, ...], counted: str) -> Repeat:
    """Return the group of entries. page: the first of its source. counted: the expression that says how many."""
    least, most = _limits(page)
    asked = [question for each in pages for question in each.questions]
    return Repeat(
        id=group_id,
        min=counted or least,
        max=counted or most,
        one=ONE,
        many=MANY,
        item=_called(asked),
        add=ADD,
        first=FIRST,
        pages=pages,
    )


def count_of(placed: Placed, always: bool) -> str:
    """Return the expression for how many entries an answer asks for; a question that was not asked asks for one."""
    name = f"answers.{placed.question}"
    number = f"int(double(dyn({name})))"
    if placed.keys and all(key.isascii() and key.isdigit() and len(key) < 4 for key in placed.keys.values()):
        number = f"int(dyn({name}))"
    elif placed.kept in ("choice", "text"):
        number = f"(dyn({name}).matches('^[0-9]{{1,3}}$') ? int(dyn({name})) : 1)"
    guards = [] if always else [f"has({name})"]
    guards += [] if placed.required else [f"dyn({name}) != null"]
    return f"({' && '.join(guards)} ? {number} : 1)" if guards else number


def _limits(page: Page) -> tuple[int, int]:
    schema = mapping_of(mapping_of(page.raw.get("repeat")).get("schema"))
    field = page.fields[0]
    optional = field.options.get("required") is False and len(page.fields) == 1
    least = _whole(schema.get("min"), 0 if optional else 1)
    rows = field.options.get("maxMultiInputFieldRows") or mapping_of(page.raw.get("options")).get(
        "maxMultiInputFieldRows"
    )
    most = _whole(schema.get("max") or rows, MOST)
    return min(least, max(most, 1), _MOST_OF_ALL), min(max(most, 1), _MOST_OF_ALL)


def _whole(value: Any, otherwise: int) -> int:
    plain = value if isinstance(value, int | float | str) else ""
    number = number_in(plain)
    return otherwise if number is None or number < 0 else int(number)


def _called(asked: list[Question]) -> Words:
    """Return what an entry is called in a list: its first answer that says something."""
    said = [question for question in asked if question.type in _SAID] or asked
    first = next((question for question in said if question.required), said[0])
    gap = f"{{item.{first.id}}}"
    return Words(en=gap, cy=gap)
