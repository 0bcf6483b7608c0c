"""Are files, functions and templates short and well named, and does each module say its purpose?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house import exceptions
from tests.house.tree import ROOT, kept_files, named, python_files

FILE_LINES = 400
FUNCTION_LINES = 40
TEMPLATE_LINES = 150
ROOM_README_LINES = 20
MOST_SENTENCES = 5
# "service" is not among them: in this product it is what a resident uses, and those classes mean just that.
FORBIDDEN = {"helper", "helpers", "util", "utils", "common", "misc", "base", "manager", "handler", "data", "info"}
SENTENCE_END = re.compile(r"[.?!](?=\s|$)")


def functions() -> Iterator[tuple[str, int]]:
    for name, _text, tree in python_files():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def differences(found: set[str], listed: dict[str, str]) -> list[str]:
    """Return what breaks the rule unlisted, and what is listed but breaks it no longer."""
    return sorted([*(found - set(listed)), *(f"listed but not needed: {name}" for name in set(listed) - found)])


def test_python_files_are_short() -> None:
    """Migrations are as long as their tables are many: nobody reads them as code."""
    written = ((name, text) for name, text, _ in python_files() if "/migrations/" not in name)
    found = {name for name, text in written if len(text.splitlines()) > FILE_LINES}
    assert differences(found, exceptions.LONG_FILES) == []


def test_functions_are_short() -> None:
    found = {name for name, lines in functions() if lines > FUNCTION_LINES}
    assert differences(found, exceptions.LONG_FUNCTIONS) == []


def test_templates_are_short() -> None:
    found = {
        named(path)
        for path in kept_files()
        if path.suffix == ".html" and len(path.read_text().splitlines()) > TEMPLATE_LINES
    }
    assert differences(found, exceptions.LONG_TEMPLATES) == []


def test_modules_and_classes_have_names_of_the_field() -> None:
    found = set()
    for name, _text, tree in python_files():
        if set(name.removesuffix(".py").split("/")) & FORBIDDEN:
            found.add(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                words = {word.lower() for word in re.findall(r"[A-Z][a-z]+", node.name)}
                if words & FORBIDDEN:
                    found.add(f"{name}:{node.name}")
    assert differences(found, exceptions.NAMES) == []


def test_every_module_says_in_a_few_sentences_what_it_answers() -> None:
    silent, talkative = set(), set()
    for name, text, tree in python_files():
        said = ast.get_docstring(tree)
        if not text.strip() or re.search(r"/migrations/\d{4}_initial\.py$", name):
            continue
        if not said:
            silent.add(name)
        elif len(SENTENCE_END.findall(said.split("\n\n")[0])) > MOST_SENTENCES:
            talkative.add(name)
    assert differences(silent, exceptions.UNDOCUMENTED_MODULES) == []
    assert talkative == set()


def test_public_operations_say_what_they_do() -> None:
    silent = [
        f"{name}:{node.name}"
        for name, _text, tree in python_files()
        if name.startswith("commonhall/") and name.endswith(("/operations.py", "/queries.py", "/policies.py"))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_operations_take_names_and_end_with_who_and_when() -> None:
    """``verb_object(*, ..., by=, at=)``; what only reads, and what takes no actor, is not an operation."""
    misshapen = []
    for name, _text, tree in python_files():
        if not (name.startswith("commonhall/") and name.endswith("/operations.py")):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and "by" in _names(node):
                last = _names(node)[-2:]
                if last != ["by", "at"] or node.args.args:
                    misshapen.append(f"{name}:{node.name}")
    assert misshapen == []


def _names(node: ast.FunctionDef) -> list[str]:
    return [each.arg for each in node.args.kwonlyargs]


def test_every_room_says_in_twenty_lines_what_it_is() -> None:
    rooms = sorted(path.parent for path in (ROOT / "commonhall").glob("*/models.py"))
    assert rooms
    for room in rooms:
        lines = (room / "README.md").read_text().splitlines()
        assert lines[0] == f"# {room.name}"
        assert len(lines) <= ROOM_README_LINES


def test_the_core_never_reads_the_clock() -> None:
    readers = re.compile(r"\b(datetime\.now|date\.today|datetime\.today|datetime\.utcnow|time\.time)\(")
    assert [
        name for name, text, _ in python_files() if name.startswith("commonhall/core/") and readers.search(text)
    ] == []
