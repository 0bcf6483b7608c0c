"""An officer asks the resident for something and starts tasks; answers come from pages without an account."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhall.cases.models import Case, CaseTask, Message, Paper, Request
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import documents_of_case
from tests.rooms.office.desk import Desk, host_of, new_desk, text_of
from tests.rooms.office.test_letters import form_of
from tests.rooms.work.permits import apply_for
from tests.rooms.work.told import send_into, work

NOW = datetime.now(UTC)
ASK = {
    "kind": "questions",
    "channel": "email",
    "language": "en",
    "text": "Dear {person.name}, tell us more.",
    "questions": "Which street?\nSince when?",
    "days": "10",
    "limit": "escalate",
}


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Ola Officer", ("officer", "*", ""))


@pytest.fixture
def case(council: CouncilSite) -> Case:
    return apply_for(council, at=NOW)


class Outside:
    """A browser of somebody without an account."""

    def __init__(self, council: CouncilSite) -> None:
        self.client, self.host = Client(), host_of(council)

    def get(self, path: str) -> Any:
        return self.client.get(path, headers={"host": self.host})

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, fields, headers={"host": self.host})


def link_in(council: CouncilSite, kind: str) -> str:
    with in_council(council):
        found = re.search(r"/asked/[0-9a-f]{40}", Message.objects.get(kind=kind).body)
        assert found
        return found[0]


def ask(desk: Desk, case: Case, **changes: str) -> None:
    address = f"cases/{case.reference}/ask"
    fields = {**ASK, **changes}
    form = form_of(desk.get(address, **{name: fields[name] for name in ("kind", "channel", "language")}))
    assert desk.post(address, **fields, form=form, do="send").status_code == 303


def test_an_officer_asks_sees_it_as_it_goes_and_sends_it(desk: Desk, case: Case) -> None:
    address = f"cases/{case.reference}/ask"
    assert "What do you need from them?" in text_of(desk.get(address))
    words = desk.get(address, kind="questions", channel="email", language="en")
    assert "How many working days do they have?" in text_of(words)
    form = form_of(words)
    wrong = desk.post(address, **{**ASK, "questions": ""}, form=form, do="preview")
    assert "Enter the questions" in text_of(wrong)
    seen = text_of(desk.post(address, **ASK, form=form, do="preview"))
    assert "Dear Ana Rees, tell us more. Which street? Since when? Answer here" in seen
    assert "The clock Stops until they answer" in seen
    assert "/asked/…" in seen, "what opens the link is for the resident alone"
    for _ in range(2):
        assert desk.post(address, **ASK, form=form, do="send").status_code == 303
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "What we asked for Answer questions Waiting for an answer until" in page
    assert "The resident was asked for something" in page
    assert ": We asked the resident for something" in page
    with in_council(desk.council):
        request = Request.objects.get()
    assert desk.post(f"cases/{case.reference}/ask/{request.id}/cancel").status_code == 303
    assert "Taken back" in text_of(desk.get(f"cases/{case.reference}"))


def test_the_resident_answers_on_one_page_without_signing_in(desk: Desk, case: Case) -> None:
    ask(desk, case)
    resident, link = Outside(desk.council), link_in(desk.council, "request")
    page = text_of(resident.get(link))
    assert "We have questions for you" in page
    assert "Dear Ana Rees, tell us more." in page
    wrong = resident.post(link, q1="High Street")
    assert "Enter an answer" in text_of(wrong)
    assert "High Street" in wrong.content.decode()
    assert resident.post(link, q1="High Street", q2="May").status_code == 303
    assert "We have your answer" in text_of(resident.get(link))
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "New reply" in page
    assert "Answer questions Answered" in page
    assert "High Street" in page
    top = page.partition("What to do next")[0]
    assert "The resident answered: look at it Which street? High Street" in top
    assert "We no longer wait for them. The clock runs again: " in top
    home = text_of(desk.get("home"))
    assert "1 answered, not read yet" in home
    assert "The resident answered: look at it Reference" in home
    assert desk.post(f"cases/{case.reference}/read").status_code == 303
    assert "The resident answered: look at it" not in text_of(desk.get(f"cases/{case.reference}"))


def test_who_acts_after_looking_has_read_what_came_in(desk: Desk, case: Case) -> None:
    ask(desk, case)
    resident, link = Outside(desk.council), link_in(desk.council, "request")
    desk.get(f"cases/{case.reference}")
    assert resident.post(link, q1="High Street", q2="May").status_code == 303
    ask(desk, case, text="And this?")
    unread = "The resident answered: look at it"
    assert unread in text_of(desk.get(f"cases/{case.reference}")), "it came after the officer looked"
    ask(desk, case, text="And that?")
    assert unread not in text_of(desk.get(f"cases/{case.reference}"))


def test_files_can_be_asked_for(desk: Desk, case: Case, tmp_path: Path) -> None:
    with in_council(desk.council):
        folder = {"folder": str(tmp_path)}
        bind_provider(capability="files", provider="folder", settings=folder, by=SYSTEM, at=NOW)
    ask(desk, case, kind="evidence", questions="")
    resident, link = Outside(desk.council), link_in(desk.council, "request")
    assert "Error" in text_of(resident.post(link))
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.4\n%%EOF\n")
    sent = resident.post(link, **{"request_files-file": plan})
    assert sent.status_code == 303, text_of(sent)
    with in_council(desk.council):
        names = [one.name for one in documents_of_case(case_id=case.id, journey_id=None)]
    assert names == ["plan.pdf"]


def test_a_letter_has_a_code_that_opens_the_same_page(desk: Desk, council: CouncilSite) -> None:
    who = {"name": ["Ana Rees"], "home-line1": ["1 High Street"], "home-town": ["Amberford"]}
    case = apply_for(council, at=NOW, who={**who, "home-postcode": ["AB1 0AA"]})
    address = f"cases/{case.reference}/ask"
    assert 'value="letter"' in desk.get(address).content.decode()
    ask(desk, case, channel="letter")
    with in_council(council):
        body = Message.objects.get(kind="request").body
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}(?=[. ])", body.split("the code")[1])
    assert code
    resident = Outside(council)
    assert "We do not know this reference and code" in text_of(
        resident.post("/asked", reference=case.reference, code="BBBB-BBBB")
    )
    opened = resident.post("/asked", reference=case.reference.lower(), code=code[0].lower())
    assert opened.status_code == 303
    assert "We have questions for you" in text_of(resident.get(opened["Location"]))


def test_links_that_open_nothing_are_counted(council: CouncilSite, case: Case) -> None:
    resident = Outside(council)
    for number in range(10):
        assert resident.get(f"/asked/{number:040}").status_code == 404
    assert resident.get(f"/asked/{11:040}").status_code == 429


def test_somebody_outside_does_a_task_and_sees_only_what_was_shared(desk: Desk, case: Case) -> None:
    address = f"cases/{case.reference}/errands/new"
    form = form_of(desk.get(address))
    fields = {"title": "Look at the tree", "text": "Is it safe?", "questions": "How old is it?", "form": form}
    missing = desk.post(address, **fields, who="outside")
    assert "Enter their e-mail address" in text_of(missing)
    for _ in range(2):
        sent = desk.post(address, **fields, who="outside", email="trees@example.org", days="5")
        assert sent.status_code == 303
    expert, link = Outside(desk.council), link_in(desk.council, "outside")
    page = text_of(expert.get(link))
    assert "Look at the tree" in page
    assert "How old is it?" in page
    for private in ("Ana Rees", "AB12 CDE", case.reference):
        assert private not in expert.get(link).content.decode()
    assert expert.post(link, q1="About 80 years").status_code == 303
    assert "You can close this page" in text_of(expert.get(link))
    with in_council(desk.council):
        task = CaseTask.objects.get(title="Look at the tree")
        assert (task.state, task.answers, task.done_by) == ("done", {"q1": "About 80 years"}, "trees@example.org")
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Look at the tree trees@example.org Done" in page
    assert "Task done: Look at the tree" in page


def test_a_task_is_given_on_noted_dropped_and_opened_again(desk: Desk, case: Case) -> None:
    address = f"cases/{case.reference}/errands/new"
    form = form_of(desk.get(address))
    assert desk.post(address, title="Ring the garage", who=f"member:{desk.membership_id}", form=form).status_code == 303
    with in_council(desk.council):
        task = CaseTask.objects.get(title="Ring the garage")
    where = f"cases/{case.reference}/errands/{task.id}"
    assert "Ola Officer" in text_of(desk.get(where))
    assert desk.post(where, do="note", note="Nobody there").status_code == 303
    assert desk.post(where, do="give", who="team:parking").status_code == 303
    assert "Enter why it need not be done" in text_of(desk.post(where, do="drop"))
    assert desk.post(where, do="drop", reason="Not needed").status_code == 303
    assert desk.post(where, do="done", q1="Too late").status_code == 200
    assert desk.post(where, do="reopen").status_code == 303
    page = text_of(desk.get(where))
    assert "To do" in page
    assert "Nobody there" in page
    assert desk.post(where, do="done", q1="They said yes").status_code == 303
    page = text_of(desk.get(where))
    assert "They said yes" in page


def test_who_may_only_look_and_the_other_council_can_do_none_of_it(
    desk: Desk, case: Case, council: CouncilSite, other_council: CouncilSite
) -> None:
    ask(desk, case)
    link = link_in(council, "request")
    for stranger in (
        new_desk(council, "Vera Viewer", ("viewer", "*", "")),
        new_desk(other_council, "Olive Other", ("lead", "*", "")),
    ):
        for path in ("ask", "errands/new"):
            assert stranger.get(f"cases/{case.reference}/{path}").status_code == 404
    assert Outside(other_council).get(link).status_code == 404


def test_a_letter_is_kept_as_it_was_printed_and_can_come_back(desk: Desk, council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    who = {"name": ["Ana Rees"], "home-line1": ["1 High Street"], "home-town": ["Amberford"]}
    case = apply_for(council, at=NOW, who={**who, "home-postcode": ["AB1 0AA"]})
    ask(desk, case, channel="letter")
    work(council, at=datetime.now(UTC))
    with in_council(council):
        letter = Message.objects.get(kind="request")
        paper = Paper.objects.get(message=letter)
    assert letter.state == "sent"
    printed = bytes(paper.pdf)
    assert (tmp_path / f"{letter.id}.pdf").read_bytes() == printed
    address = f"cases/{case.reference}/letters/{letter.id}"
    assert b"".join(desk.get(f"{address}.pdf")) == printed
    assert "The letter as PDF" in text_of(desk.get(f"cases/{case.reference}"))
    for _ in range(2):
        assert desk.post(f"{address}/came-back").status_code == 303
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "The letter came back." in page
    assert "Messages to it came back." in text_of(desk.get(f"cases/{case.reference}/write"))
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    assert viewer.post(f"{address}/came-back").status_code == 404
