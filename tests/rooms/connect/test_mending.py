"""Can a lead mend what a linked system refused, send it again, or give it up with a reason? Photos go by links."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from PIL import Image

from commonhall.cases.models import Case
from commonhall.catalogue.operations import bind_provider
from commonhall.connect.mending import NotMended, ReasonMissing, get_refused, give_up_sending, mend_sending
from commonhall.connect.models import Link, Sending
from commonhall.connect.operations import LinkUnknown
from commonhall.connect.outgoing import record_of
from commonhall.connect.photos import LINK_FOR, photo_links, read_photo
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.contents import store_content
from commonhall.journeys.documents import DocumentUnknown
from commonhall.journeys.models import Document
from commonhall.people.policies import Member
from commonhall.people.queries import find_member
from commonhall.record.queries import dead_letters, events_about
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.test_handing import at_contractor, cancel
from tests.rooms.office.desk import Desk, host_of, new_desk, text_of


@pytest.fixture
def lead(roads: Roads) -> Desk:
    return new_desk(roads.council, "Lowri Lead", ("lead", "*", ""))


def member_of(desk: Desk, roads: Roads) -> Member:
    assert desk.membership_id is not None
    with in_council(roads.council):
        found = find_member(desk.membership_id, at=roads.at)
    assert found is not None
    return found


def refused(roads: Roads) -> tuple[Case, UUID]:
    """Let the contractor refuse a new case; return it and what was refused."""
    roads.contractor.faults.set("status:400", match={"method": "POST"}, times=1)
    case = roads.report()
    roads.after(seconds=1)
    with in_council(roads.council):
        return case, Sending.objects.get().id


def test_what_was_refused_is_mended_and_goes_again(lead: Desk, roads: Roads) -> None:
    case, sending = refused(roads)
    page = text_of(lead.get(f"linked-systems/{sending}"))
    assert f"Refused: {case.reference}" in page
    assert "The other system answered 400" in page
    assert "service_code" in page
    with in_council(roads.council):
        fields = get_refused(sending, member=member_of(lead, roads), council=roads.council).fields
    number = next(n for n, each in enumerate(fields) if each.to == "description")
    posted = {f"field-{n}": each.text for n, each in enumerate(fields)} | {f"field-{number}": "A hole, mended by hand"}
    assert lead.post(f"linked-systems/{sending}", do="mend", **posted)["location"] == "/office/linked-systems"
    assert f"{case.reference} goes again in a moment" in text_of(lead.get("linked-systems"))
    roads.after(days=2000)  # the pages of the office go by today's clock
    (there,) = at_contractor(roads)
    assert there["description"].startswith("A hole, mended by hand")
    with in_council(roads.council):
        assert Sending.objects.get().mended == {"description": "A hole, mended by hand"}
        event = next(each for each in events_about(("case", case.id)) if each.kind == "sending_mended")
        assert event.facts["fields"] == ["description"]
        assert "by hand" not in str(event.facts)
    assert lead.get(f"linked-systems/{sending}").status_code == 404, "it has gone"


def test_what_cannot_go_is_said_beside_its_field(lead: Desk, roads: Roads) -> None:
    _, sending = refused(roads)
    who = member_of(lead, roads)
    with in_council(roads.council):
        with pytest.raises(NotMended) as wrong:
            mend_sending(sending_id=sending, typed={"lat": "north"}, member=who, council=roads.council, at=roads.at)
        assert wrong.value.wrong == {"lat": "type"}
        fields = get_refused(sending, member=who, council=roads.council).fields
        assert Sending.objects.get().mended == {}
    number = next(n for n, each in enumerate(fields) if each.to == "lat")
    page = text_of(lead.post(f"linked-systems/{sending}", do="mend", **{f"field-{number}": "north"}))
    assert "lat is not of the kind that the other system takes" in page
    assert at_contractor(roads) == []


def test_a_case_that_is_given_up_takes_its_changes_along(lead: Desk, roads: Roads) -> None:
    case, sending = refused(roads)
    cancel(roads, case)
    roads.find()
    assert "Say why" in text_of(lead.post(f"linked-systems/{sending}", do="give_up", why="  "))
    assert lead.post(f"linked-systems/{sending}", do="give_up", why="They mended it already").status_code == 303
    assert f"Given up: {case.reference}" in text_of(lead.get("linked-systems"))
    assert "Nothing is waiting." in text_of(lead.get("linked-systems"))
    roads.after(days=1)
    assert at_contractor(roads) == []
    with in_council(roads.council):
        assert {row.given_up_why for row in Sending.objects.all()} == {"They mended it already"}
        assert {row.given_up_by for row in Sending.objects.all()} == {"Lowri Lead"}
        assert dead_letters() == []
        assert "sending_given_up" in [each.kind for each in events_about(("case", case.id))]


def test_a_change_that_is_given_up_lets_the_next_go(lead: Desk, roads: Roads) -> None:
    case = roads.report()
    roads.after(seconds=1)
    roads.contractor.faults.set("status:400", match={"method": "POST"}, times=1)
    cancel(roads, case)
    roads.after(seconds=1)
    with in_council(roads.council):
        row = Sending.objects.get(act="update")
        Sending.objects.create(handover=row.handover, number=row.number + 1, act="update", status="CLOSED",
                               made_at=roads.at)  # fmt: skip
        who = member_of(lead, roads)
        with pytest.raises(ReasonMissing):
            give_up_sending(sending_id=row.id, why="", member=who, at=roads.at)
        give_up_sending(sending_id=row.id, why="Told them by telephone", member=who, at=roads.at)
        assert [each.state for each in Sending.objects.order_by("number")] == ["done", "done", "queued"]


def test_who_may_not_deal_with_it_does_not_find_it(roads: Roads, other_council: CouncilSite) -> None:
    _, sending = refused(roads)
    officer = new_desk(roads.council, "Olwen Officer", ("officer", "*", ""))
    elsewhere = new_desk(roads.council, "Lena Lead", ("lead", "skip-licence", ""))
    stranger = new_desk(other_council, "Lowri Lead", ("lead", "*", ""))
    for desk in (officer, elsewhere, stranger):
        assert desk.get(f"linked-systems/{sending}").status_code == 404
        assert desk.post(f"linked-systems/{sending}", do="give_up", why="No").status_code == 404
    with in_council(roads.council):
        assert Sending.objects.get().given_up_why == ""
        with pytest.raises(LinkUnknown):
            get_refused(uuid4(), member=member_of(officer, roads), council=roads.council)


class TestPhotos:
    @pytest.fixture
    def photo(self, roads: Roads, tmp_path: Path) -> tuple[Case, Document]:
        """A case with a photo that was found to be clean, at the contractor."""
        with in_council(roads.council):
            folder = {"folder": str(tmp_path / "files")}
            bind_provider(capability="files", provider="folder", settings=folder, by=SYSTEM, at=roads.at)
        case = roads.report()
        drawn = BytesIO()
        Image.new("RGB", (8, 8), "red").save(drawn, "JPEG")
        with in_council(roads.council):
            row = Document(case_id=case.id, question="photo", name="hole.jpg", type="image/jpeg", size=8, sha256=b"",
                           state="attached", standing="clean", uploaded_at=roads.at)  # fmt: skip
            content = drawn.getvalue()
            row.sha256 = hashlib.sha256(content).digest()
            store_content(row, content, at=roads.at)
            row.save(force_insert=True)
            link = Link.objects.get()
            link.exchange = {**link.exchange, "fields": [
                *link.exchange["fields"], {"to": "media_url", "path": "files.photos", "type": "list"},
            ]}  # fmt: skip
            link.save()
        return case, row

    def test_a_link_goes_along_and_gives_the_photo(self, roads: Roads, photo: tuple[Case, Document]) -> None:
        roads.after(seconds=1)
        (there,) = at_contractor(roads)
        site = settings.SITE_ADDRESS.format(host=roads.council.host)
        assert there["media_url"].startswith(f"{site}/hooks/photos/")
        token = there["media_url"].rpartition("/")[2]
        with in_council(roads.council):
            document, content = read_photo(token, at=roads.at)
        assert document.id == photo[1].id
        assert content[:2] == b"\xff\xd8"

    def test_the_link_runs_out_and_leads_nowhere_else(
        self, roads: Roads, photo: tuple[Case, Document], other_council: CouncilSite
    ) -> None:
        case, row = photo
        with in_council(roads.council):
            (link,) = photo_links(case, council=roads.council, at=roads.at)
            token = link.rpartition("/")[2]
            with pytest.raises(DocumentUnknown):
                read_photo(token, at=roads.at)  # the case is at no linked system yet
        roads.after(seconds=1)
        with in_council(roads.council):
            read_photo(token, at=roads.at)
            for wrong in (token[:-2] + "xx", "nonsense", signing.dumps([str(row.id), roads.at.isoformat()], salt="x")):
                with pytest.raises(DocumentUnknown):
                    read_photo(wrong, at=roads.at)
            with pytest.raises(DocumentUnknown):
                read_photo(token, at=roads.at + LINK_FOR + timedelta(minutes=1))
        with in_council(other_council), pytest.raises(DocumentUnknown):
            read_photo(token, at=roads.at)

    def test_the_page_of_a_link_is_a_file_and_no_page(self, roads: Roads, photo: tuple[Case, Document]) -> None:
        roads.after(seconds=1)
        with in_council(roads.council):
            (link,) = photo_links(photo[0], council=roads.council, at=datetime.now(UTC))
        host = {"host": host_of(roads.council)}
        answer = Client().get(f"/hooks/photos/{link.rpartition('/')[2]}", headers=host)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert Client().get("/hooks/photos/nonsense", headers=host).status_code == 404

    def test_a_photo_that_is_not_clean_is_not_offered(self, roads: Roads, photo: tuple[Case, Document]) -> None:
        case, row = photo
        with in_council(roads.council):
            Document.objects.filter(id=row.id).update(standing="infected")
            assert record_of(case, council=roads.council, at=roads.at)["files"] == {"photos": [], "first_photo": ""}
