"""Can a resident tell of several people, change one, take one out, and do a long journey section by section?"""

from __future__ import annotations

import pytest

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.household import BASE, run, with_task_list


@pytest.fixture
def household(council: CouncilSite) -> Browser:
    """A browser at a council that runs the service."""
    run(council)
    return Browser(council.host or f"{council.slug}.localhost")


def add(browser: Browser, name: str, age: int, earns: str = "") -> None:
    """Fill in the pages about one person, from the first."""
    browser.post(person_name=name, person_age=str(age))
    if earns:
        browser.post(earns=earns)


def with_two(browser: Browser) -> None:
    """Get as far as the list with Ann, who earns, and Ben, a child."""
    browser.get(f"{BASE}/partner")
    browser.post(has_partner="yes")
    add(browser, "Ann", 30, "200")
    browser.post(more="yes")
    add(browser, "Ben", 9)


def people(council: CouncilSite) -> list[dict[str, object]]:
    with in_council(council):
        kept: list[dict[str, object]] = Journey.objects.get().answers["people"]
        return kept


def test_content_is_told_with_the_question(household: Browser) -> None:
    household.get(f"{BASE}/partner")
    for said in ("Tell us the truth.", "Who counts", "What you may get"):
        assert said in household.text
    household.get(f"{BASE}/partner?lang=cy")
    assert "Dywedwch y gwir wrthym." in household.text


def test_where_one_is_needed_the_first_is_asked_about_at_once(household: Browser) -> None:
    household.get(f"{BASE}/partner")
    household.post(has_partner="yes")
    assert household.path == f"{BASE}/household/new/who"
    household.post(person_name="", person_age="30")
    assert "Enter their name" in household.text
    assert 'value="30"' in household.page
    add(household, "Ann", 30)
    assert "What does Ann earn in a week?" in household.text
    household.post(earns="2000")
    assert "That is a lot for Ann" in household.text
    household.post(earns="200")
    assert household.path == f"{BASE}/household"
    assert "You have added 1 person" in household.title


def test_the_whole_way(household: Browser, council: CouncilSite) -> None:
    with_two(household)
    assert "You have added 2 people" in household.title
    household.post()
    assert "Select yes if you need to add another person" in household.text
    household.post(more="no")
    assert household.path == f"{BASE}/contact"
    assert 'value="a@example.org"' in household.page
    household.post(email="ann@example.org")
    assert household.path == f"{BASE}/check"
    for said in ("People 2", "Name Ann", "Name Ben", "What everybody earns £200"):
        assert said in household.text
    household.post()
    assert household.path == f"{BASE}/sent"
    with in_council(council):
        case = Case.objects.get()
    assert case.title_en == "Help: Ann, Ben"
    assert [record["person_name"] for record in case.answers["people"]] == ["Ann", "Ben"]


def test_one_is_changed_from_check_your_answers(household: Browser, council: CouncilSite) -> None:
    with_two(household)
    household.post(more="no")
    household.post(email="ann@example.org")
    item = str(people(council)[1]["id"])
    household.get(f"{BASE}/household/{item}/who?change=1")
    household.post(person_name="Ben", person_age="17")
    assert household.path == f"{BASE}/household/{item}/work?change=1"
    household.post(earns="50")
    assert household.path == f"{BASE}/check"
    assert "£250" in household.text


def test_one_is_taken_out_after_asking(household: Browser, council: CouncilSite) -> None:
    with_two(household)
    item = str(people(council)[0]["id"])
    household.get(f"{BASE}/household/{item}/remove")
    assert "Are you sure you want to remove Ann?" in household.title
    assert len(people(council)) == 2
    household.post()
    assert household.path == f"{BASE}/household"
    assert "You have added 1 person" in household.title
    assert [record["person_name"] for record in people(council)] == ["Ben"]
    household.get(f"{BASE}/household/{item}/remove")
    assert household.path == f"{BASE}/household"


def test_posting_a_new_one_twice_adds_it_once(household: Browser, council: CouncilSite) -> None:
    household.get(f"{BASE}/partner")
    household.post(has_partner="yes")
    form = household.form(person_name="Ben", person_age="9")
    for _ in range(2):
        household._ask("POST", f"{BASE}/household/new/who", form)
        assert household.status == 303
    assert len(people(council)) == 1


def test_there_cannot_be_more_than_allowed(household: Browser) -> None:
    with_two(household)
    household.post(more="yes")
    add(household, "Cat", 3)
    assert "You can only add up to 3 people" in household.text
    household.get(f"{BASE}/household/new/who")
    assert household.path == f"{BASE}/household"
    household.post()
    assert household.path == f"{BASE}/contact"


def test_where_none_is_needed_no_is_an_answer(household: Browser) -> None:
    household.get(f"{BASE}/partner")
    household.post(has_partner="no")
    assert "Who lives with you?" in household.title
    household.post(more="no")
    assert household.path == f"{BASE}/contact"


def test_too_few_are_not_let_pass(household: Browser, council: CouncilSite) -> None:
    household.get(f"{BASE}/partner")
    household.post(has_partner="no")
    household.post(more="no")
    household.get(f"{BASE}/partner")
    household.post(has_partner="yes")
    assert household.path == f"{BASE}/household/new/who"


def test_the_language_is_switched_with_what_was_typed(household: Browser) -> None:
    household.get(f"{BASE}/partner")
    household.post(has_partner="yes")
    household.post(person_name="Ann", person_age="", switch_language="cy")
    assert 'value="Ann"' in household.page
    assert "Am y person hwn" in household.text
    household.post(person_age="9", person_name="Ann")
    assert "Pobl a ychwanegwyd: 1" in household.title


def test_the_other_council_sees_nothing(household: Browser, other_council: CouncilSite, council: CouncilSite) -> None:
    with_two(household)
    run(other_council)
    other = Browser(other_council.host or f"{other_council.slug}.localhost")
    other.jar = dict(household.jar)
    item = str(people(council)[0]["id"])
    other.get(f"{BASE}/household/{item}/who")
    assert "Ann" not in other.text


def test_a_task_list_is_done_section_by_section(council: CouncilSite) -> None:
    run(council, with_task_list())
    browser = Browser(council.host or f"{council.slug}.localhost")
    browser.get(f"{BASE}/partner")
    browser.post(has_partner="no")
    assert browser.path == f"{BASE}/tasks"
    assert "You have completed 1 of 2 sections." in browser.text
    assert "About you Completed Your home Not yet started" in browser.text
    browser.get(f"{BASE}/household")
    assert f'href="{BASE}/tasks"' in browser.page
    browser.post(more="no")
    assert browser.path == f"{BASE}/contact"
    browser.get(f"{BASE}/check")
    assert browser.path == f"{BASE}/tasks"
    assert "In progress" in browser.text
    browser.get(f"{BASE}/contact")
    browser.post(email="ann@example.org")
    assert browser.path == f"{BASE}/tasks"
    assert f'href="{BASE}/check"' in browser.page
    browser.get(f"{BASE}/check")
    assert browser.path == f"{BASE}/check"
    browser.post()
    assert browser.path == f"{BASE}/sent"
