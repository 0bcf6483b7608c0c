"""Do managers see true figures of what their grants reach, and nobody else any?"""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhall.cases.figures import (
    Asked,
    backlog,
    endings,
    flow,
    loads,
    times_of,
    total_of,
    work_by,
)
from commonhall.cases.in_touch import Contacts, all_contacts, contacts_by_reason
from commonhall.cases.models import Case
from commonhall.cases.people.in_calls import link_case
from commonhall.catalogue.queries import find_service
from commonhall.contacts.answering import finish_interaction, name_caller, start_interaction
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import give_feedback
from commonhall.people.policies import Granted, Member
from tests.rooms.office.desk import PATTERN, Desk, new_desk, open_case, open_cases, stranger, text_of, today


def member_of(desk: Desk, *grants: Granted) -> Member:
    """Return somebody with these grants at the desk's council."""
    nothing = desk.membership_id
    assert nothing is not None
    return Member(nothing, nothing, desk.council.id, nothing, "Mona", "mona@example.org", "en", grants)


def asked(days: int = 27) -> Asked:
    """Return the figures of the last weeks, of everything."""
    return Asked(since=today() - timedelta(days=days), until=today())


@pytest.fixture
def manager(council: CouncilSite) -> Desk:
    """A manager of Amberford, signed in."""
    return new_desk(council, "Mona Manager", ("manager", "*", ""))


def close(council: CouncilSite, case: Case, *, state: str, after: timedelta) -> None:
    """Set a case as closed so long after it was opened: what it went through on its way is not what is counted."""
    with in_council(council):
        Case.objects.filter(id=case.id).update(phase="closed", state=state, closed_at=case.opened_at + after)


def test_what_came_in_and_went_out_is_counted(council: CouncilSite, manager: Desk) -> None:
    old = open_cases(council, ago=timedelta(days=15))
    open_cases(council, ago=timedelta(days=1))
    close(council, old[0], state="licensed", after=timedelta(days=2))
    close(council, old[1], state="refused", after=timedelta(days=8))
    mona = member_of(manager, Granted("manager"))
    with in_council(council):
        steps = flow(mona, asked())
        assert sum(each.opened for each in steps) == 4
        assert sum(each.closed for each in steps) == 2
        assert [each.day.weekday() for each in steps] == [0] * len(steps)
        (work,) = work_by(mona, asked(), "pattern", at=datetime.now(UTC))
        assert (work.name, work.open, work.opened, work.closed) == (PATTERN, 2, 4, 2)
        assert work.days_median == pytest.approx(5)
        assert [*times_of(mona, asked())] == pytest.approx([5, 7.4])
        assert backlog(mona, asked(), at=datetime.now(UTC)) == (2, 0, 0, 0)
        assert sorted(endings(mona, asked())) == [(PATTERN, "licensed", 1), (PATTERN, "refused", 1)]
        assert [(each.name, each.open) for each in loads(mona, asked(), at=datetime.now(UTC))] == [("", 2)]


def test_a_deadline_that_passed_is_late_and_one_that_was_met_is_not(council: CouncilSite, manager: Desk) -> None:
    late, good = open_cases(council, ago=timedelta(days=20))
    with in_council(council):
        good.deadlines.update(state="met", ended_at=datetime.now(UTC) - timedelta(days=10))
        late.deadlines.update(state="breached", missed=True, ended_at=datetime.now(UTC) - timedelta(days=3))
        total = total_of(work_by(member_of(manager, Granted("manager")), asked(), "pattern", at=datetime.now(UTC)))
    assert total.in_time == total.late > 0
    assert total.in_time_share == 0.5


@pytest.mark.parametrize(
    ("grant", "number"),
    [
        (Granted("manager"), 2),
        (Granted("lead", PATTERN), 2),
        (Granted("manager", "missed-bin"), 0),
        (Granted("officer"), 0),
        (Granted("viewer"), 0),
        (Granted("administrator"), 0),
    ],
)
def test_figures_are_of_what_the_grants_reach(council: CouncilSite, manager: Desk, grant: Granted, number: int) -> None:
    open_cases(council)
    with in_council(council):
        rows = work_by(member_of(manager, grant), asked(), "pattern", at=datetime.now(UTC))
    assert sum(each.opened for each in rows) == number


