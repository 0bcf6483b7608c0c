"""Can a person read the demo's messages, and can no message do harm to its reader?"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonhall.capabilities.notifications.simulator.accounts import demo_account
from commonhall.capabilities.notifications.simulator.server import running
from tests.contracts.notifications.benches import COUNCIL, client_of
from tests.contracts.notifications.test_message import HOSTILE

EMAIL, SMS = (demo_account(COUNCIL)[f"{channel}_template_id"] for channel in ("email", "sms"))


class Page(HTMLParser):
    """The tags, links and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.languages: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        fields = dict(attrs)
        self.links += [str(fields["href"])] if tag == "a" else []
        self.languages += [str(fields["lang"])] if "lang" in fields else []
        assert not [name for name in fields if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with running(tmp_path) as address:
        yield address


def page(url: str, path: str = "/", status: int = 200) -> Page:
    answer = httpx.get(f"{url}{path}")
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return Page(answer.text)


def send(url: str, to: str = "sam@example.org", subject: str = "Hello", body: str = "Hi", language: str = "en") -> str:
    words = {"subject": subject, "body": body}
    with client_of(url) as client:
        sent: dict[str, Any] = client.send_email_notification(to, EMAIL[language], words)
        return str(sent["id"])


def test_an_empty_inbox_says_so(url: str) -> None:
    assert "There are no messages yet" in page(url).words
    assert "nothing here was really sent" in page(url).words


def test_the_newest_message_stands_first_and_opens(url: str) -> None:
    send(url, subject="First")
    second = send(url, subject="Second", body="[Carry on](https://example.org/go?t=1&u=2)")
    listed = page(url)
    assert listed.words.index("Second") < listed.words.index("First")
    opened = page(url, f"/messages/{second}")
    assert "https://example.org/go?t=1&u=2" in opened.links
    assert opened.tags.count("h1") == 1


def test_a_welsh_message_is_marked_as_welsh(url: str) -> None:
    sent = send(url, subject="Eich bin", language="cy")
    assert "cy" in page(url).languages
    assert page(url, f"/messages/{sent}").languages.count("cy") == 2


def test_messages_can_be_narrowed_to_a_recipient(url: str) -> None:
    send(url, "sam@example.org", "To Sam")
    send(url, "pat+a@example.org", "To Pat")
    assert "To Sam" not in page(url, "/?to=pat%2Ba%40example.org").words
    assert "/?to=pat%2Ba%40example.org" in page(url).links
    assert "There are no messages to this address" in page(url, "/?to=nobody").words


def test_a_number_is_found_however_it_is_typed(url: str) -> None:
    with client_of(url) as client:
        client.send_sms_notification("+44 7700 900123", SMS["en"], {"body": "Bin day"})
    for typed in ("07700900123", "07700 900 123", "+447700900123"):
        assert "Bin day" in httpx.get(f"{url}/", params={"to": typed}).text
    send(url, "Sam@Example.org", "To Sam")
    assert "To Sam" in page(url, "/?to=sam%40example.org").words


def test_a_long_inbox_has_pages(url: str) -> None:
    for number in range(21):
        send(url, subject=f"Number {number}.")
    assert "/?page=2" in page(url).links
    assert "Number 0." not in page(url).words
    assert "Number 0." in page(url, "/?page=2").words
    assert "Number 0." in page(url, "/?page=999").words
    assert "Number 20." in page(url, "/?page=x").words


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_message_is_shown_as_words(url: str, typed: str) -> None:
    sent = send(url, subject=typed, body=typed)
    for path in ("/", f"/messages/{sent}"):
        shown = page(url, path)
        assert "script" not in shown.tags
        assert not [link for link in shown.links if link.split(":")[0] in ("javascript", "data")]


def test_a_hostile_recipient_is_shown_as_words(url: str) -> None:
    assert "script" not in page(url, "/?to=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").tags


@pytest.mark.parametrize(
    "path", ["/messages/x", "/messages/0b7d3b3e-6f0e-4c39-9a51-5a0c2a4f7d11", "/elsewhere", "/messages/"]
)
def test_what_is_not_there_is_not_found(url: str, path: str) -> None:
    assert "Show all messages" in page(url, path, 404).words
