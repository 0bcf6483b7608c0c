"""Can a lead try a service, declare what goes to a linked system with the test as its example, and delete the test? Can
an operator see how all councils stand? On pages that all can use."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.test_every_page import not_seen
from tests.browser.test_studio import LED
from tests.browser.walking import contact_steps, reference_on, send, walk
from tests.browser.windows import Windows

COUNCILS = {"en": "stonemere", "cy": "brynafon"}
SAYS_SO = {"en": "Nothing is real", "cy": "Nid oes dim yn go iawn"}
SERVICE = "contact-the-council"
ACTS = {"studio-begin-test", "studio-pass-time"}
"""What has no page of its own, but where it was not understood."""


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_service_is_tried_and_its_mapping_declared(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(council)
    sign_in(page, demo, council, role="lead")
    page.goto(f"{site}/studio/tests?lang={language}")
    looked.at(page)
    page.locator("form[action$='/begin'] button").click()
    looked.at(page)
    end_a_link(page, looked, site)
    reference = try_it(page, looked, site, language)
    declare(page, looked, site)
    work_on_it(page, looked, site, reference, language)
    page.goto(f"{site}/office/?q={reference}")
    expect(page.locator("main table")).to_have_count(0)
    page.goto(f"{site}/studio/tests")
    looked.at(page)
    page.get_by_role("link", name=reference).click()
    looked.at(page)
    page.goto(f"{site}/studio/tests")
    page.locator("a[href$='/tests/delete']").click()
    looked.at(page)
    page.locator("main form button").click()
    expect(page.locator("main")).not_to_contain_text(reference)
    looked.check()
    assert not_seen(looked, "commonhall.config.urls_council", "studio/") & LED <= ACTS


def end_a_link(page: Page, looked: Looked, site: str) -> None:
    """Make a link for others, and end it."""
    page.goto(f"{site}/studio/tests")
    page.locator(f"input[value='{SERVICE}']").check()
    page.locator("input[value='others']").check()
    page.locator("form[action$='/begin'] button").click()
    expect(page.locator("main")).to_contain_text("/try/")
    looked.at(page)
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/studio/tests$"))


def work_on_it(page: Page, looked: Looked, site: str, reference: str, language: str) -> None:
    """Show test cases in the office, look at one, and stop."""
    page.goto(f"{site}/office/tests")
    looked.at(page)
    page.locator("main form button").click()
    expect(page.locator("body")).to_contain_text(SAYS_SO[language])
    page.locator("main a", has_text=reference).first.click()
    looked.at(page)
    page.goto(f"{site}/office/views")
    looked.at(page)
    page.locator("a[href='/leave-test']").click()
    expect(page).to_have_url(re.compile("/office/tests$"))


def try_it(page: Page, looked: Looked, site: str, language: str) -> str:
    """Go through the service in test mode and return its reference; then stop."""
    page.goto(f"{site}/studio/tests")
    page.locator(f"input[value='{SERVICE}']").check()
    page.locator("form[action$='/begin'] button").click()
    expect(page.locator("body")).to_contain_text(SAYS_SO[language])
    looked.at(page)
    page.locator(f"main a[href^='/services/{SERVICE}/']").first.click()
    walk(page, contact_steps(f"tried.{language}@example.org"))
    expect(page.locator("body")).to_contain_text(SAYS_SO[language])
    send(page)
    reference = reference_on(page)
    looked.at(page)
    page.locator("a[href='/leave-test']").click()
    expect(page).to_have_url(re.compile("/office/tests$"))
    return reference


def declare(page: Page, looked: Looked, site: str) -> None:
    """Link a system to the service, declare one field and a status, and look at the example."""
    pages = f"{site}/studio/linked-systems"
    page.goto(pages)
    looked.at(page)
    page.goto(f"{pages}/{SERVICE}")
    looked.at(page)
    page.goto(f"{pages}/{SERVICE}/about")
    send(page)
    looked.at(page)
    send(page, {"title_en": "Enquiries elsewhere"})
    page.goto(f"{pages}/{SERVICE}/case/0")
    looked.at(page)
    page.locator("#to").fill("description")
    page.locator("#sources").fill("answers.nothing")
    press(page, "keep")
    looked.at(page)
    page.locator("#sources").fill("answers.message")
    press(page, "keep")
    expect(page.locator("main")).to_contain_text("When is the library open?")
    looked.at(page)
    page.goto(f"{pages}/{SERVICE}/hears/0")
    press(page, "keep")
    looked.at(page)
    page.goto(f"{pages}/{SERVICE}/says")
    looked.at(page)


def press(page: Page, value: str) -> None:
    """Press one of the form's buttons and wait for what is answered."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(f"button[name='do'][value='{value}']").click()


def test_an_operator_sees_how_all_councils_stand(windows: Windows, demo: Demonstration) -> None:
    email = "robin.operator@platform.example.org"
    password = demo.run("commonhall", "operator", "add", email).split()[-1]
    page, looked, site = windows.open(tested=True), Looked.in_turn("en"), demo.site("upkeep")
    page.goto(f"{site}/")
    looked.at(page)
    send(page, {"email": email, "password": "wrong"})
    looked.at(page)
    send(page, {"email": email, "password": password})
    expect(page.locator("main")).to_contain_text("Stonemere Council")
    looked.at(page)
    page.get_by_role("link", name="Stonemere Council").click()
    expect(page.locator("main")).to_contain_text("Jobs that fail")
    looked.at(page)
    page.goto(f"{site}/upkeep/nowhere")
    looked.at(page)
    page.goto(f"{site}/upkeep/")
    page.locator("form[action$='/upkeep/sign-out'] button").click()
    expect(page).to_have_url(re.compile("/upkeep/sign-in$"))
    looked.check()
    files = {"upkeep_look", "upkeep_front", "upkeep_sign_out"}
    assert not_seen(looked, "commonhall.config.urls_upkeep") <= files
