"""Which programs is an installation made of, and how are they killed and started again? All in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bench.proofs.beside import Beside
from bench.proofs.ports import free_ports
from bench.proofs.resident import GaveUp
from commonhall.capabilities.simulators.places import address_of
from commonhall.config.bootstrap.children import Child, Children
from commonhall.config.bootstrap.data_folder import DataFolder
from commonhall.config.bootstrap.database import OpenDatabase, child_environment, open_database
from commonhall.config.bootstrap.demo import start_programs
from commonhall.config.bootstrap.passing_folder import passing_folder
from commonhall.config.bootstrap.postgres import EmbeddedPostgres
from commonhall.config.bootstrap.web_address import answers

ROOT: Final = Path(__file__).resolve().parents[2]
KINDS: Final = ("web", "worker", "database")
GAP: Final = (4, 240)
"""Requests of residents between one kill, from which all is back, and the next."""
AGAIN: Final = 2.0
"""Seconds at most after which one kill in four is followed by another, while something still starts."""
LATER: Final = 0.05
"""Seconds at most into a request until the kill comes."""
LIES_DEAD: Final = 0.4
"""Seconds at most until what was killed is started again."""
STARTING: Final = 20.0
"""Seconds in which a program starts, and the database recovers."""
READY_WITHIN: Final = 90.0


class NotReady(GaveUp):
    """A program did not come up."""


class CommandFailed(NotReady):
    """A command of the program ended with an error."""


class Installation:
    """Database, web, worker and stand-ins, each a process. ended: those that ended without being killed."""

    def __init__(self, data: DataFolder, database: OpenDatabase, server: EmbeddedPostgres, port: int) -> None:
        self.data, self.port = data, port
        self._server = server
        values = {
            **database.environment,
            "COMMONHALL_MODE": "demo",
            "COMMONHALL_PORT": str(port),
            "COMMONHALL_NOTIFY_URL": address_of("notifications", web=port),
        }
        self._environment = child_environment(ROOT, values)
        self.children = Children(data, ROOT, self._environment)
        name = conninfo_to_dict(database.environment["COMMONHALL_DSN_MIGRATOR"])["dbname"]
        self.dsn = make_conninfo(server.admin_dsn, dbname=str(name))
        self.kills = dict.fromkeys(KINDS, 0)
        self.ended: list[str] = []
        self._database_killed_at = 0.0

    def command(self, *arguments: str) -> str:
        """Run one of the program's own commands to its end and return what it says. Raises CommandFailed."""
        command = [sys.executable, "-P", "-m", "commonhall", *arguments]
        done = subprocess.run(  # noqa: S603 our own program
            command, cwd=ROOT, env=self._environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandFailed(f"{' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def start(self) -> None:
        """Make database and councils, start all programs, and wait until the web answers. Raises NotReady."""
        self.command("migrate", "--database=migrator", "--no-input", "-v", "0")
        self.command("seed")
        start_programs(self.children, self.data, self.port)
        self.await_web()

    def await_web(self) -> None:
        """Wait until the web answers. Raises NotReady."""
        until = time.monotonic() + READY_WITHIN
        while not answers(self.port):
            if time.monotonic() > until:
                raise NotReady(self._child("web").last_words())
            self.look_after()
            time.sleep(0.1)

    def kill(self, kind: str, lies_dead: float = 0.0) -> None:
        """End a program as a crash does, without a word, and start it again. The database starts itself again."""
        self.kills[kind] += 1
        if kind == "database":
            self._database_killed_at = time.monotonic()
            if self._server.pid is not None:
                with contextlib.suppress(ProcessLookupError):  # it lies dead already
                    os.kill(self._server.pid, signal.SIGKILL)
            return
        self.stop_at_once(kind)
        time.sleep(lies_dead)
        self.bring_back(kind)

    def stop_at_once(self, kind: str) -> None:
        """Kill web or worker with all that it started, and leave it so."""
        process = self._child(kind).process
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def bring_back(self, kind: str) -> None:
        """Start web or worker again."""
        self._child(kind).start(self._environment, ROOT)

    def look_after(self) -> None:
        """Start again what ended by itself. One that was starting while the database was away may end so; that any
        other did is kept. Raises NotReady where the database does not come back."""
        if self._server.failure:
            raise NotReady(self._server.failure)
        for child in self.children.members:
            if child.process is None or child.process.poll() is None:
                continue
            started = time.monotonic() - child.started_at < STARTING
            if not (started and time.monotonic() - self._database_killed_at < STARTING):
                self.ended.append(f"{child.name} ended by itself ({child.process.returncode}): {child.last_words()}")
            time.sleep(LIES_DEAD)
            child.start(self._environment, ROOT)

    def asked(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database as its owner, past all walls, and wait for it while it starts."""
        until = time.monotonic() + READY_WITHIN
        while True:
            try:
                with psycopg.connect(self.dsn, autocommit=True) as connection:
                    found = connection.execute(statement.encode())
                    return found.fetchall() if found.description else []
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _child(self, name: str) -> Child:
        return next(each for each in self.children.members if each.name == name)


class Killer(Beside):
    """Kills the programs of an installation one after another, at moments that follow from the seed."""

    def __init__(self, installation: Installation, seed: int) -> None:
        super().__init__()
        self._installation = installation
        self._chance = random.Random(seed)  # noqa: S311 moments, not secrets
        self._turns: list[str] = []
        self._requests = 0
        self._lock = threading.Lock()

    def count(self) -> None:
        """A resident asks for something: the moments count by that, so a slow machine sees as many kills."""
        super().count()
        with self._lock:
            self._requests += 1

    def play(self) -> None:
        """Kill one or two, see all of it back, and wait."""
        while self._comes_to(self._requests + self._chance.randint(*GAP)):
            self._kill_one(LATER)
            if self._chance.random() < 0.25:
                self._kill_one(AGAIN)
            self._installation.await_web()

    def _kill_one(self, within: float) -> None:
        time.sleep(self._chance.uniform(0, within))
        if not self._turns:
            self._turns = self._chance.sample(KINDS, len(KINDS))
        self._installation.kill(self._turns.pop(), self._chance.uniform(0, LIES_DEAD))

    def _comes_to(self, requests: int) -> bool:
        """Wait for that many requests; False where the residents are done before."""
        while self._requests < requests:
            self._installation.look_after()
            if self.done.wait(0.01):
                return False
        return True


@contextmanager
def installed() -> Iterator[Installation]:
    """Have an installation of the demonstration running on its own ports and its own embedded database."""
    with ExitStack() as stack:
        data = stack.enter_context(passing_folder("proofs"))
        database = stack.enter_context(open_database(data))
        if database.server is None:
            raise NotReady("DATABASE_URL names a server that is not ours to kill: unset it.")
        installation = Installation(data, database, database.server, free_ports())
        stack.callback(installation.children.stop)
        installation.start()
        yield installation
