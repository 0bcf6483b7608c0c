"""A person gets the documents of an answer from the page of the request: those, no others, and nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from tests.contracts.files.samples import PDF
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import follow
from tests.rooms.office.desk import new_desk, open_case
from tests.rooms.work import skips

GIVING = (
    ("  per: skips", "  per: skips\n  gives: \"case.state == 'licensed' ? case.kept.plan : []\""),
    (
        "ask: [{id: number, type: text, label: Licence number}]",
        "keeps: {plan: asked.plan}, ask: [{id: number, type: text, label: Licence number}, "
        "{id: plan, type: file, label: The plan, max_files: 3}, {id: note, type: file, label: Our note}]",
    ),
)


@pytest.fixture
def licensed(council: CouncilSite, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the reference of a case whose act gave one file and kept another."""
    clock.at = datetime.now(UTC)
    for before, after in GIVING:
        assert before in skips.SKIPS
        monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace(before, after))
    folder = {"folder": str(tmp_path / "files")}
    with in_council(council):
        bind_provider(capability="files", provider="folder", settings=folder, by=SYSTEM, at=NOW)
    desk = new_desk(council, "Jo Plans", ("officer", "skip-licence", ""))
    case = open_case(council)
    files = {"plan-file": SimpleUploadedFile("plan.pdf", PDF), "note-file": SimpleUploadedFile("note.pdf", PDF + b"2")}
    done = desk.post(f"cases/{case.reference}/actions/license", revision=str(case.version), number="L1", **files)
    assert done.status_code == 303
    return case.reference


def followed(council: CouncilSite, reference: str) -> Browser:
    browser = Browser(f"{council.slug}.localhost")
    follow(browser, council, reference, "ffion.garside@example.org")
    return browser


def document(council: CouncilSite, name: str) -> UUID:
    with in_council(council):
        found: UUID = Document.objects.get(name=name).id
        return found


def test_the_documents_of_the_answer_can_be_downloaded(council: CouncilSite, licensed: str) -> None:
    phone = followed(council, licensed)
    assert "Documents for you" in phone.text
    assert "plan.pdf" in phone.text
    assert "note.pdf" not in phone.text
    progress = phone.path
    phone.get(f"{progress}/files/{document(council, 'plan.pdf')}")
    assert phone.answer.content == PDF
    assert phone.answer["Content-Type"] == "application/pdf"
    assert phone.answer["Content-Disposition"].startswith("attachment;")
    phone.get(f"{progress}?lang=cy")
    assert "Dogfennau i chi" in phone.text


def test_other_files_of_the_case_cannot(council: CouncilSite, licensed: str) -> None:
    phone = followed(council, licensed)
    phone.get(f"{phone.path}/files/{document(council, 'note.pdf')}")
    assert phone.status == 404


def test_nobody_else_gets_them(council: CouncilSite, other_council: CouncilSite, licensed: str) -> None:
    phone = followed(council, licensed)
    address = f"{phone.path}/files/{document(council, 'plan.pdf')}"
    stranger = Browser(f"{council.slug}.localhost")
    stranger.get(address)
    assert stranger.path == "/track"
    other = Browser(f"{other_council.slug}.localhost")
    other.get(address)
    assert other.path == "/track"
    with in_council(other_council):
        assert not Document.objects.exists()


def test_a_file_that_cannot_be_had_now_is_not_lost(council: CouncilSite, licensed: str, tmp_path: Path) -> None:
    phone = followed(council, licensed)
    for kept in (tmp_path / "files").rglob("*"):
        if kept.is_file():
            kept.unlink()
    phone.get(f"{phone.path}/files/{document(council, 'plan.pdf')}")
    assert phone.status == 503
    assert "We cannot get this document at the moment" in phone.text
