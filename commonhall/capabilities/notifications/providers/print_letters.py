"""How do letters reach the council's own printer? As PDF files, in a folder for each day with its list."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.notifications.folders import naming_trouble, write_whole
from commonhall.capabilities.notifications.mail import recipient_of
from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter
from commonhall.capabilities.notifications.port import Channel, Delivery, Message, Sent
from commonhall.core.values.dates import in_words, london_date
from commonhall.core.values.words import Words

MANIFEST: Final = "manifest.csv"
COLUMNS: Final = ("id", "file", "written_at", "language", "pages", "bytes", "sha256", "country")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGE: Final = re.compile(rb"/Type /Page\b(?!s)")


class PrintSettings(BaseModel):
    """Where the letters are put for printing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Field(
        title="Folder",
        description="On the server. The print room takes the files of a day away.",
        json_schema_extra={
            "title_cy": "Ffolder",
            "description_cy": "Ar y gweinydd. Mae’r ystafell argraffu yn mynd â ffeiliau pob diwrnod.",
        },
    )


class Provider:
    """Writes each letter as a PDF with the address where a window envelope shows it, and a line in the day's list."""

    name: ClassVar[str] = "print_letters"
    title: ClassVar[Words] = Words(
        en="PDF letters for your own printer: letters only", cy="Llythyrau PDF i’ch argraffydd: llythyrau yn unig"
    )
    Settings: ClassVar[type[BaseModel]] = PrintSettings
    channels: ClassVar[tuple[Channel, ...]] = ("letter",)

    def __init__(self, settings: PrintSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = settings.folder
        self._clock = clock

    def send(self, message: Message) -> Sent:
        """Write the letter and its line, unless a day's list has it already."""
        if message.channel != "letter":
            raise Misconfigured("Letters for print are letters. Choose another provider for e-mails and texts.")
        to = recipient_of(message)
        at = self._clock()
        with naming_trouble(self._folder), self._locked():
            if self._find(message.id) is None:
                self._write(message, to, at)
        return Sent(provider_id=str(message.id))

    def status(self, provider_id: str) -> Delivery:
        """Return created while the file lies there, and sending once the print room took it away."""
        with naming_trouble(self._folder):
            try:
                found = self._find(UUID(provider_id))
            except ValueError:
                found = None
            if found is None:
                raise Rejected("not_found", why="No list in the folder has this letter")
            day, row = found
            waits = (day / row["file"]).exists()
        return Delivery(
            provider_id=provider_id,
            state="created" if waits else "sending",
            provider_status="waiting for print" if waits else "taken for print",
            at=datetime.fromisoformat(row["written_at"]),
        )

    def check(self) -> None:
        """Write and remove a file in the folder."""
        with naming_trouble(self._folder), self._locked():
            trial = self._folder / ".check"
            write_whole(trial, b"")
            trial.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time write the list."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, message: Message, to: str, at: datetime) -> None:
        """Write the file before its line: a file without a line is written again, a line never lacks its file."""
        pdf = message.pdf or _printed(message, to, at)
        day = self._folder / london_date(at)
        day.mkdir(exist_ok=True, mode=0o700)
        name = f"{message.id}.pdf"
        write_whole(day / name, pdf)
        row = {
            "id": str(message.id),
            "file": name,
            "written_at": at.isoformat(),
            "language": message.language,
            "pages": str(max(1, len(_PAGE.findall(pdf)))),
            "bytes": str(len(pdf)),
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "country": "" if any(mark.isdigit() for mark in to.split("\n")[-1]) else to.split("\n")[-1],
        }
        write_whole(day / MANIFEST, _as_csv([*_rows_of(day), row]))

    def _find(self, message_id: UUID) -> tuple[Path, dict[str, str]] | None:
        if not self._folder.is_dir():
            return None
        days = sorted((each for each in self._folder.iterdir() if _DAY.fullmatch(each.name)), reverse=True)
        rows = ((day, row) for day in days for row in _rows_of(day) if row["id"] == str(message_id))
        return next(rows, None)


def _rows_of(day: Path) -> list[dict[str, str]]:
    manifest = day / MANIFEST
    if not manifest.exists():
        return []
    with manifest.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _printed(message: Message, to: str, at: datetime) -> bytes:
    """Return the letter as PDF where whoever sends it brought none: without the council's own head."""
    return letter_pdf(
        Letter(
            to=tuple(to.split("\n")),
            sender=(),
            date=in_words(london_date(at), message.language, weekday=False),
            reference=str(message.id)[:8],
            subject=message.heading(),
            body=message.text(),
            language=message.language,
        )
    )
