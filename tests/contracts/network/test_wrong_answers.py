"""Does every adapter survive whatever an answer says? One part of one answer is nonsense at a time: what comes of it is
one of the three errors, or nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from requests import Response

from commonhall.capabilities.backoffice.simulator.contractor import running as running_contractor
from commonhall.capabilities.bookings.port import Claim, bookings_from
from commonhall.capabilities.bookings.port import Wanted as PlaceWanted
from commonhall.capabilities.bookings.simulator.program import demo_settings as calendar_settings
from commonhall.capabilities.bookings.simulator.program import running as running_calendar
from commonhall.capabilities.chat.port import chat_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.guarded_requests import GuardedAdapter
from commonhall.capabilities.http import Client
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.payments.port import RefundWanted, Wanted
from commonhall.capabilities.vehicles.port import vehicles_from
from commonhall.capabilities.vehicles.simulator.program import demo_settings as vehicle_settings
from commonhall.capabilities.vehicles.simulator.program import running as running_vehicles
from tests.contracts.addresses.benches import os_places, stand_in
from tests.contracts.addresses.test_addresses import ROWS
from tests.contracts.addresses.test_os_places import HOUSE
from tests.contracts.backoffice.test_backoffice import parcel
from tests.contracts.backoffice.test_open311 import office_of
from tests.contracts.bookings.benches import timetables
from tests.contracts.chat.benches import product
from tests.contracts.chat.benches import settings as chat_settings
from tests.contracts.chat.test_chat import line, opening
from tests.contracts.identity import benches as signing_in
from tests.contracts.notifications.benches import BENCHES as NOTIFYING
from tests.contracts.notifications.test_notifications import message
from tests.contracts.payments.paying import Clock, play_at, provider_at, settings_at, simulated
from tests.contracts.waste.benches import HOUSE as KEY
from tests.contracts.waste.benches import contractor_at, through
from tests.loopback import loopback

AT: Final = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
ABSENT: Final = object()
NONSENSE: Final[tuple[Any, ...]] = (
    ABSENT, None, True, -1, 10**40, 1.5, float("nan"), "", "nonsense", "x" * 70_000, "2026-99-99T99:99:99Z", [], [None],
    ["nonsense"], {}, {"nonsense": 1}, [[[]]],
)  # fmt: skip
BODIES: Final = (b"", b"\xff\xfe", b"<html>", b"null", b"[" * 100_000, b"9" * 10_000)
TRIED: Final = 15
"""Lies for each adapter, other ones each time, of the thousands that there are: as many as are quick."""
Calls = list[Callable[[], Any]]
Place = tuple[int, tuple[Any, ...]]
"""Which answer, and which part of it."""


class Liar:
    """Changes one part of one answer; nothing without a place."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.place: Place | None = None
        self.said: Any = None

    def begin(self, place: Place | None = None, said: Any = None) -> None:
        self.seen, self.place, self.said = [], place, said

    def told(self, content: bytes) -> bytes:
        """Return an answer as the adapter gets it."""
        self.seen.append(content)
        if self.place is None or self.place[0] != len(self.seen) - 1:
            return content
        if isinstance(self.said, bytes):
            return self.said
        try:
            return json.dumps(_with(json.loads(content), self.place[1], self.said)).encode()
        except (ValueError, LookupError, TypeError):  # another answer than when the places were looked for
            return content


def _with(found: Any, path: tuple[Any, ...], said: Any) -> Any:
    """Return what was found with that part of it replaced; without the part where ``said`` is ABSENT."""
    if not path:
        return said
    changed = deepcopy(found)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    if said is ABSENT:
        del inner[path[-1]]
    else:
        inner[path[-1]] = said
    return changed


