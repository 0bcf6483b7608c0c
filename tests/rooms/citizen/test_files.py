"""Do files come in one at a time, stay through errors, reach the officer and nobody else, and go when let go?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonhall.cases.models import Case
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.contents import content_of
from commonhall.journeys.documents import DocumentUnknown, get_document, read_document
from commonhall.journeys.models import Document, Journey
from commonhall.journeys.operations import expire_journeys
from commonhall.journeys.purging import purge_documents
from commonhall.web.citizen.services import forget_services
from tests.contracts.files import samples
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import follow
from tests.rooms.citizen.pattern import CLOSED_BY_AN_OFFICER
from tests.rooms.office.desk import Desk, new_desk

BASE = "/services/send-proof"
PROOF = (
    """
pattern: send-proof
version: 1.0.0
title: {en: Send proof, cy: Anfon prawf}
verb: apply
prefix: PR
privacy: {lawful_basis: public_task, purpose: {en: To check proof., cy: Gwirio prawf.}}
pages:
  - id: proof
    questions:
      - {id: proof, type: file, max_mb: 1, max_files: 2, label: {en: Your proof, cy: Eich prawf}}
  - id: more
    title: {en: Anything else, cy: Unrhyw beth arall}
    questions:
      - {id: note, type: text, label: {en: Note, cy: Nodyn}}
      - {id: photos, type: file, required: false, accepts: [jpg], label: {en: Photos, cy: Lluniau}}
      - {id: email, type: email, label: {en: Email address, cy: Cyfeiriad e-bost}}
case:
  title: {en: Proof, cy: Prawf}
  contact: {email: email}"""
    + CLOSED_BY_AN_OFFICER
    + """    - id: add
      label: {en: Add proof, cy: Ychwanegu prawf}
      from: [received]
      to: received
      by: [resident]
      ask:
        - {id: extra, type: file, max_mb: 1, label: {en: More proof, cy: Rhagor o brawf}}
        - {id: why, type: text, label: {en: Why, cy: Pam}}
