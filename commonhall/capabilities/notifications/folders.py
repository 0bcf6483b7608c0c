"""How is a message written into a folder? Whole or not at all, and with what is wrong with the folder named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from commonhall.capabilities.errors import Misconfigured, Unavailable


@contextmanager
def naming_trouble(folder: Path) -> Iterator[None]:
    """Raise Misconfigured where the server may not write in ``folder``, and Unavailable where it cannot just now."""
    try:
        yield
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise Misconfigured(f"Let the server write files in {folder}, or choose another folder.") from error
    except OSError as error:
        raise Unavailable(why=f"The folder for messages cannot be written: {error.strerror}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the place and move into it: a reader never sees half a file."""
    part = path.with_name(f".{uuid4()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
