"""Which process is behind a number, and is it still the one we started? Works from /proc, else from `ps`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not collected yet (a zombie) does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text(errors="replace").rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (OSError, IndexError):
        return not Path("/proc/self").exists()


def command_line(pid: int) -> str:
    """The command a process was started with, or an empty text when there is none to see."""
    source = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return source.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    try:
        shown = subprocess.run(  # the system's own ps
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return shown.stdout.strip()


def wait_until_gone(pid: int, *, seconds: float) -> bool:
    """Wait for a process that is not our child; True when it has ended in time."""
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def send_signal(pid: int, number: signal.Signals, *, group: bool = False) -> None:
    """Signal a process or its whole group; one that has gone already is what we wanted."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if group:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
