"""Who supplies the councils of the demonstration? Each has another mix of providers, all of them stood in for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from commonhall.capabilities.bookings.simulator.program import demo_settings as calendar_account
from commonhall.capabilities.chat.simulator.accounts import DEMO_COUNCILS as CHATTING
from commonhall.capabilities.chat.simulator.accounts import demo_chat
from commonhall.capabilities.files.simulator.accounts import demo_store
from commonhall.capabilities.maps.simulator.program import demo_settings as map_account
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.payments.simulator.accounts import DEMO_COUNCILS, demo_settings
from commonhall.capabilities.simulators.places import LOOPBACK, address_of, port_of
from commonhall.capabilities.vehicles.simulator.program import demo_settings as vehicle_account
from commonhall.catalogue.bound import Mode, held_bindings, last_held
from commonhall.catalogue.operations import bind_provider
from commonhall.chats.answering import set_desk
from commonhall.chats.policies import DAYS, DeskRules
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.record.queries import events_about
from commonhall.upkeep.demo.alternatives import draft_places
from commonhall.upkeep.demo.councils import COUNCILS, DemoCouncil

BOOKS_ELSEWHERE: Final = ("stonemere", "bulky-waste")
"""The council and the service whose slots are in a calendar of a supplier."""
SEEDER: Final = Actor("system", name="Demonstration")


def bind_suppliers(demo: DemoCouncil, *, data: Path, port: int, notify_url: str, at: datetime) -> None:
    """Bind the providers of the council in scope: on every start, since the stand-ins' ports may be others. What was
    chosen in the studio since stays.

    port: of the web; the stand-ins answer on those after it. notify_url: where the stand-in for GOV.UK Notify answers.
    """
    notify = demo_account(demo.slug, base_url=notify_url)
    bind_unless_changed("notifications", "govuk_notify", notify, at=at)
    _bind_payments(demo, port, at)
    _bind_files(demo, data, port, at)
    _bind_vehicles(demo, port, at)
    _bind_calendar(demo, port, at)
    _bind_maps(demo, port, at)
    _answer_chats(demo, port, at)
    draft_places(demo, port=port, by=SEEDER, at=at)
    _bind_for_tests(demo, port, notify_url, at)


def _bind_for_tests(demo: DemoCouncil, port: int, notify_url: str, at: datetime) -> None:
    """Let what is tried go through accounts of its own at the stand-ins, where the real one leads outside."""
    account = f"{demo.slug}-tests"
    bind_unless_changed("notifications", "govuk_notify", demo_account(account, base_url=notify_url), mode="test", at=at)
    if demo.slug in DEMO_COUNCILS:
        pay = demo_settings(account, address_of("payments", web=port))
        bind_unless_changed("payments", "govuk_pay", pay, mode="test", at=at)
    if demo in COUNCILS[:2]:
        store = demo_store(account, address_of("files", web=port))
        bind_unless_changed("files", "s3", store, mode="test", at=at)
    if demo == COUNCILS[0]:
        agency = vehicle_account(account, address_of("vehicles", web=port))
        bind_unless_changed("vehicles", "dvla", agency, mode="test", at=at)


def _bind_payments(demo: DemoCouncil, port: int, at: datetime) -> None:
    """Let two councils take payments through the stand-in for GOV.UK Pay, the others by a practice card."""
    if demo.slug in DEMO_COUNCILS:
        settings = demo_settings(demo.slug, address_of("payments", web=port))
        bind_unless_changed("payments", "govuk_pay", settings, at=at)
    else:
        bind_unless_changed("payments", "practice_card", {}, at=at)


def _bind_files(demo: DemoCouncil, data: Path, port: int, at: datetime) -> None:
    """Let two councils keep their files in the stand-in for a store, the others in a folder, and all have them scanned
    by the stand-in for ClamAV.
    """
    if demo in COUNCILS[:2]:
        store = demo_store(demo.slug, address_of("files", web=port))
        bind_unless_changed("files", "s3", store, at=at)
    else:
        folder = {"folder": str(data / "files")}
        bind_unless_changed("files", "folder", folder, at=at)
    scanner = {"host": LOOPBACK, "port": port_of("scanning", web=port)}
    bind_unless_changed("scanning", "clamd", scanner, at=at)


def _bind_vehicles(demo: DemoCouncil, port: int, at: datetime) -> None:
    """Let one council look vehicles up at the stand-in for their agency, and the others ask the resident."""
    if demo == COUNCILS[0]:
        agency = vehicle_account(demo.slug, address_of("vehicles", web=port))
        bind_unless_changed("vehicles", "dvla", agency, at=at)
    else:
        bind_unless_changed("vehicles", "ask_resident", {}, at=at)


def _bind_maps(demo: DemoCouncil, port: int, at: datetime) -> None:
    """Let one council show the tiles of a supplier, by its stand-in, and the others their own streets."""
    if demo == COUNCILS[1]:
        supplier = map_account(demo.slug, address_of("maps", web=port))
        bind_unless_changed("maps", "tiles", supplier, at=at)
    else:
        bind_unless_changed("maps", "own_streets", {}, at=at)


def _bind_calendar(demo: DemoCouncil, port: int, at: datetime) -> None:
    """Let one council book one service at the stand-in for a back-office calendar, beside its own calendars."""
    council, service = BOOKS_ELSEWHERE
    if demo.slug != council:
        return
    accounts: tuple[tuple[Mode, str], ...] = (("live", demo.slug), ("test", f"{demo.slug}-tests"))
    for mode, account in accounts:
        last = last_held("bookings", "calendar_api", service=service, mode=mode)
        if last is None or last.state == "in_force":
            settings = calendar_account(account, address_of("bookings", web=port))
            bind_provider(
                capability="bookings", provider="calendar_api", settings=settings, service=service, mode=mode,
                by=SEEDER, at=at,
            )  # fmt: skip


def _answer_chats(demo: DemoCouncil, port: int, at: datetime) -> None:
    """Let all councils answer chats from early till late, and one of them in the stand-in for a chat product."""
    if demo.slug in CHATTING:
        settings = demo_chat(demo.slug, address_of("chat", web=port))
        bind_unless_changed("chat", "external_chat", settings, at=at)
    else:
        bind_unless_changed("chat", "own_desk", {}, at=at)
    if not any(event.kind == "chat_desk_set" for event in events_about(("council", council_in_scope()))):
        hours = dict.fromkeys(DAYS, ("06:00", "23:00"))
        set_desk(rules=DeskRules(is_on=True, hours=hours, on_holidays=True), by=SEEDER, at=at)


def bind_unless_changed(
    capability: str, provider: str, settings: Mapping[str, Any], *, mode: Mode = "live", at: datetime
) -> None:
    """Bind a provider of the demonstration with its settings of this start, unless another was chosen since."""
    held = [each for each in held_bindings(capability) if (each.state, each.service) == ("in_force", "")]
    chosen = next((each.provider for each in held if each.mode == mode), provider)
    if chosen == provider:
        bind_provider(capability=capability, provider=provider, settings=settings, mode=mode, by=SEEDER, at=at)
