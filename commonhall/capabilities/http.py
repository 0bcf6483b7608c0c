"""How does a provider's adapter call out? Through this one client: only to the host of its settings, at addresses that
may be called, with time-outs, and with every failure of the network named as one of the three errors."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import httpx

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.network import Resolve, addresses_of, is_inside
from commonhall.capabilities.plain_json import read_json
from commonhall.capabilities.ports import SLOWEST, longest, within
from commonhall.core.values.dates import london

CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 10.0
BACKGROUND_READ_SECONDS: Final = 30.0
LARGEST_ANSWER: Final = 10_000_000
"""Bytes: a longer answer is not read. An adapter that fetches files says its own limit."""
MOST_REDIRECTS: Final = 3
_SAFE: Final = ("GET", "HEAD")
_AGENT: Final = "Commonhall"
PLAIN: Final = "identity"
"""How answers are to be packed: not at all."""
_CHUNK: Final = 65_536
_NOT_SENT: Final = "The provider's key has a space or a character that cannot be in one. Enter the key again."


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """What proves us to a provider that asks for a certificate of its own: PEM files on the server."""

    certificate: Path
    key: Path


class Client:
    """Calls one host. Use it in a ``with`` statement, or keep it: it may be shared by threads.

    Every call raises only Unavailable and Misconfigured; an answer of any status is returned, for the adapter to
    judge by its status and code (``check_answer`` for those that mean nothing special).
    """

    def __init__(self, client: httpx.Client, largest_answer: int, seconds: float) -> None:
        self._client = client
        self._largest = largest_answer
        self._seconds = seconds

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET ``path``; once more where no answer could be had. ``more`` as in httpx: params, headers."""
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        """POST to ``path``. ``more`` as in httpx: json, data, content, files, params, headers."""
        return self.request("POST", path, **more)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Call ``path`` below the base address and return the whole answer, whatever its status.

        Redirects are followed for GET and HEAD only, and only on the same host. Raises Unavailable where there is no
        answer, with ``in_doubt`` where the provider may have done what a POST asked; Misconfigured for an address
        that must not be called.
        """
        method = method.upper()
        seconds = self._seconds + len(more.get("content") or b"") / SLOWEST
        return within(seconds, lambda: self._tried(method, path, more), in_doubt=method not in _SAFE)

    def _tried(self, method: str, path: str, more: Mapping[str, Any]) -> httpx.Response:
        try:
            return self._once(method, path, more)
        except Unavailable as problem:
            if method not in _SAFE or isinstance(problem.__cause__, httpx.ReadTimeout):
                raise
            return self._once(method, path, more)

    def _once(self, method: str, path: str, more: Mapping[str, Any]) -> httpx.Response:
        try:
            request = self._client.build_request(method, path, **more)
            answer = self._client.send(request, stream=True, follow_redirects=method in _SAFE)
            try:
                return self._read(answer)
            finally:
                answer.close()
        except (httpx.LocalProtocolError, UnicodeError):  # their words hold what was to be sent: a key, perhaps
            raise Misconfigured(_NOT_SENT) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise Unavailable(why="No connection to the provider") from problem
        except httpx.TooManyRedirects as problem:
            raise Unavailable(why="The provider sends us round in circles") from problem
        except (httpx.HTTPError, ssl.SSLError) as problem:
            why = f"No whole answer from the provider ({type(problem).__name__})"
            raise Unavailable(why=why, in_doubt=method not in _SAFE) from problem
        except httpx.InvalidURL as problem:
            raise Misconfigured("The provider's address is not well formed. Correct it.") from problem

    def _read(self, answer: httpx.Response) -> httpx.Response:
        in_doubt = answer.request.method not in _SAFE
        if not is_plain(answer.headers):
            raise Unavailable(why="The provider's answer is packed, though we do not ask for that", in_doubt=in_doubt)
        body = bytearray()
        for part in answer.iter_bytes(_CHUNK):
            body += part
            if len(body) > self._largest:
                raise Unavailable(why="The provider's answer is too long", in_doubt=in_doubt)
        headers = [
            (name, value)
            for name, value in answer.headers.multi_items()
            if name.lower() not in ("transfer-encoding", "content-length")
        ]
        return httpx.Response(
            answer.status_code, headers=headers, content=bytes(body), request=answer.request, history=answer.history
        )


def client_for(
    base_url: str,
    *,
    connect_seconds: float = CONNECT_SECONDS,
    read_seconds: float = READ_SECONDS,
    headers: Mapping[str, str] | None = None,
    auth: httpx.Auth | tuple[str, str] | None = None,
    certificate: ClientCertificate | None = None,
    largest_answer: int = LARGEST_ANSWER,
    resolve: Resolve | None = None,
) -> Client:
    """Return the client for the host of ``base_url``, an address from a council's settings.

    read_seconds: READ_SECONDS in a page request, BACKGROUND_READ_SECONDS in a job. headers, auth: sent with every
    call. largest_answer: bytes. resolve: who looks names up, for tests. Raises Misconfigured for an address that is
    not well formed, or without TLS unless it may be inside.
    """
    url = check_address(base_url)
    inner = httpx.HTTPTransport(verify=_tls(certificate), trust_env=False)
    try:
        sent = httpx.Headers({"user-agent": _AGENT, "accept-encoding": PLAIN, **(headers or {})})
    except UnicodeError:
        raise Misconfigured(_NOT_SENT) from None
    client = httpx.Client(
        base_url=url,
        headers=sent,
        auth=auth,
        timeout=httpx.Timeout(read_seconds, connect=connect_seconds),
        transport=_Pinned(url, inner, connect_seconds, resolve),
        trust_env=False,
        max_redirects=MOST_REDIRECTS,
    )
    return Client(client, largest_answer, connect_seconds + longest(read_seconds))


def check_answer(answer: httpx.Response, *, provider: str, at: datetime) -> None:
    """Raise what a status means where the provider gives it no meaning of its own.

    provider: its name, for the operator. at: now, UTC. 5xx, 408, 429 and 3xx: Unavailable (a POST is in doubt after
    5xx, but for 503); 401 and 403: Misconfigured; 404: Rejected("not_found"); other 4xx: Rejected("request").
    """
    status = answer.status_code
    if status < 300:
        return
    why = f"{provider} answered {status}"
    if status in (401, 403):
        raise Misconfigured(f"Check the credentials of {provider}. {why}.")
    if 400 <= status < 500 and status not in (408, 429):
        raise Rejected("not_found" if status == 404 else "request", why=why)
    unsafe = answer.request.method not in _SAFE
    raise Unavailable(retry_until(answer, at), why=why, in_doubt=unsafe and status >= 500 and status != 503)


def retry_until(answer: httpx.Response, at: datetime) -> str | None:
    """Return when the provider asks us to come back, as London wall clock; None where it does not say."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return london(at + timedelta(seconds=min(int(asked), 86_400)))
    try:
        when = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return london(when if when.tzinfo else when.replace(tzinfo=UTC))


