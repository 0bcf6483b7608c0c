"""People who have no system answer by e-mail, and what they answer finds its case."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from commonhall.cases.models import Case, Note
from commonhall.catalogue.operations import bind_provider
from commonhall.connect.answering import answer_by_mail
from commonhall.connect.finding import hand_over_what_is_due
from commonhall.connect.models import Heard
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.connect.road_works import AT, link_roads, report
from tests.rooms.work.told import work


@pytest.fixture
def sent(council: CouncilSite, tmp_path: Path) -> tuple[Case, EmailMessage]:
    """A case that went to a depot by e-mail, and the e-mail."""
    with in_council(council):
        link_roads(council, "http://127.0.0.1:9", at=AT)
        settings = {
            "to": "depot@example.org", "reply_to": "case+{token}@amberford.example.org", "provider": "outbox_folder",
            "mail": {"folder": str(tmp_path)},
        }  # fmt: skip
        bind_provider(capability="backoffice", provider="email", settings=settings, by=SYSTEM, at=AT)
    case = report(council, details="A hole ((reference)) [link](https://evil.example)")
    hand_over_what_is_due(council, at=AT)
    work(council, at=AT)
    (path,) = tmp_path.glob("*.eml")
    return case, message_from_bytes(path.read_bytes(), policy=default)


def answer(council: CouncilSite, to: str, text: str, *, id: str = "<a1@example.org>", **headers: str) -> str:
    """Answer by e-mail a minute later; return what the operation does."""
    mail = EmailMessage(policy=default)
    mail["From"] = "Depot <depot@example.org>"
    mail["To"] = to
    mail["Subject"] = "Re: a case for you"
    mail["Message-ID"] = id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    with in_council(council):
        return answer_by_mail(raw=mail.as_bytes(), council=council, at=AT + timedelta(minutes=1))


def stored(council: CouncilSite, case: Case) -> Case:
    """Return the case as it is now."""
    with in_council(council):
        found: Case = Case.objects.get(id=case.id)
        return found


def test_the_e_mail_says_what_is_declared_and_nobody_else(sent: tuple[Case, EmailMessage]) -> None:
    case, mail = sent
    body = mail.get_body(("plain",))
    assert body is not None
    text = str(body.get_content())
    assert mail["Subject"] == f"{case.reference}: a case for you"
    assert "description: A hole" in text
    assert "evil.example" not in text
    assert "ada.li" not in mail.as_string()


def test_an_answer_with_a_status_moves_the_case_once(council: CouncilSite, sent: tuple[Case, EmailMessage]) -> None:
    case, mail = sent
    for _ in range(2):
        assert answer(council, str(mail["Reply-To"]), "Status: Fixed\n\nWe filled it.") == case.reference
    assert stored(council, case).state == "mended"
    with in_council(council):
        assert [note.text for note in Note.objects.filter(case=case)] == ["Greyfriars Highways (fixed): We filled it."]


def test_an_answer_without_a_status_is_a_note(council: CouncilSite, sent: tuple[Case, EmailMessage]) -> None:
    case, mail = sent
    answer(council, str(mail["Reply-To"]), "Which lane is it in?")
    assert stored(council, case).state == "received"
    with in_council(council):
        assert "Which lane is it in?" in Note.objects.get(case=case).text


def test_an_absence_note_says_nothing(council: CouncilSite, sent: tuple[Case, EmailMessage]) -> None:
    case, mail = sent
    said = answer(council, str(mail["Reply-To"]), "Status: fixed", Auto_Submitted="auto-replied")
    assert said == case.reference
    assert stored(council, case).state == "received"
    with in_council(council):
        assert not Heard.objects.exists()


def test_another_address_is_not_an_answer(council: CouncilSite, sent: tuple[Case, EmailMessage]) -> None:
    case, _ = sent
    assert answer(council, "case+0123456789abcdef01234567@amberford.example.org", "Status: fixed") == ""
    assert answer(council, "hello@amberford.example.org", "Status: fixed") == ""
    assert stored(council, case).state == "received"


def test_in_another_council_the_address_finds_nothing(
    other_council: CouncilSite, council: CouncilSite, sent: tuple[Case, EmailMessage]
) -> None:
    case, mail = sent
    assert answer(other_council, str(mail["Reply-To"]), "Status: fixed") == ""
    assert stored(council, case).state == "received"
