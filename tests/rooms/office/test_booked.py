"""Are there words for everything that can become of a booked time, for officers and for residents?"""

from __future__ import annotations

from typing import get_args

import pytest

from commonhall.cases.tables.booked import BOOKING_STATES
from commonhall.core.lifecycle.standing import BookingState
from commonhall.web.citizen.holdings import STATES
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.timeline import OF_PARTS


def test_a_stored_booking_is_in_a_state_that_the_rules_know() -> None:
    assert set(BOOKING_STATES) == set(get_args(BookingState))


@pytest.mark.parametrize("state", BOOKING_STATES)
def test_every_state_of_a_booking_has_words(state: str) -> None:
    part, text = OF_PARTS[f"booking_{state}"]
    for words in (TEXTS[f"booking_{state}"], TEXTS[text], STATES[state]):
        assert words.en
        assert words.cy
    assert part == "booking"
    assert "{what}" in TEXTS[text].en
