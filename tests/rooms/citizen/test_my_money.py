"""Does a resident see what is due, and keep a receipt of what was paid, which nobody else can open?"""

from __future__ import annotations

import re

import pytest

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.test_pay import check
from tests.rooms.work.paying import adopt_bins


@pytest.fixture(autouse=True)
def _garden_bins(place: CouncilSite) -> None:
    with in_council(place):
        adopt_bins(place, at=NOW)


def test_what_is_due_stands_first_until_there_is_a_receipt(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    check(citizen, resident)
    citizen.post()
    elsewhere = Browser(citizen.host)
    sign_in(elsewhere, place, resident.email)
    assert "What we need from you" in elsewhere.text
    due = re.search(r'href="(/track/[0-9a-f]{24}/pay/opened)"', elsewhere.page)
    assert due
    elsewhere.get(due[1])
    assert re.search(r"Its reference is [A-Z]{2}-[A-Z0-9-]+", elsewhere.text), "whoever leaves can ask"
    elsewhere.post()
    elsewhere.post(card="pay")
    elsewhere.get("/my")
    assert "What we need from you" not in elsewhere.text
    elsewhere.get(due[1].partition("/pay/")[0])
    receipt = re.search(r'href="(/track/[0-9a-f]{24}/receipts/[0-9a-f-]{36})"', elsewhere.page)
    assert receipt
    elsewhere.get(receipt[1])
    for said in ("Receipt", "Amberford District Council", "£80", "£13.33", "Online", "Wednesday 10 June 2026"):
        assert said in elsewhere.text
    stranger = Browser(citizen.host)
    sign_in(stranger, place, "somebody.else@example.org")
    stranger.get(receipt[1])
    assert stranger.path == "/track"
    elsewhere.get(f"{receipt[1][:-12]}000000000000")
    assert elsewhere.status == 404
