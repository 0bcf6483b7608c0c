"""Do officers work on one case together, join what belongs together, and let a second person look?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from commonhall.upkeep.demo.councils import COUNCILS as DEMONSTRATED
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_bulky_waste import book
from tests.browser.walking import answer, contact_steps, form_button, reference_on, send, walk
from tests.browser.windows import Windows

COUNCILS = {"en": "fallowdale", "cy": "brynafon"}
CONTACT = "/services/contact-the-council"


def write(page: Page, demo: Demonstration, council: str, email: str, message: str) -> str:
    """Write to the council as a resident, and return the reference."""
    page.goto(demo.site(council) + CONTACT)
    page.locator(f"main a[href^='{CONTACT}/']").first.click()
    walk(page, contact_steps(email, message=message))
    send(page)
    return reference_on(page)


def press(page: Page, value: str) -> None:
    """Press one of the buttons that send what they are called."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(f"main button[name=do][value={value}]").click()


def wrong_then(page: Page, looked: Looked, fields: dict[str, str]) -> None:
    """Look at a form, at its errors, and send it well."""
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, fields)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_two_officers_and_cases_that_belong_together(windows: Windows, demo: Demonstration, language: str) -> None:
    council, looked = COUNCILS[language], Looked.in_turn(language)
    resident = windows.open()
    email = f"together.{language}@example.org"
    one, other, third = (write(resident, demo, council, email, f"The light is out ({n}).") for n in "abc")
    page, lead = windows.open(tested=True), windows.open()
    sign_in(page, demo, council)
    sign_in(lead, demo, council, role="lead")
    site = demo.site(council)
    page.goto(f"{site}/office/?lang={language}")
    here = f"{site}/office/cases/{one}"
    arrange(page, looked, here)
    talk(page, lead, looked, here, site)
    again(page, looked, here)
    link(page, looked, here, other)
    keep_screenshot(page, f"case-together-{language}")
    correct(page, looked, here)
    merge(page, looked, here, other)
    split(page, looked, f"{site}/office/cases/{third}")
    move(page, looked, f"{site}/office/cases/{third}")
    lead.goto(f"{site}/office/?lang={language}")
    newest(lead, demo, council, looked if language == "en" else None, f"{site}/office/cases/{other}")
    looked.check()


def arrange(page: Page, looked: Looked, here: str) -> None:
    """Set priority, review date and tags, and watch the case."""
    page.goto(f"{here}/arrange")
    looked.at(page)
    answer(page, {"review_date-day": "99", "tags": "x" * 50})
    send(page)
    looked.at(page)
    send(page, {"priority": "2", "tags": "storm, lighting", "review_date-day": ""})
    expect(page.locator("main")).to_contain_text("lighting, storm")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("form[action$='/watch'] button").click()
    looked.at(page)


def talk(page: Page, lead: Page, looked: Looked, here: str, site: str) -> None:
    """Name the lead in a note; the lead finds it, and strikes it through later."""
    page.goto(here)
    page.locator("#note").fill(f"@{lead_of(here)}, please look.")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("form[action*='/notes'] button").click()
    looked.at(page)
    page.locator("a[href*='/notes/']").first.click()
    wrong_then_text(page, looked)
    page.locator("a[href*='/notes/']").first.click()
    press(page, "pin")
    page.goto(f"{site}/office/mine")
    looked.at(page)
    lead.goto(f"{site}/office/mine")
    expect(lead.locator("main")).to_contain_text("Please look at this.")
    lead.goto(here)
    lead.locator("a[href*='/notes/']").first.click()
    send(lead, {"why": "Wrong case"})
    page.goto(here)
    looked.at(page)


def lead_of(address: str) -> str:
    """Return the name of the lead of the council whose site it is."""
    return next(one.lead for one in DEMONSTRATED if f"//{one.slug}." in address)


def wrong_then_text(page: Page, looked: Looked) -> None:
    """Change one's own note, first to nothing."""
    looked.at(page)
    send(page, {"text": " "})
    looked.at(page)
    send(page, {"text": "Please look at this."})


def again(page: Page, looked: Looked, here: str) -> None:
    """Keep that it happened again."""
    page.goto(f"{here}/again")
    wrong_then(page, looked, {"text": "Out again.", "reporter": "Nia Penmaen", "channel": "phone"})
    expect(page.locator("#repeats")).to_be_attached()
    looked.at(page)


