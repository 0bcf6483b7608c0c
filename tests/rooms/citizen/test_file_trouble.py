"""What when files cannot be kept, cannot be looked into, or hold a virus? The person goes on; nothing unclean opens."""

from __future__ import annotations

import re
import socket
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.scanning.port import TEST_FILE
from commonhall.cases.models import Case, CaseTask, Message, Request
from commonhall.cases.requests.files_again import ask_for_files_again
from commonhall.catalogue import faults
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.catalogue.operations import bind_provider
from commonhall.contacts.models import Person
from commonhall.councils.actors import SYSTEM
from commonhall.councils.keys import council_keys, destroy_keys, retire_key, rotate_keys
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.contents import content_of
from commonhall.journeys.documents import read_document
from commonhall.journeys.models import Document
from commonhall.journeys.purging import purge_documents
from commonhall.journeys.scanning import scan_documents, scan_waiting
from commonhall.record.queries import events_about
from tests.contracts.files import samples
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import follow
from tests.rooms.citizen.test_files import BASE, desks, documents, furnish, kept, pdf, send, upload
from tests.rooms.office.desk import text_of

VIRUS = samples.PDF + TEST_FILE


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def sender(council: CouncilSite, store: Path) -> Browser:
    furnish(council, store)
    return Browser(council.host or f"{council.slug}.localhost")


def bind_files(council: CouncilSite, folder: Path, at: datetime = NOW) -> None:
    with in_council(council):
        bind_provider(capability="files", provider="folder", settings={"folder": str(folder)}, by=SYSTEM, at=at)


def break_store(council: CouncilSite, tmp_path: Path) -> None:
    """Let the council's files go where nothing can be kept."""
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    bind_files(council, blocked)


