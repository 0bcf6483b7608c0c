"""Can an agent take a call about a missed bin and a complaint in one go, and does the case say so afterwards?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from commonhall.upkeep.demo.gazetteer_stories import story_properties
from tests.browser.demonstration import Demonstration
from tests.browser.looking import Looked
from tests.browser.office import open_case, sign_in
from tests.browser.post import open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.walking import REFERENCE, Fields, answer, at_page, form_button, send
from tests.browser.windows import Windows

NAME, PHONE = "Ceri Llewelyn", "07700 900456"
COUNCILS = {"en": "fallowdale", "cy": "brynafon"}
MOST_PAGES = 30


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_missed_bin_and_a_complaint_in_one_call(windows: Windows, demo: Demonstration, language: str) -> None:
    council = COUNCILS[language]
    page, looked = windows.open(tested=True), Looked.in_turn(language)
    email = f"ceri.{language}@example.org"
    sign_in(page, demo, council, role="agent")
    page.goto(f"{demo.site(council)}/office/?lang={language}")
    page.goto(f"{demo.site(council)}/office/calls")
    looked.at(page)
    call = begin(page, demo, council, looked)
    bin_case = serve(page, looked, call, "missed-bin", bin_answers(council, email), language)
    check_caller(page, looked, call, bin_case, story_properties(council)[0].address.rsplit(", ", 1)[-1], email)
    complaint = serve(page, looked, call, "complaints", complaint_answers(email), language)
    for reference in (bin_case, complaint):
        expect(page.locator("main")).to_contain_text(reference)
    keep_screenshot(page, f"call-{language}")
    looked.at(page)
    note(page, looked, bin_case)
    caller = windows.open()
    begin_alone(caller, demo, council, email)
    ask_consent(page, looked, call)
    carry_on(page, caller, looked, call)
    hand_over(page, looked, call, email)
    open_message(windows.open(), demo, email, "link" if language == "en" else "ddolen")
    finish(page, looked, call)
    looked.check()
    officer = windows.open()
    sign_in(officer, demo, council)
    open_case(officer, bin_case)
    expect(officer.locator("#contacts, main").first).to_contain_text(agent_of(demo, council))
    keep_screenshot(officer, f"case-contacts-{language}")


def begin(page: Page, demo: Demonstration, council: str, looked: Looked) -> str:
    """Begin a call as the telephone system leads to it, and return its address."""
    page.goto(f"{demo.site(council)}/office/calls/begin?from={PHONE.replace(' ', '%20')}")
    expect(page.locator("[name=number]")).to_have_value(re.compile(r"\+447700900456"))
    looked.at(page)
    send(page)
    expect(page).to_have_url(re.compile(r"/office/calls/[0-9a-f-]{36}$"))
    looked.at(page)
    return page.url


def serve(page: Page, looked: Looked, call: str, service: str, answers: Mapping[str, Fields], language: str) -> str:
    """Fill a service in with the caller, look at each page, and return the reference."""
    page.goto(f"{call}/serve")
    looked.at(page)
    fields: dict[str, str] = {"service": service}
    if page.locator("[name=language]").count():
        fields["language"] = language
    send(page, fields)
    for _ in range(MOST_PAGES):
        expect(
            page.locator(f"main a[href='{call.split('/office')[0]}'], a[href$='{call.rsplit('/', 1)[-1]}']")
        ).to_be_attached()
        where = page.url.split("?")[0].rsplit("/", 1)[-1]
        looked.at(page)
        if where == "sent":
            break
        if where == "who":
            keep_screenshot(page, f"call-{service}-{language}")
        send(page, now(page, where, answers))
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found, page.url
    page.locator(f"a[href$='{call.rsplit('/', 1)[-1]}']").click()
    expect(page).to_have_url(call)
    return found.group()


def now(page: Page, where: str, answers: Mapping[str, Fields]) -> Fields:
    """Return what is answered on a page: for an address, its two steps; for a list of bins, the first."""
    if where == "which":
        return {"collections": [page.locator("[name=collections]").first.get_attribute("value") or ""]}
    if where == "where" and page.locator("[name=property-uprn]").count():
        return answers["where_uprn"]
    return answers.get(where, {})


def bin_answers(council: str, email: str) -> Mapping[str, Fields]:
    """Return what the caller says about the bin."""
    story = story_properties(council)[0 if council == "fallowdale" else 8]
    return {
        "where": {"property-postcode": story.address.rsplit(", ", 1)[-1]},
        "where_uprn": {"property-uprn": story.uprn},
        "where_left": {"where_left": "By the gate"},
        "who": {"name": NAME},
        "contact": {"contact_by": ["email"]},
        "contact_email": {"email": email},
    }


def complaint_answers(email: str) -> Mapping[str, Fields]:
    """Return what the caller complains about. Their name and address are known by then."""
    return {
        "kind": {"kind": "complain"},
        "about": {"service": "bins"},
        "told_us": {"told_us": "no"},
        "what_happened": {"what_happened": "Nobody came back for my bin."},
        "put_right": {"put_right": "Empty it this week."},
        "for_whom": {"for_whom": "myself"},
        "when": {"when_known-day": "2", "when_known-month": "11", "when_known-year": "2026"},
        "contact": {"contact_by": ["email"]},
        "contact_email": {},
    }


def check_caller(page: Page, looked: Looked, call: str, reference: str, postcode: str, email: str) -> None:
    """Find the caller by the reference that they were just given, answer wrongly once, then well."""
    page.goto(f"{call}/caller")
    looked.at(page)
    page.locator("[name=q]").fill(reference)
    page.locator("form:has([name=q]) button").click()
    looked.at(page)
    page.locator("form:has([name=person]:not([value=''])) button").first.click()
    expect(page).to_have_url(f"{call}/check")
    looked.at(page)
    send(page, {"name": NAME, "postcode": "ZZ9 9ZZ", "email": email})
    expect(page).to_have_url(f"{call}/check")
    expect(page.locator("[name=name]")).to_have_value("")
    send(page, {"name": NAME.upper(), "postcode": postcode, "email": email})
    expect(page).to_have_url(call)
    expect(page.locator("main")).to_contain_text(NAME)


def begin_alone(page: Page, demo: Demonstration, council: str, email: str) -> None:
    """Let the caller begin a service in a browser of their own, and save it."""
    page.goto(f"{demo.site(council)}/services/contact-the-council/about")
    send(page, {"topic": "other"})
    page.goto(f"{demo.site(council)}/services/contact-the-council/save")
    send(page, {"email": email})
    page.goto(f"{demo.site(council)}/services/contact-the-council/your_message")


def ask_consent(page: Page, looked: Looked, call: str) -> None:
    """Look at how the agent asks whether they may carry on with it; the caller says no, so nothing is opened."""
    page.goto(call)
    page.locator("main a[href*='/journeys/']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"consent": "no"})
    expect(page).to_have_url(call)


def carry_on(page: Page, caller: Page, looked: Looked, call: str) -> None:
    """Carry on once the caller says yes. Both answer the same page: the agent is shown both, and keeps the caller's."""
    page.locator("main a[href*='/journeys/']").click()
    send(page, {"consent": "yes"})
    at_page(page, "contact-the-council/your_message")
    expect(page.locator("body")).to_contain_text(NAME)
    back = page.locator(f"a[href$='{call.rsplit('/', 1)[-1]}']")
    expect(back).to_be_attached()
    looked.at(page)
    send(caller, {"message": "In my own words."})
    expect(caller.locator("body")).not_to_contain_text(NAME)
    send(page, {"message": "As the agent understood it."})
    for words in ("In my own words.", "As the agent understood it."):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("body")).to_contain_text(NAME)
    looked.at(page)
    keep_screenshot(page, "call-conflict")
    page.locator("[name=keep][value=saved]").click()
    at_page(page, "contact-the-council/files")
    looked.at(page)
    back.click()
    expect(page).to_have_url(call)


