"""How does the contractor take cases by signed webhook, and tell of updates by one? By Standard Webhooks 1.0."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from standardwebhooks import Webhook, WebhookVerificationError

from commonhall.capabilities.backoffice.georeport import written
from commonhall.capabilities.backoffice.simulator.accounts import demo_secret, is_council
from commonhall.capabilities.backoffice.simulator.progress import Progress, updates_of
from commonhall.capabilities.backoffice.simulator.store import Said, Store
from commonhall.capabilities.backoffice.simulator.work import STATUSES
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import Answer, Request

PAUSES: Final = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds before each further attempt, as Standard Webhooks advises."""
JSON: Final = "application/json"


class Hooks:
    """Both directions over a store."""

    def __init__(self, store: Store, clock: Callable[[], datetime], faults: Faults) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults

    def take(self, council: str, request: Request) -> Answer:
        """Take a case, or an update to one, that a council pushes."""
        if not is_council(council):
            return _said(404, error="unknown")
        try:
            body = Webhook(demo_secret(council)).verify(request.body, dict(request.headers))
        except (WebhookVerificationError, ValueError):  # the library also raises ValueError for what it cannot read
            return _said(401, error="signature")
        try:
            return self._kept(council, request.headers["webhook-id"], body)
        except (KeyError, TypeError, AttributeError):
            return _said(400, error="body")

    def _kept(self, council: str, key: str, body: Any) -> Answer:
        given = body["data"]
        if body["type"] == "case.opened":
            fields = {str(name): [str(value)] for name, value in given["fields"].items()}
            fields["description"] = [f"{fields.get('description', [''])[0]}\n\nReference: {given['reference']}"]
            fields["our_reference"] = [str(given["reference"])]
            report = self._store.keep(council, "OTHER", key, fields, self._clock(), batch=False)
            return _said(200, reference=report.number)
        if body["type"] == "case.updated" and self._store.find(council, given["external"]) is not None:
            status = str(given["fields"]["status"]).lower()
            if status not in STATUSES:
                return _said(400, error="status")
            text = str(given["fields"].get("description", ""))
            self._store.say(council, Said(given["external"], key, status, text, False, self._clock()))
            return _said(200, reference=given["external"])
        return _said(404, error="unknown")

    def let_push(self, council: str, url: str) -> bool:
        """Say where a council hears of updates; only addresses of this machine."""
        host = urlsplit(url).hostname or ""
        if url and not (host.endswith("localhost") or _is_loopback(host)):
            return False
        self._store.let_push(council, url)
        return True

    def push(self) -> None:
        """Push what is due, with its faults: twice, never, in the wrong order, wrongly signed."""
        now = self._clock()
        for council, url in self._store.callbacks().items():
            due = [
                (report.first("our_reference") or "", each, tries)
                for report in reversed(self._store.reports(council))
                for each in updates_of(report, self._store.said_of(council, report.number), now)
                if each.ours and (tries := self._store.may_push(council, each.id, now))
            ]
            if len(due) > 1 and self._faults.takes("reorder_callbacks"):
                due.reverse()
            for reference, each, tries in due:
                self._push(council, url, reference, each, tries)

    def _push(self, council: str, url: str, reference: str, each: Progress, tries: int) -> None:
        now = self._clock()
        if self._faults.takes("drop_callback"):
            self._store.pushed(council, each.id, tries, due=now, done=True)
            return
        done = self._posted(council, url, reference, each)
        if done and self._faults.takes("duplicate_callback"):
            self._posted(council, url, reference, each)
        pause = timedelta(seconds=PAUSES[min(tries, len(PAUSES)) - 1])
        self._store.pushed(council, each.id, tries, due=now + pause, done=done or tries > len(PAUSES))

    def _posted(self, council: str, url: str, reference: str, each: Progress) -> bool:
        now = self._clock()
        body = json.dumps({
            "type": "case.updated",
            "timestamp": written(now),
            "data": {
                "external": each.number,
                "reference": reference,
                "status": each.status,
                "at": written(each.at),
                "text": each.text,
                "facts": {"expected_datetime": each.expected} if each.expected else {},
            },
        })  # fmt: skip
        secret = demo_secret("somebody-else" if self._faults.takes("bad_signature") else council)
        headers = {
            "content-type": JSON,
            "webhook-id": f"msg_{each.id}",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(f"msg_{each.id}", now, body),
        }
        try:
            answer = httpx.post(url, content=body, headers=headers, timeout=15, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.is_success


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _said(status: int, **parts: str) -> Answer:
    return Answer(status, json.dumps(parts).encode(), JSON)
