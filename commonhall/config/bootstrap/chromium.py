"""Which Chromium do the browser tests drive? The machine's, else one from the system's packages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from commonhall.config.bootstrap.system_packages import can_install, install_packages

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
MISSING = (
    "The browser tests need Chromium. Install it (Debian and Ubuntu: sudo apt install chromium), "
    "or set COMMONHALL_CHROMIUM to where it is."
)


def find_chromium() -> str | None:
    """The browser's program; installed when we are root and it is missing. None when there is none."""
    if named := os.environ.get("COMMONHALL_CHROMIUM"):
        return shutil.which(named)
    found = _on_this_machine()
    if found is None and can_install():
        install_packages("chromium")
        found = _on_this_machine()
    return found


def _on_this_machine() -> str | None:
    named = (shutil.which(name) for name in _NAMES)
    applications = (str(path) for path in _APPLICATIONS if os.access(path, os.X_OK))
    return next((path for path in (*named, *applications) if path), None)
