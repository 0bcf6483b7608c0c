"""Do the adapter of OS Places and its stand-in both speak as the API is described, and what if it does wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
import pytest

from commonhall.capabilities.addresses.places.reading import in_ordinary_case, read_addresses
from commonhall.capabilities.addresses.places.searching import InMemory
from commonhall.capabilities.addresses.port import MOST, addresses_from
from commonhall.capabilities.addresses.providers.os_places import Provider
from commonhall.capabilities.addresses.simulator.program import (
    A_MINUTE,
    BASE,
    Account,
    PlacesSimulator,
    demo_key,
    demo_settings,
    running,
)
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.upkeep.demo.places_accounts import custodian_of, places_accounts
from tests.contracts.addresses.benches import COUNCIL, stand_in
from tests.contracts.addresses.test_addresses import PLACE, ROWS

HOUSE: Final = next(row for row in ROWS if row.kind == "postal" and row.status == "approved")
FLAT: Final = next(row for row in ROWS if row.parent_uprn and len(row.lines) == 3)
GONE: Final = next(row for row in ROWS if row.status == "historic")
PARK: Final = next(row for row in ROWS if row.kind == "land")
COMMON: Final = {
    "UPRN": str, "ADDRESS": str, "STATUS": str, "LOGICAL_STATUS_CODE": str, "CLASSIFICATION_CODE": str,
    "LOCAL_CUSTODIAN_CODE": int, "COUNTRY_CODE": str, "POSTAL_ADDRESS_CODE": str, "BLPU_STATE_CODE": str,
    "X_COORDINATE": float, "Y_COORDINATE": float, "LANGUAGE": str, "MATCH": float, "MATCH_DESCRIPTION": str,
}  # fmt: skip
"""Keys of every row, with the type that they have on the wire."""


@pytest.fixture
def places() -> Iterator[PlacesSimulator]:
    with stand_in(ROWS) as simulator:
        yield simulator


@pytest.fixture
def provider(places: PlacesSimulator) -> Provider:
    made = addresses_from("os_places", demo_settings(COUNCIL, places.address))
    assert isinstance(made, Provider)
    return made


def asked(places: PlacesSimulator, call: str, *, key: str = demo_key(COUNCIL), **query: Any) -> httpx.Response:
    """Call the stand-in as any other client does."""
    return httpx.get(f"{places.address}{BASE}/{call}", params=query, headers={"key": key})


# The adapter


def test_a_free_text_finds_what_fits_best_first(provider: Provider) -> None:
    assert provider.find(f"{HOUSE.lines[0]}, {HOUSE.postcode}")[0] == HOUSE
    assert provider.find(" ".join(FLAT.lines))[0] == FLAT
    assert provider.find("nowhere at all zzz") == ()


def test_the_nearest_is_found_and_nothing_in_the_middle_of_the_sea(provider: Provider) -> None:
    found = provider.nearest(PARK.easting + 1, PARK.northing)
    assert found is not None
    assert found.uprn == PARK.uprn
    assert found.kind == "land"
    assert provider.nearest(10_000, 10_000) is None


def test_more_than_a_page_is_fetched_page_by_page(places: PlacesSimulator, provider: Provider) -> None:
    found = provider.at_postcode(PLACE.crowded_postcode)
    assert (len(found.addresses), found.more) == (MOST, True)
    assert len(provider.at_postcode(PLACE.crowded_postcode, "Flat 7").addresses) == 3
    places.faults.set("many_results")  # says that there is more, where there is none
    assert provider.by_uprn(HOUSE.uprn) == HOUSE


@pytest.mark.parametrize("effect", ["no_results", "wrong_council"])
def test_an_answer_without_our_addresses_is_an_empty_one(places: PlacesSimulator, effect: str) -> None:
    settings = {**demo_settings(COUNCIL, places.address), "custodians": str(custodian_of(COUNCIL).code)}
    ours = addresses_from("os_places", settings)
    assert ours.at_postcode(HOUSE.postcode).addresses
    places.faults.set(effect)
    assert ours.at_postcode(HOUSE.postcode).addresses == ()
    assert ours.by_uprn(HOUSE.uprn) is None


@pytest.mark.parametrize(
    "effect",
    ["reset", "truncated_json", "html_error_page", "rate_limit", "status:500", "status:503", "body:{}", "body:[1]"],
)
def test_a_broken_answer_is_worth_another_try(places: PlacesSimulator, provider: Provider, effect: str) -> None:
    places.faults.set(effect)
    with pytest.raises(Unavailable):
        provider.at_postcode(HOUSE.postcode)
    with pytest.raises(Unavailable):
        provider.check()


@pytest.mark.parametrize("row", ["1", "null", '{"DPA": []}', '{"DPA": {"UPRN": "x"}}', '{"LPI": {}}', '{"NEW": {}}'])
def test_rows_that_cannot_be_understood_are_left_out(places: PlacesSimulator, provider: Provider, row: str) -> None:
    places.faults.set(f'body:{{"header": {{"totalresults": 1, "new": 2}}, "results": [{row}]}}')
    assert provider.at_postcode(HOUSE.postcode).addresses == ()


@pytest.mark.parametrize(("status", "raised"), [(400, Rejected), (401, Misconfigured), (403, Misconfigured)])
def test_refusals(places: PlacesSimulator, provider: Provider, status: int, raised: type[Exception]) -> None:
    places.faults.set(f"status:{status}")
    with pytest.raises(raised):
        provider.at_postcode(HOUSE.postcode)


def test_a_wrong_key_and_a_wrong_address_are_for_the_council_to_mend(places: PlacesSimulator) -> None:
    settings = demo_settings(COUNCIL, places.address)
    with pytest.raises(Misconfigured, match="credentials"):
        addresses_from("os_places", {**settings, "api_key": "nobody"}).check()
    with pytest.raises(Misconfigured, match="address of OS Places"):
        addresses_from("os_places", {**settings, "base_url": f"{places.address}/elsewhere"}).check()
    with pytest.raises(Misconfigured, match="custodians"):
        addresses_from("os_places", {**settings, "custodians": "Leeds"})


def test_the_key_is_shown_nowhere(provider: Provider) -> None:
    assert demo_key(COUNCIL) not in repr(vars(provider))


def test_a_delivery_point_is_written_as_a_letter_has_it() -> None:
    point = {
        "UPRN": "00100023336956", "ORGANISATION_NAME": "MILL LANE STORES LTD", "SUB_BUILDING_NAME": "UNIT 2",
        "BUILDING_NAME": "12A", "DEPENDENT_THOROUGHFARE_NAME": "BACK O'THE MILL", "THOROUGHFARE_NAME": "MILL LANE",
        "DEPENDENT_LOCALITY": "STOKE-ON-THE-HILL", "POST_TOWN": "KING'S MERE", "POSTCODE": "DL11 2AA", "RPC": "1",
        "X_COORDINATE": 400500, "Y_COORDINATE": 499000, "LANGUAGE": "EN", "LOCAL_CUSTODIAN_CODE": 9902, "MATCH": 1,
    }  # fmt: skip
    (found,) = read_addresses([{"DPA": point}])
    assert found.uprn == "100023336956"
    assert found.lines == (
        "Mill Lane Stores Ltd", "Unit 2", "12A Back O'The Mill", "Mill Lane", "Stoke-on-the-Hill",
    )  # fmt: skip
    assert (found.town, found.postcode, found.kind, found.status) == ("King's Mere", "DL11 2AA", "postal", "approved")
    assert 54 < found.latitude < 55
    assert -3 < found.longitude < -1


def test_the_gazetteer_s_row_is_used_where_there_is_no_delivery_point() -> None:
    row = {
        "UPRN": 10001, "SAO_START_NUMBER": "1", "SAO_END_NUMBER": "3", "SAO_TEXT": "UNITS", "PAO_TEXT": "MILL COURT",
        "PAO_START_NUMBER": "5", "PAO_START_SUFFIX": "B", "STREET_DESCRIPTION": "HEOL YR EGLWYS", "USRN": "99040001",
        "TOWN_NAME": "BRYNAFON", "LANGUAGE": "ENG", "LOGICAL_STATUS_CODE": "1", "POSTAL_ADDRESS_CODE": "N",
        "CLASSIFICATION_CODE": "CU11", "WARD_CODE": "W05000001",
    }  # fmt: skip
    (found,) = read_addresses([{"LPI": row}, {"LPI": {**row, "LPI_LOGICAL_STATUS_CODE": "8", "TOWN_NAME": "OLD"}}])
    assert found.lines == ("Units 1-3", "Mill Court", "5B Heol yr Eglwys")
    assert (found.town, found.usrn, found.ward, found.kind) == ("Brynafon", "99040001", "W05000001", "furniture")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("O'CONNOR CLOSE", "O'Connor Close"), ("ST JOHN'S ROAD", "St John's Road"), ("TŶ'R AFON", "Tŷ'r Afon"),
        ("THE ISLE OF THE MOON", "The Isle of the Moon"), ("PO BOX 12", "PO Box 12"), ("12A HIGH ST", "12A High St"),
        ("Already Written", "Already Written"), ("", ""),
    ],
)  # fmt: skip
def test_capitals_become_ordinary_writing(given: str, written: str) -> None:
    assert in_ordinary_case(given) == written


# What the API's description says, of the stand-in itself


def test_a_delivery_point_on_the_wire(places: PlacesSimulator) -> None:
    body = asked(places, "postcode", postcode=FLAT.postcode.replace(" ", "").lower(), maxresults=5).json()
    header = body["header"]
    assert header.keys() >= {
        "uri", "query", "offset", "totalresults", "format", "dataset", "lr", "maxresults", "epoch", "output_srs",
    }  # fmt: skip
    assert (header["dataset"], header["lr"], header["format"], header["offset"]) == ("DPA", "EN", "JSON", 0)
    assert (header["maxresults"], header["output_srs"], len(body["results"])) == (5, "EPSG:27700", 5)
    assert header["totalresults"] > 5
    assert all(each.keys() == {"DPA"} for each in body["results"])
    flat = asked(places, "uprn", uprn=FLAT.uprn).json()["results"][0]["DPA"]
    assert {name: type(flat[name]) for name in COMMON} == COMMON
    assert (flat["SUB_BUILDING_NAME"], flat["BUILDING_NAME"]) == (FLAT.lines[0].upper(), FLAT.lines[1].upper())
    assert (flat["PARENT_UPRN"], flat["THOROUGHFARE_NAME"]) == (FLAT.parent_uprn, FLAT.lines[2].upper())
    assert flat["ADDRESS"] == f"{', '.join(FLAT.lines)}, {FLAT.town}, {FLAT.postcode}".upper()
    assert "BUILDING_NUMBER" not in flat
    assert "" not in flat.values()
    assert None not in flat.values()


def test_a_row_of_the_gazetteer_on_the_wire(places: PlacesSimulator) -> None:
    body = asked(places, "uprn", uprn=HOUSE.uprn, dataset="DPA,LPI", lr="EN,CY", output_srs="EPSG:4326").json()
    assert [(next(iter(each)), next(iter(each.values()))["LANGUAGE"]) for each in body["results"]] == [
        ("DPA", "EN"), ("DPA", "CY"), ("LPI", "EN"), ("LPI", "CY"),
    ]  # fmt: skip
    entry = body["results"][3]["LPI"]
    assert (entry["USRN"], entry["PAO_START_NUMBER"]) == (HOUSE.usrn, "1")
    assert entry["STREET_DESCRIPTION"] == HOUSE.street.cy.upper()
    assert entry["LPI_LOGICAL_STATUS_CODE"] == "1"
    assert entry["LPI_KEY"].startswith("9904L")
    assert (entry["LNG"], entry["LAT"]) == (HOUSE.longitude, HOUSE.latitude)


def test_what_has_no_letters_is_in_the_gazetteer_s_rows_alone(places: PlacesSimulator) -> None:
    for row, logical in ((PARK, "1"), (GONE, "8")):
        assert "results" not in asked(places, "uprn", uprn=row.uprn).json()
        (found,) = asked(places, "uprn", uprn=row.uprn, dataset="LPI").json()["results"]
        assert found["LPI"]["LOGICAL_STATUS_CODE"] == logical
    assert "POSTCODE_LOCATOR" not in asked(places, "uprn", uprn=PARK.uprn, dataset="LPI").json()["results"][0]["LPI"]


def test_nothing_found_has_no_results_at_all(places: PlacesSimulator) -> None:
    answer = asked(places, "postcode", postcode=PLACE.empty_postcode)
    assert (answer.status_code, answer.json()["header"]["totalresults"]) == (200, 0)
    assert "results" not in answer.json()


def test_pages_come_one_after_the_other_and_nothing_twice(places: PlacesSimulator) -> None:
    seen: list[str] = []
    while True:
        body = asked(places, "postcode", postcode=PLACE.crowded_postcode, maxresults=40, offset=len(seen)).json()
        seen += [each["DPA"]["UPRN"] for each in body.get("results", ())]
        if len(seen) >= body["header"]["totalresults"]:
            break
    assert len(seen) == len(set(seen)) == body["header"]["totalresults"] > MOST


def test_filters(places: PlacesSimulator) -> None:
    def uprns(*fq: str) -> set[str]:
        body = asked(places, "postcode", postcode=GONE.postcode, dataset="LPI", fq=list(fq)).json()
        return {each["LPI"]["UPRN"] for each in body.get("results", ())}

    assert GONE.uprn in uprns()
    assert GONE.uprn not in uprns("LOGICAL_STATUS_CODE:1")
    assert GONE.uprn in uprns("LOGICAL_STATUS_CODE:8", "CLASSIFICATION_CODE:C* R*")
    assert uprns("COUNTRY_CODE:S") == set()


def test_points_in_three_systems_find_the_same(places: PlacesSimulator) -> None:
    points = {
        "EPSG:27700": f"{HOUSE.easting},{HOUSE.northing}",
        "EPSG:4326": f"{HOUSE.latitude},{HOUSE.longitude}",
        "WGS84": f"{HOUSE.longitude},{HOUSE.latitude}",
    }
    for srs, point in points.items():
        body = asked(places, "nearest", point=point, srs=srs).json()
        assert [each["DPA"]["UPRN"] for each in body["results"]] == [HOUSE.uprn], srs
    wide = asked(places, "radius", point=points["EPSG:27700"], radius=50).json()
    assert wide["header"]["totalresults"] > 1
    assert wide["results"][0]["DPA"]["UPRN"] == HOUSE.uprn


@pytest.mark.parametrize(
    ("call", "query"),
    [
        ("postcode", {}), ("postcode", {"postcode": "LL23"}), ("uprn", {"uprn": "x"}), ("find", {}),
        ("find", {"query": "a", "minmatch": "7"}), ("nearest", {"point": "1"}),
        ("nearest", {"point": "1,2", "radius": "9999"}),
        ("nearest", {"point": "99,99", "srs": "EPSG:4326"}), ("uprn", {"uprn": "1", "dataset": "PAF"}),
        ("uprn", {"uprn": "1", "maxresults": "101"}), ("uprn", {"uprn": "1", "offset": "-1"}),
        ("uprn", {"uprn": "1", "lr": "FR"}), ("uprn", {"uprn": "1", "format": "XML"}),
        ("uprn", {"uprn": "1", "output_srs": "EPSG:1"}), ("uprn", {"uprn": "1", "fq": "PASSWORD:x"}),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(places: PlacesSimulator, call: str, query: dict[str, str]) -> None:
    answer = asked(places, call, **query)
    assert answer.status_code == 400
    assert answer.json()["error"]["statuscode"] == 400
    assert answer.json()["error"]["message"].startswith("Parameter ")


def test_no_key_no_path_no_method(places: PlacesSimulator) -> None:
    assert asked(places, "uprn", key="", uprn="1").status_code == 401
    assert asked(places, "uprn", key=demo_key("thornbridge"), uprn="1").status_code == 401
    assert asked(places, "nothing").status_code == 404
    assert httpx.post(f"{places.address}{BASE}/uprn", headers={"key": demo_key(COUNCIL)}).status_code == 405
    by_query = httpx.get(f"{places.address}{BASE}/uprn", params={"uprn": HOUSE.uprn, "key": demo_key(COUNCIL)})
    assert by_query.json()["results"]
    assert demo_key(COUNCIL) not in by_query.text


def test_the_limit_of_a_minute_is_kept_and_passes() -> None:
    now = [datetime.fromisoformat("2026-06-08T11:00:00+00:00")]
    account = Account(InMemory(ROWS[:1]), custodian_of(COUNCIL))
    with running({demo_key(COUNCIL): lambda: account}, clock=lambda: now[0]) as places, httpx.Client() as client:
        call = f"{places.address}{BASE}/uprn?uprn=1&key={demo_key(COUNCIL)}"
        assert {client.get(call).status_code for _ in range(A_MINUTE)} == {200}
        assert client.get(call).status_code == 429
        now[0] += timedelta(minutes=1)
        assert client.get(call).status_code == 200


def test_each_council_of_the_demonstration_has_a_key_of_its_own() -> None:
    with running(places_accounts()) as places:
        other = addresses_from("os_places", demo_settings("thornbridge", places.address))
        assert other.by_uprn(HOUSE.uprn) is None
        assert addresses_from("os_places", demo_settings(COUNCIL, places.address)).by_uprn(HOUSE.uprn) == HOUSE
