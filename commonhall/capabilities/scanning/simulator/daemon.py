"""How does the simulator of ClamAV's daemon answer? As the real one, one command a connection; it can fail at will."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any, Final

from commonhall.capabilities.scanning.port import TEST_FILE
from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request

VERSION: Final = "ClamAV 1.4.3/27800/Sun Nov 22 09:00:00 2026"
STREAM_MAX: Final = 25 * 1024 * 1024
OWN_FAULTS: Final = ("hang", "drop", "scan_failed", "size_limit", "nonsense")
PATIENCE: Final = 30.0
"""Seconds that a silent connection is kept."""


class _TooMuch(Exception):
    """The stream is longer than is taken."""


class _Conversation(BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Answer one command."""
        self.request.settimeout(PATIENCE)
        faults = self.server.faults
        if faults.takes("drop"):
            self.request.recv(64)
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        command = self._until(b"\0")
        if faults.takes("hang"):
            self.server.stopping.wait(PATIENCE)
            return
        self.request.sendall(self._answer(command, faults).encode() + b"\0")

    def _answer(self, command: bytes, faults: Faults) -> str:
        if faults.takes("nonsense"):
            return "HTTP/1.1 400 Bad Request"
        if command == b"zPING":
            return "PONG"
        if command == b"zVERSION":
            return VERSION
        if command != b"zINSTREAM":
            return "UNKNOWN COMMAND"
        try:
            content = self._stream()
        except _TooMuch:
            return "INSTREAM size limit exceeded. ERROR"
        if faults.takes("size_limit"):
            return "INSTREAM size limit exceeded. ERROR"
        if faults.takes("scan_failed"):
            return "stream: Can't allocate memory ERROR"
        return "stream: Eicar-Test-Signature FOUND" if TEST_FILE in content else "stream: OK"

    def _stream(self) -> bytes:
        content = bytearray()
        while length := struct.unpack("!I", self._exactly(4))[0]:
            if len(content) + length > self.server.stream_max:
                raise _TooMuch
            content += self._exactly(length)
        return bytes(content)

    def _exactly(self, length: int) -> bytes:
        read = bytearray()
        while len(read) < length:
            piece = self.request.recv(length - len(read))
            if not piece:
                raise ConnectionError("the caller hung up")
            read += piece
        return bytes(read)

    def _until(self, end: bytes) -> bytes:
        read = bytearray()
        while not read.endswith(end) and len(read) < 64:
            read += self._exactly(1)
        return bytes(read.removesuffix(end))


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], faults: Faults, stream_max: int) -> None:
        super().__init__(address, _Conversation)
        self.faults = faults
        self.stream_max = stream_max
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a caller hang up in the middle; anything else is a defect and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Controls:
    """The controls of the daemon over HTTP, and a page that says what it is: it has none of its own."""

    address = ""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def answer(self, request: Request) -> Answer:
        """Take faults, and show the page."""
        if request.path == PATH:
            return self.faults.control(request)
        page = (
            '<!doctype html><html lang="en"><title>Demo virus check</title><h1>Demo virus check</h1>'
            "<p><strong>Simulator: it knows the EICAR test file, and no real virus.</strong></p></html>"
        )
        return Answer(200, page.encode(), "text/html; charset=utf-8")

    def tick(self) -> None:
        """Nothing here becomes due by the clock."""

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def running(
    *, port: int = 0, host: str = "127.0.0.1", stream_max: int = STREAM_MAX
) -> Iterator[tuple[str, int, Faults]]:
    """Run the daemon in threads of this process; give its host, its port and its faults."""
    faults = Faults(own=OWN_FAULTS)
    with _Server((host, port), faults, stream_max) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="clamd-simulator")
        thread.start()
        try:
            yield host, int(server.server_address[1]), faults
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()
