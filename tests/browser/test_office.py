"""Can an officer find the next case, see all of it, and act, while others work too?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.office import act, open_case, sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import form_button, send
from tests.browser.windows import Windows


@pytest.fixture(scope="session")
def crowd(demo: Demonstration) -> list[str]:
    """Sixty more enquiries at Stonemere, from one street; their references, the oldest first."""
    return demo.run("tests.browser.crowd", "stonemere", "60").split()


def rows(page: Page) -> list[str]:
    """Return the references that the list shows."""
    return page.locator("tbody th a").all_inner_texts()


def count_of(page: Page, tab: int) -> int:
    """Return the number on a tab of the queue."""
    text = page.locator("nav[aria-label] li a[href^='/office/']", has_text=re.compile(r"\(\d")).nth(tab).inner_text()
    return int(re.findall(r"\((\d+)", text)[0])


def test_the_queue_is_counted_filtered_and_searched(page: Page, demo: Demonstration) -> None:
    sign_in(page, demo, "thornbridge")
    keep_screenshot(page, "office-queue")
    everything = count_of(page, 0)
    assert everything >= len(rows(page)) > 0
    page.locator("input[name=pattern][value='missed-bin']").check()
    page.locator("form:has(#q) button").click()
    expect(page).to_have_url(re.compile("pattern=missed-bin"))
    page.goto(demo.site("thornbridge") + "/office/?language=cy")
    expect(page.locator("#cases")).to_be_visible()
    page.goto(demo.site("thornbridge") + "/office/?q=harriet.oduya@example.org")
    assert len(rows(page)) == 1
    page.locator("main a[href='/office/']").first.click()
    expect(page).to_have_url(re.compile("/office/$"))


def test_a_long_queue_has_pages_in_both_directions(page: Page, demo: Demonstration, crowd: list[str]) -> None:
    sign_in(page, demo, "stonemere")
    page.goto(demo.site("stonemere") + "/office/?pattern=contact-the-council")
    pages = [rows(page)]
    assert len(pages[0]) == 50
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        expect(page.locator("tbody th a").first).not_to_have_text(pages[-1][0])
        pages.append(rows(page))
    seen = [reference for each in pages for reference in each]
    assert len(seen) == len(set(seen))
    assert set(crowd[3:]) <= set(seen)  # the first three are for tests that act
    for before in reversed(pages[:-1]):
        page.locator("a[rel=prev]").click()
        expect(page.locator("tbody th a").first).to_have_text(before[0])
        assert rows(page) == before


def test_a_case_is_taken_noted_and_acted_on(page: Page, demo: Demonstration, crowd: list[str]) -> None:
    sign_in(page, demo, "stonemere")
    open_case(page, crowd[0])
    keep_screenshot(page, "office-case")
    page.locator("form[action*='/assignment'] button").first.click()
    expect(page.locator("main")).to_contain_text("Dennis Oyelaran")
    form_button(page).click()
    expect(page.get_by_role("alert")).to_be_visible()
    send(page, {"note": "Rang and left a message."})
    expect(page.locator("main")).to_contain_text("Rang and left a message.")


def test_two_officers_do_not_undo_each_other(windows: Windows, demo: Demonstration, crowd: list[str]) -> None:
    officer, lead = windows.open(), windows.open()
    sign_in(officer, demo, "stonemere")
    sign_in(lead, demo, "stonemere", role="lead")
    for window in (officer, lead):
        open_case(window, crowd[1])
        window.locator("a[href*='/actions/']").first.click()
    form_button(officer).click()
    expect(officer.get_by_role("alert")).to_contain_text(re.compile("Success", re.IGNORECASE))
    form_button(lead).click()
    expect(lead.locator("main")).to_contain_text("Dennis Oyelaran")
    states = demo.sql(
        "select count(*) from record_event e join cases_case c on c.id = e.subject_id "
        "where c.reference = %s and e.kind = 'case_moved'",
        crowd[1],
    )
    assert states == [(1,)]


def test_a_question_of_an_action_is_answered_before_it_is_done(
    page: Page, demo: Demonstration, crowd: list[str]
) -> None:
    sign_in(page, demo, "stonemere")
    open_case(page, crowd[2])
    act(page, "answer", {})
    expect(page.get_by_role("alert")).to_be_visible()
    send(page, {page.locator("textarea").first.get_attribute("name") or "": "The library opens at nine."})
    expect(page.locator("main")).to_contain_text("The library opens at nine.")


def test_signing_out_ends_it(page: Page, demo: Demonstration) -> None:
    sign_in(page, demo, "stonemere")
    page.locator("form[action='/office/sign-out'] button").click()
    page.goto(demo.site("stonemere") + "/office/")
    expect(page.locator("[name=password]")).to_be_visible()


def test_a_wrong_password_lets_nobody_in(page: Page, demo: Demonstration) -> None:
    page.goto(demo.site("stonemere") + "/office/")
    send(page, {"email": "officer@stonemere.example.org", "password": "not this one"})
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=email]")).to_have_value("officer@stonemere.example.org")


def test_another_councils_cookie_opens_nothing(page: Page, demo: Demonstration, crowd: list[str]) -> None:
    sign_in(page, demo, "stonemere")
    kept = [each for each in page.context.cookies() if "staff" in str(each.get("name"))]
    assert kept
    page.context.add_cookies(
        [{"name": str(each["name"]), "value": str(each["value"]), "url": demo.site("thornbridge")} for each in kept]
    )
    for address in ("/office/", f"/office/cases/{crowd[0]}", "/office/deliveries", "/office/team"):
        page.goto(demo.site("thornbridge") + address)
        expect(page.locator("[name=password]")).to_be_visible()
        assert crowd[0] not in page.locator("main").inner_text()


def test_another_councils_case_is_not_there(page: Page, demo: Demonstration, crowd: list[str]) -> None:
    sign_in(page, demo, "thornbridge")
    answered = page.goto(f"{demo.site('thornbridge')}/office/cases/{crowd[0]}")
    assert answered is not None
    assert answered.status == 404
    page.goto(f"{demo.site('thornbridge')}/office/?q={crowd[0]}")
    assert rows(page) == []
