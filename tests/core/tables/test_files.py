"""Long tables stand in CSV files beside the pattern, and become part of it when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.core.language.loading import PatternFolder, PatternNotRead, read_folder
from commonhall.core.language.texts import texts_of
from commonhall.core.values.words import Words
from tests.core.tables.small import FRAME

TABLE = """
tables:
  price:
    title: Price
    inputs:
      zone: {title: Zone, value: answers.zone}
      co2: {title: CO2, value: answers.co2, type: int}
    outputs: {pence: money, free: bool, name: words}
    file: prices.csv
"""
GOOD = """\
zone,co2,pence,free,name,name.cy,from,to,about
A | B,"[0, 100)",5000,false,Low,Isel,,2026-03-31,Clean cars
-,-,7500,true,High,,2026-04-01,,
"""


def read(tmp_path: Path, csv: str, welsh: str = "") -> PatternFolder:
    (tmp_path / "pattern.yaml").write_text(FRAME + TABLE, encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "prices.csv").write_text(csv, encoding="utf-8")
    if welsh:
        (tmp_path / "text.cy.yaml").write_text(welsh, encoding="utf-8")
    return read_folder(tmp_path)


def test_rows_get_the_types_of_their_columns(tmp_path: Path) -> None:
    first, second = read(tmp_path, "\ufeff" + GOOD).pattern.tables["price"].rows
    assert first.when == {"zone": "A | B", "co2": "[0, 100)"}
    assert first.then == {"pence": 5000, "free": False, "name": Words(en="Low", cy="Isel")}
    assert (first.from_, first.to, first.about) == ("", "2026-03-31", Words(en="Clean cars"))
    assert second.then["free"] is True


def test_words_of_a_table_can_be_translated_by_their_id(tmp_path: Path) -> None:
    pattern = read(tmp_path, GOOD, "tables.price.rows.1.then.name: Uchel\n").pattern
    assert texts_of(pattern)["tables.price.rows.1.then.name"] == Words(en="High", cy="Uchel")


@pytest.mark.parametrize(
    ("csv", "line", "said"),
    [
        ("", 1, "empty"),
        ("zone,colour,pence,free,name\nA,red,1,true,x\n", 2, "no column 'colour'"),
        ("zone,zone\nA,B\n", 1, "twice"),
        ("zone,pence,free,name\nA,1,true,x\nB,1,true\n", 3, "3 cells"),
        ("zone,pence,free,name\nA,£50,true,x\n", 2, "not a money"),
        ("zone,pence,free,name\nA,50,perhaps,x\n", 2, "not a bool"),
        ('zone,pence,free,name\n"A"x,50,true,x\n', 1, "not CSV"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, csv: str, line: int, said: str) -> None:
    with pytest.raises(PatternNotRead) as refused:
        read(tmp_path, csv)
    (fault,) = refused.value.faults
    assert fault.file.endswith("prices.csv")
    assert fault.line == line
    assert said in fault.reason


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "pattern.yaml").write_text(FRAME + TABLE, encoding="utf-8")
    with pytest.raises(PatternNotRead, match="no such file"):
        read_folder(tmp_path)
