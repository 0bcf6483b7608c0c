"""How does the back-office calendar that stands in answer? As its description says (calendar-api.json beside this)."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from commonhall.capabilities.bookings.counting import Counted
from commonhall.capabilities.bookings.port import Claim, PlaceRecords, Wanted
from commonhall.capabilities.bookings.simulator.store import PlacesOf, Store
from commonhall.capabilities.bookings.simulator.timetable import DEMO, Timetables
from commonhall.capabilities.bookings.slot import Place, Slot
from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.simulators.faults import JSON
from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.simulators.standing_in import StandIn, in_json, is_key, key_for

CALENDARS: Final = "/v1/calendars"
BOOKINGS: Final = "/v1/bookings"
SHOWN: Final = 200
AT_ONCE: Final = 500
"""Bookings that one answer lists."""
_SLOTS: Final = re.compile(rf"{CALENDARS}/([^/]{{1,100}})/slots")
_ONE: Final = re.compile(rf"{BOOKINGS}/([A-Za-z0-9-]{{1,64}})(?:/(confirm|move))?")
_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,255}")
_STATUS: Final[Mapping[str, int]] = {
    "calendar_unknown": 404, "place_unknown": 404, "slot_unknown": 422, "units_malformed": 422,
    "minutes_malformed": 422, "date_malformed": 422, "dates_reversed": 422, "range_too_long": 422, "malformed": 422,
    "slot_gone": 409, "already_booked": 409, "nothing_changed": 409,
}  # fmt: skip
_CODES: Final = {
    "place_unknown": "booking_unknown", "slot_gone": "slot_not_available", "already_booked": "property_booked",
    "nothing_changed": "nothing_to_change",
}  # fmt: skip
"""What the wire calls what the counting calls otherwise."""


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: everything here is made up."""
    return key_for(council, "calendar")


def demo_settings(council: str, address: str) -> dict[str, Any]:
    """Return the settings with which the provider ``calendar_api`` talks to the simulator for a council."""
    return {"api_key": demo_key(council), "base_url": address}


