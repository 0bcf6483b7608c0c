"""Does a large file come in parts, from where it stopped, within every limit, and for nobody else?"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.councils.keys import retire_key, rotate_keys
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Upload, UploadPart
from commonhall.journeys.uploading import LARGEST_PART, WAITS, purge_uploads
from tests.contracts.files import samples
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.test_files import BASE, documents, furnish, opened, pdf, upload

LARGE = samples.PDF + bytes(range(256)) * 3200
PART = 300_000
Head = dict[str, str]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def sender(council: CouncilSite, store: Path) -> Browser:
    """Somebody who has a journey, at the page that takes two files of 1MB."""
    furnish(council, store)
    browser = Browser(council.host or f"{council.slug}.localhost")
    browser.get(f"{BASE}/proof")
    upload(browser, "proof", pdf("first.pdf"))
    browser.get(f"{BASE}/proof")
    return browser


def ask(browser: Browser, method: str, path: str, content: bytes = b"", head: Head | None = None) -> Any:
    """Ask as the script does."""
    browser.client.cookies.clear()
    for (name, scope), value in browser.jar.items():
        if scope == "/" or path.partition("?")[0].startswith(f"{scope}/"):
            browser.client.cookies[name] = value
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.page)
    headers = {"host": browser.host, "X-CSRFToken": token[1] if token else "", **(head or {})}
    kind = headers.pop("kind", "application/partial-upload")
    return browser.client.generic(method, path, content, content_type=kind, headers=headers)


def place(browser: Browser, question: str = "proof") -> str:
    found = re.search(rf'data-upload-to="([^"]*question={question}[^"]*)"', browser.page)
    assert found, browser.page
    return html.unescape(found[1])


def begin(
    browser: Browser, content: bytes = LARGE, *, to: str = "", name: str = "large.pdf", head: Head | None = None
) -> Any:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    about = {"Upload-Length": str(len(content)), "Repr-Digest": f"sha-256=:{digest}:", "kind": "", **(head or {})}
    return ask(browser, "POST", f"{to or place(browser)}&name={name}", head=about)


def append(
    browser: Browser, to: str, offset: int, content: bytes = LARGE, *, most: int = PART, head: Head | None = None
) -> Any:
    part = content[offset : offset + most]
    last = "?1" if offset + len(part) == len(content) else "?0"
    return ask(browser, "PATCH", to, part, {"Upload-Offset": str(offset), "Upload-Complete": last, **(head or {})})


def whole(browser: Browser, content: bytes = LARGE) -> str:
    """Send a file in parts and return its address."""
    to = str(begin(browser, content)["Location"])
    for offset in range(0, len(content), PART):
        assert append(browser, to, offset, content).status_code == 204
    return to


def id_of(to: str) -> str:
    return to.partition("?")[0].rpartition("/")[2]


def uploads(council: CouncilSite) -> list[Upload]:
    with in_council(council):
        return list(Upload.objects.order_by("id"))


def parts(council: CouncilSite) -> list[bytes]:
    with in_council(council):
        return [bytes(each.content) for each in UploadPart.objects.order_by("offset")]


def test_a_file_comes_in_parts_and_is_added_with_the_form(sender: Browser, council: CouncilSite) -> None:
    begun = begin(sender, name="%C3%B4l%2F%C3%B4l.pdf")
    assert begun.status_code == 201
    assert begun["Upload-Offset"] == "0"
    assert begun["Upload-Limit"] == f"max-append-size={LARGEST_PART}, max-age=86400"
    to = str(begun["Location"])
    for offset in range(0, len(LARGE), PART):
        before = ask(sender, "HEAD", to)
        assert (before.status_code, before["Upload-Offset"], before["Upload-Complete"]) == (204, str(offset), "?0")
        assert before["Cache-Control"] == "no-store"
        after = append(sender, to, offset)
        assert (after.status_code, after["Upload-Offset"]) == (204, str(min(offset + PART, len(LARGE))))
    assert after["Upload-Complete"] == "?1"
    assert not any(LARGE[1000:1100] in part or b"%PDF" in part for part in parts(council))
    for _ in range(2):  # the answer to the form was lost, and it is sent again
        sender.post(proof__whole=id_of(to), proof__upload="yes")
        assert "error-summary" not in sender.page
    assert [each.name for each in documents(council)] == ["first.pdf", "ôl.pdf"]
    assert opened(council)[1] == LARGE
    assert parts(council) == []


def test_after_a_break_it_goes_on_where_it_stopped(sender: Browser, council: CouncilSite) -> None:
    to = str(begin(sender)["Location"])
    append(sender, to, 0)
    again = append(sender, to, 0)  # its answer was lost
    assert again.status_code == 409
    assert again["Upload-Offset"] == str(PART)
    assert again.json()["expected-offset"] == PART
    assert again.json()["type"].endswith("#mismatching-upload-offset")
    sender.get(f"{BASE}/proof")  # the page is loaded anew
    assert "large.pdf (819KB)" in sender.text
    assert "36% uploaded" in sender.text
    assert "choose the same file again" in sender.text
    resumed = begin(sender)
    assert (str(resumed["Location"]).partition("?")[0], resumed["Upload-Offset"]) == (to.partition("?")[0], str(PART))
    for offset in range(PART, len(LARGE), PART):
        assert append(sender, to, offset).status_code == 204
    sender.post(proof__whole=id_of(to))
    assert sender.path == f"{BASE}/more"
    assert opened(council)[1] == LARGE


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Complete": "true"}, 400),
        ({"Upload-Complete": "?1"}, 400),
        ({"kind": "application/octet-stream"}, 415),
        ({"X-CSRFToken": "wrong"}, 403),
    ],
)
def test_a_part_that_is_not_as_it_should_be_is_not_kept(
    sender: Browser, council: CouncilSite, changed: dict[str, str], status: int
) -> None:
    to = str(begin(sender)["Location"])
    assert append(sender, to, 0, head=changed).status_code == status
    assert parts(council) == []
    assert append(sender, to, 0).status_code == 204


def test_a_part_too_large_or_beyond_the_end_is_refused(sender: Browser, council: CouncilSite) -> None:
    to = str(begin(sender)["Location"])
    assert append(sender, to, 0, most=LARGEST_PART + 1).status_code == 413
    append(sender, to, 0)
    assert append(sender, to, PART, LARGE + b"!", most=520_000).status_code == 400
    assert [len(part) for part in parts(council)] == [PART + 29]  # as it is sealed


@pytest.mark.parametrize("changed", [{"Upload-Length": "many"}, {"Repr-Digest": "md5=:AAAA:"}, {"Upload-Length": ""}])
def test_an_upload_needs_its_size_and_sum(sender: Browser, council: CouncilSite, changed: dict[str, str]) -> None:
    assert begin(sender, head=changed).status_code == 400
    assert uploads(council) == []


def test_what_comes_must_be_what_was_announced(sender: Browser, council: CouncilSite) -> None:
    to = str(begin(sender)["Location"])
    other = LARGE[:-1] + b"!"
    answers = [append(sender, to, offset, other).status_code for offset in range(0, len(other), PART)]
    assert answers[:-1] == [204] * (len(answers) - 1)
    assert answers[-1] == 400
    assert uploads(council) == []


@pytest.mark.parametrize(
    ("content", "status", "rule", "said"),
    [
        (samples.PDF + bytes(1_000_001), 413, "size", "The selected file must be smaller than 1MB"),
        (b"", 422, "empty", "The selected file is empty"),
        (b"MZ\x90\x00" * 90_000, 415, "kind", "The selected file must be a PDF, JPG or PNG"),
    ],
)
def test_the_limits_hold_before_the_whole_is_here(
    sender: Browser, council: CouncilSite, content: bytes, status: int, rule: str, said: str
) -> None:
    answer = begin(sender, content)
    if answer.status_code == 201:
        answer = append(sender, str(answer["Location"]), 0, content)
    assert (answer.status_code, answer.json()["rule"]) == (status, rule)
    assert uploads(council) == []
    sender.post(proof__refused=rule, proof__upload="yes")
    assert said in sender.text
    assert sender.title.startswith("Error: ")


def test_so_many_files_and_no_more_whole_or_in_parts(sender: Browser, council: CouncilSite) -> None:
    begin(sender)  # given up: it makes way for the next, of two there is one file already
    to = whole(sender, LARGE + b"2")
    assert [each.size for each in uploads(council)] == [len(LARGE) + 1]
    refused = begin(sender, LARGE + b"3")
    assert (refused.status_code, refused.json()["rule"]) == (422, "too_many")
    sender.post(proof__refused="too_many")
    assert "You can only select up to 2 files" in sender.text
    sender.post(proof__whole=id_of(to))
    assert len(documents(council)) == 2


def test_what_waits_in_one_journey_has_an_end(
    sender: Browser, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonhall.journeys.uploading.MOST_WAITING", 1_500_000)
    append(sender, str(begin(sender)["Location"]), 0)
    sender.post()  # on to the next page
    assert sender.path == f"{BASE}/more"
    begin(sender, LARGE + b"2", to=place(sender, "photos"))
    assert [each.question for each in uploads(council)] == ["photos"]


def test_a_virus_is_found_in_the_whole(sender: Browser, council: CouncilSite) -> None:
    from commonhall.capabilities.scanning.port import TEST_FILE

    to = whole(sender, LARGE[:500_000] + TEST_FILE + LARGE[:100_000])
    sender.post(proof__whole=id_of(to), proof__upload="yes")
    assert "The selected file contains a virus" in sender.text
    assert [each.name for each in documents(council)] == ["first.pdf"]
    assert uploads(council) == []


def test_it_is_removed_without_scripts(sender: Browser, council: CouncilSite) -> None:
    to = str(begin(sender)["Location"])
    append(sender, to, 0)
    sender.get(f"{BASE}/proof")
    sender.post(proof__drop=id_of(to))
    assert sender.path == f"{BASE}/proof"
    assert "large.pdf" not in sender.text
    assert uploads(council) == []
    assert ask(sender, "HEAD", to).status_code == 404
    other = str(begin(sender)["Location"])
    assert ask(sender, "DELETE", other).status_code == 204
    assert uploads(council) == []


def test_what_is_not_finished_is_deleted_in_time(sender: Browser, council: CouncilSite, clock: Clock) -> None:
    to = str(begin(sender)["Location"])
    append(sender, to, 0)
    with in_council(council):
        assert purge_uploads(at=clock.at + WAITS - timedelta(seconds=1)) == 0
        assert purge_uploads(at=clock.at + WAITS) == 1
    assert parts(council) == []
    sender.post(proof__whole=id_of(to), proof__upload="yes")
    assert "The selected file could not be uploaded. Try again" in sender.text


def test_nothing_comes_to_a_journey_that_was_sent(sender: Browser, council: CouncilSite, clock: Clock) -> None:
    to = str(begin(sender)["Location"])
    append(sender, to, 0)
    page = sender.page
    sender.post()
    sender.post(note="hello", email="ada@example.org")
    sender.post()
    assert sender.path == f"{BASE}/sent"
    sender.page = page
    assert append(sender, to, PART).status_code == 404
    with in_council(council):
        assert purge_uploads(at=clock.at) == 1


def test_another_browser_reaches_nothing_of_it(sender: Browser, council: CouncilSite) -> None:
    to = str(begin(sender)["Location"])
    append(sender, to, 0)
    intruder = Browser(sender.host)
    intruder.get(f"{BASE}/proof")
    for method in ("HEAD", "PATCH"):  # no journey of theirs holds a file yet
        assert ask(intruder, method, to, b"x", {"Upload-Offset": str(PART), "Upload-Complete": "?0"}).status_code == 404
    upload(intruder, "proof", pdf("mine.pdf"))
    for method in ("HEAD", "PATCH"):
        assert ask(intruder, method, to, b"x", {"Upload-Offset": str(PART), "Upload-Complete": "?0"}).status_code == 404
    assert ask(intruder, "DELETE", to).status_code == 204
    intruder.get(f"{BASE}/proof")
    intruder.post(proof__whole=id_of(to), proof__drop=id_of(to))
    assert [each.arrived for each in uploads(council)] == [PART]


def test_the_other_council_sees_nothing(
    sender: Browser, council: CouncilSite, other_council: CouncilSite, store: Path
) -> None:
    to = whole(sender)
    furnish(other_council, store)
    theirs = Browser(other_council.host or f"{other_council.slug}.localhost")
    theirs.get(f"{BASE}/proof")
    upload(theirs, "proof", pdf("theirs.pdf"))
    theirs.get(f"{BASE}/proof")
    assert ask(theirs, "HEAD", to).status_code == 404
    theirs.post(proof__whole=id_of(to), proof__upload="yes")
    assert [each.name for each in documents(other_council)] == ["theirs.pdf"]
    assert uploads(other_council) == []
    with in_council(other_council):
        assert purge_uploads(at=NOW + timedelta(days=60)) == 0
    assert len(parts(council)) == 3


def test_a_new_key_of_the_council_still_opens_it(sender: Browser, council: CouncilSite) -> None:
    to = whole(sender)
    with in_council(council):
        rotate_keys(at=NOW)
        retire_key(number=1, at=NOW)
    sender.post(proof__whole=id_of(to))
    assert opened(council)[1] == LARGE
