"""How does an empty installation become the demonstration? Through the same operations as a real one, once."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from commonhall.capabilities.simulators.places import address_of
from commonhall.catalogue.operations import LIBRARY, adopt, bind_provider, newest_published, publish_library, reword
from commonhall.catalogue.teams import TEAMS
from commonhall.contacts.charting import load_map
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.importers.forms import import_form
from commonhall.core.language.loading import read_folder
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import (
    AccountExists,
    add_member,
    add_team,
    change_password,
    create_account,
    grant_role,
)
from commonhall.people.operators import create_operator
from commonhall.people.policies import Role
from commonhall.people.queries import get_account_id
from commonhall.record.operations import record_event
from commonhall.record.queries import events_about
from commonhall.upkeep.demo.calendars import calendar_settings
from commonhall.upkeep.demo.councils import COUNCILS, DemoCouncil
from commonhall.upkeep.demo.enquiries import submit_enquiries
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_areas import areas
from commonhall.upkeep.demo.gazetteer_stories import waste_settings
from commonhall.upkeep.demo.highways import bind_contractor
from commonhall.upkeep.demo.history import work_through
from commonhall.upkeep.demo.requests import EVERYWHERE, FIRST, send_requests
from commonhall.upkeep.demo.signing_in import let_sign_in
from commonhall.upkeep.demo.suppliers import SEEDER, bind_suppliers
from commonhall.upkeep.forms import take_in_form

RESTRICTED: Final = ("mental-health-assessment",)
"""Patterns whose cases only their own team sees, and whoever was granted them: here the lead."""

RIGHTS: Final = "data-rights"
"""The service in which people ask for their rights: who looks after the records works on its cases."""

STAFF: Final[tuple[Role, ...]] = ("officer", "lead", "agent", "manager", "records")
"""What each council has one of."""
FORM: Final = Path(__file__).parent / "forms" / "community-garden-grant.json"
OPERATOR: Final = "operator@platform.example.org"
LONG_AGO: Final = timedelta(days=365)
"""The councils have run their services for a year, so that cases can have been opened in the past."""


@dataclass(frozen=True, slots=True)
class SeededAccount:
    """A member of staff of the demonstration, and the password that was made for this installation."""

    council: str
    role: str
    name: str
    email: str
    password: str


def seed(*, data: Path, port: int, notify_url: str, at: datetime) -> Iterator[tuple[CouncilSite, list[SeededAccount]]]:
    """Make what is missing of the demonstration and yield each council with its accounts.

    data: the data folder, in which the passwords are kept. port: of the web; the stand-ins answer on those after it.
    notify_url: where the stand-in for GOV.UK Notify answers.
    Patterns of the library that are new are published on every start; a council is made whole, once.
    """
    publish_library(using="migrator", at=at)
    passwords = _Passwords(data / "demo-accounts.json")
    for demo in COUNCILS:
        site = _site(demo, at)
        with in_council(site, by=SEEDER, purpose="command"):
            bind_suppliers(demo, data=data, port=port, notify_url=notify_url, at=at)
            if not any(event.kind == "demonstration_made" for event in events_about(("council", site.id))):
                _make_council(demo, site, passwords, at)
            staff = [(str(role), name, email) for role, name, email in _staff(demo)]
            let_sign_in(council=site, data=data, port=port, staff=staff, by=SEEDER, at=at)
            bind_contractor(council=site, address=address_of("backoffice", web=port), by=SEEDER, at=at)
        yield site, _accounts(demo, passwords)


def seed_operator(*, data: Path, at: datetime) -> tuple[str, str]:
    """Make who looks after the platform of the demonstration, and return their e-mail address and password."""
    password = _Passwords(data / "demo-accounts.json").of(OPERATOR)
    with suppress(AccountExists):
        create_operator(email=OPERATOR, password=password, at=at)
    return OPERATOR, password


def _site(demo: DemoCouncil, at: datetime) -> CouncilSite:
    return add_council(
        slug=demo.slug,
        name=demo.name,
        kind=demo.kind,
        nation=demo.nation,
        default_language=demo.default_language,
        languages=demo.languages,
        contact={
            "phone": demo.phone,
            "email": demo.email,
            "address": demo.address,
            "hours": demo.hours.model_dump(),
        },
        by=SEEDER,
        at=at,
    )


def _make_council(demo: DemoCouncil, site: CouncilSite, passwords: _Passwords, at: datetime) -> None:
    """Make one council whole, in one transaction: a start that is cut short leaves nothing half made."""
    gazetteer = generate(demo.slug)
    load_gazetteer(
        properties=gazetteer.properties, streets=gazetteer.streets, furniture=gazetteer.furniture, by=SEEDER, at=at
    )
    load_map(areas=areas(demo.slug), by=SEEDER, at=at)
    bind_provider(capability="addresses", provider="gazetteer", settings={}, by=SEEDER, at=at)
    bind_provider(capability="waste", provider="rounds", settings=waste_settings(demo.slug), by=SEEDER, at=at)
    bind_provider(
        capability="bookings", provider="own_calendar", settings=calendar_settings(demo.slug), by=SEEDER, at=at
    )
    add_team(slug="grants", name=TEAMS["grants"], by=SEEDER, at=at)
    _add_staff(demo, passwords, at)
    _adopt_library(demo, site, at)
    if demo.takes_form:
        _take_in_form(site, at)
    submit_enquiries(site, at=at)
    send_requests(site, EVERYWHERE, by=SEEDER, at=at)
    if demo == COUNCILS[0]:
        send_requests(site, FIRST, by=SEEDER, at=at)
        work_through(site, by=SEEDER, at=at)
    record_event(kind="demonstration_made", subject=("council", site.id), by=SEEDER, at=at)


def _take_in_form(site: CouncilSite, at: datetime) -> None:
    """Import a form of another builder, as a council would on its first day, and let it run."""
    imported = import_form(FORM.read_bytes(), file_name=FORM.name, slug=FORM.stem)
    take_in_form(imported, council=site, live=True, by=SEEDER, at=at - LONG_AGO)


def _add_staff(demo: DemoCouncil, passwords: _Passwords, at: datetime) -> None:
    for role, name, email in _staff(demo):
        try:
            account = create_account(email=email, password=passwords.of(email), by=SEEDER, at=at)
        except AccountExists:
            account = get_account_id(email)
            change_password(account_id=account, password=passwords.of(email), by=SEEDER, at=at)
        member = add_member(
            account_id=account, name=name, email=email, language=demo.default_language, by=SEEDER, at=at
        )
        grant_role(membership_id=member, role=role, by=SEEDER, at=at)
        if role == "lead":
            grant_role(membership_id=member, role="administrator", by=SEEDER, at=at)
            for pattern in RESTRICTED:  # whoever may do everything still sees none of these without being named
                grant_role(membership_id=member, role="lead", pattern=pattern, by=SEEDER, at=at)
        elif role == "records":
            grant_role(membership_id=member, role="officer", pattern=RIGHTS, by=SEEDER, at=at)
        elif role == "manager":  # what deletes or gives out needs two people
            grant_role(membership_id=member, role="records", by=SEEDER, at=at)


def _adopt_library(demo: DemoCouncil, site: CouncilSite, at: datetime) -> None:
    profiles = {"missed-bin": demo.profile, **demo.profiles}
    for path in sorted(LIBRARY.glob("*/pattern.yaml")):
        slug = path.parent.name
        named = read_folder(path.parent).profiles[profiles[slug]].settings if slug in profiles else {}
        own = {**named, **demo.own.get(slug, {})}
        version = newest_published(slug)
        adopt(
            council=site, slug=slug, origin="library", version_id=version.id, settings=own, by=SEEDER, at=at - LONG_AGO
        )
    for text, words in demo.words.items():
        reword(council=site, slug="missed-bin", text=text, en=words.en, cy=words.cy, by=SEEDER, at=at - LONG_AGO)


class _Passwords:
    """The passwords of the demonstration's staff: random, made once, readable by the owner of the folder only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def of(self, email: str) -> str:
        if email not in self._known:
            self._known[email] = "-".join(secrets.token_hex(2) for _ in range(3))
            fresh = self._path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(json.dumps(self._known, indent=1))
            os.replace(fresh, self._path)
        return self._known[email]


def _accounts(demo: DemoCouncil, passwords: _Passwords) -> list[SeededAccount]:
    return [SeededAccount(demo.slug, role, name, email, passwords.of(email)) for role, name, email in _staff(demo)]


def _staff(demo: DemoCouncil) -> list[tuple[Role, str, str]]:
    domain = f"{demo.slug}.example.org"
    names = (demo.officer, demo.lead, demo.agent, demo.manager, demo.records)
    return [(role, name, f"{role}@{domain}") for role, name in zip(STAFF, names, strict=True)]
