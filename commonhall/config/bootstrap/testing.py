"""`./run test`: what do the tests of each part need around them, and did they pass?"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from commonhall.config.bootstrap.assets import AssetsNotBuilt, build_assets
from commonhall.config.bootstrap.chromium import MISSING, find_chromium
from commonhall.config.bootstrap.database import child_environment, open_database
from commonhall.config.bootstrap.passing_folder import passing_folder
from commonhall.config.bootstrap.program import run_to_end
from commonhall.config.bootstrap.terminal import CannotStart, complain, say

PARTS = ("core", "contracts", "patterns", "rooms", "house", "browser")
_WITH_DATABASE = frozenset({"rooms", "contracts", "patterns", "house", "browser"})
_WITH_ASSETS = frozenset({"core", "rooms", "house", "browser"})
# The tests make and throw away thousands of rows: whether those reach the disk is not what they ask.
# The recovery test starts a server of its own, with the settings that a council has.
_HASTE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",  # several demonstrations at once stand on this one server
}
_MOST_AT_ONCE = 4  # each has a database of its own, and a demonstration for the browser
_NO_TESTS = 5  # pytest's code for "nothing collected"


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the tests of one part, or of all, and return pytest's exit code."""
    parts, rest = chosen_parts(arguments)
    environment: dict[str, str] = {}
    without_browser = False
    if "browser" in parts:
        chromium = find_chromium()
        if chromium is None and parts == ("browser",):
            raise CannotStart(MISSING)
        without_browser = chromium is None
        environment["COMMONHALL_CHROMIUM"] = chromium or ""
    if without_browser:
        parts = tuple(part for part in parts if part != "browser")
    code = _run(root, parts, rest, environment)
    if without_browser:
        complain(f"{MISSING} They did not run.")
        return code or 1
    return code


def chosen_parts(arguments: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Which parts, and what goes to pytest. Raises CannotStart for a part that there is not."""
    rest = list(arguments)
    if not rest or rest[0].startswith("-"):
        return PARTS, rest
    first = rest.pop(0)
    if first == "all":
        return PARTS, rest
    if first not in PARTS:
        raise CannotStart(f"There is no part '{first}'. The parts are: {', '.join(PARTS)}.")
    return (first,), rest


def _run(root: Path, parts: tuple[str, ...], rest: list[str], environment: dict[str, str]) -> int:
    with ExitStack() as stack:
        if _WITH_ASSETS & set(parts):
            try:
                build_assets(root, say=say)
            except AssetsNotBuilt as error:
                raise CannotStart(str(error)) from None
        if _WITH_DATABASE & set(parts):
            data = stack.enter_context(passing_folder("test"))
            database = stack.enter_context(open_database(data, settings=_HASTE))
            environment = {**environment, **database.environment, **database.admin_environment}
        # Whoever names test files means these, not the whole part.
        named = any("tests/" in word for word in rest)
        places = [] if named else [f"tests/{part}" for part in parts]
        command = [sys.executable, "-P", "-m", "pytest", *several_at_once(parts, named=named), *rest, *places]
        code = run_to_end(command, child_environment(root, environment), folder=root)
    if code == _NO_TESTS:
        complain("No test was found.")
    return code


def several_at_once(parts: tuple[str, ...], *, named: bool) -> tuple[str, ...]:
    """Return the options that run several files at once: worth it for all the parts on a machine of several cores."""
    cores = min(os.cpu_count() or 1, _MOST_AT_ONCE)
    if parts != PARTS or named or cores == 1:
        return ()
    return ("-n", str(cores), "--dist", "loadfile", "--no-loadscope-reorder")
