"""Where do tests and measurements keep a database that nobody needs afterwards?"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commonhall.config.bootstrap.data_folder import MARKER, DataFolder, open_data_folder
from commonhall.config.bootstrap.postgres.account import database_account
from commonhall.config.bootstrap.postgres.cluster import Cluster, stop_leftover
from commonhall.config.bootstrap.terminal import CannotStart

_PREFIX = "commonhall-"
_MAKING = 60
"""Seconds after which a folder that nobody holds was left behind; before, another run may be making it."""


@contextmanager
def passing_folder(purpose: str) -> Iterator[DataFolder]:
    """A data folder of our own for as long as the block lasts. Folders that killed runs left behind go first."""
    parent = Path(tempfile.gettempdir())
    _sweep(parent, purpose)
    path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", dir=parent))
    if os.geteuid() == 0:
        path.chmod(0o711)  # the database runs as another account
    data = open_data_folder(path)
    try:
        with data.held():
            yield data
    finally:
        _remove(data)


def _sweep(parent: Path, purpose: str) -> None:
    for path in parent.glob(f"{_PREFIX}{purpose}-*"):
        with suppress(OSError, CannotStart):
            data = DataFolder(path)
            found = path.stat()
            ours = found.st_uid == os.geteuid() and (path / MARKER).is_file()
            being_made = time.time() - found.st_mtime < _MAKING
            if ours and not being_made and not data.is_held:
                stop_leftover(Cluster(data.postgres.resolve(), database_account()))
                _remove(data)


def _remove(data: DataFolder) -> None:
    if data.postgres.is_symlink():
        shutil.rmtree(data.postgres.resolve(), ignore_errors=True)
    shutil.rmtree(data.path, ignore_errors=True)
