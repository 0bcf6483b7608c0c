"""Which messages were taken? One SQLite file, so that a restart, even after a kill, forgets nothing."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from commonhall.capabilities.notifications.simulator.accounts import Caller, KeyKind, TemplateKind
from commonhall.capabilities.notifications.simulator.outcomes import FINAL_AFTER, SENDING_AFTER, status_after
from commonhall.capabilities.simulators.kept_file import KeptFile
from commonhall.core.values.words import Language

RETENTION = 7 * 86_400  # seconds: GOV.UK Notify's default of seven days
PAGE = 250
_TABLES = """
create table if not exists message (
    position integer primary key autoincrement, id text not null unique, service text not null, kind text not null,
    channel text not null, recipient text not null collate nocase, address text not null, reference text,
    template_id text, template_version integer, language text not null, subject text, body text not null,
    unsubscribe text, postage text, final text not null, made_at real not null);
create index if not exists message_of_key on message (service, kind, position);
create index if not exists message_by_reference on message (service, kind, reference);
create index if not exists message_to on message (recipient, position);
create table if not exists sent_today (
    service text, kind text, channel text, day text, messages integer not null,
    primary key (service, kind, channel, day));
create table if not exists callback (service text primary key, url text not null, token text not null);
create table if not exists receipt (
    message text primary key, due_at real not null, attempts integer not null default 0);
create table if not exists received_text (
    position integer primary key autoincrement, id text not null unique, service text not null,
    sender text not null, words text not null, made_at real not null);
