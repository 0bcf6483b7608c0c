"""Which providers are swapped for their second ones and back, in the studio, by an administrator's own browser? One of
every capability that there is: first at a time that was set, then to and fro."""

from __future__ import annotations

import csv
import json
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.proofs.beside import Beside
from bench.proofs.counting import HANDOVERS, PAPERS
from bench.proofs.installation import Installation
from bench.proofs.resident import GaveUp, Resident
from bench.proofs.surroundings import OUTBOX
from commonhall.capabilities.addresses.simulator.program import demo_settings as places_account
from commonhall.capabilities.maps.simulator.program import demo_settings as map_account
from commonhall.capabilities.simulators.places import address_of
from commonhall.capabilities.waste.simulator.program import demo_settings as crews_account
from commonhall.capabilities.words import capabilities
from commonhall.core.values.dates import london

IN_FORCE: Final = """SELECT b.id::text, b.provider FROM catalogue_binding b
JOIN councils_council c ON c.id = b.council_id
WHERE c.slug = '{council}' AND b.capability = '{capability}' AND b.service = '{service}' AND b.state = 'in_force'
AND b.mode = 'live'"""
BINDING: Final = re.compile(r"/studio/bindings/([0-9a-f-]{36})$")
PAUSE: Final = 0.3
"""Seconds between two switches."""
PLANNED: Final = "SELECT count(*) FROM catalogue_binding WHERE state = 'planned'"
TIME_COMES: Final = (
    "UPDATE catalogue_binding SET begins_at = now() WHERE state = 'planned'",
    "UPDATE record_job_turn SET next_at = now() WHERE job = 'switch_bindings'",
)
"""What the hour until the planned switches does."""
WITHIN: Final = 60.0
"""Seconds in which what is due is switched, and in which somebody who waits for a switch sees it."""


@dataclass(frozen=True)
class Swap:
    """A provider's second one at a council. typed: what is typed for its settings. service: of which, if not of all."""

    council: str
    provider: str
    typed: Mapping[str, str] = field(default_factory=dict)
    service: str = ""
    capability: str = ""


def swaps(data: Path, port: int) -> list[Swap]:
    """Return what is swapped, of every capability that is found.

    data: where the folders and files of the second providers are made. port: of the web. Raises KeyError for a
    capability of which nobody has said yet what its second provider is.
    """
    slots = {"path": str(_slots(data / "slots.csv"))}
    handovers = {"folder": str(data / HANDOVERS)}
    second = {
        "payments": [Swap("thornbridge", "practice_card")],
        "notifications": [Swap("thornbridge", "outbox_folder", {"folder": str(data / OUTBOX)})],
        "files": [Swap("thornbridge", "folder", {"folder": str(data / PAPERS)})],
        "scanning": [Swap("thornbridge", "test_file")],
        "vehicles": [Swap("thornbridge", "ask_resident")],
        "addresses": [
            Swap("thornbridge", "os_places", places_account("thornbridge", address_of("addresses", web=port)))
        ],
        "waste": [Swap("thornbridge", "contractor", crews_account("thornbridge", address_of("waste", web=port)))],
        "maps": [Swap("thornbridge", "tiles", map_account("thornbridge", address_of("maps", web=port)))],
        "identity": [Swap("thornbridge", "email_link")],
        "staff_identity": [Swap("thornbridge", "password")],
        "chat": [Swap("stonemere", "own_desk")],
        "bookings": [
            Swap("thornbridge", "slots_csv", slots),
            Swap("stonemere", "slots_csv", slots, service="bulky-waste"),
        ],
        "backoffice": [Swap("stonemere", "csv_folder", handovers, service="report-a-problem")],
    }
    return [
        replace(swap, capability=capability.name) for capability in capabilities() for swap in second[capability.name]
    ]


def _slots(path: Path) -> Path:
    """Write the slots that Thornbridge's own calendar offers, as a contractor would send them."""
    today = datetime.now(UTC).date()
    days = [today + timedelta(days=number) for number in range(5, 40)]
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("calendar", "date", "start", "end", "capacity"))
        for day in days:
            for start, end in (("07:00", "12:00"), ("12:00", "17:00")) if day.weekday() < 5 else ():
                rows.writerow(("bulky_waste", day.isoformat(), start, end, 12))
            rows.writerow(("visits", day.isoformat(), "09:30", "10:30", 2))
    return path


@dataclass
class _Pair:
    """Both bindings of a swap. first: of the provider that was there; at_second: whether the other is in force. times:
    how often it was switched."""

    swap: Swap
    first: str
    second: str
    at_second: bool = False
    times: int = 0


