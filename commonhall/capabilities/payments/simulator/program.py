"""Which part of the simulator answers a request? The API, the card pages, the list for staff, or the controls."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from commonhall.capabilities.payments.simulator.accounts import account_of
from commonhall.capabilities.payments.simulator.api import Api
from commonhall.capabilities.payments.simulator.card_pages import CardPages
from commonhall.capabilities.payments.simulator.hooks import send_due_hooks
from commonhall.capabilities.payments.simulator.limits import Limits
from commonhall.capabilities.payments.simulator.refusals import JSON, Refused
from commonhall.capabilities.payments.simulator.store import Store
from commonhall.capabilities.payments.simulator.till import PayTill
from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request, serving

OWN_EFFECTS: Final = (
    "expire_now", "capture_window_passed", "refund_error", "refund_mismatch", "refund_submitted", "account_disabled",
    "psp_not_linked", "return_without_finishing", "webhook_before_return", "webhook_never",
)  # fmt: skip


class PaySimulator:
    """All of the simulator but its socket. Faults may be set from within the process as ``faults``."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], limits: Limits) -> None:
        self.faults = Faults(OWN_EFFECTS)
        self._clock = clock
        self._store = Store(folder)
        self._till = PayTill(self._store, self.faults)
        self._api = Api(self._till, self.faults, limits)
        self._pages = CardPages(self._till, self.faults, self.tell)
        self._telling = threading.Lock()  # no message is sent by two threads at once
        self._one_by_one = threading.RLock()  # what is read of a payment holds until it is stored

    @property
    def address(self) -> str:
        """Where it answers."""
        return self._api.address

    @address.setter
    def address(self, address: str) -> None:
        self._api.address = address

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def tick(self) -> None:
        """Let time pass, and send the webhooks that are due."""
        with self._one_by_one:
            self._till.pass_time(self._clock())
        self.tell()

    def tell(self) -> int:
        """Send the webhooks that are due; return how many were tried."""
        with self._telling:
            return send_due_hooks(self._store, self._clock(), self.faults)

    def want_hooks(self, key: str, url: str, secret: str) -> None:
        """Send the webhooks of the account of ``key`` to ``url``, signed with ``secret``."""
        account = account_of(f"Bearer {key}")
        if account is None:
            raise ValueError("Give a key of the form api_test_…")
        self._store.set_target(account.id, url, secret)

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        try:
            if request.path == "/_sim/webhooks":
                return self._target(request)
            if request.path.startswith("/v1/"):
                return self.faults.around(request, lambda: self._from_api(request))
            return self.faults.around(request, lambda: self._from_pages(request))
        except Refused as refused:
            return refused.answer()

    def _from_api(self, request: Request) -> Answer:
        try:
            with self._one_by_one:
                return self._api.answer(request, self._clock())
        except Refused as refused:
            return refused.answer()

    def _from_pages(self, request: Request) -> Answer:
        with self._one_by_one:
            return self._pages.answer(request, self._clock())

    def _target(self, request: Request) -> Answer:
        """Take ``{"key", "url", "secret"}``. Only this machine may ask."""
        if not request.from_loopback or request.method != "POST" or request.headers.get("content-type") != JSON:
            raise Refused(404, "", "HTTP 404 Not Found")
        try:
            asked = json.loads(request.body)
            self.want_hooks(str(asked["key"]), str(asked["url"]), str(asked["secret"]))
        except (ValueError, KeyError, TypeError):
            raise Refused(422, "", "Give key, url and secret") from None
        return Answer(200, b"{}", JSON)


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


@contextmanager
def running(
    folder: Path,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = utc_now,
    limits: Limits | None = None,
) -> Iterator[PaySimulator]:
    """Run the simulator in threads of this process; its address is where it answers. port 0 takes a free one.

    folder: where payments are kept. clock: gives now, so that a test can move it.
    """
    simulator = PaySimulator(folder, clock, limits or Limits())
    with serving(simulator, port=port, host=host):
        yield simulator
