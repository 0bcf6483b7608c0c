"""Residents are told once, in their language, and sooner or later, whatever the provider does meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.notifications.providers import outbox_folder
from commonhall.cases import telling
from commonhall.cases.correspondence.wording import can_get_texts, compose, site_address
from commonhall.cases.models import Message
from commonhall.cases.operations import move_case
from commonhall.cases.queries import effective_of_case
from commonhall.contacts.models import Person
from commonhall.core.language.case_model import Message as PatternMessage
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox
from commonhall.record.operations import resend
from commonhall.record.queries import dead_letters
from tests.rooms.work.skips import AT
from tests.rooms.work.told import e_mails, html_of, messages_at, open_case, send_into, text_of, work

OFFICER = Actor("staff", name="Rowan Pike")


@pytest.fixture
def folder(tmp_path: Path, council: CouncilSite) -> Path:
    """The folder into which the council sends."""
    send_into(tmp_path, council)
    return tmp_path


def test_the_resident_is_told_with_the_reference(council: CouncilSite, folder: Path) -> None:
    case = open_case(council)
    work(council)
    (mail,) = e_mails(folder)
    assert mail["To"] == "ffion.garside@example.org"
    assert mail["Subject"] == f"We have it: {case.reference}"
    assert text_of(mail).strip() == "Dear Ffion Garside"
    (message,) = messages_at(council)
    assert (message.state, message.sent_at, message.language) == ("sent", AT, "en")
    with in_council(council):
        assert Event.objects.filter(kind="message_sent", subject_id=case.id).count() == 1


def test_in_the_language_of_the_case(council: CouncilSite, folder: Path) -> None:
    case = open_case(council, language="cy")
    work(council)
    (mail,) = e_mails(folder)
    assert mail["Subject"] == f"Mae gennym: {case.reference}"
    assert text_of(mail).strip() == "Annwyl Ffion Garside"
    assert '<html lang="cy">' in html_of(mail)


def test_a_message_is_composed_and_sent_once_though_it_is_tried_twice(council: CouncilSite, folder: Path) -> None:
    open_case(council)
    with in_council(council):
        row = Outbox.objects.get(kind="tell")
        entry = Entry(row.id, row.kind, row.payload, row.key, 1, AT)
    telling.tell(council, entry, AT)
    telling.tell(council, entry, AT)
    assert len(messages_at(council)) == 1
    with in_council(council):
        sending = Outbox.objects.get(kind="message")
    again = Entry(sending.id, sending.kind, sending.payload, sending.key, 1, AT)
    telling.send(council, again, AT)
    telling.send(council, again, AT + timedelta(minutes=5))
    assert len(e_mails(folder)) == 1
    assert messages_at(council)[0].sent_at == AT
    with in_council(council):
        assert Event.objects.filter(kind="message_sent").count() == 1


def test_each_occasion_of_the_same_kind_is_told(council: CouncilSite, folder: Path) -> None:
    case = open_case(council)
    with in_council(council):
        move_case(case_id=case.id, transition="license", asked={"number": "SK 12"}, expect=1, actors=("officer",),
                  council=council, by=OFFICER, at=AT)  # fmt: skip
    work(council)
    assert sorted(message.kind for message in messages_at(council)) == ["licensed", "received"]
    assert any("Your number is SK 12." in text_of(mail) for mail in e_mails(folder))


def test_what_the_public_typed_makes_no_link_and_no_mark(council: CouncilSite, folder: Path) -> None:
    open_case(council, name="# Win *now* [here](https://bad.example.com)")
    work(council)
    (mail,) = e_mails(folder)
    page = html_of(mail)
    assert "bad.example.com" not in page
    assert "<a " not in page
    assert "<h1>" not in page
    assert "*now*" in text_of(mail)


def test_our_own_link_and_promise_stay(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council):
        effective = effective_of_case(case, council=council, at=AT)
        spec = PatternMessage(
            on="opened",
            channels=("email", "sms"),
            subject=Words(en="About {case.title}"),
            body=Words(en="See {case.track_url}"),
            sms=Words(en="See {case.track_url} {asked.why}"),
        )
        mail, text = compose(
            spec,
            case,
            Person(email="a@example.org", phone="+447700900123"),
            effective=effective,
            council=council,
            asked={"why": "See https://bad.example.com (now)"},
            language="en",
            at=AT,
        )
    assert mail.body == f"See {site_address(council)}/track"
    assert mail.subject == f"About Skip for Ffion Garside ({case.reference})"
    assert text.body.startswith(f"See {site_address(council)}/track")
    assert "bad.example.com" not in text.body
    assert "\\" not in text.body


@pytest.mark.parametrize(
    ("phone", "can"), [("+447700900123", True), ("+441632960001", False), ("+33612345678", True), ("", False)]
)
def test_a_landline_gets_no_text(phone: str, can: bool) -> None:
    assert can_get_texts(phone) is can


def test_nobody_to_write_to_is_no_failure(council: CouncilSite, folder: Path) -> None:
    open_case(council, email="")
    work(council)
    assert messages_at(council) == []
    with in_council(council):
        assert dead_letters() == []
        assert Outbox.objects.get(kind="tell").state == "done"


def test_while_the_provider_is_away_messages_wait_and_then_arrive(
    council: CouncilSite, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(council)

    def away(self: Any, message: Any) -> Any:
        raise Unavailable(why="planted")

    with monkeypatch.context() as patched:
        patched.setattr(outbox_folder.Provider, "send", away)
        work(council)
    assert messages_at(council)[0].state == "queued"
    assert e_mails(folder) == []
    work(council, at=AT + timedelta(seconds=1))
    assert e_mails(folder) == []
    work(council, at=AT + timedelta(minutes=1))
    assert len(e_mails(folder)) == 1
    assert messages_at(council)[0].state == "sent"


def test_without_a_provider_messages_wait_for_one(council: CouncilSite, tmp_path: Path) -> None:
    open_case(council)
    work(council)
    assert messages_at(council)[0].state == "queued"
    send_into(tmp_path, council)
    work(council, at=AT + timedelta(minutes=1))
    assert len(e_mails(tmp_path)) == 1


def test_a_refused_message_is_seen_and_can_be_sent_again(
    council: CouncilSite, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(council)

    def refuse(self: Any, message: Any) -> Any:
        raise Rejected("recipient", why="planted")

    with monkeypatch.context() as patched:
        patched.setattr(outbox_folder.Provider, "send", refuse)
        work(council)
    (message,) = messages_at(council)
    assert (message.state, message.failure) == ("failed", "recipient")
    with in_council(council):
        (letter,) = dead_letters()
        assert "ffion" not in letter.reason
        assert Event.objects.filter(kind="message_failed", subject_id=case.id).exists()
        resend(entry_id=letter.id, by=OFFICER, at=AT + timedelta(hours=1))
    work(council, at=AT + timedelta(hours=1))
    (message,) = messages_at(council)
    assert (message.state, message.failure) == ("sent", "")
    assert len(e_mails(folder)) == 1


def test_the_other_council_sees_no_message(council: CouncilSite, other_council: CouncilSite, folder: Path) -> None:
    open_case(council)
    work(other_council)
    assert e_mails(folder) == []
    work(council)
    with in_council(other_council):
        assert not Message.objects.exists()
        assert dead_letters() == []
