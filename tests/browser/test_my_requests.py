"""Can residents sign in by a link, see and keep what is theirs, and leave nothing to whoever comes after them?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demonstration import Demonstration
from tests.browser.following import attach
from tests.browser.looking import Looked
from tests.browser.office import act, open_case
from tests.browser.office import sign_in as office_sign_in
from tests.browser.paying import paid_reference, pay
from tests.browser.post import letter, link_in_letter, open_message
from tests.browser.screenshots import keep_screenshot
from tests.browser.test_every_page import CONTACT, in_language, wrong_then
from tests.browser.walking import address_steps, at_page, begin, contact_steps, reference_on, send, walk
from tests.browser.windows import Windows

COUNCIL = "brynafon"
SUBJECTS = {"en": "Sign in to", "cy": "Mewngofnodi i"}
HOUSES = {"en": "999904000013", "cy": "999904000014"}
PHONES = {"en": "07700 900451", "cy": "07700 900452"}


def sign_in(windows: Windows, page: Page, demo: Demonstration, email: str, language: str) -> str:
    """Ask for a link, open it from the inbox and press its button; return the link."""
    page.goto(demo.site(COUNCIL) + "/my/sign-in")
    send(page, {"email": email})
    mail = windows.open()
    open_message(mail, demo, email, SUBJECTS[language])
    link = link_in_letter(mail)
    page.goto(link)
    send(page)
    expect(page).to_have_url(re.compile(r"/my$"))
    return link


def open_mine(page: Page, reference: str) -> None:
    """Open one of the requests in the list."""
    page.locator(".govuk-summary-card", has_text=reference).locator("a[href^='/track/']").click()
    expect(page.locator("main")).to_contain_text(reference)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_signing_in(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    email = f"signs.in.{language}@example.org"
    in_language(page, site, language)
    page.goto(site + "/my")
    at_page(page, "my/sign-in")
    wrong_then(page, looked, {"email": email}, {"email": "nobody"})
    looked.at(page)
    mail = windows.open()
    open_message(mail, demo, email, SUBJECTS[language])
    link = link_in_letter(mail)
    page.goto(link)
    looked.at(page)
    send(page)
    looked.at(page)
    for address in ("/my/details", "/my/record"):
        page.goto(site + address)
        looked.at(page)
    page.locator("form[action='/my/sign-out'] button").click()
    at_page(page, "my/sign-in")
    looked.at(page)
    page.goto(link)
    looked.at(page)
    page.goto(site + "/track")
    wrong_then(page, looked, {"reference": "CC-7K3Q9-XW4P2", "to": PHONES[language]})
    wrong_then(page, looked, {"code": "000000"})
    looked.at(page)
    looked.check()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_from_a_request_to_its_copy(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    email = f"mine.{language}@example.org"
    in_language(page, site, language)
    page.goto(site + CONTACT + "/about?new=1")
    walk(page, contact_steps(email))
    send(page)
    reference = reference_on(page)
    begin_and_save(page, site, email)
    sign_in(windows, page, demo, email, language)
    expect(page.locator("main")).to_contain_text(reference)
    looked.at(page)
    if language == "en":
        keep_screenshot(page, "my-requests")
    write(page, looked, reference)
    page.locator("main a[href$='/full-copy']").click()
    expect(page.locator("main")).to_contain_text("When is the library open?")
    looked.at(page)
    unfinished(page, looked, site)
    wishes(page, looked, site, language)
    page.goto(site + "/my/record")
    with page.expect_download() as taken:
        page.locator("form#download button").click()
    assert taken.value.suggested_filename.endswith(".zip")
    looked.check()


def begin_and_save(page: Page, site: str, email: str) -> None:
    """Begin a message to the council, and ask for a link to carry on."""
    page.goto(site + CONTACT + "/about?new=1")
    send(page, {"topic": "other"})
    page.goto(site + CONTACT + "/save")
    send(page, {"email": email})


def write(page: Page, looked: Looked, reference: str) -> None:
    """Write to the council about a request, with a photo."""
    open_mine(page, reference)
    looked.at(page)
    page.locator("main a[href$='/write-to-us']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    attach(page, "your_files")
    looked.at(page)
    send(page, {"message": "Here is a picture of the gate."})
    expect(page.locator("main")).to_contain_text("Here is a picture of the gate.")
    expect(page.locator("main")).to_contain_text("bin.png")
    looked.at(page)


def unfinished(page: Page, looked: Looked, site: str) -> None:
    """Carry on with what was saved, then delete it."""
    page.goto(site + "/my")
    page.locator("main a[href^='/my/unfinished/']").click()
    looked.at(page)
    here = page.url
    send(page)
    at_page(page, "your_message")
    page.goto(here)
    page.locator("main a[href$='?delete=1']").click()
    looked.at(page)
    send(page)
    looked.at(page)
    expect(page.locator("main a[href^='/my/unfinished/']")).to_have_count(0)


def wishes(page: Page, looked: Looked, site: str, language: str) -> None:
    """Say how to be reached."""
    page.goto(site + "/my/details")
    looked.at(page)
    send(page)
    looked.at(page)
    send(page, {"language": language, "channel": "letter", "formats": ["large_print"], "needs": "Time"})
    looked.at(page)
    expect(page.locator("[name=channel][value=letter]")).to_be_checked()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_receipt(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    email = f"pays.{language}@example.org"
    in_language(page, site, language)
    begin(page, demo, COUNCIL, "bulky-waste")
    walk(
        page,
        [*address_steps("ll232aa", HOUSES[language]), ("group", {"group": "none"}), ("items", {"items-table": "2"})],
    )
    at_page(page, "date")
    days: list[str] = page.locator("select[name=slot] option, input[name=slot]").evaluate_all(
        "all => all.map(one => one.value).filter(one => one)"
    )
    send(page, {"slot": days[3]})
    walk(
        page,
        [
            ("about_items", {}),
            ("place", {}),
            ("agree", {"agreed": ["yes"]}),
            ("who", {"name": "Kit Harding"}),
            ("contact", {"contact_by": ["email"]}),
            ("contact_email", {"email": email}),
        ],
    )
    send(page)
    pay(page)
    reference = paid_reference(page)
    sign_in(windows, page, demo, email, language)
    open_mine(page, reference)
    looked.at(page)
    page.locator("main a[href*='/receipts/']").click()
    expect(page.locator("main")).to_contain_text("£26")
    expect(page.locator("main")).to_contain_text(reference)
    looked.at(page)
    looked.check()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_saying_how_it_went(windows: Windows, demo: Demonstration, language: str) -> None:
    page, looked, site = windows.open(tested=True), Looked.in_turn(language), demo.site(COUNCIL)
    email = f"rates.{language}@example.org"
    in_language(page, site, language)
    page.goto(site + CONTACT + "/about?new=1")
    walk(page, contact_steps(email))
    send(page)
    reference = reference_on(page)
    desk = windows.open()
    office_sign_in(desk, demo, COUNCIL)
    open_case(desk, reference)
    act(desk, "answer", {"reply": "The library opens at nine."})
    sign_in(windows, page, demo, email, language)
    open_mine(page, reference)
    page.locator("main a[href$='/say-how-it-went']").click()
    wrong_then(page, looked, {"score": "4"})
    looked.at(page)
    expect(page.locator("main a[href$='/say-how-it-went']")).to_have_count(0)
    looked.check()


def test_a_code_by_text(windows: Windows, demo: Demonstration) -> None:
    page = windows.open()
    in_language(page, demo.site(COUNCIL), "en")
    page.goto(demo.site(COUNCIL) + CONTACT + "/about?new=1")
    steps = dict(contact_steps("texts@example.org"))
    steps["contact"] = {"contact_by": ["email", "phone"]}
    order = ["about", "your_message", "files", "place", "who", "contact", "contact_email"]
    walk(page, [(name, steps[name]) for name in order])
    walk(page, [("contact_phone", {"phone": "07700 900460"}), ("help", {})])
    send(page)
    reference = reference_on(page)
    other, mail = windows.open(), windows.open()
    other.goto(demo.site(COUNCIL) + "/track?lang=en")
    send(other, {"reference": reference, "to": "07700 900460"})
    open_message(mail, demo, "+447700900460", "is your code")
    code = re.search(r"\b\d{6}\b", letter(mail))
    assert code
    send(other, {"code": code[0]})
    expect(other.locator("main")).to_contain_text(reference)
