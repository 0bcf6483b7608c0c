"""What does a comparison give in each state that a field can be in? One test for every cell of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from commonhall.core.importers.xgov.nodes import Leaf, Negated, Node
from commonhall.core.importers.xgov.structured import read_structured
from tests.core.importers.small_form import ours

ERROR = "error"

NOWHERE: Mapping[str, Mapping[str, Any]] = {}
SECTION_ONLY = {"own_number": {"s.count": 1.0}}
BLANK_REST = {"own_rest": {"s.word": None, "s.yes": None, "s.picks": None}}
BLANK_NUMBER = {"own_number": {"s.count": None}}
OTHER_TYPE = {"own_rest": {"s.word": "4", "s.yes": True, "s.picks": ["1"]}}

CELLS: list[tuple[str, Mapping[str, Mapping[str, Any]], Leaf, bool | str]] = [
    ("bare, page not on route: is", NOWHERE, Leaf("word", "is", "x"), ERROR),
    ("bare, page not on route: is not", NOWHERE, Leaf("word", "is_not", "x"), ERROR),
    ("bare, page not on route: less", NOWHERE, Leaf("word", "less", 5.0), ERROR),
    ("bare, page not on route: at most", NOWHERE, Leaf("word", "at_most", 5.0), ERROR),
    ("bare, page not on route: more", NOWHERE, Leaf("word", "more", 5.0), ERROR),
    ("bare, page not on route: at least", NOWHERE, Leaf("word", "at_least", 5.0), ERROR),
    ("bare, page not on route: contains", NOWHERE, Leaf("picks", "contains", "x"), ERROR),
    ("bare, page not on route: does not contain", NOWHERE, Leaf("picks", "contains_not", "x"), ERROR),
    ("bare, page not on route: longer", NOWHERE, Leaf("word", "longer", "3"), ERROR),
    ("section not on route: is", NOWHERE, Leaf("s.word", "is", "x"), ERROR),
    ("section not on route: is not", NOWHERE, Leaf("s.word", "is_not", "x"), ERROR),
    ("section not on route: less", NOWHERE, Leaf("s.count", "less", 5.0), ERROR),
    ("section not on route: at most", NOWHERE, Leaf("s.count", "at_most", 5.0), ERROR),
    ("section not on route: more", NOWHERE, Leaf("s.count", "more", 5.0), ERROR),
    ("section not on route: at least", NOWHERE, Leaf("s.count", "at_least", 5.0), ERROR),
    ("section not on route: contains", NOWHERE, Leaf("s.picks", "contains", "x"), ERROR),
    ("section not on route: does not contain", NOWHERE, Leaf("s.picks", "contains_not", "x"), ERROR),
    ("section not on route: longer", NOWHERE, Leaf("s.word", "longer", "3"), ERROR),
    ("absent: is", SECTION_ONLY, Leaf("s.word", "is", "x"), False),
    ("absent: is not", SECTION_ONLY, Leaf("s.word", "is_not", "x"), True),
    ("absent: less", BLANK_REST, Leaf("s.count", "less", 5.0), False),
    ("absent: at most", BLANK_REST, Leaf("s.count", "at_most", 5.0), False),
    ("absent: more", BLANK_REST, Leaf("s.count", "more", -5.0), False),
    ("absent: at least", BLANK_REST, Leaf("s.count", "at_least", -5.0), False),
    ("absent: contains", SECTION_ONLY, Leaf("s.picks", "contains", "x"), ERROR),
    ("absent: does not contain", SECTION_ONLY, Leaf("s.picks", "contains_not", "x"), ERROR),
    # The source measures the word "undefined" here; nothing has length nought with us, which is reported.
    ("absent: longer", SECTION_ONLY, Leaf("s.word", "longer", "3"), False),
    ("absent: shorter", SECTION_ONLY, Leaf("s.word", "shorter", "3"), True),
    ("blank: is", BLANK_REST, Leaf("s.word", "is", "x"), False),
    ("blank: is not", BLANK_REST, Leaf("s.word", "is_not", "x"), True),
    ("blank: less than 5", BLANK_NUMBER, Leaf("s.count", "less", 5.0), True),
    ("blank: less than 0", BLANK_NUMBER, Leaf("s.count", "less", 0.0), False),
    ("blank: at most 0", BLANK_NUMBER, Leaf("s.count", "at_most", 0.0), True),
    ("blank: at least 0", BLANK_NUMBER, Leaf("s.count", "at_least", 0.0), True),
    ("blank: more than 0", BLANK_NUMBER, Leaf("s.count", "more", 0.0), False),
    ("blank text: less than 5", BLANK_REST, Leaf("s.word", "less", 5.0), True),
    ("blank: contains", BLANK_REST, Leaf("s.picks", "contains", "x"), ERROR),
    ("blank: does not contain", BLANK_REST, Leaf("s.picks", "contains_not", "x"), ERROR),
    # The source measures the word "null" here; a blank has length nought with us, which is reported.
    ("blank: longer", BLANK_REST, Leaf("s.word", "longer", "3"), False),
    ("blank: shorter", BLANK_REST, Leaf("s.word", "shorter", "3"), True),
    ("another type: is", OTHER_TYPE, Leaf("s.word", "is", 4.0), False),
    ("another type: is not", OTHER_TYPE, Leaf("s.word", "is_not", 4.0), True),
    ("another type: yes or no is text", OTHER_TYPE, Leaf("s.yes", "is", "yes"), False),
    ("another type: less", OTHER_TYPE, Leaf("s.word", "less", 5.0), True),
    ("another type: at most", OTHER_TYPE, Leaf("s.word", "at_most", 3.0), False),
    ("another type: more", OTHER_TYPE, Leaf("s.word", "more", 3.0), True),
    ("another type: at least", OTHER_TYPE, Leaf("s.word", "at_least", 5.0), False),
    ("another type: contains", OTHER_TYPE, Leaf("s.picks", "contains", "one"), False),
    ("another type: does not contain", OTHER_TYPE, Leaf("s.picks", "contains_not", "one"), True),
    ("another type: length", OTHER_TYPE, Leaf("s.word", "has_length", "1"), True),
]


@pytest.mark.parametrize(("state", "leaf", "expected"), [cell[1:] for cell in CELLS], ids=[cell[0] for cell in CELLS])
def test_cell(state: Mapping[str, Mapping[str, Any]], leaf: Leaf, expected: bool | str) -> None:
    plain: Node = leaf
    assert ours({"c": plain}, "c", state) is (expected is True)
    assert ours({"c": Negated(plain)}, "c", state) is (expected is False), "an error stays false under not"


def structure(*members: dict[str, Any]) -> Node:
    return read_structured({"conditions": list(members)})


def part(value: str, coordinator: str = "") -> dict[str, Any]:
    field = {"name": "word", "type": "TextField"}
    made: dict[str, Any] = {"field": field, "operator": "is", "value": {"type": "Value", "value": value}}
    return made | ({"coordinator": coordinator} if coordinator else {})


@pytest.mark.parametrize(("word", "expected"), [("a", True), ("b", False), ("c", False)])
def test_and_binds_before_or(word: str, expected: bool) -> None:
    node = structure(part("a"), part("b", "or"), part("c", "and"))
    assert ours({"c": node}, "c", {"bare_text": {"word": word}}) is expected


@pytest.mark.parametrize(("word", "expected"), [("a", False), ("b", False), ("c", False)])
def test_a_group_is_bracketed_and_joined_by_its_first_member(word: str, expected: bool) -> None:
    group = {"conditions": [part("b", "and"), part("c", "or")]}
    node = structure(part("a"), group)
    assert ours({"c": node}, "c", {"bare_text": {"word": word}}) is expected
