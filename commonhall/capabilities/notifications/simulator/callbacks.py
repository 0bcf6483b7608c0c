"""Who wants to hear that a message arrived? Delivery receipts, sent again as GOV.UK Notify does."""

from __future__ import annotations

import http.client
import ipaddress
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from commonhall.capabilities.notifications.simulator.outcomes import FINAL_AFTER, SENDING_AFTER
from commonhall.capabilities.notifications.simulator.refusals import invalid
from commonhall.capabilities.notifications.simulator.store import Kept, Store

TIMEOUT = 5.0  # seconds
RETRY_AFTER = 300.0
RETRIES = 5


def check_target(url: str, *, anywhere: bool) -> None:
    """Raise Refused unless ``url`` is a web address of this machine, or ``anywhere`` is allowed."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise invalid("url is not a web address")
    if not anywhere and not is_loopback(parts.hostname):
        raise invalid("url is not on this machine; start the simulator with --callbacks-anywhere to allow it")


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def set_callback(store: Store, service: UUID, url: str, token: str) -> None:
    """Have receipts of a council's messages sent to ``url`` with ``token``, from its next message on."""
    with store.writing() as db:
        db.execute(
            "insert into callback values (:service, :url, :token)"
            " on conflict do update set url = excluded.url, token = excluded.token",
            {"service": str(service), "url": url, "token": token},
        )


def send_due_receipts(store: Store, now: datetime) -> int:
    """Send the receipts that are due; return how many were tried.

    Only a network error, 429 or 5xx is tried again: every 5 minutes, 5 times. A 4xx loses the receipt, as it
    does with the real one.
    """
    due = store.rows(
        "select receipt.message, receipt.attempts, callback.url, callback.token from receipt"
        " join message on message.id = receipt.message join callback on callback.service = message.service"
        " where receipt.due_at <= :now order by receipt.due_at limit 100",
        now=now.timestamp(),
    )
    for row in due:
        message = store.read(UUID(row["message"]), now)
        again = message is not None and _post(row["url"], row["token"], receipt_of(message, now))
        with store.writing() as db:
            values = {"message": row["message"], "due_at": now.timestamp() + RETRY_AFTER}
            if again and row["attempts"] < RETRIES:
                db.execute(
                    "update receipt set attempts = attempts + 1, due_at = :due_at where message = :message", values
                )
            else:
                db.execute("delete from receipt where message = :message", values)
    return len(due)


def receipt_of(message: Kept, now: datetime) -> dict[str, Any]:
    """Return what a delivery receipt says."""
    times = moments_of(message, now)
    return {
        "id": str(message.id),
        "reference": message.reference,
        "to": message.recipient,
        "status": message.status(now),
        "created_at": times["created_at"],
        "completed_at": times["completed_at"],
        "sent_at": times["sent_at"],
        "notification_type": message.channel,
        "template_id": str(message.template_id),
        "template_version": message.template_version,
    }


def moments_of(message: Kept, now: datetime) -> dict[str, str | None]:
    """Return when a message was made, sent and completed, in Notify's form, so far as it was at ``now``."""
    age = (now - message.made_at).total_seconds()
    made = message.made_at.timestamp()
    final = age >= FINAL_AFTER and message.final != "sent"
    return {
        "created_at": stamp(made),
        "sent_at": stamp(made + SENDING_AFTER) if age >= SENDING_AFTER else None,
        "completed_at": stamp(made + FINAL_AFTER) if final else None,
    }


def stamp(moment: float) -> str:
    """Return seconds since 1970 in the form that Notify writes."""
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _post(url: str, token: str, receipt: dict[str, Any]) -> bool:
    """Return whether to try again."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    try:
        connection.request("POST", path, json.dumps(receipt), headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return True
    finally:
        connection.close()
    return status == 429 or status >= 500
