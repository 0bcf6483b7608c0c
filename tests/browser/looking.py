"""Is a page as every page must be? Looks at it with axe, wide and at 320 pixels, and at heading, title and language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Page, ViewportSize

from tests.browser.accepted import ACCEPTED
from tests.browser.demonstration import ROOT
from tests.browser.walking import check_fits
from tests.browser.windows import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async tags => {
    const asked = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, iframes: false}
    const found = await axe.run(document, asked)
    return found.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.target.join(' '))}))
}"""


class _Axe(SimpleHTTPRequestHandler):
    """Gives a window axe. Sent to it with every page instead, its half megabyte costs twice the time."""

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@cache
def _axe() -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Axe, directory=ROOT / "node_modules" / "axe-core"))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/axe.min.js"


@dataclass
class Looked:
    """What was seen of one site in one language. wrong: what is to be mended. sizes: of the windows axe looks in."""

    language: str
    sizes: tuple[ViewportSize, ...] = (DESKTOP, PHONE)
    titles: dict[str, str] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def in_turn(cls, language: str) -> Self:
        """Return what looks in one width only, for a walk that is made in both languages: the narrow one in Welsh."""
        return cls(language, (PHONE,) if language == "cy" else (DESKTOP,))

    def at(self, page: Page) -> None:
        """Look at the page that the window shows."""
        page.wait_for_load_state()  # after a click, the window may be at the new address before its page is there
        where = urlsplit(page.url).path
        self.addresses.add(where)
        self._about(page, where)
        for size in self.sizes:
            page.set_viewport_size(size)
            for found in self._violations(page):
                self.wrong.append(f"{where} at {size['width']}: {found}")
        page.set_viewport_size(PHONE)
        try:
            check_fits(page)
        except AssertionError as wide:
            self.wrong.append(str(wide))
        page.set_viewport_size(DESKTOP)

    def _about(self, page: Page, where: str) -> None:
        language, headings, title = page.evaluate(
            "() => [document.documentElement.lang, document.querySelectorAll('h1').length, document.title]"
        )
        if language != self.language:
            self.wrong.append(f"{where} says that it is in {language!r}, not {self.language!r}")
        if headings != 1:
            self.wrong.append(f"{where} has {headings} main headings")
        if re.match(r"(Error|Gwall): ", title):
            return  # the page of the form that was sent, whatever address that was
        other = self.titles.setdefault(title, where)
        if other != where:
            self.wrong.append(f"{where} has the title of {other}: {title}")

    def _violations(self, page: Page) -> list[str]:
        if not page.evaluate("() => typeof axe === 'object'"):
            page.add_script_tag(url=_axe())
        seen: list[dict[str, Any]] = page.evaluate(_RUN, TAGS)
        left = []
        for violation in seen:
            for node in violation["nodes"]:
                allowed = next((each for each in ACCEPTED if each.covers(violation["id"], node)), None)
                if allowed is None:
                    left.append(f"{violation['id']} ({violation['help']}): {node}")
                else:
                    self.used.add((allowed.rule, allowed.selector))
        return left

    def check(self) -> None:
        """Raise AssertionError with everything that is wrong."""
        assert not self.wrong, "\n".join(dict.fromkeys(self.wrong))


@dataclass
class Glimpsed(Looked):
    """What was seen of a long way: its pages are looked at in one width, wide and narrow by turns.

    every: of how many pages one is looked at, where other tests look at all of them.
    """

    every: int = 1
    turns: int = 0

    def at(self, page: Page) -> None:
        """Look at the page that the window shows."""
        page.wait_for_load_state()  # after a click, the window may be at the new address before its page is there
        where = urlsplit(page.url).path
        self.addresses.add(where)
        self._about(page, where)
        self.turns += 1
        if self.turns % self.every:
            return
        size = PHONE if self.turns // self.every % 2 else DESKTOP
        page.set_viewport_size(size)
        self.wrong += [f"{where} at {size['width']}: {found}" for found in self._violations(page)]
        try:
            check_fits(page)
        except AssertionError as wide:
            self.wrong.append(str(wide))
        page.set_viewport_size(DESKTOP)
