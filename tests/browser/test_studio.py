"""Can an administrator swap a provider and swap it back in the studio, in both languages, on pages that all can use?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_every_page import not_seen
from tests.browser.walking import form_button, send
from tests.browser.windows import Windows

COUNCILS = {"en": "fallowdale", "cy": "brynafon"}
REAL = {"en": "Real use", "cy": "Defnydd go iawn"}
ACTS = {"studio-check", "studio-give-up"}
"""What has no page of its own."""
LED = {
    "studio-tests", "studio-begin-test", "studio-delete-tests", "studio-pass-time", "studio-trial", "studio-tried",
    "studio-mappings", "studio-mapping", "studio-mapping-about", "studio-mapping-tells", "studio-mapping-heard",
    "studio-mapping-field",
}  # fmt: skip
"""What those see who lead the work of a service: test_trying.py walks it."""


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_provider_is_swapped_and_swapped_back(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(council)
    sign_in(page, demo, council, role="lead")
    page.goto(f"{site}/studio/?lang={language}")
    looked.at(page)
    keep_screenshot(page, f"studio-{language}")
    page.goto(f"{site}/studio/health")
    looked.at(page)
    keep_screenshot(page, f"studio-health-{language}")
    page.goto(f"{site}/studio/providers/payments")
    looked.at(page)
    before = page.locator("main table").first.locator("a").first.inner_text()
    swap(page, looked, site)
    page.goto(f"{site}/studio/providers/payments")
    expect(in_use(page, language)).not_to_contain_text(before)
    looked.at(page)
    page.locator("main table").last.locator("a", has_text=before).first.click()
    looked.at(page)
    switch(page, looked)
    page.goto(f"{site}/studio/providers/payments")
    expect(in_use(page, language)).to_contain_text(before)
    look_at_a_long_form(page, looked, site)
    page.goto(f"{site}/studio/bindings/00000000-0000-4000-8000-000000000000")
    looked.at(page)
    page.goto(f"{site}/status")
    looked.at(page)
    keep_screenshot(page, f"status-{language}")
    looked.check()
    assert not_seen(looked, "commonhall.config.urls_council", "studio/") <= ACTS | LED


def in_use(page: Page, language: str) -> Locator:
    """Return the row of what is used for what is real, and not for trying."""
    return page.locator("main table").first.locator("tr", has_text=REAL[language])


def swap(page: Page, looked: Looked, site: str) -> None:
    """Choose another provider of payments, check it, and switch to it."""
    page.goto(f"{site}/studio/providers/payments/choose")
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"provider": "pay_later", "service": "all", "mode": "live"})
    looked.at(page)
    send(page)
    expect(page).to_have_url(re.compile(r"/studio/bindings/[0-9a-f-]+$"))
    looked.at(page)
    kept = page.url
    page.goto(f"{kept}/try")
    looked.at(page)
    send(page)
    looked.at(page)
    page.goto(kept)
    switch(page, looked)


def switch(page: Page, looked: Looked) -> None:
    """Switch to the binding that is shown, now."""
    page.locator("a[href$='/switch']").click()
    looked.at(page)
    page.locator("input[name=when][value=later]").check()
    form_button(page).click()
    looked.at(page)
    page.locator("input[name=when][value=now]").check()
    form_button(page).click()
    expect(page).to_have_url(re.compile(r"/studio/bindings/[0-9a-f-]+$"))
    looked.at(page)


def look_at_a_long_form(page: Page, looked: Looked, site: str) -> None:
    """Look at settings with every kind of field, and at what is wrong with them."""
    page.goto(f"{site}/studio/providers/notifications/choose/govuk_notify")
    looked.at(page)
    page.locator("[name='set-timeout']").fill("soon")
    form_button(page).click()
    looked.at(page)
