"""How is each provider of files set up? One bench for each; the suite does the rest."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from commonhall.capabilities.files.port import Files, files_from


def folder(path: Path) -> Files:
    return files_from("folder", {"folder": str(path / "files")})


def sealed_folder(path: Path) -> Files:
    key = path / "key"
    if not key.exists():
        key.write_text(base64.b64encode(bytes(range(32))).decode())
    return files_from("sealed_folder", {"folder": str(path / "files"), "key_file": str(key)})


BENCHES: dict[str, Callable[[Path], Files]] = {"folder": folder, "sealed_folder": sealed_folder}
