"""Which slots does a back-office calendar offer over the network? Its API holds, books, moves and gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Literal, NoReturn, TypeVar
from uuid import uuid4

import httpx
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError

from commonhall.capabilities.bookings.port import (
    Claim,
    Wanted,
    check_minutes,
    check_units,
    read_dates,
)
from commonhall.capabilities.bookings.slot import Calendar, Place, Slot
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import Client, check_answer, client_for, json_of
from commonhall.core.questions.slot import slot_of
from commonhall.core.values.dates import DateNotRecognised
from commonhall.core.values.words import Words

NAME: Final = "The back-office calendar"
LARGEST_ANSWER: Final = 2_000_000
"""Bytes: slots of more than a year."""
_CODES: Final = {
    (404, "calendar_unknown"): "calendar_unknown",
    (404, "booking_unknown"): "place_unknown",
    (409, "slot_not_available"): "slot_gone",
    (409, "property_booked"): "already_booked",
    (409, "nothing_to_change"): "nothing_changed",
    (422, "slot_unknown"): "slot_unknown",
}
"""What the calendar says, in the words of the port."""
Model = TypeVar("Model", bound=BaseModel)


class CalendarApiSettings(BaseModel):
    """What the supplier of the calendar gives the council."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: SecretStr = Field(
        title="API key",
        description="The supplier of the calendar sends it",
        json_schema_extra={"title_cy": "Allwedd API", "description_cy": "Mae cyflenwr y calendr yn ei hanfon"},
    )
    base_url: HttpUrl = Field(title="Address of the API", json_schema_extra={"title_cy": "Cyfeiriad yr API"})
    seconds: int = Field(
        default=8,
        ge=1,
        le=30,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )


