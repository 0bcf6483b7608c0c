"""An officer writes, asks and hands out tasks; the resident and somebody outside answer without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.walking import send
from tests.browser.windows import Windows

COUNCIL = "brynafon"


def a_case(demo: Demonstration) -> str:
    """Return the reference of an open case whose person has an e-mail address."""
    rows = demo.sql(
        "select c.reference from cases_case c join councils_council t on t.id = c.council_id "
        "join contacts_person p on p.id = c.person_id and p.council_id = c.council_id "
        f"where t.slug = '{COUNCIL}' and c.pattern = 'contact-the-council' and c.phase <> 'closed' "
        "and p.email <> '' order by c.opened_at limit 1"
    )
    return str(rows[0][0])


def link_to(demo: Demonstration, kind: str) -> str:
    """Return the address in the newest message of ``kind``."""
    rows = demo.sql(f"select body from cases_message where kind = '{kind}' order by composed_at desc limit 1")
    found = re.search(r"/asked/[0-9a-f]{40}", str(rows[0][0]))
    assert found
    return found[0]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_letters_requests_and_tasks(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    page.goto(f"{site}/?lang={language}")
    sign_in(page, demo, COUNCIL, role="lead")
    case = f"{site}/office/cases/{a_case(demo)}"
    write(page, looked, case)
    ask(page, looked, case)
    hand_out(page, looked, case)
    templates(page, looked, site)
    outside = windows.open(tested=True)
    outside.goto(f"{site}/asked?lang={language}")
    answer_outside(outside, demo, looked, site)
    page.goto(case)
    expect(page.locator("#letters")).to_contain_text("Monday")
    looked.check()


def write(page: Page, looked: Looked, case: str) -> None:
    """Write an e-mail, with a mistake on the way."""
    page.goto(f"{case}/write")
    looked.at(page)
    send(page, {"channel": "email", "language": looked.language, "begin": "blank"})
    looked.at(page)
    send(page, {"subject": "", "body": ""})
    looked.at(page)
    send(page, {"subject": "{case.reference}", "body": "{person.name}\n\n* one\n* two"})
    looked.at(page)
    page.locator("button[value=send]").click()
    expect(page.locator("#letters")).to_be_attached()
    looked.at(page)


def ask(page: Page, looked: Looked, case: str) -> None:
    """Ask the resident a question."""
    page.goto(f"{case}/ask")
    looked.at(page)
    send(page, {"kind": "questions", "channel": "email", "language": looked.language})
    looked.at(page)
    send(page, {"text": "{person.name}", "questions": "Which day?", "days": "10", "limit": "escalate"})
    looked.at(page)
    page.locator("button[value=send]").click()
    expect(page.locator("#asked")).to_be_attached()


def hand_out(page: Page, looked: Looked, case: str) -> None:
    """Begin a task for somebody outside."""
    page.goto(f"{case}/errands/new")
    looked.at(page)
    send(page, {"title": "Look at the wall", "who": "outside", "email": "walls@example.org"})
    expect(page.locator("#errands")).to_be_attached()
    looked.at(page)
    page.locator("#errands a").first.click()
    looked.at(page)


def templates(page: Page, looked: Looked, site: str) -> None:
    """Look at the tray, and make a template."""
    for address in ("/office/tray", "/office/templates", "/office/templates/new"):
        page.goto(site + address)
        looked.at(page)
    name = f"More time {looked.language}"
    send(page, {"name": ""})
    looked.at(page)
    send(page, {"name": name, "channels": ["email"], "subject_en": "More time", "body_en": "Dear {person.name}"})
    page.get_by_role("link", name=name).click()
    looked.at(page)


def answer_outside(page: Page, demo: Demonstration, looked: Looked, site: str) -> None:
    """Answer the request and do the task, without an account. The pages of the two have the same titles."""
    looked.at(page)
    send(page, {"reference": "CC-11111-11111", "code": "BBBB-BBBB"})
    looked.at(page)
    for kind, fields in (("request", {"q1": "Monday"}), ("outside", {"q1": "It is safe"})):
        seen = Looked(looked.language)
        page.goto(site + link_to(demo, kind))
        seen.at(page)
        send(page, {"q1": ""})
        seen.at(page)
        send(page, fields)
        seen.at(page)
        seen.check()
    page.goto(f"{site}/handed/{'0' * 40}")
    looked.at(page)
