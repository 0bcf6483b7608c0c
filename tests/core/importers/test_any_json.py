"""Does anything at all that is JSON crash an importer? What is not a form is refused in words, the rest is imported."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.source import FormRefused

DIALECTS = ("xgov", "mhclg-adapter", "xgov-v0", "xgov-v1", "defra-v1", "defra-v2")
NAMES = ("a", "b", "s", "s.a", "/a", "/b", "/summary", "yes", "")
TYPES = ("TextField", "RadiosField", "CheckboxesField", "NumberField", "YesNoField", "DatePartsField", "Html", "List")
MORE = ("FileUploadField", "MultiInputField", "PaymentField", "DateTimeField", "DeclarationField", "NoSuchField")
CONTROLLERS = (
    "",
    "SummaryPageController",
    "TerminalPageController",
    "RepeatPageController",
    "RepeatingFieldPageController",
)

names = st.sampled_from(NAMES)
plain = st.none() | st.booleans() | st.integers(-5, 10**13) | st.floats(allow_nan=False, allow_infinity=False) | names
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3))


def shaped(parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return objects with those of ``parts`` that the dice leave in, now and then something else altogether."""
    return st.fixed_dictionaries({}, optional={key: part | anything for key, part in parts.items()}) | anything


options = shaped({
    "required": st.booleans(),
    "condition": names,
    "list": names,
    "amount": plain,
    "conditionalAmounts": st.lists(shaped({"condition": names, "amount": plain}), max_size=3),
    "maxWords": plain,
})  # fmt: skip
component = shaped({
    "type": st.sampled_from(TYPES + MORE),
    "id": names,
    "name": names,
    "title": names,
    "content": st.sampled_from(["<p>Text</p>", "<fieldset><legend>L</legend>", "</fieldset>", "{% x %}", "{{ a }}"]),
    "options": options,
    "schema": shaped({"min": plain, "max": plain, "regex": st.sampled_from(["^a+$", "(a+)+", "["])}),
    "list": names,
    "values": shaped({"type": st.sampled_from(["static", "listRef"]), "list": names, "items": st.lists(anything)}),
    "children": st.lists(shaped({"type": st.sampled_from(TYPES), "name": names}), max_size=2),
})  # fmt: skip
page = shaped({
    "path": names,
    "title": names,
    "section": names,
    "controller": st.sampled_from(CONTROLLERS),
    "condition": names,
    "repeatField": names,
    "repeat": shaped({"schema": shaped({"min": plain, "max": plain})}),
    "components": st.lists(component, max_size=3),
    "next": st.lists(shaped({"path": names, "condition": names, "redirect": names}), max_size=3),
})  # fmt: skip
leaf = shaped({
    "field": shaped({"name": names, "type": st.sampled_from(TYPES)}),
    "operator": st.sampled_from(["is", "is not", "contains", "does not contain", "is less than", "has length"]),
    "value": plain | shaped({"type": names, "value": plain, "listId": names, "itemId": names | st.lists(names)}),
    "coordinator": st.sampled_from(["and", "or"]),
    "conditionName": names,
    "componentId": names,
    "conditionId": names,
})  # fmt: skip
condition = shaped({
    "name": names,
    "id": names,
    "displayName": names,
    "value": shaped({"conditions": st.lists(leaf, max_size=3)})
    | st.sampled_from(["a == 'yes'", "not s.a", "a = 1 or b", "((", "length(a) > 3"]),
    "items": st.lists(leaf, max_size=2),
})  # fmt: skip
item = shaped({"text": names, "value": plain, "condition": names})
form = st.fixed_dictionaries(
    {"pages": st.lists(page, max_size=5)},
    optional={
        "startPage": names,
        "name": anything,
        "sections": st.lists(shaped({"name": names, "id": names, "title": names}), max_size=2),
        "conditions": st.lists(condition, max_size=4),
        "lists": st.lists(
            shaped(
                {"name": names, "id": names, "items": st.lists(shaped({"text": names, "value": plain}), max_size=3)}
            ),
            max_size=3,
        ),
        "fees": st.lists(shaped({"amount": plain, "condition": names, "multiplier": names}), max_size=2),
        "outputs": st.lists(anything, max_size=2),
        "declaration": anything,
        "feeOptions": anything,
        "specialPages": anything,
        "metadata": anything,
    },
)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(raw=form)
def test_what_looks_like_a_form_is_imported(dialect: str, raw: Any) -> None:
    imported = import_form(json.dumps(raw).encode(), file_name="form.json", dialect=dialect)
    known = {page.id for page in imported.pattern.pages} | set(imported.pattern.outcomes) | {"check"}
    assert {link.to for page in imported.pattern.pages for link in page.goto} <= known
    assert json.loads(imported.report.to_json())["verdict"]


@settings(max_examples=100)
@given(raw=anything)
def test_what_does_not_is_refused(raw: Any) -> None:
    with pytest.raises(FormRefused):
        import_form(json.dumps(raw).encode(), file_name="form.json")