class _Read(BaseModel):
    """What is read of an answer; what else there is, is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Title(_Read):
    en: str
    cy: str = ""


class _Calendar(_Read):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    title: _Title


class _Calendars(_Read):
    calendars: tuple[_Calendar, ...]


class _Slot(_Read):
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    start: str | None = Field(default=None, pattern=r"^\d{2}:\d{2}$")
    end: str | None = Field(default=None, pattern=r"^\d{2}:\d{2}$")
    left: int = Field(default=0, ge=0)

    def slot(self, calendar: str) -> Slot:
        name = f"{self.date}T{self.start}/{self.end}" if self.start else self.date
        return Slot(calendar, name, self.date, self.start or "", self.end or "", self.left)


class _Slots(_Read):
    slots: tuple[_Slot, ...]


class _Booking(_Read):
    reference: str
    calendar: str
    slot: _Slot
    units: int = Field(ge=1)
    property: str | None = None
    status: Literal["held", "confirmed"]
    expires_at: datetime | None = None

    def place(self) -> Place:
        until = None
        if self.status == "held":
            if self.expires_at is None or self.expires_at.tzinfo is None:
                raise Unavailable(why=f"{NAME} does not say how long it holds the place")
            until = self.expires_at.astimezone(UTC)
        return Place(self.reference, self.slot.slot(self.calendar), self.units, self.property or "", until)


class _Bookings(_Read):
    bookings: tuple[_Booking, ...]
    more: bool = False


class Provider:
    """The calendar behind an API. A call that got no answer is looked up before anything is said of it."""

    name: ClassVar[str] = "calendar_api"
    title: ClassVar[Words] = Words(en="A back-office calendar (API)", cy="Calendr swyddfa gefn (API)")
    Settings: ClassVar[type[BaseModel]] = CalendarApiSettings
    in_step: ClassVar[bool] = False

    def __init__(self, settings: CalendarApiSettings) -> None:
        self._settings = settings

    def calendars(self) -> Sequence[Calendar]:
        """See the port."""
        with self._client() as client:
            found = _parsed(_Calendars, self._read(client.get("/v1/calendars")))
        named = [
            Calendar(each.id, Words(en=each.title.en, cy=each.title.cy or each.title.en)) for each in found.calendars
        ]
        return sorted(named, key=lambda calendar: calendar.id)

    def slots(self, wanted: Wanted, at: datetime) -> list[Slot]:
        """See the port."""
        check_units(wanted.units)
        read_dates(wanted.first, wanted.last)
        asked = {"from": wanted.first, "to": wanted.last, "units": str(wanted.units)}
        asked |= {"property": wanted.uprn} if wanted.uprn else {}
        asked |= {"booking": wanted.mine} if wanted.mine else {}
        with self._client() as client:
            answer = self._read(client.get(f"/v1/calendars/{_named(wanted.calendar)}/slots", params=asked))
        return [each.slot(wanted.calendar) for each in _parsed(_Slots, answer).slots]

    def hold(self, claim: Claim, at: datetime) -> Place:
        """See the port."""
        check_units(claim.units)
        check_minutes(claim.minutes)
        body = {
            "reference": claim.reference,
            "calendar": _named(claim.calendar),
            "slot": _wire_slot(claim.slot),
            "units": claim.units,
            "property": claim.uprn or None,
            "hold_minutes": claim.minutes,
        }

        def held(place: Place) -> bool:
            return place.stands(at) and (place.slot.id, place.units) == (claim.slot, claim.units)

        return self._do("/v1/bookings", body, claim.reference, held)

    def confirm(self, reference: str, at: datetime) -> Place:
        """See the port."""
        return self._do(f"/v1/bookings/{reference}/confirm", {}, reference, lambda place: place.state == "confirmed")

    def move(self, reference: str, slot: str, units: int, at: datetime) -> Place:
        """See the port."""
        check_units(units)
        body = {"slot": _wire_slot(slot), "units": units}
        return self._do(
            f"/v1/bookings/{reference}/move", body, reference,
            lambda place: (place.slot.id, place.units) == (slot, units),
        )  # fmt: skip

    def release(self, reference: str, at: datetime) -> None:
        """See the port."""
        with self._client() as client:
            try:
                self._read(client.request("DELETE", f"/v1/bookings/{reference}"), empty=True)
            except Rejected as refused:
                if refused.code != "place_unknown":
                    raise

    def find(self, reference: str, at: datetime) -> Place | None:
        """See the port."""
        with self._client() as client:
            return self._found(client, reference)

    def listed(self, first: str, last: str, at: datetime) -> list[Place]:
        """See the port. It is read a part at a time: each begins after the last reference of the one before."""
        read_dates(first, last)
        found: list[Place] = []
        asked = {"from": first, "to": last}
        with self._client() as client:
            while True:
                answer = self._read(client.get("/v1/bookings", params=asked))
                part = _parsed(_Bookings, answer)
                found += [each.place() for each in part.bookings]
                if not part.more:
                    return [place for place in found if place.stands(at)]
                if not part.bookings or part.bookings[-1].reference <= asked.get("after", ""):
                    raise Unavailable(why=f"{NAME} says that there is more, and gives no more")
                asked["after"] = part.bookings[-1].reference

    def check(self) -> None:
        """Read the calendars: raises Misconfigured where there is none."""
        if not self.calendars():
            raise Misconfigured("The back-office calendar has no calendar for this key. Ask its supplier.")

    def _client(self) -> Client:
        key = self._settings.api_key.get_secret_value()
        return client_for(
            str(self._settings.base_url), read_seconds=float(self._settings.seconds),
            headers={"authorization": f"Bearer {key}"}, largest_answer=LARGEST_ANSWER,
        )  # fmt: skip

    def _do(self, path: str, body: dict[str, Any], reference: str, is_done: Callable[[Place], bool]) -> Place:
        """Ask for a change, under a key by which it is done once. One without an answer is looked up: done is done."""
        key = str(uuid4())
        with self._client() as client:
            try:
                answer = client.post(path, json=body, headers={"idempotency-key": key})
                return _parsed(_Booking, self._read(answer), in_doubt=True).place()
            except Unavailable as doubtful:
                if not doubtful.in_doubt:
                    raise
                place = self._looked_up(client, reference, doubtful)
                if place is None or not is_done(place):
                    raise
                return place

    def _looked_up(self, client: Client, reference: str, doubtful: Unavailable) -> Place | None:
        try:
            return self._found(client, reference)
        except Unavailable:
            raise doubtful from None

    def _found(self, client: Client, reference: str) -> Place | None:
        try:
            return _parsed(_Booking, self._read(client.get(f"/v1/bookings/{reference}"))).place()
        except Rejected as refused:
            if refused.code != "place_unknown":
                raise
            return None

    def _read(self, answer: httpx.Response, *, empty: bool = False) -> Any:
        if answer.status_code in (404, 409, 422):
            _refused(answer)
        check_answer(answer, provider=NAME, at=datetime.now(UTC))
        return None if empty else json_of(answer)


def _refused(answer: httpx.Response) -> NoReturn:
    body = json_of(answer)
    code = str(body.get("code", "")) if isinstance(body, dict) else ""
    raise Rejected(_CODES.get((answer.status_code, code), "request"), why=f"{NAME} answered {answer.status_code}")


def _parsed(model: type[Model], body: Any, *, in_doubt: bool = False) -> Model:
    try:
        return model.model_validate(body)
    except ValidationError:
        raise Unavailable(why=f"{NAME} answered in another form than it promises", in_doubt=in_doubt) from None


def _named(calendar: str) -> str:
    """Return the name of a calendar if it can be one: it becomes part of an address."""
    if not calendar.isascii() or not calendar.replace("_", "").isalnum() or len(calendar) > 60:
        raise Rejected("calendar_unknown", why=f"there is no calendar {calendar[:60]!r}")
    return calendar


def _wire_slot(slot: str) -> dict[str, str | None]:
    try:
        found = slot_of(slot)
    except DateNotRecognised:
        raise Rejected("slot_unknown", why=f"{slot[:40]!r} is no slot") from None
    return {"date": found["date"], "start": found["start"] or None, "end": found["end"] or None}
