"""`./run commonhall ...`: which database does one of the program's own commands work on?

On the running demo's, when there is one; else the embedded one is started for as long as the command takes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from commonhall.config.bootstrap.children import stop_left_children
from commonhall.config.bootstrap.data_folder import DataFolder, open_data_folder
from commonhall.config.bootstrap.database import child_environment, folder_environment, open_database
from commonhall.config.bootstrap.demo import default_data_folder
from commonhall.config.bootstrap.terminal import CannotStart

# Commands that read files only: the first words of what follows `./run commonhall`.
WITHOUT_DATABASE = (
    ("pattern",),
    ("docs",),
    ("form", "walk"),
    ("help",),
    ("--help",),
    ("-h",),
    ("--version",),
    ("version",),
)
_PATIENCE = 60.0
_DEMO = {"COMMONHALL_MODE": "demo"}  # the folder that this launcher keeps is a demonstration's


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the command in the person's own folder and return its exit code."""
    command = [sys.executable, "-P", "-m", "commonhall", *arguments]
    data = open_data_folder(default_data_folder(root))
    if not needs_database(arguments):
        os.execve(command[0], command, child_environment(root, folder_environment(data), _DEMO))
    running = _running(data)
    if running is not None:
        os.execve(command[0], command, child_environment(root, running))
    os.umask(0o077)
    with data.held(seconds=_PATIENCE):
        stop_left_children(data)  # of a demo that was killed: what it published holds no longer
        data.withdraw_environment()
        with open_database(data) as database:
            return run_to_end(command, child_environment(root, database.environment, _DEMO))


def needs_database(arguments: Sequence[str]) -> bool:
    """Whether a command works on the database; without any command only the help is shown."""
    if not arguments or {"-h", "--help"} & set(arguments):
        return False
    return not any(tuple(arguments[: len(words)]) == words for words in WITHOUT_DATABASE)


def _running(data: DataFolder) -> dict[str, str] | None:
    """How to reach a running demo, waiting for one that is just starting; None when the folder is free."""
    deadline = time.monotonic() + _PATIENCE
    while data.is_held:
        if found := data.find_environment():
            return found
        if time.monotonic() > deadline:
            raise CannotStart(f"Another command is using {data.path}. Wait for it, then try again.")
        time.sleep(0.1)
    return None


def run_to_end(command: Sequence[str], environment: dict[str, str], *, folder: Path | None = None) -> int:
    """Run a program that shares our terminal: Ctrl-C reaches it by itself, and we wait until it has ended."""
    process = subprocess.Popen(command, env=environment, cwd=folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: process.send_signal(number))
    return process.wait()
