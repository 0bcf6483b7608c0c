"""A very large pattern is read and checked within its budget of processor time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.values.words import Words
from commonhall.core.verify.checks import check_pattern
from tests.bench.large_pattern import large_pattern_text

PARTS = 10_000


def parts_of(value: Any) -> Iterator[BaseModel]:
    """Every part of a pattern: models with fields of their own, which texts are not."""
    if isinstance(value, BaseModel) and not isinstance(value, Words):
        yield value
        for name in type(value).model_fields:
            yield from parts_of(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from parts_of(each)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    (folder / "pattern.yaml").write_text(large_pattern_text(PARTS), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def large(place: Path) -> PatternFolder:
    return read_folder(place)


def seconds(work: Any, *, rounds: int) -> float:
    """The least of some rounds: what else the machine does is no cost of ours."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def test_it_is_as_large_as_it_says(large: PatternFolder) -> None:
    assert abs(sum(1 for _ in parts_of(large.pattern)) - PARTS) < PARTS // 50


def test_it_loads_in_half_a_second(place: Path) -> None:
    assert seconds(lambda: read_folder(place), rounds=4) < 0.5


def test_it_is_checked_in_five_seconds(large: PatternFolder) -> None:
    assert seconds(lambda: check_pattern(large, fact_types={}), rounds=2) < 5
