"""What does somebody look at the sites with? A phone or a desktop, with or without JavaScript, with its own cookies."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.browser.demonstration import Demonstration

PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PATIENCE = 30_000
"""Milliseconds: far more than a page takes, for the machine may be doing much else."""


class Windows:
    """Opens windows and remembers what went wrong in them."""

    def __init__(self, browser: Browser, demo: Demonstration) -> None:
        self._browser = browser
        self._demo = demo
        self._contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def open(self, *, size: ViewportSize = DESKTOP, javascript: bool = True, tested: bool = False) -> Page:
        """Return a page in a new window. tested: let axe in, past the content security policy."""
        context = self._browser.new_context(
            viewport=size,
            java_script_enabled=javascript,
            bypass_csp=tested,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.wrong.append(f"{error.page and error.page.url}: {error.error}"))
        return context.new_page()

    def _said(self, message: ConsoleMessage) -> None:
        """Note errors and warnings; a refused address is the answer that some tests ask for."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.wrong.append(f"{message.location.get('url')}: {message.text}")

    def close(self) -> None:
        """Close every window. Raises AssertionError when a page had an error or a warning."""
        for context in self._contexts:
            context.close()
        assert not self.wrong, "\n".join(dict.fromkeys(self.wrong))
