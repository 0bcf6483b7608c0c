"""What does the contractor's Open311 endpoint answer? Each call of GeoReport v2, and the updates of the UK dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from commonhall.capabilities.backoffice.georeport import moment, status_word, written
from commonhall.capabilities.backoffice.simulator.accounts import CONTRACTOR, council_of_key, is_council
from commonhall.capabilities.backoffice.simulator.progress import Progress, standing_of, updates_of
from commonhall.capabilities.backoffice.simulator.store import Report, Said, Store
from commonhall.capabilities.backoffice.simulator.wire import Refused, Row
from commonhall.capabilities.backoffice.simulator.work import (
    CORE_CLOSED,
    SERVICES,
    STATUSES,
    TOKEN_SECONDS,
    Service,
    find_service,
    problems_of,
)

Fields = Mapping[str, list[str]]
SPAN: Final = timedelta(days=90)
MOST: Final = 1000
LONGEST: Final = 4000
_ATTRIBUTE: Final = re.compile(r"attribute\[([^\]]+)\](\[\])?")
NOTICE: Final = "We aim to inspect within 5 working days."


class Api:
    """The endpoint over a store. clock: gives now."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def discovery(self, address: str) -> Row:
        """Return where the endpoint is: call 1."""
        formats = ["text/xml", "application/json"]
        return {
            "changeset": "2026-05-01T09:00:00+01:00",
            "contact": f"{CONTRACTOR.en}, reports@example.org",
            "key_service": "The contract manager gives out keys.",
            "endpoints": [
                {
                    "specification": "http://wiki.open311.org/GeoReport_v2",
                    "url": f"{address}/open311/v2",
                    "changeset": "2026-05-01T09:00:00+01:00",
                    "type": kind,
                    "formats": formats,
                }
                for kind in ("production", "test")
            ],
        }

    def services(self, asked: Fields) -> list[Row]:
        """Return what the contractor takes on: call 2."""
        self._jurisdiction(asked)
        return [
            {
                "service_code": each.code,
                "service_name": each.name,
                "description": each.description,
                "metadata": bool(each.attributes),
                "type": "batch" if each.batch else "realtime",
                "keywords": each.keywords or None,
                "group": each.group,
            }
            for each in SERVICES
        ]

    def definition(self, asked: Fields, code: str) -> Row:
        """Return what is to be known of a kind of work: call 3."""
        self._jurisdiction(asked)
        service = _service(code)
        return {
            "service_code": service.code,
            "attributes": [_defined(each, order) for order, each in enumerate(service.attributes, start=1)],
        }

    def create(self, asked: Fields, key: str | None) -> list[Row]:
        """Take a report: call 4. key: of the header Idempotency-Key. Nothing is kept where anything is wrong."""
        council = self._council(asked)
        code = _last(asked, "service_code")
        if not code:
            raise Refused(400, "service_code is required")
        service = _service(code)
        _check_place(asked)
        given: dict[str, list[str]] = {}
        for name, values in asked.items():
            if match := _ATTRIBUTE.fullmatch(name):
                given.setdefault(match.group(1), []).extend(values)
        problems = problems_of(service, given)
        if problems:
            raise Refused(400, *problems)
        if len((_last(asked, "description") or "").replace("\r\n", "\n")) > LONGEST:
            raise Refused(400, f"description is longer than {LONGEST} characters")
        kept = {name: values for name, values in asked.items() if name not in ("api_key", "jurisdiction_id")}
        report = self._store.keep(council, service.code, key, kept, self._clock(), batch=service.batch)
        if report.token:
            return [{"token": report.token, "service_notice": NOTICE, "account_id": None}]
        return [{"service_request_id": report.number, "service_notice": NOTICE, "account_id": None}]

    def token(self, asked: Fields, token: str) -> list[Row]:
        """Return what a token became: call 5."""
        report = self._store.by_token(self._jurisdiction(asked), token)
        if report is None:
            raise Refused(404, "token is not known")
        if self._clock() < report.made_at + timedelta(seconds=TOKEN_SECONDS):
            return [{"token": token}]
        return [{"service_request_id": report.number, "token": token}]

    def requests(self, asked: Fields) -> list[Row]:
        """Return reports by number, or those of a time: call 6."""
        council = self._jurisdiction(asked)
        ids = _list(asked, "service_request_id")
        if ids:
            found = [self._store.find(council, one) for one in ids[:100]]
            return [self._described(one) for one in found if one is not None]
        statuses = _list(asked, "status")
        if not set(statuses) <= {"open", "closed"}:
            raise Refused(400, "status is open or closed")
        codes = _list(asked, "service_code")
        start, end = self._span(asked)
        rows = [
            self._described(one)
            for one in self._store.reports(council)
            if start <= one.made_at.replace(microsecond=0) <= end and (not codes or one.service in codes)
        ]
        return [row for row in rows if not statuses or row["status"] in statuses][:MOST]

    def one_request(self, asked: Fields, number: str) -> list[Row]:
        """Return a list with one report: call 7."""
        report = self._store.find(self._jurisdiction(asked), number)
        if report is None:
            raise Refused(404, "service_request_id is not known")
        return [self._described(report)]

    def updates(self, asked: Fields) -> list[Row]:
        """Return the updates of a time, oldest first: call 8."""
        council = self._jurisdiction(asked)
        start, end = self._span(asked)
        rows = [
            each
            for report in self._store.reports(council)
            for each in updates_of(report, self._store.said_of(council, report.number), self._clock())
            if start <= each.at.replace(microsecond=0) <= end and each.ours
        ]
        return [update_row(each) for each in sorted(rows, key=lambda each: (each.at, each.id))[:MOST]]

    def update(self, asked: Fields) -> list[Row]:
        """Take an update of the council's: call 9. The same again is the same; with other content it is refused."""
        council = self._council(asked)
        number, update_id = _last(asked, "service_request_id") or "", _last(asked, "update_id")
        status = status_word(_last(asked, "status") or "")
        at = moment(_last(asked, "updated_datetime") or "")
        if self._store.find(council, number) is None:
            raise Refused(404, "service_request_id is not known")
        problems = [] if update_id else ["update_id is required"]
        problems += [] if status in STATUSES else ["status is not one of the statuses"]
        problems += [] if at is not None else ["updated_datetime is not a date-time with an offset"]
        if problems or at is None or update_id is None:
            raise Refused(400, *problems)
        one = Said(number, update_id, status, _last(asked, "description") or "", False, at)
        if self._store.say(council, one) != one:
            raise Refused(400, "update_id already exists")
        return [{"update_id": update_id}]

    def _jurisdiction(self, asked: Fields) -> str:
        slug = _last(asked, "jurisdiction_id")
        if not slug:
            raise Refused(400, "jurisdiction_id is required")
        if not is_council(slug):
            raise Refused(404, "jurisdiction_id is not known")
        return slug

    def _council(self, asked: Fields) -> str:
        """Return whose key it is; a key of another jurisdiction opens nothing."""
        slug = self._jurisdiction(asked)
        if council_of_key(_last(asked, "api_key") or "") != slug:
            raise Refused(403, "api_key is missing or not known")
        return slug

    def _span(self, asked: Fields) -> tuple[datetime, datetime]:
        typed = {name: _last(asked, name) for name in ("start_date", "end_date")}
        read = {name: moment(text) for name, text in typed.items() if text}
        wrong = [f"{name} is not a date-time with an offset" for name, at in read.items() if at is None]
        if wrong:
            raise Refused(400, *wrong)
        start, end = read.get("start_date"), read.get("end_date")
        now = self._clock()
        end = end or (min(start + SPAN, now) if start else now)
        start = start or end - SPAN
        if start > end or end - start > SPAN:
            raise Refused(400, "start_date and end_date are at most 90 days apart, in this order")
        return start, end

    def _described(self, report: Report) -> Row:
        standing = standing_of(report, self._store.said_of(report.council, report.number), self._clock())
        service = _service(report.service)
        lat, long = report.first("lat"), report.first("long")
        return {
            "service_request_id": report.number,
            "status": "closed" if standing.status in CORE_CLOSED else "open",
            "status_notes": standing.text or None,
            "service_name": service.name,
            "service_code": service.code,
            "description": report.first("description"),
            "agency_responsible": CONTRACTOR.en,
            "service_notice": None,
            "requested_datetime": written(report.made_at),
            "updated_datetime": written(standing.at),
            "expected_datetime": None,
            "address": report.first("address_string"),
            "address_id": None,
            "zipcode": None,
            "lat": float(lat) if lat else None,
            "long": float(long) if long else None,
            "media_url": report.first("media_url"),
        }


