"""Do the stand-ins for a store and a scanner start as programs, serve the adapters, and stop when told to?"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from commonhall.capabilities.files.port import files_from, key_of
from commonhall.capabilities.files.simulator.accounts import demo_store
from commonhall.capabilities.scanning.port import scanning_from
from tests.contracts.files.benches import COUNCIL
from tests.contracts.files.test_files import AT
from tests.loopback import loopback

KEY = key_of(council_id=UUID(int=1), document_id=UUID(int=7), at=AT)
PROGRAM = [sys.executable, "-P", "-m", "commonhall.capabilities.files.simulator"]
ROOT = Path(__file__).parent.parent.parent.parent


def test_it_starts_serves_and_stops(tmp_path: Path) -> None:
    started = subprocess.Popen(
        [*PROGRAM, "--port", "0", "--scanner-port", "0", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert started.stdout is not None
    with started:
        try:
            store = re.search(r"http://\S+\d", started.stdout.readline())
            scanner = re.search(r"port (\d+)", started.stdout.readline())
            assert store
            assert scanner
            with loopback():
                files = files_from("s3", demo_store(COUNCIL, store[0]))
                files.put(KEY, b"one")
                assert files.get(KEY) == b"one"
                scanning_from("clamd", {"host": "127.0.0.1", "port": int(scanner[1])}).check()
        finally:
            started.send_signal(signal.SIGTERM)
        assert started.wait(timeout=10) == 0


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "--port", "1", "--host", "192.0.2.1", "--scanner-port", "0", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 1
    assert "cannot start" in done.stderr
