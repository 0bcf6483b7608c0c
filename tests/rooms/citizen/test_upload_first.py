"""Does a large file come in parts where there is no journey yet, or not the thing that it is for?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey, Upload
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.pattern import CLOSED_BY_AN_OFFICER
from tests.rooms.citizen.test_files import BASE, documents, furnish, opened, pdf
from tests.rooms.citizen.test_upload_parts import LARGE, PART, append, begin, id_of, place

THINGS = "/services/send-things"
NEW = f"{THINGS}/things/new/thing"
PATTERN = (
    """
pattern: send-things
version: 1.0.0
title: {en: Send things, cy: Anfon pethau}
verb: apply
prefix: TH
privacy: {lawful_basis: public_task, purpose: {en: To look., cy: I edrych.}}
pages:
  - id: things
    title: {en: Things, cy: Pethau}
    repeat:
      id: things
      min: 1
      max: 3
      one: {en: thing, cy: peth}
      many: {en: things, cy: pethau}
      item: {en: "{item.name}", cy: "{item.name}"}
      add: {en: Is there another?, cy: Oes un arall?}
      pages:
        - id: thing
          title: {en: About it, cy: Amdano}
          questions:
            - {id: name, type: text, label: {en: Name, cy: Enw}, name_in_errors: {en: the name, cy: yr enw}}
            - {id: proof, type: file, max_mb: 1, label: {en: Proof, cy: Prawf}}
case:
  title: {en: Things, cy: Pethau}
"""
    + CLOSED_BY_AN_OFFICER
)


@pytest.fixture
def sender(council: CouncilSite, tmp_path: Path) -> Browser:
    """Somebody who has no journey."""
    furnish(council, tmp_path / "files")
    with in_council(council):
        adopt_own(council, "send-things", PATTERN, at=NOW)
    return Browser(council.host)


def keep(browser: Browser, answer: Any) -> Any:
    """Keep the cookies of an answer to the script, as browsers do."""
    for name, morsel in answer.cookies.items():
        browser.jar[(name, morsel["path"])] = morsel.value
    return answer


def whole(browser: Browser) -> str:
    to = str(keep(browser, begin(browser))["Location"])
    for offset in range(0, len(LARGE), PART):
        assert append(browser, to, offset).status_code == 204
    return to


def counted(council: CouncilSite) -> tuple[int, int]:
    with in_council(council):
        return Journey.objects.count(), Upload.objects.filter(taken_at=None).count()


def test_the_first_page_begins_the_journey_with_the_file(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    to = str(keep(sender, begin(sender))["Location"])
    append(sender, to, 0)
    assert counted(council) == (1, 1)
    resumed = begin(sender)
    assert resumed["Upload-Offset"] == str(PART), "it goes on in the same journey"
    sender.get(f"{BASE}/proof")
    assert "36% uploaded" in sender.text
    for offset in range(PART, len(LARGE), PART):
        assert append(sender, to, offset).status_code == 204
    sender.post(proof__whole=id_of(to))
    assert sender.path == f"{BASE}/more"
    assert counted(council) == (1, 0)
    assert opened(council) == [LARGE]


def test_no_journey_begins_by_what_no_page_asks(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    asked = place(sender)
    for to in (asked.replace("/proof/", "/more/"), asked.replace("question=proof", "question=note"), f"{asked}x"):
        assert begin(sender, to=to).status_code == 404
    assert begin(sender, head={"Repr-Digest": "none"}).status_code == 400
    assert begin(sender, b"x" * 2_000_000).status_code == 413
    sender.get(f"{BASE}/proof?new=1")
    assert "data-upload-to" not in sender.page
    assert "data-upload-sending" in sender.page


def test_a_thing_that_is_not_there_yet_gets_its_file(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{THINGS}/things")
    assert sender.path == NEW
    first = whole(sender)
    sender.post(NEW, name="", proof__whole=id_of(first))
    assert "Enter the name" in sender.text
    assert "large.pdf" in sender.text
    item = sender.path if sender.path != NEW else sender.page.partition('action="')[2].partition('"')[0]
    assert "/new/" not in item
    sender.post(item, name="Chair")
    assert sender.path == f"{THINGS}/things"
    sender.post(more="yes")
    second = whole(sender)
    sender.post(NEW, name="Table", proof__whole=id_of(second))
    with in_council(council):
        things = Journey.objects.get().answers["things"]
        assert [(each["name"], len(each["proof"])) for each in things] == [("Chair", 1), ("Table", 1)]
    assert [each.item for each in documents(council)] == [each["id"] for each in things]
    assert counted(council) == (1, 0)


def test_without_scripts_the_first_thing_takes_its_file_too(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{THINGS}/things")
    sender.post(NEW, name="Chair", proof__file=pdf())
    assert sender.path == f"{THINGS}/things"
    assert len(documents(council)) == 1


def test_a_thing_with_a_file_that_is_posted_twice_is_added_once(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{THINGS}/things")
    sender.post(NEW, name="Chair", proof__file=pdf())
    sender.post(more="yes")
    form = sender.page
    for _ in range(2):
        sender.page = form
        sender.post(NEW, name="Table", proof__file=pdf("table.pdf"))
        assert sender.path == f"{THINGS}/things"
    with in_council(council):
        assert [each["name"] for each in Journey.objects.get().answers["things"]] == ["Chair", "Table"]
