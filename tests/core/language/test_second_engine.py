"""Two engines agree: every expression form that patterns use comes to the same in an independent implementation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, cast

import celpy
import pytest
from celpy.adapter import json_to_cel
from celpy.evaluation import CELEvalError
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.language.expressions import ExpressionFailed, evaluate

FORMS = [
    "answers.n > 3 && answers.s == 'a'",
    "answers.n > 3 || answers.s != 'a'",
    "answers.s in ['a', 'b']",
    "!(answers.n <= 3)",
    "answers.b ? answers.n + 1 : answers.n - 1",
    "answers.l.exists(x, x > answers.n)",
    "answers.l.all(x, x < 100)",
    "size(answers.l) == 2",
    "answers.l.filter(x, x > 0).size() > 0",
    "answers.n / 0 == 1 || answers.b",
    "has(answers.n) && !has(answers.z)",
    "answers.s.startsWith('a')",
]


def _second(source: str, answers: dict[str, Any]) -> Any:
    environment = celpy.Environment()
    program = environment.program(environment.compile(source))
    try:
        result = program.evaluate({"answers": json_to_cel(answers)})
    except CELEvalError:
        return "failed"
    return bool(result) if isinstance(result, celpy.celtypes.BoolType) else int(cast(int, result))


@pytest.fixture(autouse=True, scope="module")
def _deep_enough() -> Iterator[None]:
    """The second engine sets this limit when it compiles; Hypothesis wants it to stand still during a test."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(2500)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("source", FORMS)
@given(
    answers=st.fixed_dictionaries(
        {
            "n": st.integers(-5, 10),
            "s": st.sampled_from(["a", "b", "", "é"]),
            "b": st.booleans(),
            "l": st.lists(st.integers(-5, 120), max_size=3),
        }
    )
)
def test_the_engines_agree(source: str, answers: dict[str, Any]) -> None:
    try:
        ours = evaluate(source, {"answers": answers}, place="p")
    except ExpressionFailed:
        ours = "failed"
    assert ours == _second(source, answers)
