"""What does the contractor answer to a request? Open311, webhooks, a page for people, and the controls of a demo."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs
from uuid import uuid4

from commonhall.capabilities.backoffice.simulator.accounts import BASE, CONTRACTOR, is_council
from commonhall.capabilities.backoffice.simulator.api import Api, Fields
from commonhall.capabilities.backoffice.simulator.hooks import Hooks
from commonhall.capabilities.backoffice.simulator.progress import standing_of
from commonhall.capabilities.backoffice.simulator.store import Said, Store
from commonhall.capabilities.backoffice.simulator.wire import Refused, Row, listed, single
from commonhall.capabilities.backoffice.simulator.work import STATUSES
from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request, serving

OWN: Final = ("duplicate_updates", "reorder_updates", "unknown_status", "empty_id")
"""What can go wrong here besides: updates said twice, or out of order, a status of its own, no reference at all."""
_TEXT: Final = "text/plain; charset=utf-8"
_ROOTS: Final = {"requests": "service_requests", "tokens": "service_requests", "services": "services"}


def utc_now() -> datetime:
    """Return the time by this computer's clock."""
    return datetime.now(UTC)


class Contractor:
    """All of the simulator but its socket."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.address = ""
        self.faults = Faults(own=OWN)
        self._store = Store(folder)
        self._clock = clock
        self._api = Api(self._store, clock)
        self._hooks = Hooks(self._store, clock, self.faults)

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.path.startswith(("/_sim/", "/style.css")) or request.path == "/":
            return self._shown(request)
        return self.faults.around(request, lambda: self._routed(request))

    def tick(self) -> None:
        """Tell the councils that asked for it of what is new."""
        self._hooks.push()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def _routed(self, request: Request) -> Answer:
        path = request.path.rstrip("/")
        if path.startswith("/hooks/") and request.method == "POST":
            return self._hooks.take(path.removeprefix("/hooks/"), request)
        bare, dot, extension = path.rpartition(".")
        if not dot or "/" in extension:
            bare, extension = path, "xml"
        form = extension.lower()
        if form not in ("xml", "json"):
            return Answer(404, b"Only xml and json are spoken here.", _TEXT)
        try:
            return self._called(request, bare, form)
        except Refused as refused:
            return refused.answer(form)

    def _called(self, request: Request, path: str, form: str) -> Answer:
        if path == "/open311/discovery":
            return single("discovery", self._api.discovery(self.address), form)
        if not path.startswith(f"{BASE}/"):
            raise Refused(404, "There is nothing at this address")
        call, _, rest = path.removeprefix(f"{BASE}/").partition("/")
        asked = _asked(request)
        if request.method == "POST":
            return self._posted(request, call, rest, asked, form)
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, "This method is not allowed here")
        if call == "services" and rest:
            return single("service_definition", self._api.definition(asked, rest), form)
        if call == "servicerequestupdates" and not rest:
            return listed("service_request_updates", self._said(self._api.updates(asked)), form)
        return listed(_ROOTS.get(call, "errors"), self._list(call, rest, asked), form)

    def _list(self, call: str, rest: str, asked: Fields) -> list[Row]:
        match call, bool(rest):
            case "services", False:
                return self._api.services(asked)
            case "requests", False:
                return self._api.requests(asked)
            case "requests", True:
                return self._api.one_request(asked, rest)
            case "tokens", True:
                return self._api.token(asked, rest)
            case _:
                raise Refused(404, "There is nothing at this address")

    def _posted(self, request: Request, call: str, rest: str, asked: Fields, form: str) -> Answer:
        if call == "requests" and not rest:
            rows = self._api.create(asked, request.headers.get("idempotency-key"))
            if self.faults.takes("empty_id", request):
                rows = [{"service_request_id": "", "service_notice": None, "account_id": None}]
            return listed("service_requests", rows, form)
        if call == "servicerequestupdates" and not rest:
            return listed("service_request_updates", self._api.update(asked), form)
        raise Refused(404, "There is nothing at this address")

    def _said(self, rows: list[Row]) -> list[Row]:
        if self.faults.takes("duplicate_updates"):
            rows = [each for row in rows for each in (row, row)]
        if self.faults.takes("reorder_updates"):
            rows = rows[::-1]
        if self.faults.takes("unknown_status"):
            rows = [{**row, "status": "AWAITING_PERMIT"} for row in rows]
        return rows

    def _shown(self, request: Request) -> Answer:
        if request.path == "/style.css":
            return Answer(200, _STYLE.encode(), "text/css; charset=utf-8")
        if request.path == "/":
            return Answer(200, self._page().encode(), "text/html; charset=utf-8")
        if not request.from_loopback or request.method != "POST":
            return Answer(404, b"{}", "application/json")
        try:
            asked = json.loads(request.body)
            done = self._controlled(request.path, asked)
        except (ValueError, KeyError, TypeError):
            done = False
        return Answer(200 if done else 422, b"{}", "application/json")

    def _controlled(self, path: str, asked: Mapping[str, str]) -> bool:
        council = asked["council"]
        if not is_council(council):
            return False
        if path == "/_sim/callbacks":
            return self._hooks.let_push(council, asked["url"])
        if path != "/_sim/updates" or asked["status"] not in STATUSES:
            return False
        if self._store.find(council, asked["report"]) is None:
            return False
        one = Said(asked["report"], asked.get("id") or f"w-{uuid4()}", asked["status"], asked.get("text", ""), True,
                   self._clock())  # fmt: skip
        self._store.say(council, one)
        return True

    def _page(self) -> str:
        rows = []
        for report in self._store.reports()[:200]:
            standing = standing_of(report, self._store.said_of(report.council, report.number), self._clock())
            cells = (report.number, report.council, report.service, standing.status.replace("_", " "), standing.text)
            rows.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
        heads = "".join(
            f'<th scope="col">{head}</th>' for head in ("Report", "Council", "Work", "Status", "Last words")
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{CONTRACTOR.en}: reports</title>'
            '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body>'
            "<p class=banner>This is a simulator. No crew goes out.</p>"
            f"<main><h1>{CONTRACTOR.en}: reports</h1>{table if rows else '<p>There are no reports.</p>'}</main>"
            "</body></html>"
        )


_STYLE: Final = (
    "body{font:1rem/1.5 sans-serif;margin:0;color:#111}main{padding:0 1rem;overflow-x:auto}"
    ".banner{background:#ffe;border-bottom:2px solid #940;margin:0;padding:.5rem 1rem;font-weight:bold}"
    "td,th{text-align:left;padding:.3rem 1rem .3rem 0;border-bottom:1px solid #999;vertical-align:top}"
)


def _asked(request: Request) -> Fields:
    """Return the parameters: of the body where there is one, over those of the address."""
    asked = {name: list(values) for name, values in request.query.items()}
    if request.method != "POST":
        return asked
    kind = request.headers.get("content-type", "")
    match kind.split(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            try:
                posted = parse_qs(request.body.decode("utf-8-sig"), keep_blank_values=True)
            except UnicodeDecodeError:
                raise Refused(400, "The body is not UTF-8") from None
        case "multipart/form-data":
            posted = _multipart(kind, request.body)
        case _:
            raise Refused(415, "Send a form")
    return {**asked, **posted}


def _multipart(kind: str, body: bytes) -> dict[str, list[str]]:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    found: dict[str, list[str]] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if name and part.get_filename() is None:
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found.setdefault(str(name), []).append(text)
    return found


@contextmanager
def running(folder: Path, *, port: int = 0, host: str = "127.0.0.1",
            clock: Callable[[], datetime] = utc_now) -> Iterator[Contractor]:  # fmt: skip
    """Run the contractor in threads of this process; its ``address`` says where. port: 0 takes a free one."""
    contractor = Contractor(folder, clock)
    with serving(contractor, port=port, host=host):
        yield contractor
