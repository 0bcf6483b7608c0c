"""Do messages, letters, files, packs and search keep from staff what the page of a case hides from them?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from commonhall.cases.listing import Filter
from commonhall.cases.models import Case, Message
from commonhall.cases.queries import queue
from commonhall.cases.searching import rebuild_words
from commonhall.cases.telling import tell
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.record.models import Read
from commonhall.retention.models import Part
from commonhall.retention.producing import make_pack
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.retention.closing import NOW, adopt_stalls, close_stall, open_stall, records
from tests.rooms.retention.test_disposal import deliver

SECRET = "sell pies"
"""Words of a hidden answer, in no other."""
WHY = "To answer what the person asked for"


@pytest.fixture
def case(council: CouncilSite, store: Path) -> Case:
    """A closed case whose last message says what most may not read."""
    with in_council(council):
        service = adopt_stalls(council, store, sensitive=True)
        closed = close_stall(open_stall(service, council), council)
    deliver(council, "tell", tell)
    with in_council(council):
        assert SECRET in Message.objects.get(kind="done").body
    return closed


@pytest.fixture
def viewer(council: CouncilSite) -> Desk:
    return new_desk(council, "Vera Viewer", ("viewer", "*", ""))


@pytest.fixture
def keeper_desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Rhian Records", ("records", "*", ""))


def test_a_message_is_read_without_what_is_hidden(council: CouncilSite, case: Case, viewer: Desk) -> None:
    page = text_of(viewer.get(f"cases/{case.reference}"))
    assert "asked nicely" in page, "the rest of the message stays"
    assert SECRET not in page
    officer = new_desk(council, "Olga Officer", ("officer", "market-stall", ""))
    assert SECRET in text_of(officer.get(f"cases/{case.reference}"))


def test_it_is_read_with_a_reason(council: CouncilSite, case: Case, keeper_desk: Desk, viewer: Desk) -> None:
    path = f"cases/{case.reference}/hidden"
    assert viewer.get(path).status_code == viewer.post(path, reason=WHY).status_code == 404
    assert SECRET not in text_of(keeper_desk.get(path))
    assert SECRET not in text_of(keeper_desk.post(path, reason="No"))
    seen = text_of(keeper_desk.post(path, reason=WHY))
    assert seen.count(SECRET) == 2, "the answer, and the message"
    with in_council(council):
        assert Read.objects.get(how="unmasked").purpose == WHY


def test_a_letter_is_printed_without_it(council: CouncilSite, case: Case, viewer: Desk) -> None:
    with in_council(council):
        sent = Message.objects.get(kind="done")
        letter = Message.objects.create(
            case=case, occasion="by hand", kind="written", channel="letter", recipient="Sam\n1 Long Road",
            language="en", subject="Your stall", body=sent.body, state="sent", composed_at=NOW,
        )  # fmt: skip
    path = f"cases/{case.reference}/letters/{letter.id}.pdf"
    officer = new_desk(council, "Olga Officer", ("officer", "market-stall", ""))
    assert SECRET in words_of(officer.get(path).content)
    words = words_of(viewer.get(path).content)
    assert SECRET not in words
    assert "asked nicely" in words


def words_of(pdf: bytes) -> str:
    """Return what a PDF says."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_file_that_answers_a_hidden_question(
    council: CouncilSite, case: Case, viewer: Desk, keeper_desk: Desk
) -> None:
    with in_council(council):
        path = f"cases/{case.reference}/documents/{Document.objects.get().id}"
    assert viewer.get(path).status_code == viewer.post(path, reason=WHY).status_code == 404
    assert "Why do you need to see them?" in text_of(keeper_desk.get(path))
    answer = keeper_desk.post(path, reason=WHY)
    assert answer.content.startswith(b"%PDF")
    with in_council(council):
        assert Read.objects.get(how="unmasked").purpose == WHY


def test_nobody_finds_the_case_by_it(council: CouncilSite, case: Case) -> None:
    member = records(council, "Lena Lead", role="lead")
    for anew in (False, True):
        if anew:
            rebuild_words(council=council, at=NOW)
        with in_council(council):
            assert queue(member, Filter(search="nicely"), at=NOW).cases
            assert not queue(member, Filter(search="pies"), at=NOW).cases


def test_no_list_has_it(council: CouncilSite, case: Case) -> None:
    lead = new_desk(council, "Mona Manager", ("manager", "*", ""))
    for kind in ("csv", "xlsx"):
        content = lead.get(f"lists/{kind}", list="phase=closed").getvalue()
        if kind == "xlsx":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert case.reference.encode() in content
        assert SECRET.encode() not in content


def test_a_pack_is_looked_through_without_it(council: CouncilSite, case: Case, keeper_desk: Desk) -> None:
    answer = keeper_desk.post(f"cases/{case.reference}/pack", purpose="access", language="en")
    pack = str(answer.headers["Location"]).removeprefix("/office/")
    with in_council(council):
        parts = list(Part.objects.values_list("place", "kind", "text", "rows"))
        telling = [place for place, _, text, rows in parts if SECRET in f"{text} {rows}"]
    assert len(telling) == 2, "the answers, and the message"
    for place, *_ in parts:
        assert SECRET not in text_of(keeper_desk.get(f"{pack}/parts/{place}"))
    assert SECRET not in text_of(keeper_desk.get(pack))
    for place in telling:
        path = f"{pack}/parts/{place}"
        assert SECRET not in text_of(keeper_desk.post(path, do="see"))
        assert SECRET in text_of(keeper_desk.post(path, do="see", reason=WHY))
        assert keeper_desk.post(path, choice="include").status_code == 303
    with in_council(council):
        assert Read.objects.filter(how="unmasked", purpose=WHY).count() == 2
    keeper_desk.post(pack, do="rest")
    with in_council(council):
        for left in Part.objects.filter(choice="").values_list("place", flat=True):
            keeper_desk.post(f"{pack}/parts/{left}", choice="include")
    keeper_desk.post(pack, do="send")
    new_desk(council, "Sol Second", ("records", "*", "")).post(pack, do="approve")
    deliver(council, "make_pack", make_pack)
    with zipfile.ZipFile(io.BytesIO(keeper_desk.get(f"{pack}/file").content)) as archive:
        assert SECRET in archive.read("index.html").decode(), "the person gets it whole"


def test_the_other_council_has_no_such_case(case: Case, other_council: CouncilSite) -> None:
    desk = new_desk(other_council, "Olwen Other", ("records", "*", ""))
    assert desk.get(f"cases/{case.reference}/hidden").status_code == 404