def update_row(each: Progress) -> Row:
    """Return an update as the dialect writes it."""
    return {
        "update_id": each.id,
        "service_request_id": each.number,
        "status": each.status,
        "updated_datetime": written(each.at),
        "description": each.text,
        "media_url": None,
        "external_status_code": each.code or None,
        "extras": {"expected_datetime": each.expected} if each.expected else None,
    }


def _service(code: str) -> Service:
    found = find_service(code)
    if found is None:
        raise Refused(404, "service_code is not known")
    return found


def _defined(each: Any, order: int) -> Row:
    row: dict[str, Any] = {
        "variable": True,
        "code": each.code,
        "datatype": each.datatype,
        "required": each.required,
        "datatype_description": None,
        "order": order,
        "description": each.description,
    }
    if each.values:
        row["values"] = [{"key": key, "name": name} for key, name in each.values]
    return row | ({"automated": "server_set"} if each.server_set else {})


def _check_place(asked: Fields) -> None:
    lat, long = _last(asked, "lat"), _last(asked, "long")
    if bool(lat) != bool(long):
        raise Refused(400, "lat and long go together")
    if lat and long:
        try:
            inside = abs(float(lat)) <= 90 and abs(float(long)) <= 180
        except ValueError:
            inside = False
        if not inside:
            raise Refused(400, "lat or long is out of range")
    elif not (_last(asked, "address_string") or _last(asked, "address_id")):
        raise Refused(400, "Give lat and long, address_string or address_id")


def _last(asked: Fields, name: str) -> str | None:
    values: Sequence[str] = asked.get(name, [])
    return values[-1].strip() if values else None


def _list(asked: Fields, name: str) -> list[str]:
    return [one.strip() for one in (_last(asked, name) or "").split(",") if one.strip()]
