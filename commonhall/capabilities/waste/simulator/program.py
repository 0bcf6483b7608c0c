"""How does the contractor's system answer? By key, as docs/reference/capabilities/waste-contractor-api.yaml describes;
and by the controls of a demonstration."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from commonhall.capabilities.simulators.faults import JSON
from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.simulators.standing_in import StandIn, in_json, key_for
from commonhall.capabilities.simulators.telling import Teller, Told
from commonhall.capabilities.waste.contractor_wire import REASONS, SERVICES
from commonhall.capabilities.waste.simulator.estate import KEPT, Estate, Json, reported, written

CALLS_A_MINUTE: Final = 600
MOST_PER_PAGE: Final = 200
LONGEST: Final = timedelta(days=800)
_MINUTE: Final = timedelta(minutes=1)


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: all rounds are made up."""
    return key_for(council, "waste")


def demo_secret(council: str) -> str:
    """Return the secret with which webhooks to a demo council are signed."""
    return "whsec_" + base64.b64encode(hashlib.sha256(f"commonhall demo crews {council}".encode()).digest()).decode()


def demo_settings(council: str, address: str) -> dict[str, Any]:
    """Return the settings with which the provider ``contractor`` talks to the simulator for a council."""
    return {"api_key": demo_key(council), "base_url": address, "webhook_secret": demo_secret(council)}


