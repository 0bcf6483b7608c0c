"""Are hidden answers hidden until somebody says why, are looks recorded, and is a restricted case that was opened with
a reason looked at by somebody else?"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from commonhall.cases.inviting.staff import compose_glass
from commonhall.cases.models import Case, Message
from commonhall.cases.people.own_people import reads_of_own
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import BrokenGlass
from commonhall.record.audits import MANY
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox, Read
from commonhall.record.operations import record_reads
from tests.rooms.office.desk import Desk, new_desk, open_case, text_of
from tests.rooms.work import permits
from tests.rooms.work.permits import apply_for

NOW = datetime.now(UTC)
PLATE = "AB12 CDE"
WHY = "The court asked for it by tomorrow"


@pytest.fixture
def sensitive(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case one of whose answers is sensitive."""
    marked = permits.PERMIT.replace("id: plate, type: text", "id: plate, type: text, sensitive: true")
    monkeypatch.setattr(permits, "PERMIT", marked.replace("Permit for {answers.plate}", "Permit"))
    return apply_for(council, at=NOW)


def reads_of(council: CouncilSite, case: Case, how: str) -> list[Read]:
    with in_council(council):
        return list(Read.objects.filter(subject_kind="case", subject_id=case.id, how=how).order_by("id"))


@pytest.mark.parametrize(
    ("role", "shown", "unmasks"),
    [
        ("viewer", False, False),
        ("agent", False, False),
        ("manager", False, False),
        ("records", False, True),
        ("officer", True, False),
        ("lead", True, False),
    ],
)
def test_sensitive_answers_are_there_for_casework_alone(
    council: CouncilSite, sensitive: Case, role: str, shown: bool, unmasks: bool
) -> None:
    desk = new_desk(council, "Sam Someone", (role, "*", ""))  # type: ignore[arg-type]  # parametrised as text
    path = f"cases/{sensitive.reference}"
    page = text_of(desk.get(path))
    assert (PLATE in page) is shown
    assert ("Hidden" in page) is not shown
    assert desk.get(f"{path}/hidden").status_code == (200 if unmasks else 404)
    asked = desk.post(f"{path}/hidden", reason=WHY)
    assert asked.status_code == (200 if unmasks else 404)
    assert (PLATE in text_of(asked)) is unmasks
    assert [read.purpose for read in reads_of(council, sensitive, "unmasked")] == [WHY] * unmasks
    assert (PLATE in text_of(desk.get(path))) is shown  # for that one page only


def test_hidden_answers_need_a_reason(council: CouncilSite, sensitive: Case) -> None:
    desk = new_desk(council, "Rhys Records", ("records", "*", ""))
    for reason in ("", "because"):
        page = desk.post(f"cases/{sensitive.reference}/hidden", reason=reason)
        assert text_of(page).startswith("Error:")
        assert PLATE not in text_of(page)
    assert reads_of(council, sensitive, "unmasked") == []


def test_opening_a_case_is_recorded_once_each_time_with_the_role_of_then(council: CouncilSite, lead: Desk) -> None:
    case = open_case(council)
    lead.get(f"cases/{case.reference}")
    viewer = new_desk(council, "Vic Viewer", ("viewer", "*", ""))
    viewer.get(f"cases/{case.reference}")
    assert [(read.actor_name, read.role) for read in reads_of(council, case, "opened")] == [
        ("Lowri Lead", "lead"),
        ("Vic Viewer", "viewer"),
    ]
    assert "Vic Viewer" in text_of(lead.get(f"cases/{case.reference}"))
    assert "Who looked at this case" not in text_of(viewer.get(f"cases/{case.reference}"))
    with in_council(council):
        assert {(read.role, read.how) for read in reads_of_own("ffion.garside@example.org")} == {
            ("lead", "opened"),
            ("viewer", "opened"),
        }


def test_what_may_not_be_seen_is_not_recorded_as_read(council: CouncilSite) -> None:
    case = open_case(council)
    new_desk(council, "Sam Someone", ("viewer", "missed-bin", "")).get(f"cases/{case.reference}")
    assert reads_of(council, case, "opened") == []