def break_scanner(council: CouncilSite) -> None:
    """Let the council's scanner be one that nobody has started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    bind_scanner(council, "clamd", {"host": "127.0.0.1", "port": port})


def bind_scanner(council: CouncilSite, provider: str, settings: dict[str, object]) -> None:
    with in_council(council):
        bind_provider(capability="scanning", provider=provider, settings=settings, by=SYSTEM, at=NOW)


def only_document(council: CouncilSite) -> Document:
    (document,) = documents(council)
    return document


def asked_link(council: CouncilSite) -> str:
    with in_council(council):
        found = re.search(r"/asked/[0-9a-f]{40}", Message.objects.get(kind="request").body)
    assert found
    return found[0]


def test_a_file_with_a_virus_is_refused_at_once_and_not_kept(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf("bad.pdf", VIRUS))
    assert "The selected file contains a virus" in sender.text
    assert documents(council) == []
    assert kept(store) == []
    sender.get(f"{BASE}/proof?lang=cy")
    upload(sender, "proof", pdf("bad.pdf", VIRUS))
    assert "feirws" in sender.text


def test_while_the_scanner_is_down_files_wait_unopened_and_the_person_goes_on(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    break_scanner(council)
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    assert "We have not yet checked this file for viruses. You can carry on." in sender.text
    case = send(sender, council)
    document = only_document(council)
    assert document.standing == "quarantined"
    officer, _ = desks(council)
    page = officer.get(f"cases/{case.reference}")
    assert "Not yet checked for viruses. It can be opened once it is found to be clean." in text_of(page)
    address = f"cases/{case.reference}/documents/{document.id}"
    assert address not in page.content.decode()
    refused = officer.get(address)
    assert refused.status_code == 503
    assert b"%PDF" not in refused.content
    with in_council(council):
        assert scan_documents(at=NOW) == 0
        with pytest.raises(Rejected, match="quarantined"):
            read_document(document=document, by=SYSTEM, at=NOW)
    bind_scanner(council, "test_file", {})
    scan_waiting(council, at=NOW)
    assert only_document(council).standing == "clean"
    assert officer.get(address).content == samples.PDF


def test_a_virus_that_is_found_later_is_told_to_both_sides_and_never_opened(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    break_scanner(council)
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf("bad.pdf", VIRUS))
    case = send(sender, council)
    bind_scanner(council, "test_file", {})
    scan_waiting(council, at=NOW)
    scan_waiting(council, at=NOW)
    document, good = documents(council)
    assert (document.standing, document.found) == ("infected", "Eicar-Test-Signature")
    assert good.standing == "clean"
    officer, _ = desks(council)
    assert "Has a virus. It cannot be opened" in text_of(officer.get(f"cases/{case.reference}"))
    assert officer.get(f"cases/{case.reference}/documents/{document.id}").status_code == 503
    for _ in range(2):
        ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert [event.kind for event in events_about(("document", document.id))] == ["document_infected"]
        message = Message.objects.get(kind="request")
        assert "We found a virus in these files, so we have not opened them." in message.body
        assert "bad.pdf" in message.body
        assert "bill.pdf" not in message.body
        assert Request.objects.get().clock == "none"
        assert purge_documents(at=NOW + timedelta(hours=23)) == 0
        assert purge_documents(at=NOW + timedelta(hours=25)) == 1
        assert purge_documents(at=NOW + timedelta(hours=26)) == 0
    assert len(kept(store)) == 1
    assert [each.standing for each in documents(council)] == ["infected", "clean"]


def test_a_file_that_cannot_be_judged_is_given_up_after_a_day(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    break_scanner(council)
    case = send(sender, council)
    document = only_document(council)
    (store / document.key).write_bytes(b"something else")
    bind_scanner(council, "test_file", {})
    with in_council(council):
        assert scan_documents(at=NOW) == 1
    assert only_document(council).standing == "unreadable"
    ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert "We could not check these files for viruses" in Message.objects.get(kind="request").body
    officer, _ = desks(council)
    assert "Could not be checked for viruses" in text_of(officer.get(f"cases/{case.reference}"))


def test_while_the_store_is_down_the_person_sends_and_adds_the_file_later_by_a_link(
    sender: Browser, council: CouncilSite, store: Path, tmp_path: Path, clock: Clock
) -> None:
    break_store(council, tmp_path)
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    said = "We could not take this file just now. You can carry on: we will send you a link to add it."
    assert said in sender.text
    assert "There is a problem" not in sender.text
    case = send(sender, council)
    assert "We have your request, but we could not take these files." in sender.text
    assert "bill.pdf" in sender.text
    document = only_document(council)
    assert (document.standing, document.state, document.key) == ("awaited", "attached", "")
    officer, _ = desks(council)
    assert "Not here: our store of files was down when it was sent." in text_of(officer.get(f"cases/{case.reference}"))
    for _ in range(2):
        ask_for_files_again(council, at=clock.at)
    link = asked_link(council)
    sender.get(link)
    assert "When you sent it, we could not take these files. It was our fault" in sender.text
    upload(sender, "request_files", pdf())
    assert "could not be uploaded. Try again" in sender.text, "the store is down still"
    bind_files(council, store)
    sender.post(request_files__file=pdf())
    assert "We have your answer" in sender.text
    late = documents(council)[-1]
    assert (late.standing, late.state) == ("clean", "attached")
    assert officer.get(f"cases/{case.reference}/documents/{late.id}").content == samples.PDF


def test_the_page_of_the_request_leads_there_too(
    sender: Browser, council: CouncilSite, tmp_path: Path, clock: Clock
) -> None:
    break_store(council, tmp_path)
    case = send(sender, council)
    ask_for_files_again(council, at=clock.at)
    follow(sender, council, case.reference, "ada@example.org")
    assert asked_link(council).rpartition("/")[0] in sender.page
    assert "Please send us a document again" in sender.text


def test_a_file_that_was_not_taken_can_be_sent_again_before_the_request_is(
    sender: Browser, council: CouncilSite, store: Path, tmp_path: Path
) -> None:
    break_store(council, tmp_path)
    sender.get(f"{BASE}/proof")
    upload(sender, "proof", pdf())
    bind_files(council, store)
    upload(sender, "proof", pdf())
    assert "could not take" not in sender.text
    document = only_document(council)
    assert document.standing == "clean"
    with in_council(council):
        assert content_of(document, at=NOW) == samples.PDF
    send(sender, council)
    ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert not Request.objects.exists()


def test_a_store_that_took_a_file_without_saying_so_is_asked_before_the_person_is(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    with in_council(council):
        set_fault(capability="files", effect="lying", by=SYSTEM, at=NOW)
    send(sender, council)
    assert len(kept(store)) == 1
    document = only_document(council)
    assert (document.standing, bool(document.key)) == ("awaited", True)
    ask_for_files_again(council, at=NOW)
    with in_council(council):
        clear_faults()
        forget_failures()
        assert scan_documents(at=NOW) == 1
        document = Document.objects.get()
        assert document.standing == "clean"
        assert read_document(document=document, by=SYSTEM, at=NOW) == samples.PDF
    ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert not Request.objects.exists()


def test_a_file_that_the_store_did_lose_is_asked_for(sender: Browser, council: CouncilSite, store: Path) -> None:
    with in_council(council):
        set_fault(capability="files", effect="lying", by=SYSTEM, at=NOW)
    send(sender, council)
    for path in store.rglob("*"):
        if path.is_file():
            path.unlink()
    with in_council(council):
        clear_faults()
        forget_failures()
        scan_documents(at=NOW)
        document = Document.objects.get()
        assert (document.standing, document.key, document.sealed_key) == ("awaited", "", None)
    ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert Request.objects.count() == 1


@pytest.mark.parametrize("effect", ["slow", "failing", "lying", "duplicating", "reordering"])
@pytest.mark.parametrize("capability", ["files", "scanning"])
def test_whatever_goes_wrong_the_request_is_sent_and_each_file_is_there_once_or_asked_for(
    sender: Browser,
    council: CouncilSite,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capability: str,
    effect: Effect,
) -> None:
    monkeypatch.setattr(faults, "SLOW_SECONDS", 0.01)
    with in_council(council):
        set_fault(capability=capability, effect=effect, by=SYSTEM, at=NOW)
    case = send(sender, council)
    with in_council(council):
        clear_faults()
        forget_failures()
        scan_documents(at=NOW)
    for _ in range(2):
        ask_for_files_again(council, at=NOW)
    with in_council(council):
        document = Document.objects.get(case_id=case.id)
        asked = Request.objects.count()
        assert (document.standing == "clean") != (asked == 1)
        assert len(kept(store)) == (1 if document.standing == "clean" else 0)
        if document.standing == "clean":
            assert read_document(document=document, by=SYSTEM, at=NOW) == samples.PDF


def test_whom_we_cannot_write_to_becomes_a_task_for_the_team(
    sender: Browser, council: CouncilSite, tmp_path: Path
) -> None:
    break_store(council, tmp_path)
    case = send(sender, council)
    with in_council(council):
        Person.objects.filter(id=case.person_id).update(email="", phone="")
    for _ in range(2):
        ask_for_files_again(council, at=NOW)
    with in_council(council):
        assert not Request.objects.exists()
        task = CaseTask.objects.get(case_id=case.id)
    assert task.title == "Get files again: bill.pdf"
    assert "could not write to the person" in task.text


def test_files_stay_with_the_provider_that_took_them(
    sender: Browser, council: CouncilSite, store: Path, tmp_path: Path
) -> None:
    send(sender, council)
    before = only_document(council)
    bind_files(council, tmp_path / "second", at=NOW + timedelta(hours=1))
    with in_council(council):
        assert content_of(before, at=NOW) == samples.PDF
    again = Browser(sender.host)
    again.get(f"{BASE}/proof")
    upload(again, "proof", pdf())
    assert len(kept(store)) == 1
    assert len(kept(tmp_path / "second")) == 1


def test_a_store_that_moved_as_a_whole_is_reached_where_it_is_now(
    sender: Browser, council: CouncilSite, store: Path, tmp_path: Path
) -> None:
    send(sender, council)
    document = only_document(council)
    store.rename(tmp_path / "moved")
    store.write_text("nothing is here any more")
    with in_council(council), pytest.raises(Rejected, match="not_found"):
        content_of(document, at=NOW)
    bind_files(council, tmp_path / "moved", at=NOW + timedelta(hours=1))
    with in_council(council):
        assert content_of(document, at=NOW) == samples.PDF
        Document.objects.update(state="removed")
        assert purge_documents(at=NOW) == 1
    assert kept(tmp_path / "moved") == []


def test_the_keys_of_a_council_are_renewed_without_touching_a_file(
    sender: Browser, council: CouncilSite, store: Path
) -> None:
    send(sender, council)
    before = kept(store)
    with in_council(council):
        assert rotate_keys(at=NOW) >= 1
        retire_key(number=1, at=NOW)
        assert content_of(Document.objects.get(), at=NOW) == samples.PDF
        assert max(council_keys().keys) == 2
    assert kept(store) == before
    with in_council(council):
        destroy_keys(at=NOW)
        with pytest.raises(Rejected, match="damaged"):
            content_of(Document.objects.get(), at=NOW)


def test_the_keys_of_another_council_open_nothing(
    sender: Browser, council: CouncilSite, other_council: CouncilSite, store: Path
) -> None:
    furnish(other_council, store)
    ours = send(sender, council)
    theirs = send(Browser(other_council.host or f"{other_council.slug}.localhost"), other_council)
    assert isinstance(ours, Case)
    assert isinstance(theirs, Case)
    one, other = only_document(council), only_document(other_council)
    assert kept(store)[0] != kept(store)[1]
    with in_council(other_council):
        for part in (("key",), ("key", "sealed_key"), ("key", "sealed_key", "id")):
            forged = Document.objects.get(id=other.id)
            for name in part:
                setattr(forged, name, getattr(one, name))
            with pytest.raises(Rejected, match="damaged"):
                content_of(forged, at=NOW)
        assert scan_documents(at=NOW) == 0
        assert content_of(other, at=NOW) == samples.PDF
