"""A list is kept under a name: for oneself, a team or everybody; and goes again."""

from __future__ import annotations

from uuid import UUID

from commonhall.cases.models import SavedView
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import Desk, new_desk, open_case, text_of


def keep(desk: Desk, name: str, shared: str = "mine", query: str = "due=overdue") -> UUID:
    assert desk.post("views/new", name=name, shared=shared, list=query).status_code == 303
    with in_council(desk.council):
        return UUID(str(SavedView.objects.get(name=name, owner_id=desk.membership_id).id))


def test_a_kept_list_is_a_tab_and_a_row(desk: Desk) -> None:
    open_case(desk.council)
    keep(desk, "Late ones", query="due=overdue&nonsense=1")
    assert "Late ones (0)" in text_of(desk.get(""))
    page = desk.get("views")
    assert "Late ones 0 Only me" in text_of(page)
    assert 'href="/office/?due=overdue"' in page.content.decode()


def test_names_are_checked(desk: Desk) -> None:
    keep(desk, "Late ones")
    assert "Enter a name for the list" in text_of(desk.post("views/new", name=" ", list=""))
    page = text_of(desk.post("views/new", name="Late  ones", list=""))
    assert "You already have a list with this name" in page
    assert "Error:" in page


def test_a_kept_list_is_renamed_and_deleted_after_asking(desk: Desk) -> None:
    view = keep(desk, "Late ones")
    assert desk.post(f"views/{view}", name="Too late").status_code == 303
    assert "The list “Too late” will be gone" in text_of(desk.get(f"views/{view}/delete"))
    with in_council(desk.council):
        assert SavedView.objects.count() == 1
    assert desk.post(f"views/{view}/delete").status_code == 303
    assert "You keep no lists yet." in text_of(desk.get("views"))


def test_only_leads_share(desk: Desk, lead: Desk) -> None:
    keep(desk, "Mine", shared="council")
    assert "Mine" not in text_of(lead.get("views"))
    view = keep(lead, "For all", shared="council")
    assert "For all" in text_of(desk.get("views"))
    assert desk.get(f"views/{view}").status_code == 404
    assert desk.post(f"views/{view}/delete").status_code == 404


def test_a_team_s_list_is_for_its_team(council: CouncilSite, lead: Desk) -> None:
    inside = new_desk(council, "Hana Highways", ("officer", "*", "highways"))
    outside = new_desk(council, "Wasim Waste", ("officer", "*", "waste"))
    keep(lead, "Roads", shared="team:highways")
    assert "Roads" in text_of(inside.get("views"))
    assert "Roads" not in text_of(outside.get("views"))


def test_another_council_has_its_own(lead: Desk, other_council: CouncilSite) -> None:
    view = keep(lead, "For all", shared="council")
    stranger = new_desk(other_council, "Olwen Other", ("lead", "*", ""))
    assert "For all" not in text_of(stranger.get("views"))
    for path in (f"views/{view}", f"views/{view}/delete"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, name="x").status_code == 404
