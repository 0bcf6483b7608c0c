"""E-mails come to their case by token, or by reference and sender; what is uncertain waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.cases.correspondence.arriving import message_came_back
from commonhall.cases.correspondence.inbound import (
    MOST_AN_HOUR,
    StrayUnknown,
    place_stray,
    put_stray_aside,
    receive_mail,
    strays,
)
from commonhall.cases.correspondence.mail import MailRefused, read_mail
from commonhall.cases.correspondence.ways import fails
from commonhall.cases.models import Case, CaseTask, Message, Stray
from commonhall.cases.requests.errands import Wanted
from commonhall.cases.requests.outside import ask_outside
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.work.mails import answer, report
from tests.rooms.work.permits import apply_for
from tests.rooms.work.told import e_mails, send_into, work

NOW = datetime.now(UTC)
HOME = {"line1": ["1 High Street"], "town": ["Amberford"], "postcode": ["AB1 0AA"]}


@pytest.fixture
def folder(council: CouncilSite, tmp_path: Path) -> Path:
    send_into(tmp_path, council)
    return tmp_path


@pytest.fixture
def case(council: CouncilSite, folder: Path) -> Case:
    case = apply_for(council, at=NOW)
    work(council, at=NOW)
    return case


def came(raw: bytes, council: CouncilSite, *, at: datetime = NOW) -> str:
    with in_council(council):
        return receive_mail(raw=raw, by=SYSTEM, at=at).came


def token(case: Case, council: CouncilSite) -> str:
    with in_council(council):
        found: str = Message.objects.get(case=case, kind="received", direction="out").reply_token
        return found


def incoming(council: CouncilSite) -> list[Message]:
    with in_council(council):
        return list(Message.objects.filter(direction="in").order_by("composed_at"))


def test_the_answer_goes_to_the_address_with_the_token(case: Case, council: CouncilSite, folder: Path) -> None:
    sent = e_mails(folder)[0]
    to = str(sent["Reply-To"])
    assert to == f"case+{token(case, council)}@{council.host}"
    assert came(answer(to=to), council) == "case"
    message = incoming(council)[0]
    assert (message.case_id, message.body, message.written_by) == (case.id, "It is blue.", "Ana Rees")
    assert message.read_at is None
    assert came(answer(to=to), council) == "again"
    assert len(incoming(council)) == 1


def test_a_reference_counts_only_from_its_own_person(case: Case, council: CouncilSite) -> None:
    subject = f"Question about {case.reference}"
    assert came(answer(subject=subject), council) == "case"
    stranger = answer(subject=subject, sender="someone@example.com", mail_id="<2@x>")
    assert came(stranger, council) == "tray"
    with in_council(council):
        assert [each.guess for each in strays()] == [case.reference]


def test_an_absence_note_is_kept_and_wakes_nobody(case: Case, council: CouncilSite) -> None:
    to = f"case+{token(case, council)}@x.example"
    away = answer(to=to, Auto_Submitted="auto-replied", subject="Out of office")
    assert came(away, council) == "case"
    assert incoming(council)[0].read_at is not None
    with in_council(council):
        assert Case.objects.get(id=case.id).last_from == case.last_from
    assert came(answer(subject="Automatic reply: hello", mail_id="<3@x>"), council) == "aside"
    with in_council(council):
        assert strays() == []


def test_programs_that_answer_each_other_are_stopped(case: Case, council: CouncilSite) -> None:
    to = f"case+{token(case, council)}@x.example"
    for number in range(MOST_AN_HOUR):
        assert came(answer(to=to, mail_id=f"<{number}@loop>"), council) == "case"
    assert came(answer(to=to, mail_id="<last@loop>"), council) == "aside"
    assert came(answer(to=to, mail_id="<later@loop>"), council, at=NOW + timedelta(hours=2)) == "case"


def test_a_bounce_is_kept_once_and_two_close_the_address(case: Case, council: CouncilSite) -> None:
    own = token(case, council)
    assert (
        came(report(token=own, recipient="ana.rees@example.org", action="delayed", status="4.2.2"), council) == "bounce"
    )
    with in_council(council):
        assert Message.objects.get(reply_token=own).state == "sent"
    assert came(report(token=own, recipient="ana.rees@example.org"), council) == "bounce"
    with in_council(council):
        first = Message.objects.get(reply_token=own)
        assert first.state == "bounced"
        assert not fails("ana.rees@example.org")
    other = apply_for(council, at=NOW)
    work(council, at=NOW)
    with in_council(council):
        second = Message.objects.get(case=other, kind="received")
        message_came_back(message_id=second.id, how="bounced", by=SYSTEM, at=NOW)
        assert fails("ana.rees@example.org")


def test_two_bounces_let_the_team_look_for_another_way_once(
    case: Case, council: CouncilSite, other_council: CouncilSite, folder: Path
) -> None:
    cases = [case, apply_for(council, at=NOW), apply_for(council, at=NOW)]
    work(council, at=NOW)
    found: list[list[CaseTask]] = []
    for each in cases:
        with in_council(council):
            message = Message.objects.get(case=each, kind="received")
            message_came_back(message_id=message.id, how="bounced", by=SYSTEM, at=NOW)
        work(council, at=NOW)
        with in_council(council):
            found.append(list(CaseTask.objects.filter(title="Find another way to reach Ana Rees")))
    assert [len(tasks) for tasks in found] == [0, 1, 1]
    task = found[1][0]
    assert (task.case_id, task.team, task.owner_id, task.state) == (cases[1].id, cases[1].team, None, "open")
    assert "ana.rees@example.org" in task.text
    with in_council(other_council):
        assert not CaseTask.objects.exists()


def test_what_bounced_goes_as_a_letter_where_there_is_an_address(council: CouncilSite, folder: Path) -> None:
    who = {"name": ["Ana Rees"], "email": ["ana.rees@example.org"], **{f"home-{k}": v for k, v in HOME.items()}}
    case = apply_for(council, at=NOW, who=who)
    work(council, at=NOW)
    with in_council(council):
        message = Message.objects.get(case=case, kind="received")
        for _ in range(2):
            message_came_back(message_id=message.id, how="bounced", by=SYSTEM, at=NOW)
    work(council, at=NOW)
    with in_council(council):
        letters = Message.objects.filter(case=case, channel="letter")
        assert [(each.state, each.body) for each in letters] == [("sent", message.body)]
        assert letters[0].recipient.startswith("Ana Rees\n1 High Street")


def test_what_went_to_somebody_else_goes_nowhere_else(council: CouncilSite, folder: Path) -> None:
    who = {"name": ["Ana Rees"], "email": ["ana.rees@example.org"], **{f"home-{k}": v for k, v in HOME.items()}}
    case = apply_for(council, at=NOW, who=who)
    with in_council(council):
        wanted = Wanted(title="Look at the tree", to_email="trees@example.org")
        ask_outside(case_id=case.id, wanted=wanted, occasion="1", language="en", council=council, by=SYSTEM, at=NOW)
    work(council, at=NOW)
    with in_council(council):
        message = Message.objects.get(kind="outside")
        message_came_back(message_id=message.id, how="bounced", by=SYSTEM, at=NOW)
    work(council, at=NOW)
    with in_council(council):
        assert not Message.objects.filter(case=case, channel="letter").exists()


def test_a_person_places_what_is_uncertain(case: Case, council: CouncilSite) -> None:
    stranger = answer(sender="someone@example.com", text="Mine is red.", files=(("a.txt", "text/plain", b"red"),))
    assert came(stranger, council) == "tray"
    with in_council(council):
        row = strays()[0]
        place_stray(stray_id=row.id, case_id=case.id, by=SYSTEM, at=NOW)
        message = Message.objects.get(direction="in")
        assert message.case_id == case.id
        assert message.body.startswith("Mine is red.")
        assert "File not kept: a.txt" in message.body  # the council has bound no provider of files
        assert bytes(Stray.objects.get(id=row.id).raw) == b""
        with pytest.raises(StrayUnknown):
            put_stray_aside(stray_id=row.id, by=SYSTEM, at=NOW)
    assert came(stranger, council) == "again"


def test_the_other_council_gets_nothing(case: Case, council: CouncilSite, other_council: CouncilSite) -> None:
    to = f"case+{token(case, council)}@x.example"
    assert came(answer(to=to), other_council) == "tray"
    with in_council(council):
        assert strays() == []
        assert not Message.objects.filter(direction="in").exists()


def test_what_is_no_e_mail_is_refused() -> None:
    with pytest.raises(MailRefused):
        read_mail(b"")


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_fail(junk: bytes) -> None:
    for raw in (
        junk,
        b"From: a@example.org\r\n" + junk,
        b"From: a@example.org\r\nContent-Type: multipart/report\r\n\r\n" + junk,
    ):
        try:
            read_mail(raw)
        except MailRefused:
            continue
