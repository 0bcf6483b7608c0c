"""Does every provider of vehicles keep the port's promises? And do adapter and simulator both speak as the agency's
service is described?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import providers_of
from commonhall.capabilities.vehicles.port import RECORD_TYPES, VehicleDetails, Vehicles, vehicles_from
from commonhall.capabilities.vehicles.simulator.program import CALL, VehicleSimulator, demo_settings, running

BENCHES: dict[str, Callable[[VehicleSimulator], Vehicles]] = {
    "ask_resident": lambda _: vehicles_from("ask_resident", {}),
    "dvla": lambda simulator: vehicles_from("dvla", demo_settings("amberford", simulator.address)),
}
TYPES = {"string": str, "date": str, "int": int, "bool": bool}


@pytest.fixture
def simulator() -> Iterator[VehicleSimulator]:
    with running() as made:
        yield made


@pytest.fixture
def dvla(simulator: VehicleSimulator) -> Vehicles:
    return BENCHES["dvla"](simulator)


def asked(simulator: VehicleSimulator, body: Any, key: str | None = None) -> httpx.Response:
    """Ask the simulator as the agency's description says."""
    key = demo_settings("amberford", "")["api_key"] if key is None else key
    return httpx.post(f"{simulator.address}{CALL}", json=body, headers={"x-api-key": key})


def test_every_provider_is_on_the_bench() -> None:
    assert {provider.name for provider in providers_of("vehicles")} == set(BENCHES)


@pytest.mark.parametrize("name", sorted(BENCHES))
def test_every_provider_can_be_tried(simulator: VehicleSimulator, name: str) -> None:
    BENCHES[name](simulator).check()


@pytest.mark.parametrize("name", sorted(BENCHES.keys() - {"ask_resident"}))
def test_the_promises_of_the_port(simulator: VehicleSimulator, name: str) -> None:
    vehicles = BENCHES[name](simulator)
    found = vehicles.details("AB12CDE")
    assert isinstance(found, VehicleDetails)
    assert found.registration == "AB12CDE"
    record = found.record()
    assert record.keys() == RECORD_TYPES.keys()
    assert all(value is None or isinstance(value, TYPES[RECORD_TYPES[part]]) for part, value in record.items())
    assert found.registered is None or re.fullmatch(r"\d{4}-\d{2}-01", found.registered)
    assert vehicles.details("AB12CDE") == found


def test_a_council_that_looks_up_nothing_asks_the_resident(simulator: VehicleSimulator) -> None:
    with pytest.raises(Rejected) as refused:
        BENCHES["ask_resident"](simulator).details("AB12CDE")
    assert refused.value.code == "not_looked_up"


def test_the_agency_s_words_become_ours(dvla: Vehicles) -> None:
    assert dvla.details("AA19AAA") == VehicleDetails(
        "AA19AAA", found_make := dvla.details("AA19AAA").make, dvla.details("AA19AAA").colour,
        "petrol", "2019-03-01", 300, 2000, 1, True,
    )  # fmt: skip
    assert found_make
    electric = dvla.details("AA19EEE")
    assert (electric.fuel, electric.co2, electric.engine, electric.euro) == ("electric", 0, None, None)
    assert dvla.details("AA19DSL").fuel == "diesel"
    assert dvla.details("AA19AMP").fuel == "hybrid"
    off_road = dvla.details("AA19SRN")
    assert (off_road.taxed, off_road.co2) == (False, None)


@pytest.mark.parametrize(
    ("plate", "code"),
    [("ER19NFD", "not_found"), ("ER19BAD", "malformed"), ("B-AB123", "malformed"), ("BAB1234567", "malformed")],
)
def test_a_number_that_cannot_be_looked_up(dvla: Vehicles, plate: str, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        dvla.details(plate)
    assert refused.value.code == code


@pytest.mark.parametrize("plate", ["ER19THR", "ER19ERR", "ER19MNT"])
def test_the_agency_s_failures_are_worth_another_try(dvla: Vehicles, plate: str) -> None:
    with pytest.raises(Unavailable):
        dvla.details(plate)


@pytest.mark.parametrize("effect", ["reset", "truncated_json", "html_error_page", "body:{}", "body:[1]"])
def test_a_broken_answer_is_no_vehicle(simulator: VehicleSimulator, dvla: Vehicles, effect: str) -> None:
    simulator.faults.set(effect)
    with pytest.raises(Unavailable):
        dvla.details("AB12CDE")


def test_an_answer_about_another_vehicle_is_not_believed(simulator: VehicleSimulator, dvla: Vehicles) -> None:
    simulator.faults.set('body:{"registrationNumber": "AB12CDF", "co2Emissions": 0}')
    with pytest.raises(Unavailable):
        dvla.details("AB12CDE")


def test_a_wrong_key_is_for_the_council_to_mend(simulator: VehicleSimulator) -> None:
    vehicles = vehicles_from("dvla", {"api_key": "nobody", "base_url": simulator.address})
    with pytest.raises(Misconfigured, match="credentials"):
        vehicles.check()


def test_the_key_is_shown_nowhere() -> None:
    settings = demo_settings("amberford", "http://127.0.0.1:9")
    vehicles = vehicles_from("dvla", settings)
    assert settings["api_key"] not in repr(vars(vehicles))


# What the agency's description and its page of mock answers say, of the simulator itself.


@pytest.mark.parametrize(
    ("plate", "status", "title"),
    [
        ("ER19BAD", 400, "Bad Request"),
        ("ER19NFD", 404, "Vehicle Not Found"),
        ("ER19THR", 429, "Too Many Requests"),
        ("ER19ERR", 500, "Internal Server Error"),
        ("ER19MNT", 503, "Service Unavailable"),
    ],
)
def test_the_simulator_fails_as_described(simulator: VehicleSimulator, plate: str, status: int, title: str) -> None:
    answer = asked(simulator, {"registrationNumber": plate})
    assert answer.status_code == status
    assert [(each["status"], each["title"]) for each in answer.json()["errors"]] == [(str(status), title)]


def test_the_simulator_answers_as_described(simulator: VehicleSimulator) -> None:
    record = asked(simulator, {"registrationNumber": "AA19AAA"}).json()
    assert re.fullmatch(r"\d{4}-\d{2}", record["monthOfFirstRegistration"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", record["taxDueDate"])
    assert (record["registrationNumber"], record["co2Emissions"], record["fuelType"]) == ("AA19AAA", 300, "PETROL")
    assert record["markedForExport"] is False


@pytest.mark.parametrize("body", [None, {}, {"registrationNumber": 7}, {"registrationNumber": "AB12 CDE"}, "AB12CDE"])
def test_the_simulator_refuses_what_is_no_request(simulator: VehicleSimulator, body: Any) -> None:
    assert asked(simulator, body).status_code == 400


def test_the_simulator_wants_a_key(simulator: VehicleSimulator) -> None:
    answer = asked(simulator, {"registrationNumber": "AA19AAA"}, key="")
    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})
