"""Can whoever looks after records hold, dispose, and give out, in both languages, and do others see none of it?"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import send
from tests.browser.windows import Windows

RULE = "/office/records/due/contact-the-council/general/anonymise"
NAMES = {"en": "Perpetua Oldcase", "cy": "Myfanwy Henachos"}


def press(page: Page, form: str) -> None:
    """Press the button of a form that has an id of its own."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(f"form#{form} button[type=submit]").first.click()


def wait_until(page: Page, selector: str) -> None:
    """Load the page again until the worker has done its part."""
    for _ in range(60):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(selector)).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_records_from_the_hold_to_the_certificate(windows: Windows, demo: Demonstration, language: str) -> None:
    looked, site = Looked.in_turn(language), demo.site("brynafon")
    reference = demo.run("tests.browser.oldcases", "brynafon", NAMES[language]).strip()
    page, other = windows.open(tested=True), windows.open(tested=True)
    for each, role in ((page, "records"), (other, "manager")):
        each.goto(f"{site}/?lang={language}")
        sign_in(each, demo, "brynafon", role=role)
    case = f"{site}/office/cases/{reference}"
    ask_for(page, looked, case)
    give_out(page, other, looked, case)
    hold(page, looked, site, case)
    restrict(windows, demo, page, looked, site, case)
    dispose(page, other, looked, site, language)
    for each in (page, other):
        each.goto(case)
        expect(each.locator("main")).not_to_contain_text(NAMES[language])
    looked.check()


def ask_for(page: Page, looked: Looked, case: str) -> None:
    """Look at how a request for the person's rights is opened; one that is open would keep the case from going."""
    page.goto(case)
    page.locator("main a[href*='/office/people/']").first.click()
    page.locator("main a[href$='/rights']").click()
    looked.at(page)
    send(page, {"right": "access", "how": "download"})
    looked.at(page)


def give_out(page: Page, other: Page, looked: Looked, case: str) -> None:
    """Collect everything about the person, remove the neighbour, and have it checked."""
    page.goto(f"{case}/pack")
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"purpose": "access", "language": "en"})
    looked.at(page)
    pack = page.url
    press(page, "rest")
    page.goto(f"{pack}/parts/1")
    looked.at(page)
    page.goto(pack)
    decided = re.compile(r"Give out|Rhoi allan")
    undecided = page.locator("tbody tr", has=page.locator("td:last-child", has_not_text=decided))
    addresses = [each.locator("a").get_attribute("href") or "" for each in undecided.all()]
    assert addresses
    for address in addresses:
        page.goto(re.sub(r"/office/.*", address, page.url))
        if page.locator("[name=marks]").count() and "Plumwhistle" in page.locator("main").inner_text():
            send(page, {"choice": "redact"})
            looked.at(page)
            page.locator("[name=marks]").first.check()
            send(page, {"choice": "redact", "exemption": "others"})
        elif page.locator("main a[href$='/boxes']").count():
            black_out(page, looked)
            send(page, {"choice": "redact", "exemption": "others"})
        else:
            send(page, {"choice": "include"})
    page.goto(pack)
    press(page, "send")
    looked.at(page)
    other.goto(pack)
    looked.at(other)
    press(other, "approve")
    wait_until(other, "a[href$='/file']")
    looked.at(other)
    page.goto(re.sub(r"/packs/.*", "/packs", pack))
    looked.at(page)


def black_out(page: Page, looked: Looked) -> None:
    """Black out a part of the first page of the file of this part, and come back to it."""
    page.locator("main a[href$='/boxes']").click()
    looked.at(page)
    send(page, {"left": "10", "top": "20", "width": "120", "height": "5"})
    looked.at(page)
    send(page, {"width": "50"})
    looked.at(page)
    page.locator("main a[href*='as=given']").click()
    looked.at(page)
    page.go_back()
    page.locator(f"main a[href$='{re.sub(r'.*/parts/', '/parts/', page.url).partition('/boxes')[0]}']").click()


def hold(page: Page, looked: Looked, site: str, case: str) -> None:
    """Hold the case, see it, look at it again and release it."""
    day = date.today() + timedelta(days=60)
    page.goto(f"{case}/hold")
    looked.at(page)
    send(page)
    looked.at(page)
    fields = {"scope": "case", "reason": "A claim", "review_date-day": str(day.day)}
    send(page, {**fields, "review_date-month": str(day.month), "review_date-year": str(day.year)})
    expect(page.locator("main")).to_contain_text("A claim")
    looked.at(page)
    page.goto(f"{site}/office/records/holds")
    looked.at(page)
    page.locator("tbody a").first.click()
    looked.at(page)
    press(page, "release")
    looked.at(page)
    page.locator("form#release [name=why]").fill("It is settled")
    press(page, "release")
    page.goto(f"{site}/office/records/holds?released=yes")
    looked.at(page)
    page.locator("tbody a").first.click()
    looked.at(page)


def restrict(windows: Windows, demo: Demonstration, page: Page, looked: Looked, site: str, case: str) -> None:
    """Restrict the use of the person's data, have somebody ask to work on the case, refuse it, and lift it."""
    day = date.today() + timedelta(days=60)
    page.goto(f"{case}/restrict")
    looked.at(page)
    send(page)
    looked.at(page)
    fields = {"reason": "They say it is wrong", "review_date-day": str(day.day)}
    send(page, {**fields, "review_date-month": str(day.month), "review_date-year": str(day.year)})
    looked.at(page)
    officer = windows.open(tested=True)
    officer.goto(f"{site}/?lang={looked.language}")
    sign_in(officer, demo, "brynafon")
    officer.goto(f"{case}/use")
    looked.at(officer)
    send(officer, {"ground": "claims", "reason": "A claim in court"})
    looked.at(officer)
    page.goto(f"{site}/office/records/uses")
    looked.at(page)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("form[id^=refuse-] button").click()
    looked.at(page)
    page.goto(f"{case}/restrict")
    looked.at(page)
    page.locator("form#lift [name=why]").fill("It was right; told by letter")
    press(page, "lift")
    looked.at(page)


def dispose(page: Page, other: Page, looked: Looked, site: str, language: str) -> None:
    """Propose what is due, approve it as somebody else, and print the certificate."""
    page.goto(f"{site}/office/records/longer/contact-the-council")
    looked.at(page)
    page.goto(f"{site}/office/records")
    looked.at(page)
    if language == "en":
        keep_screenshot(page, "office-records")
    page.goto(site + RULE)
    looked.at(page)
    press(page, "propose")
    looked.at(page)
    run = page.url
    other.goto(run)
    looked.at(other)
    send(other, {"number": "0"})
    looked.at(other)
    number = str(other.locator("tbody tr").count())
    send(other, {"number": number})
    wait_until(other, "a[href$='/certificate']")
    looked.at(other)
    other.locator("a[href$='/certificate']").click()
    looked.at(other)
    page.goto(f"{site}/office/records/disposals")
    looked.at(page)


def test_an_officer_finds_no_records(page: Page, demo: Demonstration) -> None:
    sign_in(page, demo, "stonemere")
    for path in ("", "/disposals", "/holds", "/packs"):
        answer = page.goto(f"{demo.site('stonemere')}/office/records{path}")
        assert answer is not None
        assert answer.status == 404
