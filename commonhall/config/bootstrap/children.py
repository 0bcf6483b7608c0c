"""Which of our programs run beside the database, and what happens when one dies? It is brought back, ever more slowly
while it keeps dying."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commonhall.config.bootstrap.data_folder import DataFolder
from commonhall.config.bootstrap.processes import command_line, is_alive, send_signal, wait_until_gone
from commonhall.config.bootstrap.terminal import CannotStart, complain, tail_of

TOO_MANY = 5
_FAST = 60.0  # seconds: a life shorter than this counts as a quick death
_FIRST_PAUSE = 0.4
_LONGEST_PAUSE = 60.0
_LARGEST_LOG = 5_000_000
_GRACE = 8.0


@dataclass(slots=True)
class Child:
    """One program: how it is started, where it logs, and how its lives have gone so far."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    quick_deaths: int = 0

    def start(self, environment: Mapping[str, str], folder: Path) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def last_words(self) -> str:
        """The end of its log."""
        with contextlib.suppress(OSError):
            return tail_of(self.log.read_text(errors="replace")[-6000:])
        return ""


@dataclass(slots=True)
class Children:
    """All programs of one supervisor."""

    data: DataFolder
    root: Path
    environment: Mapping[str, str]
    members: list[Child] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a program and look after it from now on."""
        log = self.data.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        child = Child(name, command, log)
        self.members.append(child)
        child.start(self.environment, self.root)
        self._note()

    def tend(self) -> None:
        """Bring back what has died: one that keeps dying waits longer and longer, and stops none of the others."""
        now = time.monotonic()
        for child in self.members:
            if child.process is not None and child.process.poll() is not None:
                self._mourn(child, now)
            elif child.process is not None and now - child.started_at >= _FAST:
                self._praise(child)
            if child.process is None and now >= child.start_again_at:
                child.start(self.environment, self.root)
                self._note()

    def check_starts(self) -> None:
        """Raise CannotStart where a program has died too often too soon: asked while everything is being started."""
        for child in self.members:
            if child.quick_deaths >= TOO_MANY:
                raise CannotStart(
                    f"The {child.name} process ended {TOO_MANY} times in a row. "
                    f"Its log is {child.log}:\n{child.last_words()}"
                )

    def _mourn(self, child: Child, now: float) -> None:
        assert child.process is not None
        child.quick_deaths = child.quick_deaths + 1 if now - child.started_at < _FAST else 1
        send_signal(child.process.pid, signal.SIGKILL, group=True)  # what it may have left behind
        child.process = None
        child.start_again_at = now + pause_after(child.quick_deaths)
        if child.quick_deaths == 1:
            complain(f"The {child.name} process ended; starting it again.")
        if child.quick_deaths == TOO_MANY:
            complain(
                f"The {child.name} process ended {TOO_MANY} times in a row. It is tried again, "
                f"after up to {_LONGEST_PAUSE:g} seconds. Its log says why: {child.log}"
            )

    def _praise(self, child: Child) -> None:
        if child.quick_deaths >= TOO_MANY:
            complain(f"The {child.name} process runs again.")
        child.quick_deaths = 0

    def _note(self) -> None:
        running = [
            {"pid": child.process.pid, "command": " ".join(child.command)}
            for child in self.members
            if child.process is not None
        ]
        begun = self.data.children.with_suffix(".new")
        begun.write_text(json.dumps(running))
        begun.replace(self.data.children)

    def stop(self) -> None:
        """Ask all to end, wait, and end those that do not."""
        processes = [child.process for child in self.members if child.process is not None]
        for process in processes:
            send_signal(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            send_signal(process.pid, signal.SIGKILL, group=True)
            process.wait()
        self.members.clear()
        self.data.children.unlink(missing_ok=True)


def pause_after(deaths: int) -> float:
    """Return how many seconds a program waits that died so often in a row: twice as long each time, to a longest."""
    return min(_FIRST_PAUSE * 2.0 ** min(deaths - 1, 30), _LONGEST_PAUSE)


def stop_left_children(data: DataFolder) -> None:
    """End programs that outlived a supervisor which was killed; call only while holding the folder."""
    try:
        noted = json.loads(data.children.read_text())
    except (OSError, ValueError):
        return
    left = [
        int(entry["pid"])
        for entry in noted
        if is_alive(int(entry["pid"])) and command_line(int(entry["pid"])) == entry["command"]
    ]
    for pid in left:
        send_signal(pid, signal.SIGTERM)
    for pid in left:
        wait_until_gone(pid, seconds=_GRACE)
        send_signal(pid, signal.SIGKILL, group=True)
    data.children.unlink(missing_ok=True)
