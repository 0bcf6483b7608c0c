"""Does the stand-in tell what became of a payment as GOV.UK Pay does: signed, six times at most, wrong on demand?"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.payments.signature import HEADER, is_signed
from commonhall.capabilities.payments.simulator.limits import Limits
from commonhall.capabilities.payments.simulator.program import PaySimulator, running
from tests.contracts.payments.paying import CARDS, Clock
from tests.contracts.payments.wire import AT, KEY, client_at, create, payer


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Iterator[PaySimulator]:
    with running(tmp_path, clock=clock, limits=Limits(10_000, 10_000)) as made:
        yield made


@pytest.fixture
def api(simulator: PaySimulator) -> Iterator[httpx.Client]:
    with client_at(simulator) as client:
        yield client


class Told:
    """A receiver of webhooks. answers: the statuses that it gives, then 200."""

    def __init__(self) -> None:
        self.came: list[tuple[bytes, str]] = []
        self.answers: list[int] = []

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["event_type"] for body, _ in self.came]


@pytest.fixture
def told(simulator: PaySimulator) -> Iterator[Told]:
    made = Told()
    with receiving(made) as url:
        simulator.want_hooks(KEY, url, "a secret")
        yield made


@contextmanager
def receiving(told: Told) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.came.append((body, self.headers[HEADER]))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/hooks"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def wait_for(simulator: PaySimulator, told: Told, number: int) -> None:
    for _ in range(50):
        if len(told.came) >= number:
            return
        simulator.tell()
        threading.Event().wait(0.02)


def test_webhooks_are_signed_and_use_words_of_their_own(simulator: PaySimulator, api: httpx.Client, told: Told) -> None:
    payment = create(api)
    with payer(simulator, payment) as person:
        person.type(CARDS["decline"])
    wait_for(simulator, told, 1)
    ((body, signature),) = told.came
    said = json.loads(body)
    assert is_signed(body, signature, "a secret")
    assert (said["event_type"], said["resource_id"]) == ("card_payment_failed", payment["payment_id"])
    assert said["resource"]["state"]["status"] == "declined"
    assert "_links" not in said["resource"]


def test_webhooks_are_tried_six_times(simulator: PaySimulator, api: httpx.Client, told: Told, clock: Clock) -> None:
    told.answers = [500, 302, 400, 503, 500, 500]
    payment = create(api)
    with payer(simulator, payment) as person:
        person.type(CARDS["decline"])
    wait_for(simulator, told, 1)
    for number, wait in enumerate((60, 300, 3600, 86_400, 172_800), 2):
        clock.on(timedelta(seconds=wait - 1))
        simulator.tell()
        assert len(told.came) == number - 1
        clock.on(timedelta(seconds=1))
        wait_for(simulator, told, number)
        assert len(told.came) == number
    clock.on(timedelta(days=10))
    simulator.tell()
    assert len(told.came) == 6
    assert len({body for body, _ in told.came}) == 1, "the same message each time"


def test_faults_of_webhooks(simulator: PaySimulator, api: httpx.Client, told: Told) -> None:
    simulator.faults.set("duplicate_callback", times=1)
    with payer(simulator, create(api)) as person:
        person.type(CARDS["decline"])
    wait_for(simulator, told, 2)
    assert told.came[0] == told.came[1]
    simulator.faults.set("bad_signature", times=1)
    with payer(simulator, create(api)) as person:
        person.type(CARDS["decline"])
    wait_for(simulator, told, 3)
    assert not is_signed(*told.came[2], "a secret")
    simulator.faults.set("webhook_never", times=1)
    with payer(simulator, create(api)) as person:
        person.type(CARDS["decline"])
    simulator.tell()
    assert len(told.came) == 3
