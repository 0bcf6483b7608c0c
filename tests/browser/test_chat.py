"""Can a resident and an agent write to each other, with a script and without, on a phone, in both languages?"""

from __future__ import annotations

import re
import time

import httpx
import pytest
from playwright.sync_api import Page, expect

from commonhall.chats.policies import DAYS
from commonhall.web.citizen.chat_offered import KEPT_SECONDS
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import send
from tests.browser.windows import PHONE, Windows

COUNCILS = {"en": "fallowdale", "cy": "brynafon"}
JOINED = {"en": "has joined the chat", "cy": "wedi ymuno â’r sgwrs"}
TAKEN = re.compile(r"/office/chats/[0-9a-f-]{36}$")


def open_all_day(page: Page, site: str, looked: Looked) -> None:
    """Set hours that hold whenever this test runs."""
    page.goto(f"{site}/office/chats/settings")
    looked.at(page)
    hours = dict.fromkeys(DAYS, "0:00 to 24:00")
    send(page, {**hours, "is_on": "yes", "on_holidays": "yes", "most_waiting": "50", "quiet_minutes": "30"})
    looked.at(page)


def begin(page: Page, site: str, question: str, looked: Looked | None = None) -> None:
    """Begin a chat from the foot of a page."""
    page.goto(f"{site}/accessibility")
    link = page.locator("a[href='/chat']")
    deadline = time.monotonic() + 2 * KEPT_SECONDS
    while not link.count() and time.monotonic() < deadline:  # web may still think that the desk is closed
        page.wait_for_timeout(500)
        page.reload()
    link.click()
    if looked:
        looked.at(page)
    send(page, {"name": "Sam Jones", "question": question})
    expect(page).to_have_url(f"{site}/chat/talk")


def take(page: Page, site: str) -> None:
    """Take the chat that has waited longest."""
    page.goto(f"{site}/office/chats")
    page.locator("form[action$='/take'] button").click()
    expect(page).to_have_url(TAKEN)


