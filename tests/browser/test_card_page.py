"""Can people pay at the card page in both languages, with and without luck, and is every page of it accessible?"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.paying import CARDS, paid_reference, pay, type_card
from tests.browser.walking import address_steps, at_page, begin, form_button, send, walk
from tests.browser.windows import Windows


def to_the_card(page: Page, demo: Demonstration, uprn: str) -> None:
    """Go as far as the page that says what is due for a bulky waste collection at Brynafon."""
    begin(page, demo, "brynafon", "bulky-waste")
    walk(page, [*address_steps("ll232aa", uprn), ("group", {"group": "none"})])
    at_page(page, "items")
    walk(page, [("items", {"items-table": "1"})])
    page.locator("main input[type=radio]").first.check()
    send(page)
    walk(
        page,
        [
            ("about_items", {}),
            ("place", {}),
            ("agree", {"agreed": ["yes"]}),
            ("who", {"name": "Gwen Ardd"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": "gwen.cerdyn@example.org"}),
        ],
    )
    at_page(page, "check")
    send(page)


def test_a_payment_with_a_declined_card_a_change_of_mind_and_a_bank(windows: Windows, demo: Demonstration) -> None:
    page, looked = windows.open(tested=True), Looked("cy")
    to_the_card(page, demo, "999904000015")
    pay(page, "decline")
    expect(page.locator("main")).to_contain_text("Gwrthodwyd eich cerdyn")
    pay(page, "cancel")
    expect(page.locator("main")).to_contain_text("Rydych wedi canslo’r taliad")

    form_button(page).click()
    expect(page).to_have_url(re.compile("/card_details/"))
    looked.at(page)
    type_card(page, "1234")
    expect(page.get_by_role("alert")).to_contain_text("Nid cerdyn prawf yw hwn")
    looked.at(page)
    type_card(page, CARDS["bank"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Mae’ch banc eisiau gwybod mai chi sydd yno")
    looked.at(page)
    page.locator("main button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cadarnhau’ch taliad")
    looked.at(page)
    page.locator("main button").first.click()
    assert paid_reference(page)
    page.reload()
    assert paid_reference(page), "coming back twice is no harm"
    assert not looked.wrong, looked.wrong


def test_who_leaves_the_card_page_can_go_on(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(javascript=False)
    to_the_card(page, demo, "999904000016")
    here = page.url
    form_button(page).click()
    expect(page).to_have_url(re.compile("/card_details/"))
    page.goto(here)
    pay(page)
    assert paid_reference(page)


def test_the_list_of_demo_payments_is_accessible(windows: Windows, demo: Demonstration) -> None:
    page, looked = windows.open(tested=True), Looked("en")
    page.goto(f"http://127.0.0.1:{demo.port + 2}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo payments")
    looked.at(page)
    assert not looked.wrong, looked.wrong
