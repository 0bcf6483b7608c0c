"""Does the contractor's simulator answer as GeoReport v2 and the dialect of the United Kingdom say?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.backoffice.simulator.accounts import demo_key
from commonhall.capabilities.backoffice.simulator.contractor import running

SLUG = "stonemere"
NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "api_key": demo_key(SLUG), "jurisdiction_id": SLUG, "service_code": "POTHOLE", "lat": "52.7061", "long": "-2.7418",
    "attribute[size]": "L", "description": "Outside number 12", "first_name": "Ada", "last_name": "Li",
    "email": "ada.li@example.org", "phone": "07700 900123",
}  # fmt: skip


class Endpoint:
    """A simulator with a clock, and calls to it."""

    def __init__(self, address: str) -> None:
        self.base = f"{address}/open311/v2"
        self.now = NOW

    def get(self, path: str, **query: str) -> httpx.Response:
        """Get as the council, unless the query says otherwise."""
        return httpx.get(f"{self.base}/{path}", params={"jurisdiction_id": SLUG, **query}, trust_env=False)

    def post(self, path: str = "requests.json", headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        """Post a good report with changes; a field of None is left out."""
        form = {name: value for name, value in {**GOOD, **fields}.items() if value is not None}
        return httpx.post(f"{self.base}/{path}", data=form, headers=headers, trust_env=False)

    def report(self, **fields: Any) -> str:
        """Post a good report and return its id."""
        answer = self.post(**fields)
        assert answer.status_code == 200, answer.text
        return str(answer.json()[0]["service_request_id"])


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    made: list[Endpoint] = []
    with running(tmp_path, clock=lambda: made[0].now if made else NOW) as contractor:
        made.append(Endpoint(contractor.address))
        yield made[0]


def test_services_are_the_same_in_both_formats(endpoint: Endpoint) -> None:
    rows = endpoint.get("services.json").json()
    xml = endpoint.get("services.xml").text
    assert [row["service_code"] for row in rows] == ["POTHOLE", "LIGHT", "DRAIN", "OTHER"]
    assert xml.startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert all(f"<service_code>{row['service_code']}</service_code>" in xml for row in rows)
    assert rows[0]["metadata"] is True
    assert "<metadata>true</metadata>" in xml


def test_a_definition_is_an_object_and_an_unknown_one_is_not_found(endpoint: Endpoint) -> None:
    found = endpoint.get("services/POTHOLE.json").json()
    assert found["attributes"][0]["values"][0] == {"key": "S", "name": "Smaller than a plate"}
    assert endpoint.get("services/DRAIN.json").json() == {"service_code": "DRAIN", "attributes": []}
    missing = endpoint.get("services/NOPE.json")
    assert missing.status_code == 404
    assert missing.json()[0]["code"] == 404


def test_a_report_is_an_array_of_one_with_a_text_as_its_id(endpoint: Endpoint) -> None:
    answer = endpoint.post()
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == [
        {"service_request_id": "GH-48201", "service_notice": "We aim to inspect within 5 working days.",
         "account_id": None}
    ]  # fmt: skip
    assert "<service_request_id>GH-48202</service_request_id>" in endpoint.post("requests.xml").text


@pytest.mark.parametrize(
    ("status", "names", "fields"),
    [
        (403, "api_key", {"api_key": None}),
        (403, "api_key", {"api_key": "nonsense"}),
        (403, "api_key", {"api_key": demo_key("brynafon")}),
        (400, "jurisdiction_id", {"jurisdiction_id": None}),
        (404, "jurisdiction_id", {"jurisdiction_id": "no such place"}),
        (400, "service_code", {"service_code": None}),
        (404, "service_code", {"service_code": "NOPE"}),
        (400, "lat and long", {"lat": None, "long": None}),
        (400, "lat and long", {"long": None}),
        (400, "out of range", {"lat": "91"}),
        (400, "attribute[size]", {"attribute[size]": None}),
        (400, "attribute[size]", {"attribute[size]": " "}),
        (400, "attribute[size]", {"attribute[size]": "moon"}),
        (400, "attribute[where]", {"attribute[where]": "moon"}),
        (400, "description", {"description": "🚧" * 4001}),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(
    endpoint: Endpoint, status: int, names: str, fields: dict[str, Any]
) -> None:
    answer = endpoint.post(**fields)
    assert answer.status_code == status
    assert names in answer.json()[0]["description"]
    assert f"<code>{status}</code>" in endpoint.post("requests.xml", **fields).text
    assert endpoint.get("requests.json").json() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": None, "long": None, "address_id": "100000000001"},
        {"attribute[where]": ["cway", "fway"]},
        {"attribute[where][]": ["cway", "fway"]},
        {"attribute[where]": ""},
        {"attribute[What is this?]": "x"},
        {"description": "🚧" * 4000},
        {"nonsense": "x"},
    ],
)
def test_what_the_specification_allows_is_taken(endpoint: Endpoint, fields: dict[str, Any]) -> None:
    assert endpoint.report(**fields) == "GH-48201"


def test_a_json_body_an_unknown_format_and_other_methods_are_refused(endpoint: Endpoint) -> None:
    assert httpx.post(f"{endpoint.base}/requests.json", json=GOOD, trust_env=False).status_code == 415
    assert endpoint.get("requests.yaml").status_code == 404
    assert httpx.delete(f"{endpoint.base}/requests.json", trust_env=False).status_code == 405
    assert endpoint.get("requests.JSON").json() == []
    assert "<service_requests" in endpoint.get("requests").text


def test_the_same_key_twice_is_one_report(endpoint: Endpoint) -> None:
    first, second = (endpoint.post(headers={"idempotency-key": "k-1"}).json() for _ in range(2))
    assert first == second
    assert len(endpoint.get("requests.json").json()) == 1


def test_a_batch_service_gives_a_token_and_then_the_report(endpoint: Endpoint) -> None:
    light: dict[str, Any] = {"service_code": "LIGHT", "attribute[fault]": "out", "attribute[size]": None}
    taken = endpoint.post(**light).json()[0]
    assert "service_request_id" not in taken
    token = taken["token"]
    assert endpoint.get(f"tokens/{token}.json").json() == [{"token": token}]
    endpoint.now += timedelta(seconds=3)
    assert endpoint.get(f"tokens/{token}.json").json() == [{"service_request_id": "GH-48201", "token": token}]
    assert endpoint.get("tokens/t-none.json").status_code == 404


def test_nobodys_name_is_in_any_answer(endpoint: Endpoint) -> None:
    number = endpoint.report()
    endpoint.now += timedelta(hours=1)
    said = "".join(
        endpoint.get(path).text
        for path in ("requests.json", "requests.xml", f"requests/{number}.json", "servicerequestupdates.json")
    )
    assert "Outside number 12" in said
    for word in ("Ada", "ada.li", "900123"):
        assert word not in said


def test_what_is_old_is_not_listed_but_found_by_its_number(endpoint: Endpoint) -> None:
    number = endpoint.report()
    endpoint.now += timedelta(days=91)
    assert endpoint.get("requests.json").json() == []
    assert endpoint.get("requests.json", service_request_id=f"{number},X-1", status="nonsense").json()
    assert endpoint.get(f"requests/{number}.json").json()[0]["status"] == "closed"
    assert endpoint.get("requests/X-1.json").status_code == 404


@pytest.mark.parametrize(
    ("status", "query"),
    [
        (200, {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:00Z"}),
        (400, {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:01Z"}),
        (200, {"start_date": "2026-06-01T00:00:00Z"}),
        (200, {"end_date": "2026-06-01T00:00:00Z"}),
        (400, {"start_date": "2026-06-02T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}),
        (400, {"start_date": "2026-06-10"}),
        (200, {"start_date": "2026-06-01T00:00:00 01:00"}),
        (200, {"status": "open,closed"}),
        (400, {"status": "fixed"}),
    ],
)
def test_what_may_be_asked_of_the_list(endpoint: Endpoint, status: int, query: dict[str, str]) -> None:
    assert endpoint.get("requests.json", **query).status_code == status


def test_crews_get_on_by_the_clock_and_the_list_says_only_open_or_closed(endpoint: Endpoint) -> None:
    endpoint.report()
    seen = []
    for seconds in (0, 61, 181, 601, 901):
        endpoint.now = NOW + timedelta(seconds=seconds)
        seen.append((endpoint.get("requests.json").json()[0]["status"],
                     endpoint.get("servicerequestupdates.json").json()[-1]["status"]))  # fmt: skip
    assert seen == [
        ("open", "open"), ("open", "investigating"), ("open", "action_scheduled"), ("open", "in_progress"),
        ("closed", "fixed"),
    ]  # fmt: skip


def test_updates_are_oldest_first_and_both_ends_count(endpoint: Endpoint) -> None:
    endpoint.report()
    endpoint.now += timedelta(seconds=901)
    ends = {"start_date": "2026-06-10T12:01:00Z", "end_date": "2026-06-10T12:03:00Z"}
    rows = endpoint.get("servicerequestupdates.json", **ends).json()
    assert [row["status"] for row in rows] == ["investigating", "action_scheduled"]
    later = endpoint.get("servicerequestupdates.json", **{**ends, "end_date": "2026-06-10T12:02:59Z"}).json()
    assert [row["status"] for row in later] == ["investigating"]


def test_an_update_twice_is_one_and_with_other_words_refused(endpoint: Endpoint) -> None:
    number = endpoint.report()
    update: dict[str, Any] = {"service_request_id": number, "update_id": "u-1", "status": "FIXED",
              "updated_datetime": "2026-06-10T12:00:00Z"}  # fmt: skip
    answers = [endpoint.post("servicerequestupdates.json", **update) for _ in range(2)]
    assert [(each.status_code, each.json()) for each in answers] == [(200, [{"update_id": "u-1"}])] * 2
    assert endpoint.post("servicerequestupdates.json", **{**update, "status": "OPEN"}).status_code == 400
    assert endpoint.post("servicerequestupdates.json", **{**update, "service_request_id": "X"}).status_code == 404
    assert endpoint.get(f"requests/{number}.json").json()[0]["status"] == "closed"


def test_another_council_finds_nothing(endpoint: Endpoint) -> None:
    number = endpoint.report()
    assert endpoint.get("requests.json", jurisdiction_id="brynafon").json() == []
    assert endpoint.get(f"requests/{number}.json", jurisdiction_id="brynafon").status_code == 404


def test_its_page_says_that_it_is_a_simulator_and_escapes(endpoint: Endpoint) -> None:
    endpoint.report(description="<b>x</b>")
    page = httpx.get(endpoint.base.removesuffix("/open311/v2"), trust_env=False).text
    assert "This is a simulator. No crew goes out." in page
    assert "GH-48201" in page
    assert "<b>" not in page


def test_a_kill_loses_no_report(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "commonhall.capabilities.backoffice.simulator", "--port", "0"]
    for expected in ("GH-48201", "GH-48202"):
        with subprocess.Popen([*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            address = process.stdout.readline().removeprefix("Contractor: ").strip().rstrip("/")
            try:
                assert Endpoint(address).report() == expected
            finally:
                process.kill()
