"""The work queue shows what there is to do, by urgency, page by page, and nothing that the member may not see."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.http import QueryDict

from commonhall.cases import listing, queries
from commonhall.cases.models import Case, Tag, Watch
from commonhall.cases.operations import assign_case, move_case
from commonhall.cases.queries import Filter, counts_of
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.queries import find_signed_in
from commonhall.web.office.lists import filter_of, find_place, place_text, query_of
from tests.rooms.office.desk import Desk, body_of, new_desk, open_case, open_cases, text_of

REFERENCE = re.compile(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}")
LONG_AGO = timedelta(days=14)


def shown(response: Any) -> list[str]:
    """Return the references on a page, in order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(text_of(response))))


def test_the_most_urgent_comes_first(desk: Desk) -> None:
    new = open_cases(desk.council)
    old = open_cases(desk.council, ago=LONG_AGO)
    found = shown(desk.get(""))
    assert found == [case.reference for case in [*old, *new]]


def test_a_row_says_how_late_it_is_in_words(desk: Desk) -> None:
    open_case(desk.council, ago=LONG_AGO)
    page = text_of(desk.get(""))
    assert re.search(r"\d+ working days late Overdue", page)
    assert "Skip for Ffion Garside" in page
    assert "Apply for a skip licence" in page


def test_an_empty_queue_says_so(desk: Desk) -> None:
    assert "There are no cases here." in text_of(desk.get(""))
    page = text_of(desk.get("", due="today"))
    assert "Try fewer filters." in page
    assert "Due: Today" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 4),
        ({"due": "overdue"}, 2),
        ({"due": "soon"}, 0),
        ({"owner": "me"}, 1),
        ({"owner": "none"}, 3),
        ({"phase": "closed"}, 1),
        ({"phase": "waiting"}, 0),
        ({"state": "received"}, 4),
        ({"state": "late"}, 0),
        ({"pattern": "skip-licence"}, 4),
        ({"pattern": "other"}, 0),
        ({"team": "highways"}, 4),
        ({"team": "waste"}, 0),
        ({"language": "cy"}, 1),
        ({"language": "en"}, 3),
        ({"q": "gwen@example.org"}, 1),
        ({"q": "GWEN@example.org "}, 1),
        ({"q": "nobody@example.org"}, 0),
        ({"q": "ZZ99 3VZ"}, 0),
        ({"q": "000100"}, 0),
        ({"q": "' OR 1=1 --"}, 0),
        ({"q": "a\x00b"}, 0),
        ({"due": "nonsense", "phase": "nonsense", "owner": "nonsense"}, 4),
    ],
)
def test_filters_narrow_the_list(desk: Desk, query: dict[str, str], count: int) -> None:
    council = desk.council
    old = open_cases(council, ago=LONG_AGO)
    welsh, closed, mine = [
        open_cases(council, language="cy", email="gwen@example.org")[0],
        open_case(council),
        old[0],
    ]
    with in_council(council):
        now = datetime.now(UTC)
        Case.objects.filter(person_id=welsh.person_id).exclude(id=welsh.id).delete()
        Case.objects.filter(person_id=closed.person_id).exclude(id=closed.id).delete()
        extra = open_case(council)
        Case.objects.filter(person_id=extra.person_id).exclude(id=extra.id).delete()
        Case.objects.filter(id__in=[welsh.id, extra.id]).update(due_at=now + timedelta(days=20))
        move_case(case_id=closed.id, transition="license", asked={"number": "1"}, expect=None, actors=("officer",),
                  council=council, by=SYSTEM, at=now)  # fmt: skip
        assign_case(case_id=mine.id, to=desk.membership_id, by=SYSTEM, at=now)
    page = desk.get("", **query)
    assert len(shown(page)) == count
    words = "No cases" if count == 0 else "1 case" if count == 1 else f"{count} cases"
    assert words in text_of(page)


