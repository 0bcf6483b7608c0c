"""Can somebody with a desktop and JavaScript write to the council, and say what they thought of it?"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.post import letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import at_page, begin, contact_steps, form_button, reference_on, send, walk
from tests.browser.windows import Windows


def test_a_message_reaches_the_council_and_a_reference_comes_back(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "contact-the-council")
    walk(page, contact_steps("desk@example.org"))
    at_page(page, "check")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text("When is the library open?")
    expect(form_button(page)).to_have_text("Send message")
    keep_screenshot(page, "journey-check-en")
    send(page)
    reference = reference_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your message")
    expect(page.locator("main")).to_contain_text("10 working days")

    open_message(page, demo, "desk@example.org", reference)
    assert reference in letter(page)


def test_satisfaction_is_asked_at_the_end(page: Page, demo: Demonstration) -> None:
    begin(page, demo, "stonemere", "contact-the-council")
    walk(page, contact_steps("pleased@example.org"))
    send(page)
    at_page(page, "sent")
    page.get_by_role("link", name="What did you think of this service?").click()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Select how you felt about the service")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("[name=score]").first).to_be_focused()
    send(page, {"score": "5", "comment": "Quick on a phone, seven words in all."})
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your feedback")
    kept = demo.sql(
        "select outcome, score from journeys_feedback where comment = %s", "Quick on a phone, seven words in all."
    )
    assert kept == [("accept", 5)]


def test_satisfaction_is_asked_after_a_refusal(windows: Windows, demo: Demonstration) -> None:
    page = windows.open()
    begin(page, demo, "thornbridge", "missed-bin")
    send(page, {"property-postcode": "SE28 2AA"})
    send(page, {"property-uprn": "999901000008"})
    at_page(page, "outcome")
    page.get_by_role("link", name="What did you think of this service?").click()
    send(page, {"score": "1", "comment": "Refused at number eight."})
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your feedback")
    kept = demo.sql("select outcome, score from journeys_feedback where comment = %s", "Refused at number eight.")
    assert kept == [("service_not_available", 1)]