def press(page: Page, do: str) -> None:
    """Press one of the buttons of the chat."""
    page.locator(f"button[name=do][value={do}]").click()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_chat_with_a_script(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    site, looked, desk = demo.site(council), Looked.in_turn(language), Looked.in_turn(language)
    agent = windows.open(tested=True)
    sign_in(agent, demo, council, role="lead")
    agent.goto(f"{site}/office/?lang={language}")
    open_all_day(agent, site, desk)
    resident = windows.open(tested=True, size=PHONE)
    resident.goto(f"{site}/?lang={language}")
    begin(resident, site, "When is my bin day?", looked)
    looked.at(resident)
    agent.goto(f"{site}/office/chats")
    desk.at(agent)
    take(agent, site)
    desk.at(agent)
    expect(resident.locator("[role=log]")).to_contain_text(JOINED[language])
    resident.locator("#message").fill("Half a sent")
    agent.locator("#message").fill("On Tuesday.")
    press(agent, "send")
    expect(agent.locator("#message")).to_have_value("")
    expect(resident.locator("[role=log]")).to_contain_text("On Tuesday.")
    expect(resident.locator("#message")).to_have_value("Half a sent")  # what came did not disturb what is typed
    resident.reload()
    expect(resident.locator("#message")).to_have_value("Half a sent")  # nor does loading the page anew
    resident.locator("#message").fill("Thank you")
    press(resident, "send")
    expect(resident.locator("[role=log]")).to_contain_text("Thank you")
    expect(agent.locator("[role=log]")).to_contain_text("Thank you")
    expect(resident.locator("[role=log] li", has_text="Thank you")).to_have_count(1)
    expect(resident.locator("#message")).to_have_value("")
    keep_screenshot(resident, f"chat-{language}")
    press(resident, "send")  # nothing typed: the page says so
    expect(resident.locator(".govuk-error-summary")).to_be_visible()
    looked.at(resident)
    hand_over_and_end(agent, resident, looked, desk, language)
    looked.check()
    desk.check()


def hand_over_and_end(agent: Page, resident: Page, looked: Looked, desk: Looked, language: str) -> None:
    """Send a link to a form into the chat, and end it."""
    agent.locator("a[href$='/link']").click()
    desk.at(agent)
    send(agent, {"what": "contact-the-council"})
    desk.at(agent)
    keep_screenshot(agent, f"chat-office-{language}")
    link = resident.locator("[role=log] a[href='/services/contact-the-council']")
    expect(link).to_have_attribute("target", "_blank")
    press(agent, "end")
    expect(resident.locator("#message")).to_have_count(0)
    looked.at(resident)
    desk.at(agent)


def test_a_chat_without_a_script_on_a_phone(windows: Windows, demo: Demonstration) -> None:
    site = demo.site("strathrowan")
    agent, looked = windows.open(tested=True), Looked("en")
    sign_in(agent, demo, "strathrowan", role="lead")
    open_all_day(agent, site, looked)
    resident = windows.open(javascript=False, size=PHONE)
    begin(resident, site, "Are you open?")
    take(agent, site)
    agent.locator("#message").fill("Yes, until five.")
    press(agent, "send")
    expect(agent.locator("[role=log]")).to_contain_text("Yes, until five.")
    resident.locator("#message").fill("Thank")
    press(resident, "check")
    expect(resident.locator("[role=log]")).to_contain_text("Yes, until five.")
    expect(resident.locator("#message")).to_have_value("Thank")
    resident.locator("#message").fill("Thank you")
    press(resident, "send")
    expect(resident.locator("[role=log]")).to_contain_text("Thank you")
    expect(resident.locator("#message")).to_have_value("")
    press(resident, "end")
    expect(resident.locator("#message")).to_have_count(0)
    with resident.expect_download() as saved:
        resident.locator("a[href='/chat/save']").click()
    assert saved.value.suggested_filename == "chat.txt"


def test_a_chat_that_another_product_answers(windows: Windows, demo: Demonstration) -> None:
    site = demo.site("stonemere")
    lead, looked = windows.open(tested=True), Looked("en")
    sign_in(lead, demo, "stonemere", role="lead")
    open_all_day(lead, site, looked)
    resident = windows.open()
    begin(resident, site, "Is anybody elsewhere?")
    product = windows.open()
    product.goto(f"http://localhost:{demo.port + 7}/")
    for _ in range(20):
        if product.get_by_text("Is anybody elsewhere?").count():
            break
        product.wait_for_timeout(500)
        product.reload()
    product.locator("input[name=text]").last.fill("Yes, here.")
    product.get_by_role("button", name="Send").last.click()
    expect(resident.locator("[role=log]")).to_contain_text("Yes, here.")
    assert httpx.get(f"http://localhost:{demo.port + 7}/_sim/faults").status_code == 200


def test_a_chat_is_passed_on_and_a_lead_sees_to_it(windows: Windows, demo: Demonstration) -> None:
    site, looked, desk = demo.site("fallowdale"), Looked.in_turn("en"), Looked.in_turn("en")
    lead, agent, resident = windows.open(tested=True), windows.open(tested=True), windows.open(tested=True, size=PHONE)
    sign_in(lead, demo, "fallowdale", role="lead")
    open_all_day(lead, site, desk)
    sign_in(agent, demo, "fallowdale", role="agent")
    begin(resident, site, "Who empties my bin?")
    take(agent, site)
    agent.locator("a[href$='/pass']").click()
    desk.at(agent)
    send(agent, {"to": "anybody", "note": "They want the calendar."})
    expect(agent).to_have_url(f"{site}/office/chats")
    desk.at(agent)
    expect(resident.locator("[role=log]")).to_contain_text("is passing you to a colleague")
    looked.at(resident)
    lead.goto(f"{site}/office/chats/all")
    desk.at(lead)
    lead.locator("a[href$='/see-to']").first.click()
    desk.at(lead)
    send(lead, {"to": "me"})
    expect(lead).to_have_url(TAKEN)
    expect(lead.locator("main")).to_contain_text("They want the calendar.")
    desk.at(lead)
    expect(resident.locator("[role=log]")).not_to_contain_text("They want the calendar.")
    press(lead, "end")
    looked.check()
    desk.check()
