"""Are the docs current? What is made from the code equals the code; what is named exists; what exists is named."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from commonhall.config.bootstrap.launcher import COMMANDS
from commonhall.config.bootstrap.testing import PARTS
from commonhall.core.language.functions import FUNCTIONS
from commonhall.core.questions.registry import question_types
from commonhall.upkeep.reference import FOLDER, pages
from commonhall.upkeep.reference.commands import command_names
from commonhall.upkeep.reference.environment import known_variables
from commonhall.upkeep.reference.providers import capability_names
from tests.house.tree import ROOT, kept_files, named, texts

# The words of the product: each stands in the glossary, whether it is built yet or not.
WORDS = set(
    re.findall(
        r"[a-z]+",
        """council pattern adoption service setting capability provider binding journey question answer page charge case
        event entitlement booking payment task message document person organisation property deadline clock need
        evidence variation""",
    )
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"\b(?:COMMONHALL_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b(?!_)")
MADE_BY_BROWSER_TESTS = {
    "docs/screenshots/journey-check-en.png",
    "docs/screenshots/office-queue.png",
    "docs/screenshots/missed-bin-cy-320.png",
}
# Programs that code blocks may name besides our own.
PROGRAMS = {"cp", "export", "openssl", "pg_dump", "pg_restore", "python"}


def pages_of_docs() -> list[tuple[str, str]]:
    return [(name, text) for name, text in texts(".md") if name.startswith("docs/") or "/" not in name]


def links() -> Iterator[tuple[str, str]]:
    for name, text in pages_of_docs():
        for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
            if not re.match(r"[a-z]+:", target):
                yield name, target


def anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads}


def commands() -> Iterator[tuple[str, str]]:
    for name, text in pages_of_docs():
        if name.startswith("docs/reference/generated/"):
            continue
        for block in BLOCK.findall(text):
            for line in re.sub(r"\\\n\s*", "", block).splitlines():
                if re.match(r"(?:[A-Z_]+=\S+ )*(?:\./run|[a-z_]+) ", line.strip()) and not re.match(r"with ", line):
                    yield name, line.strip()


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name: str) -> None:
    assert (FOLDER / name).read_text() == pages()[name], "run ./run commonhall docs"


def test_no_generated_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())


def test_every_internal_link_leads_somewhere() -> None:
    there = {named(path) for path in kept_files()} | MADE_BY_BROWSER_TESTS
    broken = []
    for name, target in links():
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        place = named(Path(path).resolve())
        if place not in there or (anchor and anchor not in anchors((ROOT / place).read_text())):
            broken.append(f"{name}: {target}")
    assert broken == []


def test_every_page_of_the_docs_is_linked_from_another() -> None:
    reached = {named(((ROOT / name).parent / target.partition("#")[0]).resolve()) for name, target in links()}
    entrances = {"README.md", "CHANGELOG.md"}
    assert {name for name, _ in pages_of_docs()} - reached - entrances == set()


def test_commands_in_the_docs_exist() -> None:
    found = list(commands())
    assert len(found) > 20
    for name, line in found:
        words = [word for word in shlex.split(line) if not re.match(r"[A-Z_]+=", word)]
        if words[0] != "./run":
            assert words[0] in PROGRAMS, f"{name}: {line}"
            words = words[3:] if words[1:3] == ["-m", "commonhall"] else []
            if not words:
                continue
        else:
            assert words[1] in COMMANDS, f"{name}: {line}"
            if words[1] == "test":
                assert set(words[2:3]) <= set(PARTS), f"{name}: {line}"
            words = words[2:] if words[1] == "commonhall" else []
        if words:
            assert words[0] in {*command_names(), "migrate"}, f"{name}: {line}"
            check_arguments(name, words)


def check_arguments(name: str, words: list[str]) -> None:
    """Let the command's own parser read the line: an option or an act that is gone fails here."""
    from django.core.management import CommandError, load_command_class

    if words[0] == "migrate":
        return
    parser = load_command_class("commonhall.upkeep", words[0]).create_parser("commonhall", words[0])
    parser.called_from_command_line = False
    try:
        parser.parse_args(words[1:])
    except CommandError as wrong:
        pytest.fail(f"{name}: {' '.join(words)}: {wrong}")


def options_of_acts(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for inner in action.choices.values():
                yield from (option for each in inner._actions for option in each.option_strings)
                yield from options_of_acts(inner)


def test_no_command_takes_an_option_that_django_takes_first() -> None:
    """``--settings`` of an act would be read as Django's own before the act sees it."""
    from django.core.management import load_command_class

    for name in command_names():
        parser = load_command_class("commonhall.upkeep", name).create_parser("commonhall", name)
        assert not {"--settings", "--pythonpath", "--verbosity", "--traceback"} & set(options_of_acts(parser)), name


def test_files_named_in_commands_and_texts_exist() -> None:
    named_paths = re.compile(r"`((?:commonhall|tests|docs|requirements)/[A-Za-z0-9_./-]+)`")
    missing = [
        f"{name}: {path}"
        for name, text in pages_of_docs()
        for path in named_paths.findall(text)
        if not (ROOT / path.removesuffix("/")).exists()
    ]
    assert missing == []


def test_every_environment_variable_is_explained() -> None:
    read = {
        variable
        for name, text in texts(".py", ".yaml", ".sh", "")
        if not name.startswith("docs/") and name != "commonhall/upkeep/reference/environment.py"
        for variable in VARIABLE.findall(text)
    }
    assert read == known_variables()


def test_every_type_function_and_capability_is_in_the_reference() -> None:
    questions = (FOLDER / "questions.md").read_text()
    assert [name for name in question_types() if f"\n## {name}\n" not in questions] == []
    functions = (FOLDER / "functions.md").read_text()
    assert [each.name for each in FUNCTIONS if f"`{each.name}(" not in functions] == []
    index = (ROOT / "docs/README.md").read_text()
    assert [name for name in capability_names() if f"reference/capabilities/{name}.md" not in index] == []


def test_every_decision_is_in_the_index_under_its_title() -> None:
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    for number, path in enumerate(records, 1):
        title = path.read_text().splitlines()[0].removeprefix(f"# {number:04d}. ")
        assert f"| [{number:04d}]({path.name}) | {title} |" in index
    assert index.count("| [") == len(records)


def test_every_word_of_the_product_is_in_the_glossary() -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)
    words = [word for word, _ in rows]
    assert words == sorted(words)
    assert set(words) >= WORDS
    assert all(len(meaning) > 10 for _, meaning in rows)


def test_the_description_for_catalogues_of_software_is_whole() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert described["softwareVersion"] == version.group(1)
    assert f"## {version.group(1)}" in (ROOT / "CHANGELOG.md").read_text()
    for language in described["localisation"]["availableLanguages"]:
        texts_said = described["description"][language]
        assert len(texts_said["shortDescription"]) <= 150
        assert 500 <= len(texts_said["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in texts_said["features"])
