"""An officer writes to the person of a case, sees it as it goes, sends it once, and reads the answer in a thread."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from commonhall.cases.correspondence.inbound import receive_mail
from commonhall.cases.correspondence.receiving import receive_message
from commonhall.cases.correspondence.templates import keep_template
from commonhall.cases.models import Case, Message, Stray, Template
from commonhall.core.values.words import both
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.rooms.office.desk import Desk, new_desk, open_case, text_of
from tests.rooms.work.mails import answer
from tests.rooms.work.permits import apply_for

NOW = datetime.now(UTC)
WORDS = {
    "channel": "email",
    "language": "en",
    "subject": "Your skip, {case.reference}",
    "body": "Dear {person.name}\n\nWe have **a question**.\n\n{officer.name}",
}


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Ola Officer", ("officer", "*", ""))


@pytest.fixture
def case(council: CouncilSite) -> Case:
    return open_case(council)


def form_of(response: object) -> str:
    # Django's client adds it:
    found = re.search(r'name="form" value="([^"]+)"', response.content.decode())  # type: ignore[attr-defined]
    assert found
    return found[1]


def test_a_message_is_begun_previewed_and_sent_once(desk: Desk, case: Case) -> None:
    page = desk.get(f"cases/{case.reference}")
    assert "Write to the resident" in text_of(page)
    first = text_of(desk.get(f"cases/{case.reference}/write"))
    assert "How do you want to send it?" in first
    assert "ffion.garside@example.org" in first
    second = desk.get(f"cases/{case.reference}/write", channel="email", language="en", begin="blank")
    assert "{person.name}" in text_of(second)
    form = form_of(second)
    preview = desk.post(f"cases/{case.reference}/write", **WORDS, form=form, do="preview")
    said = text_of(preview)
    assert f"Your skip, {case.reference}" in said
    assert "Dear Ffion Garside We have **a question**. Ola Officer" in said
    changed = desk.post(f"cases/{case.reference}/write", **WORDS, form=form, do="change")
    assert "Dear {person.name}" in text_of(changed)
    for _ in range(2):
        assert desk.post(f"cases/{case.reference}/write", **WORDS, form=form, do="send").status_code == 303
    with in_council(desk.council):
        sent = Message.objects.get(kind="written")
        assert (sent.subject, sent.written_by) == (f"Your skip, {case.reference}", "Ola Officer")
        assert sent.body.startswith("Dear Ffion Garside")
        assert Outbox.objects.filter(key=f"message:{sent.id}").count() == 1
        assert Case.objects.get(id=case.id).last_from == "staff"
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "We are sending the e-mail." in page
    assert "Message written to the resident" in page


def test_what_cannot_be_filled_in_is_said(desk: Desk, case: Case) -> None:
    form = form_of(desk.get(f"cases/{case.reference}/write", channel="email", language="en", begin="blank"))
    wrong = desk.post(
        f"cases/{case.reference}/write", **{**WORDS, "body": "By {case.kept.nothing}"}, form=form, do="send"
    )
    assert "Nothing is known that could stand for {case.kept.nothing}" in text_of(wrong)
    empty = desk.post(f"cases/{case.reference}/write", channel="email", language="en", form=form, do="send")
    assert "Enter the message" in text_of(empty)
    with in_council(desk.council):
        assert not Message.objects.filter(kind="written").exists()


def test_a_template_gives_the_words_in_the_language_of_the_person(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council, language="cy")
    with in_council(council):
        keep_template(
            template_id=None,
            name="More to see",
            channels=["email"],
            patterns=[],
            subject=both("We need to see more", "Mae angen gweld mwy"),
            body=both("Send us a photo.", "Anfonwch lun atom."),
            by=RESIDENT,
            at=NOW,
        )
    page = desk.get(f"cases/{case.reference}/write")
    assert "More to see" in text_of(page)
    begin = re.search(r'value="(own:[^"]+)"', page.content.decode())
    assert begin
    words = desk.get(f"cases/{case.reference}/write", channel="email", language="cy", begin=begin[1])
    assert "Anfonwch lun atom." in text_of(words)
    assert "Mae angen gweld mwy" in words.content.decode()


def test_a_reply_is_new_until_somebody_has_read_it(desk: Desk, case: Case) -> None:
    with in_council(desk.council):
        receive_message(case_id=case.id, text="It is **blue**.", subject="Re: your skip", by=RESIDENT, at=NOW)
    page = desk.get(f"cases/{case.reference}")
    assert "New reply: Re: your skip" in text_of(page)
    assert "It is **blue**." in text_of(page).replace("\\*", "*")
    assert desk.post(f"cases/{case.reference}/read").status_code == 303
    assert "New reply" not in text_of(desk.get(f"cases/{case.reference}"))


def test_who_may_only_look_cannot_write(case: Case, council: CouncilSite) -> None:
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    page = viewer.get(f"cases/{case.reference}")
    assert "Letters and messages" in text_of(page)
    assert "/write" not in page.content.decode()
    assert viewer.get(f"cases/{case.reference}/write").status_code == 404
    assert viewer.post(f"cases/{case.reference}/read").status_code == 404


def test_the_other_council_cannot_write(case: Case, other_council: CouncilSite) -> None:
    other = new_desk(other_council, "Olive Other", ("lead", "*", ""))
    assert other.get(f"cases/{case.reference}/write").status_code == 404
    assert other.post(f"cases/{case.reference}/write", **WORDS, do="send").status_code == 404


def test_a_lead_keeps_templates_and_an_officer_only_reads_them(desk: Desk, council: CouncilSite) -> None:
    lead = new_desk(council, "Lowri Lead", ("lead", "*", ""))
    assert desk.get("templates/new").status_code == 404
    fields = {"name": "More time", "channels": ["email"], "body_en": "Dear {person.name}", "body_cy": "Annwyl"}
    wrong = lead.post("templates/new", **fields)
    assert "Enter a subject in English" in text_of(wrong)
    assert lead.post("templates/new", **fields, subject_en="More time").status_code == 303
    assert lead.post("templates/new", **fields, subject_en="More time").status_code == 200
    assert "More time E-mail Lowri Lead" in text_of(desk.get("templates"))
    with in_council(council):
        template = Template.objects.get()
    changed = {**fields, "subject_en": "Still more time"}
    assert lead.post(f"templates/{template.id}", **changed, revision="1").status_code == 303
    stale = lead.post(f"templates/{template.id}", **changed, revision="1")
    assert "A colleague changed this template" in text_of(stale)
    assert lead.post(f"templates/{template.id}", do="retire").status_code == 303
    assert "There are no templates yet." in text_of(lead.get("templates"))
    assert lead.get(f"templates/{template.id}").status_code == 404


def test_a_person_places_mail_from_the_tray(desk: Desk, case: Case, council: CouncilSite) -> None:
    with in_council(council):
        for number in range(2):
            raw = answer(sender="new@example.com", subject=f"Skip {number}", mail_id=f"<{number}@x>")
            receive_mail(raw=raw, by=RESIDENT, at=NOW)
        first, second = Stray.objects.order_by("came_at", "subject")
    assert "Skip 0" in text_of(desk.get("tray"))
    assert "It is blue." in text_of(desk.get(f"tray/{first.id}"))
    assert "You can work on no case" in text_of(desk.post(f"tray/{first.id}", do="place", reference="SK-11111-11111"))
    assert desk.post(f"tray/{first.id}", do="place", reference=case.reference).status_code == 303
    assert "New reply: Skip 0" in text_of(desk.get(f"cases/{case.reference}"))
    assert desk.post(f"tray/{second.id}", do="aside").status_code == 303
    assert "No e-mail waits" in text_of(desk.get("tray"))
    assert desk.post(f"tray/{second.id}", do="aside").status_code == 303
    narrow = new_desk(council, "Nia Narrow", ("officer", "skip-licence", ""))
    assert narrow.get("tray").status_code == 404


def test_an_agent_writes_and_does_nothing_else(case: Case, council: CouncilSite) -> None:
    agent = new_desk(council, "Alun Agent", ("agent", "*", ""))
    page = agent.get(f"cases/{case.reference}").content.decode()
    assert f"{case.reference}/write" in page
    assert f"{case.reference}/ask" not in page
    assert agent.get(f"cases/{case.reference}/write").status_code == 200
    assert agent.get(f"cases/{case.reference}/ask").status_code == 404
    assert agent.get(f"cases/{case.reference}/errands/new").status_code == 404


def test_a_restricted_case_is_written_about_without_a_word_of_it(council: CouncilSite) -> None:
    case = apply_for(council, access="team", at=NOW)
    named = new_desk(council, "Nesta Named", ("officer", "permit", ""))
    broad = new_desk(council, "Bryn Broad", ("officer", "*", ""))
    assert broad.get(f"cases/{case.reference}/write").status_code == 404
    page = named.get(f"cases/{case.reference}/write", channel="email", language="en", begin="blank")
    assert "This case is sensitive." in text_of(page)
    fields = {"channel": "email", "language": "en", "body": "About {answers.plate}", "form": form_of(page)}
    assert named.post(f"cases/{case.reference}/write", **fields, subject="AB12 CDE", do="send").status_code == 303
    with in_council(council):
        assert Message.objects.get(kind="written").subject == f"About your request {case.reference}"


def on_paper(council: CouncilSite, *, postcode: str = "AB1 0AA") -> Case:
    """Return a case of somebody who is reached by letter alone."""
    who = {"name": ["Ana Rees"], "home-line1": ["1 High Street"], "home-town": ["Amberford"]}
    case = apply_for(council, at=NOW, who={**who, "home-postcode": ["AB1 0AA"]})
    with in_council(council):
        answers = {**case.answers, "home": {**case.answers["home"], "postcode": postcode}}
        Case.objects.filter(id=case.id).update(answers=answers)
    return case


@pytest.mark.parametrize("address", ["write", "ask"])
def test_a_letter_that_cannot_be_addressed_is_refused_before_it_is_written(
    council: CouncilSite, desk: Desk, address: str
) -> None:
    case = on_paper(council, postcode="ZZ99 9ZZ")
    how = {"channel": "letter", "language": "en", "begin": "blank", "kind": "questions"}
    refused = text_of(desk.get(f"cases/{case.reference}/{address}", **how))
    assert "No letter can be printed for this address" in refused
    form = form_of(desk.get(f"cases/{on_paper(council).reference}/{address}", **how))
    sent = desk.post(f"cases/{case.reference}/write", **{**WORDS, "channel": "letter"}, form=form, do="send")
    assert "No letter can be printed for this address" in text_of(sent)
    with in_council(council):
        assert not Message.objects.filter(channel="letter", kind="written").exists()


def test_a_letter_in_wales_is_one_paper_with_welsh_first(other_council: CouncilSite, desk: Desk) -> None:
    elsewhere = on_paper(desk.council)
    assert "on one paper" not in text_of(desk.get(f"cases/{elsewhere.reference}/write")), "not in England"
    council = other_council
    desk, case = new_desk(council, "Ola Officer", ("officer", "*", "")), on_paper(council)
    address, how = f"cases/{case.reference}/write", {"channel": "letter", "language": "both"}
    desk.get(address, lang="en")
    assert "Welsh and English on one paper" in text_of(desk.get(address))
    words = desk.get(address, **how, begin="blank")
    assert "Message in Welsh" in text_of(words)
    assert text_of(words).index("Message in Welsh") < text_of(words).index("Message in English")
    fields = {**how, "subject_cy": "Eich cais", "body_cy": "Annwyl {person.name}", "subject": "Your request"}
    missing = desk.post(address, **fields, form=form_of(words), do="preview")
    assert "Enter the message" in text_of(missing)
    fields |= {"body": "Dear {person.name}"}
    preview = text_of(desk.post(address, **fields, form=form_of(words), do="preview"))
    assert preview.index("Annwyl Ana Rees") < preview.index("Dear Ana Rees")
    for _ in range(2):
        assert desk.post(address, **fields, form=form_of(words), do="send").status_code == 303
    with in_council(council):
        letter = Message.objects.get(kind="written")
    assert (letter.subject, letter.language) == ("Eich cais / Your request", "cy")
    assert letter.body.startswith("Annwyl Ana Rees")
    assert "# Your request\n\nDear Ana Rees" in letter.body
    refused = desk.get(address, channel="email", language="both", begin="blank")
    assert refused.status_code == 200
    assert "Message in Welsh" not in text_of(refused)
