"""Which pictures do the pages of `docs/` show? Taken by the tests when COMMONHALL_SCREENSHOTS=1 asks for them."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def keep_screenshot(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture of what the window shows; whole: of all of the page."""
    if os.environ.get("COMMONHALL_SCREENSHOTS") != "1":
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=whole, animations="disabled", caret="hide")
