"""How does somebody who must show who they are get on while the council's provider of sign-in does wrong?"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.cases.models import Case
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.test_proving import BASE, begin, furnish, open_link, prove, send
from tests.rooms.vouching import Gate

STORY: Final = "a service that asks who you are"
ASKED: Final = f"{BASE}/who"
GATE: Final = f"{BASE}/who/sign-in"


def play(council: CouncilSite, op: Gate, effect: Effect) -> str:
    """Go through the service while the provider does ``effect``, and return what happened in words.

    Asserts that the request is sent in the end, once.
    """
    op.bind_one_login(council)
    furnish(council, otherwise="email")
    browser = Browser(council.host or f"{council.slug}.localhost")
    begin(browser)
    with in_council(council):
        set_fault(capability="identity", effect=effect, by=SYSTEM, at=NOW)
    words = "proved through it"
    if not _proved(browser, op):
        words = _otherwise(browser, council, op)
    assert browser.path == ASKED
    send(browser, council)
    with in_council(council):
        assert Case.objects.count() == 1
    return words


def _proved(browser: Browser, op: Gate) -> bool:
    away = browser.leave(f"{GATE}/with")
    if urlsplit(away).netloc != urlsplit(op.address).netloc:
        browser.get(away)
        return False
    return browser.get(op.choose(away, "r1")) == ASKED


def _otherwise(browser: Browser, council: CouncilSite, op: Gate) -> str:
    browser.get(GATE)
    if 'name="email"' in browser.page:
        browser.post(email="ada@example.org")
        open_link(browser, council)
        return "an e-mail address was confirmed instead, and officers see that"
    with in_council(council):
        clear_faults()
    forget_failures()
    PUBLISHED.forget()
    prove(browser, op)
    return "answers kept, and proved when it worked again"
