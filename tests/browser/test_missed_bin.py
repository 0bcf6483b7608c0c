"""Can somebody with a small phone and no JavaScript report a missed bin in Welsh, and hear in Welsh what came of it?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow, today
from tests.browser.office import act, open_case, sign_in
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import address_steps, at_page, begin, check_fits, reference_on, send, walk
from tests.browser.windows import PHONE, Windows

EMAIL = "eluned.bach@example.org"


def test_from_a_phone_in_welsh_to_a_collected_bin(windows: Windows, demo: Demonstration) -> None:
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    reference = report(phone, demo)
    open_message(mail, demo, EMAIL, reference)
    expect(mail.locator(".letter")).to_have_attribute("lang", "cy")
    assert "Diolch" in letter(mail)

    sign_in(desk, demo, "brynafon")
    open_case(desk, reference)
    act(desk, "schedule", {})
    expect(desk.get_by_role("alert")).to_be_visible()
    send(desk, {f"return_date-{part}": number for part, number in today(demo).items()})
    open_message(mail, demo, EMAIL, "Rydym yn dod yn ôl")
    act(desk, "collect", {})
    open_message(mail, demo, EMAIL, "Rydym wedi casglu eich gwastraff")
    assert reference in letter(mail)

    follow(phone, demo, "brynafon", reference, EMAIL.upper())
    expect(phone.locator("main")).to_contain_text("Wedi'i gasglu")
    check_fits(phone)


def report(phone: Page, demo: Demonstration) -> str:
    """Report the first bin of the first house of Brynafon's stories, in Welsh, and return the reference."""
    phone.goto(demo.site("brynafon"))
    expect(phone.locator("html")).to_have_attribute("lang", "cy")
    begin(phone, demo, "brynafon", "missed-bin")
    walk(phone, address_steps("ll232aa", "999904000001"))
    at_page(phone, "which")
    check_fits(phone)
    keep_screenshot(phone, "missed-bin-cy-320")
    stream = phone.locator("[name=collections]").first.get_attribute("value") or ""
    walk(
        phone,
        [
            ("which", {"collections": [stream]}),
            ("who", {"name": "Eluned Bach"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": EMAIL}),
        ],
    )
    at_page(phone, "check")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Gwiriwch eich atebion")
    check_fits(phone)
    send(phone)
    reference = reference_on(phone)
    expect(phone.locator("main")).to_contain_text("Eich cyfeirnod")
    check_fits(phone)
    return reference
