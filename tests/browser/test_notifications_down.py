"""Is anything lost when messages cannot be sent? The resident finishes all the same, and hears from us later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import follow
from tests.browser.post import letter, open_message
from tests.browser.walking import begin, contact_steps, reference_on, send, walk
from tests.browser.windows import Windows

EMAIL = "patient@example.org"


@pytest.fixture
def down(demo: Demonstration) -> Iterator[None]:
    """GOV.UK Notify answers nobody."""
    demo.notifications("down")
    yield
    demo.notifications("ok")


@pytest.mark.usefixtures("down")
def test_the_reference_comes_at_once_and_the_message_later(windows: Windows, demo: Demonstration) -> None:
    page, mail = windows.open(), windows.open()
    begin(page, demo, "thornbridge", "contact-the-council")
    walk(page, contact_steps(EMAIL))
    send(page)
    reference = reference_on(page)
    mail.goto(f"{demo.inbox}/?to={EMAIL}")
    expect(mail.locator("main")).to_contain_text("There are no messages to this address")
    demo.notifications("ok")
    open_message(mail, demo, EMAIL, reference)
    assert reference in letter(mail)
    follow(page, demo, "thornbridge", reference, EMAIL)
