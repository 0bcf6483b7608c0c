"""How are files kept in a folder? Written beside their place and moved into it, so that nobody reads half of one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.port import check_key


class Folder:
    """A folder on the server with a file for each key. seal, unseal: what is done to a file on its way in and out."""

    def __init__(
        self, path: Path, *, seal: Callable[[str, bytes], bytes], unseal: Callable[[str, bytes], bytes]
    ) -> None:
        self._path = path
        self._seal = seal
        self._unseal = unseal

    def put(self, key: str, content: bytes) -> None:
        """Write the file, unless it is there already."""
        place = self._place(key)
        with self._naming_trouble():
            if place.exists():
                if self._unseal(key, place.read_bytes()) != content:
                    raise Rejected("taken", why="Another file has this key")
                return
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = place.with_name(f".{uuid4()}.part")
            try:
                with part.open("xb") as file:
                    os.chmod(part, 0o600)
                    file.write(self._seal(key, content))
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(part, place)
            finally:
                part.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        """Read the file."""
        place = self._place(key)
        with self._naming_trouble():
            if not place.is_file():
                raise Rejected("not_found", why="There is no file of this key")
            return self._unseal(key, place.read_bytes())

    def remove(self, key: str) -> None:
        """Delete the file if it is there."""
        place = self._place(key)
        with self._naming_trouble():
            place.unlink(missing_ok=True)

    def check(self) -> None:
        """Write and remove a file."""
        with self._naming_trouble():
            self._path.mkdir(parents=True, exist_ok=True, mode=0o700)
            trial = self._path / f".{uuid4()}.part"
            trial.write_bytes(b"")
            trial.unlink()

    def _place(self, key: str) -> Path:
        check_key(key)
        return self._path / key

    @contextmanager
    def _naming_trouble(self) -> Iterator[None]:
        try:
            yield
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise Misconfigured(f"Let the server write files in {self._path}, or choose another folder.") from error
        except OSError as error:
            raise Unavailable(why=f"The folder of files could not be used: {error.strerror}") from error
