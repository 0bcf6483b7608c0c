"""Several things are asked about: how many there must be, each one's own way, and what later conditions see of them."""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.journey.passing import passed_over
from commonhall.core.journey.route import Known, item_route
from tests.core.journey.family import GROUP, NOW, family, route_of

ANN = {"id": "a1b2", "person_name": "Ann", "person_age": 30, "earns": 20000}
BEN = {"id": "c3d4", "person_name": "Ben", "person_age": 9, "school_kind": "school"}


def stopped(answers: dict[str, Any]) -> tuple[str, str, str]:
    stop = route_of(family(GROUP), answers).stop
    return stop.page or stop.kind, stop.item, stop.item_page


def test_where_one_is_needed_the_first_is_asked_for_at_once() -> None:
    assert stopped({"has_partner": True}) == ("household", "new", "who")


def test_where_none_is_needed_the_list_asks_first_and_no_is_an_answer() -> None:
    assert stopped({"has_partner": False}) == ("household", "", "")
    route = route_of(family(GROUP), {"has_partner": False, "@household": True})
    assert (route.stop.page, route.answers["people"]) == ("last", [])


def test_an_item_that_is_not_complete_is_where_it_stops() -> None:
    half = {"id": "c3d4", "person_name": "Ben", "person_age": 9}
    assert stopped({"has_partner": True, "people": [ANN, half]}) == ("household", "c3d4", "school")


def test_the_list_asks_for_more_until_no_or_until_there_are_enough() -> None:
    assert stopped({"has_partner": True, "people": [ANN]}) == ("household", "", "")
    assert stopped({"has_partner": True, "people": [ANN], "@household": True})[0] == "last"
    more = [{**ANN, "id": name} for name in ("p1", "p2", "p3")]
    assert stopped({"has_partner": True, "people": more})[0] == "last"
    assert stopped({"has_partner": True, "people": [*more, BEN], "@household": True}) == ("household", "", "")


def test_removing_below_the_least_asks_again() -> None:
    assert stopped({"has_partner": True, "people": [], "@household": True}) == ("household", "new", "who")


def test_conditions_of_an_item_see_the_item_and_the_journey() -> None:
    route = route_of(family(GROUP), {"has_partner": False, "people": [ANN], "@household": True})
    assert route.items["people"][0].walked == ("who",)
    route = route_of(family(GROUP), {"has_partner": True, "people": [ANN, BEN], "@household": True})
    assert [item.walked for item in route.items["people"]] == [("who", "work"), ("who", "school")]


def test_what_is_off_the_way_of_an_item_is_kept_but_not_seen() -> None:
    grown = {**BEN, "person_age": 40, "earns": 100}
    route = route_of(family(GROUP), {"has_partner": True, "people": [grown], "@household": True})
    assert route.answers["people"] == [{"id": "c3d4", "person_name": "Ben", "person_age": 40, "earns": 100}]


def test_later_conditions_see_all_items() -> None:
    answers = {"has_partner": True, "people": [ANN, BEN], "@household": True}
    assert route_of(family(GROUP), answers).stop.page == "children"
    assert route_of(family(GROUP), {**answers, "people": [ANN]}).stop.page == "last"


def test_removing_the_middle_one_leaves_the_others_alone() -> None:
    cat = {**BEN, "id": "e5f6", "person_name": "Cat"}
    before = route_of(family(GROUP), {"has_partner": True, "people": [ANN, BEN, cat], "@household": True})
    after = route_of(family(GROUP), {"has_partner": True, "people": [ANN, cat], "@household": True})
    kept = {item.id: item.answers for item in before.items["people"]}
    assert {item.id: item.answers for item in after.items["people"]} == {name: kept[name] for name in ("a1b2", "e5f6")}


@pytest.mark.parametrize(("age", "offered"), [(15, ["school"]), (16, ["school", "college"])])
def test_an_option_is_offered_by_what_the_item_says(age: int, offered: list[str]) -> None:
    ben = {"id": "c3d4", "person_name": "Ben", "person_age": age}
    route = route_of(family(GROUP), {"has_partner": False, "people": [ben]})
    assert [option.value for option in route.items["people"][0].options["school_kind"]] == offered
    assert not route.failures


def test_an_option_that_is_offered_no_longer_has_to_be_chosen_again() -> None:
    ben = {"id": "c3d4", "person_name": "Ben", "person_age": 15, "school_kind": "college"}
    assert stopped({"has_partner": False, "people": [ben]}) == ("household", "c3d4", "school")


def test_an_item_that_is_not_there_yet_has_its_first_page() -> None:
    effective = family(GROUP)
    route = route_of(effective, {"has_partner": True})
    known = Known(answers={"has_partner": True}, now=NOW, opened=NOW)
    item = item_route(effective, known, route, effective.pages["household"], {})
    assert (item.stop, [question.id for question in item.asked["who"]]) == ("who", ["person_name", "person_age"])


def test_a_group_that_is_left_out_is_passed_over() -> None:
    parts = GROUP.replace("title: Who lives with you?", "show_when: answers.has_partner")
    effective = family(parts)
    answers: dict[str, Any] = {"has_partner": False, "people": [ANN], "@household": True}
    route = route_of(effective, answers)
    assert "people" not in route.answers
    assert passed_over(effective, route, answers) == ("people",)