class Swapper(Beside):
    """An administrator of each council, who switches every provider to and fro while ``with`` lasts, and back at last.

    planned: how many switches came at a time that was set.
    """

    def __init__(self, installation: Installation) -> None:
        super().__init__()
        self._installation = installation
        self._administrators = {council: _signed_in(installation, council) for council in ("thornbridge", "stonemere")}
        self._pairs = [self._chosen(swap) for swap in swaps(installation.data.path, installation.port)]
        self._awaited: Counter[str] = Counter()
        self.planned = 0

    @property
    def switched(self) -> dict[str, int]:
        """How often each was switched, by capability, and by service where it is of one."""
        return {f"{one.swap.capability} {one.swap.service}".strip(): one.times for one in self._pairs}

    def await_switch(self, capability: str) -> None:
        """Wait until a capability is switched once more: it comes next. Raises GaveUp."""
        (pair,) = (each for each in self._pairs if each.swap.capability == capability)
        before, until = pair.times, time.monotonic() + WITHIN
        self._awaited[capability] += 1
        while pair.times == before:
            self.count()
            if time.monotonic() > until:
                raise GaveUp(f"{capability} is not switched")
            self.done.wait(0.05)
            time.sleep(0.05)

    def play(self) -> None:
        """Switch all at one time that was set, then one after the other, and back at last."""
        for pair in self._pairs:
            self._plan(pair)
        self._let_time_come()
        while not self.done.is_set():
            for pair in self._pairs:
                self._switch_awaited()
                self._switch(pair)
                self.done.wait(PAUSE)
        for pair in self._pairs:
            if pair.at_second:
                self._switch(pair)

    def close(self) -> None:
        """Close the browsers."""
        for administrator in self._administrators.values():
            administrator.close()

    def _switch_awaited(self) -> None:
        for pair in self._pairs:
            if self._awaited.pop(pair.swap.capability, 0):
                self._switch(pair)

    def _plan(self, pair: _Pair) -> None:
        """Choose in an hour as the time, as London's clock shows it."""
        studio = self._administrators[pair.swap.council]
        day, _, clock = london(datetime.now(UTC) + timedelta(hours=1)).partition("T")
        year, month, number = day.split("-")
        asked = studio.open(f"/studio/bindings/{pair.second}/switch")
        typed = {"when": "later", "day-day": number, "day-month": month, "day-year": year, "time": clock[:5]}
        then = studio.send(asked, typed)
        if "begins" not in then.words:
            raise GaveUp(f"{pair.swap.capability} is not planned: {then.path} {then.words[:600]}")

    def _let_time_come(self) -> None:
        """Let the hour pass, and wait until the worker has switched all that was planned."""
        self.planned = self._planned()
        for statement in TIME_COMES:
            self._installation.asked(statement)
        until = time.monotonic() + WITHIN
        while self._planned():
            if time.monotonic() > until:
                raise GaveUp("what is planned is not switched")
            time.sleep(0.1)
        for pair in self._pairs:
            self._seen_in_use(pair)

    def _planned(self) -> int:
        return int(str(self._installation.asked(PLANNED)[0][0]))

    def _seen_in_use(self, pair: _Pair) -> None:
        shown = self._administrators[pair.swap.council].open(f"/studio/bindings/{pair.second}")
        if "In use" not in shown.words:
            raise GaveUp(f"{pair.swap.capability} is not in use: {shown.words[:600]}")
        pair.at_second, pair.times = True, pair.times + 1

    def _chosen(self, swap: Swap) -> _Pair:
        """Choose the second provider in the studio, fill in its settings, and leave it as a draft."""
        found = IN_FORCE.format(council=swap.council, capability=swap.capability, service=swap.service)
        ((first, provider),) = self._installation.asked(found)
        if provider == swap.provider:
            raise GaveUp(f"{swap.capability} at {swap.council} is {provider} already")
        studio = self._administrators[swap.council]
        chosen = f"provider={swap.provider}&service={swap.service or 'all'}&mode=live"
        asked = studio.open(f"/studio/providers/{swap.capability}/choose?{chosen}")
        typed = {f"set-{path.replace('.', '--')}": str(value) for path, value in swap.typed.items()}
        kept = studio.send(asked, typed)
        made = BINDING.search(kept.path)
        check = next((form for form in kept.forms if form.action.endswith("/check")), None)
        if made is None or check is None:
            raise GaveUp(f"{swap.capability}: {swap.provider} is not kept: {kept.words[:600]}")
        checked = studio.send(kept, {}, form=check)
        if "The check went well" not in checked.words:
            raise GaveUp(f"{swap.capability}: {swap.provider} does not work: {checked.words[:600]}")
        return _Pair(swap, str(first), made.group(1))

    def _switch(self, pair: _Pair) -> None:
        studio = self._administrators[pair.swap.council]
        asked = studio.open(f"/studio/bindings/{pair.first if pair.at_second else pair.second}/switch")
        then = studio.send(asked, {"when": "now"})
        if "is in use" not in then.words:
            raise GaveUp(f"{pair.swap.capability} is not switched: {then.path} {then.words[:600]}")
        pair.at_second, pair.times = not pair.at_second, pair.times + 1


def _signed_in(installation: Installation, council: str) -> Resident:
    """Return the browser of the council's administrator, who is its lead."""
    email = f"lead@{council}.example.org"
    passwords = json.loads((installation.data.path / "demo-accounts.json").read_text())
    browser = Resident(f"http://{council}.localhost:{installation.port}", asks=lambda: None)
    page = browser.send(browser.open("/office/sign-in"), {"email": email, "password": passwords[email]})
    if page.path.endswith("/sign-in"):
        raise GaveUp(f"{email} cannot sign in: {page.words[:300]}")
    return browser
