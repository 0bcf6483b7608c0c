"""What does a council have that the festival comes to, and what runs beside it? And how is each play by itself?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.backoffice.simulator.accounts import demo_account
from commonhall.capabilities.backoffice.simulator.contractor import Contractor
from commonhall.capabilities.chat.simulator.product import Product
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.vehicles.simulator.program import demo_settings as vehicle_account
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import adopt, bind_provider, import_pattern
from commonhall.chats.answering import set_desk
from commonhall.chats.policies import DAYS, DeskRules
from commonhall.connect.operations import link_system
from commonhall.contacts.charting import load_map
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.calendars import calendar_settings
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_areas import areas
from commonhall.upkeep.demo.gazetteer_stories import story_properties, waste_settings
from commonhall.web.citizen.chat_offered import forget_offered
from commonhall.web.citizen.services import forget_services
from tests.conftest import ALIASES
from tests.contracts.chat.benches import settings as chat_account
from tests.rooms.citizen.conftest import Clock
from tests.rooms.festival.meeting import folder_of
from tests.rooms.festival.walking import PLACE
from tests.rooms.festival.ways import Way
from tests.rooms.vouching import Gate

AT: Final = datetime.fromisoformat("2026-06-08T11:00:00+00:00")
_GOES_OVER: Final[dict[str, Any]] = {
    "fields": [
        {"to": "service_code", "constant": "POTHOLE"},
        {"to": "address_string", "constant": "As the case says"},
        {"to": "attribute[size]", "constant": "M"},
        {"to": "description", "path": "case.title"},
    ]
}


@dataclass(frozen=True)
class Around:
    """The stand-ins that run beside the festival, and the clock that all go by."""

    clock: Clock
    folder: Path
    vehicles: str
    contractor: Contractor
    chats: Product
    gate: Gate


def prepare(council: CouncilSite, slug: str, around: Around) -> UUID:
    """Let ``council`` have a gazetteer, a provider of everything, and the pattern; return its version there."""
    folder = folder_of(slug)
    with in_council(council):
        _load_places(maps="location" in {question.type for page in folder.pattern.pages for question in page.questions})
        for capability, provider, settings in (
            ("notifications", "outbox_folder", {"folder": str(around.folder / "outbox")}),
            ("files", "folder", {"folder": str(around.folder / "files")}),
            ("addresses", "gazetteer", {}),
            ("maps", "own_streets", {}),
            ("waste", "rounds", waste_settings(PLACE)),
            ("bookings", "own_calendar", calendar_settings(PLACE)),
            ("payments", "practice_card", {}),
            ("vehicles", "dvla", vehicle_account(PLACE, around.vehicles)),
            ("backoffice", "open311", demo_account(council.slug, around.contractor.address)),
        ):
            bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=AT)
        own: UUID = import_pattern(pattern=folder.pattern, report={}, by=SYSTEM, at=AT).id
        return own


def run_service(council: CouncilSite, way: Way, version: UUID, met: Sequence[str], around: Around) -> None:
    """Let ``council`` run the pattern, with a back office behind it, and with what else meeting ``met`` takes."""
    forget_services()
    forget_offered()
    if "identity" in met:
        around.gate.bind_one_login(council)
    with in_council(council):
        adopt(
            council=council, slug=way.slug, origin="own", version_id=version, settings=way.settings(), by=SYSTEM, at=AT
        )
        title = Words(en="Greyfriars Highways", cy="Priffyrdd Greyfriars")
        link_system(service=way.slug, title=title, exchange=_GOES_OVER, council=council, by=SYSTEM, at=AT)
        if "chat" in met:
            account = chat_account(around.chats)
            bind_provider(capability="chat", provider="external_chat", settings=account, by=SYSTEM, at=AT)
            set_desk(rules=DeskRules(True, dict.fromkeys(DAYS, ("00:00", "24:00"))), by=SYSTEM, at=AT)


def _load_places(*, maps: bool) -> None:
    gazetteer = generate(PLACE)
    told = {story.uprn for story in story_properties(PLACE)}
    properties = [row for row in gazetteer.properties if row.uprn in told]
    usrns = {row.usrn for row in properties}
    streets = [street for street in gazetteer.streets if maps or street.usrn in usrns]
    load_gazetteer(
        properties=properties, streets=streets, furniture=gazetteer.furniture if maps else (), by=SYSTEM, at=AT
    )
    if maps:
        load_map(areas=areas(PLACE), by=SYSTEM, at=AT)


@contextmanager
def apart(around: Around) -> Iterator[None]:
    """Play once: what is kept of it is forgotten afterwards."""
    forget_play(around)
    with ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in ALIASES:
            transaction.set_rollback(True, using=alias)


def forget_play(around: Around) -> None:
    """Forget what the last play left in memory and in folders, and let the clock begin anew."""
    forget_failures()
    PUBLISHED.forget()
    for folder in ("outbox", "files"):
        shutil.rmtree(around.folder / folder, ignore_errors=True)
    around.clock.at = AT
