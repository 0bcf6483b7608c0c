"""What waits and what was given up is seen by the office, and can be sent again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.notifications.providers import outbox_folder
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.queries import dead_letters
from tests.cast import Officer
from tests.rooms.office.desk import Desk, desk_of, open_case, text_of
from tests.rooms.work.told import e_mails, send_into, work


@pytest.fixture
def refused(council: CouncilSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two messages that the provider would not take; it would now. The folder it sends into."""
    send_into(tmp_path, council)
    open_case(council)

    def refuse(self: Any, message: Any) -> Any:
        raise Rejected("recipient", why="planted")

    with monkeypatch.context() as patched:
        patched.setattr(outbox_folder.Provider, "send", refuse)
        work(council, at=datetime.now(UTC))
    return tmp_path


def letters(council: CouncilSite) -> list[str]:
    with in_council(council):
        return [str(letter.id) for letter in dead_letters()]


def test_what_waits_is_counted(desk: Desk) -> None:
    assert "Nothing is waiting to be sent. No message has been given up." in text_of(desk.get("deliveries"))
    open_case(desk.council)
    assert "2 messages are waiting to be sent. The oldest has waited since" in text_of(desk.get("deliveries"))


def test_an_officer_sees_why_but_does_not_send(desk: Desk, refused: Path) -> None:
    page = desk.get("deliveries")
    assert "the provider refused it: recipient" in text_of(page)
    assert "Send again" not in text_of(page)
    assert "ffion" not in page.content.decode().lower()


def test_a_lead_sends_again_what_was_refused(lead: Desk, refused: Path) -> None:
    one, two = letters(lead.council)
    assert "Send again" in text_of(lead.get("deliveries"))
    sent = lead.post("deliveries", letters=[one])
    assert sent["location"] == "/office/deliveries"
    assert "We will send these again: 1" in text_of(lead.get("deliveries"))
    assert letters(lead.council) == [two]
    work(lead.council, at=datetime.now(UTC) + timedelta(minutes=1))
    assert len(e_mails(refused)) == 1


def test_nothing_chosen_is_told(lead: Desk, refused: Path) -> None:
    assert "Select the messages to send again" in text_of(lead.post("deliveries"))


def test_sending_again_twice_or_something_unknown_does_nothing(lead: Desk, refused: Path) -> None:
    one, two = letters(lead.council)
    lead.post("deliveries", letters=[one])
    lead.post("deliveries", letters=[one, "nonsense"])
    assert "We will send these again: 0" in text_of(lead.get("deliveries"))
    assert letters(lead.council) == [two]


def test_another_council_sees_and_sends_none_of_it(lead: Desk, refused: Path, other_officer: Officer) -> None:
    elsewhere = desk_of(other_officer.council, other_officer.email)
    elsewhere.get("", lang="en")
    assert "No message has been given up." in text_of(elsewhere.get("deliveries"))
    assert elsewhere.post("deliveries", letters=letters(lead.council)).status_code == 404
    assert len(letters(lead.council)) == 2


def test_in_welsh(lead: Desk, refused: Path) -> None:
    lead.get("", lang="cy")
    assert "Negeseuon y rhoesom y gorau i’w hanfon" in text_of(lead.get("deliveries"))
