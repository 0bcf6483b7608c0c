"""Does every story come to its end while each provider that it meets does wrong, with everything there exactly once?

What happened stands in a table of the docs. COMMONHALL_FESTIVAL=1 writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from commonhall.catalogue.faults import EFFECTS, Effect
from commonhall.councils.queries import CouncilSite
from tests.rooms.festival.stories import STORIES, Stage, in_words

TABLE: Final = Path(__file__).parents[3] / "docs" / "reference" / "festival.md"
HEAD: Final = """# What happens when a provider does wrong

The tests play each story while one provider that it meets is slow, failing, lying (it does what it is asked, but its
answer cannot be read), duplicating (it is asked twice) or reordering (every other call is put off). Then the provider
works again. Whatever happened in between, the case, its messages, its money and its slot are there exactly once.

| story | capability | it is | what happens |
|---|---|---|---|
"""
CASES: Final = [
    (story.name, capability, effect)
    for story in STORIES.values()
    for capability in story.uses
    for effect in sorted(EFFECTS)
]


@pytest.mark.parametrize(("name", "capability", "effect"), CASES)
def test_it_goes_on_and_everything_is_there_once(
    council: CouncilSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, capability: str, effect: Effect
) -> None:
    monkeypatch.setattr("commonhall.catalogue.faults.time.sleep", lambda seconds: None)
    story = STORIES[name]
    ended = Stage(council, tmp_path, story).play(capability, effect)
    line = f"| {name} | {capability} | {effect} | {in_words(ended, story)} |"
    if os.environ.get("COMMONHALL_FESTIVAL"):
        _write(line)
    assert line in TABLE.read_text().splitlines(), "run this test with COMMONHALL_FESTIVAL=1 to write the table"


def test_the_table_has_a_line_for_each_story_and_fault() -> None:
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")][1:]
    assert [tuple(line.strip("| ").split(" | ")[:3]) for line in lines] == CASES


def _write(line: str) -> None:
    kept = TABLE.read_text().splitlines() if TABLE.exists() else []
    lines = {tuple(one.strip("| ").split(" | ")[:3]): one for one in (*kept, line) if one.startswith("| ")}
    TABLE.write_text(HEAD + "".join(f"{lines[case]}\n" for case in CASES if case in lines))
