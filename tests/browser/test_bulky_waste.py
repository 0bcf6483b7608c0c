"""Can somebody book bulky waste on a phone in Welsh, and change it? Can others have their money or another day?"""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.office import act, open_case, sign_in
from tests.browser.paying import open_step, paid_reference, pay, take_step
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import Fields, address_steps, at_page, begin, check_fits, send, walk
from tests.browser.windows import PHONE, Windows

WELSH_EMAIL = "mair.lloyd@example.org"
ENGLISH_EMAIL = "kit.harding@example.org"
SERVICE = "bulky-waste"


def test_from_a_phone_in_welsh_to_an_empty_pavement(windows: Windows, demo: Demonstration) -> None:
    phone, mail, desk = windows.open(size=PHONE, javascript=False), windows.open(), windows.open()
    reference = book_in_welsh(phone, demo)
    open_message(mail, demo, WELSH_EMAIL, "Mae eich casgliad gwastraff swmpus wedi'i drefnu")
    expect(mail.locator(".letter")).to_have_attribute("lang", "cy")
    assert "2 × Bwrdd" in letter(mail)
    assert "£26" in letter(mail)

    change_in_welsh(phone, demo, reference)
    open_message(mail, demo, WELSH_EMAIL, "Rydym wedi newid yr hyn a gasglwn")
    assert "1 × Soffa\n1 × Bwrdd" in letter(mail)
    open_message(mail, demo, WELSH_EMAIL, "Rydym wedi newid diwrnod eich casgliad")

    sign_in(desk, demo, "brynafon")
    open_case(desk, reference)
    act(desk, "collect", {})
    open_message(mail, demo, WELSH_EMAIL, "Rydym wedi casglu eich pethau")
    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    take_step(phone, "say_missed", {"what_is_left": "Y soffa."})
    open_message(mail, demo, WELSH_EMAIL, "Rydym yn edrych i mewn i'r mater")


def book_in_welsh(phone: Page, demo: Demonstration) -> str:
    """Book and pay a collection at Brynafon, after asking for too much, and return its reference."""
    begin(phone, demo, "brynafon", SERVICE)
    walk(phone, [*address_steps("ll232aa", "999904000011"), ("group", {"group": "none"})])
    at_page(phone, "items")
    check_fits(phone)
    keep_screenshot(phone, "bulky-waste-cy-320")
    walk(phone, [("items", {"items-sofa": "4", "items-table": "4"})])
    at_page(phone, "outcome")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mae gormod o eitemau")
    check_fits(phone)
    phone.locator("a.govuk-back-link").click()
    walk(phone, [("items", {"items-sofa": "", "items-table": "2"})])
    choose_day(phone, 1)
    finish(phone, [("about_items", {"item_note_optional": "Dau fwrdd pren"}), ("place", {})], WELSH_EMAIL)
    expect(phone.locator("main")).to_contain_text("£26")
    send(phone)
    check_fits(phone)
    pay(phone)
    check_fits(phone)
    return paid_reference(phone)


def change_in_welsh(phone: Page, demo: Demonstration, reference: str) -> None:
    """Change what is collected, which must be something else, and the day."""
    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    check_fits(phone)
    take_step(phone, "change_items")
    expect(phone.get_by_role("alert")).to_contain_text("Dyma'r hyn rydych wedi'i archebu'n barod")
    check_fits(phone)
    send(phone, {"items-table": "1", "items-sofa": "1"})
    follow(phone, demo, "brynafon", reference, WELSH_EMAIL)
    open_step(phone, "change_date")
    check_fits(phone)
    send(phone, {"slot": days_on_offer(phone)[3]})


def test_cancelling_gives_the_money_back_and_the_day_to_others(windows: Windows, demo: Demonstration) -> None:
    page, mail = windows.open(), windows.open()
    reference = book(page, demo, {"items-table": "2", "items-chair": "1"})
    begin(page, demo, "thornbridge", SERVICE)
    walk(page, address_steps("se282aa", "999901000011"))
    at_page(page, "outcome")
    expect(page.get_by_role("heading", level=1)).to_have_text("This address has a collection booked")

    follow(page, demo, "thornbridge", reference, ENGLISH_EMAIL)
    open_step(page, "cancel")
    expect(page.locator("main")).to_contain_text("Money that you get back: £23")
    send(page)
    expect(page.locator("main")).to_contain_text("Cancelled")
    open_message(mail, demo, ENGLISH_EMAIL, f"Your collection is cancelled: {reference}")
    assert "Money that you get back: £23" in letter(mail)


def test_when_the_vehicle_breaks_down_another_day_is_chosen(windows: Windows, demo: Demonstration) -> None:
    page, mail, desk = windows.open(), windows.open(), windows.open()
    reference = book(page, demo, {"items-sofa": "1"}, uprn="999901000012")
    sign_in(desk, demo, "thornbridge")
    open_case(desk, reference)
    expect(desk.locator("main")).to_contain_text("Put it on the crew's list")
    act(desk, "fail", {"reason": "vehicle"})
    open_message(mail, demo, ENGLISH_EMAIL, f"We could not collect your things: {reference}")

    follow(page, demo, "thornbridge", reference, ENGLISH_EMAIL)
    open_step(page, "choose")
    send(page, {"slot": days_on_offer(page)[4]})
    open_message(mail, demo, ENGLISH_EMAIL, f"We have changed the day of your collection: {reference}")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Tell the crew what has changed")
    desk.locator("a[href*='/tasks/tell_crew']").click()
    send(desk)
    expect(desk.locator("main")).to_contain_text("Booked")


def book(page: Page, demo: Demonstration, items: Fields, *, uprn: str = "999901000011") -> str:
    """Book and pay a collection at Thornbridge, and return its reference."""
    begin(page, demo, "thornbridge", SERVICE)
    walk(page, [*address_steps("se282aa", uprn), ("items", items)])
    choose_day(page, 2)
    finish(page, [("place", {"location_note": "Behind the wall"})], ENGLISH_EMAIL)
    send(page)
    pay(page)
    return paid_reference(page)


def choose_day(page: Page, number: int) -> None:
    """Choose one of the days on offer, counted from 0."""
    at_page(page, "date")
    check_fits(page)
    send(page, {"slot": days_on_offer(page)[number]})


def days_on_offer(page: Page) -> list[str]:
    """Return the days that can be chosen, as a list to select from or as buttons."""
    options = page.locator("select[name=slot] option, input[name=slot]")
    values: list[str] = options.evaluate_all("all => all.map(one => one.value)")
    return [value for value in values if value]


def finish(page: Page, steps: Sequence[tuple[str, Fields]], email: str) -> None:
    """Go from the things to check-your-answers."""
    walk(
        page,
        [
            *steps,
            ("agree", {"agreed": ["yes"]}),
            ("who", {"name": "Kit Harding"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": email}),
        ],
    )
    at_page(page, "check")
    check_fits(page)
