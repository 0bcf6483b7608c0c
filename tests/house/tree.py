"""Which files are the project's? Those that it keeps, without what is made from them, and each read once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
NOT_OURS: Final = (".venv", "node_modules", ".data", ".git", ".toolbox", "static/built", "__pycache__", ".hypothesis")
CACHES: Final = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", "secrets")


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that the project keeps, and every new one that it would. In a copy without Git: all files."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return tuple(ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file())
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not any(part in f"{path.relative_to(ROOT)}/" for part in (*NOT_OURS, *CACHES))
    )


def named(path: Path) -> str:
    """Return the path from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def python_files() -> Iterator[tuple[str, str, ast.Module]]:
    """Return name, text and syntax of every Python file."""
    for path in kept_files():
        if path.suffix == ".py":
            yield named(path), _text(path), _syntax(path)


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Return name and text of every file with one of these suffixes; of all that are text when none is given."""
    for path in kept_files():
        if path.suffix in suffixes or not suffixes:
            try:
                yield named(path), _text(path)
            except UnicodeDecodeError:
                continue


@cache
def _text(path: Path) -> str:
    return path.read_text()


@cache
def _syntax(path: Path) -> ast.Module:
    return ast.parse(_text(path))