def test_a_search_finds_closed_cases_too(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        move_case(case_id=case.id, transition="license", asked={"number": "1"}, expect=None, actors=("officer",),
                  council=desk.council, by=SYSTEM, at=datetime.now(UTC))  # fmt: skip
    typed = case.reference.lower().replace("-", " ")
    assert shown(desk.get("", q=typed)) == [case.reference]


def test_tabs_count_and_lead_to_their_lists(desk: Desk) -> None:
    open_cases(desk.council, ago=LONG_AGO)
    open_cases(desk.council)
    page = desk.get("")
    assert "All open (4) Overdue (2) Due today (0) Mine (0) Nobody has it (4)" in text_of(page)
    assert 'href="/office/?due=overdue"' in page.content.decode()


def test_counts_are_cut_short(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cases(desk.council)
    open_cases(desk.council)
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)
    monkeypatch.setattr("commonhall.web.office.queue.MOST_COUNTED", 3)
    page = text_of(desk.get(""))
    assert "All open (3+)" in page
    assert "3+ cases" in page


def test_pages_go_on_and_back_without_losing_or_repeating(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [case.reference for _ in range(4) for case in open_cases(desk.council)][:7]
    monkeypatch.setattr(listing, "PAGE", 3)
    seen: list[list[str]] = []
    page = desk.get("", owner="none")
    while True:
        seen.append(shown(page))
        following = re.search(r'href="(/office/\?[^"]*at=[^"]*)"[^>]*rel="next"', page.content.decode())
        if following is None:
            break
        page = desk.client.get(following[1].replace("&amp;", "&"), headers={"host": "amberford.localhost"})
    assert [len(each) for each in seen] == [3, 3, 2]
    assert set(made) <= {reference for each in seen for reference in each}
    assert sum(map(len, seen)) == len({reference for each in seen for reference in each}) == 8
    previous = re.search(r'href="(/office/\?[^"]*at=[^"]*)"[^>]*rel="prev"', page.content.decode())
    assert previous is not None
    back = desk.client.get(previous[1].replace("&amp;", "&"), headers={"host": "amberford.localhost"})
    assert shown(back) == seen[1]


@pytest.mark.parametrize("cursor", ["x", "%%%", "bm90IGEgcGxhY2U", "é", "a" * 5000, "MjAyNi0wNi0xMCAwIGY"])
def test_a_bad_cursor_shows_the_first_page(desk: Desk, cursor: str) -> None:
    case = open_case(desk.council)
    assert case.reference in shown(desk.get("", at=cursor))


def test_a_list_s_address_and_its_filter_mean_the_same() -> None:
    chosen = Filter(phase="closed", pattern=("missed-bin",), owner="me", due="soon", tag=("a", "b"), search="AB1 2CD")
    assert filter_of(QueryDict(query_of(chosen))) == chosen
    assert query_of(Filter()) == ""


def test_a_place_reads_back() -> None:
    place = queries.Place((2, datetime(2026, 6, 10, 11, 0, tzinfo=UTC)), UUID(int=7), True)
    assert find_place(place_text(place)) == place


def test_the_page_takes_six_statements_and_a_search_eight(
    desk: Desk, count_statements: Callable[[str], AbstractContextManager[list[Any]]]
) -> None:
    for _ in range(3):
        open_cases(desk.council, ago=LONG_AGO)
    desk.get("")
    for query, most in (({}, 6), ({"due": "overdue", "q": "ffion.garside@example.org"}, 8)):
        with count_statements("default") as statements:
            desk.get("", **query)
        counted = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
        # leaving the council's scope inside the test's own transaction costs one that a request does not have
        counted = [sql for sql in counted if "set_config" not in sql or str(desk.council.id) in sql]
        assert len(counted) <= most, "\n".join(sql[:150] for sql in counted)


def test_six_statements_with_rights_for_teams_too(
    council: CouncilSite, count_statements: Callable[[str], AbstractContextManager[list[Any]]]
) -> None:
    desk = new_desk(council, "Tegan Team", ("officer", "skip-licence", "highways"), ("viewer", "*", "waste"))
    open_cases(council)
    desk.get("")
    with count_statements("default") as statements:
        page = desk.get("")
    assert len(shown(page)) == 2
    counted = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
    assert len([sql for sql in counted if "set_config" not in sql or str(council.id) in sql]) <= 6, counted


def test_counts_of_nothing_granted_are_noughts(council: CouncilSite) -> None:
    desk = new_desk(council, "Nia None")
    open_cases(council)
    with in_council(council):
        member = find_signed_in(key=desk.client.cookies[settings.STAFF_COOKIE].value, at=datetime.now(UTC))
        assert member is not None
        assert counts_of(member, [Filter(), Filter(due="today")], at=datetime.now(UTC)) == (0, 0)


def test_welsh_cases_are_marked_and_the_page_can_be_welsh(desk: Desk) -> None:
    open_case(desk.council, language="cy")
    assert "Welsh" in text_of(desk.get("")).split("Apply filters")[1]
    desk.get("", lang="cy")
    page = text_of(desk.get(""))
    assert "Ciw gwaith" in page
    assert "o ddiwrnodau gwaith ar ôl" in page or "diwrnod gwaith ar ôl" in page
    assert "Sgip i Ffion Garside" in page


def test_the_address_of_a_view_is_stable(desk: Desk) -> None:
    open_cases(desk.council, ago=LONG_AGO)
    assert body_of(desk.get("", due="overdue", owner="none")) == body_of(desk.get("", due="overdue", owner="none"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("priority=2", {0}),
        ("priority=0&priority=1", {1}),
        ("tag=storm", {0}),
        ("tag=storm&tag=flood", {0, 1}),
        ("ward=Market", {1}),
        ("channel=phone", {1}),
        ("last_from=staff", {0}),
        ("watched=yes", {1}),
        ("review=due", {0}),
        ("approval=yes", set()),
        ("pattern=skip-licence&pattern=missed-bin", {0, 1}),
        ("team=waste&team=highways", {0, 1}),
        ("priority=9&tag=", {0, 1}),
        ("sort=nonsense", {0, 1}),
    ],
)
def test_more_filters_narrow_the_list(desk: Desk, query: str, found: set[int]) -> None:
    cases = open_cases(desk.council)
    with in_council(desk.council):
        Case.objects.filter(id=cases[0].id).update(priority=2, last_from="staff", review_date=datetime.now(UTC).date())
        Case.objects.filter(id=cases[1].id).update(ward="Market", channel="phone")
        Tag.objects.create(case=cases[0], tag="storm")
        Tag.objects.create(case=cases[1], tag="flood")
        Watch.objects.create(case=cases[1], member_id=desk.membership_id, since_at=datetime.now(UTC))
    response = desk.client.get(f"/office/?{query}", headers={"host": "amberford.localhost"})
    assert set(shown(response)) == {cases[number].reference for number in found}


def test_cases_that_went_on_in_another_are_hidden(desk: Desk) -> None:
    one, other = open_cases(desk.council)
    with in_council(desk.council):
        Case.objects.filter(id=one.id).update(merged_into_id=other.id)
    assert shown(desk.get("")) == [other.reference]
    assert set(shown(desk.get("", merged="yes"))) == {one.reference, other.reference}
    assert shown(desk.get("", q=one.reference)) == [one.reference]


@pytest.mark.parametrize("sort", ["due", "priority", "oldest", "newest", "moved"])
def test_every_order_is_stable_in_both_directions(desk: Desk, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case for ago in (0, 5, 9) for case in open_cases(desk.council, ago=timedelta(days=ago))]
    with in_council(desk.council):
        for number, case in enumerate(cases):
            Case.objects.filter(id=case.id).update(priority=(2, 0, 2, -1, 1, 0)[number])
    whole = shown(desk.get("", sort=sort))
    monkeypatch.setattr(listing, "PAGE", 2)
    pages, page = [], desk.get("", sort=sort)
    while True:
        pages.append(shown(page))
        onward = re.search(r'href="(/office/\?[^"]*at=[^"]*)"[^>]*rel="next"', page.content.decode())
        if onward is None:
            break
        page = desk.client.get(onward[1].replace("&amp;", "&"), headers={"host": "amberford.localhost"})
    assert [one for each in pages for one in each] == whole
    back = re.search(r'href="(/office/\?[^"]*at=[^"]*)"[^>]*rel="prev"', page.content.decode())
    assert back is not None
    page = desk.client.get(back[1].replace("&amp;", "&"), headers={"host": "amberford.localhost"})
    assert shown(page) == pages[-2]
    if sort == "priority":
        assert whole[:2] == [cases[number].reference for number in (2, 0)]


def test_a_place_of_another_order_shows_the_first_page(desk: Desk) -> None:
    case = open_case(desk.council)
    place = place_text(queries.Place((datetime(2090, 1, 1, tzinfo=UTC),), case.id))
    assert case.reference not in shown(desk.get("", at=place))
    assert case.reference in shown(desk.get("", at=place, sort="priority"))
