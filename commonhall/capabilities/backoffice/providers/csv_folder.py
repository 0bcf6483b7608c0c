"""How is a case handed over as a CSV file in a folder on the server, which another program fetches and fills?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.backoffice import csv_exchange
from commonhall.capabilities.backoffice.port import Parcel, Taken, Update
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.core.values.words import Words


class CsvFolderSettings(BaseModel):
    """Where the files are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(
        title="Folder",
        description="On the server. Cases go to out; updates come from in.",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Ar y gweinydd. Mae achosion yn mynd i out; daw diweddariadau o in.",
        },
    )


class Provider:
    """Files in a folder, beside their place first and then moved into it."""

    name: ClassVar[str] = "csv_folder"
    title: ClassVar[Words] = Words(en="CSV files in a folder", cy="Ffeiliau CSV mewn ffolder")
    Settings: ClassVar[type[BaseModel]] = CsvFolderSettings

    def __init__(self, settings: CsvFolderSettings) -> None:
        self._place = _Folder(settings.folder)

    def deliver(self, parcel: Parcel) -> Taken:
        """Write one file."""
        return csv_exchange.hand_over(self._place, parcel)

    def reference_for(self, token: str) -> str:
        """Raise Rejected: files have no tokens."""
        raise Rejected("not_found", why="Files have no tokens")

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return what the files say that have not been put aside, of whatever time: a file may come late."""
        return csv_exchange.updates_in(self._place)

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Put the files aside that were taken whole."""
        csv_exchange.put_aside(self._place, updates)

    def check(self) -> None:
        """Write a file and move it."""
        csv_exchange.check_place(self._place)


class _Folder:
    """A folder on the server."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self, folder: str) -> Sequence[str]:
        with self._naming_trouble():
            place = self._path / folder
            place.mkdir(parents=True, exist_ok=True, mode=0o750)
            return [each.name for each in place.iterdir() if not each.name.startswith(".")]

    def read(self, name: str, *, most: int) -> bytes:
        with self._naming_trouble():
            try:
                with (self._path / name).open("rb") as file:
                    content = file.read(most + 1)
            except FileNotFoundError:
                raise Rejected("not_found", why=f"{name} is gone") from None
        if len(content) > most:
            raise Rejected("too_large", why=f"{name} has more than {most} bytes")
        return content

    def put(self, name: str, content: bytes) -> None:
        place = self._path / name
        with self._naming_trouble():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            part = place.with_name(f".{uuid4()}.part")
            try:
                with part.open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(part, place)
            finally:
                part.unlink(missing_ok=True)

    def move(self, name: str, to: str) -> None:
        with self._naming_trouble():
            place = self._path / to
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            try:
                os.replace(self._path / name, place)
            except FileNotFoundError:
                return

    @contextmanager
    def _naming_trouble(self) -> Iterator[None]:
        try:
            yield
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise Misconfigured(f"Let the server write files in {self._path}, or choose another folder.") from error
        except OSError as error:
            raise Unavailable(why=f"The folder could not be used: {error.strerror}") from error
