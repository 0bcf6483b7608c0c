"""Which part of the simulator answers a request? The API, the inbox for people, or the controls."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from commonhall.capabilities.notifications.recipients import RecipientRefused, clean_phone
from commonhall.capabilities.notifications.simulator import api
from commonhall.capabilities.notifications.simulator.accounts import TEMPLATE_KINDS, Caller, service_id
from commonhall.capabilities.notifications.simulator.callbacks import check_target, send_due_receipts, set_callback
from commonhall.capabilities.notifications.simulator.faults import Faults
from commonhall.capabilities.notifications.simulator.inbox import STYLE, absent_page, inbox_page, message_page
from commonhall.capabilities.notifications.simulator.limits import Buckets, Limits, rate_limited
from commonhall.capabilities.notifications.simulator.refusals import Refused, invalid, not_found
from commonhall.capabilities.notifications.simulator.store import Store
from commonhall.capabilities.notifications.simulator.tokens import caller_of
from commonhall.capabilities.notifications.simulator.wire import parse_body
from commonhall.capabilities.simulators.serving import Answer, Request

_JSON = "application/json"
_HTML = "text/html; charset=utf-8"
_SEND = re.compile(r"/v2/notifications/(\w+)")
_MESSAGE = re.compile(r"/v2/notifications/([^/]+)")
_PDF = re.compile(r"/v2/notifications/([^/]+)/pdf")
_TEMPLATE = re.compile(r"/v2/template/([^/]+)(?:/version/([^/]+))?")
_PREVIEW = re.compile(r"/v2/template/([^/]+)/preview")
_READ = re.compile(r"/messages/([^/]+)")


class Simulator:
    """All of the simulator but its socket."""

    address = ""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], limits: Limits, *, callbacks_anywhere: bool
    ) -> None:
        self._store = Store(folder)
        self._clock = clock
        self._limits = limits
        self._buckets = Buckets(limits)
        self._faults = Faults()
        self._anywhere = callbacks_anywhere
        self._store.forget_old(clock())

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def tick(self) -> None:
        """Send what is due by the clock."""
        self.send_receipts()

    def send_receipts(self) -> int:
        """Send the delivery receipts that are due; return how many were tried."""
        return send_due_receipts(self._store, self._clock())

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        try:
            if request.path.startswith("/v2/"):
                return self._from_api(request)
            if request.path.startswith("/simulator/"):
                return _as_json(200, self._control(request))
            return self._for_people(request)
        except Refused as refused:
            return _as_json(refused.status, refused.body())

    def _from_api(self, request: Request) -> Answer:
        now = self._clock()
        fault = self._faults.current(now)
        if fault.mode == "down":
            return Answer(503, b"<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html")
        caller = caller_of(request.headers.get("authorization"), now)
        if fault.mode == "rate_limit":
            raise rate_limited(caller)
        self._buckets.check_rate(caller, now)
        if request.method == "POST" and fault.mode == "reject":
            raise invalid("The simulator was told to reject everything")
        if request.method == "POST":
            answer = self._post(caller, request, now)
            return replace(answer, delay=fault.delay) if fault.mode == "slow" else answer
        return self._get(caller, request, now)

    def _post(self, caller: Caller, request: Request, now: datetime) -> Answer:
        found = _SEND.fullmatch(request.path)
        channel = next((kind for kind in TEMPLATE_KINDS if found and kind == found[1]), None)
        if channel is not None:
            sent = self._api().send(caller, channel, parse_body(request.body), now)
            return _as_json(201, sent)
        previewed = _PREVIEW.fullmatch(request.path)
        if previewed:
            return _as_json(200, api.preview(caller, previewed[1], parse_body(request.body)))
        raise not_found()

    def _get(self, caller: Caller, request: Request, now: datetime) -> Answer:
        if request.path == "/v2/notifications":
            return _as_json(200, self._api().messages(caller, request.query, now))
        if request.path == "/v2/received-text-messages":
            return _as_json(200, self._api().received_texts(caller, request.query, now))
        if request.path == "/v2/templates":
            return _as_json(200, api.templates(caller, request.query))
        if found := _TEMPLATE.fullmatch(request.path):
            return _as_json(200, api.template(caller, found[1], found[2]))
        if found := _MESSAGE.fullmatch(request.path):
            return _as_json(200, self._api().message(caller, found[1], now))
        if found := _PDF.fullmatch(request.path):
            return Answer(200, self._api().letter_pdf(caller, found[1], now), "application/pdf")
        raise not_found()

    def _api(self) -> api.Api:
        return api.Api(self._store, self._limits, self.address)

    def _for_people(self, request: Request) -> Answer:
        if request.method != "GET":
            raise Refused(405, ("MethodNotAllowed", "These pages can only be read"))
        if request.path == "/style.css":
            return Answer(200, STYLE, "text/css; charset=utf-8")
        now = self._clock()
        if request.path == "/":
            return Answer(200, inbox_page(self._store, request.query, now).encode(), _HTML)
        found = _READ.fullmatch(request.path)
        page = message_page(self._store, found[1], now) if found else None
        return Answer(200 if page else 404, (page or absent_page()).encode(), _HTML)

    def _control(self, request: Request) -> dict[str, Any]:
        """Answer a control. Only this machine may ask, and no web page can: the type of the body sees to that."""
        if not request.from_loopback:
            raise not_found()
        now = self._clock()
        if request.method == "GET" and request.path == "/simulator/state":
            fault = self._faults.current(now)
            until = fault.until.isoformat() if fault.until else None
            return {"mode": fault.mode, "until": until, "messages": self._store.count("", now)}
        if request.method != "POST" or request.headers.get("content-type", "").partition(";")[0].strip() != _JSON:
            raise not_found()
        body = parse_body(request.body)
        if request.path == "/simulator/faults":
            return {"mode": self._faults.choose(body, now).mode}
        if request.path == "/simulator/callbacks":
            return self._ask_for_receipts(body)
        if request.path == "/simulator/received-texts":
            return self._receive_text(body, now)
        raise not_found()

    def _ask_for_receipts(self, body: Mapping[str, Any]) -> dict[str, Any]:
        council, url, token = _texts(body, "council", "url", "token")
        check_target(url, anywhere=self._anywhere)
        set_callback(self._store, service_id(council), url, token)
        return {"url": url}

    def _receive_text(self, body: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        council, sender, words = _texts(body, "council", "from", "message")
        try:
            number = clean_phone(sender)
        except RecipientRefused as refused:
            raise invalid(f"from {refused.message}") from None
        text_id = str(uuid4())
        with self._store.writing() as db:
            db.execute(
                "insert into received_text (id, service, sender, words, made_at) values (?, ?, ?, ?, ?)",
                (text_id, str(service_id(council)), number, words, now.timestamp()),
            )
        return {"id": text_id}


def _texts(body: Mapping[str, Any], *names: str) -> list[str]:
    wrong = [name for name in names if not isinstance(body.get(name), str) or not body[name]]
    if wrong or set(body) - set(names):
        raise invalid(f"Give exactly these, each as a text: {', '.join(names)}")
    return [body[name] for name in names]


def _as_json(status: int, body: Mapping[str, Any]) -> Answer:
    return Answer(status, json.dumps(body).encode(), _JSON)
