"""Does a link to a file work for a moment, in one browser, at one council, and give the file only to be saved?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.record.queries import events_about
from tests.contracts.files.samples import PDF
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.test_files import desks, documents, furnish, send
from tests.rooms.office.desk import host_of


class Device:
    """A browser that may or may not hold the cookie of a link."""

    def __init__(self, council: CouncilSite, held: str = "") -> None:
        self.client = Client()
        if held:
            self.client.cookies[settings.FILE_COOKIE] = held
        self.host = host_of(council)

    def get(self, link: str, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.get(link, headers={"host": self.host, **named})
        assert isinstance(answer, HttpResponse)
        return answer


@pytest.fixture
def link(council: CouncilSite, tmp_path: Path, clock: Clock) -> tuple[str, str]:
    """Return a link to which an officer was just led, and what their browser holds."""
    furnish(council, tmp_path / "files")
    case = send(Browser(host_of(council)), council)
    officer, _ = desks(council)
    address = f"/office/cases/{case.reference}/documents/{documents(council)[0].id}"
    answer = officer.client.get(address, headers={"host": host_of(council)})
    clock.at = datetime.now(UTC)  # the office goes by the real one
    assert answer.status_code == 303
    assert answer["Cache-Control"] == "no-store"
    cookie = answer.cookies[settings.FILE_COOKIE]
    assert (cookie["path"], cookie["max-age"], cookie["httponly"]) == ("/files", 300, True)
    return str(answer["Location"]), str(cookie.value)


def test_the_file_is_only_saved_and_its_reading_is_recorded_once(council: CouncilSite, link: tuple[str, str]) -> None:
    device = Device(council, link[1])
    for _ in range(2):
        answer = device.get(link[0])
        assert (answer.status_code, answer.content) == (200, PDF)
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''bill.pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    (document,) = documents(council)
    assert str(document.id) not in link[0]
    assert document.key not in link[0]
    with in_council(council):
        assert [event.kind for event in events_about(("document", document.id))] == ["document_read"]


def test_a_link_runs_out(council: CouncilSite, link: tuple[str, str], clock: Clock) -> None:
    clock.at += timedelta(minutes=4)
    assert Device(council, link[1]).get(link[0]).status_code == 200
    clock.at += timedelta(minutes=2)
    answer = Device(council, link[1]).get(link[0])
    assert answer.status_code == 410
    assert PDF[:8] not in answer.content
    assert "This link no longer works." in answer.content.decode()
    welsh = Device(council)
    welsh.client.cookies[settings.LANGUAGE_COOKIE] = "cy"
    assert "Nid yw’r ddolen hon yn gweithio mwyach." in welsh.get(link[0]).content.decode()


def test_a_link_works_in_the_browser_that_was_led_to_it_and_no_other(
    council: CouncilSite, link: tuple[str, str]
) -> None:
    for held in ("", "somebody-else", link[1][:-1]):
        assert Device(council, held).get(link[0]).status_code == 410


def test_a_link_of_one_council_opens_nothing_at_another(
    council: CouncilSite, other_council: CouncilSite, link: tuple[str, str]
) -> None:
    assert Device(other_council, link[1]).get(link[0]).status_code == 410


def test_no_link_can_be_made_up_or_changed(council: CouncilSite, link: tuple[str, str]) -> None:
    (document,) = documents(council)
    path, token = link[0].rsplit("/", 1)
    for guessed in (str(document.id), token[:-1], f"{token}A", token.swapcase(), "x", token[5:]):
        assert Device(council, link[1]).get(f"{path}/{guessed}").status_code == 410


def test_a_file_that_is_no_longer_clean_or_there_is_not_handed_over(
    council: CouncilSite, link: tuple[str, str]
) -> None:
    for change, status in (({"standing": "infected"}, 503), ({"state": "removed"}, 410)):
        with in_council(council):
            Document.objects.update(**change)
        assert Device(council, link[1]).get(link[0]).status_code == status


@pytest.mark.parametrize(
    ("asked", "status", "content", "said"),
    [
        ("bytes=0-3", 206, PDF[:4], f"bytes 0-3/{len(PDF)}"),
        ("bytes=5-", 206, PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-6", 206, PDF[-6:], f"bytes {len(PDF) - 6}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=4-99999", 206, PDF[4:], f"bytes 4-{len(PDF) - 1}/{len(PDF)}"),
        (f"bytes={len(PDF)}-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=5-2", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=-", 200, PDF, ""),
        ("bytes=0-1,4-5", 200, PDF, ""),
        ("pages=1-2", 200, PDF, ""),
    ],
)
def test_a_download_that_broke_off_goes_on(
    council: CouncilSite, link: tuple[str, str], asked: str, status: int, content: bytes, said: str
) -> None:
    device = Device(council, link[1])
    whole = device.get(link[0])
    assert whole["Accept-Ranges"] == "bytes"
    answer = device.get(link[0], range=asked)
    assert (answer.status_code, answer.content, answer.headers.get("Content-Range", "")) == (status, content, said)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert device.get(link[0], range=asked, if_range='"another"').status_code == 200
    assert device.get(link[0], range=asked, if_range=whole["ETag"]).status_code == status
