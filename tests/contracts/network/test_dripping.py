"""Is a program given up that answers letter by letter for ever, also where it is spoken to without HTTP?"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import pytest

from commonhall.capabilities.backoffice import csv_exchange
from commonhall.capabilities.backoffice.port import back_office_from
from commonhall.capabilities.backoffice.providers import csv_sftp
from commonhall.capabilities.backoffice.simulator.sftp import file_server
from commonhall.capabilities.errors import Unavailable
from commonhall.capabilities.notifications.port import notifications_from
from commonhall.capabilities.ports import longest
from commonhall.capabilities.scanning.port import scanning_from
from tests.contracts.backoffice.benches import sftp_settings
from tests.contracts.notifications.benches import smtp_settings
from tests.contracts.notifications.test_notifications import message
from tests.loopback import loopback

WAIT = 0.2
SLACK = 2.0
LETTERS = b"220-still thinking "


class _Drips(StreamRequestHandler):
    """Sends a letter now and then: a sign of life, and never an answer."""

    def handle(self) -> None:
        with suppress(OSError):
            for letter in itertools.cycle(LETTERS):
                self.wfile.write(bytes([letter]))
                time.sleep(WAIT / 4)


@pytest.fixture
def port() -> Iterator[int]:
    ThreadingTCPServer.allow_reuse_address = True
    with ThreadingTCPServer(("127.0.0.1", 0), _Drips) as server, loopback():
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def given_up(call: Callable[[], Any], seconds: float) -> Unavailable:
    began = time.monotonic()
    with pytest.raises(Unavailable) as silent:
        call()
    assert time.monotonic() - began < seconds + SLACK
    return silent.value


def test_a_scanner(port: int) -> None:
    scanning = scanning_from("clamd", {"host": "127.0.0.1", "port": port, "timeout": WAIT})
    given_up(lambda: scanning.scan(b"clean"), longest(WAIT))
    given_up(scanning.check, longest(WAIT))


def test_a_mail_server(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonhall.capabilities.notifications.providers.smtp._LIMIT", 100_000)
    post = notifications_from("smtp", smtp_settings(port, tmp_path, timeout=WAIT))
    silent = given_up(lambda: post.send(message()), longest(WAIT, 100_000))
    assert silent.in_doubt
    given_up(post.check, longest(WAIT))


def test_a_server_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer comes in time, and there is no end of them."""

    def read_on(place: csv_exchange.Place) -> None:
        while True:
            place.names("in")
            time.sleep(WAIT / 4)

    (tmp_path / "exchange").mkdir()
    monkeypatch.setattr(csv_sftp, "ANSWERS", 3)
    monkeypatch.setattr(csv_exchange, "check_place", read_on)
    with loopback(), file_server(tmp_path) as server:
        office = back_office_from("csv_sftp", sftp_settings(server, seconds=WAIT * 3))
        given_up(office.check, 9 * WAIT)
