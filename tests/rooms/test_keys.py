"""Can only its council open a sealed value, only in its place, and not at all once the keys are gone?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import pytest
from django.conf import LazySettings

from commonhall.councils.keys import (
    KeyInUse,
    KeysDestroyed,
    council_keys,
    destroy_keys,
    retire_key,
    rotate_keys,
    wrap_again,
)
from commonhall.councils.models import CouncilKey
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.councils.sealing import (
    CouncilKeys,
    RootKeys,
    RootKeysUnreadable,
    SealBroken,
    new_root_line,
    number_of,
    read_root_keys,
)

AT: Final = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
PLACE: Final = "catalogue_binding:api_key:1"


def test_what_is_sealed_opens_again_and_shows_nothing(council: CouncilSite) -> None:
    with in_council(council):
        sealed = council_keys(at=AT).seal_text("s3cret-value", place=PLACE)
        assert council_keys(at=AT).unseal_text(sealed, place=PLACE) == "s3cret-value"
        assert sealed != council_keys(at=AT).seal_text("s3cret-value", place=PLACE)
        assert "s3cret-value" not in repr(council_keys(at=AT))
        row = CouncilKey.objects.get()
        assert len(row.wrapped) > 44  # more than the key itself: it is sealed


def test_another_councils_key_opens_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        sealed = council_keys(at=AT).seal_text("s3cret-value", place=PLACE)
        mine = council_keys(at=AT)
    with in_council(other_council):
        theirs = council_keys(at=AT)
    with pytest.raises(SealBroken):
        theirs.unseal_text(sealed, place=PLACE)
    with pytest.raises(SealBroken):  # nor would the same key under another council's name
        CouncilKeys(other_council.id, mine.keys).unseal_text(sealed, place=PLACE)


def test_a_council_sees_no_key_of_another(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        council_keys(at=AT)
    with in_council(other_council):
        assert not CouncilKey.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: bytes([9]) + sealed[1:],
        lambda sealed: b"",
    ],
)
def test_a_value_that_was_changed_or_moved_does_not_open(council: CouncilSite, spoil: Callable[[bytes], bytes]) -> None:
    with in_council(council):
        keys = council_keys(at=AT)
    sealed = keys.seal(b"s3cret", purpose="file", place=PLACE)
    assert keys.unseal(sealed, purpose="file", place=PLACE) == b"s3cret"
    with pytest.raises(SealBroken):
        keys.unseal(spoil(sealed), purpose="file", place=PLACE)
    with pytest.raises(SealBroken):
        keys.unseal(sealed, purpose="file", place="catalogue_binding:api_key:2")
    with pytest.raises(SealBroken):
        keys.unseal(sealed, purpose="field", place=PLACE)
    with pytest.raises(SealBroken):
        keys.unseal_text("not base64!", place=PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_retired(council: CouncilSite) -> None:
    with in_council(council):
        old = council_keys(at=AT).seal_text("s3cret", place=PLACE)
        rotate_keys(at=AT)
        new = council_keys(at=AT).seal_text("s3cret", place=PLACE)
        assert (number_of(old), number_of(new)) == (1, 2)
        assert council_keys(at=AT).unseal_text(old, place=PLACE) == "s3cret"
        with pytest.raises(KeyInUse):
            retire_key(number=2, at=AT)
        retire_key(number=1, at=AT)
        assert council_keys(at=AT).unseal_text(new, place=PLACE) == "s3cret"
        with pytest.raises(SealBroken):
            council_keys(at=AT).unseal_text(old, place=PLACE)


def test_destroyed_keys_open_nothing_and_no_new_ones_are_made(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(other_council):
        council_keys(at=AT)
    with in_council(council):
        council_keys(at=AT)
        rotate_keys(at=AT)
        assert destroy_keys(at=AT) == 2
        with pytest.raises(KeysDestroyed):
            council_keys(at=AT)
        with pytest.raises(KeysDestroyed):
            rotate_keys(at=AT)
        assert not CouncilKey.objects.exclude(wrapped="").exists()
    with in_council(other_council):
        assert council_keys(at=AT).keys


def test_the_installations_key_can_be_changed(council: CouncilSite, settings: LazySettings) -> None:
    with in_council(council):
        sealed = council_keys(at=AT).seal_text("s3cret", place=PLACE)
        assert settings.ROOT_KEYS is not None
        both = read_root_keys(f"{new_root_line('second')}\n").keys + settings.ROOT_KEYS.keys
        settings.ROOT_KEYS = RootKeys(both)
        assert wrap_again() == 1
        assert wrap_again() == 0
        settings.ROOT_KEYS = RootKeys(both[:1])
        assert council_keys(at=AT).unseal_text(sealed, place=PLACE) == "s3cret"
        settings.ROOT_KEYS = RootKeys((("third", both[0][1]),))
        CouncilKey.objects.update(wrapped=CouncilKey.objects.get().wrapped + " ")  # not what is kept open in memory
        with pytest.raises(SealBroken):
            council_keys(at=AT)


@pytest.mark.parametrize("text", ["", "first", "first c2hvcnQ=", f"a {'A' * 43}=", "first !!!!", "x\ny"])
def test_a_file_of_keys_must_hold_random_keys(text: str) -> None:
    with pytest.raises(RootKeysUnreadable):
        read_root_keys(text)


def test_a_name_stands_once_in_the_file_of_keys() -> None:
    with pytest.raises(RootKeysUnreadable):
        read_root_keys(f"{new_root_line('a')}\n{new_root_line('a')}")
