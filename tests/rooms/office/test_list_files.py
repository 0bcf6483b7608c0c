"""A list is taken away as a file: with what its page shows, safe in a spreadsheet, and kept in the record."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from commonhall.cases.models import Case
from commonhall.cases.queues import exporting
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event, Read
from tests.rooms.office.desk import Desk, new_desk, open_cases

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"
ROW = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"


def read_csv(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_list_as_csv(lead: Desk) -> None:
    cases = open_cases(lead.council)
    response = lead.get("lists/csv", list="phase=open")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="amberford-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    assert response["Cache-Control"] == "no-store"
    heads, *rows = read_csv(response)
    assert heads[0] == "Reference"
    assert {row[0] for row in rows} == {case.reference for case in cases}
    assert rows[0][heads.index("Status")] == "Received"
    with in_council(lead.council):
        assert Event.objects.get(kind="list_exported").facts == {"query": "", "kind": "csv"}
        assert Read.objects.get(how="exported").subject_kind == "list"


def test_no_cell_is_a_formula(lead: Desk) -> None:
    one, other = open_cases(lead.council)
    with in_council(lead.council):
        Case.objects.filter(id=one.id).update(title_en='=HYPERLINK("http://example.org")', address="\t@SUM(1)")
        Case.objects.filter(id=other.id).update(title_en="-1+1|calc", address="+44")
    cells = [cell for row in read_csv(lead.get("lists/csv")) for cell in row]
    assert '\'=HYPERLINK("http://example.org")' in cells
    assert not [cell for cell in cells if re.match(r"\s*[=+@|]|-\d", cell)]


def test_a_list_as_xlsx(lead: Desk) -> None:
    one, other = open_cases(lead.council)
    with in_council(lead.council):
        Case.objects.filter(id=one.id).update(title_en="<Skip> & \x0bbin", address="=1+1")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(lead.get("lists/xlsx").streaming_content)))
    assert archive.testzip() is None
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = [[cell.text or "" for cell in row.iter(CELL)] for row in sheet.iter(ROW)]
    assert rows[0][0] == "Reference"
    assert {row[0] for row in rows[1:]} == {one.reference, other.reference}
    assert "<Skip> & bin" in {row[2] for row in rows}
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_pages_of_a_long_list_follow_each_other(lead: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    made = {case.reference for _ in range(4) for case in open_cases(lead.council)}
    for kind in ("phase=open", "sort=priority", "sort=newest"):
        _, *rows = read_csv(lead.get("lists/csv", list=kind))
        assert {row[0] for row in rows} == made
        assert len(rows) == len(made)


def test_only_what_may_be_taken_away_is_in_it(council: CouncilSite, desk: Desk, other_council: CouncilSite) -> None:
    open_cases(council)
    assert desk.get("lists/csv").status_code == 404
    narrow = new_desk(council, "Nia Narrow", ("viewer", "*", ""), ("lead", "*", "waste"))
    stranger = new_desk(other_council, "Olwen Other", ("lead", "*", ""))
    for someone in (narrow, stranger):
        assert len(read_csv(someone.get("lists/csv"))) == 1
        assert someone.get("lists/docx").status_code == 404
