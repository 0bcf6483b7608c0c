"""How does the simulator listen? Routes requests to the API, the inbox and the controls, each in a thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from commonhall.capabilities.notifications.simulator.answers import Answer, Request, Simulator
from commonhall.capabilities.notifications.simulator.callbacks import is_loopback
from commonhall.capabilities.notifications.simulator.limits import Limits

BODY_LIMIT = 8_000_000  # bytes: a file of 2 MB in base64, with room
PATIENCE = 30  # seconds that a silent connection is kept


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "notify-simulator"
    sys_version = ""
    timeout = PATIENCE
    wbufsize = 65_536  # headers and body in one packet
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: the addresses of people may stand in a request."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > BODY_LIMIT or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._write(Answer(413, b'{"status_code": 413, "errors": []}', "application/json"))
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(parts.path),
            query=parse_qs(parts.query, keep_blank_values=True),
            authorisation=self.headers.get("Authorization"),
            content_type=self.headers.get_content_type(),
            body=self.rfile.read(int(length)),
            from_loopback=is_loopback(self.client_address[0]),
        )
        answer = self.server.simulator.answer(request)
        if answer.delay:
            self.server.stopping.wait(answer.delay)
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'",
        )
        self.end_headers()
        self.wfile.write(answer.body)


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
    callbacks_anywhere: bool = False,
) -> Iterator[str]:
    """Run the simulator in threads of this process and give its address; port 0 takes a free one.

    folder: where messages are kept. clock: gives now, so that a test can move it.
    """
    simulator = Simulator(folder, clock, limits or Limits(), callbacks_anywhere=callbacks_anywhere)
    try:
        server = _Server((host, port), simulator)
    except OSError:
        simulator.close()
        raise
    shown = f"[{host}]" if ":" in host else host
    simulator.address = f"http://{shown}:{server.server_address[1]}"
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="notify-simulator"),
        threading.Thread(target=_send_receipts, args=(server,), name="notify-receipts"),
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


def _send_receipts(server: _Server) -> None:
    while not server.stopping.wait(0.5):
        server.simulator.send_receipts()
