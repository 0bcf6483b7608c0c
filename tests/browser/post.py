"""What arrived for a resident? The pages of the demonstration's inbox."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration

ARRIVES_WITHIN = 30_000


def open_message(page: Page, demo: Demonstration, to: str, subject: str) -> None:
    """Open the newest message to an address whose subject begins so, as soon as it has arrived."""
    page.goto(f"{demo.inbox}/?to={to}")
    link = page.get_by_role("link", name=subject).first
    page.wait_for_function(
        """subject => {
            if ([...document.querySelectorAll('ol.messages h2 a')].some(a => a.textContent.includes(subject))) return true
            fetch(location.href).then(answer => answer.text()).then(text => {
                const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
                document.querySelector('main').replaceWith(document.importNode(fresh, true))
            })
            return false
        }""",
        arg=subject,
        timeout=ARRIVES_WITHIN,
        polling=100,
    )
    link.click()
    expect(page.locator(".letter")).to_be_visible()


def letter(page: Page) -> str:
    """Return the words of the open message."""
    return page.locator(".letter").inner_text()
