"""Does every line at which a check is switched off say why, beside it or just above?"""

from __future__ import annotations

import re

import pytest

from tests.house.tree import kept_files, named

OFF = re.compile(r"# (?:noqa|type: ignore)(?P<which>: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*|\[[a-z-]+(?:, ?[a-z-]+)*\])?")


def unexplained(text: str) -> list[int]:
    """Return the numbers of the lines that switch a check off, and do not say which one and why."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines, start=1):
        off = OFF.search(line)
        if not off:
            continue
        beside = OFF.sub("", line[off.end() :]).strip(" #-–")
        above = number > 1 and lines[number - 2].lstrip().startswith("# ")
        if not off["which"] or not (beside or above):
            found.append(number)
    return found


def test_every_check_that_is_off_says_why() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in kept_files()
        if path.suffix == ".py"
        for number in unexplained(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 1", []),
        ("x = y  # " + "noqa: F401 needed by the tests", []),
        ("# The stub knows less:\nx = y  # " + "type: ignore[arg-type]", []),
        ("x = y  # " + "type: ignore[arg-type]  # so it is", []),
        ("x = y  # " + "type: ignore[arg-type]", [1]),
        ("y = 2\nx = y  # " + "noqa: F401", [2]),
        ("x = y  # " + "type: ignore", [1]),
    ],
)
def test_the_rule_itself(text: str, found: list[int]) -> None:
    assert unexplained(text) == found
