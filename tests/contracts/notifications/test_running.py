"""Does the simulator keep what it took through a kill, under load, and send its receipts as Notify does?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.notifications.port import notifications_from
from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.answers import Simulator
from commonhall.capabilities.notifications.simulator.limits import Limits
from commonhall.capabilities.notifications.simulator.server import running
from tests.contracts.notifications.benches import COUNCIL, client_of
from tests.contracts.notifications.test_notifications import message

ROOT = Path(__file__).parents[3]


@contextmanager
def program(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The simulator as a program of its own."""
    command = [sys.executable, "-m", "commonhall.capabilities.notifications.simulator"]
    process = subprocess.Popen(
        [*command, "--port", "0", "--data", str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().removeprefix("Demo inbox: ").strip().rstrip("/"), process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_kill_loses_no_message(tmp_path: Path) -> None:
    first, second = message(), message()
    with program(tmp_path) as (url, process):
        before = notifications_from("govuk_notify", demo_account(COUNCIL, url)).send(first)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with program(tmp_path) as (url, process):
        provider = notifications_from("govuk_notify", demo_account(COUNCIL, url))
        provider.send(second)
        assert provider.send(first) == before
        assert httpx.get(f"{url}/simulator/state").json()["messages"] == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        command = [sys.executable, "-m", "commonhall.capabilities.notifications.simulator"]
        ended = subprocess.run(
            [*command, "--port", url.rsplit(":", 1)[1], "--data", str(tmp_path / "other")],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert ended.returncode == 1
    assert "cannot start" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_many_senders_at_once_lose_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as url, ThreadPoolExecutor(8) as pool:
        provider = notifications_from("govuk_notify", demo_account(COUNCIL, url))
        sent = list(pool.map(provider.send, [message() for _ in range(80)]))
        assert len({one.provider_id for one in sent}) == 80
        with client_of(url) as client:
            assert len(client.get_all_notifications()["notifications"]) == 80


@contextmanager
def listening(*statuses: int) -> Iterator[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    """A council's address for receipts, which gives these answers in turn, the last for ever."""
    heard: list[tuple[str, dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = statuses[min(len(heard), len(statuses) - 1)]
            heard.append((str(self.headers["Authorization"]), body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/receipts", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("statuses", "tries"), [((204,), 1), ((400,), 1), ((429, 200), 2), ((500, 200), 2), ((503,), 6)]
)
def test_a_receipt_is_sent_and_sent_again_as_notify_does(tmp_path: Path, statuses: tuple[int, ...], tries: int) -> None:
    with running(tmp_path) as url, listening(*statuses) as (target, heard):
        body = {"council": COUNCIL, "url": target, "token": "a-token-of-ours"}
        httpx.post(f"{url}/simulator/callbacks", json=body).raise_for_status()
        one = message()
        sent = notifications_from("govuk_notify", demo_account(COUNCIL, url)).send(one)
        at = datetime.now(UTC) + timedelta(seconds=4)
        simulator = Simulator(tmp_path, lambda: at, Limits(), callbacks_anywhere=False)
        try:
            for _ in range(8):
                simulator.send_receipts()
                simulator.send_receipts()  # nothing more is due before five minutes have gone
                at += timedelta(seconds=301)
        finally:
            simulator.close()
    assert len(heard) == tries
    authorisation, receipt = heard[0]
    assert authorisation == "Bearer a-token-of-ours"
    assert (receipt["id"], receipt["reference"], receipt["status"]) == (sent.provider_id, str(one.id), "delivered")
    assert receipt["completed_at"].endswith("Z")


@pytest.mark.parametrize("target", ["https://example.org/x", "file:///etc/passwd", "http://10.0.0.1/", "x"])
def test_receipts_go_to_this_machine_only(tmp_path: Path, target: str) -> None:
    with running(tmp_path) as url:
        body = {"council": COUNCIL, "url": target, "token": "t"}
        assert httpx.post(f"{url}/simulator/callbacks", json=body).status_code == 400
