"""Can an officer find somebody, see all of them, warn others, and tell who is who? Every page in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import sign_in
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import send
from tests.browser.windows import Windows


def press(page: Page, form: str, button: int = 0) -> None:
    """Press a button of a form that has an id of its own."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(f"form#{form} button[type=submit]").nth(button).click()


def review() -> dict[str, str]:
    day = date.today() + timedelta(days=60)
    return {"review-day": str(day.day), "review-month": str(day.month), "review-year": str(day.year)}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_pages_of_people(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site("brynafon")
    name = {"en": "Gwenllian Alike", "cy": "Gwenllian Debyg"}[language]
    one, other, pair = demo.run("tests.browser.lookalikes", "brynafon", name).split()
    page.goto(f"{site}/?lang={language}")
    sign_in(page, demo, "brynafon")
    finding(page, looked, site, name)
    page.goto(f"{site}/office/people/{one}")
    if language == "en":
        keep_screenshot(page, "office-person")
    editing(page, looked, f"{site}/office/people/{one}", name)
    warning(windows, demo, page, looked, f"{site}/office/people/{one}", language)
    organisations(page, looked, site, name)
    parties(page, looked, demo, name)
    judging(page, looked, site, (one, other, pair), language)
    records = windows.open(tested=True)
    records.goto(f"{site}/?lang={language}")
    sign_in(records, demo, "brynafon", role="records")
    records.goto(f"{site}/office/people/{one}/readers")
    looked.at(records)
    looked.check()


def finding(page: Page, looked: Looked, site: str, name: str) -> None:
    page.goto(f"{site}/office/people")
    looked.at(page)
    page.locator("#q").fill("Gwenlian " + name.split()[1])
    press(page, "find")
    expect(page.locator("main tbody tr")).to_have_count(2)
    looked.at(page)
    page.goto(f"{site}/office/people?q=nobody@example.org")
    looked.at(page)
    page.goto(f"{site}/office/properties/999904000001")
    looked.at(page)


def editing(page: Page, looked: Looked, person: str, name: str) -> None:
    page.goto(f"{person}/details")
    send(page, {"email": "nobody"})
    looked.at(page)
    send(page, {"email": "changed@example.org"})
    looked.at(page)
    page.goto(f"{person}/preferences")
    send(page, {"channel": "phone", "not_by": ["phone"]})
    looked.at(page)
    page.locator("[name=not_by][value=phone]").uncheck()
    send(page, {"formats": ["large_print"], "safe_times": "10-11"})
    looked.at(page)
    page.goto(f"{person}/relationships")
    looked.at(page)
    page.locator("#q").fill(name)
    press(page, "find")
    send(page)
    looked.at(page)
    page.locator("[name=other]").first.check()
    send(page, {"kind": "partner"})
    looked.at(page)
    page.locator("a[href*='/relationships/']").first.click()
    looked.at(page)
    send(page)


def warning(windows: Windows, demo: Demonstration, page: Page, looked: Looked, person: str, language: str) -> None:
    page.goto(f"{person}/warning")
    send(page, {"narrative": ""})
    looked.at(page)
    send(page, {"kind": "dog", "narrative": "A dog is loose in the garden.", "told": "no", **review()})
    lead, site = windows.open(tested=True), demo.site("brynafon")
    lead.goto(f"{site}/?lang={language}")
    sign_in(lead, demo, "brynafon", role="lead")
    lead.goto(f"{site}/office/warnings")
    looked.at(lead)
    lead.locator("main tbody th a").last.click()
    looked.at(lead)
    press(lead, "decide")
    page.goto(person)
    expect(page.locator("main")).to_contain_text("A dog is loose in the garden.")
    looked.at(page)
    lead.goto(person)
    lead.locator("a[href*='/warnings/']").first.click()
    press(lead, "end")
    looked.at(lead)
    lead.locator("[name=why]").fill("It moved away.")
    press(lead, "end")
    page.goto(f"{site}/office/properties/999904000001/warning")
    looked.at(page)


def organisations(page: Page, looked: Looked, site: str, name: str) -> None:
    page.goto(f"{site}/office/organisations")
    send(page)
    looked.at(page)
    send(page, {"name": f"{name} Ltd"})
    looked.at(page)
    page.goto(f"{page.url}/details")
    looked.at(page)


def parties(page: Page, looked: Looked, demo: Demonstration, name: str) -> None:
    ((reference,),) = demo.sql(
        "select c.reference from cases_case c join councils_council t on t.id = c.council_id "
        "where t.slug = 'brynafon' and c.phase <> 'closed' and not c.restricted limit 1"
    )
    page.goto(f"{demo.site('brynafon')}/office/cases/{reference}/parties")
    looked.at(page)
    page.locator("#q").fill(name)
    press(page, "find")
    send(page)
    looked.at(page)
    page.locator("[name=other]").first.check()
    send(page, {"role": "supporter"})
    looked.at(page)
    page.locator("a[href*='/parties/']").last.click()
    looked.at(page)
    send(page)


def judging(page: Page, looked: Looked, site: str, who: tuple[str, str, str], language: str) -> None:
    one, other, pair = who
    page.goto(f"{site}/office/matches")
    looked.at(page)
    page.goto(f"{site}/office/people/{one}/join")
    looked.at(page)
    page.goto(f"{site}/office/people/{one}/join?with={other}")
    looked.at(page)
    page.goto(f"{site}/office/matches/{pair}")
    send(page)
    looked.at(page)
    if language == "en":
        keep_screenshot(page, "office-match")
    page.locator("main form#questions input[type=radio]").first.check()
    send(page, {"why": "She said so on the phone."})
    looked.at(page)
    page.locator("a[href*='/joins/']").first.click()
    press(page, "part")
    looked.at(page)
    page.locator("[name=why]").fill("Two people after all.")
    press(page, "part")
    looked.at(page)


def test_a_case_leads_to_its_person(page: Page, demo: Demonstration) -> None:
    ((council, reference, person),) = demo.sql(
        "select t.slug, c.reference, c.person_id::text from cases_case c "
        "join councils_council t on t.id = c.council_id "
        "where c.phase <> 'closed' and not c.restricted limit 1"
    )
    sign_in(page, demo, council)
    page.goto(f"{demo.site(council)}/office/cases/{reference}")
    page.locator(f"a[href='/office/people/{person}']").first.click()
    expect(page.locator("main")).to_contain_text(reference)
    page.goto(f"{demo.site(council)}/office/cases/{reference}/parties")
    page.locator("#q").fill(reference)
    press(page, "find")
    expect(page.locator("[name=role]").first).to_be_attached()
