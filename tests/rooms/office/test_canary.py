"""Does a National Insurance number, or what is made of it, stand anywhere where staff read?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.rooms.office.desk import new_desk, text_of
from tests.rooms.work import permits
from tests.rooms.work.permits import GOOD, apply_for, done

NOW = datetime.now(UTC)
CANARY = "QQ123456C"
FORMS = (CANARY, "QQ 12 34 56 C", "123456", "12 34 56")
ASKED = "QQ654321A"
NUMBER = "  - {id: number, title: Number, questions: [{id: ni, type: national_insurance, label: NI}]}\n"
SECRET = (
    ("pages:\n", f"pages:\n{NUMBER}"),
    ("tables:\n", '  double: {title: Doubled, value: "answers.ni"}\ntables:\n'),
    ('title: "Permit for {answers.plate}"', 'title: "Permit for {answers.plate} {answers.ni} {computed.double}"'),
    ("label: Registration", 'label: "Registration of {answers.ni}"'),
    (
        "{id: zone, type: text, label: Which zone?}",
        "{id: zone, type: text, label: Zone}, {id: their, type: national_insurance, label: Theirs}",
    ),
    (
        'subject: Approved, body: "Your',
        'subject: Approved, body: "So: {answers.ni} {computed.double} {asked.their} Your',
    ),
)


@pytest.fixture
def case(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case whose title, labels, computed values and messages are made of a National Insurance number."""
    marked = permits.PERMIT
    for old, new in SECRET:
        assert old in marked, old
        marked = marked.replace(old, new, 1)
    monkeypatch.setattr(permits, "PERMIT", marked)
    monkeypatch.setattr(permits, "GOOD", {"number": {"ni": [CANARY]}, **GOOD})
    made = apply_for(council, at=NOW)
    assert made.answers["ni"].replace(" ", "") == CANARY
    return made


def clean(response: Any) -> str:
    """Return what a page says, after looking that nothing of it is the number."""
    whole = str((response.getvalue() if response.streaming else response.content).decode())
    assert not [form for form in FORMS if form in whole]
    return whole


@pytest.mark.parametrize("role", ["viewer", "agent", "manager", "officer", "lead"])
def test_no_page_says_the_number(council: CouncilSite, case: Case, role: Any) -> None:
    desk = new_desk(council, "Sam Someone", (role, "*", ""))
    page = clean(desk.get(f"cases/{case.reference}"))
    assert "Permit for AB12 CDE Hidden Hidden" in page
    assert "Doubled" in page
    assert "AB12 CDE" in clean(desk.get(""))  # the queue
    assert case.reference in clean(desk.get("", q="AB12"))
    for form in FORMS[:2]:
        assert case.reference not in desk.get("", q=form).content.decode()


def test_the_preview_of_an_act_hides_what_the_resident_gets_whole(council: CouncilSite, case: Case) -> None:
    desk = new_desk(council, "Olga Officer", ("officer", "*", ""))
    done(council, case, seen=True, at=NOW)
    preview = clean(desk.get(f"cases/{case.reference}/actions/approve"))
    assert "So: Hidden, ends in" in preview
    approved = desk.post(f"cases/{case.reference}/actions/approve", zone="A", their=ASKED, revision=revision(preview))
    assert approved.status_code == 303, text_of(approved)
    with in_council(council):
        told = Outbox.objects.get(kind="tell", payload__occasion="approve")
    assert told.payload["asked"]["their"].replace(" ", "") == ASKED
    page = desk.get(f"cases/{case.reference}").content.decode()
    assert ASKED not in page.replace(" ", "")
    assert CANARY not in page.replace(" ", "")


def revision(page: str) -> str:
    """Return the version of the case that a form was shown for."""
    return page.partition('name="revision" value="')[2].partition('"')[0]


def test_the_list_as_a_file_does_not_say_it(council: CouncilSite, case: Case) -> None:
    desk = new_desk(council, "Sam Someone", ("manager", "*", ""))
    assert case.reference in clean(desk.get("lists/csv"))
