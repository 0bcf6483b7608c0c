"""Can somebody with a desktop and JavaScript write to the council, and say what they thought of it?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration


def test_page_opens(page: Page, demo: Demonstration) -> None:
    page.goto(demo.site("stonemere"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
