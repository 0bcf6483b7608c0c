"""Does a gazetteer come in whole and as changes, all or nothing, and does a wrong file change nothing?"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commonhall.capabilities.addresses.address import Address
from commonhall.contacts.models import GazetteerRecord, Property, Street, StreetLine
from commonhall.contacts.queries import PropertyRecords
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.queries import events_about
from tests.contracts.addresses.benches import write_extract
from tests.rooms.gazetteer.supplies import records_of, some_rows, streets_of, write

Files = Sequence[Path]
ROWS = some_rows()
HOUSE, NEXT_DOOR = ROWS[0], ROWS[1]


def load(council: CouncilSite, *files: Path, complete: bool = False) -> str:
    said = StringIO()
    call_command(
        "gazetteer", "load", *map(str, files), "--council", council.slug, *(["--complete"] if complete else []),
        stdout=said,
    )  # fmt: skip
    return said.getvalue()


def whole(folder: Path, rows: Sequence[Address] = ROWS) -> Path:
    return write(folder / "whole.csv", [*streets_of(rows), *(line for row in rows for line in records_of(row))])


def found(council: CouncilSite, uprn: str) -> Address | None:
    with in_council(council):
        return PropertyRecords().by_uprn(uprn)


def test_a_whole_supply_tells_the_same_as_our_own_records(council: CouncilSite, tmp_path: Path) -> None:
    said = load(council, whole(tmp_path))
    assert f"{len(ROWS)} properties" in said
    assert "not held" not in said
    assert [found(council, row.uprn) for row in ROWS] == ROWS
    with in_council(council):
        street = Street.objects.get(usrn=HOUSE.usrn)
        assert (street.name_en, street.name_cy) == (HOUSE.street.en, HOUSE.street.cy)
        assert StreetLine.objects.filter(usrn=HOUSE.usrn).exists()
        assert events_about(("council", council.id))[-1].kind == "gazetteer_loaded"


def test_the_same_supply_again_changes_nothing(council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path))
    with in_council(council):
        before = GazetteerRecord.objects.count(), Property.objects.count()
    load(council, whole(tmp_path), complete=True)
    with in_council(council):
        assert (GazetteerRecord.objects.count(), Property.objects.count()) == before
    assert [found(council, row.uprn) for row in ROWS] == ROWS


def test_changes_insert_update_and_delete(council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path, ROWS[1:]))
    renamed = [
        tuple("OLD SCHOOL HOUSE" if at == 20 else "" if at == 16 else value for at, value in enumerate(line))
        for line in records_of(ROWS[2], "U")
        if line[0] == "24" and line[5] == "ENG"
    ]
    no_letters = [line for line in records_of(ROWS[2], "D") if line[0] == "28"]
    gone = records_of(NEXT_DOOR, "D")
    changes = write(tmp_path / "changes.csv", [*records_of(HOUSE), *renamed, *no_letters, *gone], kind="C")
    assert "1 became historic" in load(council, changes)
    assert found(council, HOUSE.uprn) == HOUSE
    changed = found(council, ROWS[2].uprn)
    assert changed is not None
    assert changed.lines == ("Old School House", ROWS[2].street.en)
    assert changed.postcode == ROWS[2].postcode
    ended = found(council, NEXT_DOOR.uprn)
    assert ended is not None
    assert (ended.status, ended.lines) == ("historic", NEXT_DOOR.lines)


def test_a_street_s_new_name_reaches_its_properties(council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path))
    park = next(row for row in ROWS if row.kind == "land")
    name = next(line for line in streets_of([park]) if line[0] == "15" and line[8] == "ENG")
    changed = ("15", "U", "9", name[3], "NEW PARK ROAD", *name[5:])
    load(council, write(tmp_path / "changes.csv", [changed], kind="C"))
    renamed = found(council, park.uprn)
    assert renamed is not None
    assert renamed.street.en == "New Park Road"
    assert renamed.lines[-1] == "New Park Road"


def test_updates_of_what_was_never_held_are_said(council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path, ROWS[1:]))
    said = load(council, write(tmp_path / "changes.csv", records_of(HOUSE, "U"), kind="C"))
    assert f"{len(records_of(HOUSE))} updates or deletions were of records that were not held" in said
    assert found(council, HOUSE.uprn) == HOUSE


def test_what_a_complete_supply_leaves_out_is_gone(council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path))
    load(council, whole(tmp_path, ROWS[1:]), complete=True)
    ended, kept = found(council, HOUSE.uprn), found(council, NEXT_DOOR.uprn)
    assert ended is not None
    assert ended.status == "historic"
    assert kept == NEXT_DOOR


def test_our_own_table_comes_in_the_same_way(council: CouncilSite, tmp_path: Path) -> None:
    write_extract(tmp_path / "one.csv", ROWS[:10])
    write_extract(tmp_path / "two.csv", ROWS[10:])
    assert f"{len(ROWS)} properties" in load(council, tmp_path / "one.csv", tmp_path / "two.csv")
    assert [found(council, row.uprn) for row in ROWS] == ROWS
    write_extract(tmp_path / "less.csv", ROWS[1:])
    assert "1 became historic" in load(council, tmp_path / "less.csv", complete=True)
    with pytest.raises(CommandError, match="file before it"):
        load(council, tmp_path / "one.csv", tmp_path / "less.csv")


def test_the_other_council_has_none_of_it(council: CouncilSite, other_council: CouncilSite, tmp_path: Path) -> None:
    load(council, whole(tmp_path))
    assert found(other_council, HOUSE.uprn) is None
    with in_council(other_council):
        assert not GazetteerRecord.objects.exists()


@pytest.mark.parametrize(
    ("lines", "mend"),
    [
        ([("77", "I", "0", "1")], "line 2 .* no kind of record '77'"),
        ([("21", "I", "0", "1")], "line 2 .* 22 columns, this one 4"),
        ([("23", "X", "0", "1", "K", "C", "", "7666OW", "", "", "", "")], "line 2 .* I, U or D"),
        ([("23", "I", "0", "one", "K", "C", "", "7666OW", "", "", "", "")], "line 2 .* UPRN"),
        ([("23", "I", "0", "1", "", "C", "", "7666OW", "", "", "", "")], r"line 2 .* key \(column 5\)"),
        ([("99", "0", "1", "2026-06-01", "09:00:00")], "line 3 .* after the trailer"),
        ([("21", "I", "0", "1", "1", "2", "", "", "far", "away", *[""] * 12)], "line 2 .* coordinates"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_changed(
    council: CouncilSite, tmp_path: Path, lines: list[tuple[str, ...]], mend: str
) -> None:
    good = whole(tmp_path)
    bad = write(tmp_path / "bad.csv", lines)
    with pytest.raises(CommandError, match=f"{mend}.* Nothing was changed"):
        load(council, good, bad)
    assert found(council, HOUSE.uprn) is None


def test_a_file_that_was_cut_off_and_one_that_is_not_there(council: CouncilSite, tmp_path: Path) -> None:
    path = whole(tmp_path)
    path.write_text("\n".join(path.read_text().splitlines()[:40]))
    with pytest.raises(CommandError, match="cut off"):
        load(council, path)
    with pytest.raises(CommandError, match="no file"):
        load(council, tmp_path / "absent.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(CommandError, match="empty"):
        load(council, tmp_path / "empty.csv")
    write_extract(tmp_path / "table.csv", ROWS[:1])
    with pytest.raises(CommandError, match="different formats"):
        load(council, tmp_path / "table.csv", whole(tmp_path))
    assert found(council, HOUSE.uprn) is None