"""
# The status follows from the age alone, so nothing need be written for it to move on.
_STATUS = f"""case when :now - made_at >= {FINAL_AFTER} then final when channel = 'letter' then 'accepted'
    when :now - made_at >= {SENDING_AFTER} then 'sending' else 'created' end"""


@dataclass(frozen=True)
class Kept:
    """A message as it is kept. final: the status in which it will end."""

    id: UUID
    caller: Caller
    channel: TemplateKind
    recipient: str
    address: tuple[str, ...]
    reference: str | None
    template_id: UUID | None
    template_version: int | None
    language: Language
    subject: str | None
    body: str
    unsubscribe: str | None
    postage: str | None
    final: str
    made_at: datetime

    def status(self, now: datetime) -> str:
        """Return its status at ``now``."""
        return status_after((now - self.made_at).total_seconds(), self.final, self.channel)


@dataclass(frozen=True)
class Asked:
    """What a list of messages is narrowed to."""

    statuses: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    reference: str | None = None
    older_than: UUID | None = None


class Store(KeptFile):
    """The messages on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "notify.sqlite3", _TABLES)

    def sent_today(self, caller: Caller, channel: TemplateKind, now: datetime) -> int:
        """Return how many messages the key has sent since midnight UTC."""
        found = self.rows(
            "select messages from sent_today where service = :service and kind = :kind and channel = :channel"
            " and day = :day",
            **_key(caller),
            channel=channel,
            day=f"{now.astimezone(UTC):%Y-%m-%d}",
        )
        return int(found[0]["messages"]) if found else 0

    def keep(self, message: Kept) -> None:
        """Keep a message, count it, and note that a receipt is due where the council asked for receipts."""
        row = {
            **_key(message.caller),
            **{
                name: getattr(message, name)
                for name in ("channel", "recipient", "reference", "template_version", "language", "subject")
            },
            **{name: getattr(message, name) for name in ("body", "unsubscribe", "postage", "final")},
            "id": str(message.id),
            "template_id": str(message.template_id) if message.template_id else None,
            "address": json.dumps(message.address),
            "made_at": message.made_at.timestamp(),
            "day": f"{message.made_at.astimezone(UTC):%Y-%m-%d}",
            "due_at": message.made_at.timestamp() + FINAL_AFTER,
        }
        with self.writing() as db:
            db.execute(
                "insert into message (id, service, kind, channel, recipient, address, reference, template_id,"
                " template_version, language, subject, body, unsubscribe, postage, final, made_at) values (:id,"
                " :service, :kind, :channel, :recipient, :address, :reference, :template_id, :template_version,"
                " :language, :subject, :body, :unsubscribe, :postage, :final, :made_at)",
                row,
            )
            db.execute(
                "insert into sent_today values (:service, :kind, :channel, :day, 1)"
                " on conflict do update set messages = messages + 1",
                row,
            )
            if message.channel != "letter" and message.final != "sent":
                db.execute(
                    "insert into receipt (message, due_at) select :id, :due_at from callback where service = :service",
                    row,
                )

    def find(self, caller: Caller, message_id: UUID, now: datetime) -> Kept | None:
        """Return the key's message of that id, if it is within the retention."""
        found = self._messages(
            "service = :service and kind = :kind and id = :id", {**_key(caller), "id": str(message_id)}, now, 1
        )
        return found[0] if found else None

    def page(self, caller: Caller, asked: Asked, now: datetime) -> list[Kept]:
        """Return up to 250 of the key's messages, the newest first."""
        where = ["service = :service and kind = :kind"]
        values: dict[str, Any] = dict(_key(caller))
        if asked.reference is not None:
            where.append("reference = :reference")
            values["reference"] = asked.reference
        if asked.older_than is not None:
            where.append("position < (select position from message where id = :older and service = :service)")
            values["older"] = str(asked.older_than)
        if asked.channels:
            where.append("channel in (select value from json_each(:channels))")
            values["channels"] = json.dumps(sorted(asked.channels))
        if asked.statuses:
            where.append(_STATUS + " in (select value from json_each(:statuses))")  # noqa: S608 - a constant
            values["statuses"] = json.dumps(sorted(asked.statuses))
        return self._messages(" and ".join(where), values, now, PAGE)

    def inbox(self, recipient: str, page: int, size: int, now: datetime) -> list[Kept]:
        """Return a page (from 1) of everybody's messages, or of one recipient's, the newest first."""
        where = "recipient = :recipient" if recipient else "true"
        return self._messages(where, {"recipient": recipient, "skip": (page - 1) * size}, now, size)

    def read(self, message_id: UUID, now: datetime) -> Kept | None:
        """Return any key's message, for the people who look at the inbox."""
        found = self._messages("id = :id", {"id": str(message_id)}, now, 1)
        return found[0] if found else None

    def recipients(self, now: datetime) -> list[tuple[str, int]]:
        """Return the 50 recipients written to last, with the number of their messages."""
        found = self.rows(
            "select recipient, count(*) as messages from message where made_at > :since"
            " group by recipient order by max(position) desc limit 50",
            since=now.timestamp() - RETENTION,
        )
        return [(str(row["recipient"]), int(row["messages"])) for row in found]

    def count(self, recipient: str, now: datetime) -> int:
        """Return how many messages there are, or how many to one recipient."""
        where = "recipient = :recipient" if recipient else "true"
        found = self.rows(
            f"select count(*) as messages from message where made_at > :since and {where}",  # noqa: S608 - a constant
            recipient=recipient,
            since=now.timestamp() - RETENTION,
        )
        return int(found[0]["messages"])

    def forget_old(self, now: datetime) -> None:
        """Delete what is past its retention."""
        values = {"before": now.timestamp() - RETENTION}
        with self.writing() as db:
            db.execute("delete from message where made_at <= :before", values)
            db.execute("delete from received_text where made_at <= :before", values)

    def _messages(self, where: str, values: dict[str, Any], now: datetime, size: int) -> list[Kept]:
        moment = now.timestamp()
        found = self.rows(
            f"select * from message where made_at > :since and {where}"  # noqa: S608 - every part is ours
            " order by position desc limit :size offset :skip",
            **{"skip": 0, **values, "now": moment, "since": moment - RETENTION, "size": size},
        )
        return [_kept(row) for row in found]


def _key(caller: Caller) -> dict[str, Any]:
    return {"service": str(caller.service), "kind": caller.kind}


def _kept(row: sqlite3.Row) -> Kept:
    kind: KeyKind = row["kind"]
    return Kept(
        id=UUID(row["id"]),
        caller=Caller(UUID(row["service"]), kind),
        channel=row["channel"],
        recipient=row["recipient"],
        address=tuple(json.loads(row["address"])),
        reference=row["reference"],
        template_id=UUID(row["template_id"]) if row["template_id"] else None,
        template_version=row["template_version"],
        language=row["language"],
        subject=row["subject"],
        body=row["body"],
        unsubscribe=row["unsubscribe"],
        postage=row["postage"],
        final=row["final"],
        made_at=datetime.fromtimestamp(row["made_at"], UTC),
    )
