"""Does a form know who is signed in, and asks the same of everybody else?"""

from __future__ import annotations

import pytest

from commonhall.catalogue.operations import LIBRARY
from commonhall.core.language.loading import read_folder
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.web.citizen.services import forget_services
from tests.cast import Resident
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.test_my_sign_in import reference_of
from tests.rooms.citizen.walking import postcode_of

SLUG = "data-rights"
BASE = f"/services/{SLUG}"


@pytest.fixture
def service(place: CouncilSite) -> CouncilSite:
    """Amberford, with the service for the rights that people have over their data."""
    with in_council(place):
        adopt_own(place, SLUG, read_folder(LIBRARY / SLUG).pattern, at=NOW)
    forget_services()
    return place


def to_the_name(citizen: Browser) -> None:
    """Answer everything before the name."""
    citizen.get(f"{BASE}/right")
    citizen.post(right="access")
    citizen.post(details="All of it.")
    citizen.post(who_for="me")
    assert citizen.path == f"{BASE}/who", citizen.text


def test_who_is_signed_in_finds_their_name_and_address_filled_in(
    citizen: Browser, service: CouncilSite, resident: Resident
) -> None:
    reference_of(citizen, service, resident)
    elsewhere, nobody = Browser(citizen.host), Browser(citizen.host)
    sign_in(elsewhere, service, resident.email)
    elsewhere.get("/my/record")
    assert f'href="{BASE}"' in elsewhere.page
    for browser, filled in ((elsewhere, True), (nobody, False)):
        to_the_name(browser)
        assert (f'value="{resident.name}"' in browser.page) is filled
        browser.post(name="Somebody Else")
        browser.get(f"{BASE}/who")
        assert 'value="Somebody Else"' in browser.page
        browser.post(name="Somebody Else")
        browser.post()
        browser.post(address__line1="1 High Street", address__town="Amberford", address__postcode=postcode_of(service))
        assert browser.path == f"{BASE}/contact", browser.text
        assert (f'value="{resident.email}"' in browser.page) is filled
        browser.post(email="", phone="")
        browser.get(f"{BASE}/contact")
        assert resident.email not in browser.form().get("email", "")
