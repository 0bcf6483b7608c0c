"""Does the Open311 provider take every answer for what it is, and send what the specification asks for?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from commonhall.capabilities.backoffice.georeport import AnswerNotRead, moment, read_records, word
from commonhall.capabilities.backoffice.port import BackOffice, back_office_from
from commonhall.capabilities.backoffice.simulator.accounts import demo_account, demo_key
from commonhall.capabilities.backoffice.simulator.contractor import Contractor
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from tests.contracts.backoffice.benches import COUNCIL, OTHER, contractor, references_at, say_at
from tests.contracts.backoffice.test_backoffice import parcel

__all__ = ["contractor"]


def office_of(contractor: Contractor, **changes: Any) -> BackOffice:
    """Return the provider as the council has it, but for ``changes`` to its settings."""
    return back_office_from("open311", {**demo_account(COUNCIL, contractor.address), "seconds": 0.5, **changes})


@pytest.mark.parametrize("form", ["json", "xml"])
def test_both_formats_carry_the_same(contractor: Contractor, form: str) -> None:
    office = office_of(contractor, form=form)
    office.check()
    one = parcel()
    taken = office.deliver(one)
    assert taken.external == "GH-48201"
    now = datetime.now(UTC)
    say_at(contractor, taken.external, "action_scheduled", "Criw wedi'i drefnu & <ready>")
    updates = office.updates(now - timedelta(hours=1), now + timedelta(minutes=1))
    assert [(each.status, each.text) for each in updates] == [
        ("open", "We have your report."), ("action_scheduled", "Criw wedi'i drefnu & <ready>"),
    ]  # fmt: skip
    kept = httpx.get(
        f"{contractor.address}/open311/v2/requests/{taken.external}.json", params={"jurisdiction_id": COUNCIL},
        trust_env=False,
    ).json()[0]  # fmt: skip
    assert kept["description"] == f"{one.fields['description']}\n\nReference: {one.reference}"


def test_what_is_no_letter_is_left_out() -> None:
    """A database refuses it: one such word would hold up all that comes after it."""
    (row,) = read_records(rb'[{"description": "Cr\u0000iw\ud800 \ud83d\ude9a \\u0000"}]', "json")
    assert word(row, "description") == "Criw 🚚 \\u0000"


LIGHT = {"service_code": "LIGHT", "address_string": "Mill Lane", "attribute[fault]": "out"}
ALWAYS: list[tuple[str, type[Exception], bool]] = [
    ("timeout_before", Unavailable, True),
    ("timeout_after", Unavailable, True),
    ("reset", Unavailable, True),
    ("truncated_json", Unavailable, True),
    ("html_error_page", Unavailable, True),
    ("rate_limit", Unavailable, False),
    ("status:500", Unavailable, True),
    ("status:503", Unavailable, False),
    ("status:401", Misconfigured, False),
    ("status:403", Misconfigured, False),
    ("status:400", Rejected, False),
    ("status:404", Rejected, False),
    ("status:409", Rejected, False),
    ("status:413", Rejected, False),
    ("status:302", Unavailable, False),
    ('body:{"nonsense": true', Unavailable, True),
    ("body:[]", Unavailable, True),
    ("body:[1]", Unavailable, True),
]


@pytest.mark.parametrize(("effect", "error", "in_doubt"), ALWAYS)
def test_every_fault_of_a_post_is_one_class_of_failure(
    contractor: Contractor, effect: str, error: type[Exception], in_doubt: bool
) -> None:
    contractor.faults.set(effect)
    with pytest.raises(error) as raised:
        office_of(contractor).deliver(parcel())
    assert demo_key(COUNCIL) not in str(raised.value)
    if isinstance(raised.value, Unavailable):
        assert raised.value.in_doubt == in_doubt


@pytest.mark.parametrize(("effect", "error", "_in_doubt"), [each for each in ALWAYS if each[0] != "body:[]"])
@pytest.mark.parametrize("call", ["updates", "reference_for", "check"])
def test_every_fault_of_a_reading_is_one_class_of_failure(
    contractor: Contractor, effect: str, error: type[Exception], _in_doubt: bool, call: str
) -> None:
    office = office_of(contractor)
    token = office.deliver(parcel(fields=LIGHT)).token
    contractor.faults.set(effect)
    now = datetime.now(UTC)
    calls = {
        "updates": lambda: office.updates(now - timedelta(hours=1), now),
        "reference_for": lambda: office.reference_for(token),
        "check": office.check,
    }
    with pytest.raises((error, Misconfigured)) as raised:
        calls[call]()
    if isinstance(raised.value, Unavailable):
        assert not raised.value.in_doubt


@pytest.mark.parametrize(
    ("status", "code"), [(400, "fields"), (404, "service"), (409, "duplicate"), (413, "too_large"), (422, "fields")]
)
def test_a_refusal_has_its_code(contractor: Contractor, status: int, code: str) -> None:
    contractor.faults.set(f"status:{status}")
    with pytest.raises(Rejected) as refused:
        office_of(contractor).deliver(parcel())
    assert refused.value.code == code


def test_a_refusal_names_our_fields_and_nothing_else(contractor: Contractor) -> None:
    fields = {"service_code": "POTHOLE", "address_string": "Mill Lane, by Ada", "attribute[size]": "huge"}
    with pytest.raises(Rejected) as refused:
        office_of(contractor).deliver(parcel(fields=fields))
    assert (refused.value.code, refused.value.why) == ("fields", "The other system answered 400 about attribute[size]")


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": 1.0, "long": 1.0},
        {"service_code": "DRAIN"},
        {"service_code": "DRAIN", "lat": 1.0},
        {"service_code": "DRAIN", "address_string": "x", "nonsense": "x"},
    ],
)
def test_what_the_specification_does_not_allow_never_leaves(contractor: Contractor, fields: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refused:
        office_of(contractor).deliver(parcel(fields=fields))
    assert refused.value.code == "fields"
    assert references_at(contractor) == []


@pytest.mark.parametrize("knows_repeats", [True, False])
def test_an_answer_that_is_lost_makes_no_second_report(contractor: Contractor, knows_repeats: bool) -> None:
    office = office_of(contractor, knows_repeats=knows_repeats)
    one = parcel()
    contractor.faults.set("timeout_after", match={"method": "POST"}, times=1)
    with pytest.raises(Unavailable) as doubtful:
        office.deliver(one)
    assert doubtful.value.in_doubt
    taken = office.deliver(replace(one, tried=True))
    assert taken.external == "GH-48201"
    assert references_at(contractor) == [one.reference]


def test_a_reference_that_is_blank_is_no_reference(contractor: Contractor) -> None:
    contractor.faults.set("empty_id", times=1)
    assert office_of(contractor).deliver(parcel()).external == ""


def test_without_updates_the_reports_themselves_say_how_they_stand(contractor: Contractor) -> None:
    office = office_of(contractor, updates="requests")
    taken = office.deliver(parcel())
    say_at(contractor, taken.external, "fixed", "Mended.")
    now = datetime.now(UTC) + timedelta(minutes=1)
    (heard,) = office.updates(now - timedelta(hours=1), now, [taken.external, "GH-99999"])
    assert (heard.external, heard.status, heard.text) == (taken.external, "closed", "Mended.")
    assert office.updates(now - timedelta(hours=1), now, [taken.external]) == [heard]


@pytest.mark.parametrize("changes", [{"api_key": "nonsense"}, {"api_key": demo_key(OTHER)}])
def test_a_key_that_does_not_fit_is_for_the_operator(contractor: Contractor, changes: dict[str, str]) -> None:
    with pytest.raises(Misconfigured):
        office_of(contractor, **changes).deliver(parcel())
    assert references_at(contractor) == []


def test_the_other_council_sees_nothing(contractor: Contractor) -> None:
    taken = office_of(contractor).deliver(parcel())
    theirs = back_office_from("open311", demo_account(OTHER, contractor.address))
    now = datetime.now(UTC) + timedelta(minutes=1)
    assert theirs.updates(now - timedelta(hours=1), now) == []
    change = parcel(act="update", external=taken.external, fields={"status": "CANCELLED"})
    with pytest.raises(Rejected) as refused:
        theirs.deliver(change)
    assert refused.value.code == "not_found"


def test_an_update_with_other_words_under_the_same_id_is_refused(contractor: Contractor) -> None:
    office = office_of(contractor)
    taken = office.deliver(parcel())
    change = parcel(act="update", external=taken.external, fields={"status": "CANCELLED"}, id=uuid4())
    office.deliver(change)
    with pytest.raises(Rejected):
        office.deliver(replace(change, fields={"status": "FIXED"}))


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x">]><r><request><a>&a;</a></request></r>', "xml"),
        (b"<services><service>", "xml"),
        (b"\xff\xfe", "xml"),
        (b"[", "json"),
        (b'"x"', "json"),
        (b"[1]", "json"),
    ],
)
def test_what_is_not_georeport_is_not_read(body: bytes, form: Any) -> None:
    with pytest.raises(AnswerNotRead):
        read_records(body, form)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b'\xef\xbb\xbf[{"service_request_id": "7", "status": "open"}]', "json"),
        (b'{"service_requests": [{"service_request_id": "7", "status": "open"}]}', "json"),
        (b'{"service_request_id": 7, "status": "open"}', "json"),
        (b"<service_requests><request><service_request_id> 7 </service_request_id><status>open</status></request>"
         b"</service_requests>", "xml"),
    ],
)  # fmt: skip
def test_every_shape_of_one_record_is_read(body: bytes, form: Any) -> None:
    (record,) = read_records(body, form)
    assert (str(record["service_request_id"]), record["status"]) == ("7", "open")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-06-10T16:30:00+01:00", "2026-06-10T15:30:00+00:00"),
        ("2026-06-10T16:30:00 01:00", "2026-06-10T15:30:00+00:00"),
        ("2026-06-10T16:30:00Z", "2026-06-10T16:30:00+00:00"),
        ("2026-06-10T16:30:00.250Z", "2026-06-10T16:30:00.250000+00:00"),
        ("2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-06-10T16:30:00", None),
        ("2026-06-10", None),
        ("yesterday", None),
    ],
)
def test_only_moments_with_an_offset_are_moments(text: str, utc: str | None) -> None:
    read = moment(text)
    assert (read.isoformat() if read else None) == utc
