"""Which installation do the browser tests visit? A demonstration of its own: database, web, worker and the stand-in for
GOV.UK Notify, as `./run demo` starts them, and thrown away afterwards."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.proofs.ports import free_ports
from commonhall.config.bootstrap.children import Children
from commonhall.config.bootstrap.database import child_environment, folder_environment
from commonhall.config.bootstrap.demo import start_programs
from commonhall.config.bootstrap.passing_folder import passing_folder
from commonhall.config.bootstrap.web_address import LOOPBACK, answers
from tests.database import OwnDatabase, provisioned

ROOT = Path(__file__).parents[2]
_READY_WITHIN = 120.0


class DidNotStart(Exception):
    """The demonstration could not be started; the end of the log is in the message."""


@dataclass(frozen=True)
class Demonstration:
    """The running installation."""

    port: int
    data: Path
    database: OwnDatabase
    environment: Mapping[str, str]

    def site(self, council: str = "") -> str:
        """Return the address of a council's site, or of the sector's."""
        return f"http://{council}.localhost:{self.port}" if council else f"http://localhost:{self.port}"

    @property
    def inbox(self) -> str:
        """Where residents' messages can be read."""
        return f"http://localhost:{self.port + 1}"

    def password(self, email: str) -> str:
        """Return the password that was made for a member of staff."""
        known: dict[str, str] = json.loads((self.data / "demo-accounts.json").read_text())
        return known[email]

    def notifications(self, mode: str) -> None:
        """Have the stand-in for GOV.UK Notify be `ok` or `down` from now on."""
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{self.port + 1}/simulator/faults",
            data=json.dumps({"mode": mode, "seconds": 600}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert json.load(answer)["mode"] == mode

    def run(self, *command: str) -> str:
        """Run a Python module against the installation and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", *command], env=dict(self.environment), cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            raise DidNotStart(f"{' '.join(command)}: {done.stderr[-3000:]}")
        return done.stdout

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement past the walls, for what no visitor could do; return its rows, if it has any."""
        with psycopg.connect(self.database.dsns.migrator) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running_demonstration() -> Iterator[Demonstration]:
    """Start everything, and stop it at the end."""
    with provisioned("browser") as database, passing_folder("browser") as data:
        port = free_ports()
        environment = child_environment(
            ROOT,
            database.dsns.environment(),
            folder_environment(data),
            {
                "COMMONHALL_MODE": "demo",
                "COMMONHALL_PORT": str(port),
                "COMMONHALL_NOTIFY_URL": f"http://{LOOPBACK}:{port + 1}",
            },
        )
        demonstration = Demonstration(port, data.path, database, environment)
        demonstration.run("commonhall", "migrate", "--database=migrator", "--no-input")
        demonstration.run("commonhall", "seed")
        children = Children(data, ROOT, environment)
        try:
            start_programs(children, data, port)
            _await(children, port)
            yield demonstration
        finally:
            children.stop()


def _await(children: Children, port: int) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while not (answers(port) and _listens(port + 1)):
        if time.monotonic() > deadline:
            raise DidNotStart("\n".join(f"{child.name}: {child.last_words()}" for child in children.members))
        children.tend()
        children.check_starts()
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
