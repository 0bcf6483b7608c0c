"""Does a council's own list of bin days give the dates it says, and refuse a wrong line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.waste.collection import Collection
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from

HEADER = "uprn,usrn,service,stream,frequency,first_date,name,name_cy,communal,provided"
STREET = "99020001"
KEY = PropertyKey(uprn="999902000001", usrn=STREET)


def listed(folder: Path, *lines: str) -> Waste:
    path = folder / "days.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return waste_from("schedule_csv", {"path": str(path)})


def only(waste: Waste, now: str, key: PropertyKey = KEY) -> Collection:
    (found,) = waste.collections(key, now)
    return found


def test_today_is_outstanding_until_the_day_is_over_and_nothing_is_logged(tmp_path: Path) -> None:
    waste = listed(tmp_path, f",{STREET},refuse,refuse,fortnightly,2026-06-10,,,,")
    today = only(waste, "2026-06-10T23:59:59")
    assert today.last is not None
    assert (today.last.state, today.under_way, today.last.logged_at) == ("outstanding", True, None)
    after = only(waste, "2026-06-11T00:00:00")
    assert after.last is not None
    assert (after.last.date, after.last.state) == ("2026-06-10", "completed")
    assert (after.last.completed_at, after.last.logged_at, after.last.code) == (None, None, None)
    assert after.next is not None
    assert after.next.date == "2026-06-24"
    assert after.frequency_words.en == "every other Wednesday"
    assert after.frequency_words.cy == "bob yn ail dydd Mercher"


def test_nothing_is_due_before_the_first_date(tmp_path: Path) -> None:
    waste = listed(tmp_path, f",{STREET},refuse,refuse,every_four_weeks,2026-06-10,,,,")
    before = only(waste, "2026-01-05T12:00:00")
    assert before.last is None
    assert before.next is not None
    assert before.next.date == "2026-06-10"
    assert [day.date for day in waste.calendar(KEY, "2026-01-01", "2026-08-10")] == [
        "2026-06-10",
        "2026-07-08",
        "2026-08-05",
    ]


def test_a_property_goes_before_its_block_and_its_block_before_the_street(tmp_path: Path) -> None:
    waste = listed(
        tmp_path,
        f",{STREET},refuse,refuse,weekly,2026-06-08,,,,",
        "999902000040,,refuse,refuse,weekly,2026-06-09,Shared bins,Biniau a rennir,yes,",
        "999902000042,,refuse,refuse,weekly,2026-06-10,,,,no",
    )
    flat = only(waste, "2026-06-12T12:00:00", PropertyKey("999902000041", STREET, parent_uprn="999902000040"))
    assert flat.communal
    assert flat.last is not None
    assert flat.last.date == "2026-06-09"
    assert flat.name.cy == "Biniau a rennir"
    assert not only(waste, "2026-06-12T12:00:00", PropertyKey("999902000042", STREET)).provided
    assert not only(waste, "2026-06-12T12:00:00", PropertyKey("1", "99020002")).provided
    assert only(waste, "2026-06-12T12:00:00").frequency_words.en == "every Monday"


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        (f"1,{STREET},refuse,refuse,weekly,2026-06-10", "line 2 .* either"),
        (",,refuse,refuse,weekly,2026-06-10", "line 2 .* either"),
        (f",{STREET},refuse,refuse,monthly,2026-06-10", "line 2 .* frequency"),
        (f",{STREET},refuse,refuse,weekly,10/06/2026", "line 2 .* first_date"),
        (f",{STREET},Black Bin,refuse,weekly,2026-06-10", "line 2 .* service"),
        (f",{STREET},refuse,refuse,weekly,2026-06-10\n,{STREET},refuse,refuse,weekly,2026-06-11", "line 3 .* twice"),
        ("", "no schedules"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, mend: str) -> None:
    with pytest.raises(Misconfigured, match=mend):
        listed(tmp_path, line).check()


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no file"):
        waste_from("schedule_csv", {"path": str(tmp_path / "absent.csv")}).check()
