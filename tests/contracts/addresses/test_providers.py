"""What does each address provider do when it is set up wrongly, or its file is changed?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonhall.capabilities.addresses.port import addresses_from, plug_source
from commonhall.capabilities.errors import Misconfigured, Unavailable
from tests.contracts.addresses.benches import write_extract
from tests.contracts.addresses.test_addresses import ROWS

HEADER = "uprn,line_1,town,postcode"


def test_the_gazetteer_says_so_where_no_records_are_plugged_in() -> None:
    before = plug_source(None)
    try:
        with pytest.raises(Misconfigured, match="No property records"):
            addresses_from("gazetteer", {}).check()
    finally:
        plug_source(before)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (f"{HEADER}\n1,1 Mill Lane,Fallowdale,DL11 2AA\nx,2 Mill Lane,Fallowdale,DL11 2AA\n", "line 3 .* uprn"),
        (f"{HEADER}\n1,1 Mill Lane,Fallowdale,DL11\n", "line 2 .* postcode"),
        (f"{HEADER}\n1,1 Mill Lane,Fallowdale,DL11 2AA\n01,2 Mill Lane,Fallowdale,DL11 2AA\n", "line 3 .* twice"),
        (f"{HEADER}\n1,,Fallowdale,DL11 2AA\n", "line 2 .* line_1"),
        (f"{HEADER}\n", "no addresses"),
        ("", "no addresses"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_read(tmp_path: Path, text: str, mend: str) -> None:
    path = tmp_path / "extract.csv"
    path.write_text(text, encoding="utf-8")
    addresses = addresses_from("csv_extract", {"path": str(path)})
    with pytest.raises(Misconfigured, match=mend):
        addresses.check()


def test_a_missing_file_a_file_that_is_not_text_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no file"):
        addresses_from("csv_extract", {"path": str(tmp_path / "absent.csv")}).check()
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"uprn,line_1\n1,\xff\xfe")
    with pytest.raises(Misconfigured, match="UTF-8"):
        addresses_from("csv_extract", {"path": str(binary)}).check()
    with pytest.raises(Unavailable):
        addresses_from("csv_extract", {"path": str(tmp_path)}).at_postcode("DL11 2AA")


def test_a_new_file_is_read_without_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "extract.csv"
    write_extract(path, ROWS[:1])
    addresses = addresses_from("csv_extract", {"path": str(path)})
    assert addresses.by_uprn(ROWS[1].uprn) is None
    write_extract(path, ROWS[:2])
    os.utime(path, ns=(1, 1))
    assert addresses.by_uprn(ROWS[1].uprn) == ROWS[1]
