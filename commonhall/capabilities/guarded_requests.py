"""How does a library that calls with ``requests`` keep to the rules of our client? By an adapter in its session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.http import CONNECT_SECONDS, check_address
from commonhall.capabilities.network import addresses_of

PORTS: Final = {"http": 80, "https": 443}


class GuardedAdapter(HTTPAdapter):
    """Lets only calls to the host of ``base_url`` out, at the very address that was looked up and judged."""

    def __init__(self, base_url: str) -> None:
        check_address(base_url)
        self._origin = _origin(base_url)
        super().__init__()

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send the request. Raises Misconfigured for another host or an address that must not be called."""
        scheme, host, port = _origin(request.url or "")
        if (scheme, host, port) != self._origin:
            raise Misconfigured("The provider sent us to another host. Correct its address.")
        parts = urlsplit(request.url or "")
        address = addresses_of(host, port, seconds=CONNECT_SECONDS)[0]
        shown = f"[{address}]" if ":" in address else address
        request.headers["Host"] = parts.netloc
        request.url = urlunsplit(parts._replace(netloc=f"{shown}:{port}"))
        return super().send(request, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies={})

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Let the certificate be that of the host, though its address is called."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        if self._origin[0] == "https":
            pool |= {"server_hostname": self._origin[1], "assert_hostname": self._origin[1]}
        return host, pool


def guard_session(session: Session, base_url: str) -> None:
    """Let ``session`` call the host of ``base_url`` only. Raises Misconfigured for an address without TLS or form."""
    session.trust_env = False  # no proxy and no password from the environment
    adapter = GuardedAdapter(base_url)
    for prefix in ("http://", "https://"):
        session.mount(prefix, adapter)


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or PORTS.get(parts.scheme, 0)