def note(page: Page, looked: Looked, reference: str) -> None:
    """Keep on the first case that it happened again."""
    page.locator(f"a[href$='/cases/{reference}'][href*='/calls/']").first.click()
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"what": "again", "text": "The next one was left as well."})
    expect(page.get_by_role("alert")).to_be_visible()


def hand_over(page: Page, looked: Looked, call: str, email: str) -> None:
    """Send the caller a link to another service."""
    page.goto(f"{call}/link")
    looked.at(page)
    answer(page, {"what": "contact-the-council", "way": "email"})
    expect(page.locator("[name=email]")).to_have_value(email)
    form_button(page).click()
    expect(page).to_have_url(call)


def finish(page: Page, looked: Looked, call: str) -> None:
    """Say what the call was about, and read it again."""
    page.locator("form#end button").click()
    expect(page).to_have_url(f"{call}/finish")
    looked.at(page)
    send(page)
    looked.at(page)
    keep_screenshot(page, "call-finish")
    send(page, {"reason": "complaint", "outcome": "passed_on", "avoidable": "not_done", "note": "Rang twice."})
    expect(page).to_have_url(re.compile("/office/calls$"))
    page.goto(f"{call}/read")
    expect(page.locator("main")).to_contain_text("Rang twice.")
    looked.at(page)


def agent_of(demo: Demonstration, council: str) -> str:
    """Return what the agent of a council is called."""
    ((name,),) = demo.sql("select name from people_membership where email = %s", f"agent@{council}.example.org")
    return str(name)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_leads_set_how_callers_are_checked(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked = windows.open(tested=True), Looked.in_turn(language)
    sign_in(page, demo, "brynafon", role="lead")
    page.goto(f"{demo.site('brynafon')}/office/calls/figures?lang={language}")
    looked.at(page)
    page.goto(f"{demo.site('brynafon')}/office/calls/settings")
    looked.at(page)
    answer(page, {"needed": "1"})
    page.locator("form:has([name=needed]) button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked.at(page)
    looked.check()
