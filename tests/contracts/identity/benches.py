"""How is each provider of sign-in set up, and who plays the person who signs in? One bench for each, against the
simulator."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.port import Audience, Identity, NotProved, Proved, Wanted, identity_from
from commonhall.capabilities.identity.simulator.clients import Client
from commonhall.capabilities.identity.simulator.keys import Key, Keys
from commonhall.capabilities.identity.simulator.people import object_id, tenant_id
from commonhall.capabilities.identity.simulator.provider import Provider
from commonhall.capabilities.simulators.serving import serving
from tests.loopback import loopback

AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
RETURN = "http://fallowdale.localhost:8000/sign-in/return"
STAFF_RETURN = "http://fallowdale.localhost:8000/office/sign-in/return"
TENANT = "fallowdale"
CLIENT = "0f8e2f43-0000-4000-8000-00000000c11e"
_numbers = itertools.count()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@cache
def keys() -> tuple[str, str]:
    """A private key and its public half, as PEM."""
    key = RSAKey.generate_key(2048)
    return key.as_pem(private=True).decode(), key.as_pem(private=False).decode()


@dataclass
class Bench:
    """A provider, its simulator, and somebody who can sign in there."""

    audience: Audience
    identity: Identity
    simulator: Provider
    clock: Clock
    person: str
    subject: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def return_url(self) -> str:
        """Where browsers come back to."""
        return RETURN if self.audience == "identity" else STAFF_RETURN

    def wanted(self, **more: Any) -> Wanted:
        """A new sign-in."""
        number = next(_numbers)
        made = Wanted(f"state-{number}", f"nonce-{number}", f"verifier-{number}-" + "v" * 40, self.return_url)
        return replace(made, **more)

    def visit(self, address: str, *, person: str = "", do: str = "", email: str = "") -> dict[str, str]:
        """Choose somebody on the simulator's page; return what the browser brings back."""
        posted = {"do": do, "email": email} if do else {"person": person or self.person}
        answer = httpx.post(address, data=posted, trust_env=False, verify=False)
        assert answer.status_code == 302, answer.text
        location = answer.headers["location"]
        assert location.partition("?")[0] == self.return_url
        return dict(parse_qsl(urlsplit(location).query))

    def sign_in(
        self, wanted: Wanted | None = None, *, person: str = "", do: str = "", email: str = ""
    ) -> Proved | NotProved:
        """Go there and come back."""
        wanted = wanted or self.wanted()
        back = self.visit(self.identity.begin(wanted, self.clock.now), person=person, do=do, email=email)
        return self.identity.finish(wanted, back, self.clock.now)

    def wait(self, **by: float) -> None:
        """Let time pass."""
        self.clock.now += timedelta(**by)


Opened = AbstractContextManager[Bench]


class QuickKeys(Keys):
    """Keys that are made once for all tests, for that takes time."""

    def _make(self, algorithm: str) -> Key:
        self._made += 1
        return _key(algorithm, self._made)


@cache
def _key(algorithm: str, number: int) -> Key:
    made = Keys()
    made._made = number - 1
    return made._make(algorithm)


@contextmanager
def _simulator(folder: Path) -> Iterator[tuple[Provider, Clock, str]]:
    clock = Clock()
    simulator = Provider(folder, clock)
    simulator.keys = QuickKeys()
    PUBLISHED.forget()
    try:
        with loopback(), serving(simulator) as address, pytest.MonkeyPatch.context() as patch:
            for name in ("connecting", "providers.govuk_one_login"):  # a check is told no moment
                patch.setattr(f"commonhall.capabilities.identity.{name}.utc_now", clock)
            yield simulator, clock, address
    finally:
        PUBLISHED.forget()


@contextmanager
def _bench(folder: Path, audience: Audience, name: str, client: Client, person: str, **more: Any) -> Iterator[Bench]:
    with _simulator(folder) as (simulator, clock, address):
        simulator.clients.register(client)
        settings = {key: value.format(sim=address) if isinstance(value, str) else value for key, value in more.items()}
        bench = Bench(audience, identity_from(audience, name, settings), simulator, clock, person, "", settings)
        if name == "entra_id":
            bench.subject = object_id(person)
        yield bench


def one_login(folder: Path) -> Opened:
    """GOV.UK One Login."""
    private, public = keys()
    client = Client(CLIENT, "one-login", "Fallowdale", (RETURN,), public_key=public)
    places = {"issuer": "{sim}/one-login/", "identity_issuer": "{sim}/"}
    return _bench(folder, "identity", "govuk_one_login", client, "r1", client_id=CLIENT, private_key=private, **places)


def openid(folder: Path, audience: Audience = "identity", **more: Any) -> Opened:
    """A plain provider, for residents or staff."""
    staff = audience == "staff_identity"
    returns, tenant = (STAFF_RETURN if staff else RETURN), (TENANT if staff else "")
    client = Client(CLIENT, "openid", "Fallowdale", (returns,), secret="a secret: 100%", tenant=tenant)
    person = f"{TENANT}-officer" if staff else "r1"
    mine = {"issuer": "{sim}/openid", "client_id": CLIENT, "client_secret": client.secret, **more}
    return _bench(folder, audience, "openid_connect", client, person, **mine)


def entra(folder: Path, **more: Any) -> Opened:
    """Microsoft Entra ID."""
    client = Client(CLIENT, "entra", "Fallowdale", (STAFF_RETURN,), secret="a secret: 100%", tenant=TENANT)
    mine = {"tenant_id": tenant_id(TENANT), "client_id": CLIENT, "client_secret": client.secret, "base_url": "{sim}"}
    return _bench(folder, "staff_identity", "entra_id", client, f"{TENANT}-officer", **{**mine, **more})


BENCHES: dict[tuple[Audience, str], Callable[[Path], Opened]] = {
    ("identity", "govuk_one_login"): one_login,
    ("identity", "openid_connect"): openid,
    ("staff_identity", "openid_connect"): lambda folder: openid(folder, "staff_identity"),
    ("staff_identity", "entra_id"): entra,
}
NOWHERE: tuple[tuple[Audience, str], ...] = (("identity", "email_link"), ("staff_identity", "password"))
"""Providers that send nobody anywhere."""