class CalendarSimulator(StandIn):
    """The back-office calendar, but for its socket. A hold lapses by the clock.

    records: where places are kept, for all accounts alike, instead of the file; for tests.
    """

    name = "a back-office calendar"

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        timetables: Timetables = DEMO,
        records: PlaceRecords | None = None,
    ) -> None:
        super().__init__()
        self.clock = clock
        self._store = Store(folder)
        self._timetables, self._records = timetables, records

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def called(self, request: Request) -> Answer:
        """Return the answer to a call of the calendar."""
        return self.faults.around(request, lambda: self._answered(request))

    def _answered(self, request: Request) -> Answer:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        account = key.partition(".")[0]
        if scheme != "Bearer" or not is_key(key, "calendar"):
            return _refusal(401, "unauthorised")
        with self._store.writing():
            once = request.headers.get("idempotency-key", "")
            if request.method != "POST":
                return self._done(request, account)
            if not _KEY.fullmatch(once):
                return _refusal(422, "idempotency_key_missing")
            asked = hashlib.sha256(f"{request.path}\n".encode() + request.body).hexdigest()
            before = self._store.answered(account, once, self.clock())
            if before is not None:
                same = before["asked"] == asked
                return Answer(before["status"], before["body"], JSON) if same else _refusal(409, "key_used_otherwise")
            answer = self._done(request, account)
            if answer.status < 300:
                self._store.remember(account, once, asked, answer.status, answer.body, self.clock())
            return answer

    def _done(self, request: Request, account: str) -> Answer:
        book = Counted(self._timetables, self._records or PlacesOf(self._store, account))
        try:
            return self._route(request, book)
        except Rejected as refused:
            return _refusal(_STATUS[refused.code], _CODES.get(refused.code, refused.code))

    def _route(self, request: Request, book: Counted) -> Answer:
        slots, one = _SLOTS.fullmatch(request.path), _ONE.fullmatch(request.path)
        match (request.method, request.path):
            case ("GET", path) if path == CALENDARS:
                return in_json(200, {"calendars": [_calendar(each) for each in book.calendars()]})
            case ("GET", _) if slots:
                return self._slots(request, book, slots[1])
            case ("GET", path) if path == BOOKINGS:
                return self._listed(request, book)
            case ("POST", path) if path == BOOKINGS:
                return self._hold(request, book)
            case ("GET", _) if one and not one[2]:
                place = book.find(one[1], self.clock())
                return in_json(200, _booking(place)) if place else _refusal(404, "booking_unknown")
            case ("DELETE", _) if one and not one[2]:
                known = book.find(one[1], self.clock()) is not None
                book.release(one[1], self.clock())
                return Answer(204, b"", JSON) if known else _refusal(404, "booking_unknown")
            case ("POST", _) if one and one[2] == "confirm":
                return in_json(200, _booking(book.confirm(one[1], self.clock())))
            case ("POST", _) if one and one[2] == "move":
                body = _body(request, "slot", "units")
                return in_json(200, _booking(book.move(one[1], _slot_id(body["slot"]), body["units"], self.clock())))
        return _refusal(404, "not_found")

    def _listed(self, request: Request, book: Counted) -> Answer:
        found = book.listed(_asked(request, "from"), _asked(request, "to"), self.clock())
        rest = [place for place in found if place.reference > _asked(request, "after")]
        listed = [_booking(place) for place in rest[:AT_ONCE]]
        return in_json(200, {"bookings": listed, "more": len(rest) > AT_ONCE})

    def _slots(self, request: Request, book: Counted, calendar: str) -> Answer:
        units = _asked(request, "units", "1")
        wanted = Wanted(
            calendar, _asked(request, "from"), _asked(request, "to"), int(units) if units.isdigit() else 0,
            _asked(request, "property"), _asked(request, "booking"),
        )  # fmt: skip
        found = book.slots(wanted, self.clock())
        return in_json(200, {"slots": [{**_slot(each), "left": each.left} for each in found]})

    def _hold(self, request: Request, book: Counted) -> Answer:
        body = _body(request, "reference", "calendar", "slot", "units", "hold_minutes")
        claim = Claim(
            str(body["reference"]), str(body["calendar"]), _slot_id(body["slot"]), body["hold_minutes"], body["units"],
            str(body.get("property") or ""),
        )  # fmt: skip
        if not _ONE.fullmatch(f"{BOOKINGS}/{claim.reference}"):
            raise Rejected("malformed")
        known = book.find(claim.reference, self.clock()) is not None
        return in_json(200 if known else 201, _booking(book.hold(claim, self.clock())))

    def page(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(each))}</td>" for each in (
                row["account"], row["calendar"], row["date"], row["start"], row["units"],
                "booked" if row["until"] is None else "held", row["reference"],
            )) + "</tr>"
            for row in self._store.newest(SHOWN)
        )  # fmt: skip
        return (
            "<!doctype html><html lang=en><title>Demo calendar</title>"
            "<p>This stands in for a supplier’s calendar. Nobody comes.</p><h1>Places taken</h1><table>"
            "<tr><th>Council<th>Calendar<th>Date<th>From<th>Units<th>State<th>Reference</tr>"
            f"{rows}</table>"
        )


def _asked(request: Request, name: str, otherwise: str = "") -> str:
    return request.query.get(name, [otherwise])[0]


def _body(request: Request, *needed: str) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        raise Rejected("malformed") from None
    if not isinstance(body, dict) or any(name not in body for name in needed):
        raise Rejected("malformed")
    return body


def _slot_id(slot: Any) -> str:
    if not isinstance(slot, dict):
        raise Rejected("slot_unknown")
    date, start, end = (slot.get(name) or "" for name in ("date", "start", "end"))
    return f"{date}T{start}/{end}" if start else str(date)


def _calendar(calendar: Any) -> dict[str, Any]:
    return {"id": calendar.id, "title": {"en": calendar.title.en, "cy": calendar.title.cy}}


def _slot(slot: Slot) -> dict[str, Any]:
    return {"date": slot.date, "start": slot.start or None, "end": slot.end or None}


def _booking(place: Place) -> dict[str, Any]:
    return {
        "reference": place.reference,
        "calendar": place.slot.calendar,
        "slot": _slot(place.slot),
        "units": place.units,
        "property": place.uprn or None,
        "status": place.state,
        "expires_at": place.until.astimezone(UTC).isoformat().replace("+00:00", "Z") if place.until else None,
    }


def _refusal(status: int, code: str) -> Answer:
    return in_json(status, {"code": code, "message": code.replace("_", " ").capitalize()})


@contextmanager
def running(
    folder: Path,
    *,
    port: int = 0,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    timetables: Timetables = DEMO,
    records: PlaceRecords | None = None,
) -> Iterator[CalendarSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one."""
    simulator = CalendarSimulator(folder, clock, timetables, records)
    with serving(simulator, port=port, host=host):
        yield simulator
