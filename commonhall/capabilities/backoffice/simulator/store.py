"""Which reports did the contractor take? One SQLite file, so that a restart, even after a kill, forgets nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from commonhall.capabilities.simulators.kept_file import KeptFile

_TABLES = """
create table if not exists report (
    position integer primary key autoincrement, council text not null, number text not null unique, token text,
    service text not null, key text, fields text not null, made_at real not null);
create unique index if not exists report_once on report (council, key) where key is not null;
create index if not exists report_made on report (council, made_at);
create table if not exists said (
    position integer primary key autoincrement, council text not null, number text not null, update_id text not null,
    status text not null, text text not null, ours integer not null, made_at real not null);
create unique index if not exists said_once on said (council, update_id);
create table if not exists callback (council text primary key, url text not null);
create table if not exists pushed (council text, update_id text, tries integer not null, due_at real not null,
    done integer not null default 0, primary key (council, update_id));
"""


@dataclass(frozen=True)
class Report:
    """A report as it was taken. fields: what was posted, each a list of values."""

    council: str
    number: str
    token: str | None
    service: str
    fields: Mapping[str, list[str]]
    made_at: datetime

    def first(self, name: str) -> str | None:
        """Return the last value of a field: a single parameter that is repeated means its last."""
        values = self.fields.get(name)
        return values[-1] if values else None


@dataclass(frozen=True)
class Said:
    """An update that somebody wrote. ours: the contractor's own; else the council's."""

    number: str
    update_id: str
    status: str
    text: str
    ours: bool
    made_at: datetime


class Store(KeptFile):
    """The reports on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "contractor.sqlite3", _TABLES)

    def keep(self, council: str, service: str, key: str | None, fields: Mapping[str, list[str]], at: datetime,
             *, batch: bool) -> Report:  # fmt: skip
        """Take a report and return it; the one that was taken before where the key was seen."""
        with self.writing() as db:
            if key is not None:
                known = db.execute("select * from report where council = ? and key = ?", (council, key)).fetchone()
                if known is not None:
                    return _report(known)
            count = db.execute("select count(*) from report").fetchone()[0]
            number = f"GH-{48201 + count}"
            token = f"t-{number}" if batch else None
            db.execute(
                "insert into report (council, number, token, service, key, fields, made_at) values (?,?,?,?,?,?,?)",
                (council, number, token, service, key, json.dumps(dict(fields)), at.timestamp()),
            )
            row = db.execute("select * from report where number = ?", (number,)).fetchone()
        return _report(row)

    def find(self, council: str, number: str) -> Report | None:
        """Return a council's report by its number."""
        rows = self.rows("select * from report where council = ? and number = ?", council, number)
        return _report(rows[0]) if rows else None

    def by_token(self, council: str, token: str) -> Report | None:
        """Return a council's report by its token."""
        rows = self.rows("select * from report where council = ? and token = ?", council, token)
        return _report(rows[0]) if rows else None

    def reports(self, council: str = "") -> list[Report]:
        """Return the reports of one council, or of all, newest first."""
        if council:
            rows = self.rows("select * from report where council = ? order by position desc", council)
        else:
            rows = self.rows("select * from report order by position desc")
        return [_report(row) for row in rows]

    def say(self, council: str, one: Said) -> Said:
        """Keep an update and return it; the one that was kept before under the same id, where there is one."""
        with self.writing() as db:
            known = db.execute(
                "select * from said where council = ? and update_id = ?", (council, one.update_id)
            ).fetchone()
            if known is not None:
                return _said(known)
            db.execute(
                "insert into said (council, number, update_id, status, text, ours, made_at) values (?,?,?,?,?,?,?)",
                (council, one.number, one.update_id, one.status, one.text, one.ours, one.made_at.timestamp()),
            )
        return one

    def said_of(self, council: str, number: str) -> list[Said]:
        """Return the updates that somebody wrote to a report, oldest first."""
        rows = self.rows(
            "select * from said where council = ? and number = ? order by made_at, position", council, number
        )
        return [_said(row) for row in rows]

    def let_push(self, council: str, url: str) -> None:
        """Say where a council hears of updates; a blank address stops it."""
        with self.writing() as db:
            db.execute("delete from callback where council = ?", (council,))
            if url:
                db.execute("insert into callback values (?, ?)", (council, url))

    def callbacks(self) -> dict[str, str]:
        """Return where each council hears of updates."""
        return {row["council"]: row["url"] for row in self.rows("select * from callback")}

    def may_push(self, council: str, update_id: str, now: datetime) -> int:
        """Return which attempt it is time for, counted from 1; 0 for none."""
        rows = self.rows("select * from pushed where council = ? and update_id = ?", council, update_id)
        if not rows:
            return 1
        row = rows[0]
        return 0 if row["done"] or row["due_at"] > now.timestamp() else int(row["tries"]) + 1

    def pushed(self, council: str, update_id: str, tries: int, *, due: datetime, done: bool) -> None:
        """Keep what became of an attempt. done: it need not be tried again."""
        with self.writing() as db:
            db.execute(
                "insert or replace into pushed values (?, ?, ?, ?, ?)",
                (council, update_id, tries, due.timestamp(), done),
            )


def _report(row: sqlite3.Row) -> Report:
    return Report(
        council=row["council"],
        number=row["number"],
        token=row["token"],
        service=row["service"],
        fields=json.loads(row["fields"]),
        made_at=datetime.fromtimestamp(row["made_at"], UTC),
    )


def _said(row: sqlite3.Row) -> Said:
    return Said(
        number=row["number"],
        update_id=row["update_id"],
        status=row["status"],
        text=row["text"],
        ours=bool(row["ours"]),
        made_at=datetime.fromtimestamp(row["made_at"], UTC),
    )
