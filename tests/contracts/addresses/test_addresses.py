"""Does every address provider keep the promises of its port?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.port import MOST, Addresses, gazetteer_source, plug_source
from commonhall.capabilities.addresses.simulator.program import PlacesSimulator
from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.ports import Breaker, guarded, providers_of
from commonhall.upkeep.demo.gazetteer import Gazetteer, generate
from tests.contracts.addresses.benches import BENCHES, stand_in

NAMES = [provider.name for provider in providers_of("addresses")]
PLACE: Gazetteer = generate("brynafon")
STREETS = {street.usrn: street.name for street in PLACE.streets}
FIRST_STREETS = {street.usrn for street in PLACE.streets[:22]}  # enough for every kind and status
ROWS: Sequence[Address] = [row.address(STREETS[row.usrn]) for row in PLACE.properties if row.usrn in FIRST_STREETS]
HOSTILE = (
    "",
    " ",
    "SW1A",
    "not a postcode",
    "SW1A 1AA'; DROP TABLE",
    "LL23%",
    "\x00",
    "LL23 2A4",
    "٣٣٣",
    "A" * 10_000,
)


@pytest.fixture(scope="module")
def places() -> Iterator[PlacesSimulator]:
    with stand_in(ROWS) as simulator:
        yield simulator


@pytest.fixture(params=NAMES)
def addresses(request: pytest.FixtureRequest, tmp_path: Path, places: PlacesSimulator) -> Iterator[Addresses]:
    before = gazetteer_source()
    yield BENCHES[request.param](ROWS, tmp_path, places)
    plug_source(before)


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)


def test_it_checks_out(addresses: Addresses) -> None:
    addresses.check()


def test_a_street_comes_in_natural_order_with_all_its_fields(addresses: Addresses) -> None:
    found = addresses.at_postcode(ROWS[0].postcode)
    assert [row.lines[0] for row in found.addresses] == [f"{n} {PLACE.streets[0].name.en}" for n in range(1, 25)]
    assert not found.more
    assert found.addresses[0] == ROWS[0]
    assert found.addresses[0].in_one_line("cy") == f"1 {PLACE.streets[0].name.cy}, Brynafon, {ROWS[0].postcode}"


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace(" ", ""), lambda text: f"  {text}. "])
def test_a_postcode_may_be_typed_in_any_way(addresses: Addresses, change: type[str]) -> None:
    assert addresses.at_postcode(change(ROWS[0].postcode)) == addresses.at_postcode(ROWS[0].postcode)


def test_a_crowded_postcode_gives_a_hundred_in_order_and_says_there_are_more(addresses: Addresses) -> None:
    found = addresses.at_postcode(PLACE.crowded_postcode)
    assert len(found.addresses) == MOST
    assert found.more
    first_building = [row.lines[0] for row in found.addresses if row.lines[1] == found.addresses[0].lines[1]]
    assert first_building == [f"Flat {n}" for n in range(1, len(first_building) + 1)]
    assert all(row.parent_uprn for row in found.addresses)


def test_the_building_narrows_a_crowded_postcode(addresses: Addresses) -> None:
    building = addresses.at_postcode(PLACE.crowded_postcode).addresses[0].lines[1]
    found = addresses.at_postcode(PLACE.crowded_postcode, building)
    assert len(found.addresses) == 42
    assert not found.more
    assert {row.lines[1] for row in found.addresses} == {building}


def test_a_number_means_that_number_and_a_name_may_be_in_welsh(addresses: Addresses) -> None:
    assert [row.lines[0][:2] for row in addresses.at_postcode(ROWS[0].postcode, "2").addresses] == ["2 "]
    assert addresses.at_postcode(ROWS[0].postcode, "eglwys").addresses
    assert not addresses.at_postcode(ROWS[0].postcode, "there is no such house").addresses


def test_the_flat_may_come_after_the_building(addresses: Addresses) -> None:
    building = addresses.at_postcode(PLACE.crowded_postcode).addresses[0].lines[1]
    found = addresses.at_postcode(PLACE.crowded_postcode, f"{building}, flat 7")
    assert ("Flat 7", building) in [row.lines[:2] for row in found.addresses]
    assert {row.lines[0] for row in found.addresses} == {"Flat 7"}


def test_only_postal_addresses_in_use_are_listed(addresses: Addresses) -> None:
    hidden = {row.uprn for row in ROWS if row.status != "approved" or row.kind != "postal"}
    for postcode in {row.postcode for row in ROWS if row.uprn in hidden and row.postcode}:
        assert not hidden & {row.uprn for row in addresses.at_postcode(postcode).addresses}
    assert {row.kind for row in ROWS if row.uprn in hidden} == {"shell", "land", "postal"}


def test_nothing_found_is_an_empty_answer(addresses: Addresses) -> None:
    found = addresses.at_postcode(PLACE.empty_postcode)
    assert found.addresses == ()
    assert not found.more


@pytest.mark.parametrize("typed", HOSTILE)
def test_text_that_is_no_postcode_is_rejected_with_a_code(addresses: Addresses, typed: str) -> None:
    with pytest.raises(Rejected) as refused:
        addresses.at_postcode(typed)
    assert refused.value.code == "postcode_malformed"


@pytest.mark.parametrize("typed", ["", "0", "abc", "1234567890123", "-1", "1.0", "\x00", "9" * 10_000])
def test_text_that_is_no_uprn_is_rejected_with_a_code(addresses: Addresses, typed: str) -> None:
    with pytest.raises(Rejected) as refused:
        addresses.by_uprn(typed)
    assert refused.value.code == "uprn_malformed"


def test_any_row_is_found_by_its_uprn(addresses: Addresses) -> None:
    for row in (ROWS[0], *(row for row in ROWS if row.kind != "postal" or row.status != "approved")):
        assert addresses.by_uprn(f" {row.uprn} ") == row
    assert addresses.by_uprn("999999999999") is None


def test_every_record_is_json(addresses: Addresses) -> None:
    found = addresses.at_postcode(PLACE.crowded_postcode).addresses
    assert [json.loads(json.dumps(row.record())) for row in found] == [row.record() for row in found]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(postcode=st.text(max_size=60), building=st.text(max_size=300))
def test_no_text_breaks_it(addresses: Addresses, postcode: str, building: str) -> None:
    with suppress(Rejected):
        assert len(addresses.at_postcode(postcode, building).addresses) <= MOST
    assert len(addresses.at_postcode(ROWS[0].postcode, building).addresses) <= 24


def test_a_provider_that_hangs_is_unavailable(addresses: Addresses) -> None:
    def hangs() -> Address | None:
        sleep(0.3)
        return addresses.by_uprn(ROWS[0].uprn)

    with pytest.raises(Unavailable):
        guarded(hangs, breaker=Breaker(), clock=lambda: datetime.now(UTC), seconds=0.02)
