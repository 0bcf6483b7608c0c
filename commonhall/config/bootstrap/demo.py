"""`./run demo`: how does everything start together, keep running, and stop in good order?"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from commonhall.capabilities.simulators.places import LAST, address_of
from commonhall.config.bootstrap.assets import AssetsNotBuilt, build_assets
from commonhall.config.bootstrap.children import Children, stop_left_children
from commonhall.config.bootstrap.data_folder import DataFolder, open_data_folder, reset_data_folder
from commonhall.config.bootstrap.database import OpenDatabase, child_environment, open_database
from commonhall.config.bootstrap.terminal import CannotStart, say, tail_of
from commonhall.config.bootstrap.web_address import LOOPBACK, answers, check_port_free

_READY_WITHIN = 60.0
_LARGEST_PORT = 65535 - LAST  # the stand-ins take the next ones


class Stopping(BaseException):
    """The person, or the system, asked us to stop."""


class StopRequest:
    """Remembers that we were asked to stop. It only takes effect where the code asks, so nothing is left half done."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def check(self) -> None:
        """Raise Stopping when we were asked to stop."""
        if self._asked:
            raise Stopping

    def pause(self, seconds: float) -> None:
        """Wait a little, but not when we were asked to stop."""
        self.check()
        time.sleep(seconds)
        self.check()


def default_data_folder(root: Path) -> Path:
    """Where the demo keeps its data when nobody says otherwise."""
    return Path(os.environ.get("COMMONHALL_DATA") or root / ".data" / "demo")


def main(root: Path, arguments: Sequence[str]) -> int:
    """Start the demo and stay until it is stopped; 0 when that was in good order."""
    options = _options(root, arguments)
    if options.reset:
        reset_data_folder(options.data, agreed=options.yes)
    data = open_data_folder(options.data)
    with data.held(seconds=1.0):
        stop_left_children(data)
        data.withdraw_environment()
        for port in range(options.port, options.port + LAST, 2):
            check_port_free(port, also=port + 1)
        try:
            build_assets(root, say=say)
        except AssetsNotBuilt as error:
            raise CannotStart(str(error)) from None
        request = StopRequest()
        os.umask(0o077)  # what the children keep is for their owner's eyes
        try:
            _run(root, data, options.port, request)
        except Stopping:
            say("Stopped.")
    return 0


def _options(root: Path, arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description="Start Commonhall with five fictional councils.")
    parser.add_argument("--port", type=int, default=8000, help="where the web answers; the next ten are used too")
    parser.add_argument("--data", type=Path, default=default_data_folder(root), help="where everything is kept")
    parser.add_argument("--reset", action="store_true", help="delete what is kept, and begin afresh")
    parser.add_argument("--yes", action="store_true", help="do not ask before deleting")
    options = parser.parse_args(arguments)
    if not 0 < options.port <= _LARGEST_PORT:
        parser.error(f"--port is a number from 1 to {_LARGEST_PORT}")
    return options


def _run(root: Path, data: DataFolder, port: int, request: StopRequest) -> None:
    with ExitStack() as stack:
        say("Starting the database ...")
        database = stack.enter_context(open_database(data))
        request.check()
        values = {
            **database.environment,
            "COMMONHALL_MODE": "demo",
            "COMMONHALL_PORT": str(port),
            "COMMONHALL_NOTIFY_URL": address_of("notifications", web=port),
        }
        environment = child_environment(root, values)
        steps = _Steps(root, data, environment, request)
        steps.run("migrate", "--database=migrator", "--no-input", shown=False)
        steps.run("seed", shown=True)
        children = Children(data, root, environment)
        stack.callback(data.withdraw_environment)
        stack.callback(children.stop)
        start_programs(children, data, port)
        _await_web(children, database, port, request)
        data.publish_environment(values)
        say(f"Ready: http://localhost:{port}/")
        while True:
            request.pause(0.1)
            _tend(children, database)


def start_programs(children: Children, data: DataFolder, port: int) -> None:
    """Start what the demonstration consists of beside its database. The stand-ins answer on the ports after `port`."""
    python = sys.executable
    suppliers = ["-m", "commonhall.upkeep.demo.stand_ins", "--web", str(port), "--data", str(data.path)]
    children.start("suppliers", [python, "-P", *suppliers])
    web = ["--interface", "wsgi", "--host", LOOPBACK, "--port", str(port), "--blocking-threads", "8"]
    children.start("web", [python, "-P", "-m", "granian", *web, "commonhall.config.wsgi:application"])
    children.start("worker", [python, "-P", "-m", "commonhall", "worker"])


def _tend(children: Children, database: OpenDatabase) -> None:
    children.tend()
    if database.server is not None and database.server.failure:
        raise CannotStart(database.server.failure)


def _await_web(children: Children, database: OpenDatabase, port: int, request: StopRequest) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while not answers(port):
        _tend(children, database)
        children.check_starts()
        if time.monotonic() > deadline:
            words = next(child.last_words() for child in children.members if child.name == "web")
            raise CannotStart(f"The web process does not answer on port {port}. The end of its log:\n{words}")
        request.pause(0.05)


class _Steps:
    """The program's commands that run one after another before anything is served."""

    def __init__(self, root: Path, data: DataFolder, environment: dict[str, str], request: StopRequest) -> None:
        self._root = root
        self._data = data
        self._environment = environment
        self._request = request

    def run(self, name: str, *arguments: str, shown: bool) -> None:
        """Run one command to its end; `shown` passes its lines on. Raises CannotStart with the end of its log."""
        log = self._data.logs / f"{name}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "commonhall", name, *arguments],
                cwd=self._root,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=None if shown else file,
                stderr=file,
                start_new_session=True,
            )
        try:
            while process.poll() is None:
                self._request.pause(0.02)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode != 0:
            raise CannotStart(
                f"'{name}' did not succeed. The end of {log}:\n{tail_of(log.read_text(errors='replace'))}"
            )
