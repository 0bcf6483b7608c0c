"""Cases that belong together: repeats, links, duplicates that are merged and taken apart again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Case, CaseDeadline, Merge, Message, Occurrence, Relation, Supporter
from commonhall.cases.operations import move_case
from commonhall.cases.supporters import follow_case, tell_supporters
from commonhall.cases.together.merging import MergeRefused, end_of, merge_case, unmerge_case
from commonhall.cases.together.occurrences import add_occurrence, repeats_of
from commonhall.cases.together.relations import LinkRefused, link_cases
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.cast import Cast
from tests.rooms.office.desk import Desk, new_desk, open_case, open_cases, read_case, text_of
from tests.rooms.work.told import send_into, work

ROWAN = Actor("staff", name="Rowan Pike")


def now() -> datetime:
    return datetime.now(UTC)


def merged(council: CouncilSite, loser: Case, winner: Case, *, tell: bool = False) -> Case:
    with in_council(council):
        return merge_case(case_id=loser.id, into_id=winner.id, why="The same", tell=tell, by=ROWAN, at=now())


def test_it_happened_again_from_the_office_and_from_supporters(desk: Desk) -> None:
    case = open_case(desk.council)
    yesterday = (now() - timedelta(days=1)).date()
    fields = {
        "text": "Again last night.", "reporter": "Nia Penmaen", "channel": "phone", "token": str(new_id()),
        "happened-day": str(yesterday.day), "happened-month": str(yesterday.month),
        "happened-year": str(yesterday.year),
    }  # fmt: skip
    for _ in range(2):
        assert desk.post(f"cases/{case.reference}/again", **fields).status_code == 303
    with in_council(desk.council):
        add_occurrence(case_id=case.id, reporter="NIA PENMAEN", by=ROWAN, at=now())
        for _ in range(2):
            follow_case(reference=case.reference, journey_id=new_id(), language="en", by=ROWAN, at=now())
        repeats = repeats_of(case)
        assert (repeats.number, repeats.people, len(repeats.occurrences)) == (5, 4, 2)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Occurrences: 5, from 4 people. People who said “me too”: 2." in page
    assert "Nia Penmaen Again last night." in page
    assert "It happened again by Rowan Pike" in page


def test_what_cannot_have_happened_is_refused(desk: Desk) -> None:
    case = open_case(desk.council)
    tomorrow = (now() + timedelta(days=2)).date()
    fields = {"happened-day": str(tomorrow.day), "happened-month": str(tomorrow.month)}
    page = desk.post(f"cases/{case.reference}/again", **fields, **{"happened-year": str(tomorrow.year)})
    assert "There is a problem" in text_of(page)
    with in_council(desk.council):
        assert not Occurrence.objects.exists()


def test_cases_are_linked_both_ways_and_parted(desk: Desk) -> None:
    one, other = open_case(desk.council), open_case(desk.council)
    unknown = desk.post(f"cases/{one.reference}/links", other="SK-00000-00000", kind="follows")
    assert "There is no such case that you can see" in text_of(unknown)
    desk.post(f"cases/{one.reference}/links", other=other.reference.lower(), kind="follows")
    assert f"{other.reference}" in text_of(desk.get(f"cases/{one.reference}"))
    assert "Comes after this one" in text_of(desk.get(f"cases/{other.reference}"))
    with in_council(desk.council):
        link = Relation.objects.get()
    assert "Both cases stay as they are" in text_of(desk.get(f"cases/{other.reference}/links/{link.id}"))
    desk.post(f"cases/{other.reference}/links/{link.id}")
    with in_council(desk.council):
        assert not Relation.objects.exists()
        assert Event.objects.filter(kind="case_unlinked").count() == 2


def test_links_make_no_circle(council: CouncilSite) -> None:
    first, second, third = (open_case(council) for _ in range(3))
    with in_council(council):
        for one, other in ((first, second), (second, third)):
            link_cases(case_id=one.id, other_id=other.id, kind="part_of", by=ROWAN, at=now())
        with pytest.raises(LinkRefused):
            link_cases(case_id=third.id, other_id=first.id, kind="part_of", by=ROWAN, at=now())
        with pytest.raises(LinkRefused):
            link_cases(case_id=first.id, other_id=first.id, kind="related", by=ROWAN, at=now())
        link_cases(case_id=third.id, other_id=first.id, kind="related", by=ROWAN, at=now())
        link_cases(case_id=first.id, other_id=third.id, kind="related", by=ROWAN, at=now())
        assert Relation.objects.count() == 3


def test_a_linked_case_is_not_there_for_who_may_not_see_it(desk: Desk, council: CouncilSite) -> None:
    one, other = open_case(council), open_case(council)
    desk.post(f"cases/{one.reference}/links", other=other.reference, kind="related")
    assert other.reference in text_of(desk.get(f"cases/{one.reference}"))
    with in_council(council):
        Case.objects.filter(id=other.id).update(restricted=True)
    page = text_of(desk.get(f"cases/{one.reference}"))
    assert other.reference not in page


def test_a_duplicate_rests_without_a_breach_and_its_person_is_told(desk: Desk, tmp_path: Path) -> None:
    loser, winner = open_case(desk.council), open_case(desk.council, name="Nia Penmaen", email="nia@example.org")
    send_into(tmp_path, desk.council)
    start = desk.get(f"cases/{loser.reference}/merge", into=winner.reference)
    for said in ("This case stops", "This case goes on", winner.reference, "that is no breach"):
        assert said in text_of(start), said
    done = desk.post(
        f"cases/{loser.reference}/merge", into=winner.reference, why="The same skip", tell="yes", revision="1"
    )
    assert done["location"].endswith(winner.reference)
    work(desk.council, at=now())
    with in_council(desk.council):
        kept = Case.objects.get(id=loser.id)
        assert (kept.phase, kept.merged_into_id, kept.state) == ("closed", winner.id, "received")
        clock = CaseDeadline.objects.get(case=loser)
        assert (clock.state, clock.missed) == ("stopped", False)
        told = Message.objects.get(case=loser, kind="merged")
        assert loser.reference in told.subject
        assert winner.reference not in told.body, "nothing of the other case is told"
        assert Supporter.objects.get(case=winner).email == "ffion.garside@example.org"
        assert repeats_of(Case.objects.get(id=winner.id)).number == 3
        with pytest.raises(MoveRefused, match="merged"):
            move_case(
                case_id=loser.id, transition="license", asked={"number": "1"}, expect=None, actors=("officer",),
                council=desk.council, by=ROWAN, at=now(),
            )  # fmt: skip
    page = text_of(desk.get(f"cases/{loser.reference}"))
    assert "Another case goes on for it." in page
    assert f"It goes on in {winner.reference}" in page
    assert "License it" not in page.split("Timeline")[0]
    keep_clocks(desk.council, at=now() + timedelta(days=30))
    assert read_case(desk.council, loser).state == "received", "its deadline is no longer missed"


def test_merge_a_into_b_and_b_into_c_then_part_a(council: CouncilSite) -> None:
    a, b, c = (open_case(council) for _ in range(3))
    merged(council, a, b)
    merged(council, b, c)
    with in_council(council):
        assert end_of(Case.objects.get(id=a.id)).id == c.id
        with pytest.raises(MergeRefused, match="circle"):
            merge_case(case_id=c.id, into_id=a.id, why="Round", by=ROWAN, at=now())
        unmerge_case(case_id=a.id, council=council, by=ROWAN, at=now())
        parted = Case.objects.get(id=a.id)
        assert (parted.phase, parted.merged_into_id, parted.closed_at) == ("open", None, None)
        assert parted.due_at == a.due_at
        clock = CaseDeadline.objects.get(case=a)
        assert (clock.state, clock.ended_at) == ("running", None)
        assert Case.objects.get(id=b.id).merged_into_id == c.id, "the other merge stands"
        assert not Occurrence.objects.filter(from_case_id=a.id).exists()
        with pytest.raises(MergeRefused, match="merged"):
            unmerge_case(case_id=a.id, council=council, by=ROWAN, at=now())
    again = merged(council, a, b)
    assert again.id == c.id, "a merge leads to the end of the chain"


def test_the_clock_of_a_parted_case_has_run_on(council: CouncilSite) -> None:
    a, b = open_case(council), open_case(council)
    merged(council, a, b)
    with in_council(council):
        unmerge_case(case_id=a.id, council=council, by=ROWAN, at=now() + timedelta(days=20))
    keep_clocks(council, at=now() + timedelta(days=20))
    assert read_case(council, a).state == "late"


@pytest.mark.parametrize("reason", ["same", "closed", "hidden", "merged"])
def test_what_cannot_be_merged_says_why(council: CouncilSite, reason: str) -> None:
    a, b = open_case(council), open_case(council)
    with in_council(council):
        if reason == "closed":
            Case.objects.filter(id=b.id).update(phase="closed")
        if reason == "hidden":
            Case.objects.filter(id=b.id).update(restricted=True)
    if reason == "merged":
        merged(council, a, open_case(council))
    with in_council(council), pytest.raises(MergeRefused, match=reason):
        merge_case(case_id=a.id, into_id=a.id if reason == "same" else b.id, why="Why", by=ROWAN, at=now())
    with in_council(council):
        assert Merge.objects.count() == (1 if reason == "merged" else 0)


def test_who_sent_the_duplicate_learns_how_the_other_ends(council: CouncilSite) -> None:
    a, b = open_case(council), open_case(council, name="Nia Penmaen", email="nia@example.org")
    merged(council, a, b)
    with in_council(council):
        move_case(
            case_id=b.id, transition="license", asked={"number": "1"}, expect=None, actors=("officer",),
            council=council, by=ROWAN, at=now(),
        )  # fmt: skip
    tell_supporters(council, at=now())
    with in_council(council):
        assert Message.objects.get(kind="supporter").recipient == "ffion.garside@example.org"


def test_likely_duplicates_are_suggested(desk: Desk) -> None:
    first, second = open_case(desk.council), open_case(desk.council)
    open_case(desk.council, name="Nia Penmaen", email="nia@example.org")
    page = text_of(desk.get(f"cases/{second.reference}"))
    assert "These open cases may be the same." in page
    assert f"{first.reference}" in page
    assert page.count("from the same person") == 2, "both of the earlier journey, but not this journey's other case"
    assert "may be the same" not in text_of(new_desk(desk.council, "Vera Viewer", ("viewer", "*", "")).get(
        f"cases/{second.reference}"
    ))  # fmt: skip


def test_nobody_merges_into_what_they_may_not_see(desk: Desk, council: CouncilSite) -> None:
    mine, hidden = open_case(council), open_case(council)
    with in_council(council):
        Case.objects.filter(id=hidden.id).update(restricted=True)
    answer = desk.post(f"cases/{mine.reference}/merge", other=hidden.reference)
    assert "There is no such case that you can see" in text_of(answer)
    answer = desk.post(f"cases/{mine.reference}/merge", into=hidden.reference, why="x", tell="no", revision="1")
    assert answer.status_code == 200
    assert read_case(council, mine).merged_into_id is None


def test_the_other_council_has_none_of_it(council: CouncilSite, cast: Cast) -> None:
    a, b = open_cases(council)
    merged(council, a, b, tell=True)
    with in_council(council):
        link_cases(case_id=a.id, other_id=b.id, kind="related", by=ROWAN, at=now())
    with in_council(cast.calderwick):
        assert not any(table.objects.exists() for table in (Merge, Relation, Occurrence))
