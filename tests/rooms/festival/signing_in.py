"""How does somebody get at their requests while the council's provider of sign-in does wrong?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Resident as Known
from commonhall.people.models import ResidentIdentity
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.walking import fill_in, send
from tests.rooms.vouching import Gate

STORY: Final = "signing in to one's requests"
WITH: Final = "/my/sign-in/with"
ADA: Final = "ada.fennimore@example.com"
"""Whom the provider vouches for as its first person."""


def play(council: CouncilSite, op: Gate, clock: Clock, sender: Resident, effect: Effect) -> str:
    """Sign in while the provider does ``effect``, by e-mail where it cannot be otherwise; return what happened.

    sender: writes from ADA. Asserts that they are let in either way, at the same account, once.
    """
    op.bind_one_login(council)
    host = council.host or f"{council.slug}.localhost"
    request = Browser(host)
    fill_in(request, council, sender)
    send(request)
    with in_council(council):
        set_fault(capability="identity", effect=effect, by=SYSTEM, at=NOW)
    browser = Browser(host)
    by_provider = _try(browser, op)
    if not by_provider:
        assert browser.path in ("/my/sign-in?said=with_down", "/my/sign-in?said=not_finished"), browser.path
        assert "email" in browser.text
        sign_in(browser, council, ADA)
    assert browser.get("/my") == "/my"
    assert "Skip licence" in browser.text or "SK-" in browser.text
    clock.at += timedelta(minutes=5)
    with in_council(council):
        clear_faults()
    forget_failures()
    PUBLISHED.forget()
    assert _try(Browser(host), op), "the provider works again"
    with in_council(council):
        assert (Known.objects.count(), ResidentIdentity.objects.count()) == (1, 1)
    return "signed in through it" if by_provider else "signed in by a link by e-mail, to the same account"


def _try(browser: Browser, op: Gate) -> bool:
    """Go to the provider and come back signed in; False where the page offers the link by e-mail instead."""
    away = browser.leave(WITH)
    if urlsplit(away).netloc != urlsplit(op.address).netloc:
        browser.get(away)
        return False
    return browser.get(op.choose(away, "r1")) == "/my"
