"""Ids sort by the time they were made, also within a millisecond."""

from __future__ import annotations

import pytest

from commonhall.core.values.identifiers import milliseconds_of, uuid7
from commonhall.councils.ids import new_id

NS = 1_780_000_000_123_456_789


def test_an_id_tells_its_time_and_version() -> None:
    made = uuid7(NS)
    assert made.version == 7
    assert milliseconds_of(made) == NS // 1_000_000


def test_ids_of_one_millisecond_keep_their_order() -> None:
    assert uuid7(NS, random_bits=1 << 61) < uuid7(NS + 250, random_bits=0)
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == 5000


def test_a_time_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        uuid7(-1)
