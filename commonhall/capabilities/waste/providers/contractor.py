"""What does the contractor's own system say? Asked by the Contractor JSON API, version 1, and heard by its webhooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Final, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, field_validator

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import (
    BACKGROUND_READ_SECONDS,
    READ_SECONDS,
    Client,
    check_answer,
    client_for,
    json_of,
)
from commonhall.capabilities.plain_json import read_json
from commonhall.capabilities.signed_webhooks import secret_bytes, verified_id
from commonhall.capabilities.waste import contractor_wire as wire
from commonhall.capabilities.waste.codes import CODES
from commonhall.capabilities.waste.collection import (
    UNDER_WAY,
    Collection,
    CollectionDay,
    LastCollection,
    NextCollection,
    frequency_words,
)
from commonhall.capabilities.waste.crew_events import CrewEvent, as_last
from commonhall.capabilities.waste.port import Downtime, PropertyKey
from commonhall.capabilities.waste.schedules import parse_range
from commonhall.core.values.dates import london, parse_date_time
from commonhall.core.values.words import Words

NAME: Final = "The contractor's system"
PER_PAGE: Final = 100
MOST_PAGES: Final = 50
LARGEST_ANSWER: Final = 2_000_000
"""Bytes."""
BEFORE: Final = timedelta(days=42)
AFTER: Final = timedelta(days=56)
"""How far around today the last and the next collection are looked for: two turns of the longest round."""
_UPRN: Final = re.compile(r"[0-9]{1,12}")
_STANDING: Final = ("ACTIVE", "PENDING")
_Read = TypeVar("_Read", bound=BaseModel)
_Kind = TypeVar("_Kind")


class ContractorSettings(BaseModel):
    """What the contractor gives the council, and what the contractor's codes mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: HttpUrl = Field(
        title="Address of the API",
        description="Without /v1 at the end",
        json_schema_extra={"title_cy": "Cyfeiriad yr API", "description_cy": "Heb /v1 ar y diwedd"},
    )
    api_key: SecretStr = Field(title="API key", json_schema_extra={"title_cy": "Allwedd API"})
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        title="Secret of the webhook",
        description="It begins with whsec_. Leave it out if the contractor does not tell you by itself",
        json_schema_extra={
            "title_cy": "Cyfrinach y bachyn gwe",
            "description_cy": "Mae'n dechrau gyda whsec_. Gadewch yn wag os nad yw'r contractwr yn rhoi gwybod ei hun",
        },
    )
    services: dict[str, str] = Field(
        default=dict(wire.SERVICES),
        title="The contractor's service codes, and the short names of your collections",
        json_schema_extra={"title_cy": "Codau gwasanaeth y contractwr, ac enwau byr eich casgliadau"},
    )
    reasons: dict[str, str] = Field(
        default=dict(wire.REASONS),
        title="The contractor's reason codes, and the crew codes that they stand for",
        json_schema_extra={"title_cy": "Codau rheswm y contractwr, a'r codau criw y maent yn sefyll amdanynt"},
    )

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr) -> SecretStr:
        if secret.get_secret_value():
            secret_bytes(secret.get_secret_value())
        return secret

    @field_validator("reasons")
    @classmethod
    def _are_known(cls, reasons: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(reasons.values()) - CODES.keys())
        if unknown:
            raise ValueError(f"There is no crew code {unknown[0]}. Choose one of: {', '.join(sorted(CODES))}")
        return reasons

    @field_validator("services")
    @classmethod
    def _are_slugs(cls, services: dict[str, str]) -> dict[str, str]:
        wrong = [name for name in services.values() if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
        if wrong:
            raise ValueError("A short name has small letters, digits and underscores only")
        return services


class Provider:
    """A contractor's system, reached by the Contractor JSON API."""

    name: ClassVar[str] = "contractor"
    title: ClassVar[Words] = Words(en="A contractor's system", cy="System contractwr")
    Settings: ClassVar[type[BaseModel]] = ContractorSettings

    def __init__(self, settings: ContractorSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock

    def collections(self, property_: PropertyKey, now: str) -> list[Collection]:
        """See the port. Raises Rejected("not_found") for a property that the contractor does not know."""
        today = parse_date_time(now).date()
        with self._client() as client:
            units = self._units(client, property_)
            days = self._days(client, property_, today - BEFORE, today + AFTER)
        found = [self._collection(unit, [day for day in days if day.service_code == code], now)
                 for code, unit in units.items()]  # fmt: skip
        return sorted(found, key=lambda each: (each.next.date if each.next else "9999", each.name.en))

    def calendar(self, property_: PropertyKey, from_date: str, to_date: str) -> list[CollectionDay]:
        """See the port."""
        first, last = parse_range(from_date, to_date)
        with self._client() as client:
            units = self._units(client, property_)
            said = self._days(client, property_, first, last)
        days = [
            CollectionDay(
                service=self._service(day.service_code),
                stream=_stream(units[day.service_code]),
                name=units[day.service_code].title.words(),
                container=units[day.service_code].container.words(),
                original_date=day.scheduled_on.isoformat(),
                date=day.collect_on.isoformat(),
                state=wire.STATES.get(day.task_state, "outstanding"),
            )
            for day in said
            if day.service_code in units and units[day.service_code].status in _STANDING
        ]
        return sorted(days, key=lambda each: (each.date, each.name.en))

    def planned_downtime(self) -> Sequence[Downtime]:
        """See the port."""
        with self._client() as client:
            planned = self._get(client, "/status", {}, wire.Status).planned_downtime
        found = [Downtime(london(each.starts_at), london(each.ends_at), each.reason.words()) for each in planned]
        return sorted(found, key=lambda each: each.start)

    def check(self) -> None:
        """Ask who the key belongs to."""
        with self._client() as client:
            self._get(client, "/status", {}, wire.Status)

    def events(self, since: datetime) -> Sequence[CrewEvent]:
        """Return what crews reported since. Raises Rejected("too_old") where the contractor does not know any more."""
        asked = {"since": since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")}
        with self._client(BACKGROUND_READ_SECONDS) as client:
            found = self._all(client, "/events", asked, wire.EventPage, lambda page: page.events)
        return [self._ours(each) for each in sorted(found, key=lambda one: (one.recorded_at, one.id))]

    def hear(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[CrewEvent]:
        """Return what a webhook says. A type that we do not know says nothing, and is taken."""
        secret = self._settings.webhook_secret.get_secret_value()
        if not secret:
            raise Misconfigured("Enter the secret of the contractor's webhook.")
        verified_id(headers, body, secrets=[secret], now=now)
        try:
            push = wire.Push.model_validate(read_json(body))
            if push.type != "crew_event.recorded":
                return ()
            return (self._ours(wire.Event.model_validate(push.data)),)
        except ValueError:
            raise Rejected("request", why="The body is not what a crew reported") from None

    def _client(self, read_seconds: float = READ_SECONDS) -> Client:
        key = self._settings.api_key.get_secret_value()
        return client_for(
            str(self._settings.base_url).rstrip("/"),
            read_seconds=read_seconds,
            headers={"authorization": f"Bearer {key}"},
            largest_answer=LARGEST_ANSWER,
        )

    def _get(self, client: Client, path: str, asked: Mapping[str, Any], form: type[_Read]) -> _Read:
        answer = client.get(f"{wire.VERSION}{path}", params=dict(asked))
        _check(answer, self._clock())
        try:
            return form.model_validate(json_of(answer))
        except ValidationError:
            raise Unavailable(why=f"{NAME} answered in another form than is described") from None

    def _all(
        self,
        client: Client,
        path: str,
        asked: Mapping[str, Any],
        form: type[_Read],
        rows: Callable[[_Read], Sequence[_Kind]],
    ) -> list[_Kind]:
        """Return the rows of all pages."""
        found: list[_Kind] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            page = self._get(client, path, {**asked, "per_page": PER_PAGE, **more}, form)
            found += rows(page)
            following = getattr(page, "next_cursor", None)
            if not following:
                return found
            if following == cursor:
                break
            cursor = following
        raise Unavailable(why=f"{NAME} has no end of pages")

    def _units(self, client: Client, key: PropertyKey) -> dict[str, wire.ServiceUnit]:
        """Return the unit of each service by code: of several the one that stands."""
        if not _UPRN.fullmatch(key.uprn):
            raise Rejected("not_found", why="No property has a number like this")
        said = self._get(client, f"/properties/{key.uprn}", {}, wire.Property)
        if said.uprn.lstrip("0") != key.uprn.lstrip("0"):
            raise Unavailable(why=f"{NAME} answered about another property")
        units: dict[str, wire.ServiceUnit] = {}
        for unit in said.service_units:
            if unit.service_code not in units or unit.status in _STANDING:
                units[unit.service_code] = unit
        return units

    def _days(self, client: Client, key: PropertyKey, first: date, last: date) -> list[wire.CollectionSaid]:
        asked = {"from": first.isoformat(), "to": last.isoformat()}
        path = f"/properties/{key.uprn}/collections"
        return self._all(client, path, asked, wire.CollectionPage, lambda page: page.collections)

    def _service(self, code: str) -> str:
        return self._settings.services.get(code, code.lower())

    def _ours(self, event: wire.Event) -> CrewEvent:
        return event.as_ours(self._settings.services, self._settings.reasons)

    def _collection(self, unit: wire.ServiceUnit, days: Sequence[wire.CollectionSaid], now: str) -> Collection:
        today = parse_date_time(now).date()
        following = min((day for day in days if day.collect_on > today), key=_order, default=None)
        last = max((day for day in days if day.collect_on <= today), key=_order, default=None)
        provided = unit.status in _STANDING and following is not None
        frequency, weekday, second = unit.rhythm()
        return Collection(
            service=self._service(unit.service_code),
            stream=_stream(unit),
            name=unit.title.words(),
            container=unit.container.words(),
            frequency=frequency,
            frequency_words=frequency_words(frequency, weekday, second),
            communal=unit.shared,
            assisted=unit.assisted and provided,
            provided=provided,
            time_banded=unit.time_banded,
            last=self._last(last, now) if last and provided else None,
            next=_next(following) if following and provided else None,
            round=unit.round,
        )

    def _last(self, day: wire.CollectionSaid, now: str) -> LastCollection:
        state = wire.STATES.get(day.task_state, "outstanding")
        last = LastCollection(day.scheduled_on.isoformat(), day.collect_on.isoformat(), state)
        # What happened at the bin itself says more than what happened in the street.
        for event in sorted(day.events, key=lambda one: (one.scope != "STREET", one.recorded_at, one.id)):
            last = as_last(self._ours(event), last, now)
        done_at = None
        if day.completed_at and state not in UNDER_WAY and state != "not_completed":
            done_at = min(london(day.completed_at), now)
        return LastCollection(
            original_date=last.original_date,
            date=last.date,
            state=state,
            completed_at=done_at,
            logged_at=last.logged_at or done_at,
            code=last.code,
            code_scope=last.code_scope,
            final=last.final,
            disputable=last.disputable,
            material=last.material,
        )


def _check(answer: httpx.Response, at: datetime) -> None:
    """Raise what a refusal means. 410: what was asked for is gone."""
    if answer.status_code == 410:
        raise Rejected("too_old", why=f"{NAME} does not keep events so long")
    check_answer(answer, provider=NAME, at=at)


def _stream(unit: wire.ServiceUnit) -> str:
    return wire.STREAMS.get(unit.waste_type, unit.waste_type.lower())


def _order(day: wire.CollectionSaid) -> tuple[date, date]:
    return day.collect_on, day.scheduled_on


def _next(day: wire.CollectionSaid) -> NextCollection:
    band = f"{day.time_band.starts}-{day.time_band.ends}" if day.time_band else ""
    return NextCollection(day.scheduled_on.isoformat(), day.collect_on.isoformat(), band)
