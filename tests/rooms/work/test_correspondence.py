"""What people write comes to their case once; the other council sees none of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonhall.cases.correspondence.receiving import (
    LONGEST_MESSAGE,
    MESSAGE_FILES,
    MessageRefused,
    read_messages,
    receive_message,
)
from commonhall.cases.models import Case, Message
from commonhall.catalogue.operations import bind_provider
from commonhall.core.questions.file import File
from commonhall.core.questions.question import Setting
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import add_document, attach_asked, documents_of_case, record_of
from commonhall.journeys.models import Document
from commonhall.record.queries import events_about
from tests.rooms.work.permits import apply_for

NOW = datetime.now(UTC)


def keep_files_in(folder: Path) -> None:
    """Let the council in scope keep its files in ``folder``."""
    bind_provider(capability="files", provider="folder", settings={"folder": str(folder)}, by=RESIDENT, at=NOW)


@pytest.fixture
def case(council: CouncilSite) -> Case:
    return apply_for(council, at=NOW)


def test_what_a_resident_writes_comes_to_the_case_once(case: Case, council: CouncilSite) -> None:
    with in_council(council):
        Case.objects.filter(id=case.id).update(last_from="staff")
        for _ in range(2):
            receive_message(case_id=case.id, text=" Thank you.\r\nYours ", occasion="form:1", by=RESIDENT, at=NOW)
        message = Message.objects.get(case=case, direction="in")
        assert (message.body, message.channel, message.state) == ("Thank you.\nYours", "web", "received")
        assert Case.objects.get(id=case.id).last_from == "resident"
        assert [each.kind for each in events_about(("case", case.id))].count("message_received") == 1
        assert read_messages(case_id=case.id, by=RESIDENT, at=NOW) == 1
        assert read_messages(case_id=case.id, by=RESIDENT, at=NOW) == 0


def test_files_that_come_with_a_message_belong_to_the_case(case: Case, council: CouncilSite, tmp_path: Path) -> None:
    with in_council(council):
        keep_files_in(tmp_path)
        kept = add_document(
            question=MESSAGE_FILES,
            name="meter.txt",
            content=b"The meter says 42.",
            setting=Setting(language="en", today="2026-06-10"),
            case_id=case.id,
            by=RESIDENT,
            at=NOW,
        )
        message = receive_message(case_id=case.id, text="", documents=[kept.id], by=RESIDENT, at=NOW)
        assert [each["name"] for each in message.documents] == ["meter.txt"]
        assert [each.name for each in documents_of_case(case_id=case.id, journey_id=None)] == ["meter.txt"]


def test_an_act_leaves_files_alone_that_are_added_for_something_else(
    case: Case, council: CouncilSite, tmp_path: Path
) -> None:
    plan, photo = (File(id=name, type="file", label=Words(en=name), accepts=("txt",)) for name in ("plan", "photo"))
    with in_council(council):
        keep_files_in(tmp_path)
        kept = [
            add_document(
                question=question,
                name=f"{number}.txt",
                content=str(number).encode(),
                setting=Setting(language="en", today="2026-06-10"),
                case_id=case.id,
                by=RESIDENT,
                at=NOW,
            )
            for number, question in enumerate((plan, plan, photo, MESSAGE_FILES))
        ]
        named = {"plan": [record_of(kept[0])]}
        assert attach_asked(case_id=case.id, questions=[plan], answers=named, at=NOW) == 1
        states = dict(Document.objects.filter(case_id=case.id).values_list("name", "state"))
        assert states == {"0.txt": "attached", "1.txt": "removed", "2.txt": "held", "3.txt": "held"}
        receive_message(case_id=case.id, text="", documents=[kept[3].id], by=RESIDENT, at=NOW)
        assert {each.name for each in documents_of_case(case_id=case.id, journey_id=None)} == {"0.txt", "3.txt"}


@pytest.mark.parametrize(("text", "reason"), [(" \n", "empty"), ("x" * (LONGEST_MESSAGE + 1), "long")])
def test_nothing_and_too_much_are_refused(case: Case, council: CouncilSite, text: str, reason: str) -> None:
    with in_council(council), pytest.raises(MessageRefused) as refused:
        receive_message(case_id=case.id, text=text, by=RESIDENT, at=NOW)
    assert refused.value.reason == reason


def test_the_other_council_sees_no_message(case: Case, council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        receive_message(case_id=case.id, text="Ours", by=RESIDENT, at=NOW)
    with in_council(other_council):
        assert not Message.objects.exists()
        with pytest.raises(LookupError):
            receive_message(case_id=case.id, text="Theirs", by=RESIDENT, at=NOW)
