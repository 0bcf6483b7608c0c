"""Does a missing or wrong tool, or a wrong word, get one clear sentence instead of a traceback?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def _run(*arguments: str, script: Path = ROOT / "run", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(script), *arguments],
        env={**os.environ, **environment},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


@pytest.fixture
def bare_script(tmp_path: Path) -> Path:
    """The script in a folder with a space and without an environment of its own."""
    folder = tmp_path / "a copy"
    folder.mkdir()
    script = folder / "run"
    script.write_text((ROOT / "run").read_text())
    script.chmod(0o755)
    return script


@pytest.fixture
def path_without_python(tmp_path: Path) -> str:
    """A search path on which only what the script itself needs is found."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("dirname", "sh"):
        found = next(Path(place, name) for place in ("/usr/bin", "/bin") if Path(place, name).exists())
        (folder / name).symlink_to(found)
    return str(folder)


def test_no_python_is_one_sentence(bare_script: Path, path_without_python: str) -> None:
    done = _run("demo", script=bare_script, PATH=path_without_python, COMMONHALL_PYTHON="")
    assert done.returncode == 1
    assert done.stderr.startswith("Commonhall needs Python 3.11 or later.")
    assert done.stderr.count("\n") == 1


def test_an_old_python_is_passed_over_for_a_new_one(bare_script: Path, path_without_python: str) -> None:
    old = Path(path_without_python) / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (Path(path_without_python) / "python3.11").symlink_to(sys.executable)
    done = _run("help", script=bare_script, PATH=path_without_python, COMMONHALL_PYTHON="")
    assert "No module named" in done.stderr  # the new one was started; this bare folder holds no program


def test_a_wrong_named_python_is_one_sentence() -> None:
    done = _run("demo", COMMONHALL_PYTHON="/nowhere/python")
    assert done.returncode == 1
    assert "COMMONHALL_PYTHON is /nowhere/python" in done.stderr
    assert _is_one_sentence(done.stderr)


def test_help_names_every_command() -> None:
    done = _run("help")
    assert done.returncode == 0
    for command in ("demo", "test", "check", "bench", "commonhall", "lock"):
        assert f"\n  {command}" in done.stdout


def test_an_unknown_command_is_one_line() -> None:
    done = _run("dance")
    assert done.returncode == 1
    assert done.stderr == "There is no command 'dance'. ./run help lists them.\n"


def test_an_unknown_part_names_the_parts() -> None:
    done = _run("test", "nothing")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no part 'nothing'. The parts are: core,")
    assert done.stderr.count("\n") == 1


def test_reset_never_deletes_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    done = _run("demo", "--reset", "--yes", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "was not made by Commonhall" in done.stderr
    assert (tmp_path / "letter.txt").read_text() == "keep me"


def test_a_folder_with_other_things_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    done = _run("demo", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "was not made by Commonhall and is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_reset_asks_first_when_nobody_can_answer(tmp_path: Path) -> None:
    (tmp_path / "commonhall-data").write_text("ours")
    done = _run("demo", "--reset", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert (tmp_path / "commonhall-data").exists()
