"""How does a simulator listen? Each request in a thread; pages say what they may load, and logs say nothing."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Literal, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

BODY_LIMIT: Final = 8_000_000
"""Bytes."""
PATIENCE: Final = 30
"""Seconds that a silent connection is kept."""
SILENCE: Final = 60.0
"""Seconds that a request waits which shall get no answer."""
PAGES: Final = "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'"

Cut = Literal["", "silence", "reset", "short"]


@dataclass(frozen=True)
class Request:
    """What was asked. headers: by lower-case name."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    from_loopback: bool


@dataclass(frozen=True)
class Answer:
    """What is answered. delay: seconds to wait before. cut: how the answer is lost on its way."""

    status: int
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: Cut = ""


class Simulator(Protocol):
    """All of a simulator but its socket."""

    address: str

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""

    def tick(self) -> None:
        """Do what is due by the clock; called twice a second."""

    def close(self) -> None:
        """Let go of what is open."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "simulator"
    sys_version = ""
    timeout = PATIENCE
    wbufsize = 65_536  # headers and body in one packet
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: personal data may stand in a request."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > BODY_LIMIT or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._write(Answer(413, b"{}", "application/json"))
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(parts.path),
            query=parse_qs(parts.query, keep_blank_values=True),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(length)),
            from_loopback=ipaddress.ip_address(self.client_address[0]).is_loopback,
        )
        answer = self.server.simulator.answer(request)
        if answer.delay or answer.cut == "silence":
            self.server.stopping.wait(SILENCE if answer.cut == "silence" else answer.delay)
        if answer.cut in ("silence", "reset"):
            self._hang_up()
            return
        self._write(answer)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _write(self, answer: Answer) -> None:
        body = answer.body[: len(answer.body) // 2] if answer.cut == "short" else answer.body
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.content_type,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Content-Security-Policy": f"{PAGES}; form-action 'self'",
            **answer.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status != 204:
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], simulator: Simulator) -> None:
        super().__init__(address, _Handler)
        self.simulator = simulator
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a caller hang up in the middle; anything else is a defect and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


@contextmanager
def serving(simulator: Simulator, *, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve ``simulator`` in threads of this process and give its address; port 0 takes a free one."""
    try:
        server = _Server((host, port), simulator)
    except OSError:
        simulator.close()
        raise
    shown = f"[{host}]" if ":" in host else host
    simulator.address = f"http://{shown}:{server.server_address[1]}"
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="simulator"),
        threading.Thread(target=_tick, args=(server,), name="simulator-clock"),
    ]
    for thread in threads:
        thread.start()
    try:
        yield simulator.address
    finally:
        server.stopping.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()
        simulator.close()


def _tick(server: _Server) -> None:
    while not server.stopping.wait(0.5):
        server.simulator.tick()
