"""Where does a running Commonhall keep what it must not lose, and is the folder really ours?"""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commonhall.config.bootstrap.locks import Busy, is_locked, locked
from commonhall.config.bootstrap.terminal import CannotStart

MARKER = "commonhall-data"
_NOTE = "Made by Commonhall. This folder holds its database, its secrets and its logs.\n"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One installation's folder; its parts are named here and nowhere else."""

    path: Path

    @property
    def postgres(self) -> Path:
        """The embedded database."""
        return self.path / "postgres"

    @property
    def database_secrets(self) -> Path:
        """The passwords of the database's roles."""
        return self.path / "database-secrets.json"

    @property
    def secret_key(self) -> Path:
        """The key that signs sessions and links."""
        return self.path / "secret-key"

    @property
    def root_keys(self) -> Path:
        """The keys under which the councils' own keys are kept."""
        return self.path / "root-keys"

    @property
    def logs(self) -> Path:
        """One file for each child process."""
        return self.path / "logs"

    @property
    def children(self) -> Path:
        """Which child processes the supervisor started last."""
        return self.path / "children.json"

    @property
    def _environment(self) -> Path:
        return self.path / "environment.json"

    @contextmanager
    def held(self, *, seconds: float = 0.0) -> Iterator[None]:
        """Be the one who runs things on this folder. Raises CannotStart when somebody else is."""
        try:
            with locked(self.path / "lock", seconds=seconds):
                yield
        except Busy:
            raise CannotStart(
                f"Another Commonhall already runs on {self.path}. Stop it first, or choose another folder with --data."
            ) from None

    @property
    def is_held(self) -> bool:
        """Whether another process runs things on this folder."""
        return is_locked(self.path / "lock")

    def publish_environment(self, values: dict[str, str]) -> None:
        """Tell other commands how to reach what runs here."""
        write_private(self._environment, json.dumps(values))

    def withdraw_environment(self) -> None:
        """Nothing runs here any more."""
        self._environment.unlink(missing_ok=True)

    def find_environment(self) -> dict[str, str] | None:
        """How to reach what runs here; None when nothing does."""
        try:
            values = json.loads(self._environment.read_text())
        except (OSError, ValueError):
            return None
        return {str(name): str(value) for name, value in values.items()} if self.is_held else None


def open_data_folder(path: Path) -> DataFolder:
    """The folder, made when missing. Raises CannotStart for one that holds something else, or cannot be written."""
    path = path.expanduser().absolute()
    folder = DataFolder(path)
    try:
        if path.is_dir() and not (path / MARKER).exists() and any(path.iterdir()):
            raise CannotStart(f"{path} was not made by Commonhall and is not empty. Choose another folder with --data.")
        _make(path)
        if not (path / MARKER).exists():
            (path / MARKER).write_text(_NOTE)
        folder.logs.mkdir(mode=0o700, exist_ok=True)
        if not folder.secret_key.exists():
            write_private(folder.secret_key, secrets.token_urlsafe(64))
        if not folder.root_keys.exists():
            write_private(folder.root_keys, f"first {base64.b64encode(secrets.token_bytes(32)).decode()}\n")
    except OSError as error:
        raise CannotStart(
            f"{path} cannot be used ({error.strerror}). Choose a folder of your own with --data."
        ) from None
    return folder


def _make(path: Path) -> None:
    """Make the folder. When we are root others may pass through it: the database runs as another account."""
    missing = [place for place in (path, *path.parents) if not place.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for made in missing:
        made.chmod(0o711 if os.geteuid() == 0 else 0o700)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    begun = path.with_name(f"{path.name}.new")
    begun.unlink(missing_ok=True)
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)


def reset_data_folder(path: Path, *, agreed: bool) -> None:
    """Delete the folder and everything in it, after asking. Raises CannotStart when it is not ours or is in use."""
    path = path.expanduser().absolute()
    if not path.exists():
        return
    if not (path / MARKER).is_file():
        raise CannotStart(
            f"{path} was not made by Commonhall, so it is not deleted. Delete it yourself if you mean to."
        )
    folder = DataFolder(path)
    if not agreed:
        _ask(path)
    with folder.held():
        database = folder.postgres
        if database.is_symlink():
            shutil.rmtree(database.resolve(), ignore_errors=True)
        shutil.rmtree(path)


def _ask(path: Path) -> None:
    if not sys.stdin.isatty():
        raise CannotStart(f"--reset deletes everything in {path}. To do that without being asked, add --yes.")
    sys.stdout.write(f"Delete everything in {path}? Type yes: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() != "yes":
        raise CannotStart("Nothing was deleted.")
