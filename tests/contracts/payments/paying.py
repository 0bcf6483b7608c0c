"""Who pays at the simulator of GOV.UK Pay? A payer with a browser that runs no scripts, and a clock to turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx

from commonhall.capabilities.payments.port import Payments, payments_from
from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.limits import Limits
from commonhall.capabilities.payments.simulator.program import PaySimulator, running
from commonhall.capabilities.payments.till import Press
from tests.loopback import loopback

CARDS = {"pay": "4242424242424242", "decline": "4000000000000002"}


class Clock:
    """A clock that stands where it was put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, more: timedelta) -> None:
        """Let time pass."""
        self.now += more


class AtTheSameTime:
    """Turns the simulator's clock to the moment at which each call is made."""

    def __init__(self, payments: Payments, clock: Clock) -> None:
        self._payments = payments
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._payments, name)

        def call(*given: Any) -> Any:
            if given and isinstance(given[-1], datetime):
                self._clock.now = given[-1]
            return method(*given)

        return call


@contextmanager
def simulated(folder: Path, clock: Clock, *, limits: Limits | None = None) -> Iterator[PaySimulator]:
    """Run the simulator, and let this process call it."""
    with loopback(), running(folder, clock=clock, limits=limits or Limits(post=10_000, get=10_000)) as simulator:
        yield simulator


def settings_at(simulator: PaySimulator, council: str = "fallowdale") -> dict[str, Any]:
    """Return a council's settings for the provider."""
    return demo_settings(council, simulator.address)


def provider_at(simulator: PaySimulator, council: str = "fallowdale") -> Payments:
    """Return the provider of one council."""
    return payments_from("govuk_pay", settings_at(simulator, council))


def clocked(simulator: PaySimulator, clock: Clock) -> Payments:
    """Return the provider, with its clock bound to the caller's."""
    return cast(Payments, AtTheSameTime(provider_at(simulator), clock))


def address_in(answer: httpx.Response) -> str:
    """Return where a redirect leads."""
    assert answer.status_code in (302, 303), answer.text
    return answer.headers["location"]


class Payer:
    """Somebody at the card page. pages: what they have seen."""

    def __init__(self, simulator: PaySimulator, next_url: str) -> None:
        self.pages: list[str] = []
        self._client = httpx.Client(base_url=simulator.address, trust_env=False)
        self.here = address_in(self._client.get(next_url))

    def __enter__(self) -> Payer:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self) -> str:
        """Read the page."""
        page = self._client.get(self.here)
        self.pages.append(page.text)
        return page.text

    def type(self, number: str, **other: str) -> httpx.Response:
        """Fill in the card page."""
        form = {
            "card_no": number,
            "expiry_month": "12",
            "expiry_year": "30",
            "cardholder_name": "Ffion Garside",
            "cvc": "123",
            "address_line1": "1 Mill Lane",
            "address_city": "Fallowdale",
            "address_postcode": "ZZ1 1ZZ",
            "email": "ffion@example.org",
        }
        return self._client.post(self.here, data={**form, **other})

    def press(self, step: str, **form: str) -> httpx.Response:
        """Press the button of a step."""
        return self._client.post(f"{self.here}/{step}", data=form)

    def pay(self, number: str = CARDS["pay"]) -> str:
        """Pay, and return where the payer is sent back to."""
        step = address_in(self.type(number))
        if step.endswith("/bank"):
            step = address_in(self.press("bank", bank="yes"))
        assert step.endswith("/confirm"), step
        return self.back(address_in(self.press("confirm")))

    def back(self, way: str) -> str:
        """Return where the way back leads."""
        return address_in(self._client.get(way))


def play_at(simulator: PaySimulator, payments: Payments, provider_id: str, button: Press, at: datetime) -> None:
    """Do what the payer of a payment chose; where the page is closed, nothing."""
    next_url = payments.find(provider_id, at).next_url
    if not next_url:
        return
    with Payer(simulator, next_url) as payer:
        if button == "cancel":
            payer.press("cancel")
        elif button == "decline":
            payer.type(CARDS["decline"])
        else:
            payer.pay()


def heading_of(page: str) -> str:
    """Return a page's main heading."""
    found = re.search(r"<h1>(.*?)</h1>", page, re.S)
    assert found, page
    return found[1].strip()
