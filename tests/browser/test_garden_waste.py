"""Can people subscribe to garden waste on a phone in Welsh, add a bin and end it? Can officers bring and move bins?"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import paying
from tests.browser.demonstration import Demonstration
from tests.browser.following import follow, today
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.walking import (
    REFERENCE,
    Fields,
    address_steps,
    at_page,
    begin,
    check_fits,
    send,
    walk,
)
from tests.browser.windows import PHONE, Windows

HOUSE = ("DL11 2AA", "999902000001")
"""At Fallowdale, where residents choose bins or sacks."""
WELSH_EMAIL = "gwen.ardd@example.org"
ENGLISH_EMAIL = "jo.garden@example.org"


def subscribe(page: Page, email: str, *, bins: str, have: str) -> None:
    """Go from the number of bins to the page where it is paid."""
    walk(page, [("bins", {"bins": bins}), ("have", {"have_bins": have})])
    at_page(page, "price")
    check_fits(page)
    send(page)
    walk(
        page,
        [
            ("who", {"name": "Gwen Ardd"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": email}),
        ],
    )
    at_page(page, "check")
    check_fits(page)
    send(page, {"declaration": "yes"})
    at_page(page, "pay/opened")
    check_fits(page)


def pay(page: Page) -> str:
    """Pay, and return the reference that the page then shows."""
    paying.pay(page)
    expect(page).to_have_url(re.compile(r"/track/"))
    check_fits(page)
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()
    return found.group()


def test_a_subscription_in_welsh_on_a_phone_until_it_is_ended(windows: Windows, demo: Demonstration) -> None:
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    begin(phone, demo, "brynafon", "garden-waste")
    walk(phone, address_steps("ll232aa", "999904000001"))
    at_page(phone, "bins")
    send(phone, {"bins": "40"})
    expect(phone.get_by_role("alert")).to_contain_text("Nifer y biniau: rhowch 5 neu lai")
    subscribe(phone, WELSH_EMAIL, bins="2", have="1")
    reference = pay(phone)
    open_message(mail, demo, WELSH_EMAIL, "Eich tanysgrifiad gwastraff gardd: GWS")
    assert "Biniau: 2" in letter(mail)

    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    expect(phone.locator("main")).to_contain_text("Mae gennych danysgrifiad")
    check_fits(phone)
    move(phone, "add_bins", {"extra": "1", "extra_deliver": "1"})
    pay(phone)
    open_message(mail, demo, WELSH_EMAIL, "Rydych wedi ychwanegu at eich tanysgrifiad")
    assert "Nifer y biniau nawr: 3" in letter(mail)

    move_away(desk, demo, reference)
    open_message(mail, demo, WELSH_EMAIL, "Mae eich tanysgrifiad gwastraff gardd wedi symud")
    assert "3 Heol yr Eglwys" in letter(mail)

    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    move(phone, "cancel", {"cancel_reason": "moving"})
    expect(phone.locator("main")).to_contain_text("Rydych wedi dod â'ch tanysgrifiad i ben")
    open_message(mail, demo, WELSH_EMAIL, "Rydych wedi dod â'ch tanysgrifiad gwastraff gardd i ben")
    assert "Byddwch yn cael yn ôl: £75" in letter(mail)


def move_away(desk: Page, demo: Demonstration, reference: str) -> None:
    """Move a subscription of Brynafon to another house, as an officer."""
    sign_in(desk, demo, "brynafon")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("GWS-")
    new_home = {"new_uprn": "999904000003", "new_address": "3 Heol yr Eglwys, Brynafon", "who_moves": "yes"}
    from_today = {f"transfer_date-{part}": value for part, value in today(demo).items()}
    act(desk, "transfer", {**new_home, **from_today})


def test_an_officer_brings_the_bins_of_an_english_subscription(windows: Windows, demo: Demonstration) -> None:
    page, desk = windows.open(), windows.open()
    begin(page, demo, "fallowdale", "garden-waste")
    walk(page, [*address_steps(*HOUSE), ("container", {"container": "bins"})])
    subscribe(page, ENGLISH_EMAIL, bins="1", have="0")
    reference = pay(page)

    sign_in(desk, demo, "fallowdale")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("Bring bins or sacks")
    desk.locator("a[href*='/tasks/bring']").click()
    send(desk, {f"brought_date-{part}": value for part, value in today(demo).items()})
    expect(desk.locator("main")).to_contain_text("Task done: Bring bins or sacks")

    begin(page, demo, "fallowdale", "garden-waste")
    walk(page, address_steps(*HOUSE))
    at_page(page, "outcome")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is a subscription at this address")


def move(page: Page, transition: str, fields: Fields) -> None:
    """Do something with the subscription that is followed."""
    page.locator(f"main a[href$='/{transition}']").click()
    check_fits(page)
    send(page, fields)
