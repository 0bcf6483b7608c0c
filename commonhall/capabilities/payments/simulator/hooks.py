"""Whom does the simulator tell what became of a payment, and how often does it try? As GOV.UK Pay does."""

from __future__ import annotations

import http.client
import json
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from commonhall.capabilities.payments.signature import HEADER, sign
from commonhall.capabilities.payments.simulator.described import webhook_json
from commonhall.capabilities.payments.simulator.store import PaymentFacts, Store, fresh_id, stamp
from commonhall.capabilities.simulators.faults import Faults

WAITS: Final = (60.0, 300.0, 3600.0, 86_400.0, 172_800.0)
"""Seconds after each failure; after the last one the message is given up."""
PATIENCE: Final = 3
"""Seconds in which a webhook must be answered."""
EVENTS: Final = {
    "success": ("card_payment_succeeded", "card_payment_captured"),
    "capturable": ("card_payment_succeeded",),
    "refunded": ("card_payment_refunded",),
    "P0010": ("card_payment_failed",),
    "P0020": ("card_payment_expired",),
}


def note_hooks(store: Store, payment: PaymentFacts, what: str, now: datetime, faults: Faults) -> None:
    """Promise to tell of ``what``, a key of EVENTS. Inside ``store.writing``."""
    with_target = store.rows("select 1 from target where account = ?", payment.account)
    if what not in EVENTS or not with_target or faults.takes("drop_callback") or faults.takes("webhook_never"):
        return
    for event in EVENTS[what]:
        message = fresh_id()
        body = {
            "webhook_message_id": message,
            "api_version": 1,
            "created_date": stamp(now.timestamp()),
            "resource_id": payment.id,
            "resource_type": "payment",
            "event_type": event,
            "resource": webhook_json(payment),
        }
        store.add_hook(message, payment.account, json.dumps(body, ensure_ascii=False), now)


def send_due_hooks(store: Store, now: datetime, faults: Faults) -> int:
    """Send what is due; return how many were tried. Any answer but 2xx within three seconds is a failure."""
    due = store.rows(
        "select hook.id, hook.body, hook.attempts, target.url, target.secret from hook"
        " join target on target.account = hook.account where due_at <= ? order by due_at, hook.rowid limit 100",
        now.timestamp(),
    )
    if len(due) > 1 and faults.takes("reorder_callbacks"):
        due = list(reversed(due))
    for row in due:
        body = str(row["body"]).encode()
        signature = sign(body, "another secret" if faults.takes("bad_signature") else row["secret"])
        taken = post(row["url"], body, {HEADER: signature})
        if taken and faults.takes("duplicate_callback"):
            post(row["url"], body, {HEADER: signature})
        attempts = int(row["attempts"])
        with store.writing() as db:
            if taken or attempts >= len(WAITS):
                db.execute("delete from hook where id = ?", (row["id"],))
            else:
                later = now.timestamp() + WAITS[attempts]
                db.execute(
                    "update hook set attempts = attempts + 1, due_at = ? where id = ?", (later, row["id"])
                )  # fmt: skip
    return len(due)


def post(url: str, body: bytes, headers: dict[str, Any]) -> bool:
    """Return whether the receiver took it. A name below localhost is this machine, whatever its resolver says."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    inside = host == "localhost" or host.endswith(".localhost")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind("127.0.0.1" if inside else host, parts.port, timeout=PATIENCE)
    try:
        sent = {"Host": parts.netloc, "Content-Type": "application/json", **headers}
        connection.request("POST", parts.path or "/", body, sent)
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
