"""What arrived for a resident? The pages of the demonstration's inbox."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration

ARRIVES_WITHIN = 75.0
"""Seconds: twice as long as a breaker rests, and some more for a busy machine."""


def open_message(page: Page, demo: Demonstration, to: str, subject: str) -> None:
    """Open the newest message to an address whose subject has these words, as soon as it has arrived."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    link = page.locator("ol.messages h2").get_by_role("link", name=subject)
    page.goto(f"{demo.inbox}/?{urlencode({'to': to})}")
    while not link.count():
        assert time.monotonic() < deadline, f"nothing about {subject!r} in: {page.locator('main').inner_text()}"
        page.reload()
    link.first.click()
    expect(page.locator(".letter")).to_be_visible()


def letter(page: Page) -> str:
    """Return the words of the open message."""
    return page.locator(".letter").inner_text()


def link_in_letter(page: Page) -> str:
    """Return the only address that the open message leads to."""
    found = page.locator(".letter a")
    expect(found).to_have_count(1)
    return found.get_attribute("href") or ""
