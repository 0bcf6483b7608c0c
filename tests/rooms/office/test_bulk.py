"""A lead acts on many cases: sees what will happen, each case obeys its own rules, and it can be taken back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from commonhall.cases.models import Bulk, BulkRow, Case
from commonhall.cases.operations import assign_case
from commonhall.cases.queues import bulk as acting
from commonhall.cases.queues.bulk import deliver_bulk
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import Desk, host_of, new_desk, open_cases, read_case, text_of

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def post(desk: Desk, address: str, **fields: Any) -> Any:
    return desk.client.post(address, fields, headers={"host": host_of(desk.council)})


def confirm(desk: Desk, address: str, preview: Any) -> Any:
    """Press the button of the preview: send what it holds."""
    hidden: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(preview.content.decode()):
        hidden.setdefault(name, []).append(unescape(value))
    return post(desk, address, **hidden)


def do(desk: Desk, act: str, cases: list[Case], **fields: str) -> Any:
    """Choose cases, fill in an act, and confirm what the preview shows."""
    picked = "&".join(f"case={case.reference}" for case in cases)
    address = f"/office/bulk/what/{act}?list=&{picked}"
    preview = post(desk, address, reason="Ffion is away", **fields)
    assert preview.status_code == 200
    return confirm(desk, address, preview)


def test_a_lead_gives_many_cases_to_an_officer(lead: Desk, desk: Desk) -> None:
    cases = open_cases(lead.council)
    ticks = text_of(lead.get("bulk"))
    assert all(case.reference in ticks for case in cases)
    assert "Give to an officer" in text_of(lead.get("bulk/what", case=cases[0].reference))
    result = do(lead, "assign", cases, value=str(desk.membership_id))
    assert result.status_code == 303
    page = text_of(lead.client.get(result["Location"], headers={"host": host_of(lead.council)}))
    assert "2 cases: 2 done, 0 left out" in page
    assert "Ffion is away" in page
    assert {read_case(lead.council, case).owner_id for case in cases} == {desk.membership_id}


def test_the_preview_changes_nothing_and_says_who_is_left_out(lead: Desk, desk: Desk) -> None:
    one, other = open_cases(lead.council)
    with in_council(lead.council):
        assign_case(case_id=one.id, to=desk.membership_id, by=SYSTEM, at=datetime.now(UTC))
    address = f"/office/bulk/what/assign?list=&case={one.reference}&case={other.reference}"
    preview = text_of(post(lead, address, reason="So", value=str(desk.membership_id)))
    assert "1 case will be changed." in preview
    assert "It is so already" in preview
    assert read_case(lead.council, other).owner_id is None
    with in_council(lead.council):
        assert not Bulk.objects.exists()


def test_a_reason_is_asked_for(lead: Desk) -> None:
    case = open_cases(lead.council)[0]
    page = text_of(post(lead, f"/office/bulk/what/priority?list=&case={case.reference}", value="2", reason=" "))
    assert "Enter why you do this" in page


def test_what_changed_since_the_preview_is_left_alone(lead: Desk) -> None:
    one, other = open_cases(lead.council)
    address = f"/office/bulk/what/priority?list=&case={one.reference}&case={other.reference}"
    preview = post(lead, address, reason="So", value="2")
    with in_council(lead.council):
        assign_case(case_id=one.id, to=lead.membership_id, by=SYSTEM, at=datetime.now(UTC))
    confirm(lead, address, preview)
    assert read_case(lead.council, one).priority == 0
    assert read_case(lead.council, other).priority == 2


@pytest.mark.parametrize(
    ("act", "fields", "column", "after", "before"),
    [
        ("priority", {"value": "2"}, "priority", 2, 0),
        (
            "review",
            {"day-day": "1", "day-month": "6", "day-year": str(date.today().year + 1)},
            "review_date",
            date(date.today().year + 1, 6, 1),
            None,
        ),
    ],
)
def test_what_was_done_can_be_taken_back(
    lead: Desk, act: str, fields: dict[str, str], column: str, after: Any, before: Any
) -> None:
    one, other = open_cases(lead.council)
    result = do(lead, act, [one, other], **fields)
    assert getattr(read_case(lead.council, one), column) == after
    with in_council(lead.council):
        assign_case(case_id=other.id, to=lead.membership_id, by=SYSTEM, at=datetime.now(UTC))
    assert post(lead, f"{result['Location']}/undo").status_code == 303
    page = text_of(lead.client.get(result["Location"], headers={"host": host_of(lead.council)}))
    assert "1 taken back" in page
    assert "Somebody changed it meanwhile" in page
    assert getattr(read_case(lead.council, one), column) == before
    assert getattr(read_case(lead.council, other), column) == after


def test_a_tag_comes_and_goes(lead: Desk) -> None:
    one, other = open_cases(lead.council)
    do(lead, "tag", [one], tag=" Storm  Eunice ")
    result = do(lead, "tag", [one, other], tag="storm eunice")
    with in_council(lead.council):
        assert list(BulkRow.objects.filter(bulk__id=result["Location"].rsplit("/", 1)[1]).values_list("case_id")) == [
            (other.id,)
        ]
    post(lead, f"{result['Location']}/undo")
    assert shown_tags(lead, one) == ["storm eunice"]
    assert shown_tags(lead, other) == []


def shown_tags(desk: Desk, case: Case) -> list[str]:
    with in_council(desk.council):
        return list(Case.objects.get(id=case.id).tags.values_list("tag", flat=True))


def test_after_an_hour_nothing_is_taken_back(lead: Desk) -> None:
    case = open_cases(lead.council)[0]
    result = do(lead, "priority", [case], value="1")
    with in_council(lead.council):
        Bulk.objects.update(undo_until_at=datetime.now(UTC) - timedelta(seconds=1))
    post(lead, f"{result['Location']}/undo")
    assert read_case(lead.council, case).priority == 1


def test_a_move_obeys_each_case(lead: Desk) -> None:
    cases = open_cases(lead.council)
    offered = text_of(lead.get("bulk/what", list="", all="yes"))
    with in_council(lead.council):
        Case.objects.filter(id=cases[1].id).update(state="licensed", phase="closed", closed_at=datetime.now(UTC))
    assert ("Move them on" in offered) == bool(moves(lead, cases))


def moves(desk: Desk, cases: list[Case]) -> list[str]:
    from commonhall.cases.queries import effective_of_case

    with in_council(desk.council):
        effective = effective_of_case(cases[0], council=desk.council, at=datetime.now(UTC))
    return [
        one.id
        for one in effective.pattern.case.transitions
        if not one.ask and one.approval is None and {"officer", "lead"} & set(one.by) and "received" in one.from_
    ]


def test_many_are_done_by_the_worker_each_once(lead: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "MOST_AT_HAND", 1)
    monkeypatch.setattr(acting, "ROWS_A_TURN", 1)
    cases = open_cases(lead.council)
    result = do(lead, "priority", cases, value="2")
    page = text_of(lead.client.get(result["Location"], headers={"host": host_of(lead.council)}))
    assert "This goes on by itself." in page
    assert read_case(lead.council, cases[0]).priority == 0
    with in_council(lead.council):
        row = Outbox.objects.get(kind="bulk")
    entry = Entry(row.id, row.kind, row.payload, row.key, 1, datetime.now(UTC))
    for _ in range(2):
        deliver_bulk(lead.council, entry, datetime.now(UTC))
    assert {read_case(lead.council, case).priority for case in cases} == {2}
    with in_council(lead.council):
        assert Event.objects.filter(kind="case_arranged").count() == 2


def test_rights_that_were_lost_meanwhile_count(lead: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonhall.people.models import Grant

    monkeypatch.setattr(acting, "MOST_AT_HAND", 1)
    cases = open_cases(lead.council)
    do(lead, "priority", cases, value="2")
    with in_council(lead.council):
        Grant.objects.filter(membership_id=lead.membership_id).delete()
        row = Outbox.objects.get(kind="bulk")
    deliver_bulk(lead.council, Entry(row.id, row.kind, row.payload, row.key, 1, datetime.now(UTC)), datetime.now(UTC))
    with in_council(lead.council):
        assert set(BulkRow.objects.values_list("state", "why")) == {("skipped", "rights")}
    assert read_case(lead.council, cases[0]).priority == 0


def test_who_is_no_lead_finds_no_page(desk: Desk, lead: Desk) -> None:
    cases = open_cases(desk.council)
    result = do(lead, "priority", cases, value="2")
    for path in ("bulk", "bulk/what", "bulk/what/priority"):
        assert desk.get(path).status_code == 404
    assert desk.client.get(result["Location"], headers={"host": host_of(desk.council)}).status_code == 404
    assert "Act on many" not in text_of(desk.get(""))


def test_another_council_s_cases_are_no_part_of_it(lead: Desk, other_council: CouncilSite) -> None:
    case = open_cases(lead.council)[0]
    stranger = new_desk(other_council, "Olwen Other", ("lead", "*", ""))
    address = f"/office/bulk/what/priority?list=&case={case.reference}"
    assert "will be changed" not in text_of(post(stranger, address, reason="So", value="2"))
    result = do(lead, "priority", [case], value="1")
    there = stranger.client.get(result["Location"], headers={"host": host_of(other_council)})
    assert there.status_code == 404
    assert UUID(result["Location"].rsplit("/", 1)[1])
