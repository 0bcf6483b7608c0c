"""How does a test sign a resident in, or get a code? By what was promised to be sent to them."""

from __future__ import annotations

import re

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.rooms.citizen.browsing import Browser


def promised(place: CouncilSite, kind: str) -> list[dict[str, str]]:
    """Return what was promised of this kind, the newest first."""
    with in_council(place):
        return list(Outbox.objects.filter(kind=kind).order_by("-id").values_list("payload", flat=True))


def ask_link(citizen: Browser, place: CouncilSite, email: str) -> str:
    """Ask for a link; return the path of the newest that was promised."""
    citizen.get("/my/sign-in")
    citizen.post(email=email)
    found = re.search(r"/my/sign-in/[\w-]+$", promised(place, "sign_in_link")[0]["link"])
    assert found
    return found[0]


def sign_in(citizen: Browser, place: CouncilSite, email: str) -> None:
    """Ask for a link, open it, and press its button."""
    citizen.get(ask_link(citizen, place, email))
    citizen.post()
    assert citizen.path == "/my", citizen.text


def follow(browser: Browser, place: CouncilSite, reference: str, to: str) -> str:
    """Ask for a code by reference, and type the one that was sent last; return where it led."""
    browser.get("/track")
    browser.post(reference=reference, to=to)
    sent = promised(place, "access_code")
    return browser.post(code=sent[0]["code"]) if sent and browser.path == "/track/code" else browser.path
