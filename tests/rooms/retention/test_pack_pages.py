"""How does an officer put together what is given out, and who never sees it?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from commonhall.cases.models import Case
from commonhall.cases.operations import add_note
from commonhall.catalogue.queries import Service
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Role
from commonhall.retention.models import Part
from commonhall.retention.producing import make_pack
from tests.rooms.office.desk import Desk, body_of, new_desk, text_of
from tests.rooms.retention.closing import LONG_AGO, OFFICER, WORD, close_stall, open_stall
from tests.rooms.retention.test_disposal import deliver


@pytest.fixture
def case(service: Service, council: CouncilSite) -> Case:
    """A case with a note that names somebody else."""
    with in_council(council):
        case = open_stall(service, council)
        add_note(case_id=case.id, text="Mrs Agnes Plumwhistle complained.", by=OFFICER, at=LONG_AGO)
        return close_stall(case, council)


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    """Somebody who looks after the records."""
    return new_desk(council, "Rhian Records", ("records", "*", ""))


def collect(desk: Desk, case: Case) -> str:
    """Collect everything about the person of a case; return the path of the pack."""
    assert "Collect what to give out" in text_of(desk.get(f"cases/{case.reference}"))
    answer = desk.post(f"cases/{case.reference}/pack", purpose="access", language="en")
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"]).removeprefix("/office/")


def place_of(council: CouncilSite, word: str) -> int:
    """Return the place of the part that holds a word."""
    with in_council(council):
        return int(Part.objects.get(text__contains=word).place)


def test_from_the_case_to_the_file(council: CouncilSite, case: Case, desk: Desk, store: Path) -> None:
    assert "Error:" in desk.post(f"cases/{case.reference}/pack").content.decode()
    pack = collect(desk, case)
    place = place_of(council, "Plumwhistle")
    part = f"{pack}/parts/{place}"
    assert "Mrs Agnes Plumwhistle" in text_of(desk.get(part))
    assert "Select why it may be removed" in text_of(desk.post(part, choice="leave_out"))
    assert "Select or enter the words" in text_of(desk.post(part, choice="redact", exemption="others"))
    wrong = desk.post(part, choice="redact", exemption="others", more="Nobody Here")
    assert "“Nobody Here” does not stand in this part" in text_of(wrong)
    assert desk.post(part, choice="redact", exemption="others", marks="0").status_code == 303
    assert "█████ complained." in text_of(desk.get(part))
    desk.post(pack, do="rest")
    assert "Not decided yet" in text_of(desk.get(pack))
    with in_council(council):
        for left in Part.objects.filter(choice="").values_list("place", flat=True):
            desk.post(f"{pack}/parts/{left}", choice="include")
    assert desk.post(pack, do="send").status_code == 303
    assert "Somebody else must check it." in text_of(desk.get(pack))
    assert desk.get(f"{pack}/file").status_code == 404
    other = new_desk(council, "Sol Second", ("records", "*", ""))
    assert other.post(pack, comment="").status_code == 200
    assert other.post(pack, do="approve").status_code == 303
    deliver(council, "make_pack", make_pack)
    assert "Download the pack" in text_of(desk.get(pack))
    with zipfile.ZipFile(io.BytesIO(desk.get(f"{pack}/file").content)) as archive:
        said = archive.read("index.html").decode()
    assert WORD in said
    assert "Plumwhistle" not in said
    assert "Ready" in text_of(desk.get("records/packs"))


def test_a_pack_is_sent_back(council: CouncilSite, case: Case, desk: Desk) -> None:
    pack = collect(desk, case)
    with in_council(council):
        for place in Part.objects.values_list("place", flat=True):
            desk.post(f"{pack}/parts/{place}", choice="include")
    desk.post(pack, do="send")
    other = new_desk(council, "Sol Second", ("records", "*", ""))
    assert "Enter what has to be looked at again" in text_of(other.post(pack, comment=""))
    assert other.post(pack, comment="Read the note again.").status_code == 303
    assert "Sent back: Read the note again." in text_of(desk.get(pack))


@pytest.mark.parametrize("role", ["viewer", "agent", "officer", "lead", "manager", "administrator"])
def test_who_does_not_give_out_finds_no_pack(council: CouncilSite, case: Case, desk: Desk, role: Role) -> None:
    pack = collect(desk, case)
    someone = new_desk(council, "Sam Someone", (role, "*", ""))
    missing = body_of(someone.get("cases/SK-00000-00000"))
    for path in ("records/packs", pack, f"{pack}/parts/1", f"{pack}/file", f"cases/{case.reference}/pack"):
        assert someone.get(path).status_code == 404, path
        assert body_of(someone.get(path)) == missing, path


def test_the_other_council_finds_no_pack(
    council: CouncilSite, other_council: CouncilSite, case: Case, desk: Desk
) -> None:
    pack = collect(desk, case)
    theirs = new_desk(other_council, "Elin Elsewhere", ("records", "*", ""), language="en")
    for path in (pack, f"{pack}/parts/1", f"{pack}/file", f"cases/{case.reference}/pack"):
        assert theirs.get(path).status_code == 404, path
    assert "Nothing is being given out." in text_of(theirs.get("records/packs"))
