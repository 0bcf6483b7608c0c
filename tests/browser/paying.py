"""How does a resident pay, and come back to a request? With a practice card, or at the card page of a stand-in."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.walking import REFERENCE, Fields, check_fits, form_button, send

CARDS: Final = {"pay": "4242 4242 4242 4242", "decline": "4000 0000 0000 0002", "bank": "4000 0025 0000 3155"}


def pay(page: Page, card: str = "pay") -> None:
    """Go on from the page that says what is due, and pay as this council takes payments.

    card: ``pay``, ``decline`` or ``cancel``, and where there is a card page ``bank``, which asks the bank first.
    """
    expect(page).to_have_url(re.compile(r"/pay/[\w:]+(\?[^/]*)?$"))
    with page.expect_navigation(url=re.compile(r"/pay/|/card_details/"), wait_until="domcontentloaded"):
        form_button(page).click()
    if "/card_details/" not in page.url:
        send(page, {"card": card})
        return
    check_fits(page)
    if card == "cancel":
        _press(page, -1)
        page.locator("main a").click()
        return
    type_card(page, CARDS[card])
    if card == "decline":
        page.locator("main a").click()
        return
    if card == "bank":
        _press(page, 0)
    _press(page, 0)


def type_card(page: Page, number: str) -> None:
    """Fill in the card page and go on."""
    page.locator("#card_no").fill(number)
    page.locator("#expiry_month").fill("12")
    page.locator("#expiry_year").fill("34")
    page.locator("#cardholder_name").fill("J Garden")
    page.locator("#cvc").fill("123")
    if page.locator("#address_line1").count():
        page.locator("#address_line1").fill("1 Mill Lane")
        page.locator("#address_city").fill("Thornbridge")
        page.locator("#address_postcode").fill("N1 9ZZ")
        if not page.locator("#email").input_value():
            page.locator("#email").fill("jo.garden@example.org")
    _press(page, 0)


def _press(page: Page, number: int) -> None:
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("main button").nth(number).click()


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