def link(page: Page, looked: Looked, here: str, other: str) -> None:
    """Link the case to another, and look at how the link would be taken away."""
    page.goto(f"{here}/links")
    wrong_then(page, looked, {"other": other, "kind": "follows"})
    expect(page.locator("main")).to_contain_text(other)
    looked.at(page)
    page.locator("a[href*='/links/']").first.click()
    looked.at(page)
    page.goto(here)


def correct(page: Page, looked: Looked, here: str) -> None:
    """Correct an answer."""
    page.goto(f"{here}/answers")
    looked.at(page)
    page.goto(f"{here}/answers/message")
    looked.at(page)
    send(page, {"message": ""})
    looked.at(page)
    send(page, {"message": "The light at number 9 is out.", "correction_why": "They rang"})
    expect(page.locator("#corrected")).to_be_attached()
    looked.at(page)


def merge(page: Page, looked: Looked, here: str, other: str) -> None:
    """Merge the case into another, look at it at rest, and take the two apart again."""
    page.goto(f"{here}/merge")
    wrong_then(page, looked, {"other": other})
    wrong_then(page, looked, {"why": "The same light", "tell": "no"})
    looked.at(page)
    page.goto(here)
    expect(page.locator("#merged")).to_be_attached()
    looked.at(page)
    page.goto(f"{here}/unmerge")
    looked.at(page)
    send(page)
    expect(page.locator("#merged")).not_to_be_attached()


def split(page: Page, looked: Looked, here: str) -> None:
    """Make a part a case of its own."""
    page.goto(f"{here}/split")
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"service": "contact-the-council", "about": "The bench.", "along": ["topic", "message", "name"]})
    expect(page.locator("#related")).to_be_attached()
    looked.at(page)


def move(page: Page, looked: Looked, here: str) -> None:
    """Make the case one of another service."""
    page.goto(f"{here}/service")
    wrong_then(page, looked, {"service": "complaints"})
    wrong_then(page, looked, {"recast_why": "It is a complaint"})
    expect(page.locator("#recast")).to_be_attached()
    looked.at(page)


def newest(lead: Page, demo: Demonstration, council: str, looked: Looked | None, here: str) -> None:
    """Move a case to the newest version of its service, which now has another setting."""
    demo.run("commonhall", "council", "set", council, "contact-the-council", "answer_within_days", "12")
    lead.goto(f"{here}/version")
    if looked is not None:
        expect(form_button(lead)).to_be_visible()
    send(lead, {"recast_why": "New rules"})
    expect(lead.locator("#recast")).to_be_attached()


def test_a_large_refund_waits_for_a_second_person(windows: Windows, demo: Demonstration) -> None:
    demo.run("commonhall", "council", "set", "thornbridge", "bulky-waste", "refund_second_person", "100")
    looked = Looked("en")
    resident = windows.open()
    reference = book(resident, demo, {"items-sofa": "1"}, uprn="999901000013")
    page, lead = windows.open(tested=True), windows.open(tested=True)
    sign_in(page, demo, "thornbridge")
    here = f"{demo.site('thornbridge')}/office/cases/{reference}"
    page.goto(f"{here}/actions/take_some")
    send(page, {"left": "The glass was broken.", "amount": "5.00"})
    expect(page.locator("#proposal")).to_be_attached()
    looked.at(page)
    page.locator("a[href*='/proposals/']").click()
    looked.at(page)
    sign_in(lead, demo, "thornbridge", role="lead")
    lead.goto(f"{demo.site('thornbridge')}/office/approvals")
    looked.at(lead)
    lead.locator("a[href*='/proposals/']").first.click()
    wrong_then(lead, looked, {"comment": "Say why the glass was not safe."})
    page.goto(f"{here}/actions/take_some")
    expect(page.locator("main")).to_contain_text("Say why the glass was not safe.")
    looked.at(page)
    send(page)
    lead.goto(f"{demo.site('thornbridge')}/office/approvals")
    lead.locator("a[href*='/proposals/']").first.click()
    keep_screenshot(lead, "second-person")
    press(lead, "approve")
    expect(lead.locator("main")).to_contain_text(re.compile("Approved and done"))
    looked.check()
