"""Where a pattern asks for a second person, nobody decides alone: proposed, approved, sent back or withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Proposal
from commonhall.cases.operations import move_case
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.cast import Cast
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of
from tests.rooms.work import skips

ROWAN = Actor("staff", name="Rowan Pike")


@pytest.fixture(autouse=True)
def _approval(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a lead approve licences whose number is long."""
    asks = (
        "approval: {by: [lead], when: 'size(asked.number) > 2', about: Look at the number.},\n       ask: [{id: number"
    )
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("ask: [{id: number", asks))


def proposal_of(desk: Desk) -> Proposal:
    with in_council(desk.council):
        return Proposal.objects.get(state="waiting")  # type: ignore[no-any-return]  # django types a row as Any


def test_what_needs_nobody_is_done_at_once(desk: Desk) -> None:
    case = open_case(desk.council)
    assert "A second person may have to approve this" in text_of(desk.get(f"cases/{case.reference}/actions/license"))
    desk.post(f"cases/{case.reference}/actions/license", number="77", revision="1")
    assert read_case(desk.council, case).state == "licensed"


def test_a_second_person_approves_with_the_answers_that_were_given(desk: Desk, lead: Desk) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/actions/license", number="SL 777", revision="1")
    kept = read_case(desk.council, case)
    assert (kept.state, kept.version) == ("received", 1)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Waiting for a second person" in page
    waiting = proposal_of(desk)
    path = f"cases/{case.reference}/proposals/{waiting.id}"
    mine = text_of(desk.get(path))
    assert "You proposed this, so somebody else must approve it." in mine
    assert "Approve it" not in mine
    desk.post(path, do="approve")
    assert read_case(desk.council, case).state == "received", "nobody approves what they proposed"
    assert case.reference in text_of(lead.get("approvals"))
    assert case.reference not in text_of(desk.get("approvals"))
    shown = text_of(lead.get(path))
    for said in ("Look at the number.", "Licence number SL 777", "Proposed by Rowan Pike"):
        assert said in shown, said
    done = lead.post(path, do="approve")
    assert done.status_code == 303
    assert read_case(desk.council, case).state == "licensed"
    page = text_of(lead.get(f"cases/{case.reference}"))
    assert "License it: approved by Lowri Lead" in page
    assert "Licence number SL 777" in page
    assert "Nothing waits for you." in text_of(lead.get("approvals"))
    with in_council(desk.council):
        assert Event.objects.filter(kind="case_moved").count() == 1


def test_it_is_sent_back_with_a_comment_and_proposed_again_without_typing(desk: Desk, lead: Desk) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/actions/license", number="SL 777", revision="1")
    path = f"cases/{case.reference}/proposals/{proposal_of(desk).id}"
    assert "There is a problem" in text_of(lead.post(path, do="send_back", comment=""))
    lead.post(path, do="send_back", comment="The number is of last year.")
    page = desk.get(f"cases/{case.reference}/actions/license")
    assert "Lowri Lead sent this back to you: The number is of last year." in text_of(page)
    assert 'value="SL 777"' in page.content.decode()
    desk.post(f"cases/{case.reference}/actions/license", number="SL 778", revision="1")
    assert proposal_of(desk).asked == {"number": "SL 778"}


def test_one_waits_at_a_time_and_can_be_withdrawn(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/actions/license", number="SL 777", revision="1")
    colleague.post(f"cases/{case.reference}/actions/license", number="SL 778", revision="1")
    assert "Something else of this case waits" in text_of(colleague.get(f"cases/{case.reference}"))
    path = f"cases/{case.reference}/proposals/{proposal_of(desk).id}"
    colleague.post(path, do="withdraw")
    assert proposal_of(desk).by == "Rowan Pike", "only who proposed it, or a lead, takes it back"
    colleague.post(path, do="approve")
    assert "Only those whom the service names" in text_of(colleague.get(f"cases/{case.reference}"))
    desk.post(path, do="withdraw")
    with in_council(desk.council):
        assert Proposal.objects.get().state == "withdrawn"
    assert "Nothing waits for a second person" in text_of(desk.client.get(
        desk.get(path)["location"], headers={"host": "amberford.localhost"}
    ))  # fmt: skip


def test_what_was_proposed_lapses_when_the_case_moves(desk: Desk, lead: Desk) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/actions/license", number="SL 777", revision="1")
    path = f"cases/{case.reference}/proposals/{proposal_of(desk).id}"
    keep_clocks(desk.council, at=datetime.now(UTC) + timedelta(days=20))
    assert read_case(desk.council, case).state == "late"
    lead.post(path, do="approve")
    assert read_case(desk.council, case).state == "late"
    with in_council(desk.council):
        assert Proposal.objects.get().state == "lapsed"


def test_no_way_leads_around_it(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council), pytest.raises(MoveRefused, match="approval"):
        move_case(
            case_id=case.id, transition="license", asked={"number": "SL 777"}, expect=1, actors=("lead", "officer"),
            council=council, by=ROWAN, at=datetime.now(UTC),
        )  # fmt: skip


def test_nobody_else_sees_what_waits(desk: Desk, council: CouncilSite, cast: Cast) -> None:
    case = open_case(council)
    desk.post(f"cases/{case.reference}/actions/license", number="SL 777", revision="1")
    path = f"cases/{case.reference}/proposals/{proposal_of(desk).id}"
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    stranger = new_desk(council, "Lle Arall", ("lead", "missed-bin", ""))
    elsewhere = new_desk(cast.calderwick, "Cai Calder", ("lead", "*", ""))
    for one in (viewer, stranger, elsewhere):
        assert one.get(path).status_code == 404
        assert one.post(path, do="approve").status_code == 404
        assert case.reference not in text_of(one.get("approvals"))
    assert read_case(council, case).state == "received"
    with in_council(cast.calderwick):
        assert not Proposal.objects.exists()
