"""Does the embedded server lose anything that was acknowledged, whoever is killed? It starts servers of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from commonhall.config.bootstrap.postgres import AdminDsn, EmbeddedPostgres
from commonhall.config.bootstrap.postgres import server as server_module
from commonhall.config.bootstrap.processes import is_alive, wait_until_gone
from commonhall.config.bootstrap.terminal import CannotStart

ROOT = Path(__file__).resolve().parents[2]

# Starts a server, says how it is reached and which process it is, and then only waits: the one that gets killed.
SUPERVISOR = """
import sys, time
from pathlib import Path
from commonhall.config.bootstrap.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start(), server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    """A data folder with a table in it, which each test copies: making one takes longest."""
    with _folder() as folder:
        with EmbeddedPostgres(folder / "postgres") as server, psycopg.connect(server.admin_dsn) as connection:
            connection.execute("CREATE TABLE kept (number integer PRIMARY KEY)")
        yield folder / "postgres"


@pytest.fixture
def folder(made_once: Path) -> Iterator[Path]:
    with _folder() as place:
        shutil.copytree(made_once, place / "postgres", copy_function=_copy_with_owner)
        for found, _, _ in os.walk(made_once):
            there = place / "postgres" / Path(found).relative_to(made_once)
            os.chown(there, os.stat(found).st_uid, os.stat(found).st_gid)
        yield place / "postgres"


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Not pytest's own: as root that one is closed to the account the server runs as."""
    with tempfile.TemporaryDirectory(prefix="ch-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


def _copy_with_owner(source: str, target: str) -> None:
    shutil.copy2(source, target)
    os.chown(target, os.stat(source).st_uid, os.stat(source).st_gid)


class Writer:
    """Inserts numbers one after another, each in a transaction of its own, and knows which were acknowledged."""

    def __init__(self, dsn: str) -> None:
        self.numbers: list[int] = []
        self._dsn = dsn
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._ended.set()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def wait_for(self, number: int, *, seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while self.acknowledged < number:
            assert time.monotonic() < deadline, f"only {self.acknowledged} rows were acknowledged"
            time.sleep(0.01)

    def _write(self) -> None:
        number = 0
        while not self._ended.is_set():
            # A row whose answer was lost may be there or not: it gets a new number either way.
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self._dsn) as connection:
                connection.autocommit = True
                while not self._ended.is_set():
                    number += 1
                    connection.execute("INSERT INTO kept VALUES (%s)", [number])
                    self.numbers.append(number)
            number += 1
            self._ended.wait(0.01)

    @property
    def acknowledged(self) -> int:
        """How many rows the server has said yes to."""
        return len(self.numbers)


def _kill_and_wait(server: EmbeddedPostgres) -> float:
    """Kill the server and wait until its successor is there; the seconds that took."""
    killed = server.pid
    assert killed is not None
    began = time.monotonic()
    os.kill(killed, signal.SIGKILL)
    while server.pid == killed or not server.running:
        assert time.monotonic() - began < 10, f"it did not come back: {server.failure}"
        time.sleep(0.01)
    return time.monotonic() - began


def _rows(dsn: AdminDsn) -> set[int]:
    with psycopg.connect(dsn) as connection:
        return {row[0] for row in connection.execute("SELECT number FROM kept")}


@contextlib.contextmanager
def _supervised_elsewhere(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """A supervisor in a process of its own: it, the server's address and the server's process."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", SUPERVISOR, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        dsn, pid = process.stdout.readline().split()
        yield process, dsn, int(pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_a_killed_server_comes_back_with_every_acknowledged_row(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        with Writer(server.admin_dsn) as writer:
            writer.wait_for(50)
            seconds = _kill_and_wait(server)
            writer.wait_for(writer.acknowledged + 50)
        assert set(writer.numbers) <= _rows(server.admin_dsn)
    assert seconds < 3  # 0.15 on an idle machine


def test_a_server_killed_again_and_again_comes_back_each_time(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server, Writer(server.admin_dsn) as writer:
        for _ in range(3):
            writer.wait_for(writer.acknowledged + 5)
            _kill_and_wait(server)
        writer.wait_for(writer.acknowledged + 5)
        assert set(writer.numbers) <= _rows(server.admin_dsn)


def test_a_server_killed_while_it_recovers_comes_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedPostgres(folder) as server, Writer(server.admin_dsn) as writer:
        writer.wait_for(5)
        with monkeypatch.context() as recovering:
            recovering.setattr(server_module, "_STARTS_WITHIN", 0.0)
            recovering.setattr(server_module, "_is_ready", lambda cluster, pid: False)
            for _ in range(2):
                killed = server.pid
                assert killed is not None
                os.kill(killed, signal.SIGKILL)
                while server.pid == killed:
                    assert server.failure is None
                    time.sleep(0.01)
        writer.wait_for(writer.acknowledged + 5)
        assert server.failure is None
        assert set(writer.numbers) <= _rows(server.admin_dsn)


def test_a_killed_supervisor_loses_nothing(folder: Path) -> None:
    with _supervised_elsewhere(folder) as (process, dsn, pid), Writer(dsn) as writer:
        writer.wait_for(50)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        writer.wait_for(writer.acknowledged + 5)  # the orphan still serves
        with EmbeddedPostgres(folder) as server:
            assert not is_alive(pid)
            assert server.running
            assert set(writer.numbers) <= _rows(server.admin_dsn)


def test_everything_killed_at_once_loses_nothing(folder: Path) -> None:
    with _supervised_elsewhere(folder) as (process, dsn, pid):
        with Writer(dsn) as writer:
            writer.wait_for(50)
            os.killpg(process.pid, signal.SIGKILL)
            os.killpg(pid, signal.SIGKILL)
            process.wait()
        assert wait_until_gone(pid, seconds=5)
        with EmbeddedPostgres(folder) as server:
            rows = _rows(server.admin_dsn)
        assert writer.numbers
        assert set(writer.numbers) <= rows


def test_a_second_supervisor_is_refused_and_the_first_goes_on(folder: Path) -> None:
    with EmbeddedPostgres(folder) as first:
        with pytest.raises(CannotStart, match="Another Commonhall already runs the database"):
            EmbeddedPostgres(folder).start()
        assert first.running
        assert _rows(first.admin_dsn) == set()


def test_a_note_of_a_stranger_is_no_hindrance(folder: Path) -> None:
    with EmbeddedPostgres(folder):
        note = (folder / "cluster" / "postmaster.pid").read_text().splitlines()
    # A number that belongs to a live process which is no server: this one.
    stale = folder / "cluster" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *note[1:]]) + "\n")
    owner = (folder / "cluster").stat()
    os.chown(stale, owner.st_uid, owner.st_gid)
    stale.chmod(0o600)
    with EmbeddedPostgres(folder) as server:
        assert server.running


def test_stopping_waits_and_can_be_started_again(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    dsn = server.start()
    pid = server.pid
    assert pid is not None
    with psycopg.connect(dsn) as connection:
        connection.execute("INSERT INTO kept VALUES (1)")
    server.stop()
    server.stop()
    assert not is_alive(pid)
    assert not server.running
    with server:
        assert _rows(server.admin_dsn) == {1}


def test_it_listens_on_its_socket_only_and_asks_for_the_password(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        with psycopg.connect(server.admin_dsn) as connection:
            shown = connection.execute(
                "SELECT current_setting('listen_addresses'), current_setting('fsync'),"
                " current_setting('log_min_error_statement')"
            ).fetchone()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.admin_dsn, password="wrong")
    assert shown == ("", "on", "panic")
    assert (folder / "superuser-password").stat().st_mode & 0o777 == 0o600


def test_a_socket_path_that_is_too_long_is_shortened() -> None:
    with _folder() as place:
        deep = place / ("a very long name " * 6).strip()
        deep.mkdir()
        deep.chmod(0o711)
        with EmbeddedPostgres(deep / "postgres") as server:
            assert server.running
            with psycopg.connect(server.admin_dsn) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)


def test_programs_that_are_not_there_are_named(folder: Path) -> None:
    with pytest.raises(CannotStart, match="COMMONHALL_PG_BIN is /nowhere"):
        EmbeddedPostgres(folder, environ={"COMMONHALL_PG_BIN": "/nowhere"}).start()
