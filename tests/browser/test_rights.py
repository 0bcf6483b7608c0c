"""Can an administrator give and take a role, records staff see hidden answers with a reason and search the record, and
is a restricted case that was opened with a reason reviewed by somebody else?"""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_mental_health import before
from tests.browser.walking import contact_steps, form_button, reference_on, send, walk
from tests.browser.windows import Windows

WHY = {"en": "The court asked for it by tomorrow", "cy": "Gofynnodd y llys amdano erbyn yfory"}
COUNCILS = {"en": "fallowdale", "cy": "brynafon"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_rights(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(council)
    sign_in(page, demo, council, role="lead")
    page.goto(f"{site}/office/?lang={language}")
    page.goto(f"{site}/office/team")
    looked.at(page)
    for address in ("staff", "review", "roles", "record", "restricted"):
        page.goto(f"{site}/office/rights/{address}")
        looked.at(page)
        keep_screenshot(page, f"rights-{address}-{language}")
    page.goto(f"{site}/office/rights/record?since-day=40&since-month=1&since-year=2026")
    looked.at(page)
    page.goto(f"{site}/office/rights/staff")
    page.locator("main table a").filter(has_not_text="lead@").nth(1).click()
    member = page.url
    looked.at(page)
    give(page, looked, member)
    take(page, looked, member)
    page.goto(f"{member}/leave")
    looked.at(page)
    own(page, looked, site)
    joined(page, windows.open(tested=True), demo, looked, site, council)
    looked.check()


def joined(page: Page, theirs: Page, demo: Demonstration, looked: Looked, site: str, council: str) -> None:
    """Add a colleague, send the e-mail again, and choose the password by the link in it."""
    page.goto(f"{site}/office/rights/staff/new")
    looked.at(page)
    send(page)
    looked.at(page)
    email = f"nia.{council}@example.org"
    chosen = {
        "name": "Nia New",
        "email": email,
        "language": looked.language,
        "role": "officer",
        "service": "all",
        "team": "all",
    }
    send(page, chosen)
    expect(page.locator("main")).to_contain_text(email)
    looked.at(page)
    page.locator("a[href$='/again']").click()
    looked.at(page)
    send(page)
    found = demo.sql(
        "select payload->>'link' from record_outbox where kind = 'staff_invitation' "
        f"and payload->>'to' = '{email}' order by created_at desc limit 1"
    )
    theirs.goto(f"{site}{str(found[0][0])[str(found[0][0]).index('/office/') :]}")
    looked.at(theirs)
    keep_screenshot(theirs, f"choose-a-password-{looked.language}")
    send(theirs, {"password": "short"})
    looked.at(theirs)
    send(theirs, {"password": "lighthouse pebble trombone"})
    expect(theirs.locator("form[action$='/office/sign-out']")).to_be_attached()
    theirs.goto(f"{site}/office/sign-in/new/nowhere")
    looked.at(theirs)


def give(page: Page, looked: Looked, member: str) -> None:
    """Give a member a role, by way of an error and the question whether it is meant."""
    page.goto(f"{member}/add")
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"role": "viewer", "service": "all", "team": "all"})
    looked.at(page)
    send(page)
    expect(page).to_have_url(member)
    looked.at(page)


def take(page: Page, looked: Looked, member: str) -> None:
    """Take it away again."""
    page.locator("main table a[href*='/grants/']").last.click()
    looked.at(page)
    send(page)
    expect(page).to_have_url(member)