def _parts(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    steps = found.items() if isinstance(found, dict) else enumerate(found[:2]) if isinstance(found, list) else ()
    for step, inner in steps:
        yield from _parts(inner, (*path, step))


@pytest.fixture
def liar(monkeypatch: pytest.MonkeyPatch) -> Liar:
    made, read, send = Liar(), Client._read, GuardedAdapter.send

    def lying_read(self: Client, answer: httpx.Response) -> httpx.Response:
        true = read(self, answer)
        headers = [(name, value) for name, value in true.headers.items() if name != "content-length"]
        return httpx.Response(true.status_code, headers=headers, content=made.told(true.content), request=true.request)

    def lying_send(self: GuardedAdapter, *given: Any, **named: Any) -> Response:
        answer = send(self, *given, **named)
        answer._content = made.told(answer.content)
        return answer

    monkeypatch.setattr(Client, "_read", lying_read)
    monkeypatch.setattr(GuardedAdapter, "send", lying_send)
    return made


@contextmanager
def _payments(folder: Path) -> Iterator[Calls]:
    with simulated(folder, Clock(AT)) as simulator:
        pay = provider_at(simulator)

        def new(**more: Any) -> Wanted:
            made = Wanted(str(uuid4()), f"BW-{uuid4()}", "Bulky waste", 4320, "https://fallowdale.example.org/track/x")
            return replace(made, **more)

        def give_back(before: int) -> None:
            key = {"authorization": f"Bearer {settings_at(simulator)['api_key']}"}
            there = httpx.get(f"{simulator.address}/v1/payments/{name}", headers=key, trust_env=False).json()
            back = there["refund_summary"]["amount_submitted"]
            pay.refund(RefundWanted(str(uuid4()), name, 30, back - before), AT)

        wanted = new()
        name = pay.start(wanted, AT).provider_id
        play_at(simulator, pay, name, "pay", AT)
        done = pay.refund(RefundWanted(str(uuid4()), name, 30, 0), AT)
        yield [
            pay.check, lambda: pay.find(name, AT), lambda: pay.start(replace(wanted, amount_pence=1), AT),
            lambda: pay.cancel(name, AT), lambda: pay.capture(name, AT), lambda: give_back(0), lambda: give_back(30),
            lambda: pay.find_refund(name, done.provider_id, AT), lambda: pay.start(new(), AT),
            lambda: pay.statement(AT - timedelta(days=1), AT + timedelta(days=1), AT),
        ]  # fmt: skip


@contextmanager
def _notifications(folder: Path) -> Iterator[Calls]:
    with NOTIFYING["govuk_notify"](folder) as bench:
        post = bench.notifications
        yield [
            post.check, lambda: post.send(message("email")), lambda: post.send(message("sms")),
            lambda: post.status(post.send(message("email")).provider_id),
        ]  # fmt: skip


@contextmanager
def _addresses(folder: Path) -> Iterator[Calls]:
    with loopback(), stand_in(ROWS) as places:
        found = os_places(ROWS, folder, places)
        yield [
            found.check, lambda: found.by_uprn(HOUSE.uprn), lambda: found.at_postcode(HOUSE.postcode)
        ]  # fmt: skip


@contextmanager
def _vehicles(folder: Path) -> Iterator[Calls]:
    with loopback(), running_vehicles() as simulator:
        dvla = vehicles_from("dvla", vehicle_settings("amberford", simulator.address))
        yield [dvla.check, lambda: dvla.details("AB12CDE")]


@contextmanager
def _waste(folder: Path) -> Iterator[Calls]:
    with loopback(), contractor_at(lambda: AT) as simulator:
        simulator.calls_a_minute = 1_000_000
        waste: Any = through(simulator)
        yield [
            waste.check, lambda: waste.collections(KEY, "2026-06-08T10:00:00"), waste.planned_downtime,
            lambda: waste.calendar(KEY, "2026-06-01", "2026-07-01"), lambda: waste.events(AT - timedelta(days=2)),
        ]  # fmt: skip


@contextmanager
def _bookings(folder: Path) -> Iterator[Calls]:
    with loopback(), running_calendar(folder, timetables=timetables(), clock=lambda: AT) as simulator:
        bookings = bookings_from("calendar_api", calendar_settings("amberford", simulator.address))
        name, kept = str(uuid4()), str(uuid4())
        bookings.hold(Claim(kept, "bulky", "2026-06-11", 30), AT)
        yield [
            bookings.check, lambda: bookings.slots(PlaceWanted("bulky", "2026-06-10", "2026-06-20"), AT),
            lambda: bookings.hold(Claim(name, "bulky", "2026-06-10", 30), AT), lambda: bookings.confirm(kept, AT),
            lambda: bookings.move(kept, "2026-06-12", 1, AT), lambda: bookings.find(kept, AT),
            lambda: bookings.find(str(uuid4()), AT), lambda: bookings.release(name, AT),
        ]  # fmt: skip


@contextmanager
def _chat(folder: Path) -> Iterator[Calls]:
    with product() as made:
        chat = chat_from("external_chat", chat_settings(made))
        name, over = chat.begin(opening()), chat.begin(opening())
        yield [
            chat.check, chat.standing, lambda: chat.begin(opening()), lambda: chat.say(name, line()),
            lambda: chat.end(over),
        ]  # fmt: skip


@contextmanager
def _back_office(folder: Path, form: str = "json") -> Iterator[Calls]:
    with loopback(), running_contractor(folder) as contractor:
        office = office_of(contractor, form=form, seconds=5)
        now, taken = datetime.now(UTC), office.deliver(parcel())
        yield [
            office.check, lambda: office.deliver(parcel(tried=True)),
            lambda: office.updates(now - timedelta(hours=1), now + timedelta(hours=1), [taken.external]),
            lambda: office.reference_for("nonsense"),
        ]  # fmt: skip


def _sign_in(name: str, audience: str) -> Callable[[Path], AbstractContextManager[Calls]]:
    @contextmanager
    def opened(folder: Path) -> Iterator[Calls]:
        with signing_in.BENCHES[audience, name](folder) as bench:  # type: ignore[index] # both are names of benches

            def come_back() -> None:
                PUBLISHED.forget()
                bench.sign_in()

            def check() -> None:
                PUBLISHED.forget()
                bench.identity.check()

            yield [come_back, check]

    return opened


STORIES: Final[dict[str, Callable[[Path], AbstractContextManager[Calls]]]] = {
    "govuk_pay": _payments,
    "govuk_notify": _notifications,
    "os_places": _addresses,
    "dvla": _vehicles,
    "contractor": _waste,
    "calendar_api": _bookings,
    "external_chat": _chat,
    "open311": _back_office,
    "govuk_one_login": _sign_in("govuk_one_login", "identity"),
    "openid_connect": _sign_in("openid_connect", "identity"),
    "entra_id": _sign_in("entra_id", "staff_identity"),
}


@pytest.mark.parametrize("name", STORIES)
def test_nonsense_is_one_of_the_three_errors(name: str, tmp_path: Path, liar: Liar) -> None:
    with STORIES[name](tmp_path) as calls:
        lies = [lie for number, call in enumerate(calls) for lie in _lies(number, call, liar)]
        assert lies, "it was asked something"
        for number, place, said in random.sample(lies, min(TRIED, len(lies))):
            liar.begin(place, said)
            try:
                calls[number]()
            except (Unavailable, Rejected, Misconfigured):
                pass
            except Exception as wrong:
                raise AssertionError(f"call {number}, answer {place}: {str(said)[:40]!r}") from wrong


def _lies(number: int, call: Callable[[], Any], liar: Liar) -> Iterator[tuple[int, Place, Any]]:
    """Yield every lie that can be told to a call."""
    liar.begin()
    with suppress(Rejected):
        call()
    for answer, content in enumerate(liar.seen):
        for body in BODIES:
            yield number, (answer, ()), body
        with suppress(ValueError):  # what is not JSON has no parts
            for path in _parts(json.loads(content)):
                for said in NONSENSE if path else NONSENSE[1:]:
                    yield number, (answer, path), said
