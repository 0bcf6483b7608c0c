"""Can an officer fill in a service for somebody, is it known as the office's, and is only what they work on offered?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case
from commonhall.core.journey.route import navigate
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.in_calls import filler
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import send_resume_link
from commonhall.journeys.queries import standing_of
from commonhall.record.models import Event, Outbox
from tests.rooms.calls.calling import fill
from tests.rooms.office.desk import PATTERN, body_of, host_of, new_desk, stranger, text_of
from tests.rooms.work.permits import apply_for
from tests.rooms.work.skips import adopt_skips

AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)


def test_the_journey_is_the_offices(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council, at=AT)
    desk = new_desk(council, "Rowan Hale", ("officer", "*", ""))
    assert "Which service?" in text_of(desk.get("begin"))
    assert "There is a problem" in text_of(desk.post("begin"))
    assert "There is a problem" in text_of(desk.post("begin", service=PATTERN))
    handed = desk.post("begin", service=PATTERN, channel="counter")
    assert handed.status_code == 303
    link = handed.headers["location"]
    assert desk.client.get(link, headers={"host": host_of(council)}).status_code == 200
    opened = desk.client.post(f"/services/{PATTERN}{link}", headers={"host": host_of(council)}, follow=True)
    assert opened.status_code == 200
    with in_council(council):
        journey = Journey.objects.get()
        standing = standing_of(journey, council=council, at=datetime.now(UTC))
    assert journey.channel == "counter"
    assert filler(journey) == Actor("staff", desk.membership_id, "Rowan Hale")
    assert standing.known.actor == "officer"
    assert navigate(standing.effective, standing.known).scope["actor"] == "officer"


@pytest.mark.parametrize(
    ("pattern", "team", "offered"),
    [("*", "", False), ("permit", "", True), ("*", "parking", True), ("*", "waste", False), ("missed-bin", "", False)],
)
def test_only_those_who_work_on_its_cases_begin_a_restricted_one(
    council: CouncilSite, pattern: str, team: str, offered: bool
) -> None:
    apply_for(council, access="team", at=AT)
    desk = new_desk(council, "Rowan Hale", ("officer", pattern, team))
    assert ('value="permit"' in body_of(desk.get("begin"))) is offered
    answer = desk.post("begin", service="permit", channel="post")
    assert (answer.status_code == 303) is offered


def test_the_officer_opened_what_comes_of_it(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council, at=AT)
    desk = new_desk(council, "Rowan Hale", ("officer", "*", ""))
    link = desk.post("begin", service=PATTERN, channel="post").headers["location"]
    opened = desk.client.post(f"/services/{PATTERN}{link}", headers={"host": host_of(council)})
    desk.client.post(opened.headers["location"], {}, headers={"host": host_of(council)})
    fill(desk, f"/services/{PATTERN}/who")
    with in_council(council):
        cases = Case.objects.all()
        assert {each.channel for each in cases} == {"post"}
        doers = set(
            Event.objects.filter(kind="case_opened", subject_id__in=[each.id for each in cases]).values_list(
                "actor_kind", "actor_id", "actor_name"
            )
        )
    assert doers == {("staff", desk.membership_id, "Rowan Hale")}


def test_what_the_resident_sends_by_a_link_came_both_ways(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council, at=AT)
    desk = new_desk(council, "Rowan Hale", ("officer", "*", ""))
    link, host = desk.post("begin", service=PATTERN, channel="counter").headers["location"], {"host": host_of(council)}
    desk.client.post(f"/services/{PATTERN}{link}", headers=host)
    at = datetime.now(UTC)
    with in_council(council):
        journey = Journey.objects.get()
        send_resume_link(journey=journey, email="ffion@example.org", link="https://x/", language="en", at=at)
        token = Outbox.objects.get(kind="resume_link").payload["link"].rpartition("/")[2]
    resident = stranger(council)
    opened = resident.client.post(f"/services/{PATTERN}/resume/{token}", headers=host)
    resident.client.post(opened.headers["location"], {}, headers=host)
    fill(resident, f"/services/{PATTERN}/who")
    with in_council(council):
        assert {each.channel for each in Case.objects.all()} == {"counter_web"}
        openers = Event.objects.filter(kind="case_opened").values_list("actor_kind", flat=True)
        assert set(openers) == {"resident"}


def test_who_only_looks_begins_nothing(council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council, at=AT)
    viewer = new_desk(council, "Lee Viewer", ("viewer", "*", ""))
    assert PATTERN not in body_of(viewer.get("begin"))
    assert viewer.post("begin", service=PATTERN, channel="phone").status_code == 200
    assert stranger(council).get("begin").status_code in (302, 303)


def test_another_councils_services_are_not_offered(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        adopt_skips(council, at=AT)
    desk = new_desk(other_council, "Mo Other", ("officer", "*", ""))
    assert PATTERN not in body_of(desk.get("begin"))
    assert desk.post("begin", service=PATTERN, channel="phone").status_code == 200
    with in_council(other_council):
        assert not Journey.objects.exists()
