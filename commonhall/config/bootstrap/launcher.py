"""What did the person ask `./run` for? Makes the environment where needed and hands over; standard library only."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from commonhall.config.bootstrap.environment import ensure_environment, is_inside, python_of
from commonhall.config.bootstrap.terminal import CannotStart, complain, say

ROOT = Path(__file__).resolve().parents[3]
OLDEST = (3, 11)

# Command: the module that answers it, and whether it needs the tools of tests and checks.
COMMANDS = {
    "demo": ("demo", False),
    "commonhall": ("program", False),
    "test": ("testing", True),
    "check": ("checking", True),
    "bench": ("benchmark", True),
}

HELP = """Use: ./run COMMAND

  demo [--port 8000] [--data DIR] [--reset [--yes]]
                      start everything here and print its addresses; Ctrl-C stops it
  test [PART] [...]   run the tests: all, or core, rooms, contracts, patterns, browser, house;
                      what follows goes to pytest
  check               format, lint, types, layers, migrations
  bench [...]         measure
  commonhall [...]    the program's own commands, such as: commonhall pattern check DIR
  lock                bring requirements/*.txt up to date with requirements/*.in

Environment: DATABASE_URL (a PostgreSQL 15 or later instead of the embedded one), COMMONHALL_PG_BIN
(the folder of other PostgreSQL programs), COMMONHALL_PYTHON, COMMONHALL_CHROMIUM, COMMONHALL_DATA."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        return _run(list(arguments))
    except CannotStart as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 0 if list(arguments[:1]) == ["demo"] else 130


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        say(HELP)
        return 0
    command, rest = arguments[0], arguments[1:]
    if sys.version_info < OLDEST:
        raise CannotStart("Commonhall needs Python 3.11 or later.")
    if command == "lock":
        from commonhall.config.bootstrap.locking import make_locks

        return make_locks(ROOT)
    if command not in COMMANDS:
        raise CannotStart(f"There is no command '{command}'. ./run help lists them.")
    module, development = COMMANDS[command]
    installed = ensure_environment(ROOT, development=development)
    if installed or not is_inside(ROOT):
        _hand_over(arguments)
    answer: int = importlib.import_module(f"commonhall.config.bootstrap.{module}").main(ROOT, rest)
    return answer


def _hand_over(arguments: list[str]) -> None:
    """Become the environment's own Python; what was just installed is visible only to a new one."""
    python = str(python_of(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)
    sys.stdout.flush()
    os.execv(python, [python, "-P", "-m", "commonhall.config.bootstrap", *arguments])
