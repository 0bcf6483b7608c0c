"""Is the embedded PostgreSQL running, and how is it reached? Starts it as a direct child, brings it back when it dies.

A server started through `pg_ctl` leaves a zombie behind when it is killed, and the next start then fails; a child is
collected at once. The server has a session of its own, so that Ctrl-C reaches only the supervisor, which stops it last.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NewType, Self
from urllib.parse import quote

from commonhall.config.bootstrap.locks import Busy, locked
from commonhall.config.bootstrap.postgres.account import database_account
from commonhall.config.bootstrap.postgres.binaries import Binaries, find_binaries, readable_binaries
from commonhall.config.bootstrap.postgres.cluster import (
    SUPERUSER,
    Cluster,
    make_files,
    open_cluster,
    open_socket_folder,
    pid_file,
    remove_socket_folder,
    server_environment,
    stop_leftover,
)
from commonhall.config.bootstrap.terminal import CannotStart, tail_of

AdminDsn = NewType("AdminDsn", str)

SETTINGS = {
    "listen_addresses": "",  # the socket only: nothing on the network
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "max_parallel_workers_per_gather": "0",  # short queries on few cores: helpers only take turns
    "jit": "off",
    "random_page_cost": "1.1",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements carry names and e-mail addresses: they stay out of the log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "logging_collector": "off",
}
_READY_LINE = 7
_POLL = 0.01
_STARTS_WITHIN = 3.0  # seconds in which it is started anew when it ends while it starts
_KILLED_PAUSE = 0.2
_LARGEST_LOG = 5_000_000
_SOON = 5.0  # seconds: a server that dies sooner than this after its start is brought back ever more slowly


class EmbeddedPostgres:
    """One supervised server on one folder. Use it in a `with` block, or call `start` and `stop`.

    `settings` are added to ours, for tests that want no waiting for the disk (`synchronous_commit`).
    """

    def __init__(
        self, folder: Path, *, settings: Mapping[str, str] | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.failure: str | None = None
        self._settings = {**SETTINGS, **(settings or {})}
        self._environ = os.environ if environ is None else environ
        self._stopping = threading.Event()
        self._held = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: threading.Thread | None = None
        self._cluster: Cluster | None = None
        self._binaries: Binaries | None = None
        self._socket_folder: Path | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the server is there and accepts connections."""
        process, cluster = self._process, self._cluster
        if process is None or cluster is None or process.poll() is not None:
            return False
        return _is_ready(cluster, process.pid)

    @property
    def pid(self) -> int | None:
        """The server's process, for those who look after it."""
        return None if self._process is None else self._process.pid

    @property
    def admin_dsn(self) -> AdminDsn:
        """The superuser's address. Raises CannotStart before the first start."""
        if self._cluster is None or self._socket_folder is None:
            raise CannotStart("The database has not been started yet.")
        password = quote(self._cluster.password(), safe="")
        host = quote(str(self._socket_folder), safe="")
        return AdminDsn(f"postgresql://{SUPERUSER}:{password}@/postgres?host={host}&port=5432")

    def start(self) -> AdminDsn:
        """Start the server and return the superuser's address once it accepts connections.

        Raises CannotStart when another supervisor uses the folder, or when the server cannot run.
        """
        if self._process is not None:
            return self.admin_dsn
        try:
            self._prepare()
            self._launch()
        except BaseException:
            self.stop()
            raise
        self._watcher = threading.Thread(target=self._watch, name="embedded-postgres", daemon=True)
        self._watcher.start()
        return self.admin_dsn

    def stop(self) -> None:
        """Stop the server in good order and wait for it; nothing happens when it does not run."""
        self._stopping.set()
        while (process := self._process) is not None and process.poll() is None:
            _end(process)
        if self._watcher is not None:
            self._watcher.join()
        process = self._process
        if process is not None and process.poll() is None:  # brought back in the very moment of stopping
            _end(process)
        if self._cluster is not None:
            remove_socket_folder(self._cluster)
        self._process = self._watcher = None
        self._held.close()
        self._stopping.clear()

    def _prepare(self) -> None:
        account = database_account()
        cluster = open_cluster(self.folder, account)
        try:
            self._held.enter_context(locked(cluster.home / "lock"))
        except Busy:
            raise CannotStart(
                f"Another Commonhall already runs the database in {self.folder}. "
                "Stop it first, or choose another folder with --data."
            ) from None
        self._cluster = cluster
        found = find_binaries(self._environ, major=cluster.major)
        self._binaries = readable_binaries(found, account=account, home=cluster.home)
        if cluster.major is None:
            make_files(cluster, self._binaries)
        else:
            stop_leftover(cluster)
        self._socket_folder = open_socket_folder(cluster)
        _turn_log(cluster.log)

    def _launch(self) -> None:
        """Start the process and wait until it is ready; for a while also after a kill, when old helpers still end."""
        assert self._cluster is not None
        deadline = time.monotonic() + _STARTS_WITHIN
        while not self._stopping.is_set():
            process = self._process = self._spawned(self._cluster)
            while process.poll() is None:
                if _is_ready(self._cluster, process.pid) or self._stopping.is_set():
                    return
                time.sleep(_POLL)
            if process.returncode == -signal.SIGKILL:  # somebody killed it: that says nothing of whether it can start
                deadline = time.monotonic() + _STARTS_WITHIN
                time.sleep(_KILLED_PAUSE)
                continue
            shown = _last_of(self._cluster.log)
            patient = 30.0 if "shared memory block" in shown else 0.0
            if time.monotonic() > deadline + patient:
                raise CannotStart(f"The database server does not start.\n{tail_of(shown, lines=6)}")
            time.sleep(_POLL)

    def _spawned(self, cluster: Cluster) -> subprocess.Popen[bytes]:
        assert self._binaries is not None
        folder = str(self._socket_folder).replace('"', '""')
        settings = {**self._settings, "unix_socket_directories": f'"{folder}"'}
        command = [str(self._binaries.folder / "postgres"), "-D", str(cluster.files)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with cluster.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd="/",
                env=server_environment(self._environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
                **cluster.account.identity,
            )

    def _watch(self) -> None:
        """Bring the server back whenever it ends without being asked to."""
        pause = 0.0
        while True:
            began = time.monotonic()
            process = self._process
            assert process is not None
            process.wait()
            if self._stopping.is_set():
                return
            pause = min(2 * pause + 0.05, 5.0) if time.monotonic() - began < _SOON else 0.0
            if self._stopping.wait(pause):
                return
            try:
                self._launch()
            except CannotStart as error:
                self.failure = str(error)
                return


def _end(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown, then immediate, then none at all: each only when the one before was not enough."""
    for number, seconds in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


def _is_ready(cluster: Cluster, pid: int) -> bool:
    lines = pid_file(cluster)
    return len(lines) > _READY_LINE and lines[0].strip() == str(pid) and lines[_READY_LINE].strip() == "ready"


def _turn_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def _last_of(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4000))
        return file.read().decode(errors="replace")
