"""Every page of finding and sharing work can be read in Welsh, and says nothing twice or in the wrong language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.queues.rota import Conditions, keep_rule
from commonhall.councils.actors import SYSTEM
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import Desk, open_cases, text_of
from tests.rooms.office.test_bulk import do

PAGES = {
    "": "Ciw gwaith",
    "home": "Cymryd yr achos nesaf",
    "tasks": "Nid oes tasgau’n barod.",
    "views": "Nid ydych yn cadw unrhyw restri eto.",
    "views/new": "Beth fyddwch chi’n galw’r rhestr hon?",
    "bulk": "Ticiwch yr achosion",
    "bulk/what?list=&all=yes": "Gosod y flaenoriaeth",
    "bulk/what/review?list=&all=yes": "Pam ydych chi’n gwneud hyn?",
    "rules": "Bob amser",
    "rules/new": "I bwy yn y tîm?",
    "absences": "Nid oes neb i ffwrdd.",
}


@pytest.mark.parametrize(("path", "says"), PAGES.items())
def test_pages_in_welsh(lead: Desk, path: str, says: str) -> None:
    open_cases(lead.council)
    with in_council(lead.council):
        keep_rule(conditions=Conditions(), by=SYSTEM, at=datetime.now(UTC))
    result = do(lead, "priority", open_cases(lead.council), value="1")
    lead.get("", lang="cy")
    page = lead.get(path) if "?" not in path else lead.client.get(
        f"/office/{path}", headers={"host": "amberford.localhost"}
    )  # fmt: skip
    assert page.status_code == 200
    assert says in text_of(page)
    assert 'lang="cy"' in page.content.decode()
    done = lead.client.get(result["Location"], headers={"host": "amberford.localhost"})
    assert "Wedi’i wneud" in text_of(done)