class TestRestricted:
    """A restricted case, opened by somebody whose rights do not reach it."""

    def opened(self, council: CouncilSite) -> tuple[Case, Desk]:
        case = apply_for(council, access="team", at=NOW)
        return case, new_desk(council, "Lena Lead", ("lead", "*", ""))

    def test_it_opens_with_a_reason_and_is_told_and_reviewed_by_another(self, council: CouncilSite) -> None:
        case, lena = self.opened(council)
        path = f"cases/{case.reference}"
        assert lena.get(path).status_code == 404
        for reason in ("", "x"):
            assert text_of(lena.post("rights/restricted/open", reference=case.reference, reason=reason)).startswith(
                "Error:"
            )
        assert lena.get(path).status_code == 404
        answer = lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        assert answer["location"] == f"/office/{path}"
        page = text_of(lena.get(path))
        assert "You opened this restricted case with a reason" in page
        assert lena.post(f"{path}/notes", note="Hello").status_code == 404  # to read, not to work
        with in_council(council):
            glass = BrokenGlass.objects.get()
            assert Event.objects.filter(kind="glass_broken", subject_id=case.id).count() == 1
            assert Read.objects.filter(subject_id=case.id, purpose=WHY).count() == 1
        own = lena.get(f"rights/restricted/{glass.id}")
        assert "somebody else reviews it" in text_of(own)
        assert lena.post(f"rights/restricted/{glass.id}", right="yes", finding=WHY).status_code == 303
        with in_council(council):
            assert BrokenGlass.objects.get().reviewed_at is None
        rhys = new_desk(council, "Rhys Records", ("records", "*", ""))
        assert case.reference in text_of(rhys.get("rights/restricted"))
        assert rhys.get(path).status_code == 404
        kept = rhys.post(f"rights/restricted/{glass.id}", right="no", finding="Nobody was in danger that day")
        assert kept.status_code == 303
        assert lena.get(path).status_code == 404  # it closed at once
        assert rhys.post(f"rights/restricted/{glass.id}", right="yes", finding=WHY).status_code == 200
        with in_council(council):
            assert BrokenGlass.objects.get().right is False
            assert Event.objects.filter(kind="glass_reviewed", subject_id=case.id).count() == 1

    def test_its_leads_are_told_by_email_without_any_details(self, council: CouncilSite) -> None:
        case, lena = self.opened(council)
        new_desk(council, "Pia Parking", ("lead", "permit", ""), language="cy")
        new_desk(council, "Mabel Missed", ("lead", "missed-bin", ""))
        new_desk(council, "Rhys Records", ("records", "*", ""))
        lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        with in_council(council):
            told = [row.payload for row in Outbox.objects.filter(kind="glass_told")]
        assert [(one["to"], one["language"]) for one in told] == [("pia.parking@amberford.example.org", "cy")]
        with in_council(council):
            row = Outbox.objects.get(kind="glass_told")
        for _ in range(2):  # the worker may come twice
            compose_glass(council, Entry(row.id, row.kind, row.payload, row.key, 1, NOW), NOW)
        with in_council(council):
            mail = Message.objects.get(kind="glass_told")
        assert "/office/rights/restricted" in mail.body
        for secret in (case.reference, WHY, "Lena", "permit", "trwydded"):
            assert secret not in f"{mail.subject} {mail.body} {row.payload}"

    def test_whoever_may_review_is_told_where_it_has_no_lead(self, council: CouncilSite) -> None:
        case, lena = self.opened(council)
        new_desk(council, "Rhys Records", ("records", "*", ""))
        lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        with in_council(council):
            told = [row.payload["to"] for row in Outbox.objects.filter(kind="glass_told")]
        assert "rhys.records@amberford.example.org" in told
        assert "lena.lead@amberford.example.org" not in told

    def test_it_closes_by_itself_and_an_unreviewed_one_is_overdue(self, council: CouncilSite) -> None:
        case, lena = self.opened(council)
        lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        with in_council(council):
            BrokenGlass.objects.update(until_at=NOW - timedelta(minutes=1), review_date=NOW.date() - timedelta(days=1))
        assert lena.get(f"cases/{case.reference}").status_code == 404
        assert "Overdue" in text_of(lena.get("rights/restricted"))

    @pytest.mark.parametrize(
        ("role", "pattern", "team", "opens"),
        [
            ("officer", "*", "", False),
            ("viewer", "*", "", False),
            ("administrator", "*", "", False),
            ("lead", "missed-bin", "", False),
            ("lead", "*", "waste", False),
            ("lead", "*", "", True),
            ("records", "*", "", True),
        ],
    )
    def test_who_may(self, council: CouncilSite, role: str, pattern: str, team: str, opens: bool) -> None:
        case = apply_for(council, access="team", at=NOW)
        desk = new_desk(council, "Sam Someone", (role, pattern, team))  # type: ignore[arg-type]  # parametrised as text
        answer = desk.post("rights/restricted/open", reference=case.reference, reason=WHY)
        assert (answer.status_code == 303) is opens
        with in_council(council):
            assert BrokenGlass.objects.exists() is opens

    def test_it_is_not_for_one_s_own_affairs(self, council: CouncilSite) -> None:
        case, lena = self.opened(council)
        lena.post("team/own", kind="email", value="ana.rees@example.org")
        answer = lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        assert "There is no case with this reference" in text_of(answer)
        with in_council(council):
            assert not BrokenGlass.objects.exists()

    def test_the_other_council_knows_nothing(self, council: CouncilSite, other_council: CouncilSite) -> None:
        case, lena = self.opened(council)
        lena.post("rights/restricted/open", reference=case.reference, reason=WHY)
        there = new_desk(other_council, "Olive Other", ("lead", "*", ""), ("records", "*", ""))
        assert case.reference not in text_of(there.get("rights/restricted"))
        assert there.post("rights/restricted/open", reference=case.reference, reason=WHY).status_code == 200
        with in_council(council):
            glass = BrokenGlass.objects.get()
        assert there.get(f"rights/restricted/{glass.id}").status_code == 404


