"""Can a lead declare in the studio what goes to a linked system, and see what would go of an example?"""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from commonhall.connect.declaring import find_declared
from commonhall.connect.models import Link
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.road_works import AT, SLUG, adopt_road_works, report
from tests.rooms.office.desk import Desk, host_of, new_desk, text_of


class Mapping:
    """A lead's browser on the pages of one mapping."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.host = {"host": host_of(desk.council)}

    def get(self, path: str = "", *, status: int = 200) -> str:
        answer = self.desk.client.get(f"/studio/linked-systems{path}", headers=self.host)
        assert answer.status_code == status, (path, answer.status_code)
        return text_of(answer)

    def post(self, path: str, **typed: str) -> tuple[int, str]:
        answer: Any = self.desk.client.post(f"/studio/linked-systems{path}", typed, headers=self.host, follow=True)
        return answer.status_code, unescape(text_of(answer))


FIELD = {"to": "attribute[note]", "sources": "answers.details", "constant": "", "type": "text", "values": "",
         "otherwise": "", "required": "no", "longest": "200"}  # fmt: skip


@pytest.fixture
def mapping(roads: Roads) -> Mapping:
    return Mapping(new_desk(roads.council, "Lowri Lead", ("lead", "*", "")))


def declared(council: CouncilSite) -> Any:
    with in_council(council):
        found = find_declared(SLUG)
    assert found is not None
    return found


def test_the_pages_say_what_goes_and_what_their_words_do(mapping: Mapping) -> None:
    assert "Greyfriars Highways" in mapping.get()
    page = mapping.get(f"/{SLUG}")
    for said in ("service_code", "hole = POTHOLE", "Always: M", "investigating", "CANCELLED", "Open311"):
        assert said in page, said
    assert "To see an example here, try the service" in page


def test_the_example_is_a_test_and_nobodys_case(mapping: Mapping, roads: Roads) -> None:
    roads.report(details="A real person wrote this")
    with in_test_mode():
        tried = report(roads.council, details="Only tried", at=AT)
    page = mapping.get(f"/{SLUG}")
    assert f"The example is the newest test, {tried.reference}" in page
    assert "Only tried" in page
    assert "52.7061" in page
    assert "A real person" not in page


def test_a_field_is_added_changed_and_taken_away(mapping: Mapping, roads: Roads) -> None:
    count = len(declared(roads.council).exchange.fields)
    status, page = mapping.post(f"/{SLUG}/case/{count}", do="keep", **FIELD)
    assert (status, "Kept." in page, "attribute[note]" in page) == (200, True, True)
    changed = {**FIELD, "values": "a = 1\nb = 2", "otherwise": "9", "required": "yes"}
    mapping.post(f"/{SLUG}/case/{count}", do="keep", **changed)
    made = declared(roads.council).exchange.fields[count]
    assert (made.values, made.otherwise, made.required, made.longest) == ({"a": "1", "b": "2"}, "9", True, 200)
    assert "a = 1" in mapping.get(f"/{SLUG}/case/{count}")
    mapping.post(f"/{SLUG}/case/{count}", do="remove", **changed)
    assert len(declared(roads.council).exchange.fields) == count
    mapping.get(f"/{SLUG}/case/{count + 1}", status=404)
    mapping.get(f"/{SLUG}/nothing/0", status=404)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to": " "}, "Enter what it is called over there"),
        ({"sources": ""}, "one of the two"),
        ({"constant": "M"}, "one of the two"),
        ({"sources": "answers.nothing"}, "These are not names from the list: answers.nothing"),
        ({"sources": "case.secret"}, "These are not names from the list: case.secret"),
        ({"values": "without"}, "Write each line as one = other"),
        ({"longest": "many"}, "Enter a whole number"),
        ({"type": "made up"}, "Input should be"),
        ({"to": "lat"}, "Named twice: lat"),
    ],
)
def test_what_does_not_fit_is_said_and_not_kept(
    mapping: Mapping, roads: Roads, changes: dict[str, str], said: str
) -> None:
    before = declared(roads.council).exchange
    status, page = mapping.post(f"/{SLUG}/case/{len(before.fields)}", do="keep", **{**FIELD, **changes})
    assert status == 200
    assert said in page
    assert declared(roads.council).exchange == before


def test_their_statuses_and_ours_are_mapped(mapping: Mapping, roads: Roads) -> None:
    count = len(declared(roads.council).exchange.hears)
    _, page = mapping.post(f"/{SLUG}/hears/{count}", do="keep", status="No Access", transition="note", asked="")
    assert "no access" in page
    _, page = mapping.post(f"/{SLUG}/hears/{count}", do="keep", status="gone", transition="refuse", asked="")
    assert "a supplier may not take refuse" in page
    _, page = mapping.post(f"/{SLUG}/hears/{count}", do="keep", status="", transition="", asked="x")
    assert "Enter what they say" in page
    mapping.post(f"/{SLUG}/hears/{count}", do="remove", status="no access", transition="note", asked="")
    mapping.post(f"/{SLUG}/says", **{"state-cancelled": "", "state-mended": "DONE"})
    found = declared(roads.council).exchange
    assert "gone" not in found.hears
    assert found.tells == {"mended": "DONE"}


def test_which_cases_go_is_changed(mapping: Mapping, roads: Roads) -> None:
    about = {"title_en": "Greyfriars", "title_cy": "", "question": "kind", "answers": "hole", "states": "looking"}
    assert "Kept." in mapping.post(f"/{SLUG}/about", **about)[1]
    found = declared(roads.council)
    assert (found.title.en, found.exchange.only_answers, found.exchange.only_states) == (
        "Greyfriars", ("hole",), ("looking",),
    )  # fmt: skip
    assert "Enter what it is called" in mapping.post(f"/{SLUG}/about", **{**about, "title_en": ""})[1]
    assert "does not ask nothing" in mapping.post(f"/{SLUG}/about", **{**about, "question": "nothing"})[1]
    assert declared(roads.council).running


def test_a_new_link_begins_switched_off(council: CouncilSite) -> None:
    with in_council(council):
        adopt_road_works(council)
    mapping = Mapping(new_desk(council, "Lowri Lead", ("lead", "*", "")))
    assert "The cases of this service go nowhere else" in mapping.get(f"/{SLUG}")
    assert "It is switched off at first" in mapping.get(f"/{SLUG}/about")
    mapping.post(f"/{SLUG}/about", title_en="Greyfriars", title_cy="", question="", answers="", states="")
    with in_council(council):
        assert not Link.objects.get().running
    assert "Off: nothing goes" in mapping.get(f"/{SLUG}")


def test_only_who_leads_the_work_gets_there(roads: Roads, other_council: CouncilSite) -> None:
    pages = ("", "/about", "/says", "/hears/0", "/case/0", "/change/0")
    for desk in (
        new_desk(roads.council, "Olwen Officer", ("officer", "*", "")),
        new_desk(roads.council, "Lena Lead", ("lead", "skip-licence", "")),
        new_desk(other_council, "Lowri Lead", ("lead", "*", "")),
    ):
        other = Mapping(desk)
        for path in pages:
            other.get(f"/{SLUG}{path}", status=404)
        assert other.post(f"/{SLUG}/about", title_en="Mine")[0] == 404
    administrator = Mapping(new_desk(roads.council, "Avery Administrator", ("administrator", "*", "")))
    for path in pages:
        administrator.get(f"/{SLUG}{path}")
    assert declared(roads.council).title.en == "Greyfriars Highways"
