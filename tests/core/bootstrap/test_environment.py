"""When does the launcher make the environment again, and when does it leave it alone?"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from commonhall.config.bootstrap import environment
from commonhall.config.bootstrap.environment import STAMP, ensure_environment
from commonhall.config.bootstrap.terminal import CannotStart

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class Project:
    """A project folder whose environment is made by stand-ins that note what they were asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.installed: list[str] = []
        self.lock("base", "base==1")
        self.lock("dev", "dev==1")

    def lock(self, name: str, text: str) -> None:
        folder = self.root / "requirements"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(text)

    def create(self, root: Path) -> None:
        (root / ".venv" / "bin").mkdir(parents=True)
        (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
        (root / ".venv" / "lib" / f"python{VERSION}" / "site-packages").mkdir(parents=True)

    def install(self, root: Path, wanted: str) -> None:
        self.installed.append(wanted)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project(tmp_path)
    monkeypatch.setattr(environment, "_create", made.create)
    monkeypatch.setattr(environment, "_install", made.install)
    monkeypatch.delenv("COMMONHALL_PYTHON", raising=False)
    return made


def test_it_is_made_once(project: Project) -> None:
    assert ensure_environment(project.root, development=False)
    assert not ensure_environment(project.root, development=False)
    assert project.installed == ["base"]


def test_a_development_environment_serves_both(project: Project) -> None:
    assert ensure_environment(project.root, development=True)
    assert not ensure_environment(project.root, development=False)
    assert project.installed == ["dev"]


def test_a_plain_environment_grows_into_a_development_one(project: Project) -> None:
    ensure_environment(project.root, development=False)
    assert ensure_environment(project.root, development=True)
    assert project.installed == ["base", "dev"]


def test_a_changed_lock_is_installed_again(project: Project) -> None:
    ensure_environment(project.root, development=False)
    project.lock("base", "base==2")
    assert ensure_environment(project.root, development=False)
    assert project.installed == ["base", "base"]


def test_a_development_environment_stays_one_when_the_lock_changes(project: Project) -> None:
    ensure_environment(project.root, development=True)
    project.lock("base", "base==2")
    project.lock("dev", "dev==2")
    assert ensure_environment(project.root, development=False)
    assert project.installed == ["dev", "dev"]


def test_an_environment_without_a_stamp_is_kept_and_completed(project: Project) -> None:
    project.create(project.root)
    kept = project.root / ".venv" / "mine"
    kept.write_text("mine")
    assert ensure_environment(project.root, development=False)
    assert kept.exists()
    assert json.loads((project.root / ".venv" / STAMP).read_text())["python"] == VERSION


def test_an_environment_whose_python_is_gone_is_made_afresh(project: Project) -> None:
    ensure_environment(project.root, development=False)
    python = project.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert ensure_environment(project.root, development=False)
    assert os.access(python, os.X_OK)


def test_an_installation_that_fails_leaves_no_stamp(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(root: Path, wanted: str) -> None:
        raise CannotStart("The network is down.")

    monkeypatch.setattr(environment, "_install", fail)
    with pytest.raises(CannotStart, match="network"):
        ensure_environment(project.root, development=False)
    assert not (project.root / ".venv" / STAMP).exists()


def test_missing_lock_files_are_named(project: Project) -> None:
    (project.root / "requirements" / "base.txt").unlink()
    with pytest.raises(CannotStart, match=r"base\.txt is missing"):
        ensure_environment(project.root, development=False)
