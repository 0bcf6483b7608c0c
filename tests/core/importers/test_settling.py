"""Are decisions about an imported form taken as they were meant, and only those that are there?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.settling import ChoiceRefused, settled
from tests.core.importers.published import OWN
from tests.core.importers.test_older_forms import sample

WHEN = "2026-06-10T11:00:00+00:00"


def form() -> Imported:
    raw: dict[str, Any] = json.loads((OWN / "community-garden-grant.json").read_text(encoding="utf-8"))
    raw["pages"][6]["components"][0]["type"] = "DanceField"
    return import_form(json.dumps(raw).encode(), file_name="dance.json")


def decided(choices: dict[str, str], *, accept_defaults: bool = False, of: Imported | None = None) -> Imported:
    return settled(of or form(), choices, accept_defaults=accept_defaults, by="Operator", when=WHEN)


def chosen(imported: Imported) -> dict[str, str]:
    return {decision.id: decision.chosen for decision in imported.report.decisions if decision.chosen}


def test_defaults_are_taken_only_where_nothing_is_blocked() -> None:
    imported = decided({}, accept_defaults=True)
    assert [decision.id for decision in imported.report.blocking] == ["field:/pages/6/components/0"]
    assert chosen(imported)["case.team"] == "customer_services"
    assert {decision.by for decision in imported.report.decisions if decision.chosen} == {"Operator"}
    assert {decision.when for decision in imported.report.decisions if decision.chosen} == {WHEN}


@pytest.mark.parametrize("name", ["field", "field:/pages/6/components/0"])
@pytest.mark.parametrize("said", ["default", "1", "Leave it as it is", "LEAVE IT AS IT IS"])
def test_what_blocks_is_decided_by_id_or_code(name: str, said: str) -> None:
    imported = decided({name: said})
    assert imported.report.blocking == ()
    assert imported.report.verdict == "ready with warnings"
    assert chosen(imported) == {"field:/pages/6/components/0": "Leave it as it is"}


def test_what_the_pattern_cannot_say_still_blocks() -> None:
    imported = decided({"field": "2", "case.team": "grants"})
    assert [decision.chosen for decision in imported.report.blocking] == ["Change it"]


def test_choices_go_into_the_pattern() -> None:
    choices = {"field": "1", "case.team": "grants", "case.deadline": "20", "case.retention": "3", "privacy": "consent"}
    imported = decided(choices)
    case = imported.pattern.case
    assert [routing.team for routing in case.teams] == ["grants"]
    assert (case.deadlines[0].days, case.retention.months) == (20, 3)
    assert "20 working days" in case.deadlines[0].promise.en
    assert "20 diwrnod gwaith" in case.deadlines[0].promise.cy
    assert "20 working days" in imported.pattern.messages["received"].body.en
    assert imported.pattern.privacy.lawful_basis == "consent"
    assert imported.report.blocking == ()
    assert form().pattern.case.deadlines[0].days == 10


def test_value_added_tax() -> None:
    bike = sample("borrow-a-bicycle.v1.json")
    imported = decided({"payment.vat": "standard"}, of=bike)
    assert [charge.vat for charge in imported.pattern.charges] == ["standard"]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"feld": "1"}, "There is no decision 'feld'"),
        ({"field": "3"}, "not among what can be chosen: 1 Leave it as it is; 2 Change it"),
        ({"case.team": "The Team"}, "not among"),
        ({"case.retention": "0"}, "not among"),
        ({"case.deadline": "1000"}, "not among"),
    ],
)
def test_refused(choices: dict[str, str], said: str) -> None:
    with pytest.raises(ChoiceRefused, match=said):
        decided(choices)
