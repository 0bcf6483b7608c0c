"""Can other programs search a council's gazetteer as they search OS Places: with a key, within its limit?"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from typing import Any, Final

import httpx
import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from commonhall.capabilities import http, network
from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.port import addresses_from
from commonhall.capabilities.addresses.providers.os_places import Provider
from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.contacts import admitting
from commonhall.contacts.admitting import KeyRefused, make_gazetteer_key
from commonhall.contacts.models import GazetteerKey
from commonhall.contacts.supplying import load_addresses
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.gazetteer import places
from tests.contracts.addresses.test_addresses import PLACE, ROWS

AT: Final = datetime.fromisoformat("2026-06-08T11:00:05+00:00")
HOUSE: Final = ROWS[0]
PATH: Final = "/gazetteer/search/places/v1"


class Clock:
    """The time that the view reads."""

    now = AT

    @classmethod
    def at(cls, zone: object) -> datetime:
        """Return the time, as ``datetime.now`` does."""
        return cls.now


@pytest.fixture
def key(council: CouncilSite) -> str:
    """The key of a council that has loaded its gazetteer."""
    with in_council(council):
        load_addresses(addresses=ROWS, complete=False, by=SYSTEM, at=AT)
        return make_gazetteer_key(name="Planning portal", council=council, by=SYSTEM, at=AT)


class ThroughTheWeb(httpx.WSGITransport):
    """Lets calls to a host go through the web application in this process: the whole way but the socket."""

    def __init__(self) -> None:
        super().__init__(app=get_wsgi_application())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer with the test's own connection, which goes on."""
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            answer = super().handle_request(request)
            content = answer.read()
            answer.close()
            return httpx.Response(answer.status_code, headers=answer.headers, content=content)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)


@pytest.fixture
def through_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "HTTPTransport", lambda **_: ThroughTheWeb())
    monkeypatch.setattr(network, "_resolve", lambda host, port: ["127.0.0.1"])
    # The web application answers with the test's own connection, so it must be called in the test's own thread.
    monkeypatch.setattr(http, "within", lambda seconds, call, **_: call())


def asked(council: CouncilSite, call: str, key: str = "", **query: Any) -> Any:
    """Call as another program does."""
    headers = {"host": council.host or f"{council.slug}.localhost", **({"key": key} if key else {})}
    return Client().get(f"{PATH}/{call}", query, headers=headers)


def adapter(council: CouncilSite, key: str) -> Provider:
    """Return our own adapter of OS Places, set up with a council's gazetteer."""
    base = f"http://{council.slug}.localhost{PATH}"
    made = addresses_from("os_places", {"api_key": key, "base_url": base})
    assert isinstance(made, Provider)
    return made


def test_the_adapter_finds_the_same_in_our_gazetteer(council: CouncilSite, key: str, through_the_web: None) -> None:
    found = adapter(council, key)
    found.check()
    assert found.at_postcode(HOUSE.postcode).addresses == tuple(ROWS[:24])
    crowded = found.at_postcode(PLACE.crowded_postcode)
    assert (len(crowded.addresses), crowded.more) == (100, True)
    assert found.at_postcode(PLACE.empty_postcode).addresses == ()
    for row in (HOUSE, *(row for row in ROWS if row.kind != "postal" or row.status != "approved")):
        assert found.by_uprn(row.uprn) == row
    assert found.by_uprn("999999999999") is None


def test_free_text_and_points_find_it_too(council: CouncilSite, key: str, through_the_web: None) -> None:
    found = adapter(council, key)
    school: Address = next(row for row in ROWS if row.classification == "CE03")
    assert found.find(f"{HOUSE.lines[0]} {HOUSE.town}")[0] == HOUSE
    assert found.find(school.lines[0])[0] == school  # no street is named: the names of buildings are looked through
    assert found.find(f"{HOUSE.lines[0]}, {HOUSE.postcode}")[0] == HOUSE
    assert found.find("%_nowhere") == ()
    nearest = found.nearest(HOUSE.easting, HOUSE.northing)
    assert nearest is not None
    assert nearest.uprn == HOUSE.uprn
    assert found.nearest(1, 1) is None


