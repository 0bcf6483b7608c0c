"""Which providers are swapped for their second ones and back, in the studio, by an administrator's own browser?"""

from __future__ import annotations

import csv
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.proofs.counting import HANDOVERS, OUTBOX, PAPERS
from bench.proofs.installation import Installation
from bench.proofs.resident import GaveUp, Resident
from commonhall.capabilities.addresses.simulator.program import demo_settings as places_account
from commonhall.capabilities.maps.simulator.program import demo_settings as map_account
from commonhall.capabilities.simulators.places import address_of
from commonhall.capabilities.waste.simulator.program import demo_settings as crews_account

IN_FORCE: Final = """SELECT b.id::text, b.provider FROM catalogue_binding b
JOIN councils_council c ON c.id = b.council_id
WHERE c.slug = '{council}' AND b.capability = '{capability}' AND b.service = '{service}' AND b.state = 'in_force'
AND b.mode = 'live'"""
BINDING: Final = re.compile(r"/studio/bindings/([0-9a-f-]{36})$")
PAUSE: Final = 0.3
"""Seconds between two switches."""


@dataclass(frozen=True)
class Swap:
    """A provider's second one at a council. typed: what is typed for its settings. service: of which, if not of all."""

    council: str
    capability: str
    provider: str
    typed: Mapping[str, str] = field(default_factory=dict)
    service: str = ""


def swaps(installation: Installation) -> list[Swap]:
    """Return what is swapped. Folders and files of the second providers are made in the data folder."""
    data, port = installation.data.path, installation.port
    places = places_account("thornbridge", address_of("addresses", web=port))
    crews = crews_account("thornbridge", address_of("waste", web=port))
    tiles = map_account("thornbridge", address_of("maps", web=port))
    return [
        Swap("thornbridge", "payments", "practice_card"),
        Swap("thornbridge", "notifications", "outbox_folder", {"folder": str(data / OUTBOX)}),
        Swap("thornbridge", "files", "folder", {"folder": str(data / PAPERS)}),
        Swap("thornbridge", "scanning", "test_file"),
        Swap("thornbridge", "vehicles", "ask_resident"),
        Swap("thornbridge", "addresses", "os_places", places),
        Swap("thornbridge", "waste", "contractor", crews),
        Swap("thornbridge", "maps", "tiles", tiles),
        Swap("thornbridge", "identity", "email_link"),
        Swap("stonemere", "chat", "own_desk"),
        Swap("thornbridge", "bookings", "slots_csv", {"path": str(_slots(data / "slots.csv"))}),
        Swap(
            "stonemere", "backoffice", "csv_folder", {"folder": str(data / HANDOVERS)}, service="report-a-problem"
        ),
    ]  # fmt: skip


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
    """Both bindings of a swap. first: of the provider that was there; at_second: whether the other is in force."""

    swap: Swap
    first: str
    second: str
    at_second: bool = False


class Swapper:
    """An administrator of each council, who switches every provider to and fro while ``with`` lasts, and back at last.

    switched: how often, by capability.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._done = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="swapper")
        self.switched: dict[str, int] = {}
        self._administrators = {council: _signed_in(installation, council) for council in ("thornbridge", "stonemere")}
        self._pairs = [self._chosen(swap) for swap in swaps(installation)]

    def count(self) -> None:
        """A resident asks for something. Raises what went wrong with switching: then the residents go home."""
        if self._failure is not None:
            raise self._failure

    def __enter__(self) -> Swapper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        for administrator in self._administrators.values():
            administrator.close()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            while not self._done.is_set():
                for pair in self._pairs:
                    self._switch(pair)
                    self._done.wait(PAUSE)
            for pair in self._pairs:
                if pair.at_second:
                    self._switch(pair)
        except (GaveUp, OSError) as failure:
            self._failure = failure

    def _chosen(self, swap: Swap) -> _Pair:
        """Choose the second provider in the studio, fill in its settings, and leave it as a draft."""
        found = IN_FORCE.format(council=swap.council, capability=swap.capability, service=swap.service)
        ((first, provider),) = self._installation.asked(found)
        if provider == swap.provider:
            raise GaveUp(f"{swap.capability} at {swap.council} is {provider} already")
        studio = self._administrators[swap.council]
        address = f"/studio/providers/{swap.capability}/choose/{swap.provider}?service={swap.service}&mode=live"
        typed = {f"set-{path.replace('.', '--')}": str(value) for path, value in swap.typed.items()}
        kept = studio.send(studio.open(address), typed)
        made = BINDING.search(kept.path)
        if made is None or "did not go well" in kept.words:
            raise GaveUp(f"{swap.capability}: {swap.provider} is not kept: {kept.words[:600]}")
        return _Pair(swap, str(first), made.group(1))

    def _switch(self, pair: _Pair) -> None:
        studio = self._administrators[pair.swap.council]
        asked = studio.open(f"/studio/bindings/{pair.first if pair.at_second else pair.second}/switch")
        then = studio.send(asked, {"when": "now"})
        if "is in use" not in then.words:
            raise GaveUp(f"{pair.swap.capability} is not switched: {then.path} {then.words[:600]}")
        pair.at_second = not pair.at_second
        self.switched[pair.swap.capability] = self.switched.get(pair.swap.capability, 0) + 1


def _signed_in(installation: Installation, council: str) -> Resident:
    """Return the browser of the council's administrator, who is its lead."""
    email = f"lead@{council}.example.org"
    passwords = json.loads((installation.data.path / "demo-accounts.json").read_text())
    browser = Resident(f"http://{council}.localhost:{installation.port}", asks=lambda: None)
    page = browser.send(browser.open("/office/sign-in"), {"email": email, "password": passwords[email]})
    if page.path.endswith("/sign-in"):
        raise GaveUp(f"{email} cannot sign in: {page.words[:300]}")
    return browser
