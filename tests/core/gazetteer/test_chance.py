"""Does a seed pick the same thing everywhere, and spread what it picks?"""

from __future__ import annotations

from collections import Counter

from commonhall.core.values.chance import number_below, one_of


def test_a_seed_picks_the_same_number_on_every_machine() -> None:
    assert [number_below(1000, "seed", n) for n in range(4)] == [744, 782, 612, 226]
    assert number_below(10**9, "ab", "c") != number_below(10**9, "a", "bc")


def test_picks_are_spread() -> None:
    picked = Counter(one_of("abcde", "spread", n) for n in range(5_000))
    assert set(picked) == set("abcde")
    assert all(850 < count < 1_150 for count in picked.values())
