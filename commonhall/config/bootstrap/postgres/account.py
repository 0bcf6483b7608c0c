"""As whom does PostgreSQL run? It refuses to run as root, so root hands it to an account without rights."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from commonhall.config.bootstrap.terminal import CannotStart

_NAMES = ("nobody", "daemon")


class Identity(TypedDict, total=False):
    """The part of `subprocess.Popen`'s arguments that says as whom to run."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The account that runs the server; `uid` and `gid` are None when that is simply the person who started us."""

    uid: int | None = None
    gid: int | None = None
    name: str = ""

    @property
    def identity(self) -> Identity:
        """Arguments for starting a process as this account."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make the account the owner of a file or folder."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether the account can reach a folder; asked of the system, which also knows access lists."""
        return self._holds('cd "$1"', folder)

    def can_run(self, program: Path) -> bool:
        """Whether the account may run a program."""
        return self._holds('test -x "$1" && test -r "$1"', program)

    def _holds(self, question: str, path: Path) -> bool:
        if self.uid is None:
            return True
        command = ["/bin/sh", "-c", question, "sh", str(path)]
        return subprocess.run(command, cwd="/", capture_output=True, check=False, **self.identity).returncode == 0


def database_account() -> Account:
    """The account for the server: ourselves, or an unprivileged one when we are root."""
    if os.geteuid() != 0:
        return Account()
    for name in _NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, name)
    raise CannotStart(
        "PostgreSQL does not run as root, and there is no account 'nobody' to run it as. Start as another user."
    )
