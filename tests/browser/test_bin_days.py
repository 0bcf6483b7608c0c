"""Can somebody find their bin days, and keep them in a calendar?"""

from __future__ import annotations

import icalendar
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import at_page, send
from tests.browser.windows import PHONE, Windows


def test_bin_days_by_postcode_and_as_a_calendar(windows: Windows, demo: Demonstration) -> None:
    page = windows.open(size=PHONE, javascript=False)
    page.goto(demo.site("stonemere"))
    page.get_by_label("What is your postcode?").fill("sy12 3aa")
    page.get_by_role("button", name="Find address").click()
    at_page(page, "choose")
    send(
        page,
        {
            page.locator("form#questions select, form#questions input[type=radio]").first.get_attribute("name")
            or "": "999903000001"
        },
    )
    at_page(page, "999903000001")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("1 Mere Road")
    keep_screenshot(page, "bin-day")
    link = page.locator("a[href$='calendar.ics']")
    expect(link).to_have_count(1)
    answered = page.request.get(
        f"{demo.site('stonemere')}{link.get_attribute('href')}".replace("stonemere.localhost", "127.0.0.1"),
        headers={"Host": f"stonemere.localhost:{demo.port}"},
    )
    assert answered.ok
    assert answered.headers["content-type"].startswith("text/calendar")
    days = [each for each in icalendar.Calendar.from_ical(answered.text()).walk("VEVENT")]
    assert days
    assert all(day["SUMMARY"] for day in days)


def test_a_property_of_another_council_has_no_bin_days_here(page: Page, demo: Demonstration) -> None:
    answered = page.goto(demo.site("stonemere") + "/property/999901000001")
    assert answered is not None
    assert answered.status == 404
