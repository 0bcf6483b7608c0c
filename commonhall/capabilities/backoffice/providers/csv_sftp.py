"""How is a case handed over as a CSV file on another computer, by SFTP?"""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import posixpath
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import ClassVar, Final
from uuid import uuid4

import paramiko
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from commonhall.capabilities.backoffice import csv_exchange
from commonhall.capabilities.backoffice.port import Parcel, Taken, Update
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.network import addresses_of
from commonhall.capabilities.ports import Result, within
from commonhall.core.values.words import Words

CONNECT_SECONDS: Final = 10.0
ANSWERS: Final = 10
"""How many times as long as the wait for one answer a whole visit may take."""
_KEYS: Final = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


class CsvSftpSettings(BaseModel):
    """Where the files are, and who we are there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        title="Server", pattern=r"^[A-Za-z0-9.:-]+$", max_length=253, json_schema_extra={"title_cy": "Gweinydd"}
    )
    port: int = Field(default=22, title="Port", ge=1, le=65535, json_schema_extra={"title_cy": "Porth"})
    username: str = Field(
        title="User name", min_length=1, max_length=100, json_schema_extra={"title_cy": "Enw defnyddiwr"}
    )
    password: SecretStr = Field(default=SecretStr(""), title="Password", json_schema_extra={"title_cy": "Cyfrinair"})
    private_key: SecretStr = Field(
        default=SecretStr(""),
        title="Private key",
        description="OpenSSH or PEM",
        json_schema_extra={"lines": True, "title_cy": "Allwedd breifat", "description_cy": "OpenSSH neu PEM"},
    )
    host_key: str = Field(
        title="Fingerprint of the server's key",
        description="SHA256:… as ssh-keygen -l shows it. Without it nobody knows who answers",
        pattern=r"^SHA256:[A-Za-z0-9+/]{43}$",
        json_schema_extra={
            "title_cy": "Ôl bys allwedd y gweinydd",
            "description_cy": "SHA256:… fel y dangosa ssh-keygen -l. Hebddo ni ŵyr neb pwy sy’n ateb",
        },
    )
    folder: str = Field(
        default=".",
        title="Folder",
        description="Cases go to out below it; updates come from in",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Mae achosion yn mynd i out oddi tano; daw diweddariadau o in",
        },
    )
    seconds: float = Field(
        default=30,
        gt=0,
        le=120,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @model_validator(mode="after")
    def _has_one_way_in(self) -> CsvSftpSettings:
        if bool(self.password.get_secret_value()) == bool(self.private_key.get_secret_value()):
            raise ValueError("Give a password or a private key, and not both")
        return self


class Provider:
    """Files on a server whose key is known beforehand, beside their place first and then moved into it."""

    name: ClassVar[str] = "csv_sftp"
    title: ClassVar[Words] = Words(en="CSV files by SFTP", cy="Ffeiliau CSV drwy SFTP")
    Settings: ClassVar[type[BaseModel]] = CsvSftpSettings

    def __init__(self, settings: CsvSftpSettings) -> None:
        self._settings = settings

    def deliver(self, parcel: Parcel) -> Taken:
        """Write one file."""
        return self._there(lambda place: csv_exchange.hand_over(place, parcel))

    def reference_for(self, token: str) -> str:
        """Raise Rejected: files have no tokens."""
        raise Rejected("not_found", why="Files have no tokens")

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return what the files say that have not been put aside, of whatever time: a file may come late."""
        return self._there(csv_exchange.updates_in)

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Put the files aside that were taken whole."""
        if updates:
            self._there(lambda place: csv_exchange.put_aside(place, updates))

    def check(self) -> None:
        """Write a file and move it."""
        self._there(csv_exchange.check_place)

    def _there(self, act: Callable[[_Remote], Result]) -> Result:
        """Return what ``act`` does in the folder, which may be many files but does not take for ever."""
        settings = self._settings

        def acted() -> Result:
            with _connected(settings) as place:
                return act(place)

        return within(ANSWERS * settings.seconds, acted)


class _Remote:
    """A folder on the server."""

    def __init__(self, sftp: paramiko.SFTPClient, folder: str) -> None:
        self._sftp = sftp
        self._folder = folder

    def names(self, folder: str) -> Sequence[str]:
        self._make(folder)
        return [name for name in self._sftp.listdir(self._at(folder)) if not name.startswith(".")]

    def read(self, name: str, *, most: int) -> bytes:
        try:
            with self._sftp.open(self._at(name), "rb") as file:
                content = file.read(most + 1)
        except FileNotFoundError:
            raise Rejected("not_found", why=f"{name} is gone") from None
        if len(content) > most:
            raise Rejected("too_large", why=f"{name} has more than {most} bytes")
        return bytes(content)

    def put(self, name: str, content: bytes) -> None:
        folder, _, last = name.rpartition("/")
        self._make(folder)
        part = self._at(f"{folder}/.{uuid4()}.part")
        with self._sftp.open(part, "wb") as file:
            file.write(content)
        self._sftp.posix_rename(part, self._at(f"{folder}/{last}"))

    def move(self, name: str, to: str) -> None:
        self._make(to.rpartition("/")[0])
        try:
            self._sftp.posix_rename(self._at(name), self._at(to))
        except FileNotFoundError:
            return

    def _make(self, folder: str) -> None:
        try:
            self._sftp.stat(self._at(folder))
        except FileNotFoundError:
            self._sftp.mkdir(self._at(folder), 0o750)

    def _at(self, name: str) -> str:
        return posixpath.join(self._folder, name)


@contextmanager
def _connected(settings: CsvSftpSettings) -> Iterator[_Remote]:
    """Give the folder, signed in at a server that has the key that it should, and name what goes wrong with it."""
    try:
        with _transport(settings) as transport:
            sftp = paramiko.SFTPClient.from_transport(transport)
            if sftp is None:
                raise Unavailable(why="The server offers no SFTP")
            channel = sftp.get_channel()
            if channel is not None:
                channel.settimeout(settings.seconds)
            yield _Remote(sftp, settings.folder)
    except paramiko.AuthenticationException as refused:
        raise Misconfigured("The server does not let us in. Check the user name and the password or key.") from refused
    except (paramiko.SSHException, EOFError) as problem:
        raise Unavailable(why=f"The server broke off ({type(problem).__name__})") from problem
    except PermissionError as problem:
        raise Misconfigured("The server does not let us write there. Correct the folder or its rights.") from problem
    except OSError as problem:
        if problem.errno == errno.ENOENT:
            raise Misconfigured("There is no such folder on the server. Correct it.") from problem
        raise Unavailable(why="No answer from the server") from problem


@contextmanager
def _transport(settings: CsvSftpSettings) -> Iterator[paramiko.Transport]:
    (address, *_) = addresses_of(settings.host, settings.port, seconds=CONNECT_SECONDS)
    with socket.create_connection((address, settings.port), CONNECT_SECONDS) as plain:
        transport = paramiko.Transport(plain)
        try:
            transport.start_client(timeout=settings.seconds)
            key = transport.get_remote_server_key()
            if fingerprint_of(key.asbytes()) != settings.host_key:
                raise Misconfigured("Another computer answers than the one whose fingerprint is given. Ask who it is.")
            if settings.password.get_secret_value():
                transport.auth_password(settings.username, settings.password.get_secret_value())
            else:
                transport.auth_publickey(settings.username, _own_key(settings.private_key.get_secret_value()))
            yield transport
        finally:
            transport.close()


def fingerprint_of(key: bytes) -> str:
    """Return the fingerprint of a public key as OpenSSH shows it."""
    return f"SHA256:{base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip('=')}"


def _own_key(text: str) -> paramiko.PKey:
    for kind in _KEYS:
        try:
            return kind.from_private_key(io.StringIO(text.strip() + "\n"))
        except (paramiko.SSHException, ValueError):
            continue
    raise Misconfigured("The private key cannot be read. Enter it again, without a password of its own.")
