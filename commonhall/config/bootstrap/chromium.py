"""Which Chromium do the browser tests drive? The machine's, else one from the system's packages.

The headless shell draws the same pages for a fifth less work, so it comes first.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from commonhall.config.bootstrap.system_packages import can_install, install_packages

_SHELL = "chromium-headless-shell"
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
MISSING = (
    "The browser tests need Chromium. Install it (Debian and Ubuntu: sudo apt install chromium), "
    "or set COMMONHALL_CHROMIUM to where it is."
)


def find_chromium() -> str | None:
    """The browser's program; installed when we are root and it is missing. None when there is none.

    A machine that only tests (`CI` is set) gets the shell besides the browser that it has.
    """
    if named := os.environ.get("COMMONHALL_CHROMIUM"):
        return shutil.which(named)
    wanted = shutil.which(_SHELL) if os.environ.get("CI") else _on_this_machine()
    if wanted is None and can_install() and not install_packages(_SHELL) and _on_this_machine() is None:
        install_packages("chromium")
    return _on_this_machine()


def _on_this_machine() -> str | None:
    named = (shutil.which(name) for name in _NAMES)
    applications = (str(path) for path in _APPLICATIONS if os.access(path, os.X_OK))
    return next((path for path in (*named, *applications) if path), None)
