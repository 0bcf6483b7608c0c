"""Do rooms import only downwards? The contracts of pyproject.toml, run as a test, and the page that explains them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from tests.house.tree import ROOT

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def layers() -> list[list[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = next(each for each in contracts if each["name"] == "Rooms import only downwards")
    return [re.findall(r"[a-z]+", line) for line in rooms["layers"]]


def test_the_contracts_hold() -> None:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_the_page_for_contributors_shows_the_same_layers() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text()
    line = next(line for line in page.splitlines() if line.startswith("`config` >"))
    assert [re.findall(r"[a-z]+", part) for part in line.split(">")] == layers()


def test_every_room_is_in_a_layer() -> None:
    known = {room for line in layers() for room in line}
    rooms = {path.parent.name for path in (ROOT / "commonhall").glob("*/__init__.py")}
    assert rooms <= known
