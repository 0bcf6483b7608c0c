"""Does a run clear away what killed ones left behind, and nothing that another is making or using?"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from commonhall.config.bootstrap.data_folder import open_data_folder
from commonhall.config.bootstrap.passing_folder import passing_folder

LONG_AGO = time.time() - 3600


@pytest.fixture
def parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def made(path: Path, at: float) -> Path:
    """A data folder that nobody holds."""
    open_data_folder(path)
    os.utime(path, (at, at))
    return path


def test_what_was_left_behind_goes(parent: Path) -> None:
    left = made(parent / "commonhall-test-left", LONG_AGO)
    other = made(parent / "commonhall-bench-left", LONG_AGO)
    with passing_folder("test") as data:
        assert data.path.parent == parent
        assert not left.exists()
        assert other.exists(), "it is of another purpose"
    assert not data.path.exists()


def test_what_another_run_is_making_or_using_stays(parent: Path) -> None:
    making = made(parent / "commonhall-test-making", time.time())
    with passing_folder("test") as used:
        os.utime(used.path, (LONG_AGO, LONG_AGO))
        with passing_folder("test"):
            assert making.exists()
            assert used.path.exists()


def test_what_somebody_else_keeps_there_stays(parent: Path) -> None:
    theirs = parent / "commonhall-test-theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("Dear aunt")
    os.utime(theirs, (LONG_AGO, LONG_AGO))
    with passing_folder("test"):
        assert (theirs / "letter.txt").exists()