"""
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"


def furnish(council: CouncilSite, store: Path) -> None:
    with in_council(council):
        bind_provider(capability="files", provider="folder", settings={"folder": str(store)}, by=SYSTEM, at=NOW)
        adopt_own(council, "send-proof", PROOF, at=NOW)
    forget_services()


@pytest.fixture
def sender(council: CouncilSite, store: Path) -> Browser:
    furnish(council, store)
    return Browser(council.host or f"{council.slug}.localhost")


def pdf(name: str = "bill.pdf", content: bytes = samples.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/x-whatever")


def upload(browser: Browser, question: str, file: SimpleUploadedFile, **typed: str) -> str:
    fields: dict[str, Any] = {f"{question}__file": file, f"{question}__upload": "yes", **typed}
    return browser.post(**fields)


def kept(store: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()]


def opened(council: CouncilSite) -> list[bytes]:
    """Return the content of every file of a council, as it was taken."""
    with in_council(council):
        return [content_of(each, at=NOW) for each in Document.objects.order_by("id")]


def documents(council: CouncilSite) -> list[Document]:
    with in_council(council):
        return list(Document.objects.order_by("id"))


def send(browser: Browser, council: CouncilSite) -> Case:
    browser.get(f"{BASE}/proof")
    upload(browser, "proof", pdf())
    browser.post()
    browser.post(note="hello", email="ada@example.org")
    browser.post()
    assert browser.path == f"{BASE}/sent", browser.text
    with in_council(council):
        case: Case = Case.objects.get(service="send-proof")
        return case


def test_a_file_is_uploaded_listed_and_answered(sender: Browser, council: CouncilSite, store: Path) -> None:
    sender.get(f"{BASE}/proof")
    assert 'enctype="multipart/form-data"' in sender.page
    assert "Each file must be a PDF, JPG or PNG, and smaller than 1MB." in sender.text
    assert upload(sender, "proof", pdf("my ‘bill’.pdf")) == f"{BASE}/proof"
    assert "my ‘bill’.pdf (1KB)" in sender.text
    assert len(kept(store)) == 1
    assert samples.PDF[:20] not in kept(store)[0]
    assert opened(council) == [samples.PDF]
    sender.post()
    assert sender.path == f"{BASE}/more"
    sender.post(note="hello", email="ada@example.org")
    assert sender.path == f"{BASE}/check"
    assert "my ‘bill’.pdf (1KB)" in sender.text


def test_a_file_chosen_when_continue_is_pressed_is_not_lost(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    sender.post(proof__file=pdf())
    assert sender.path == f"{BASE}/more"
    assert [document.name for document in documents(council)] == ["bill.pdf"]


def test_nothing_chosen_is_missing(sender: Browser) -> None:
    sender.get(f"{BASE}/proof")
    presses: tuple[dict[str, Any], ...] = ({}, {"proof__upload": "yes"})
    for press in presses:
        sender.post(**press)
        assert "Select your proof" in sender.text
        assert 'href="#proof-file"' in sender.page
        assert sender.title.startswith("Error: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "The selected file must be a PDF, JPG or PNG"),
        (b"", "The selected file is empty"),
        (samples.PDF + bytes(1_000_001), "The selected file must be smaller than 1MB"),
        (samples.jpeg()[:60], "The selected file could not be uploaded. Try again"),
    ],
)
def test_what_cannot_be_taken_is_said_and_not_kept(sender: Browser, store: Path, content: bytes, said: str) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf(content=content))
    assert said in sender.text
    assert kept(store) == []


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("bill.hta", "bill.hta.pdf"),
        ("bill.PDF", "bill.PDF"),
        ("bill", "bill.pdf"),
        ("bill.pdf/bill.html", "bill.html.pdf"),
        ("bill\u202efdp.exe", "billfdp.exe.pdf"),
    ],
)
def test_a_file_is_called_what_it_is(sender: Browser, council: CouncilSite, name: str, kept_as: str) -> None:
    """A PDF file can be a program, too: whoever saves it must not start that by opening it."""
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf(name))
    assert [each.name for each in documents(council)] == [kept_as]


def test_only_so_many_files_and_the_same_one_once(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf("a.pdf"))
    upload(sender, "proof", pdf("a again.pdf"))
    assert len(documents(council)) == 1
    upload(sender, "proof", pdf("b.pdf", samples.PDF + b"2"))
    assert "You cannot add more files." in sender.text
    assert 'name="proof-file"' not in sender.page
    upload(sender, "proof", pdf("c.pdf", samples.PDF + b"3"))
    assert "You can only select up to 2 files" in sender.text
    assert len(documents(council)) == 2


def test_a_file_is_removed_and_its_content_goes_after_it(
    sender: Browser, council: CouncilSite, store: Path, clock: Clock
) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    sender.post()
    sender.get(f"{BASE}/proof")
    (document,) = documents(council)
    for _ in range(2):  # a double click
        sender.post(proof__remove=str(document.id))
        assert "bill.pdf" not in sender.text
    sender.get(f"{BASE}/more")
    assert sender.path == f"{BASE}/proof"  # the page has to be answered again
    with in_council(council):
        assert purge_documents(at=clock.at) == 1
    assert documents(council) == []
    assert kept(store) == []


def test_what_else_was_typed_stays_while_files_come_and_go(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    sender.post(proof__file=pdf())
    upload(sender, "photos", pdf("hole.jpg", samples.jpeg()), note="by the gate")
    assert 'value="by the gate"' in sender.page
    assert "hole.jpg" in sender.text
    upload(sender, "photos", pdf("note.pdf"), note="by the gate")
    assert "The selected file must be a JPG" in sender.text
    assert 'value="by the gate"' in sender.page
    assert "hole.jpg" in sender.text


def test_photos_are_kept_without_where_they_were_taken(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf("me.jpg", samples.jpeg()))
    (photo,) = opened(council)
    assert photo.startswith(b"\xff\xd8")
    assert samples.PLACE not in photo


def test_a_telephones_photo_is_taken_as_a_jpg(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    assert 'accept="application/pdf,image/jpeg,image/png,.pdf,.jpg,.png,image/heic,image/heif,' in sender.page
    upload(sender, "proof", pdf("IMG_0042.HEIC", samples.HEIC))
    assert "IMG_0042.jpg (1KB)" in sender.text
    (photo,) = opened(council)
    assert photo.startswith(b"\xff\xd8")
    assert samples.PLACE not in photo
    assert [each.type for each in documents(council)] == ["image/jpeg"]
    upload(sender, "proof", pdf("bomb.heic", samples.HUGE_HEIC))
    assert "The selected file could not be uploaded. Try again" in sender.text


def test_another_browser_can_remove_nothing_of_it(sender: Browser, council: CouncilSite) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    (document,) = documents(council)
    intruder = Browser(sender.host)
    intruder.get(f"{BASE}/proof")
    assert "bill.pdf" not in intruder.text
    upload(intruder, "proof", pdf("mine.pdf"))
    intruder.post(proof__remove=str(document.id))
    assert {each.name: each.state for each in documents(council)} == {"bill.pdf": "held", "mine.pdf": "held"}


def test_files_go_with_a_journey_that_expires(sender: Browser, council: CouncilSite, store: Path, clock: Clock) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    later = clock.at + timedelta(days=40)
    with in_council(council):
        assert purge_documents(at=clock.at) == 0
        expire_journeys(at=later)
        assert purge_documents(at=later) == 1
    assert kept(store) == []


def test_sent_files_are_the_cases_and_those_left_behind_are_not(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    case = send(sender, council)
    (document,) = documents(council)
    assert (document.state, document.case_id) == ("attached", case.id)
    with in_council(council):
        assert purge_documents(at=NOW) == 0
        found = get_document(document.id, case_id=case.id, journey_id=case.journey_id)
        assert read_document(document=found, by=RESIDENT, at=NOW) == samples.PDF
        with pytest.raises(DocumentUnknown):
            get_document(document.id, case_id=UUID(int=1), journey_id=UUID(int=2))


def test_a_file_comes_with_a_step_of_ones_own(sender: Browser, council: CouncilSite, store: Path) -> None:
    case = send(sender, council)
    follow(sender, council, case.reference, "ada@example.org")
    progress = sender.path
    sender.get(f"{progress}/add")
    assert 'enctype="multipart/form-data"' in sender.page
    sender.post(why="It is newer")
    assert "Select more proof" in sender.text
    upload(sender, "extra", pdf("old.pdf"), why="It is newer")
    assert "old.pdf (1KB)" in sender.text
    assert 'value="It is newer"' in sender.page
    old = documents(council)[-1]
    sender.post(extra__remove=str(old.id))
    assert "old.pdf" not in sender.text
    upload(sender, "extra", pdf("new.pdf", samples.PDF + b"2"))
    sender.post(why="It is newer")
    assert sender.path.startswith(progress)
    assert {each.name: each.state for each in documents(council) if each.question == "extra"} == {
        "old.pdf": "removed",
        "new.pdf": "attached",
    }
    officer, other = desks(council)
    path = f"cases/{case.reference}/documents/{documents(council)[-1].id}"
    assert officer.get(path).content == samples.PDF + b"2"
    assert other.get(path).status_code == 404


def test_nobody_adds_files_to_the_case_of_another(sender: Browser, council: CouncilSite) -> None:
    case = send(sender, council)
    follow(sender, council, case.reference, "ada@example.org")
    address = f"{sender.path}/add"
    stranger = Browser(sender.host)
    stranger.get("/track")
    stranger.post(address, extra__file=pdf("theirs.pdf"), extra__upload="yes")
    assert stranger.path == "/track"
    assert [each.name for each in documents(council)] == ["bill.pdf"]


def desks(council: CouncilSite) -> tuple[Desk, Desk]:
    """An officer of the service, and one of another service."""
    return (
        new_desk(council, "Proof Officer", ("officer", "send-proof", "")),
        new_desk(council, "Bin Officer", ("officer", "missed-bin", "")),
    )


def test_only_who_sees_the_case_can_save_its_files(
    sender: Browser, council: CouncilSite, other_council: CouncilSite
) -> None:
    case = send(sender, council)
    (document,) = documents(council)
    mine, others = desks(council)
    path = f"cases/{case.reference}/documents/{document.id}"
    assert reverse("office-document", args=(case.reference, document.id), urlconf="commonhall.config.urls_council")
    answer = mine.get(path)
    assert answer.status_code == 200
    assert answer.content == samples.PDF
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''bill.pdf"
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert mine.get(f"cases/{case.reference}/documents/{UUID(int=5)}").status_code == 404
    assert others.get(path).status_code == 404
    theirs = new_desk(other_council, "Proof Officer", ("officer", "send-proof", ""))
    assert theirs.get(path).status_code == 404


def test_a_file_that_was_changed_in_the_store_is_not_handed_over(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    case = send(sender, council)
    (document,) = documents(council)
    (store / document.key).write_bytes(b"something else")
    mine, _ = desks(council)
    answer = mine.get(f"cases/{case.reference}/documents/{document.id}")
    assert answer.status_code == 503
    assert b"something else" not in answer.content


def test_the_other_council_sees_nothing(
    sender: Browser, council: CouncilSite, other_council: CouncilSite, store: Path
) -> None:
    furnish(other_council, store)
    case = send(sender, council)
    (document,) = documents(council)
    assert str(document.key).startswith(str(council.id))
    with in_council(other_council):
        assert not Document.objects.exists()
        assert not Journey.objects.exists()
        with pytest.raises(DocumentUnknown):
            get_document(document.id, case_id=case.id, journey_id=case.journey_id)
        assert purge_documents(at=datetime(2030, 1, 1, tzinfo=UTC)) == 0
    assert opened(council) == [samples.PDF]