def is_plain(headers: Mapping[str, str]) -> bool:
    """Return whether an answer comes as it is. A packed one could unpack to more than there is room for."""
    return headers.get("content-encoding", PLAIN).strip().lower() in ("", PLAIN)


def json_of(answer: httpx.Response) -> Any:
    """Return the JSON of an answer. Raises Unavailable where it cannot be read, such as an error page of a proxy."""
    try:
        return read_json(answer.content)
    except ValueError as problem:
        raise Unavailable(
            why="The provider's answer is not JSON", in_doubt=answer.request.method not in _SAFE
        ) from problem


class _Pinned(httpx.BaseTransport):
    """Lets only calls to one origin out, at the very addresses that were looked up and judged."""

    def __init__(self, url: httpx.URL, inner: httpx.BaseTransport, seconds: float, resolve: Resolve | None) -> None:
        self._origin = _origin(url)
        self._inner = inner
        self._seconds = seconds
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if _origin(request.url) != self._origin:
            raise Misconfigured("The provider sent us to another host. Correct its address.")
        scheme, host, port = self._origin
        problem: httpx.TransportError | None = None
        for address in addresses_of(host, port, seconds=self._seconds, resolve=self._resolve):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # the Host that is asked for stays
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host} if scheme == "https" else request.extensions,
            )
            try:
                return self._inner.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as failed:  # nothing was sent: try the next address
                problem = failed
        raise problem or httpx.ConnectError("no address")

    def close(self) -> None:
        self._inner.close()


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host.lower(), url.port or (443 if url.scheme == "https" else 80)


def check_address(base_url: str) -> httpx.URL:
    """Return the address of a council's settings, parsed. Raises Misconfigured where no provider may be called so."""
    try:
        url = httpx.URL(base_url)
    except (httpx.InvalidURL, TypeError) as wrong:
        raise Misconfigured("The provider's address is not well formed. Correct it.") from wrong
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise Misconfigured("The provider's address must begin with https:// and hold no password. Correct it.")
    if url.scheme == "http" and not is_inside(url.host.lower()):
        raise Misconfigured("The provider's address must begin with https://. Correct it.")
    return url


def _tls(certificate: ClientCertificate | None) -> ssl.SSLContext:
    if certificate is None:
        return _plain_tls()
    context = ssl.create_default_context()
    try:
        context.load_cert_chain(certificate.certificate, certificate.key)
    except (OSError, ssl.SSLError) as wrong:
        raise Misconfigured("The client certificate or its key cannot be read. Correct the files.") from wrong
    return context


@cache
def _plain_tls() -> ssl.SSLContext:
    """Return the context that most clients share: reading the list of authorities takes a while."""
    return ssl.create_default_context()
