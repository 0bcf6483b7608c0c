"""Can an officer find work and take it, and a lead share it out? Queues, searches, kept lists, acts on many, rules."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import send
from tests.browser.windows import Windows

COUNCILS = {"en": "fallowdale", "cy": "brynafon"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_finding_and_sharing_work(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(council)
    sign_in(page, demo, council, role="lead")
    page.goto(f"{site}/office/?lang={language}")
    lists(page, looked, site, language)
    many(page, looked, site, language)
    rules(page, looked, site)
    own_work(page, looked, site, language)
    looked.check()


def lists(page: Page, looked: Looked, site: str, language: str) -> None:
    """Narrow the queue, search it, keep the list, and delete it again."""
    page.goto(f"{site}/office/?phase=open&sort=priority&last_from=resident&tag=storm&like=yes")
    looked.at(page)
    page.goto(f"{site}/office/?q=a+name+that+nobody+has")
    looked.at(page)
    page.goto(f"{site}/office/")
    keep_screenshot(page, f"queue-filters-{language}")
    page.goto(f"{site}/office/views/new?list=due%3Doverdue")
    send(page)
    looked.at(page)
    send(page, {"name": f"Late {language}", "shared": "council"})
    looked.at(page)
    page.locator("main table a[href*='/office/views/']").last.click()
    looked.at(page)
    page.locator("main a[href$='/delete']").click()
    looked.at(page)
    send(page)


def many(page: Page, looked: Looked, site: str, language: str) -> None:
    """Tick two cases, set their priority after seeing what happens, and take it back."""
    page.goto(f"{site}/office/bulk?list=owner%3Dnone")
    looked.at(page)
    boxes = page.locator("main input[name=case]")
    for place in range(2):
        boxes.nth(place).check(force=True)
    page.locator("form#bulk button").click()
    looked.at(page)
    page.locator("main a[href*='/what/priority']").click()
    send(page)
    looked.at(page)
    send(page, {"value": "1", "reason": "Storm"})
    looked.at(page)
    keep_screenshot(page, f"bulk-preview-{language}")
    send(page)
    looked.at(page)
    page.locator("form[action$='/undo'] button").click()
    looked.at(page)


def rules(page: Page, looked: Looked, site: str) -> None:
    """Add a rule, an absence and a skill, look at an officer's work, and delete the rule."""
    page.goto(f"{site}/office/rules")
    looked.at(page)
    page.goto(f"{site}/office/rules/new")
    looked.at(page)
    page.locator("main input[name=how][value=officer]").check(force=True)
    send(page)
    looked.at(page)
    page.locator("main input[name=how][value=team]").check(force=True)
    send(page)
    looked.at(page)
    page.locator("main table a[href*='/rules/']").first.click()
    looked.at(page)
    page.locator("main a[href$='/delete']").click()
    looked.at(page)
    send(page)
    page.goto(f"{site}/office/absences")
    looked.at(page)
    page.locator("main table a[href*='/officers/']").first.click()
    looked.at(page)


def own_work(page: Page, looked: Looked, site: str, language: str) -> None:
    """See what there is to do, take the next case, and give it back with a reason."""
    page.goto(f"{site}/office/tasks")
    looked.at(page)
    page.goto(f"{site}/office/home")
    looked.at(page)
    keep_screenshot(page, f"my-work-{language}")
    page.locator("form[action$='/office/next'] button").click()
    expect(page.locator("a[href$='/decline']")).to_be_visible()
    page.locator("a[href$='/decline']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"reason": "I know the family"})
    looked.at(page)
