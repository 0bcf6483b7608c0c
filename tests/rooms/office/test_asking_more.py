"""Is an officer asked what follows from an answer, without being told off for what nobody had asked yet?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.councils.queries import CouncilSite
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of
from tests.rooms.work import skips

ASKED = "ask: [{id: number, type: text, label: Licence number}]"
FOLLOWING = (
    "when: \"asked.number != 'L0'\", refused: L0 is taken., "
    "ask: [{id: number, type: text, label: Licence number}, "
    "{id: where, type: choice, label: Where?, options: [{value: road, label: Road}, {value: drive, label: Drive}]}, "
    "{id: roads, type: choices, label: Which roads?, show_when: \"asked.where == 'road'\", "
    "options_from: \"[{'value': 'a', 'label': 'High Street'}, {'value': 'b', 'label': 'Low Street'}]\"}, "
    "{id: lights, type: text, label: Which lights?, show_when: \"'a' in asked.roads\"}]"
)


@pytest.fixture
def desk(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> Desk:
    assert ASKED in skips.SKIPS
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace(ASKED, FOLLOWING))
    return new_desk(council, "Jo Streets", ("officer", "skip-licence", ""))


def test_what_follows_from_an_answer_is_asked_and_then_required(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    act = f"cases/{case.reference}/actions/license"
    first = desk.get(act)
    assert "Which roads?" not in text_of(first)
    seen: dict[str, Any] = {"revision": str(case.version), "number": "L1", "where": "road"}
    second = desk.post(act, **seen, _shown=["number", "where"])
    assert "There is more to answer now" in text_of(second)
    assert "There is a problem" not in text_of(second)
    assert "High Street" in text_of(second)
    assert 'value="L1"' in second.content.decode()
    third = desk.post(act, **seen, _shown=["number", "where", "roads"])
    assert "Select which roads" in text_of(third)
    fourth = desk.post(act, **seen, roads=["a"], _shown=["number", "where", "roads"])
    assert "Which lights?" in text_of(fourth)
    assert "There is a problem" not in text_of(fourth)
    assert read_case(council, case).state == "received"
    done = desk.post(act, **seen, roads=["a"], lights="Two", _shown=["number", "where", "roads", "lights"])
    assert done.status_code == 303
    assert read_case(council, case).state == "licensed"
    assert "High Street" in text_of(desk.get(f"cases/{case.reference}"))


def test_what_was_typed_stays_where_a_rule_stands_against_it(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    act = f"cases/{case.reference}/actions/license"
    page = desk.post(act, revision=str(case.version), number="L0", where="drive", _shown=["number", "where"])
    assert page.status_code == 200
    assert "There is a problem L0 is taken." in text_of(page)
    assert 'value="L0"' in page.content.decode()
    assert read_case(council, case).state == "received"
