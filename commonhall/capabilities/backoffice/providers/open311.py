"""How is a case handed over to a system that speaks Open311 GeoReport v2, with or without the updates of the United
Kingdom's dialect?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, Literal
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from commonhall.capabilities.backoffice.georeport import (
    AnswerNotRead,
    Record,
    clean,
    moment,
    named_in,
    read_records,
    status_word,
    word,
    written,
)
from commonhall.capabilities.backoffice.port import Parcel, Taken, Update, Value
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import Client, check_answer, client_for
from commonhall.core.values.words import Words

CORE: Final = frozenset({
    "service_code", "lat", "long", "address_string", "address_id", "description", "first_name", "last_name", "email",
    "phone", "media_url", "account_id", "device_id",
})  # fmt: skip
UPDATE: Final = frozenset({
    "status", "description", "media_url", "title", "first_name", "last_name", "email", "phone", "customer_reference",
    "external_status_code",
})  # fmt: skip
LONGEST_DESCRIPTION: Final = 4000
MOST_IDS: Final = 100
"""How many reports may be asked for at once."""
LONGEST_SPAN: Final = timedelta(days=90)
LATE: Final = timedelta(hours=2)
"""How far their clock may be from ours when we look for what an earlier attempt left."""
_KNOWN: Final = {"update_id", "service_request_id", "status", "updated_datetime", "description"}


class Open311Settings(BaseModel):
    """What a council is told by whoever runs the other system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(
        title="Address",
        description="It ends with v2, such as https://reports.example.org/open311/v2",
        json_schema_extra={
            "title_cy": "Cyfeiriad",
            "description_cy": "Mae’n gorffen gyda v2, fel https://reports.example.org/open311/v2",
        },
    )
    api_key: SecretStr = Field(default=SecretStr(""), title="API key", json_schema_extra={"title_cy": "Allwedd API"})
    jurisdiction_id: str = Field(
        default="",
        title="Jurisdiction",
        description="Only where it serves several councils",
        json_schema_extra={"title_cy": "Awdurdodaeth", "description_cy": "Dim ond lle mae’n gwasanaethu sawl cyngor"},
    )
    form: Literal["json", "xml"] = Field(default="json", title="Format", json_schema_extra={"title_cy": "Fformat"})
    updates: Literal["updates", "requests", "none"] = Field(
        default="updates",
        title="How it tells of changes",
        description="A list of updates, the reports themselves, or not at all",
        json_schema_extra={
            "title_cy": "Sut mae’n dweud am newidiadau",
            "description_cy": "Rhestr o ddiweddariadau, yr adroddiadau eu hunain, neu ddim o gwbl",
        },
    )
    knows_repeats: bool = Field(
        default=False,
        title="It knows a report that is sent twice",
        description="By the header Idempotency-Key",
        json_schema_extra={
            "title_cy": "Mae’n adnabod adroddiad a anfonir ddwywaith",
            "description_cy": "Drwy’r pennyn Idempotency-Key",
        },
    )
    key_to_read: bool = Field(
        default=False,
        title="It wants the key for reading, too",
        description="Then it is part of the address",
        json_schema_extra={
            "title_cy": "Mae am gael yr allwedd i ddarllen hefyd",
            "description_cy": "Yna mae’n rhan o’r cyfeiriad",
        },
    )
    names_reference: bool = Field(
        default=True,
        title="Put our reference below the description",
        json_schema_extra={"title_cy": "Rhoi ein cyfeirnod o dan y disgrifiad"},
    )
    seconds: float = Field(
        default=30,
        gt=0,
        le=120,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )


