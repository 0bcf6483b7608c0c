"""Does a mapping make just what it declares, of the type that it says, and refuse what does not fit?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from commonhall.capabilities.backoffice.mapping import Exchange, FieldNotMapped, MappedField, mapped

RECORD: dict[str, Any] = {
    "case": {"title": "Pothole", "reference": "RP-7K3Q9-XW4P2"},
    "answers": {
        "size": "large", "many": ["a", "b"], "yes": True, "no": False, "number": "7", "half": 1.5, "blank": "",
        "none": None, "empty": [], "words": {"en": "English", "cy": "Cymraeg"}, "on": "2026-06-10T17:00:00",
        "zero": 0,
    },
}  # fmt: skip


def made(**field: Any) -> Any:
    """Return what one field makes of the record; None where it makes nothing."""
    return mapped([MappedField(to="x", **field)], RECORD).get("x")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({"path": "answers.size"}, "large"),
        ({"path": "answers.size", "values": {"large": "L"}}, "L"),
        ({"path": "answers.size", "values": {"small": "S"}, "otherwise": "?"}, "?"),
        ({"path": "answers.missing", "otherwise": "?"}, "?"),
        ({"path": "answers.missing"}, None),
        ({"path": "answers.blank"}, None),
        ({"path": "answers.none"}, None),
        ({"path": "answers.empty"}, None),
        ({"path": "answers.size.deeper"}, None),
        ({"constant": "council"}, "council"),
        ({"joined": ["case.title", "answers.missing", "answers.size"]}, "Pothole\n\nlarge"),
        ({"joined": ["answers.missing"]}, None),
        ({"path": "answers.many"}, "a, b"),
        ({"path": "answers.many", "type": "list"}, ("a", "b")),
        ({"path": "answers.many", "type": "list", "values": {"a": "1", "b": "2"}}, ("1", "2")),
        ({"path": "answers.size", "type": "list"}, ("large",)),
        ({"path": "answers.yes"}, "yes"),
        ({"path": "answers.no"}, "no"),
        ({"path": "answers.no", "values": {"no": "0", "yes": "1"}}, "0"),
        ({"path": "answers.yes", "type": "yes_no"}, True),
        ({"path": "answers.number", "type": "whole_number"}, 7),
        ({"path": "answers.zero", "type": "whole_number"}, 0),
        ({"path": "answers.half", "type": "number"}, 1.5),
        ({"path": "answers.on", "type": "date"}, "2026-06-10"),
        ({"path": "answers.on", "type": "date_time"}, "2026-06-10T17:00:00"),
        ({"path": "answers.words"}, "English"),
        ({"path": "case.title", "longest": 3}, "Pot"),
    ],
)
def test_a_field_is_what_it_declares(field: dict[str, Any], value: Any) -> None:
    found = made(**field)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ({"path": "answers.missing", "required": True}, "missing"),
        ({"path": "answers.size", "values": {"small": "S"}}, "value"),
        ({"path": "answers.many", "type": "list", "values": {"a": "1"}}, "value"),
        ({"path": "answers.size", "type": "number"}, "type"),
        ({"path": "answers.half", "type": "date"}, "type"),
        ({"path": "answers.size", "type": "yes_no"}, "type"),
        ({"path": "answers.size", "type": "whole_number"}, "type"),
    ],
)
def test_what_cannot_be_made_is_named_without_its_value(field: dict[str, Any], why: str) -> None:
    with pytest.raises(FieldNotMapped) as problem:
        made(**field)
    assert (problem.value.to, problem.value.why) == ("x", why)
    assert "large" not in str(problem.value)


@pytest.mark.parametrize(
    "field",
    [
        {},
        {"path": "a", "constant": "b"},
        {"path": "a.b", "joined": ["c"]},
        {"path": "../etc"},
        {"path": "a..b"},
        {"joined": ["a"], "type": "number"},
        {"path": "a", "type": "nonsense"},
        {"path": "a", "nonsense": 1},
    ],
)
def test_a_field_has_one_source(field: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MappedField(to="x", **field)


@pytest.mark.parametrize(
    "exchange",
    [
        {"fields": [{"to": "x", "constant": "1"}, {"to": "x", "constant": "2"}]},
        {"fields": [], "only_question": "kind"},
        {"fields": [], "only_answers": ["hole"]},
        {"fields": [], "only_question": "kind__in", "only_answers": ["x"], "nonsense": 1},
        {"fields": [], "only_question": "kind'--", "only_answers": ["x"]},
    ],
)
def test_an_exchange_holds_together(exchange: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Exchange.model_validate(exchange)


LEAVES: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3), max_leaves=5),
    st.sampled_from(["text", "number", "whole_number", "date", "date_time", "yes_no", "list"]),
)
def test_nothing_else_is_ever_raised(answer: Any, kind: Any) -> None:
    try:
        found = mapped([MappedField(to="x", path="answers.any", type=kind)], {"answers": {"any": answer}})
    except FieldNotMapped:
        return
    assert all(isinstance(value, str | int | float | bool | tuple) for value in found.values())
