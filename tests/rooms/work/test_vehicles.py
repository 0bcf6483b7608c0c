"""Is a vehicle looked up by the provider of the very council, and is the resident asked where there is none?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from commonhall.capabilities.vehicles.simulator.program import VehicleSimulator, demo_settings, running
from commonhall.catalogue.binding import bind_provider
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.facts import Found, find_facts

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
PERMIT = """
pattern: permit
version: 1.0.0
title: {en: Get a permit, cy: Cael trwydded}
verb: apply
prefix: PE
privacy: {lawful_basis: public_task, purpose: To give permits}
facts:
  vehicle: {from: vehicles.details, with: {registration: answers.plate}, when_unavailable: ask}
pages:
  - id: which
    questions: [{id: plate, type: vehicle, label: Which vehicle?}]
  - id: fuel
    questions: [{id: fuel, type: text, when_missing: vehicle, label: What does it run on?}]
case:
  title: Permit
  teams: [{team: parking}]
  first: received
  states: {received: {label: Received}, done: {label: Done, phase: closed}}
  transitions: [{id: finish, label: Finish, from: [received], to: done, by: [officer]}]
  retention: {months: 12}
"""


@pytest.fixture
def simulator() -> Iterator[VehicleSimulator]:
    with running() as made:
        yield made


@pytest.fixture
def effective() -> Effective:
    pattern, _ = read_pattern(PERMIT)
    return effective_pattern(pattern, council={"name": "Amberford", "nation": "england"}, day=date(2026, 6, 10))


def looked_up(effective: Effective, plate: str | None) -> Found:
    answers = {"plate": plate} if plate else {}
    return find_facts(effective, ("vehicle",), {"answers": answers}, now="2026-06-10T12:00:00")


def bind(council: CouncilSite, simulator: VehicleSimulator) -> None:
    settings = demo_settings(council.slug, simulator.address)
    bind_provider(capability="vehicles", provider="dvla", settings=settings, by=SYSTEM, at=AT)


def test_a_vehicle_is_looked_up(council: CouncilSite, effective: Effective, simulator: VehicleSimulator) -> None:
    with in_council(council):
        bind(council, simulator)
        found = looked_up(effective, "AA19EEE")
    assert found.missing == frozenset()
    assert found.values["vehicle"]["fuel"] == "electric"
    assert found.missing == frozenset()


@pytest.mark.parametrize("plate", [None, "ER19NFD", "ER19MNT", "ER19BAD", "BAB1234567"])
def test_where_nothing_is_found_the_resident_is_asked(
    council: CouncilSite, effective: Effective, simulator: VehicleSimulator, plate: str | None
) -> None:
    with in_council(council):
        bind(council, simulator)
        assert looked_up(effective, plate) == Found({}, frozenset({"vehicle"}))


def test_a_council_that_asks_the_resident(council: CouncilSite, effective: Effective) -> None:
    with in_council(council):
        assert looked_up(effective, "AA19EEE").missing == {"vehicle"}
        bind_provider(capability="vehicles", provider="ask_resident", settings={}, by=SYSTEM, at=AT)
        assert looked_up(effective, "AA19EEE").missing == {"vehicle"}


def test_the_key_of_one_council_is_not_another_s(
    council: CouncilSite, other_council: CouncilSite, effective: Effective, simulator: VehicleSimulator
) -> None:
    with in_council(council):
        bind(council, simulator)
    with in_council(other_council):
        assert looked_up(effective, "AA19EEE").missing == {"vehicle"}
