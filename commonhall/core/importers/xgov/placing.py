"""Where does every field of a form go? It gets its question id, its kind and, where it has one, its list of entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commonhall.core.importers.imported import Asked
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.naming import identifier
from commonhall.core.importers.xgov.form import Component, Form, Page, text_of
from commonhall.core.importers.xgov.kinds import KINDS, MOMENTS, NO_LIST, Kind, keys_of, kind_of, where_of
from commonhall.core.importers.xgov.placed import Fields, Placed
from commonhall.core.importers.xgov.repeating import Group, rows_of
from commonhall.core.importers.xgov.roles import Plan
from commonhall.core.importers.xgov.traits import Traits
from commonhall.core.importers.xgov.words import Texts


@dataclass
class Placing:
    """Places the fields of one form.

    kinds, ids, times: by the pointer of a field, what it becomes, its question and the question for its time of day.
    columns: by the pointer of a table field, its columns. group_ids: by the first path of a group, its list.
    """

    form: Form
    plan: Plan
    groups: Mapping[str, Group]
    traits: Traits
    texts: Texts
    ledger: Ledger
    kinds: dict[str, Kind] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    columns: dict[str, list[tuple[Component, Kind, str]]] = field(default_factory=dict)
    group_ids: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def placed(self) -> Fields:
        """Return every field of the pages that ask, with the ids of the questions that they become."""
        pages_of: dict[str, tuple[str, ...]] = {}
        for path, page in self.plan.pages.items():
            if self.traits.sectioned and page.section in self.form.sections:
                pages_of[page.section] = (*pages_of.get(page.section, ()), path)
        fields = Fields(pages_of)
        taken: set[str] = set()
        for path, page in self.plan.pages.items():
            for component in page.fields if self.plan.roles[path] == "page" else ():
                fields.add(self._place(component, page, path, taken))
        return fields

    def _place(self, component: Component, page: Page, path: str, taken: set[str]) -> Placed:
        kind = self.kinds[component.pointer] = kind_of(component, self.form)
        section = page.section if self.traits.sectioned and page.section in self.form.sections else ""
        name = f"{section}.{component.name}" if section else component.name
        inner = rows_of(component, page) if path in self.groups else ()
        question = identifier(component.name or "x", f"{section}\n{name}", taken) if kind.type and not inner else ""
        form_list = self.form.lists.get(component.list)
        keys = keys_of(form_list) if kind.type in ("choice", "choices") else {}
        group = self._group(path, taken)
        if question:
            self.ids[component.pointer] = question
            self.ledger.result(component.pointer, question)
            self.asked.append(Asked(question, kind.type, name, keys, group))
        if component.type in MOMENTS:
            time = self.times[component.pointer] = identifier(f"{question}_time", f"{section}\n{name}\ntime", taken)
            self.asked.append(Asked(time, "time", name, {}, group))
        for each in inner:
            self._column(each, component, name, group, taken)
        if not inner:
            self._say(component, page, kind)
        return Placed(
            name=component.name,
            section=section,
            page=path,
            question=group or question,
            kept="record" if group else kind.kept,
            type=component.type,
            required=component.options.get("required") is not False,
            keys=keys,
            numeric=bool(form_list and keys and all(_is_number(item.value) for item in form_list.items)),
        )

    def _group(self, path: str, taken: set[str]) -> str:
        """Return the id of the list of entries that the page belongs to; empty for a page that is asked once."""
        if path not in self.groups:
            return ""
        head = self.groups[path].head
        if head not in self.group_ids:
            self.group_ids[head] = identifier(f"{self.plan.ids[head][:50]}_list", f"{head}\nlist", taken)
        return self.group_ids[head]

    def _column(self, child: Component, parent: Component, name: str, group: str, taken: set[str]) -> None:
        """Place a column of a table field; its answers stand in the entries of the group."""
        kind = kind_of(child, self.form)
        if not kind.type or kind is NO_LIST:
            kind = KINDS["TextField"]
        question = identifier(child.name, f"{name}\n{child.name}", taken)
        keys = keys_of(self.form.lists.get(child.list)) if kind.type in ("choice", "choices") else {}
        self.columns.setdefault(parent.pointer, []).append((child, kind, question))
        self.asked.append(Asked(question, kind.type, name, keys, group))
        self.ledger.result(parent.pointer, group)

    def _say(self, component: Component, page: Page, kind: Kind) -> None:
        """Report what is different about a field, and what a person must decide."""
        if kind.changed:
            self.ledger.mark(component.pointer, "changed", kind.changed)
        if not kind.decide:
            return
        label = text_of(component.title) or component.name
        decision = self.ledger.decide(
            f"field:{component.pointer}",
            f"{page.path}, {label!r}: {kind.decide}",
            options=("Leave it as it is", "Change it"),
            default="Leave it as it is",
            blocking=kind.blocking,
        )
        code = "component.unknown" if kind.type == "" else "component.changed"
        where = where_of(component, page)
        message = f"A field of type {component.type!r}. {kind.decide}"
        if not kind.type:
            self.texts.plain(component.content or component.title, where)
        self.ledger.mark(component.pointer, "needs_decision", kind.decide, code=code, decision=decision)
        self.ledger.find(code, where, message, status="needs_decision", decision=decision)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