class Provider:
    """An Open311 endpoint of a contractor or another council."""

    name: ClassVar[str] = "open311"
    title: ClassVar[Words] = Words(en="Open311 (GeoReport v2)", cy="Open311 (GeoReport v2)")
    Settings: ClassVar[type[BaseModel]] = Open311Settings

    def __init__(self, settings: Open311Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock

    def deliver(self, parcel: Parcel) -> Taken:
        """Post a report, or an update to one. A report that may have arrived is looked for first."""
        if parcel.act == "update":
            return self._post_update(parcel)
        _check_fields(parcel)
        with self._client() as client:
            if parcel.tried and not self._settings.knows_repeats:
                earlier = self._find_earlier(client, parcel)
                if earlier:
                    return Taken(earlier)
            rows = self._posted(client, "requests", self._form(parcel), parcel)
        if not rows:
            raise Unavailable(why="The other system took the report and said nothing", in_doubt=True)
        return Taken(word(rows[0], "service_request_id"), word(rows[0], "token"))

    def reference_for(self, token: str) -> str:
        """Return the report that a token became. Raises Rejected("not_found") for a token that it does not know."""
        with self._client() as client:
            rows = self._got(client, f"tokens/{quote(token, safe='')}", {})
        return word(rows[0], "service_request_id") if rows else ""

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return the updates between the two moments; rows outside them, or without what they need, are dropped."""
        since = max(since, until - LONGEST_SPAN)
        if self._settings.updates == "none":
            return ()
        with self._client() as client:
            if self._settings.updates == "requests":
                found = list(self._states(client, awaited))
            else:
                asked = {"start_date": written(since), "end_date": written(until)}
                found = [_update(row) for row in self._got(client, "servicerequestupdates", asked)]
        kept = {each.id: each for each in found if each is not None and _inside(each, since, until)}
        return sorted(kept.values(), key=lambda each: (each.at, each.id))

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Do nothing: the other system keeps no account of what was read."""

    def check(self) -> None:
        """Read the list of services. Raises Misconfigured where there is none."""
        with self._client() as client:
            try:
                rows = self._got(client, "services", {})
            except Rejected as refused:
                raise Misconfigured("There is no Open311 endpoint at this address. Correct it.") from refused
        if not any(word(row, "service_code") for row in rows):
            raise Misconfigured("The other system offers no services to this council. Ask whoever runs it.")

    def _client(self) -> Client:
        return client_for(self._settings.url.rstrip("/") + "/", read_seconds=self._settings.seconds)

    def _states(self, client: Client, awaited: Sequence[str]) -> Iterator[Update | None]:
        for first in range(0, len(awaited), MOST_IDS):
            ids = [one for one in awaited[first : first + MOST_IDS] if "," not in one]
            yield from map(_state, self._got(client, "requests", {"service_request_id": ",".join(ids)}))

    def _find_earlier(self, client: Client, parcel: Parcel) -> str:
        """Return the report that an earlier attempt made: the one whose description holds our reference."""
        now = self._clock()
        start = max(parcel.made_at - LATE, now - LONGEST_SPAN)
        asked = {"start_date": written(start), "end_date": written(now + LATE)}
        code = str(parcel.fields.get("service_code", ""))
        for row in self._got(client, "requests", {**asked, "service_code": code}):
            if parcel.reference in word(row, "description").split():
                return word(row, "service_request_id")
        return ""

    def _form(self, parcel: Parcel) -> dict[str, Any]:
        fields = {name: _sent(value) for name, value in parcel.fields.items()}
        if self._settings.names_reference:
            said = f"\n\nReference: {parcel.reference}"
            fields["description"] = fields.get("description", "")[: LONGEST_DESCRIPTION - len(said)] + said
        return fields

    def _post_update(self, parcel: Parcel) -> Taken:
        unknown = sorted(name for name in parcel.fields if name not in UPDATE and not name.startswith("attribute["))
        if unknown or "status" not in parcel.fields:
            raise Rejected("fields", why=f"Not fields of an update: {', '.join(unknown) or 'status is missing'}")
        form = {name: _sent(value) for name, value in parcel.fields.items()}
        form |= {
            "update_id": str(parcel.id),
            "service_request_id": parcel.external,
            "updated_datetime": written(parcel.made_at),
        }
        form.setdefault("description", "")
        with self._client() as client:
            self._posted(client, "servicerequestupdates", form, parcel)
        return Taken(parcel.external)

    def _posted(self, client: Client, call: str, form: dict[str, Any], parcel: Parcel) -> list[Record]:
        form = {**form, "api_key": self._settings.api_key.get_secret_value()}
        if self._settings.jurisdiction_id:
            form["jurisdiction_id"] = self._settings.jurisdiction_id
        answer = client.post(f"{call}.{self._settings.form}", data=form, headers={"idempotency-key": str(parcel.id)})
        if answer.status_code in (400, 404, 409, 413, 422):
            raise self._refusal(answer, parcel)
        check_answer(answer, provider="The other system", at=self._clock())
        try:
            return read_records(answer.content, self._settings.form)
        except AnswerNotRead as problem:
            raise Unavailable(why=f"The other system's answer is {problem}", in_doubt=True) from problem

    def _refusal(self, answer: httpx.Response, parcel: Parcel) -> Rejected:
        """Return what a refusal means, by its status; of its words only names of our own fields are kept."""
        try:
            said = read_records(answer.content, self._settings.form)
        except AnswerNotRead:
            said = []
        names = ", ".join(named_in(said, parcel.fields))
        missing = "not_found" if parcel.act == "update" else "service"
        codes = {404: missing, 409: "duplicate", 413: "too_large"}
        why = f"The other system answered {answer.status_code}" + (f" about {names}" if names else "")
        return Rejected(codes.get(answer.status_code, "fields"), why=why)

    def _got(self, client: Client, call: str, asked: Mapping[str, str]) -> list[Record]:
        query = {**asked}
        if self._settings.jurisdiction_id:
            query["jurisdiction_id"] = self._settings.jurisdiction_id
        if self._settings.key_to_read:
            query["api_key"] = self._settings.api_key.get_secret_value()
        answer = client.get(f"{call}.{self._settings.form}", params=query)
        check_answer(answer, provider="The other system", at=self._clock())
        try:
            return read_records(answer.content, self._settings.form)
        except AnswerNotRead as problem:
            raise Unavailable(why=f"The other system's answer is {problem}") from problem


def _check_fields(parcel: Parcel) -> None:
    fields = parcel.fields
    unknown = sorted(name for name in fields if name not in CORE and not name.startswith("attribute["))
    if unknown:
        raise Rejected("fields", why=f"Not fields of a report: {', '.join(unknown)}")
    if not fields.get("service_code"):
        raise Rejected("fields", why="service_code is missing")
    if ("lat" in fields) != ("long" in fields) or not fields.keys() & {"lat", "address_string", "address_id"}:
        raise Rejected("fields", why="The place is missing: lat and long, address_string or address_id")


def _sent(value: Value) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return [clean(one) for one in value]
    return clean(value) if isinstance(value, str) else str(value)


def _update(row: Record) -> Update | None:
    at, id_, external = moment(word(row, "updated_datetime")), word(row, "update_id"), word(row, "service_request_id")
    if at is None or not id_ or not external:
        return None
    facts = {name: said for name in row if name not in _KNOWN and (said := word(row, name))}
    if isinstance(extras := row.get("extras"), dict):
        facts |= {name: said for name in extras if (said := word(extras, name))}
    return Update(
        id=id_,
        external=external,
        status=status_word(word(row, "status")),
        at=at,
        text=word(row, "description"),
        facts=facts,
    )


def _state(row: Record) -> Update | None:
    """Return how a report stands as an update: the same standing, read again, is the same update."""
    when = word(row, "updated_datetime") or word(row, "requested_datetime")
    at, external, status = moment(when), word(row, "service_request_id"), status_word(word(row, "status"))
    if at is None or not external or not status:
        return None
    facts = {"expected_datetime": said} if (said := word(row, "expected_datetime")) else {}
    return Update(
        id=f"{external}/{status}/{written(at)}",
        external=external,
        status=status,
        at=at,
        text=word(row, "status_notes"),
        facts=facts,
    )


def _inside(update: Update, since: datetime, until: datetime) -> bool:
    return since.replace(microsecond=0) <= update.at <= until