def test_nobody_comes_in_without_a_key(
    council: CouncilSite, other_council: CouncilSite, key: str, through_the_web: None
) -> None:
    for wrong in ("", "x", f"{key}x", key[:-1], "\x00", "k" * 5000):
        answer = asked(council, "uprn", wrong, uprn=HOUSE.uprn)
        assert (answer.status_code, answer.json()["error"]["statuscode"]) == (401, 401)
    assert asked(other_council, "uprn", key, uprn=HOUSE.uprn).status_code == 401
    assert asked(council, "uprn", uprn=HOUSE.uprn, key=key).json()["results"]  # as some clients send it
    with pytest.raises(Misconfigured, match="credentials"):
        adapter(council, "nobody").check()


def test_the_other_council_s_key_finds_nothing_of_ours(
    council: CouncilSite, other_council: CouncilSite, key: str
) -> None:
    with in_council(other_council):
        theirs = make_gazetteer_key(name="Theirs", council=other_council, by=SYSTEM, at=AT)
    assert asked(council, "uprn", theirs, uprn=HOUSE.uprn).status_code == 401
    answer = asked(other_council, "uprn", theirs, uprn=HOUSE.uprn).json()
    assert answer["header"]["totalresults"] == 0
    assert "results" not in answer


def test_the_key_is_kept_and_shown_nowhere(council: CouncilSite, key: str) -> None:
    answer = asked(council, "uprn", uprn=HOUSE.uprn, key=key)
    assert key not in answer.content.decode()
    with in_council(council):
        row = GazetteerKey.objects.get()
    assert key not in str(vars(row))
    assert row.ending == key[-4:]


def test_so_many_calls_a_minute_and_no_more(
    council: CouncilSite, key: str, through_the_web: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admitting, "A_MINUTE", 2)
    monkeypatch.setattr(places, "datetime", type("At", (), {"now": Clock.at}))
    Clock.now = AT
    assert [asked(council, "uprn", key, uprn="1").status_code for _ in range(3)] == [200, 200, 429]
    refused = asked(council, "uprn", key, uprn="1")
    assert (refused["Retry-After"], refused.json()["error"]["statuscode"]) == ("55", 429)
    with pytest.raises(Unavailable):
        adapter(council, key).check()
    Clock.now = AT + timedelta(minutes=1)
    assert asked(council, "uprn", key, uprn="1").status_code == 200


@pytest.mark.parametrize(
    ("call", "query", "status"),
    [("postcode", {"postcode": "x"}, 400), ("nothing", {}, 404), ("uprn", {}, 400), ("nearest", {"point": "x"}, 400)],
)
def test_errors_come_in_the_format(
    council: CouncilSite, key: str, call: str, query: dict[str, str], status: int
) -> None:
    answer = asked(council, call, key, **query)
    assert answer.status_code == answer.json()["error"]["statuscode"] == status
    assert answer.json()["error"]["message"]


def test_nothing_but_reading(council: CouncilSite, key: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        f"{PATH}/uprn", {"uprn": "1"}, headers={"host": f"{council.slug}.localhost", "key": key}
    )
    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_keys_are_made_listed_and_ended_by_command(council: CouncilSite, key: str) -> None:
    def run(*words: str) -> str:
        said = StringIO()
        call_command("gazetteer", *words, "--council", council.slug, stdout=said)
        return said.getvalue()

    made = run("add-key", "Waste app").splitlines()[0]
    assert asked(council, "uprn", made, uprn=HOUSE.uprn).status_code == 200
    listed = run("keys")
    assert made not in listed
    line = next(line for line in listed.splitlines() if "Waste app" in line)
    assert f"…{made[-4:]}" in line
    assert "in force" in line
    run("end-key", line.split()[0])
    assert asked(council, "uprn", made, uprn=HOUSE.uprn).status_code == 401
    assert asked(council, "uprn", key, uprn=HOUSE.uprn).status_code == 200
    for words in (("end-key", line.split()[0]), ("add-key", " "), ("add-key", "n" * 101)):
        with pytest.raises(CommandError, match="Nothing was changed"):
            run(*words)
    with in_council(council), pytest.raises(KeyRefused):
        make_gazetteer_key(name="", council=council, by=SYSTEM, at=AT)
