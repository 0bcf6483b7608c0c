"""Where do the published forms lie? Beside the project; tests that need them are skipped where they are not there."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[3]
PUBLISHED = PROJECT.parent / "shared" / "data" / "forms"
OWN = PROJECT / "commonhall" / "upkeep" / "demo" / "forms"

needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason=f"the published forms are not at ../{PUBLISHED.relative_to(PROJECT.parent)}"
)


def xgov_files() -> list[str]:
    """Return the published forms of the XGov family, and of DEFRA."""
    if not PUBLISHED.is_dir():
        return []
    folders = ("xgov-v2", "xgov-v0", "defra-v1", "defra-v2")
    found = [path for folder in folders for path in (PUBLISHED / folder).rglob("*.*")]
    return sorted(str(path.relative_to(PUBLISHED)) for path in found)


@lru_cache(maxsize=1)
def manifest() -> list[dict[str, Any]]:
    """Return what is known of every published file."""
    found: list[dict[str, Any]] = json.loads((PUBLISHED / "MANIFEST.json").read_text(encoding="utf-8"))
    return found


def traces(folder: Path) -> list[dict[str, Any]]:
    """Return the traces in a folder."""
    lines = (folder / "traces.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
