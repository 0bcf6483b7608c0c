"""Does a journey lead from its start to a reference, and hold through everything that people do on the way?"""

from __future__ import annotations

import re

from commonhall.councils.queries import CouncilSite
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.walking import BASE, fill_in, postcode_of, send

REFERENCE = re.compile(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}")


def test_from_start_to_reference(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    citizen.get(BASE)
    assert "Apply for a skip licence" in citizen.title
    assert "You need the address." in citizen.text
    fill_in(citizen, place, resident)
    assert citizen.path == f"{BASE}/check"
    for said in ("Small", "Soil", "5", resident.name, resident.email, postcode_of(place)):
        assert said in citizen.text
    send(citizen)
    assert citizen.path == f"{BASE}/sent"
    assert REFERENCE.search(citizen.text)
    assert "We aim to answer by: Monday 15 June 2026." in citizen.text
