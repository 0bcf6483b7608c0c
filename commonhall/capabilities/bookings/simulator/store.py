"""What does the stand-in for a back-office calendar keep? The places of each account, and what it answered to each
idempotency key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Row
from typing import Final

from commonhall.capabilities.bookings.slot import Place, Slot
from commonhall.capabilities.simulators.kept_file import KeptFile

KEPT: Final = timedelta(days=1)
"""How long an answer is given again to the same key."""
_TABLES: Final = """
create table if not exists place (
    account text not null, reference text not null, calendar text not null, date text not null, start text not null,
    "end" text not null, units integer not null, property text not null, until real,
    primary key (account, reference));
create table if not exists answered (
    account text not null, key text not null, asked text not null, status integer not null, body blob not null,
    at real not null, primary key (account, key));
"""


class Store(KeptFile):
    """The file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "calendar.sqlite3", _TABLES)

    def answered(self, account: str, key: str, at: datetime) -> Row | None:
        """Return what was answered to a key, as long as it is remembered."""
        since = (at - KEPT).timestamp()
        found = self.rows(
            "select asked, status, body from answered where account = ? and key = ? and at > ?", account, key, since
        )
        return found[0] if found else None

    def remember(self, account: str, key: str, asked: str, status: int, body: bytes, at: datetime) -> None:
        """Keep what was answered to a key. Inside ``writing``."""
        self._db.execute(
            "insert or replace into answered values (?, ?, ?, ?, ?, ?)",
            (account, key, asked, status, body, at.timestamp()),
        )

    def newest(self, most: int) -> list[Row]:
        """Return everybody's next places, for the people who look at the list."""
        return self.rows("select * from place order by date, start, reference limit ?", most)


class PlacesOf:
    """The places of one account, as counting asks for them (see port.PlaceRecords)."""

    def __init__(self, store: Store, account: str) -> None:
        self._store, self._account = store, account

    def lock(self, days: Sequence[tuple[str, str]]) -> None:
        """Whoever asks is alone already: the file is being written."""

    def taken(self, calendar: str, first: str, last: str, at: datetime) -> Sequence[Place]:
        """See port.PlaceRecords."""
        sql = "select * from place where account = ? and calendar = ? and date between ? and ?"
        found = [_place(row) for row in self._store.rows(sql, self._account, calendar, first, last)]
        return [place for place in found if place.stands(at)]

    def find(self, reference: str) -> Place | None:
        """See port.PlaceRecords."""
        sql = "select * from place where account = ? and reference = ?"
        found = self._store.rows(sql, self._account, reference)
        return _place(found[0]) if found else None

    def keep(self, place: Place) -> None:
        """See port.PlaceRecords."""
        slot = place.slot
        until = place.until.timestamp() if place.until else None
        self._store.rows(
            "insert or replace into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._account, place.reference, slot.calendar, slot.date, slot.start, slot.end, place.units, place.uprn,
            until,
        )  # fmt: skip

    def drop(self, reference: str) -> None:
        """See port.PlaceRecords."""
        self._store.rows("delete from place where account = ? and reference = ?", self._account, reference)

    def closed(self, calendar: str, first: str, last: str) -> Collection[str]:
        """Nobody closes a day here."""
        return ()


def _place(row: Row) -> Place:
    name = f"{row['date']}T{row['start']}/{row['end']}" if row["start"] else row["date"]
    slot = Slot(row["calendar"], name, row["date"], row["start"], row["end"])
    until = datetime.fromtimestamp(row["until"], UTC) if row["until"] is not None else None
    return Place(row["reference"], slot, row["units"], row["property"], until)
