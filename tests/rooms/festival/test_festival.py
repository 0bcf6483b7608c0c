"""Does every pattern of the library come to its end while any provider that it meets does wrong, with everything there
exactly once? And do those who sign in, and what a back office says?

What happened stands on a page of the docs. COMMONHALL_FESTIVAL=1 writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from commonhall.capabilities.backoffice.simulator.contractor import running as contractor
from commonhall.capabilities.vehicles.simulator.program import running as vehicles
from commonhall.capabilities.waste.simulator.program import demo_settings as contractor_account
from commonhall.catalogue.faults import EFFECTS, Effect
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen import visit
from commonhall.web.citizen.services import forget_services
from tests.cast import Officer, Resident
from tests.contracts.backoffice.benches import loopback
from tests.contracts.chat.benches import product
from tests.rooms.citizen.conftest import NOW, Clock, furnish
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.conftest import roads as roads  # a fixture of the room where back offices are proved
from tests.rooms.festival import handing, proving, signing_in, staffing, table
from tests.rooms.festival.meeting import folder_of, library, met_by, plays, ports
from tests.rooms.festival.preparing import AT, Around, apart, prepare, run_service
from tests.rooms.festival.stage import Stage
from tests.rooms.festival.telling import in_words
from tests.rooms.festival.walking import Walk
from tests.rooms.festival.ways import way_of
from tests.rooms.vouching import gate

STORIES: Final = {
    handing.STORY: "backoffice",
    proving.STORY: "identity",
    signing_in.STORY: "identity",
    staffing.STORY: "staff_identity",
}
"""What no pattern plays, with the capability that does wrong."""
FOUND_OUT: Final = ("bookings", "vehicles", "waste")
"""What is asked for facts on the way, before a page that needs them."""
BY_OFFICERS: Final = {"freedom-of-information": {"files"}}
"""What is declared because officers meet it, not residents: they try again later."""


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    clock, folder = Clock(), tmp_path_factory.mktemp("festival")
    with ExitStack() as stack:
        stack.enter_context(loopback())
        yield Around(
            clock,
            folder,
            stack.enter_context(vehicles()).address,
            stack.enter_context(contractor(folder, clock=lambda: clock.at)),
            stack.enter_context(product()),
            stack.enter_context(gate(folder, lambda: clock.at)),
        )


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch, around: Around) -> None:
    """Wait for nothing, go by one clock, and take the library's patterns as they are: tests/patterns judges them."""
    monkeypatch.setattr("commonhall.catalogue.faults.sleep", lambda seconds: None)
    monkeypatch.setattr("commonhall.catalogue.operations.judge", lambda folder: [])
    monkeypatch.setattr(visit, "clock", lambda: around.clock.at)
    around.clock.at = AT
    forget_services()


@contextmanager
def _naming(*what: str) -> Iterator[None]:
    """Say at a failure what was played."""
    try:
        yield
    except BaseException as failed:
        failed.add_note(f"This was {', '.join(what)}")
        raise


@pytest.mark.parametrize("slug", library())
def test_every_pattern_goes_on(council: CouncilSite, around: Around, slug: str) -> None:
    version = prepare(council, slug, around)
    for wrong in plays(slug):
        way = way_of(slug, wrong[0])
        with apart(around):
            run_service(council, way, version, wrong, around)
            walk = Walk(council, way, wrong[0], around.clock, around.gate)
            if wrong[0] not in FOUND_OUT:
                walk.go_on()  # up to where the provider is met: that goes the same way every time
            for effect in EFFECTS:
                with _naming(slug, *wrong, effect), apart(around):
                    ended = Stage(walk.again(), wrong, around).play(effect)
                    for capability in wrong:
                        table.check(slug, capability, effect, in_words(slug, capability, ended))


@pytest.mark.parametrize("effect", EFFECTS)
def test_the_back_office_has_cases_and_changes_once_and_in_order(roads: Roads, effect: Effect) -> None:
    table.check(handing.STORY, "backoffice", effect, handing.play(roads, effect))


@pytest.mark.parametrize("effect", EFFECTS)
def test_whoever_signs_in_gets_at_their_requests(
    council: CouncilSite, around: Around, resident: Resident, effect: Effect
) -> None:
    around.clock.at = NOW
    furnish(council)
    sender = replace(resident, name="Ada Fennimore", email=signing_in.ADA)
    words = signing_in.play(council, around.gate, around.clock, sender, effect)
    table.check(signing_in.STORY, "identity", effect, words)


@pytest.mark.parametrize("effect", EFFECTS)
def test_whoever_must_show_who_they_are_gets_on(council: CouncilSite, around: Around, effect: Effect) -> None:
    around.clock.at = NOW
    table.check(proving.STORY, "identity", effect, proving.play(council, around.gate, effect))


@pytest.mark.parametrize("effect", EFFECTS)
def test_officers_get_to_their_desks(officer: Officer, around: Around, effect: Effect) -> None:
    around.clock.at = datetime.now(UTC)  # the office goes by the clock of the machine
    table.check(staffing.STORY, "staff_identity", effect, staffing.play(officer, around.gate, effect))


def test_a_service_asks_the_provider_that_it_has_of_its_own(council: CouncilSite, around: Around) -> None:
    way = way_of("missed-bin", "waste")
    version = prepare(council, way.slug, around)
    run_service(council, way, version, ["waste"], around)
    with in_council(council):
        nobody = contractor_account(council.slug, "http://127.0.0.1:9")
        bind_provider(capability="waste", provider="contractor", settings=nobody, service=way.slug, by=SYSTEM, at=AT)
    walk = Walk(council, way, "waste", around.clock, around.gate)
    walk.send()
    with in_council(council):
        assert walk.journey().missing == ["collections"]


def test_no_capability_that_a_pattern_meets_is_left_out() -> None:
    played = {slug: set(met_by(folder_of(slug).pattern)) for slug in library()}
    for slug, met in played.items():
        assert set(folder_of(slug).pattern.capabilities) - met <= BY_OFFICERS.get(slug, set()), slug
    assert set().union(*played.values(), STORIES.values()) == set(ports())


def test_the_page_tells_of_everything_that_is_played_and_of_nothing_else() -> None:
    seen = table.read()
    assert set(seen) == {*library(), *STORIES}
    for story, told in seen.items():
        assert set(told) == ({STORIES[story]} if story in STORIES else set(met_by(folder_of(story).pattern)))
        assert all(set(words) == set(EFFECTS) for words in told.values())
    assert table.PAGE.read_text() == table.page(seen)
