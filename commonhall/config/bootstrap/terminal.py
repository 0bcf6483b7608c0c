"""How the launcher speaks to the person at the terminal: one line at a time, and one sentence when it cannot go on."""

from __future__ import annotations

import contextlib
import sys


class CannotStart(Exception):
    """Something the person can mend; its text is the sentence that says what to do."""


def say(text: str) -> None:
    """Print one line at once; a terminal that has gone away is no reason to stop."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def complain(text: str) -> None:
    """Print one sentence about what is wrong, where errors belong."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def tail_of(text: str, *, lines: int = 15) -> str:
    """The last lines of a log, indented, for showing below a sentence."""
    return "\n".join("    " + line for line in text.rstrip().splitlines()[-lines:])
