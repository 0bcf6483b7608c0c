"""Where are the published files that some tests compare with? Beside the project; they are never copied into it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(os.environ.get("COMMONHALL_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))


def vectors(name: str) -> Any:
    """Return a published file of test vectors, or skip the test that asks where it is not there."""
    path = FOLDER / "standards" / "vectors" / name
    if not path.is_file():
        pytest.skip(f"the published vectors {name} are not beside the project")
    return json.loads(path.read_text(encoding="utf-8"))
