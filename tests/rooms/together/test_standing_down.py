"""What was asked of a person is taken back when their case is merged; its clock goes on when the two are parted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commonhall.cases.inviting.invitations import find_invitation, nonce_of, secrets_of
from commonhall.cases.models import Case, CaseDeadline, Message, Request
from commonhall.cases.requests.asking import Asking, ask_person
from commonhall.cases.requests.keeping import keep_requests
from commonhall.cases.together.merging import merge_case, unmerge_case
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.work.permits import apply_for

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
OFFICER = Actor("staff", name="Ada Officer")


def asked(council: CouncilSite, case: Case, form: str) -> Request:
    """Ask the person of a case something for which its clock waits."""
    wanted = Asking(form, "questions", "Please tell us more.", "email", "en", ("Which street?",))
    with in_council(council):
        return ask_person(case_id=case.id, wanted=wanted, council=council, by=OFFICER, at=AT)


def test_nobody_is_reminded_of_a_duplicate_and_the_parted_case_does_not_wait(council: CouncilSite) -> None:
    case, other = apply_for(council, at=AT), apply_for(council, at=AT)
    request, theirs = asked(council, case, "form-1"), asked(council, other, "form-2")
    token = secrets_of("request", nonce_of("form-1", case.id)).token
    later = AT + timedelta(days=1)
    with in_council(council):
        assert CaseDeadline.objects.get(case=case, kind="decide").state == "paused"
        merge_case(case_id=case.id, into_id=other.id, why="The same", tell=False, by=OFFICER, at=later)
        request.refresh_from_db()
        assert (request.state, request.ended_at, request.next_at) == ("cancelled", later, None)
        assert find_invitation(token, kind="request", at=later) is None
        assert Event.objects.filter(kind="request_cancelled", subject_id=case.id).count() == 1
        theirs.refresh_from_db()
        assert theirs.state == "open", "what the other person was asked for stands"
    keep_requests(council, at=AT + timedelta(days=60))
    with in_council(council):
        assert not Message.objects.filter(case=case, kind="reminder").exists()
        unmerge_case(case_id=case.id, council=council, by=OFFICER, at=AT + timedelta(days=5))
        clock = CaseDeadline.objects.get(case=case, kind="decide")
        assert (clock.state, clock.ended_at) == ("running", None)
        assert clock.due_at is not None
        assert clock.due_at < AT + timedelta(days=40)
        parted = Case.objects.get(id=case.id)
        assert (parted.phase, parted.merged_into_id) == ("open", None)
