"""Are tries counted by what was tried and where it came from, for as long as the window is, and no longer?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.people.models import Attempt
from commonhall.people.throttle import Limit, forget_old_tries, network_of, note_try
from tests.cast import OPENING

ONE = Limit("code_reference", "MB-1", 3)
PLACE = Limit("code_network", "192.0.2.7", 5)


def test_the_wait_lasts_until_the_oldest_try_that_counts_has_left_the_window() -> None:
    for minute in range(3):
        assert note_try(ONE, at=OPENING + timedelta(minutes=minute)).wait is None
    assert note_try(ONE, at=OPENING + timedelta(minutes=5)).wait == timedelta(minutes=10)
    assert note_try(ONE, at=OPENING + timedelta(minutes=15)).wait is None


def test_what_comes_too_often_is_not_counted_again() -> None:
    for _ in range(10):
        note_try(ONE, PLACE, at=OPENING)
    assert Attempt.objects.count() == 6
    assert note_try(PLACE, at=OPENING).wait is None, "the place has had three tries, not ten"


def test_kinds_and_values_are_counted_apart_and_kept_as_hashes() -> None:
    for _ in range(3):
        note_try(ONE, at=OPENING)
    assert note_try(Limit("code_reference", "MB-2", 3), at=OPENING).wait is None
    assert note_try(Limit("sign_in_account", "MB-1", 3), at=OPENING).wait is None
    assert not Attempt.objects.filter(key__contains="MB-").exists()


def test_a_success_counts_for_nothing() -> None:
    note_try(ONE, PLACE, at=OPENING)
    note_try(ONE, PLACE, at=OPENING).forgive(wholly=("code_reference",))
    assert sorted(Attempt.objects.values_list("kind", flat=True)) == ["code_network"]


def test_old_tries_are_removed() -> None:
    note_try(ONE, at=OPENING)
    forget_old_tries(at=OPENING + timedelta(minutes=16))
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_an_address_counts_with_its_network(address: str, counted: str) -> None:
    assert network_of(address) == counted
