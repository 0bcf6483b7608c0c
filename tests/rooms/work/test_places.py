"""Is a place that somebody describes found in the council's own records, and never in another council's?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.contacts.operations import load_gazetteer
from commonhall.contacts.places import find_place
from commonhall.core.values.coordinates import metres_between, to_wgs84
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.gazetteer import generate

AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
RECORDS = generate("brynafon")
PLACE = RECORDS.properties[0]
STREET = next(street for street in RECORDS.streets if street.usrn == PLACE.usrn)
LAMP = RECORDS.furniture[0]


@pytest.fixture
def recorded(council: CouncilSite) -> CouncilSite:
    """The council with a gazetteer."""
    with in_council(council):
        load_gazetteer(
            properties=RECORDS.properties, streets=RECORDS.streets, furniture=RECORDS.furniture, by=SYSTEM, at=AT
        )
    return council


def near(found: tuple[float, float] | None, easting: float, northing: float) -> float:
    assert found is not None
    return metres_between(*found, *to_wgs84(easting, northing))


@pytest.mark.parametrize(
    "texts",
    [
        [PLACE.postcode, f"outside the shop, {PLACE.postcode.lower().replace(' ', '')}"],
        [STREET.name.en.upper(), f"{STREET.name.en}, by the bridge", STREET.name.cy],
    ],
    ids=["postcode", "street"],
)
def test_a_postcode_or_a_street_has_a_point(recorded: CouncilSite, texts: list[str]) -> None:
    with in_council(recorded):
        for text in texts:
            assert near(find_place(text), PLACE.point.easting, PLACE.point.northing) < 1500, text


def test_a_lamp_column_is_where_it_stands(recorded: CouncilSite) -> None:
    with in_council(recorded):
        assert near(find_place(LAMP.code.lower()), LAMP.point.easting, LAMP.point.northing) < 1


def test_other_words_have_none(recorded: CouncilSite) -> None:
    with in_council(recorded):
        for text in ("", "  ", ",", "behind the old mill", "ZZ99 9ZZ", "x" * 5000):
            assert find_place(text) is None, text


def test_another_council_knows_none_of_it(recorded: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(other_council):
        assert find_place(PLACE.postcode) is None
        assert find_place(STREET.name.en) is None
        assert find_place(LAMP.code) is None
