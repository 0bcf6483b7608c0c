"""Does the money of a collection come out right, from the card page to the council's day? Somebody pays, takes
something out again, and gets the difference back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.looking import Looked
from tests.browser.office import open_case, sign_in
from tests.browser.paying import open_step
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_bulky_waste import ENGLISH_EMAIL, book
from tests.browser.walking import check_fits, send
from tests.browser.windows import PHONE, Windows

UPRN = "999901000014"


def test_what_is_paid_changed_and_given_back_in_part_stands_in_the_councils_day(
    windows: Windows, demo: Demonstration
) -> None:
    phone, mail, desk = windows.open(size=PHONE), windows.open(), windows.open(tested=True)
    reference = book(phone, demo, {"items-table": "2", "items-chair": "1"}, uprn=UPRN)
    follow(phone, demo, "thornbridge", reference, ENGLISH_EMAIL)
    open_step(phone, "change_items")
    expect(phone.locator("main")).to_contain_text("Money that we give back if it costs less: the difference")
    check_fits(phone)
    send(phone, {"items-table": "1", "items-chair": "1"})
    open_message(mail, demo, ENGLISH_EMAIL, f"We have changed what we collect: {reference}")
    assert "Paid in all: £23" in letter(mail)
    assert "Money that you get back: £10" in letter(mail)

    looked = Looked("en")
    sign_in(desk, demo, "thornbridge", role="lead")
    open_case(desk, reference)
    expect(desk.locator("h1")).to_have_text("Bulky waste: 1 × Table, 1 × Chair")
    money = desk.locator(".govuk-summary-card", has=desk.get_by_role("heading", name="Payments"))
    expect(money).to_contain_text("Given back", timeout=20_000)
    expect(money).to_contain_text("Left in all")
    expect(money).to_contain_text("£13")
    desk.goto(f"{demo.site('thornbridge')}/office/money")
    rows = desk.locator("main tr", has_text=reference)
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("£23")
    expect(rows.nth(1)).to_contain_text("−£10")
    looked.at(desk)
    keep_screenshot(desk, "money-day")
    assert not looked.wrong, looked.wrong
