"""How would a DEFRA form of version 2 be written in the older way? Ids become names; every object keeps its place.

What is read afterwards is the same as for the other builders, and pointers into the file stay true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of

_TRANSLATED: Final = ("title", "hint", "content", "text", "description", "shortDescription", "errorDescription")
_DIRECTIONS: Final[Mapping[str, str]] = {"future": "in the future", "past": "in the past"}


def translated(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``raw`` with references by name. What has another shape than expected is left as it is."""
    names = _Names(raw)
    return {
        **raw,
        "pages": [names.page(each) for each in list_of(raw.get("pages"))],
        "lists": [names.form_list(each) for each in list_of(raw.get("lists"))],
        "conditions": [names.condition(each) for each in list_of(raw.get("conditions"))],
    }


class _Names:
    """Knows what each id stands for."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        pages = _objects(raw, "pages")
        self.components = _by_id(component for page in pages for component in _objects(page, "components"))
        self.types = {
            text_of(component.get("name")): text_of(component.get("type"))
            for page in pages
            for component in _objects(page, "components")
        }
        self.sections = _by_id(iter(_objects(raw, "sections")))
        self.conditions = _by_id(iter(_objects(raw, "conditions")))
        self.by_key = {"section": self.sections, "condition": self.conditions}
        self.lists = _by_id(iter(_objects(raw, "lists")))
        self.items = {
            text_of(item.get("id")): item.get("value")
            for each in _objects(raw, "lists")
            for item in _objects(each, "items")
        }

    def page(self, page: Any) -> Any:
        if not isinstance(page, dict):
            return page
        return {
            **_in_both(page),
            **{key: names.get(text_of(page[key]), page[key]) for key, names in self.by_key.items() if key in page},
            "components": [self.component(each) for each in list_of(page.get("components"))],
        }

    def component(self, component: Any) -> Any:
        if not isinstance(component, dict):
            return component
        named = self.lists.get(text_of(component.get("list")), component.get("list"))
        return {**_in_both(component), "list": named}

    def form_list(self, form_list: Any) -> Any:
        if not isinstance(form_list, dict):
            return form_list
        name = text_of(form_list.get("name")) or text_of(form_list.get("id"))
        return {**form_list, "name": name, "items": [self.item(each) for each in list_of(form_list.get("items"))]}

    def item(self, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        hint = item.get("description") or mapping_of(item.get("hint")).get("text") or item.get("hint")
        condition = self.conditions.get(text_of(item.get("condition")), item.get("condition"))
        return {**_in_both({**item, "description": hint}), "condition": condition}

    def condition(self, condition: Any) -> Any:
        if not isinstance(condition, dict) or "items" not in condition:
            return condition
        joined = "or" if text_of(condition.get("coordinator")) == "or" else "and"
        parts = [{**self.part(mapping_of(each)), "coordinator": joined} for each in list_of(condition.get("items"))]
        name = text_of(condition.get("name")) or text_of(condition.get("id"))
        return {**condition, "name": name, "value": {"name": name, "conditions": parts}}

    def part(self, item: Mapping[str, Any]) -> dict[str, Any]:
        if "conditionId" in item:
            wanted = text_of(item.get("conditionId"))
            return {"conditionName": self.conditions.get(wanted, wanted)}
        wanted = text_of(item.get("componentId"))
        name = self.components.get(wanted, wanted)
        field = {"name": name}
        operator, value = text_of(item.get("operator")), item.get("value")
        if item.get("type") == "RelativeDate":
            return {"field": field, "operator": operator.removeprefix("is "), "value": _relative(mapping_of(value))}
        if item.get("type") == "ListItemRef":
            return self.chosen(field, operator, mapping_of(value))
        plain = value.get("value") if isinstance(value, dict) else value
        return {"field": field, "operator": operator, "value": plain}

    def chosen(self, field: Mapping[str, str], operator: str, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return the comparison with one item, or with several as a group."""
        wanted = value.get("itemId")
        values = [self.items.get(text_of(each), each) for each in (wanted if isinstance(wanted, list) else [wanted])]
        if len(values) == 1:
            return {"field": field, "operator": operator, "value": _known(values[0])}
        several = self.types.get(field["name"]) == "CheckboxesField"
        joined = "and" if operator == "is not" else "or"
        if several:
            joined = "and" if text_of(value.get("itemsCoordinator")) == "and" else "or"
        parts = [
            {"field": field, "operator": operator, "value": _known(each), "coordinator": joined} for each in values
        ]
        return {"conditions": parts}


def _objects(holder: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [each for each in list_of(holder.get(key)) if isinstance(each, dict)]


def _by_id(found: Iterator[Mapping[str, Any]]) -> dict[str, str]:
    """Return the name of each object by its id; the first of two with one id."""
    names: dict[str, str] = {}
    for each in found:
        own = text_of(each.get("id"))
        if own:
            names.setdefault(own, text_of(each.get("name")) or own)
    return names


def _known(value: Any) -> Any:
    return "" if value is None else value


def _relative(value: Mapping[str, Any]) -> dict[str, Any]:
    direction = text_of(value.get("direction"))
    return {
        "type": "RelativeTime",
        "timePeriod": text_of(value.get("period")),
        "timeUnit": text_of(value.get("unit")),
        "direction": _DIRECTIONS.get(direction, direction),
    }


def _in_both(holder: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of ``holder`` as pairs where it has a Welsh translation."""
    welsh = mapping_of(mapping_of(mapping_of(holder.get("metadata")).get("translations")).get("cy"))
    pairs = {
        key: {"en": holder.get(key), "cy": welsh[key]}
        for key in _TRANSLATED
        if isinstance(welsh.get(key), str) and isinstance(holder.get(key), str)
    }
    return {**holder, **pairs}