def test_a_case_of_a_closed_team_is_not_counted_for_others(council: CouncilSite, manager: Desk) -> None:
    first, _ = open_cases(council)
    with in_council(council):
        Case.objects.filter(id=first.id).update(restricted=True)
        seen = [
            total_of(work_by(member_of(manager, grant), asked(), "pattern", at=datetime.now(UTC))).open
            for grant in (Granted("manager"), Granted("manager", PATTERN))
        ]
    assert seen == [1, 2]


def test_the_other_council_sees_nothing(council: CouncilSite, other_council: CouncilSite, manager: Desk) -> None:
    open_cases(council)
    theirs = new_desk(other_council, "Olga Other", ("manager", "*", ""))
    with in_council(other_council):
        assert work_by(member_of(theirs, Granted("manager")), asked(), "pattern", at=datetime.now(UTC)) == []
    assert "2 " not in text_of(theirs.get("figures")).split("open now")[0][-4:]


def test_the_page_shows_figures_pictures_and_tables(council: CouncilSite, manager: Desk) -> None:
    open_cases(council, ago=timedelta(days=3))
    with in_council(council):
        service = find_service(PATTERN, council=council, day=today())
        assert service is not None
        for score in (5, 4):
            give_feedback(
                service=service, outcome="accept", score=score, comment="", language="en", at=datetime.now(UTC)
            )
    shown = manager.get("figures")
    text = text_of(shown)
    assert "2 open now" in text
    assert "4.5 out of 5" in text
    html = shown.content.decode()
    assert html.count('<svg role="img"') >= 4
    assert html.count("<table") == html.count('<svg role="img"')


@pytest.mark.parametrize("path", ["figures", "figures/flow.csv"])
def test_who_has_no_figures_to_see_gets_none(council: CouncilSite, desk: Desk, path: str) -> None:
    assert desk.get(path).status_code == 404
    assert stranger(council).get(path).status_code == 303
    assert "/office/figures" not in desk.get("").content.decode()


def test_each_sheet_can_be_taken_away(council: CouncilSite, manager: Desk) -> None:
    open_cases(council, ago=timedelta(days=3))
    for sheet in ("flow", "services", "ages", "teams", "endings", "doors", "refusals", "scores", "contacts"):
        given = manager.get(f"figures/{sheet}.csv", period="weeks_4")
        assert given.status_code == 200
        lines = list(csv.reader(io.StringIO(given.content.decode("utf-8-sig"))))
        assert len(lines[0]) >= 2
    assert manager.get("figures/nothing.csv").status_code == 404
    assert manager.get("figures/loads.csv").status_code == 404, "who has how much is for leads"


def test_figures_cost_the_same_however_many_services_there_are(council: CouncilSite, manager: Desk) -> None:
    open_case(council)
    with CaptureQueriesContext(connection) as few:
        assert manager.get("figures").status_code == 200
    open_cases(council, ago=timedelta(days=2), email="more@example.org")
    with CaptureQueriesContext(connection) as more:
        assert manager.get("figures").status_code == 200
    assert len(more) <= len(few) + 2
    assert len(more) <= 35


def contact(council: CouncilSite, *, days: int, case: Case, opened: bool = False, **given: str) -> None:
    """Keep a finished conversation of so many days ago about the person of ``case``."""
    at = datetime.now(UTC) - timedelta(days=days)
    by = Actor("staff", new_id(), "Asha Agent")
    with in_council(council):
        call = start_interaction(channel="phone", direction=given.get("direction", "in"), by=by, at=at)
        name_caller(interaction_id=call.id, person_id=case.person_id, by=by, at=at)
        if opened:
            link_case(interaction_id=call.id, case_id=case.id, way="opened", by=by, at=at)
        codes = {"reason": "progress", "outcome": "resolved", "avoidable": "needed"}
        codes |= {name: value for name, value in given.items() if name in codes}
        finish_interaction(interaction_id=call.id, **codes, by=by, at=at)


