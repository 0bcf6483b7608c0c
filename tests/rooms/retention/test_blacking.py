"""Is what an officer blacked out gone from what is given out, and only from there?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter
from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import read_document
from commonhall.journeys.models import Document
from commonhall.record.models import Read
from commonhall.retention.models import Part
from commonhall.retention.producing import make_pack
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.retention.closing import NOW, OFFICER, WORD, adopt_stalls, close_stall, open_stall
from tests.rooms.retention.test_disposal import deliver
from tests.rooms.retention.test_pack_pages import collect

BOX = {"left": "10", "top": "20.5", "width": "50", "height": "4"}


def pages_naming(word: str) -> bytes:
    """Return a PDF of several pages that names somebody."""
    body = "\n\n".join(f"{word} wrote this, line {number}." for number in range(80))
    return letter_pdf(
        Letter(
            to=("Sam", "1 Long Road"), sender=("Amberford",), date="10 June 2026", reference="MS-1", subject=word,
            body=body, language="en", large=False,
        )
    )  # fmt: skip


def text_in(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


def stall(council: CouncilSite, store: Path, *, sensitive: bool = False) -> Case:
    with in_council(council):
        service = adopt_stalls(council, store, sensitive=sensitive)
        return close_stall(open_stall(service, council, file=pages_naming(WORD)), council)


def boxes_of_file(council: CouncilSite, pack: str) -> str:
    """Return the path at which the file of a pack is blacked out."""
    with in_council(council):
        return f"{pack}/parts/{Part.objects.get(kind='document').place}/boxes"


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Rhian Records", ("records", "*", ""))


def test_from_the_box_to_what_is_given_out(council: CouncilSite, store: Path, desk: Desk) -> None:
    case = stall(council, store)
    pack = collect(desk, case)
    path = boxes_of_file(council, pack)
    part = path.removesuffix("/boxes")
    refused = text_of(desk.post(part, choice="redact", exemption="others"))
    assert "Add at least one box" in refused
    page = desk.get(path)
    assert "Page 1 of " in text_of(page)
    assert "data:image/jpeg;base64," in page.content.decode()
    assert "must not go beyond the page" in text_of(desk.post(path, page="1", **{**BOX, "left": "60"}))
    assert "How far the box is from the top" in text_of(desk.post(path, page="1", **{**BOX, "top": ""}))
    assert desk.post(path, page="2", **BOX).status_code == 303
    assert desk.post(path, page="1", do="whole").status_code == 303
    shown = text_of(desk.get(path))
    assert "10% from the left, 20.5% from the top, 50% wide, 4% high" in shown
    assert desk.post(path, do="remove", box="1", page="1").status_code == 303
    assert desk.post(path, do="remove", box="7", page="1").status_code == 303
    assert desk.get(path, **{"as": "given", "page": "2"}).status_code == 200
    assert desk.post(part, choice="redact", exemption="others").status_code == 303
    finish(council, pack, desk)
    given, names = files_in(desk.get(f"{pack}/file").content)
    assert [name for name in names if name.endswith("-redacted.pdf")]
    assert text_in(given).strip() == ""
    assert WORD.encode() not in given
    with in_council(council):
        document = Document.objects.get()
        assert WORD in text_in(read_document(document=document, by=OFFICER, at=NOW)), "the original stays as it was"


def finish(council: CouncilSite, pack: str, desk: Desk) -> None:
    """Give out the rest, have it checked and made."""
    with in_council(council):
        rest = list(Part.objects.filter(choice="").values_list("place", flat=True))
    for place in rest:
        desk.post(f"{pack}/parts/{place}", choice="include")
    desk.post(pack, do="send")
    second = new_desk(council, "Sol Second", ("records", "*", ""))
    assert second.post(pack, do="approve").status_code == 303
    deliver(council, "make_pack", make_pack)


def files_in(content: bytes) -> tuple[bytes, list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("files/")]
        return archive.read(names[0]), names


def test_whoever_drew_a_box_does_not_check_it(council: CouncilSite, store: Path, desk: Desk) -> None:
    pack = collect(desk, stall(council, store))
    path = boxes_of_file(council, pack)
    second = new_desk(council, "Sol Second", ("records", "*", ""))
    assert second.post(path, page="1", **BOX).status_code == 303
    with in_council(council):
        places = list(Part.objects.exclude(kind="document").values_list("place", flat=True))
    for place in places:
        desk.post(f"{pack}/parts/{place}", choice="include")
    assert second.post(path.removesuffix("/boxes"), choice="redact", exemption="others").status_code == 303
    desk.post(pack, do="send")
    assert "Somebody else must check it" in text_of(second.get(pack))
    before = text_of(desk.get(path))
    assert "Add a box" not in before, "nothing changes while it is checked"
    assert desk.post(path, do="remove", box="0", page="1").status_code == 200
    with in_council(council):
        assert len(Part.objects.get(kind="document").boxes) == 1


def test_a_file_that_cannot_be_drawn(council: CouncilSite, store: Path, desk: Desk) -> None:
    with in_council(council):
        case = close_stall(open_stall(adopt_stalls(council, store), council), council)
    path = boxes_of_file(council, collect(desk, case))
    assert "We cannot show the pages of this file" in text_of(desk.get(path))


def test_pages_of_a_hidden_file_are_shown_with_a_reason(council: CouncilSite, store: Path, desk: Desk) -> None:
    path = boxes_of_file(council, collect(desk, stall(council, store, sensitive=True)))
    asked = desk.get(path)
    assert "Why do you need to see them?" in text_of(asked)
    assert "data:image" not in asked.content.decode()
    assert desk.post(path, reason="To black out the name of a neighbour").status_code == 303
    assert "data:image" in desk.get(path).content.decode()
    with in_council(council):
        assert Read.objects.filter(how="unmasked").count() == 1
    other = new_desk(council, "Sol Second", ("records", "*", ""))
    assert "data:image" not in other.get(path).content.decode(), "each says why themselves"


def test_who_may_not_give_out_comes_to_no_page(
    council: CouncilSite, other_council: CouncilSite, store: Path, desk: Desk
) -> None:
    path = boxes_of_file(council, collect(desk, stall(council, store)))
    for who in (
        new_desk(council, "Olga Officer", ("officer", "*", "")),
        new_desk(council, "Wyn Waste", ("records", "*", "waste")),
        new_desk(other_council, "Olwen Other", ("records", "*", "")),
    ):
        assert who.get(path).status_code == who.post(path, page="1", **BOX).status_code == 404
    with in_council(council):
        assert Part.objects.get(kind="document").boxes == []
