"""Does every pattern of the library come to its end while a provider that it meets does wrong, and is everything there
once? And does whoever signs in?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commonhall.capabilities.vehicles.simulator.program import VehicleSimulator, running
from commonhall.capabilities.waste.simulator.program import demo_settings as contractor_account
from commonhall.catalogue.faults import EFFECTS, Effect
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from tests.cast import Resident
from tests.contracts.backoffice.benches import loopback
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.conftest import clock as clock  # fixtures of the residents' site
from tests.rooms.citizen.conftest import place as place
from tests.rooms.festival import patterns, proving, signing_in, table
from tests.rooms.festival.patterns import WAYS
from tests.rooms.festival.stories import AT, STORIES, Stage
from tests.rooms.festival.test_festival import CASES
from tests.rooms.vouching import Gate, gate


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing, and take the library's patterns as they are: tests/patterns judges them."""
    monkeypatch.setattr("commonhall.catalogue.faults.time.sleep", lambda seconds: None)
    monkeypatch.setattr("commonhall.catalogue.operations.judge", lambda folder: [])


@pytest.fixture(scope="module")
def vehicles() -> Iterator[VehicleSimulator]:
    with loopback(), running() as made:
        yield made


@pytest.fixture
def op(tmp_path: Path, clock: Clock) -> Iterator[Gate]:
    with gate(tmp_path, lambda: clock.at) as made:
        yield made


@pytest.mark.parametrize(("slug", "capability", "effect"), patterns.CASES)
def test_every_pattern_goes_on(
    council: CouncilSite, tmp_path: Path, vehicles: VehicleSimulator, slug: str, capability: str, effect: Effect
) -> None:
    story = WAYS[slug].story(vehicles.address)
    ended = Stage(council, tmp_path, story).play(capability, effect)
    table.check_line((slug, capability, effect), patterns.in_words(council, ended, story), cases=CASES)


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_whoever_signs_in_gets_at_their_requests(
    place: CouncilSite, op: Gate, clock: Clock, resident: Resident, effect: Effect
) -> None:
    sender = replace(resident, name="Ada Fennimore", email=signing_in.ADA)
    words = signing_in.play(place, op, clock, sender, effect)
    table.check_line((signing_in.STORY, "identity", effect), words, cases=CASES)


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_whoever_must_show_who_they_are_gets_on(council: CouncilSite, op: Gate, clock: Clock, effect: Effect) -> None:
    words = proving.play(council, op, effect)
    table.check_line((proving.STORY, "identity", effect), words, cases=CASES)


def test_a_service_asks_the_provider_that_it_has_of_its_own(
    council: CouncilSite, tmp_path: Path, vehicles: VehicleSimulator
) -> None:
    way = WAYS["missed-bin"]
    Stage(council, tmp_path, way.story(vehicles.address))
    with in_council(council):
        nobody = contractor_account(council.slug, "http://127.0.0.1:9")
        bind_provider(capability="waste", provider="contractor", settings=nobody, service=way.slug, by=SYSTEM, at=AT)
        way.send(council, AT)
        assert Journey.objects.get().missing == ["collections"]


def test_no_pattern_of_the_library_is_left_out() -> None:
    played = {slug for slug, capability, effect in CASES if (capability, effect) == ("notifications", "failing")}
    assert played >= {path.parent.name for path in LIBRARY.glob("*/pattern.yaml")}
    assert not WAYS.keys() & STORIES.keys()
