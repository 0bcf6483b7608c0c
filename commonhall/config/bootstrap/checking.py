"""`./run check`: does the code keep the house's rules? One line for each check, and the reasons of those that fail."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from commonhall.config.bootstrap.database import child_environment, open_database
from commonhall.config.bootstrap.passing_folder import passing_folder
from commonhall.config.bootstrap.terminal import CannotStart, say

_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run all checks; 1 when any of them found something."""
    if arguments:
        raise CannotStart("./run check takes no arguments.")
    places = [name for name in ("commonhall", "tests", "bench") if (root / name).is_dir()]
    plain = child_environment(root)
    checks: list[tuple[str, list[str]]] = [
        ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
        ("lint", ["-m", "ruff", "check", "--quiet", "--output-format=concise", "."]),
        ("layers", ["-c", _IMPORTS]),
        ("types", ["-m", "mypy", *places]),
    ]
    results = [_passes(root, name, command, plain) for name, command in checks]
    results.append(_migrations_are_current(root))
    return 0 if all(results) else 1


def _passes(root: Path, name: str, arguments: list[str], environment: Mapping[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=root,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    say(f"{name:<11} {'ok' if passed else 'FAILED'} ({time.monotonic() - began:.1f} s)")
    if not passed:
        say(done.stdout.rstrip())
    return passed


def _migrations_are_current(root: Path) -> bool:
    with passing_folder("check") as data, open_database(data) as database:
        environment = child_environment(root, database.environment)
        command = ["-m", "commonhall", "makemigrations", "--check", "--dry-run"]
        return _passes(root, "migrations", command, environment)
