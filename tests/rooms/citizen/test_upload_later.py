"""Does a large file that is added to a request later come in parts, for whoever was asked for it and nobody else?"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.core import signing

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document, Upload
from commonhall.journeys.uploading import purge_uploads
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.my import follow
from tests.rooms.citizen.test_files import BASE, furnish, opened, pdf
from tests.rooms.citizen.test_upload_parts import LARGE, PART, append, ask, begin, id_of

EMAIL = "ana.rees@example.org"


@pytest.fixture
def citizen(council: CouncilSite, tmp_path: Path) -> Browser:
    """Somebody who follows a request of theirs, at its page for more proof."""
    furnish(council, tmp_path / "files")
    browser = Browser(council.host)
    browser.get(f"{BASE}/proof")
    browser.post(proof__file=pdf())
    browser.post(note="x", email=EMAIL)
    browser.post()
    with in_council(council):
        reference = Case.objects.get().reference
    follow(browser, council, reference, EMAIL)
    browser.get(f"{browser.path}/add")
    return browser


def later(council: CouncilSite) -> list[tuple[str, str]]:
    with in_council(council):
        found = Document.objects.filter(journey_id=None, case_id__isnull=False).order_by("id")
        return [(each.name, each.state) for each in found]


def test_it_goes_on_where_it_stopped_and_belongs_to_the_request(citizen: Browser, council: CouncilSite) -> None:
    to = str(begin(citizen, to=address(citizen))["Location"])
    append(citizen, to, 0)
    citizen.get(citizen.path)
    assert "36% uploaded" in citizen.text
    resumed = begin(citizen, to=address(citizen))
    assert (id_of(str(resumed["Location"])), resumed["Upload-Offset"]) == (id_of(to), str(PART))
    for offset in range(PART, len(LARGE), PART):
        assert append(citizen, to, offset).status_code == 204
    for _ in range(2):
        citizen.post(extra__whole=id_of(to), extra__upload="yes")
    assert later(council) == [("large.pdf", "held")]
    citizen.post(why="You asked")
    assert later(council) == [("large.pdf", "attached")]
    assert opened(council)[1] == LARGE


def address(browser: Browser) -> str:
    found = re.search(r'data-upload-to="(/uploads/[^"]+)"', browser.page)
    assert found, browser.page
    return html.unescape(found[1])


def test_its_limits_hold_and_it_is_dropped_without_scripts(citizen: Browser, council: CouncilSite) -> None:
    assert begin(citizen, b"x" * 2_000_000, to=address(citizen)).status_code == 413
    to = str(begin(citizen, to=address(citizen))["Location"])
    append(citizen, to, 0)
    citizen.get(citizen.path)
    citizen.post(extra__drop=id_of(to))
    with in_council(council):
        assert not Upload.objects.exists()
        assert purge_uploads(at=NOW) == 0


def test_nobody_sends_what_no_page_of_ours_asked_them_for(
    citizen: Browser, council: CouncilSite, other_council: CouncilSite
) -> None:
    to = address(citizen)
    begun = str(begin(citizen, to=to)["Location"])
    assert begin(citizen, to=to.replace("/uploads/", "/uploads/x")).status_code == 404
    stranger = Browser(other_council.host or f"{other_council.slug}.localhost")
    stranger.get("/")
    stranger.page = citizen.page
    stranger.jar = dict(citizen.jar)
    assert begin(stranger, to=to).status_code == 404, "it is another council's"
    assert ask(stranger, "HEAD", begun).status_code == 404
    with in_council(council):
        case = Case.objects.get()
    forged = signing.dumps([str(council.id), str(case.id), {"id": "extra", "type": "file"}], salt="another")
    assert begin(citizen, to=f"/uploads/{forged}?").status_code == 404
    with in_council(other_council):
        assert not Upload.objects.exists()
