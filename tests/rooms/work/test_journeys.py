"""Answers are kept as one goes; windows, stale answers, expiry and links each do the right thing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.catalogue.operations import change_setting
from commonhall.catalogue.queries import get_service
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.keeping import AnsweredElsewhere, JourneyOver
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.journeys.operations import (
    answer_page,
    expire_journeys,
    give_feedback,
    mark_of,
    reopen_for,
    send_resume_link,
)
from commonhall.journeys.queries import find_journey, find_resumable
from commonhall.record.models import Event, Outbox
from tests.rooms.work.skips import AT, DESIGNER, GOOD, adopt_skips, begin, fill_in, read_again


def test_answers_are_stored_as_one_goes(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        standing = fill_in(journey, council, posts={"about": {}, "who": GOOD["who"]})
        assert standing.route.stop.page == "skips"
        assert read_again(token).answers["name"] == "Ffion Garside"


def test_wrong_answers_are_not_stored(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        standing = fill_in(journey, council, posts={"about": {}})
        page = standing.effective.pages["who"]
        answered = answer_page(
            journey=journey, page=page, posted={"name": [""], "email": ["x"]}, council=council, language="en", at=AT
        )
        assert [problem.field for problem in answered.problems] == ["name", "email"]
        assert "name" not in read_again(token).answers


def test_an_end_is_recorded_without_personal_data(council: CouncilSite) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        standing = fill_in(journey, council, posts={**GOOD, "stay": {"days": ["20"]}})
        assert (standing.route.stop.kind, standing.route.stop.outcome) == ("outcome", "too_long")
        event = Event.objects.get(kind="journey_ended")
        assert event.facts == {"service": "skip-licence", "version": "1.0.0", "outcome": "too_long"}
        fill_in(journey, council, posts={"stay": {"days": ["5"]}})
        assert Journey.objects.get(id=journey.id).state == "started"


def test_a_second_window_on_the_same_page_is_told(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        standing = fill_in(journey, council)
        page = standing.effective.pages["stay"]
        seen = mark_of(journey, page)
        fill_in(read_again(token), council, posts={"stay": {"days": ["6"]}})
        other = read_again(token)
        with pytest.raises(AnsweredElsewhere) as conflict:
            answer_page(
                journey=other, page=page, posted={"days": ["7"]}, seen=seen, council=council, language="en", at=AT
            )
        assert conflict.value.saved == {"days": 6}
        answer_page(journey=other, page=page, posted={"days": ["7"]}, council=council, language="en", at=AT)
        assert read_again(token).answers["days"] == 7


def test_a_journey_keeps_the_settings_that_it_began_with(council: CouncilSite) -> None:
    with in_council(council):
        journey, _ = begin(adopt_skips(council))
        change_setting(
            council=council,
            slug="skip-licence",
            setting="longest_days",
            value=3,
            from_date=AT.date(),
            why="test",
            by=DESIGNER,
            at=AT,
        )
        assert fill_in(journey, council).route.stop.kind == "check"
        later, _ = begin(get_service("skip-licence", council=council, day=AT.date()))
        assert fill_in(later, council).route.stop.outcome == "too_long"


def test_an_expired_journey_takes_no_answers_and_keeps_none(council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        standing = fill_in(journey, council)
        later = AT + timedelta(days=29)
        with pytest.raises(JourneyOver) as over:
            answer_page(
                journey=journey,
                page=standing.effective.pages["stay"],
                posted={"days": ["4"]},
                council=council,
                language="en",
                at=later,
            )
        assert over.value.state == "expired"
        assert expire_journeys(at=later) == 1
        left = read_again(token)
        assert (left.state, left.answers, left.facts) == ("expired", {}, {})


def test_links_work_again_and_again_until_their_date(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        journey, token = begin(adopt_skips(council))
        fill_in(journey, council)
        for _ in range(2):
            send_resume_link(
                journey=journey, email="ffion.garside@example.org", link="http://x/resume/", language="en", at=AT
            )
        links = [entry.payload["link"].rsplit("/", 1)[1] for entry in Outbox.objects.filter(kind="resume_link")]
        assert len(set(links)) == ResumeLink.objects.count() == 2
        for link in links + links:
            found = find_resumable(link, at=AT)
            assert found is not None
            assert found.id == journey.id
        fresh = reopen_for(journey=journey, at=AT)
        for held in (token, fresh):
            found = find_journey(held, service="skip-licence", lock=True)
            assert found is not None
            assert found.id == journey.id
        assert find_resumable(links[0], at=AT + timedelta(days=29)) is None
    with in_council(other_council):
        assert find_resumable(links[0], at=AT) is None
        assert find_journey(fresh, service="skip-licence") is None


@pytest.mark.parametrize("score", [0, 6])
def test_feedback_has_five_points(council: CouncilSite, score: int) -> None:
    with in_council(council):
        service = adopt_skips(council)
        give_feedback(service=service, outcome="too_long", score=5, comment="Good", language="cy", at=AT)
        with pytest.raises(ValueError, match="from 1 to 5"):
            give_feedback(service=service, outcome="accept", score=score, comment="", language="en", at=AT)