def own(page: Page, looked: Looked, site: str) -> None:
    """Declare something as one's own affair, and take it back."""
    page.goto(f"{site}/office/team/own")
    looked.at(page)
    send(page, {"kind": "postcode", "value": "nowhere at all"})
    looked.at(page)
    send(page, {"kind": "postcode", "value": "ab1 2zz"})
    expect(page.locator("main")).to_contain_text("AB1 2ZZ")
    looked.at(page)
    page.locator("main table a").first.click()
    looked.at(page)
    send(page)
    expect(page.locator("main")).not_to_contain_text("AB1 2ZZ")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_hidden_answers(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    citizen, site = windows.open(), demo.site(council)
    citizen.goto(f"{site}/services/contact-the-council/about")
    steps = contact_steps(f"hidden.{language}@example.org")
    walk(citizen, [*steps[:-1], ("help", {"adjustments": "I cannot read small print"})])
    send(citizen)
    reference = reference_on(citizen)
    page, looked = windows.open(tested=True), Looked.in_turn(language)
    sign_in(page, demo, council, role="records")
    page.goto(f"{site}/office/?lang={language}")
    page.goto(f"{site}/office/cases/{reference}")
    expect(page.locator("main")).not_to_contain_text("small print")
    looked.at(page)
    page.locator("a[href$='/hidden']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"reason": WHY[language]})
    expect(page.locator("main")).to_contain_text("I cannot read small print")
    looked.at(page)
    keep_screenshot(page, f"hidden-answers-{language}")
    page.goto(f"{site}/office/cases/{reference}")
    expect(page.locator("main")).not_to_contain_text("small print")
    expect(page.locator("main")).to_contain_text(WHY[language])  # who looked
    looked.check()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_restricted_case_opened_with_a_reason(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    site = demo.site(council)
    citizen = windows.open()
    citizen.goto(f"{site}/services/mental-health-assessment/danger")
    *steps, _feelings = before(f"unsafe.{language}@example.org", *a_home(demo, council))
    walk(citizen, [*steps[:-1], ("safe_home", {"safe_home": "unsafe"})])  # which reaches a person at once
    reference = restricted_case(demo, council)
    page, looked = windows.open(tested=True), Looked.in_turn(language)
    sign_in(page, demo, council, role="records")
    page.goto(f"{site}/office/?lang={language}")
    page.goto(f"{site}/office/cases/{reference}")
    expect(page.locator("main")).not_to_contain_text(reference)
    page.goto(f"{site}/office/rights/restricted")
    page.locator("a[href$='/restricted/open']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"reference": reference, "reason": WHY[language]})
    expect(page.locator("main")).to_contain_text(reference)
    looked.at(page)
    keep_screenshot(page, f"restricted-opened-{language}")
    page.goto(f"{site}/office/rights/restricted")
    page.get_by_role("link", name=reference).first.click()
    expect(form_button(page)).to_have_count(0)  # not their own
    looked.at(page)
    lead = windows.open(tested=True)
    sign_in(lead, demo, council, role="lead")
    lead.goto(f"{site}/office/?lang={language}")
    reviewed(lead, looked, site, reference, WHY[language])
    looked.check()


def a_home(demo: Demonstration, council: str) -> tuple[str, str]:
    """Return the postcode and the number of a home that the council knows."""
    ((postcode, uprn),) = demo.sql(
        "select p.postcode, p.uprn from contacts_property p join councils_council t on t.id = p.council_id "
        f"where t.slug = '{council}' and left(p.classification, 1) = 'R' order by p.uprn limit 1"
    )
    return str(postcode), str(uprn)


def restricted_case(demo: Demonstration, council: str) -> str:
    """Wait until the council has a restricted case, and return its reference."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = demo.sql(
            "select c.reference from cases_case c join councils_council t on t.id = c.council_id "
            f"where t.slug = '{council}' and c.restricted order by c.id desc limit 1"
        )
        if found:
            return str(found[0][0])
        time.sleep(0.3)
    raise AssertionError("the alert opened no case")


def reviewed(page: Page, looked: Looked, site: str, reference: str, finding: str) -> None:
    """Say, as somebody else, that it was right to."""
    page.goto(f"{site}/office/rights/restricted")
    looked.at(page)
    page.get_by_role("link", name=reference).first.click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"right": "yes", "finding": finding})
    looked.at(page)
