"""Can an officer add files to an act, and take them out again, before it is done?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import documents_of_case
from commonhall.journeys.models import Document
from commonhall.journeys.purging import purge_documents
from tests.contracts.files.samples import PDF
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of
from tests.rooms.work import skips

ASKED = "ask: [{id: number, type: text, label: Licence number}]"
WITH_FILE = (
    "ask: [{id: number, type: text, label: Licence number}, {id: plan, type: file, required: false, label: The plan}]"
)


@pytest.fixture
def desk(council: CouncilSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    assert ASKED in skips.SKIPS
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace(ASKED, WITH_FILE))
    with in_council(council):
        bind_provider(
            capability="files", provider="folder", settings={"folder": str(tmp_path / "files")}, by=SYSTEM,
            at=datetime.now(UTC),
        )  # fmt: skip
    return new_desk(council, "Jo Plans", ("officer", "skip-licence", ""))


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + name.encode())


def test_files_are_added_and_removed_and_kept_with_the_case_when_it_is_done(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    act = f"cases/{case.reference}/actions/license"
    page = desk.get(act)
    assert 'enctype="multipart/form-data"' in page.content.decode()
    seen: dict[str, Any] = {"revision": str(case.version), "number": "L1"}
    first = desk.post(act, **seen, **{"plan-file": pdf("a.pdf"), "plan-upload": "yes"})
    assert "a.pdf (1KB)" in text_of(first)
    assert 'value="L1"' in first.content.decode()
    desk.post(act, **seen, **{"plan-file": pdf("b.pdf"), "plan-upload": "yes"})
    with in_council(council):
        unwanted = Document.objects.get(name="a.pdf")
    assert "a.pdf" not in text_of(desk.post(act, **seen, **{"plan-remove": str(unwanted.id)}))
    assert read_case(council, case).state == "received"
    assert desk.post(act, **seen, **{"plan-file": pdf("c.pdf")}).status_code == 303
    assert read_case(council, case).state == "licensed"
    with in_council(council):
        names = [document.name for document in documents_of_case(case_id=case.id, journey_id=case.journey_id)]
        assert names == ["b.pdf", "c.pdf"]
        assert purge_documents(at=datetime.now(UTC)) == 1
    assert "b.pdf (1KB)" in text_of(desk.get(f"cases/{case.reference}"))


def test_a_file_that_cannot_be_taken_is_said_and_nothing_is_done(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    act = f"cases/{case.reference}/actions/license"
    wrong = SimpleUploadedFile("a.pdf", b"MZ\x90\x00")
    page = desk.post(act, revision=str(case.version), number="L1", **{"plan-file": wrong})
    assert "The selected file must be a PDF, JPG or PNG" in text_of(page)
    assert read_case(council, case).state == "received"


def test_files_of_an_act_that_was_given_up_go(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    act = f"cases/{case.reference}/actions/license"
    desk.post(act, revision=str(case.version), **{"plan-file": pdf("a.pdf"), "plan-upload": "yes"})
    now = datetime.now(UTC)
    with in_council(council):
        assert purge_documents(at=now) == 0
        assert purge_documents(at=now + timedelta(days=3)) == 1
