"""How does a resident walk through a service? What they type and press, page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.demonstration import Demonstration

Fields = Mapping[str, str | Sequence[str]]

REFERENCE = re.compile(r"[A-Z]{2,4}-[0-9A-Z]{5}-[0-9A-Z]{5}")


def form_button(page: Page) -> Locator:
    """Return the button that sends the form of the page."""
    return page.locator("form#questions button[type=submit]:not(.ch-files__remove):not([name$='-upload'])").last


def answer(page: Page, fields: Fields) -> None:
    """Type and choose: a text by the name of its field, options by name and value."""
    for name, value in fields.items():
        page.locator(f"[name='{name}']").first.wait_for(state="attached")
        if isinstance(value, str) and page.locator(f"[name='{name}']:not([type=radio]):not([type=checkbox])").count():
            field = page.locator(f"[name='{name}']")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
            continue
        for one in [value] if isinstance(value, str) else value:
            page.locator(f"[name='{name}'][value='{one}']").check()


def send(page: Page, fields: Fields | None = None) -> None:
    """Answer the page, press its button, and wait for what is answered."""
    answer(page, fields or {})
    with page.expect_navigation(wait_until="domcontentloaded"):
        form_button(page).click()


def at_page(page: Page, end: str) -> None:
    """Wait until the browser is at an address whose path ends so."""
    expect(page).to_have_url(re.compile(rf"/{end}(\?[^/]*)?$"))


def walk(page: Page, steps: Sequence[tuple[str, Fields]]) -> None:
    """Answer one page after another; each must be where the one before leads."""
    for where, fields in steps:
        at_page(page, where)
        send(page, fields)


def begin(page: Page, demo: Demonstration, council: str, service: str) -> None:
    """Open a service from the council's home page, and start it."""
    page.goto(demo.site(council))
    page.locator(f"main a[href='/services/{service}']").first.click()
    page.locator(f"main a[href^='/services/{service}/']").first.click()


def address_steps(postcode: str, uprn: str) -> list[tuple[str, Fields]]:
    """Return the pages that find a property."""
    return [("where", {"property-postcode": postcode}), ("where", {"property-uprn": uprn})]


def contact_steps(email: str, *, message: str = "When is the library open?") -> list[tuple[str, Fields]]:
    """Return the pages of contact-the-council up to check-your-answers."""
    return [
        ("about", {"topic": "other"}),
        ("your_message", {"message": message}),
        ("files", {}),
        ("place", {}),
        ("who", {"name": "Ffion Garside"}),
        ("contact", {"contact_by": ["email"]}),
        ("contact_email", {"email": email}),
        ("help", {}),
    ]


def reference_on(page: Page) -> str:
    """Return the reference that the confirmation shows."""
    at_page(page, "sent")
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()


def check_fits(page: Page) -> None:
    """See that nothing has to be scrolled sideways."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
