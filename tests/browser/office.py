"""How does an officer work? Signing in, finding a case, and acting on it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.walking import Fields, form_button, send


def sign_in(page: Page, demo: Demonstration, council: str, *, role: str = "officer") -> None:
    """Sign in as the council's officer, or in another role, and go to the queue."""
    email = f"{role}@{council}.example.org"
    page.goto(f"{demo.site(council)}/office/")
    send(page, {"email": email, "password": demo.password(email)})
    expect(page.locator("form[action$='/office/sign-out']")).to_be_attached()
    page.goto(f"{demo.site(council)}/office/")
    expect(page.locator("#q")).to_be_attached()


def open_case(page: Page, reference: str) -> None:
    """Find a case in the queue by its reference, and open it."""
    page.locator("#q").fill(reference)
    page.locator("form:has(#q) button").click()
    page.get_by_role("link", name=reference, exact=True).click()
    expect(page.locator("main")).to_contain_text(reference)


def act(page: Page, transition: str, fields: Fields) -> None:
    """Choose what to do with the open case, answer the questions, and do it."""
    page.locator(f"a[href*='/actions/{transition}']").click()
    expect(form_button(page)).to_be_visible()
    send(page, fields)
