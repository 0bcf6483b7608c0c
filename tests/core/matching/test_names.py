"""Are names folded as people would compare them?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.matching.names import folded, folded_name, forms_of, like_forename, one_edit, sound_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Ffion Garside", ("ffion", "", "garside")),
        ("  Dr.  Siân  O’Neill ", ("sian", "", "oneill")),
        ("Ana Maria Smith-Jones", ("ana", "maria", "smith jones")),
        ("Jan van der Berg", ("jan", "", "van der berg")),
        ("Björk", ("", "", "bjork")),
        ("Łukasz Żółw", ("lukasz", "", "zolw")),
        ("李 小龍", ("李", "", "小龍")),
        ("", ("", "", "")),
        ("- ’ .", ("", "", "")),
        ("Mr", ("", "", "mr")),
        ("Mr Singh", ("", "", "singh")),
    ],
)
def test_a_name_in_parts(typed: str, parts: tuple[str, str, str]) -> None:
    name = folded_name(typed)
    assert (name.forename, name.middle, name.surname) == parts


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("davies", "davis", True), ("smith", "smyth", True), ("thompson", "thomson", True), ("clark", "clarke", True),
        ("stephens", "stevens", True), ("macdonald", "mcdonald", True), ("knight", "night", True),
        ("lloyd", "loyd", True), ("rees", "price", False), ("hall", "hill", True), ("garside", "jones", False),
    ],
)  # fmt: skip
def test_surnames_that_sound_alike(one: str, other: str, alike: bool) -> None:
    assert (sound_of(one) == sound_of(other)) is alike


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("garside", "garsdie", True), ("garside", "garsid", True), ("garside", "garsside", True),
        ("sarah", "sara", True), ("garside", "garsida", True), ("ana", "anna", False), ("garside", "gasrdie", False),
        ("rees", "rees", True),
        ("davies", "david", False),
    ],
)  # fmt: skip
def test_one_slip(one: str, other: str, near: bool) -> None:
    assert one_edit(one, other) is near
    assert one_edit(other, one) is near


def test_short_forms_go_both_ways() -> None:
    assert "william" in forms_of("bill")
    assert like_forename("kate", "catherine")
    assert not like_forename("bob", "bill")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)
    assert folded_name(typed).full == folded_name(folded_name(typed).full).full or " " in typed
    sound_of(folded_name(typed).surname)
