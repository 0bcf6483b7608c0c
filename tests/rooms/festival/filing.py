"""How does somebody send a file while the store or the scanner does wrong, and is the file there once in the end?"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Final

from commonhall.cases.models import Message, Request
from commonhall.cases.requests.files_again import ask_for_files_again
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import read_document
from commonhall.journeys.models import Document
from commonhall.journeys.scanning import scan_waiting
from tests.contracts.files import samples
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.test_files import desks, furnish, kept, pdf, send, upload

STORY: Final = "a service with a file"
USES: Final = ("files", "scanning")


def play(council: CouncilSite, folder: Path, clock: Clock, capability: str, effect: Effect) -> str:
    """Send a file while ``capability`` does wrong, let it work again, and return what happened in words.

    Asserts that the request is sent at once, and that the file is there once in the end, found clean.
    """
    store = folder / "files"
    furnish(council, store)
    sender = Browser(council.host or f"{council.slug}.localhost")
    with in_council(council):
        set_fault(capability=capability, effect=effect, by=SYSTEM, at=NOW)
    case = send(sender, council)
    first = _only(council)
    if first.standing != "clean":
        officer, _ = desks(council)
        refused = officer.get(f"cases/{case.reference}/documents/{first.id}")
        assert refused.status_code == 503, "what nobody looked into is not opened"
    clock.at += timedelta(minutes=5)
    with in_council(council):
        clear_faults()
        forget_failures()
    for _ in range(2):
        scan_waiting(council, at=clock.at)
        ask_for_files_again(council, at=clock.at)
    asked = _send_again(sender, council)
    for _ in range(2):
        scan_waiting(council, at=clock.at)
    _check_once(council, store)
    return _in_words(first.standing, asked=asked)


def _only(council: CouncilSite) -> Document:
    with in_council(council):
        document: Document = Document.objects.get()
        return document


def _send_again(sender: Browser, council: CouncilSite) -> bool:
    """Send the file by the link of the message that asks for it, where one does; return whether one did."""
    with in_council(council):
        if not Request.objects.exists():
            return False
        found = re.search(r"/asked/[0-9a-f]{40}", Message.objects.get(kind="request").body)
    assert found
    sender.get(found[0])
    upload(sender, "request_files", pdf())
    sender.post()
    assert "We have your answer" in sender.text, sender.text
    return True


def _check_once(council: CouncilSite, store: Path) -> None:
    with in_council(council):
        there = list(Document.objects.filter(standing="clean"))
        assert len(there) == 1
        assert read_document(document=there[0], by=SYSTEM, at=NOW) == samples.PDF
        assert not Document.objects.filter(standing="quarantined").exists()
    assert len(kept(store)) == 1


def _in_words(standing: str, *, asked: bool) -> str:
    if asked:
        return "Reference at once; the file came later, by a link"
    if standing == "clean":
        return "Reference at once; the file is there once"
    if standing == "awaited":
        return "Reference at once; the file was found in the store afterwards, once"
    return "Reference at once; the file stayed closed until it was looked into"
