"""How are files scanned by ClamAV? Sent to its daemon in pieces over a connection, which gives one line back."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.network import addresses_of
from commonhall.capabilities.ports import longest, within
from commonhall.capabilities.scanning.port import TEST_FILE, Verdict
from commonhall.core.values.words import Words

CHUNK: Final = 65_536
LONGEST_ANSWER: Final = 4_096
_FOUND: Final = re.compile(r"(?:stream|[^:]*): (.{1,200}) FOUND")
_CLEAN: Final = re.compile(r"(?:stream|[^:]*): OK")


class ClamdSettings(BaseModel):
    """Where the daemon listens. The connection is neither encrypted nor proved: it stays inside a private network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        default="", max_length=253, title="Name of its computer", json_schema_extra={"title_cy": "Enw ei gyfrifiadur"}
    )
    port: int = Field(default=3310, ge=1, le=65_535, title="Port", json_schema_extra={"title_cy": "Porth"})
    socket_path: Path | None = Field(
        default=None,
        title="Socket",
        description="Instead of a computer: a file on this one",
        json_schema_extra={"title_cy": "Soced", "description_cy": "Yn lle cyfrifiadur: ffeil ar yr un hwn"},
    )
    timeout: float = Field(
        default=10,
        gt=0,
        le=120,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.host) == bool(self.socket_path):
            raise ValueError("Give either the name of its computer or a socket")
        return self


class Provider:
    """ClamAV's daemon, by its stream protocol."""

    name: ClassVar[str] = "clamd"
    title: ClassVar[Words] = Words(en="ClamAV", cy="ClamAV")
    Settings: ClassVar[type[BaseModel]] = ClamdSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: ClamdSettings) -> None:
        self._settings = settings

    def scan(self, content: bytes) -> Verdict:
        """Send ``content`` in pieces and read the verdict."""
        answer = within(longest(self._settings.timeout, len(content)), lambda: self._answered(content))
        if found := _FOUND.fullmatch(answer):
            return Verdict(found[1])
        if _CLEAN.fullmatch(answer):
            return Verdict()
        if answer.startswith("INSTREAM size limit exceeded"):
            raise Rejected("too_large", why="The file is larger than the StreamMaxLength of ClamAV")
        if answer.endswith("ERROR"):
            raise Rejected("unreadable", why="ClamAV could not look into the file")
        raise Unavailable(why="ClamAV gave no whole answer")

    def check(self) -> None:
        """Ask whether it is there, and whether it knows the test file."""
        if within(longest(self._settings.timeout), self._pinged) != "PONG":
            raise Misconfigured("There is no ClamAV at this address. Correct it.")
        if self.scan(TEST_FILE).clean:
            raise Misconfigured("ClamAV does not know its test file. Update its signatures.")

    def _pinged(self) -> str:
        with self._connected() as connection:
            connection.sendall(b"zPING\0")
            return _answer_of(connection)

    def _answered(self, content: bytes) -> str:
        with self._connected() as connection:
            return self._streamed(connection, content)

    def _streamed(self, connection: socket.socket, content: bytes) -> str:
        """Send a file. The daemon hangs up in the middle of one that is too large, after it has said so."""
        try:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            if said := _said_before_hanging_up(connection):
                return said
            raise
        return _answer_of(connection)

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        try:
            with self._connect() as connection:
                connection.settimeout(self._settings.timeout)
                yield connection
        except OSError as error:
            raise Unavailable(why=f"ClamAV did not answer: {type(error).__name__}") from error

    def _connect(self) -> socket.socket:
        settings = self._settings
        if settings.socket_path is not None:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.connect(str(settings.socket_path))
            except OSError:
                connection.close()
                raise
            return connection
        wait = min(3.0, settings.timeout)
        address = addresses_of(settings.host.lower(), settings.port, seconds=wait)[0]
        return socket.create_connection((address, settings.port), timeout=wait)


def _answer_of(connection: socket.socket) -> str:
    """Read one line, which ends in a zero byte."""
    read = bytearray()
    while not read.endswith(b"\0") and len(read) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        read += piece
    if not read.endswith(b"\0"):
        raise Unavailable(why="ClamAV hung up before its answer was whole")
    return read[:-1].decode("utf-8", "replace").strip()


def _said_before_hanging_up(connection: socket.socket) -> str:
    try:
        return _answer_of(connection)
    except (OSError, Unavailable):
        return ""
