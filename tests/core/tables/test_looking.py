"""The first row that holds decides, or all that do; what is not answered yet decides nothing."""

from __future__ import annotations

import pytest

from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.tables.looking import look_up
from tests.core.tables.small import found, small

BAND = """
tables:
  band:
    title: {en: Band, cy: Band}
    inputs:
      known: {title: Known, value: answers.known, type: bool}
      co2: {title: CO2, value: answers.co2, type: int}
    outputs: {band: int, name: words}
    rows:
      - {when: {known: false}, then: {band: 4, name: Unknown}}
      - {when: {known: true, co2: "<= 100"}, then: {band: 1, name: Low}}
      - {when: {known: true}, then: {band: 2, name: High}}
    otherwise: {band: 9, name: {en: None, cy: Dim}}
"""


def test_what_another_cell_rules_out_needs_no_answer() -> None:
    assert found(small(BAND), "band", known=False)["band"] == 4


def test_what_is_not_answered_yet_decides_nothing() -> None:
    with pytest.raises(ExpressionFailed) as failed:
        found(small(BAND), "band", known=True)
    assert failed.value.unanswered == ("answers.co2",)
    with pytest.raises(ExpressionFailed) as failed:
        found(small(BAND), "band", co2=50)
    assert failed.value.unanswered == ("answers.known",)


def test_an_input_of_another_type_is_named() -> None:
    with pytest.raises(ExpressionFailed, match="not a whole number") as failed:
        found(small(BAND), "band", known=True, co2="50")
    assert failed.value.place == "tables.band.inputs.co2"


def test_otherwise_stands_when_no_row_holds_and_says_so() -> None:
    effective = small(BAND)
    looked = look_up(effective, "band", effective.scope(answers={"known": None, "co2": None}, today="2026-06-10"))
    assert looked.value == {"row": 0, "band": 9, "name": {"en": "None", "cy": "Dim"}}
    assert [words.en for words in looked.hits[0].trace] == ["Known: not given", "No row of “Band” applies"]
    assert [words.cy for words in looked.hits[0].trace] == ["Known: heb ei roi",
                                                            "Nid oes rhes o “Band” yn berthnasol"]  # fmt: skip


def test_each_item_is_looked_up_for_itself() -> None:
    effective = small("""
tables:
  price:
    title: Price
    each: answers.items
    key: item.id
    inputs: {kind: {title: Kind, value: item.kind}}
    outputs: {pence: money}
    rows:
      - {when: {kind: sofa}, then: {pence: 900}}
      - {when: {kind: "-"}, then: {pence: 500}}
""")
    items = [{"id": "a", "kind": "sofa"}, {"id": "b", "kind": "chair"}]
    assert found(effective, "price", items=items) == [
        {"key": "a", "row": 1, "pence": 900},
        {"key": "b", "row": 2, "pence": 500},
    ]
    assert found(effective, "price", items=[]) == []


def test_collecting_takes_every_row_that_holds() -> None:
    effective = small("""
tables:
  reasons:
    title: Reasons
    hit: collect
    inputs:
      age: {title: Age, value: answers.age, type: int}
      carer: {title: Carer, value: answers.carer, type: bool}
    outputs: {reason: text}
    rows:
      - {when: {age: "> 65"}, then: {reason: age}}
      - {when: {carer: true}, then: {reason: carer}}
""")
    assert [each["reason"] for each in found(effective, "reasons", age=70, carer=True)] == ["age", "carer"]
    assert found(effective, "reasons", age=20, carer=False) == []


def test_the_price_date_may_be_another_than_today() -> None:
    effective = small("""
tables:
  price:
    title: Price
    on: answers.begins
    only_when: answers.wanted
    inputs: {kind: {title: Kind, value: answers.kind}}
    outputs: {pence: money}
    rows: [{then: {pence: 100}, to: 2026-03-31}, {then: {pence: 200}, from: 2026-04-01}]
    otherwise: {pence: 0}
""")
    assert found(effective, "price", wanted=True, kind="a", begins="2026-03-31")["pence"] == 100
    assert found(effective, "price", wanted=True, kind="a", begins="2026-04-01")["pence"] == 200
    assert found(effective, "price", wanted=False) == {"row": 0, "pence": 0}


def test_a_row_of_a_setting_that_cannot_be_read_is_named() -> None:
    effective = small(
        """
settings:
  rows: {type: table, title: Rows, default: [], columns: {income: cell, percent: int}}
tables:
  reduction:
    title: Reduction
    inputs: {income: {title: Income, value: answers.income, type: money}}
    outputs: {percent: int}
    rows_from: settings.rows
""",
        own={"rows": [{"income": "<= £90", "percent": 75}, {"income": "more", "percent": 0}]},
    )
    with pytest.raises(ExpressionFailed) as failed:
        found(effective, "reduction", income=1)
    assert failed.value.place == "tables.reduction.rows.2.when.income"
