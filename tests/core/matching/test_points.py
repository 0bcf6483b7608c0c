"""Do points tell people apart? By the table, on a made-up town with known truth, and never for twins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.matching.names import folded_name
from commonhall.core.matching.points import POSSIBLE, SAME, Facts, Reached, Weights, score
from tests.core.matching.population import Record, records, residents

ANA = Facts(
    names=(folded_name("Ana Rees"),),
    birth_date="1980-02-03",
    strong=frozenset({"ni:1"}),
    emails={"ana@example.org": Reached(verified=True)},
    mobiles={"+447700900123": Reached(verified=True)},
    uprns_now=frozenset({"1"}),
    other=frozenset({"vehicle:AB12CDE"}),
)


def blocks(told: list[Record]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: those that share a number, an address, a home, or a name with a birth date."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(told):
        facts = record.facts
        keys = [*facts.strong, *facts.emails, *facts.mobiles, *facts.other, *(facts.uprns_now | facts.uprns_earlier)]
        for key in {*keys, *(f"{name.surname} {facts.birth_date}" for name in facts.names if facts.birth_date)}:
            groups[key].append(place)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_town_with_known_truth(seed: int) -> None:
    random = Random(seed)
    told = records(random, list(residents(random, 600)))
    scored = {(a, b): score(told[a].facts, told[b].facts) for a, b in blocks(told)}
    same = {pair for pair, result in scored.items() if result.verdict == "same"}
    offered = {pair for pair, result in scored.items() if result.verdict}
    true = [pair for pair in combinations(range(len(told)), 2) if told[pair[0]].of == told[pair[1]].of]
    precision = sum(told[a].of == told[b].of for a, b in same) / len(same)
    recall = sum(pair in offered for pair in true) / len(true)
    assert len(same) > 200
    assert precision >= 0.99, f"{precision:.4f} of {len(same)}"
    assert recall >= 0.9, f"{recall:.4f} of {len(true)}"


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({}, 60 + 25 + 20 + 25 + 20 + 15 + 15),
        ({"strong": frozenset()}, 25 + 20 + 25 + 20 + 15 + 15),
        ({"birth_date": "1980-02-04"}, 60 - 60 + 20 + 25 + 20 + 15 + 15),
        ({"birth_date": ""}, 60 + 20 + 25 + 20 + 15 + 15),
        ({"names": (folded_name("Bob Bell"),)}, 60 + 25 - 25 + 25 + 20 + 15 + 15),
        ({"names": (folded_name("A Rees"),)}, 60 + 25 + 25 + 20 + 15 + 15),
        ({"emails": {"ana@example.org": Reached()}}, 60 + 25 + 20 + 15 + 20 + 15 + 15),
        ({"emails": {"ana@example.org": Reached(True, 3)}}, 60 + 25 + 20 + 25 - 15 + 20 + 15 + 15),
        ({"emails": {"ana@example.org": Reached(True, 2)}}, 60 + 25 + 20 + 25 + 20 + 15 + 15),
        ({"mobiles": {}}, 60 + 25 + 20 + 25 + 15 + 15),
        ({"uprns_now": frozenset(), "uprns_earlier": frozenset({"1"})}, 60 + 25 + 20 + 25 + 20 + 8 + 15),
        ({"other": frozenset({"account:1"})}, 60 + 25 + 20 + 25 + 20 + 15),
    ],
)
def test_the_table(changes: dict[str, object], points: int) -> None:
    scored = score(ANA, replace(ANA, **changes))  # type: ignore[arg-type]  # the fields differ by row
    assert scored.points == points == sum(given for _, given in scored.reasons)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Siân O’Neill", "sian oneill", "name_equal"),
        ("Mrs Ana Rees", "Ana Rees", "name_equal"),
        ("Bill Davies", "William Davies", "name_like"),
        ("Stephen Clarke", "Steven Clarke", "name_like"),
        ("Ana Maria Rees", "Ana Rees", "name_like"),
        ("Ana Garside", "Ana Garsdie", "name_like"),
        ("Ana Rees", "Bob Rees", "name_differs"),
        ("Ana Rees", "Ana Price", "name_differs"),
    ],
)
def test_names(one: str, other: str, reason: str) -> None:
    left, right = Facts(names=(folded_name(one),)), Facts(names=(folded_name(other),))
    assert [name for name, _ in score(left, right).reasons] == [reason]


def test_a_former_name_counts() -> None:
    married = replace(ANA, names=(folded_name("Ana Price"), folded_name("Ana Rees")))
    assert "name_equal" in dict(score(ANA, married).reasons)


def test_twins_are_never_suggested() -> None:
    twin = replace(ANA, names=(folded_name("Bob Rees"),), strong=frozenset(), other=frozenset())
    assert score(ANA, twin).never
    assert score(ANA, twin).verdict == ""
    assert not score(ANA, replace(twin, names=(folded_name("Anna Rees"), folded_name("Ana Rees")))).never


@pytest.mark.parametrize(
    ("points", "verdict"), [(SAME, "same"), (SAME - 1, "possible"), (POSSIBLE, "possible"), (49, "")]
)
def test_the_verdict(points: int, verdict: str) -> None:
    other = Facts(strong=ANA.strong)
    assert score(ANA, other, Weights(strong_number=points)).verdict == verdict


facts = st.builds(
    Facts,
    names=st.lists(st.sampled_from(["Ana Rees", "Bob Bell", "", "Ana"]).map(folded_name), max_size=2).map(tuple),
    birth_date=st.sampled_from(["", "1980-02-03", "1990-01-01"]),
    strong=st.frozensets(st.sampled_from(["ni:1", "ni:2"])),
    emails=st.dictionaries(st.sampled_from(["a", "b"]), st.builds(Reached, st.booleans(), st.integers(1, 4))),
    uprns_now=st.frozensets(st.sampled_from(["1", "2"])),
    uprns_earlier=st.frozensets(st.sampled_from(["1", "2"])),
)


@given(facts, facts)
def test_it_does_not_matter_which_comes_first(one: Facts, other: Facts) -> None:
    assert score(one, other) == score(other, one)


def test_weights_of_a_council() -> None:
    assert Weights.of({"birth_equal": 30, "moon": 5}) == replace(Weights(), birth_equal=30)
    assert {each.name for each in fields(Weights)} == set(vars_of_reasons())


def vars_of_reasons() -> tuple[str, ...]:
    """Return the reasons that there are."""
    from typing import get_args

    from commonhall.core.matching.points import Reason

    return get_args(Reason)
