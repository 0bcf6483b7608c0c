"""A server of files that stands in for a real one: it speaks SFTP over SSH, and keeps what it takes in a folder."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import paramiko

USER: Final = "council"
PASSWORD: Final = "demo-password"  # noqa: S105 - it guards nothing: all is fictional


class _Door(paramiko.ServerInterface):  # type: ignore[misc]  # the library has no types
    """Lets one user in, by password or by the one key that is known."""

    def __init__(self, known: paramiko.PKey | None) -> None:
        self._known = known

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, PASSWORD)
        return int(paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED)

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        right = username == USER and self._known is not None and key.asbytes() == self._known.asbytes()
        return int(paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED)


class _Handle(paramiko.SFTPHandle):  # type: ignore[misc]  # the library has no types
    def stat(self) -> Any:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class _Files(paramiko.SFTPServerInterface):  # type: ignore[misc]  # the library has no types
    """What may be done with the files below one folder."""

    def __init__(self, server: Any, root: Path) -> None:
        super().__init__(server)
        self._root = root

    def _at(self, path: str) -> Path:
        return self._root / str(self.canonicalize(path)).lstrip("/")

    def list_folder(self, path: str) -> Any:
        try:
            return [self._described(each) for each in self._at(path).iterdir()]
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)

    def _described(self, path: Path) -> Any:
        described = paramiko.SFTPAttributes.from_stat(path.stat())
        described.filename = path.name
        return described

    def stat(self, path: str) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> Any:
        try:
            number = os.open(self._at(path), flags, 0o600)
        except OSError as problem:
            return paramiko.SFTPServer.convert_errno(problem.errno or 0)
        handle = _Handle(flags)
        writes = flags & (os.O_WRONLY | os.O_RDWR)
        file = os.fdopen(number, "wb" if writes else "rb")
        handle.readfile = handle.writefile = file
        return handle

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        try:
            os.replace(self._at(oldpath), self._at(newpath))
        except OSError as problem:
            return int(paramiko.SFTPServer.convert_errno(problem.errno or 0))
        return int(paramiko.SFTP_OK)

    rename = posix_rename

    def mkdir(self, path: str, attr: Any) -> int:
        try:
            self._at(path).mkdir(mode=0o700)
        except OSError as problem:
            return int(paramiko.SFTPServer.convert_errno(problem.errno or 0))
        return int(paramiko.SFTP_OK)


@dataclass(frozen=True, slots=True)
class FileServer:
    """A server that runs. key: its own, whose fingerprint a caller must know."""

    port: int
    key: paramiko.PKey


@contextmanager
def file_server(folder: Path, *, known: paramiko.PKey | None = None) -> Iterator[FileServer]:
    """Run the server in threads of this process. known: the public key that may come in besides the password."""
    folder.mkdir(parents=True, exist_ok=True)
    key = paramiko.ECDSAKey.generate()
    listening = socket.create_server(("127.0.0.1", 0))
    stopping = threading.Event()
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        while not stopping.is_set():
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(caller)
            transports.append(transport)
            transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, folder)
            with suppress(paramiko.SSHException, EOFError):  # the caller hung up: the next one may come
                transport.start_server(server=_Door(known))

    thread = threading.Thread(target=serve, name="file-server", daemon=True)
    thread.start()
    try:
        yield FileServer(listening.getsockname()[1], key)
    finally:
        stopping.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
        for transport in transports:
            transport.close()
