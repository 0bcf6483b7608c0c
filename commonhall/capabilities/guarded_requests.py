"""How does a library that calls with ``requests`` keep to the rules of our client? By an adapter in its session."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError as Urllib3Error

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.http import CONNECT_SECONDS, LARGEST_ANSWER, PLAIN, check_address, is_plain
from commonhall.capabilities.network import addresses_of
from commonhall.capabilities.ports import longest, within

PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = ("GET", "HEAD")
_CHUNK: Final = 65_536


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
        """Send the request and read the answer, up to its longest length and time.

        timeout: seconds. Raises Misconfigured for another host or an address that must not be called, and Unavailable
        for an answer without an end.
        """
        scheme, host, port = _origin(request.url or "")
        if (scheme, host, port) != self._origin:
            raise Misconfigured("The provider sent us to another host. Correct its address.")
        parts = urlsplit(request.url or "")
        address = addresses_of(host, port, seconds=CONNECT_SECONDS)[0]
        shown = f"[{address}]" if ":" in address else address
        request.headers["Host"] = parts.netloc
        request.url = urlunsplit(parts._replace(netloc=f"{shown}:{port}"))
        request.headers["Accept-Encoding"] = PLAIN
        send, in_doubt = super().send, request.method not in _SAFE
        return within(
            longest(float(timeout)),
            lambda: _read(send(request, stream=True, timeout=timeout, verify=verify, cert=cert), in_doubt),
            in_doubt=in_doubt,
        )

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Let the certificate be that of the host, though its address is called."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        if self._origin[0] == "https":
            pool |= {"server_hostname": self._origin[1], "assert_hostname": self._origin[1]}
        return host, pool


def _read(answer: Response, in_doubt: bool) -> Response:
    """Return an answer whose body is here as a whole, so that reading it waits for nothing."""
    body = bytearray()
    try:
        if not is_plain(answer.headers):
            raise Unavailable(why="The provider's answer is packed, though we do not ask for that", in_doubt=in_doubt)
        for part in answer.raw.stream(_CHUNK, decode_content=False):
            body += part
            if len(body) > LARGEST_ANSWER:
                raise Unavailable(why="The provider's answer is too long", in_doubt=in_doubt)
    except Urllib3Error as problem:
        why = f"No whole answer from the provider ({type(problem).__name__})"
        raise Unavailable(why=why, in_doubt=in_doubt) from problem
    finally:
        answer.raw.close()
    answer.raw = io.BytesIO(body)
    return answer


def guard_session(session: Session, base_url: str) -> None:
    """Let ``session`` call the host of ``base_url`` only. Raises Misconfigured for an address without TLS or form."""
    session.trust_env = False  # no proxy and no password from the environment
    adapter = GuardedAdapter(base_url)
    for prefix in ("http://", "https://"):
        session.mount(prefix, adapter)


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or PORTS.get(parts.scheme, 0)
