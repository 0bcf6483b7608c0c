"""A member's work at a glance: every number leads to its list, and the next case is handed out once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings

from commonhall.cases.correspondence.receiving import receive_message
from commonhall.cases.models import Case, CaseTask, Declined, Message, Skill, Watch
from commonhall.cases.operations import assign_case
from commonhall.cases.queues.my_work import take_next
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.queries import find_signed_in
from tests.rooms.office.desk import Desk, new_desk, open_case, open_cases, read_case, text_of


def test_home_counts_what_is_mine(desk: Desk) -> None:
    old, _ = open_cases(desk.council, ago=timedelta(days=30))
    with in_council(desk.council):
        assign_case(case_id=old.id, to=desk.membership_id, by=SYSTEM, at=datetime.now(UTC))
    page = text_of(desk.get("home"))
    assert "1 overdue" in page
    assert "1 yours" in page
    assert "1 nobody has" in page
    assert "0 due today" not in page
    assert "not read yet" not in page
    assert old.reference in page


def test_home_counts_who_replied_since_one_looked(desk: Desk, other_council: CouncilSite) -> None:
    own, followed, closed, others = (
        open_case(desk.council), open_case(desk.council), open_case(desk.council), open_case(desk.council)
    )  # fmt: skip
    start = datetime.now(UTC)
    with in_council(desk.council):
        for case in (own, closed):
            assign_case(case_id=case.id, to=desk.membership_id, by=SYSTEM, at=start)
        Case.objects.filter(id=closed.id).update(phase="closed", closed_at=start)
        Watch.objects.create(case=followed, member_id=desk.membership_id, since_at=start)
    assert "Nothing of yours is late, due today or waiting for you." in text_of(desk.get("home"))
    with in_council(desk.council):
        for case in (own, followed, closed, others):
            receive_message(case_id=case.id, text="Here it is", occasion=str(case.id), by=RESIDENT, at=start)
    home = text_of(desk.get("home"))
    assert "3 answered, not read yet" in home
    assert home.count("The resident answered: look at it") == 1
    assert text_of(desk.get("", replied="unread")).count(own.reference) == 1
    listed = text_of(desk.get("", replied="yes"))
    assert [case.reference in listed for case in (own, followed, closed, others)] == [True, True, True, False]
    desk.get(f"cases/{own.reference}")
    desk.get(f"cases/{followed.reference}")
    listed = text_of(desk.get("", replied="yes"))
    assert [case.reference in listed for case in (own, followed, closed)] == [False, False, True]
    assert "3 answered, not read yet" in text_of(desk.get("home"))
    desk.post(f"cases/{own.reference}/read")
    assert "2 answered, not read yet" in text_of(desk.get("home"))
    with in_council(desk.council):
        Message.objects.filter(case__in=(closed, followed), direction="in").update(kind="automatic")
    assert "not read yet" not in text_of(desk.get("home"))
    stranger = new_desk(other_council, "Olwen Other", ("officer", "*", ""))
    assert "not read yet" not in text_of(stranger.get("home"))


def test_home_is_for_who_works_on_cases(council: CouncilSite) -> None:
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    assert viewer.get("home").status_code == 404
    assert viewer.post("next").status_code == 404
    assert viewer.get("tasks").status_code == 404


def test_the_next_case_is_the_one_due_first_that_nobody_has(desk: Desk) -> None:
    open_cases(desk.council)
    old, other = open_cases(desk.council, ago=timedelta(days=30))
    with in_council(desk.council):
        Case.objects.filter(id=other.id).update(due_at=old.due_at, priority=2)
    response = desk.post("next")
    assert response.status_code == 303
    assert other.reference in response["Location"]
    assert read_case(desk.council, other).owner_id == desk.membership_id
    assert old.reference in desk.post("next")["Location"]


def test_without_a_case_the_button_says_so(desk: Desk) -> None:
    assert desk.post("next")["Location"] == "/office/home"
    assert "No case waits for somebody" in text_of(desk.get("home"))


def test_a_declined_case_is_not_handed_out_again(desk: Desk) -> None:
    case, other = open_cases(desk.council, ago=timedelta(days=30))
    with in_council(desk.council):
        Case.objects.filter(id=other.id).delete()
    desk.post("next")
    assert "Enter why you do not take it" in text_of(desk.post(f"cases/{case.reference}/decline", reason=" "))
    assert read_case(desk.council, case).owner_id == desk.membership_id
    assert desk.post(f"cases/{case.reference}/decline", reason="I know the family").status_code == 303
    assert read_case(desk.council, case).owner_id is None
    assert desk.post("next")["Location"] == "/office/home"
    with in_council(desk.council):
        assert Declined.objects.get().reason == "I know the family"
    assert "Given back by who had it" in text_of(desk.get(f"cases/{case.reference}"))


def test_only_who_has_a_case_gives_it_back(desk: Desk, other_council: CouncilSite) -> None:
    case = open_case(desk.council)
    assert desk.get(f"cases/{case.reference}/decline").status_code == 404
    stranger = new_desk(other_council, "Olwen Other", ("officer", "*", ""))
    assert stranger.get(f"cases/{case.reference}/decline").status_code == 404
    assert stranger.post("next")["Location"] == "/office/home"
    assert read_case(desk.council, case).owner_id is None


def test_a_case_in_welsh_goes_to_who_works_in_welsh(desk: Desk) -> None:
    welsh = open_cases(desk.council, ago=timedelta(days=30), language="cy")
    other = new_desk(desk.council, "Wil Welsh", ("officer", "*", ""))
    with in_council(desk.council):
        Skill.objects.create(membership_id=other.membership_id, skill="cy")
    assert desk.post("next")["Location"] == "/office/home"
    assert other.post("next")["Location"].split("?")[0].rsplit("/", 1)[1] in {case.reference for case in welsh}


def test_the_next_case_is_within_the_members_rights(council: CouncilSite) -> None:
    open_cases(council)
    other = new_desk(council, "Wasim Waste", ("officer", "*", "waste"))
    with in_council(council):
        member = find_signed_in(key=other.client.cookies[settings.STAFF_COOKIE].value, at=datetime.now(UTC))
        assert member is not None
        assert take_next(member=member, by=member.actor, at=datetime.now(UTC)) is None


def test_tasks_of_closed_cases_are_listed_too(desk: Desk) -> None:
    case = open_case(desk.council)
    now = datetime.now(UTC)
    with in_council(desk.council):
        CaseTask.objects.create(case=case, kind="ad_hoc:1", title="Ring the hirer", team="highways", opened_at=now)
        CaseTask.objects.create(
            case=case, kind="ad_hoc:2", title="Look at the road", team="waste", opened_at=now, due_at=now
        )
        Case.objects.filter(id=case.id).update(phase="closed", state="refused", closed_at=now)
    page = text_of(desk.get("tasks"))
    assert page.index("Look at the road") < page.index("Ring the hirer")
    assert "Ring the hirer" not in text_of(desk.get("tasks", mine="yes"))
    narrow = new_desk(desk.council, "Hana Highways", ("officer", "*", "highways"))
    seen = text_of(narrow.get("tasks", after="nonsense here"))
    assert "Ring the hirer" in seen
    assert "Look at the road" not in seen
