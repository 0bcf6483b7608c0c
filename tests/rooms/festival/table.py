"""Where does the docs' table say what happens when a provider does wrong, and does it say what happened here?

COMMONHALL_FESTIVAL=1 writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parents[3] / "docs" / "reference" / "festival.md"
HEAD: Final = """# What happens when a provider does wrong

The tests play each story while one provider that it meets is slow, failing, lying (it does what it is asked, but its
answer cannot be read), duplicating (it is asked twice) or reordering (every other call is put off). Then the provider
works again. Whatever happened in between, the case, its messages, its money, its slot and its files are there exactly
once, and the back office has it once.

| story | capability | it is | what happens |
|---|---|---|---|
"""

Case = tuple[str, str, str]
"""Story, capability, and what its provider does wrong."""


def check_line(case: Case, words: str, *, cases: Sequence[Case]) -> None:
    """Assert that the table says ``words`` of ``case``. cases: all of the table, in their order."""
    line = f"| {' | '.join(case)} | {words} |"
    if os.environ.get("COMMONHALL_FESTIVAL"):
        _write(line, cases)
    assert line in TABLE.read_text().splitlines(), "run this test with COMMONHALL_FESTIVAL=1 to write the table"


def lines() -> list[Case]:
    """Return of what the table speaks, in its order."""
    told = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")][1:]
    return [_case(line) for line in told]


def _case(line: str) -> Case:
    story, capability, effect = line.strip("| ").split(" | ")[:3]
    return story, capability, effect


def _write(line: str, cases: Sequence[Case]) -> None:
    kept = TABLE.read_text().splitlines() if TABLE.exists() else []
    told = {_case(one): one for one in (*kept, line) if one.startswith("| ") and not one.startswith("| story")}
    TABLE.write_text(HEAD + "".join(f"{told[case]}\n" for case in cases if case in told))
