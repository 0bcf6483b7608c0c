"""Who reports what is known is offered to follow it: counted once, with or without an address, in both languages."""

from __future__ import annotations

import pytest

from commonhall.cases.models import Case, Supporter
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.work.potholes import AT, adopt_potholes, pages

BASE = "/services/pothole"


@pytest.fixture
def town(council: CouncilSite, clock: Clock) -> CouncilSite:
    """Amberford, where one pothole has been reported."""
    clock.at = AT
    with in_council(council):
        adopt_potholes(council)
    report(Browser(council.host), email="first@example.org").post()
    return council


def report(citizen: Browser, *, email: str = "") -> Browser:
    """Answer every page that is asked."""
    citizen.get(f"{BASE}/kind")
    for page, posted in pages(email=email).items():
        if citizen.path == f"{BASE}/{page}":
            citizen.post(**posted)
    return citizen


def reference(town: CouncilSite) -> str:
    with in_council(town):
        return str(Case.objects.get().reference)


def emails(town: CouncilSite) -> list[str]:
    with in_council(town):
        return list(Supporter.objects.order_by("followed_at", "id").values_list("email", flat=True))


def test_the_outcome_leads_to_following_and_counts_once(town: CouncilSite) -> None:
    citizen = report(Browser(town.host))
    assert citizen.path == f"{BASE}/outcome"
    assert f'href="{BASE}/follow"' in citizen.page
    citizen.get(f"{BASE}/follow")
    citizen.post(email="nia.ffowc@example.org")
    assert reference(town) in citizen.text
    assert "first@example.org" not in citizen.page
    citizen.get(f"{BASE}/follow")
    assert reference(town) in citizen.text
    assert emails(town) == ["nia.ffowc@example.org"]


def test_an_address_need_not_be_given_but_must_be_one(town: CouncilSite) -> None:
    citizen = report(Browser(town.host))
    citizen.get(f"{BASE}/follow")
    citizen.post(email="nobody")
    assert citizen.title.startswith("Error: ")
    assert 'value="nobody"' in citizen.page
    assert emails(town) == []
    citizen.post(f"{BASE}/follow", email="")
    assert emails(town) == [""]


def test_nothing_is_offered_where_nothing_can_be_followed(town: CouncilSite) -> None:
    citizen = report(Browser(town.host))
    with in_council(town):
        Case.objects.update(phase="closed")
    citizen.get(f"{BASE}/outcome")
    assert "/follow" not in citizen.page
    stranger = Browser(town.host)
    stranger.get(f"{BASE}/follow")
    assert reference(town) not in stranger.text
    fresh = Browser(town.host)
    fresh.get(f"{BASE}/kind")
    fresh.post(kind="sign")
    fresh.get(f"{BASE}/follow")
    assert fresh.path == f"{BASE}/place"


def test_what_is_closed_meanwhile_is_said(town: CouncilSite) -> None:
    citizen = report(Browser(town.host))
    citizen.get(f"{BASE}/follow")
    with in_council(town):
        Case.objects.update(phase="closed")
    citizen.post(email="")
    assert "This report is closed" in citizen.text
    assert emails(town) == []