def test_why_people_got_in_touch_and_what_was_settled_at_once(
    council: CouncilSite, other_council: CouncilSite, manager: Desk
) -> None:
    case = open_case(council)
    with in_council(council):
        someone = Case.objects.exclude(id=case.id).first() or case
    contact(council, days=26, case=case)  # settled: nobody came back within a week
    contact(council, days=18, case=case, avoidable="not_done")  # followed two days later
    contact(council, days=16, case=case, reason="complaint", opened=True)  # opened a case
    contact(council, days=2, case=someone, reason="information")  # too early to say
    contact(council, days=20, case=case, direction="out")  # we called them
    with in_council(council):
        found = contacts_by_reason(asked(), at=datetime.now(UTC))
    assert found == [
        Contacts("progress", number=2, avoidable=1, judged=2, settled=1),
        Contacts("complaint", number=1, avoidable=0, judged=1, settled=0),
        Contacts("information", number=1, avoidable=0, judged=0, settled=0),
    ]
    assert all_contacts(found).settled_share == pytest.approx(1 / 3)
    text = text_of(manager.get("figures", period="weeks_4"))
    assert "33% of contacts settled at once" in text
    assert "Why people got in touch" in text
    assert "again within 7 days" in text
    given = manager.get("figures/contacts.csv", period="weeks_4").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(given)))
    assert lines[1:] == [
        ["Asks how a request stands", "2", "1", "50%"],
        ["Is not happy with us", "1", "0", "0%"],
        ["Asks for information", "1", "0", "–"],
    ]
    with in_council(other_council):
        assert contacts_by_reason(asked(), at=datetime.now(UTC)) == []


def test_contacts_are_not_shown_as_one_services(council: CouncilSite, manager: Desk) -> None:
    contact(council, days=20, case=open_case(council))
    assert "Why people got in touch" in text_of(manager.get("figures"))
    text = text_of(manager.get("figures", pattern=PATTERN))
    assert "Why people got in touch" not in text
    assert "settled at once" not in text


def test_what_is_typed_in_the_address_does_no_harm(manager: Desk) -> None:
    shown = manager.get("figures", period="forever", pattern="=1+1\x00", team="'; DROP TABLE", ward="<b>bold</b>")
    assert shown.status_code == 200
    assert "<b>bold" not in shown.content.decode()


def counts_in(page: str) -> list[tuple[int, str]]:
    """Return every number of the page of figures that leads to cases, with where it leads."""
    tiles = re.findall(r"ch-numbers__number\">([\d,]+)</strong> <a[^>]* href=\"([^\"]+)\"", page)
    cells = re.findall(r"<td[^>]*>\s*<a[^>]* href=\"(/office/\?[^\"]+|/office/)\"[^>]*>([\d,]+)</a>", page)
    found = [*tiles, *((number, href) for href, number in cells)]
    return [(int(number.replace(",", "")), unescape(href)) for number, href in found]


@pytest.mark.parametrize("period", ["", "months_12"])
def test_every_number_leads_to_just_the_cases_that_it_counts(council: CouncilSite, manager: Desk, period: str) -> None:
    old = open_cases(council, ago=timedelta(days=500))
    for age in (3, 20, 40):
        new = open_cases(council, ago=timedelta(days=age))
        close(council, new[0], state="licensed", after=timedelta(days=2))
    close(council, old[0], state="licensed", after=timedelta(days=498))
    close(council, old[1], state="licensed", after=timedelta(days=2))
    merged = open_case(council)
    with in_council(council):
        Case.objects.filter(id=merged.id).update(merged_into_id=old[0].id)
    found = counts_in(manager.get("figures", period=period).content.decode())
    assert len(found) > 15
    for number, href in found:
        listed = text_of(manager.get(href.removeprefix("/office/")))
        said = re.search(r"(\d+|No) cases?", listed.partition("Apply filters")[2] or listed)
        assert said, href
        assert (0 if said[1] == "No" else int(said[1])) == number, href
