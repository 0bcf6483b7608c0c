"""How does a test let a council's people sign in through a provider? The simulator, bound to a council, and
somebody who chooses who they are on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.identity.simulator.clients import Client
from commonhall.capabilities.identity.simulator.people import tenant_id
from commonhall.capabilities.identity.simulator.provider import Provider
from commonhall.capabilities.simulators.serving import serving
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.components.vouching import site_of
from tests.contracts.identity.benches import CLIENT, QuickKeys, keys


@dataclass
class Gate:
    """The simulator, where it listens."""

    simulator: Provider
    address: str
    clock: Callable[[], datetime]

    def bind_one_login(self, council: CouncilSite) -> None:
        """Let residents of ``council`` sign in with GOV.UK One Login."""
        private, public = keys()
        self._register(council, "one-login", "/sign-in/return", public_key=public)
        settings = {"client_id": CLIENT, "private_key": private}
        places = {"issuer": f"{self.address}/one-login/", "identity_issuer": f"{self.address}/"}
        self._bind(council, "identity", "govuk_one_login", settings | places)

    def bind_openid(self, council: CouncilSite, *, trust_email: bool = False) -> None:
        """Let residents of ``council`` sign in with a plain provider."""
        self._register(council, "openid", "/sign-in/return", secret="made up")
        settings = {"client_id": CLIENT, "client_secret": "made up", "issuer": f"{self.address}/openid"}
        self._bind(council, "identity", "openid_connect", settings | {"trust_email": trust_email, "name_en": "Test"})

    def bind_entra(self, council: CouncilSite, **more: str) -> None:
        """Let staff of ``council`` sign in with Microsoft Entra ID."""
        self._register(council, "entra", "/office/sign-in/return", secret="made up", tenant=council.slug)
        settings = {"client_id": CLIENT, "client_secret": "made up", "tenant_id": tenant_id(council.slug)}
        self._bind(council, "staff_identity", "entra_id", settings | {"base_url": self.address, **more})

    def choose(self, address: str, person: str, *, do: str = "") -> str:
        """Choose somebody on the page at ``address``; return the path to which the browser is sent back."""
        posted = {"do": do} if do else {"person": person}
        answer = httpx.post(address, data=posted, trust_env=False, verify=False)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["location"])
        return f"{parts.path}?{parts.query}"

    def _register(self, council: CouncilSite, kind: str, returns: str, **more: str) -> None:
        place = f"{site_of(council)}{returns}"
        self.simulator.clients.register(Client(CLIENT, kind, council.name.en, (place,), **more))  # type: ignore[arg-type]  # one of the kinds

    def _bind(self, council: CouncilSite, capability: str, provider: str, settings: Mapping[str, object]) -> None:
        with in_council(council):
            bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=self.clock())


@contextmanager
def gate(folder: Path, clock: Callable[[], datetime]) -> Iterator[Gate]:
    """Run the simulator."""
    simulator = Provider(folder, clock)
    simulator.keys = QuickKeys()
    PUBLISHED.forget()
    forget_failures()
    try:
        with serving(simulator) as address:
            yield Gate(simulator, address, clock)
    finally:
        PUBLISHED.forget()
        forget_failures()
