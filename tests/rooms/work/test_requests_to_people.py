"""A person is asked for something: the clock waits, they are reminded, and their answer or silence has its effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.cases.inviting.invitations import find_by_code, find_invitation, nonce_of, secrets_of
from commonhall.cases.inviting.tokens import hashed
from commonhall.cases.models import Case, CaseDeadline, CaseTask, Invitation, Message, Request
from commonhall.cases.requests.asking import (
    Asking,
    RequestOver,
    RequestRefused,
    RequestUnknown,
    answer_request,
    ask_person,
    cancel_request,
    requests_of,
)
from commonhall.cases.requests.keeping import keep_requests
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.work.permits import apply_for
from tests.rooms.work.skips import kinds_of
from tests.rooms.work.told import e_mails, send_into, text_of, work

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)  # a Wednesday; five working days are over on the 17th
OFFICER = Actor("staff", name="Ada Officer")
QUESTIONS = ("Which street do you park in?", "Since when?")


@pytest.fixture
def case(council: CouncilSite) -> Case:
    return apply_for(council, at=AT)


def wanted(**changes: Any) -> Asking:
    usual: Mapping[str, Any] = {
        "occasion": "form-1",
        "kind": "questions",
        "text": "Dear {person.name}, we need to know more.",
        "channel": "email",
        "language": "en",
        "questions": QUESTIONS,
        "days": 10,
    }
    return Asking(**{**usual, **changes})


def ask(council: CouncilSite, case: Case, *, at: datetime = AT, **changes: Any) -> Request:
    with in_council(council):
        return ask_person(case_id=case.id, wanted=wanted(**changes), council=council, by=OFFICER, at=at)


def deadline(council: CouncilSite, case: Case) -> CaseDeadline:
    with in_council(council):
        found: CaseDeadline = CaseDeadline.objects.get(case=case, kind="decide")
        return found


def answer(council: CouncilSite, request: Request, *, at: datetime) -> Request:
    with in_council(council):
        return answer_request(
            request_id=request.id, answers={"q1": "High Street", "q2": "May"}, council=council, by=RESIDENT, at=at
        )


def test_asking_sends_one_message_with_a_link_and_stops_the_clock(
    case: Case, council: CouncilSite, tmp_path: Path
) -> None:
    send_into(tmp_path, council)
    request = ask(council, case)
    assert ask(council, case).id == request.id
    work(council, at=AT)
    mail = next(
        each for each in e_mails(tmp_path) if each["Subject"] == f"We have questions for you ({case.reference})"
    )
    said = text_of(mail)
    assert "Dear Ana Rees, we need to know more." in said
    assert "Which street do you park in?" in said
    assert "Answer by Wednesday 24 June 2026" in said
    with in_council(council):
        opens = secrets_of("request", nonce_of("form-1", case.id))
        assert f"/asked/{opens.token}" in said
        found = find_invitation(opens.token, kind="request", at=AT)
        assert found is not None
        assert found.target_id == request.id
        assert find_invitation(opens.token, kind="file", at=AT) is None
        assert find_by_code(reference=case.reference, code=opens.code.lower(), at=AT) == found
        assert not Invitation.objects.filter(token_hash=hashed("guess")).exists()
    paused = deadline(council, case)
    assert (paused.state, paused.due_at) == ("paused", None)
    assert kinds_of(council, case).count("request_sent") == 1


def test_an_answer_starts_the_clock_again_and_comes_to_the_thread(case: Case, council: CouncilSite) -> None:
    request = ask(council, case)
    answer(council, request, at=AT + timedelta(days=2))
    running = deadline(council, case)
    assert (running.state, running.due_date) == ("running", date(2026, 6, 19))  # 10 to 12 June do not count
    with in_council(council):
        message = Message.objects.get(case=case, direction="in")
        assert message.body == "Which street do you park in?\nHigh Street\n\nSince when?\nMay"
        assert message.read_at is None
    with pytest.raises(RequestOver):
        answer(council, request, at=AT + timedelta(days=2))


def test_two_requests_pause_until_both_are_over(case: Case, council: CouncilSite) -> None:
    first, second = ask(council, case), ask(council, case, occasion="form-2")
    answer(council, first, at=AT + timedelta(days=1))
    assert deadline(council, case).state == "paused"
    with in_council(council):
        cancel_request(request_id=second.id, council=council, by=OFFICER, at=AT + timedelta(days=2))
    assert deadline(council, case).due_date == date(2026, 6, 19)
    with in_council(council):
        opens = secrets_of("request", nonce_of("form-2", case.id))
        assert find_invitation(opens.token, kind="request", at=AT + timedelta(days=2)) is None


def test_who_does_not_answer_is_reminded_twice_and_then_a_person_looks(case: Case, council: CouncilSite) -> None:
    request = ask(council, case)
    for day in range(16):
        for _ in range(2):
            keep_requests(council, at=AT + timedelta(days=day))
    happened = kinds_of(council, case)
    assert happened.count("request_reminded") == 2
    assert happened.count("request_lapsed") == 1
    with in_council(council):
        assert Message.objects.filter(case=case, kind="reminder").count() == 2
        assert Request.objects.get(id=request.id).state == "closed"
        task = CaseTask.objects.get(case=case, kind__startswith="ad_hoc")
        assert (task.title, task.team) == ("No answer: Answer questions", "parking")
    assert deadline(council, case).state == "running"


def test_a_long_stand_still_reminds_nobody_twice(case: Case, council: CouncilSite) -> None:
    ask(council, case)
    keep_requests(council, at=AT + timedelta(days=14))
    assert kinds_of(council, case).count("request_reminded") == 1
    keep_requests(council, at=AT + timedelta(days=40))
    assert kinds_of(council, case).count("request_lapsed") == 1


def test_what_we_have_decides_where_that_was_laid_down(case: Case, council: CouncilSite) -> None:
    ask(council, case, limit="decide", kind="evidence", questions=())
    keep_requests(council, at=AT + timedelta(days=20))
    with in_council(council):
        assert not CaseTask.objects.filter(kind__startswith="ad_hoc").exists()
    assert deadline(council, case).state == "running"


def test_a_late_answer_is_kept_and_moves_no_clock(case: Case, council: CouncilSite) -> None:
    request = ask(council, case)
    keep_requests(council, at=AT + timedelta(days=20))
    before = deadline(council, case).due_at
    late = answer(council, request, at=AT + timedelta(days=21))
    assert (late.late, late.state) == (True, "closed")
    assert deadline(council, case).due_at == before
    assert kinds_of(council, case)[-1] == "request_answered_late"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"days": 0}, "days"),
        ({"questions": ()}, "questions"),
        ({"limit": "approve"}, "limit"),
        ({"text": "{case.nothing}"}, "gap"),
        ({"channel": "letter"}, "way"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    case: Case, council: CouncilSite, changes: Mapping[str, Any], reason: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        ask(council, case, **changes)
    assert refused.value.reason == reason
    with in_council(council):
        assert requests_of(case.id) == []
        assert deadline(council, case).state == "running"


def test_the_other_council_can_neither_ask_nor_answer(
    case: Case, council: CouncilSite, other_council: CouncilSite
) -> None:
    request = ask(council, case)
    with in_council(other_council):
        opens = secrets_of("request", nonce_of("form-1", case.id))
        assert find_invitation(opens.token, kind="request", at=AT) is None
        with pytest.raises(RequestUnknown):
            cancel_request(request_id=request.id, council=other_council, by=OFFICER, at=AT)
    keep_requests(other_council, at=AT + timedelta(days=20))
    assert "request_lapsed" not in kinds_of(council, case)
