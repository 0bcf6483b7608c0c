"""How does the stand-in for OS Places answer? Each key finds the addresses of its own council, within its limit."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from commonhall.capabilities.addresses.places.answering import answer, error
from commonhall.capabilities.addresses.places.searching import InMemory
from commonhall.capabilities.addresses.places.writing import Custodian
from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.simulators.standing_in import StandIn, in_json, key_for

BASE: Final = "/search/places/v1"
A_MINUTE: Final = 600
"""Calls that a live project may make in a minute."""
EPOCH: Final = "1"
NO_RESULTS, MANY, ELSEWHERE = "no_results", "many_results", "wrong_council"
OWN_EFFECTS: Final = (NO_RESULTS, MANY, ELSEWHERE)
"""Faults of this provider alone: nothing is found, more than a page is found, another council's address is found."""
MANY_MEANS: Final = 101


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: all addresses are made up."""
    return key_for(council, "addresses")


def demo_settings(council: str, address: str) -> dict[str, Any]:
    """Return the settings with which the provider ``os_places`` talks to the simulator for a council."""
    return {"api_key": demo_key(council), "base_url": f"{address}{BASE}"}


@dataclass
class Account:
    """What one key finds, and when it was used in the last minute."""

    gazetteer: InMemory
    custodian: Custodian
    calls: deque[datetime] = field(default_factory=deque)


class PlacesSimulator(StandIn):
    """OS Places, but for its socket.

    accounts: what each key finds, made when it is first used.
    """

    name = "OS Places"

    def __init__(self, accounts: Mapping[str, Callable[[], Account]], clock: Callable[[], datetime]) -> None:
        super().__init__(own=OWN_EFFECTS)
        self._made = dict(accounts)
        self._accounts: dict[str, Account] = {}
        self._clock = clock
        self._lock = threading.Lock()

    def called(self, request: Request) -> Answer:
        """Return the addresses that a call finds."""
        return self.faults.around(request, lambda: self._found(request))

    def _found(self, request: Request) -> Answer:
        key = request.headers.get("key", "") or request.query.get("key", [""])[0]
        account = self._account(key)
        if account is None:
            return _json(*error(401, "Invalid ApiKey"))
        if not request.path.startswith(f"{BASE}/"):
            return _json(*error(404, "Resource not found"))
        if request.method != "GET":
            return _json(*error(405, "Method not allowed"))
        if not self._within_limit(account):
            return _json(*error(429, "Too many requests"))
        query = {name: values for name, values in request.query.items() if name != "key"}
        call = request.path.removeprefix(f"{BASE}/")
        uri = f"{self.address}{request.path}?{urlencode(query, doseq=True)}"
        return _json(*self._changed(request, *answer(
            call, query, account.gazetteer, account.custodian, uri=uri, epoch=EPOCH
        )))  # fmt: skip

    def _account(self, key: str) -> Account | None:
        with self._lock:
            if key not in self._accounts and key in self._made:
                self._accounts[key] = self._made[key]()
            return self._accounts.get(key)

    def _within_limit(self, account: Account) -> bool:
        now = self._clock()
        with self._lock:
            while account.calls and account.calls[0] <= now - timedelta(minutes=1):
                account.calls.popleft()
            account.calls.append(now)
            return len(account.calls) <= A_MINUTE

    def _changed(self, request: Request, status: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return an answer as a fault of this provider makes it."""
        if status != 200:
            return status, body
        if self.faults.takes(NO_RESULTS, request):
            return 200, {"header": {**body["header"], "totalresults": 0}}
        if body.get("results") and self.faults.takes(ELSEWHERE, request):
            moved = [
                {name: {**row, "LOCAL_CUSTODIAN_CODE": 1} for name, row in each.items()} for each in body["results"]
            ]
            return 200, {**body, "results": moved}
        if body.get("results") and self.faults.takes(MANY, request):
            return 200, {**body, "header": {**body["header"], "totalresults": MANY_MEANS}}
        return status, body


def _json(status: int, body: dict[str, Any]) -> Answer:
    return replace(in_json(status, body), headers={"Cache-Control": "no-cache"})


@contextmanager
def running(
    accounts: Mapping[str, Callable[[], Account]],
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[PlacesSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one. accounts: by key, what each finds."""
    simulator = PlacesSimulator(accounts, clock)
    with serving(simulator, port=port, host=host):
        yield simulator
