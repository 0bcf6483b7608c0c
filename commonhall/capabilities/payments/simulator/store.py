"""Which payments does the simulator know? One SQLite file, so that a restart, even after a kill, forgets nothing."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from commonhall.capabilities.simulators.kept_file import KeptFile

_TABLES: Final = """
create table if not exists payment (
    position integer primary key autoincrement, id text not null unique, account text not null,
    reference text not null collate nocase, open integer not null, facts text not null);
create index if not exists payment_of_account on payment (account, reference);
create table if not exists way (word text primary key, payment text not null, used integer not null default 0);
create table if not exists hook (
    id text primary key, account text not null, body text not null, due_at real not null,
    attempts integer not null default 0);
create table if not exists target (account text primary key, url text not null, secret text not null);
create table if not exists replay (account text, word text, asked text, payment text, primary key (account, word));
"""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
ID_LENGTH: Final = 26


def fresh_id() -> str:
    """Return an id as GOV.UK Pay makes them."""
    return "".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH))


@dataclass
class RefundFacts:
    """A refund. ends_as: what a submitted one turns into; at: seconds since 1970."""

    id: str
    amount: int
    status: str
    made_at: float
    ends_as: str = "success"
    ends_at: float = 0.0


@dataclass
class PaymentFacts:
    """A payment. asked: the body of the request that made it. events: (status, code, seconds since 1970)."""

    id: str
    account: str
    live: bool
    asked: dict[str, Any]
    made_at: float
    status: str = "created"
    code: str = ""
    card: dict[str, Any] | None = None
    typed_email: str = ""
    provider_id: str = ""
    captured_at: float | None = None
    threed_secure: bool = False
    events: list[tuple[str, str, float]] = field(default_factory=list)
    refunds: list[RefundFacts] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to it but refunds."""
        return self.status in ("success", "failed", "cancelled", "error")

    @property
    def submitted_pence(self) -> int:
        """How much was given back, or is on its way."""
        return sum(each.amount for each in self.refunds if each.status != "error")

    @property
    def available_pence(self) -> int:
        """How much can be given back."""
        return int(self.asked["amount"]) - self.submitted_pence if self.status == "success" else 0

    def become(self, status: str, code: str, now: datetime) -> None:
        """Go on to another state, and keep when."""
        self.status, self.code = status, code
        self.events.append((status, code, now.timestamp()))


class Store(KeptFile):
    """The payments on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "pay.sqlite3", _TABLES)

    def keep(self, payment: PaymentFacts) -> None:
        """Store a payment as it is now. Inside ``writing``."""
        self._db.execute(
            "insert into payment (id, account, reference, open, facts) values (?, ?, ?, ?, ?)"
            " on conflict (id) do update set open = excluded.open, facts = excluded.facts",
            (
                payment.id, payment.account, payment.asked["reference"], int(not payment.finished),
                json.dumps(asdict(payment)),
            ),
        )  # fmt: skip

    def find(self, payment_id: str, account: str = "") -> PaymentFacts | None:
        """Return a payment, of one account where that is given."""
        found = self.rows("select facts, account from payment where id = ?", payment_id)
        return _read(found[0]) if found and account in ("", found[0]["account"]) else None

    def of_account(self, account: str, reference: str | None = None) -> list[PaymentFacts]:
        """Return the payments of an account, the newest first."""
        narrow, values = ("", [account]) if reference is None else (" and reference = ?", [account, reference])
        sql = f"select facts from payment where account = ?{narrow} order by position desc"  # noqa: S608 - a constant
        return [_read(row) for row in self.rows(sql, *values)]

    def newest(self, most: int) -> list[PaymentFacts]:
        """Return everybody's newest payments, for the people who look at the list."""
        return [_read(row) for row in self.rows("select facts from payment order by position desc limit ?", most)]

    def open_ids(self) -> list[str]:
        """Return which payments are not finished."""
        return [str(row["id"]) for row in self.rows("select id from payment where open = 1")]

    def add_hook(self, message: str, account: str, body: str, now: datetime) -> None:
        """Keep a webhook that is to be sent at once. Inside ``writing``."""
        self._db.execute(
            "insert into hook (id, account, body, due_at) values (?, ?, ?, ?)",
            (message, account, body, now.timestamp()),
        )

    def set_target(self, account: str, url: str, secret: str) -> None:
        """Say where an account wants its webhooks."""
        with self.writing() as db:
            db.execute("insert or replace into target (account, url, secret) values (?, ?, ?)", (account, url, secret))

    def new_way(self, payment_id: str) -> str:
        """Return a new word that opens a payment's page. Inside ``writing``."""
        word = secrets.token_urlsafe(24)
        self._db.execute("insert into way (word, payment) values (?, ?)", (word, payment_id))
        return word

    def payment_of_way(self, word: str, *, once: bool) -> str | None:
        """Return which payment a word opens. once: only the first time."""
        with self.writing() as db:
            found = db.execute("select payment, used from way where word = ?", (word,)).fetchone()
            if found is None or (once and found["used"]):
                return None
            db.execute("update way set used = 1 where word = ?", (word,))
            return str(found["payment"])


def _read(row: sqlite3.Row) -> PaymentFacts:
    facts = json.loads(row["facts"])
    refunds = [RefundFacts(**each) for each in facts.pop("refunds")]
    events = [(status, code, at) for status, code, at in facts.pop("events")]
    return PaymentFacts(**facts, refunds=refunds, events=events)


def stamp(seconds: float) -> str:
    """Return a moment as GOV.UK Pay writes it: milliseconds, UTC."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def day(seconds: float) -> str:
    """Return the day of a moment, in UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"