class Refused(Exception):
    """The system does not do it. code: as described."""

    def __init__(self, status: int, code: str, wait: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.wait = status, code, wait

    def answer(self) -> Answer:
        """Return it as an answer."""
        body = json.dumps({"error": {"code": self.code, "message": self.code.replace("_", " ")}}).encode()
        return Answer(self.status, body, JSON, {"Retry-After": str(self.wait)} if self.wait else {})


@dataclass
class Client:
    """Who has a key. open_estate: opens its estate when it is first asked about. hook: where it is told of events, or
    blank. told_until: up to when it was.
    """

    council: str
    open_estate: Callable[[], Estate]
    hook: str = ""
    told_until: datetime | None = None
    calls: list[datetime] = field(default_factory=list)

    @cached_property
    def estate(self) -> Estate:
        """What the contractor knows of this client."""
        return self.open_estate()


class ContractorSimulator(StandIn):
    """The contractor's system, but for its socket.

    downtimes: (starts, ends) of planned work; while it lasts nothing but the status is answered. calls_a_minute: how
    many one key may make.
    """

    name = "a waste contractor's system"

    def __init__(self, estates: Mapping[str, Callable[[], Estate]], clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.downtimes: list[tuple[datetime, datetime]] = []
        self.calls_a_minute = CALLS_A_MINUTE
        self._clock = clock
        self._clients = {demo_key(council): Client(council, open_estate) for council, open_estate in estates.items()}
        self._teller = Teller(clock, self.faults)
        self._lock = threading.Lock()

    def tick(self) -> None:
        """Tell clients what crews reported since they were last told."""
        now = self._clock()
        for client in self._clients.values():
            if client.hook and client.told_until is not None and client.told_until < now:
                since, client.told_until = client.told_until + timedelta(seconds=1), now
                for event in client.estate.events(since, now):
                    self._tell(client, event)
        self._teller.tell_due()

    def called(self, request: Request) -> Answer:
        """Return the answer to a call of the system, or to a control of the demonstration."""
        if request.path.startswith("/_sim/"):
            return self._controlled(request)
        return self.faults.around(request, lambda: self._answered(request))

    def want_hooks(self, council: str, url: str) -> None:
        """Tell a council of events from now on. Raises KeyError for one that is no client."""
        client = self._clients[demo_key(council)]
        client.hook, client.told_until = url, self._clock()

    def report(self, council: str, uprn: str, **one: str) -> Json:
        """Let a crew report something at a property now, and return the event. See ``reported``. Raises KeyError."""
        client = self._clients[demo_key(council)]
        if one["service_code"] not in SERVICES or one.get("reason_code", "") not in {"", *REASONS}:
            raise KeyError(one["service_code"])
        event = reported(client.estate.properties[uprn], one, self._clock())
        client.estate.report(event)
        self._tell(client, event)
        return event

    def _tell(self, client: Client, event: Json) -> None:
        if client.hook:
            told = Told(client.hook, demo_secret(client.council), "crew_event.recorded", event)
            told.id = f"msg_{event['id']}"
            self._teller.tell(told)

    def _controlled(self, request: Request) -> Answer:
        if not request.from_loopback or request.method != "POST":
            return Refused(404, "not_here").answer()
        try:
            asked = json.loads(request.body)
            if request.path == "/_sim/callbacks":
                self.want_hooks(asked["council"], str(asked["url"]))
            elif request.path == "/_sim/events":
                self.report(**{str(name): str(value) for name, value in asked.items()})
            else:
                return Refused(404, "not_here").answer()
        except (ValueError, KeyError, TypeError, AttributeError):
            return Refused(422, "request_malformed").answer()
        return in_json(200, {})

    def _answered(self, request: Request) -> Answer:
        try:
            return in_json(200, self._routed(request))
        except Refused as refused:
            return refused.answer()

    def _routed(self, request: Request) -> Json:
        client, now = self._client_of(request), self._clock()
        match request.path.strip("/").split("/") if request.method in ("GET", "HEAD") else []:
            case ["v1", "status"]:
                return {"client": client.council, "planned_downtime": [_downtime(each) for each in self.downtimes]}
            case ["v1", *rest]:
                self._check_up(now)
                return _called(client.estate, rest, request, now)
            case _:
                raise Refused(404, "not_here")

    def _client_of(self, request: Request) -> Client:
        client = self._clients.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if client is None:
            raise Refused(401, "key_unknown")
        now = self._clock()
        with self._lock:
            client.calls = [at for at in client.calls if at > now - _MINUTE]
            if len(client.calls) >= self.calls_a_minute:
                raise Refused(429, "too_many_calls", wait=1 + int((client.calls[0] + _MINUTE - now).total_seconds()))
            client.calls.append(now)
        return client

    def _check_up(self, now: datetime) -> None:
        for starts, ends in self.downtimes:
            if starts <= now < ends:
                raise Refused(503, "maintenance", wait=1 + int((ends - now).total_seconds()))


def _called(estate: Estate, rest: Sequence[str], request: Request, now: datetime) -> Json:
    match rest:
        case ["properties", uprn, *more] if more in ([], ["collections"]):
            if not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
                raise Refused(400, "request_malformed")
            found = estate.property(uprn, now)
            if found is None:
                raise Refused(404, "property_unknown")
            return _collections(estate, uprn, request, now) if more else found
        case ["events"]:
            since = _moment(_one(request, "since"))
            if since < now - KEPT:
                raise Refused(410, "events_gone")
            return _page("events", estate.events(since, now), request)
        case _:
            raise Refused(404, "not_here")


def _collections(estate: Estate, uprn: str, request: Request, now: datetime) -> Json:
    first, last = _date(_one(request, "from")), _date(_one(request, "to"))
    if not timedelta(0) <= last - first <= LONGEST:
        raise Refused(400, "request_malformed")
    return _page("collections", estate.collections(uprn, first, last, now), request)


def _page(name: str, rows: Sequence[Json], request: Request) -> Json:
    """Return one page of rows. The cursor says where the next begins."""
    per_page, cursor = request.query.get("per_page", ["100"])[0], request.query.get("cursor", ["0"])[0]
    if not (per_page.isdigit() and cursor.isdigit() and 1 <= int(per_page) <= MOST_PER_PAGE):
        raise Refused(400, "request_malformed")
    begins, ends = int(cursor), int(cursor) + int(per_page)
    return {name: rows[begins:ends], "next_cursor": str(ends) if ends < len(rows) else None}


def _one(request: Request, name: str) -> str:
    return request.query.get(name, [""])[0]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(400, "request_malformed") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(400, "request_malformed") from None
    if moment.tzinfo is None:
        raise Refused(400, "request_malformed")
    return moment.astimezone(UTC)


def _downtime(each: tuple[datetime, datetime]) -> Json:
    reason = {"en": "Planned work on the system", "cy": "Gwaith wedi'i gynllunio ar y system"}
    return {"starts_at": written(each[0]), "ends_at": written(each[1]), "reason": reason}


@contextmanager
def running(
    estates: Mapping[str, Callable[[], Estate]],
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[ContractorSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one. estates: by council."""
    simulator = ContractorSimulator(estates, clock)
    with serving(simulator, port=port, host=host):
        yield simulator
