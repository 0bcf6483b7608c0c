"""A letter goes to who has no e-mail address; a message carries what was answered, made harmless."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from commonhall.cases.correspondence.printing import print_letter
from commonhall.cases.correspondence.receiving import MESSAGE_FILES, receive_message
from commonhall.cases.correspondence.wording import compose
from commonhall.cases.correspondence.writing import Draft, write_message
from commonhall.cases.models import Message, Paper
from commonhall.cases.queries import effective_of_case
from commonhall.cases.telling import in_both
from commonhall.catalogue.operations import bind_provider
from commonhall.contacts.queries import find_person
from commonhall.core.questions.question import Setting
from commonhall.core.values.words import LANGUAGES, both
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import add_document
from tests.core.letters.test_enclosing import pages_of, pdf_of
from tests.rooms.work.permits import AT, apply_for, approve
from tests.rooms.work.told import messages_at, send_into, work

HOME = {
    "home-line1": ["5 Church Road"],
    "home-town": ["Amberford"],
    "home-postcode": ["LL23 2AA"],
}


def who(email: str, **home: list[str]) -> dict[str, list[str]]:
    return {"name": ["Ana Rees"], "email": [email], **home}


def test_who_has_no_e_mail_address_gets_a_letter(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    case = apply_for(council, who=who("", **HOME))
    approve(council, case)
    work(council)
    letter = next(each for each in messages_at(council) if each.kind == "approved")
    assert (letter.channel, letter.state) == ("letter", "sent")
    assert letter.recipient == "Ana Rees\n5 Church Road\nAmberford\nLL23 2AA"
    assert letter.body.startswith("A letter: PP-")
    assert letter.body.endswith(", zone A.")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".txt"]


def test_who_has_one_gets_no_letter_besides(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    case = apply_for(council, who=who("ana.rees@example.org", **HOME))
    approve(council, case)
    work(council)
    sent = [each for each in messages_at(council) if each.kind == "approved"]
    assert [(each.channel, each.body.startswith("Your number is")) for each in sent] == [("email", True)]


def test_who_left_no_address_at_all_gets_nothing(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    approve(council, apply_for(council, who=who("")))
    work(council)
    assert messages_at(council) == []


def test_a_message_carries_what_was_answered(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    apply_for(council, car={"plate": ["# https://bad.example AB"], "height": ["1"]})
    work(council)
    body = messages_at(council)[0].body
    assert body.startswith("We have it.\n\n# What you told us\n\n* Registration: ")
    assert "https:" not in body
    assert "\\# AB" in body
    assert "* Are you in danger?: No" in body


def test_a_council_that_says_so_writes_letters_in_both_languages(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    with in_council(council):
        case = apply_for(council, who=who("", **HOME))
        effective = effective_of_case(case, council=council, at=AT)
        message = effective.pattern.messages["approved"].model_copy(
            update={"subject": both("Approved", "Cymeradwywyd"), "letter": both("Yes.", "Ie.")}
        )
        person = find_person(case.person_id)
        assert person is not None
        welsh, english = (
            compose(message, case, person, effective=effective, council=council, asked={}, language=one, at=AT)
            for one in LANGUAGES[::-1]
        )
    (letter,) = in_both(welsh, english, told=english)
    assert letter.subject == "Cymeradwywyd / Approved"
    assert letter.body == "Ie.\n\n---\n\n# Approved\n\nYes."


def test_files_are_printed_with_the_letter_that_gives_them(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path / "out", council)
    case = apply_for(council, who=who("", **HOME))
    with in_council(council):
        bind_provider(
            capability="files", provider="folder", settings={"folder": str(tmp_path / "in")}, by=SYSTEM, at=AT
        )
        bind_provider(capability="scanning", provider="test_file", settings={}, by=SYSTEM, at=AT)
        kept = [
            add_document(
                question=MESSAGE_FILES, name=name, content=content, case_id=case.id, by=RESIDENT, at=AT,
                setting=Setting(language="en", today="2026-06-10"),
            )
            for name, content in (("plan.pdf", pdf_of(2)), ("meter.txt", b"42"))
        ]  # fmt: skip
        receive_message(case_id=case.id, text="", documents=[each.id for each in kept], by=RESIDENT, at=AT)
        draft = Draft("1", "letter", "en", "Your plan", "Here it is.", documents=tuple(each.id for each in kept))
        assert {each.standing for each in kept} == {"clean"}
        message = write_message(case_id=case.id, draft=draft, council=council, by=SYSTEM, at=AT)
    work(council)
    with in_council(council):
        paper = Paper.objects.get(message=message)
    printed = pypdfium2.PdfDocument(bytes(paper.pdf))
    assert len(printed) == pages_of(letter_alone(message, council)) + 2
    words = "".join(printed[number].get_textpage().get_text_range() for number in range(len(printed) - 2))
    assert "Printed with this letter" in words
    assert "plan.pdf" in words.split("Printed with this letter")[1]
    assert "meter.txt" not in words.split("Printed with this letter")[1], "words alone are not printed"


def letter_alone(message: Message, council: CouncilSite) -> bytes:
    """Return the letter without what is printed with it."""
    with in_council(council):
        return print_letter(Message.objects.get(id=message.id), council=council, at=AT)
