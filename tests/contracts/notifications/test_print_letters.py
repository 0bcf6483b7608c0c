"""Do letters for print lie in their day's folder, each with its line, and does each channel find its own provider?"""

from __future__ import annotations

import csv
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.notifications.port import notifications_from
from commonhall.core.values.dates import london_date
from tests.contracts.notifications.benches import pdf_text
from tests.contracts.notifications.test_notifications import message


def lines(folder: Path) -> list[dict[str, str]]:
    """Return the lines of all lists."""
    texts = [each.read_text(encoding="utf-8") for each in folder.glob("*/manifest.csv")]
    return [row for text in texts for row in csv.DictReader(text.splitlines())]


def test_the_list_says_what_the_print_room_needs(tmp_path: Path) -> None:
    one = message("letter", body="Dear ((name)),\n\n---\n\nSecond page.", language="cy")
    before = london_date(datetime.now(UTC))
    sent = notifications_from("print_letters", {"folder": str(tmp_path)}).send(one)
    (row,) = lines(tmp_path)
    (pdf,) = tmp_path.glob("*/*.pdf")
    assert date.fromisoformat(pdf.parent.name) >= date.fromisoformat(before)
    assert row["id"] == sent.provider_id == str(one.id)
    assert (row["language"], row["pages"], row["country"]) == ("cy", "2", "")
    assert row["sha256"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert "Sam Jones" not in (pdf.parent / "manifest.csv").read_text()
    assert "Second page." in pdf_text(pdf.read_bytes())


def test_a_letter_that_comes_printed_is_taken_as_it_is(tmp_path: Path) -> None:
    notifications_from("print_letters", {"folder": str(tmp_path)}).send(message("letter", pdf=b"%PDF-1.7 own"))
    (pdf,) = tmp_path.glob("*/*.pdf")
    assert pdf.read_bytes() == b"%PDF-1.7 own"


def test_a_letter_abroad_says_so(tmp_path: Path) -> None:
    letters = notifications_from("print_letters", {"folder": str(tmp_path)})
    letters.send(message("letter", to="Sam Jones\n1 Rue Haute\nParis\nFrance"))
    assert lines(tmp_path)[0]["country"] == "France"


def test_what_the_print_room_took_away_is_on_its_way(tmp_path: Path) -> None:
    letters = notifications_from("print_letters", {"folder": str(tmp_path)})
    sent = letters.send(message("letter"))
    assert letters.status(sent.provider_id).state == "created"
    next(tmp_path.glob("*/*.pdf")).unlink()
    assert letters.status(sent.provider_id).state == "sending"


def test_a_file_without_its_line_gets_one(tmp_path: Path) -> None:
    letters = notifications_from("print_letters", {"folder": str(tmp_path)})
    one = message("letter")
    letters.send(one)
    next(tmp_path.glob("*/manifest.csv")).unlink()  # as if the power went between the two
    letters.send(one)
    assert [row["id"] for row in lines(tmp_path)] == [str(one.id)]


def test_many_at_once_lose_no_line(tmp_path: Path) -> None:
    letters = notifications_from("print_letters", {"folder": str(tmp_path)})
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: letters.send(message("letter")), range(40)))
    assert {row["id"] for row in lines(tmp_path)} == {each.provider_id for each in sent}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Misconfigured):
        notifications_from("print_letters", {"folder": str(tmp_path / "file")}).check()


def test_a_channel_without_a_provider_waits_for_one(tmp_path: Path) -> None:
    way = {"provider": "print_letters", "settings": {"folder": str(tmp_path)}}
    only_letters = notifications_from("by_channel", {"letter": way})
    only_letters.check()
    only_letters.send(message("letter"))
    with pytest.raises(Misconfigured, match="e-mails"):
        only_letters.send(message("email"))
    with pytest.raises(Misconfigured):
        notifications_from("by_channel", {}).check()


@pytest.mark.parametrize("provider", ["print_letters", "by_channel", "nothing"])
def test_a_provider_that_does_not_carry_the_channel_is_refused(tmp_path: Path, provider: str) -> None:
    settings = {"email": {"provider": provider, "settings": {"folder": str(tmp_path)}}}
    with pytest.raises(Misconfigured):
        notifications_from("by_channel", settings).check()


def test_the_settings_of_a_channel_are_a_secret_and_well_formed(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as wrong:
        notifications_from("by_channel", {"email": {"provider": "smtp", "settings": '{"password": "hidden'}})
    assert "hidden" not in str(wrong.value)
    with pytest.raises(Misconfigured):
        notifications_from("by_channel", {"email": {"provider": "smtp", "settings": "[]"}})


def test_a_channel_that_changed_hands_does_not_ask_the_wrong_provider(tmp_path: Path) -> None:
    first = {"email": {"provider": "outbox_folder", "settings": {"folder": str(tmp_path)}}}
    sent = notifications_from("by_channel", first).send(message())
    assert notifications_from("by_channel", first).status(sent.provider_id).state == "delivered"
    then = {"email": {"provider": "print_letters", "settings": {"folder": str(tmp_path)}}}
    with pytest.raises(Rejected) as unknown:
        notifications_from("by_channel", then).status(sent.provider_id)
    assert unknown.value.code == "not_found"