class TestRecord:
    """The record as an auditor sees it."""

    @pytest.fixture
    def auditor(self, council: CouncilSite) -> Desk:
        return new_desk(council, "Rhys Records", ("records", "*", ""))

    def test_it_is_searched_by_who_what_and_when(self, council: CouncilSite, lead: Desk, auditor: Desk) -> None:
        case = open_case(council)
        lead.post(f"cases/{case.reference}/notes", note="Hello")
        assert "note_added" in text_of(auditor.get("rights/record"))
        mine = text_of(auditor.get("rights/record", who=str(lead.membership_id)))
        assert "note_added" in mine
        assert "member_joined" not in mine
        about = text_of(auditor.get("rights/record", about=case.reference))
        assert "case_opened" in about
        assert "member_joined" not in about
        assert "case_opened" not in text_of(auditor.get("rights/record", about=case.reference, kind="note_added"))
        future = {"since-day": "1", "since-month": "1", "since-year": str(NOW.year + 1)}
        assert "Nothing in the record fits." in text_of(auditor.get("rights/record", **future))
        past = {"until-day": "1", "until-month": "1", "until-year": str(NOW.year - 1)}
        assert "Nothing in the record fits." in text_of(auditor.get("rights/record", **past))
        lead.get(f"cases/{case.reference}")
        assert "Lowri Lead Leads the work on cases Opened" in text_of(auditor.get("rights/record", what="reads"))
        wrong = text_of(auditor.get("rights/record", about="SK-00000-00000"))
        assert wrong.startswith("Error:")
        assert "case_opened" not in wrong

    def test_who_opens_very_many_cases_is_named(self, council: CouncilSite, lead: Desk, auditor: Desk) -> None:
        assert "within a day" not in text_of(auditor.get("rights/record"))
        with in_council(council):
            actor = Actor("staff", lead.membership_id, "Lowri Lead")
            subjects: list[tuple[str, UUID | None]] = [("case", uuid4()) for _ in range(MANY)]
            record_reads(subjects=[*subjects, subjects[0]], how="opened", by=actor, at=NOW)
        assert "within a day" not in text_of(auditor.get("rights/record"))
        lead.get(f"cases/{open_case(council).reference}")
        assert f"Lowri Lead opened {MANY + 1} different cases" in text_of(auditor.get("rights/record"))

    def test_it_goes_on_page_by_page(self, council: CouncilSite, auditor: Desk) -> None:
        for _ in range(30):
            open_case(council)  # two cases each
        first = auditor.get("rights/record", kind="case_opened")
        assert first.content.decode().count("case_opened</td>") == 50
        after = first.content.decode().partition("before=")[2].partition('"')[0]
        second = auditor.get("rights/record", kind="case_opened", before=after)
        assert second.content.decode().count("case_opened</td>") == 10

    def test_a_restricted_case_has_no_reference_there(self, council: CouncilSite, auditor: Desk) -> None:
        case = apply_for(council, access="team", at=NOW)
        page = text_of(auditor.get("rights/record", kind="case_opened"))
        assert "a case" in page
        assert case.reference not in page
        assert text_of(auditor.get("rights/record", about=case.reference)).startswith("Error:")

    def test_it_is_taken_away_and_that_is_recorded(self, council: CouncilSite, auditor: Desk) -> None:
        case = open_case(council)
        lines = auditor.get("rights/record.jsonl").content.decode().splitlines()
        assert {json.loads(line)["what"] for line in lines} >= {"case_opened", "member_joined", "role_granted"}
        assert any(json.loads(line)["subject_id"] == str(case.id) for line in lines)
        text = auditor.get("rights/record.csv", what="reads").content.decode()
        assert text.startswith("\ufeffid,at,what")
        assert "exported" in text
        with in_council(council):
            assert Read.objects.filter(how="exported", actor_id=auditor.membership_id).count() == 2
        assert auditor.get("rights/record.xml").status_code == 404

    def test_the_other_council_s_record_is_not_there(
        self, council: CouncilSite, other_council: CouncilSite, auditor: Desk
    ) -> None:
        case = open_case(council)
        there = new_desk(other_council, "Olive Other", ("records", "*", ""))
        assert "case_opened" not in text_of(there.get("rights/record"))
        assert str(case.id) not in there.get("rights/record.jsonl").content.decode()
        assert "Rhys Records" not in text_of(there.get("rights/record"))
