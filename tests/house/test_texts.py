"""Do the kept files speak of the product only: no machine's paths, no registries' addresses, no stray notes?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import texts

MACHINE_PATHS = re.compile(r"""(?<![\w./~-])/(?:work|root|home)/[a-z.]""")
REGISTRIES = re.compile(
    r"(?:pypi\.|pythonhosted\.|registry\.npm|registry\.yarn|npm(?:js|mirror)\.|artifactory|goproxy)"
)
INDEX_OPTIONS = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|registry\s*=|index-url\s*=)", re.MULTILINE)
NOTES = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
WORD = re.compile(r"[a-z]{3,}")
# The first twelve digits of the SHA-256 of words that name programs which write text. They say nothing about the
# product, and are kept as digests so that this file does not say them either.
TOOL_WORDS = {
    "3ea125d0bff3",
    "57de4cf40144",
    "60965168ce76",
    "7d3194f79e64",
    "94a168d2da57",
    "c70eca6b0f88",
    "c857d09db23e",
    "d298391b0743",
}
MARKDOWN_LINES = {"README.md": 60, "CONTRIBUTING.md": 120}


def lines_with(pattern: re.Pattern[str], *suffixes: str) -> Iterator[str]:
    for name, text in texts(*suffixes):
        if name == "tests/house/test_texts.py":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number}: {line.strip()[:100]}"


def test_no_file_carries_a_path_of_some_machine() -> None:
    assert list(lines_with(MACHINE_PATHS)) == []


def test_no_file_names_a_registry() -> None:
    assert list(lines_with(REGISTRIES)) == []
    assert list(lines_with(INDEX_OPTIONS, ".txt", ".in", ".toml", ".cfg", ".npmrc", "")) == []


def test_nothing_is_left_to_do_in_a_note() -> None:
    assert list(lines_with(NOTES, ".py", ".html", ".md", ".yaml", ".scss", ".js")) == []


def test_no_file_names_a_tool_that_writes_text() -> None:
    found = [
        f"{name}: {word}"
        for name, text in texts()
        for word in set(WORD.findall(text.lower()))
        if hashlib.sha256(word.encode()).hexdigest()[:12] in TOOL_WORDS
    ]
    assert found == []


@pytest.mark.parametrize(("name", "most"), MARKDOWN_LINES.items())
def test_the_first_pages_are_short(name: str, most: int) -> None:
    text = dict(texts(".md"))[name]
    assert len(text.splitlines()) <= most


def test_decision_records_are_short() -> None:
    records = {name: text for name, text in texts(".md") if name.startswith("docs/decisions/")}
    assert len(records) > 5
    assert [name for name, text in records.items() if len(text.splitlines()) > 40] == []
