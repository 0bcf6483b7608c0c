"""How does a resident pay, and come back to a request? With the practice card, and with reference and email address."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.walking import REFERENCE, Fields, form_button, send


def pay(page: Page, card: str = "pay") -> None:
    """Go on from the page that says what is due, and press a button of the practice card."""
    expect(page).to_have_url(re.compile(r"/pay/[\w:]+(\?[^/]*)?$"))
    with page.expect_navigation(url=re.compile(r"/pay/"), wait_until="domcontentloaded"):
        form_button(page).click()
    send(page, {"card": card})


def paid_reference(page: Page) -> str:
    """Return the reference that the page after a payment shows."""
    expect(page).to_have_url(re.compile(r"/paid/"))
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()


def open_step(page: Page, transition: str) -> None:
    """Open a resident's own step from the page of a request."""
    page.locator(f"main a[href$='/{transition}']").click()
    expect(form_button(page)).to_be_visible()


def take_step(page: Page, transition: str, fields: Fields | None = None) -> None:
    """Open a resident's own step, answer it and send it."""
    open_step(page, transition)
    send(page, fields)
