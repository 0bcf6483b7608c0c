"""Is a typed address taken for a property only where it can be no other?"""

from __future__ import annotations

import pytest

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.matching import find_meant
from commonhall.capabilities.addresses.port import Found, choose
from tests.contracts.addresses.test_addresses import PLACE, ROWS

HOUSE = ROWS[0]
FLAT = next(row for row in ROWS if row.postcode == PLACE.crowded_postcode and row.lines[0] == "Flat 7")
NUMBER = HOUSE.lines[0].partition(" ")[0]


def meant(lines: list[str], postcode: str, town: str = "Brynafon") -> tuple[Address | None, int]:
    def ask(building: str) -> Found:
        return choose([row for row in ROWS if row.postcode == postcode], building)

    found = find_meant(lines, town, ask)
    return found.sure, len(found.offered)


@pytest.mark.parametrize(
    "lines",
    [
        [HOUSE.lines[0]],
        [HOUSE.lines[0].upper()],
        [HOUSE.lines[0].lower().replace("road", "rd").replace("street", "st").replace("lane", "ln")],
        [f"{NUMBER}, {HOUSE.street.en},", "Brynafon"],
        [NUMBER, HOUSE.street.en],
        [f"{NUMBER} {HOUSE.street.cy}"],
        [f"{NUMBER} {HOUSE.street.cy}", "BRYNAFON"],
    ],
)
def test_the_same_house_however_it_is_written(lines: list[str]) -> None:
    assert meant(lines, HOUSE.postcode) == (HOUSE, 0)


@pytest.mark.parametrize(
    "lines", [list(FLAT.lines), ["Apartment 7", FLAT.lines[1], FLAT.lines[2]], list(FLAT.lines_cy)]
)
def test_a_flat_in_a_crowded_postcode(lines: list[str]) -> None:
    assert meant(lines, FLAT.postcode) == (FLAT, 0)


@pytest.mark.parametrize(
    "lines", [["Flat 7"], [FLAT.lines[1], FLAT.lines[2]], ["7", FLAT.lines[1]], [HOUSE.street.en], [""], []]
)
def test_what_leaves_something_open_is_offered_and_never_guessed(lines: list[str]) -> None:
    postcode = HOUSE.postcode if lines == [HOUSE.street.en] else FLAT.postcode
    sure, offered = meant(lines, postcode)
    assert sure is None
    assert offered > 1


def test_another_number_and_another_postcode_are_other_addresses() -> None:
    assert meant([f"9{NUMBER}00 {HOUSE.street.en}"], HOUSE.postcode) == (None, 24)
    assert meant([HOUSE.lines[0]], PLACE.empty_postcode) == (None, 0)
