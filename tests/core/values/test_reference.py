"""Does a reference show every slip that people make when they copy one?"""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.reference import (
    ALPHABET,
    RANDOM_LENGTH,
    ReferenceNotRecognised,
    new_reference,
    parse_reference,
)

PREFIXES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4)
ENTROPY = st.binary(min_size=16, max_size=16)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_recognised(typed: str) -> bool:
    try:
        parse_reference(typed)
    except ReferenceNotRecognised:
        return False
    return True


def test_it_is_hard_to_guess() -> None:
    assert len(ALPHABET) ** RANDOM_LENGTH > 2**43


def test_it_looks_like_a_reference_and_draws_from_what_it_is_given() -> None:
    assert new_reference("MB", bytes(16)) == "MB-00000-0000R"
    assert new_reference("MB", lambda count: bytes(count)) == new_reference("MB", bytes(16))
    assert len({new_reference("MB", secrets.token_bytes) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("prefix", ["", "M", "mb", "MBXYZ", "M1"])
def test_a_prefix_is_two_to_four_capitals(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        new_reference(prefix, bytes(16))


def test_too_little_entropy_is_refused() -> None:
    with pytest.raises(ValueError, match="random bytes"):
        new_reference("MB", bytes(15))


@given(PREFIXES, ENTROPY)
def test_it_is_read_however_it_is_typed(prefix: str, entropy: bytes) -> None:
    reference = new_reference(prefix, entropy)
    sloppy = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l").replace("5", "s")
    assert parse_reference(reference) == reference
    assert parse_reference(f"  {sloppy}. ") == reference
    assert parse_reference(reference.replace("-", "–").replace("1", "i")) == reference


@given(PREFIXES, ENTROPY, st.data())
def test_any_one_wrong_character_is_noticed(prefix: str, entropy: bytes, data: st.DataObject) -> None:
    plain = new_reference(prefix, entropy).replace("-", "")
    place = data.draw(st.integers(0, len(plain) - 1))
    others = (LETTERS if place < len(prefix) else ALPHABET).replace(plain[place], "")
    for other in others:
        assert not _is_recognised(plain[:place] + other + plain[place + 1 :])


@given(PREFIXES, ENTROPY)
def test_any_swap_of_neighbours_is_noticed(prefix: str, entropy: bytes) -> None:
    plain = new_reference(prefix, entropy).replace("-", "")
    for place in range(len(plain) - 1):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert swapped == plain or not _is_recognised(swapped) or parse_reference(swapped) == parse_reference(plain)


@given(st.text(max_size=80))
def test_other_text_is_refused_without_any_other_error(typed: str) -> None:
    assert not _is_recognised(typed) or parse_reference(parse_reference(typed)) == parse_reference(typed)


@pytest.mark.parametrize("typed", ["", "MB", "MB-00000-00000", "MB-00000-0000", "M" * 1_000_000, "\x00"])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(ReferenceNotRecognised):
        parse_reference(typed)
