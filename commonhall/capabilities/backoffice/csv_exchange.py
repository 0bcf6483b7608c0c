"""How are cases exchanged as CSV files? One file for each thing handed over, numbered, with a checksum, moved into its
place whole; and files of updates the other way."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonhall.capabilities.backoffice.georeport import moment, status_word
from commonhall.capabilities.backoffice.port import Parcel, Taken, Update, Value
from commonhall.capabilities.errors import Misconfigured, Rejected

OUT: Final = "out"
SENT: Final = "sent"
IN: Final = "in"
DONE: Final = "done"
SUM: Final = ".sha256"
MADE: Final = ".made"
"""How the name of a note ends whose file was put in its place."""
LARGEST: Final = 5_000_000
_NOTE: Final = re.compile(r"(\d{6})-([0-9a-f-]{36})(\.made)?")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,120}\.csv")


class Place(Protocol):
    """A folder with folders in it, here or on another computer. Names are ``folder/file``.

    Every method raises Unavailable or Misconfigured where the place cannot be used.
    """

    def names(self, folder: str) -> Sequence[str]:
        """Return the names of the files in a folder, which is made where it is not there."""

    def read(self, name: str, *, most: int) -> bytes:
        """Return a file. Raises Rejected("too_large"), and Rejected("not_found") where it is gone."""

    def put(self, name: str, content: bytes) -> None:
        """Let a file be there whole, in place of one of that name: nobody ever sees half of it."""

    def move(self, name: str, to: str) -> None:
        """Give a file another name; one that is gone is no trouble."""


class Line(BaseModel):
    """One line of a file of updates."""

    model_config = ConfigDict(extra="ignore")

    update_id: str = Field(default="", max_length=200)
    external: str = Field(default="", max_length=200)
    reference: str = Field(default="", max_length=40)
    status: str = Field(min_length=1, max_length=100)
    at: str
    text: str = Field(default="", max_length=4000)


def hand_over(place: Place, parcel: Parcel) -> Taken:
    """Put ``parcel`` into the folder ``out``, once: under a number that a note in ``sent`` keeps for it."""
    number, made = _noted(place, parcel)
    if not made:
        name = f"{OUT}/{number:06d}-{parcel.act}-{parcel.reference}.csv"
        content = as_csv(parcel, number)
        sums = f"{hashlib.sha256(content).hexdigest()}  {name.rpartition('/')[2]}\n"
        place.put(f"{name}{SUM}", sums.encode())  # first, so that whoever sees the file can check it
        place.put(name, content)
        note = f"{SENT}/{number:06d}-{parcel.id}"
        place.move(note, f"{note}{MADE}")
    return Taken(parcel.external)


def _noted(place: Place, parcel: Parcel) -> tuple[int, bool]:
    """Return the number of ``parcel`` and whether its file was made; note a new number where it has none."""
    taken: dict[int, str] = {}
    for name in place.names(SENT):
        if note := _NOTE.fullmatch(name):
            if note.group(2) == str(parcel.id):
                return int(note.group(1)), bool(note.group(3))
            taken[int(note.group(1))] = note.group(2)
    number = max(taken, default=0) + 1
    place.put(f"{SENT}/{number:06d}-{parcel.id}", b"")
    return number, False


def as_csv(parcel: Parcel, number: int) -> bytes:
    """Return the file of a parcel: a header and one line, UTF-8, as RFC 4180 has it."""
    own: dict[str, str] = {
        "sequence": str(number),
        "parcel_id": str(parcel.id),
        "act": parcel.act,
        "reference": parcel.reference,
        "external": parcel.external,
        "made_at": parcel.made_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    if twice := sorted(own.keys() & parcel.fields.keys()):
        raise Rejected("fields", why=f"These columns are our own: {', '.join(twice)}")
    written = io.StringIO()
    rows: Mapping[str, str] = {**own, **{name: _cell(value) for name, value in parcel.fields.items()}}
    writer = csv.DictWriter(written, fieldnames=list(rows))
    writer.writeheader()
    writer.writerow(rows)
    return written.getvalue().encode()


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def updates_in(place: Place) -> list[Update]:
    """Return what the files of the folder ``in`` say, oldest first.

    A file whose checksum is not there yet, or does not fit, is still being written and waits. Raises Misconfigured for
    a file that cannot be read, once there is no other: until then the others are not held up.
    """
    found: list[Update] = []
    wrong: Misconfigured | None = None
    names = place.names(IN)
    for name in sorted(one for one in names if _NAME.fullmatch(one)):
        if f"{name}{SUM}" not in names:
            continue
        content = place.read(f"{IN}/{name}", most=LARGEST)
        sums = place.read(f"{IN}/{name}{SUM}", most=1000).decode("ascii", "replace")
        if sums.split(" ")[0].strip().lower() != hashlib.sha256(content).hexdigest():
            continue
        try:
            found += _lines(name, content)
        except Misconfigured as problem:
            wrong = problem
    if wrong is not None and not found:
        raise wrong
    return sorted(found, key=lambda each: (each.at, each.id))


def _lines(name: str, content: bytes) -> list[Update]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [_update(name, reader.line_num, cells) for cells in reader]
    except (UnicodeDecodeError, csv.Error):
        raise Misconfigured(f"{name} is not a CSV file in UTF-8. Ask for it again, or take it away.") from None


def _update(name: str, number: int, cells: Mapping[str | None, object]) -> Update:
    wrong = Misconfigured(f"Correct line {number} of {name}: it needs status, at, and external or reference.")
    try:
        line = Line.model_validate({column: cell for column, cell in cells.items() if column and cell})
    except ValidationError:
        raise wrong from None
    at = moment(line.at)
    if at is None or not (line.external or line.reference):
        raise wrong
    return Update(
        id=f"{name}/{number}",
        external=line.external,
        reference=line.reference,
        status=status_word(line.status),
        at=at,
        text=line.text,
        facts={"update_id": line.update_id} if line.update_id else {},
    )


def put_aside(place: Place, updates: Sequence[Update]) -> None:
    """Move the files to ``done`` of which every line is among ``updates``."""
    kept: dict[str, set[str]] = {}
    for each in updates:
        kept.setdefault(each.id.rpartition("/")[0], set()).add(each.id)
    for name, ids in kept.items():
        if not _NAME.fullmatch(name):
            continue
        try:
            lines = {each.id for each in _lines(name, place.read(f"{IN}/{name}", most=LARGEST))}
        except Rejected:
            continue  # another worker has put it aside
        if lines <= ids:
            place.move(f"{IN}/{name}", f"{DONE}/{name}")
            place.move(f"{IN}/{name}{SUM}", f"{DONE}/{name}{SUM}")


def check_place(place: Place) -> None:
    """Write a file and move it, as handing over does. Raises Unavailable or Misconfigured."""
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    for folder in (OUT, IN, DONE):
        place.names(folder)
    place.put(f"{SENT}/check-{stamp}", b"")
    place.move(f"{SENT}/check-{stamp}", f"{SENT}/checked")
